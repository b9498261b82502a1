"""Dated contacts with care leavers, and whether the authority was in touch.

About every eight weeks until 21, with a contact around each birthday for most; from 22 to 25 only for those who ask.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from statistics import NormalDist

import numpy as np

from dagster_project.synthetic.days import OPEN, Days, Mask, Whole, birthday, first_of_april, year_start
from dagster_project.synthetic.draws import Draws
from dagster_project.synthetic.leaving import Leavers
from dagster_project.synthetic.spells import ragged

IN_TOUCH = ("YES", "NO", "DIED", "REFU", "NREQ", "RHOM")
YES, NO, DIED, REFU, NREQ, RHOM = range(6)
KINDS = ("VISIT", "PHONE", "VIDEO", "MESSAGE", "LETTER", "ATTEMPT")
KIND = {code: position for position, code in enumerate(KINDS)}
_KIND_WEIGHTS = (0.5, 0.2, 0.06, 0.2, 0.04, 0.0)

_EVERY = 56
#: Share of 22- to 25-year-olds who ask for support and get it, in the year they turn each age.
_ASKING = {22: 0.81, 23: 0.68, 24: 0.57, 25: 0.42}
#: Share of young people who at some time before 21 need no more, refuse, or cannot be found.
_ENDING = {NREQ: 0.027, REFU: 0.007, NO: 0.007}


@dataclass(frozen=True)
class Contacts:
    """Contacts by leaver and day; `is_full` says that activity and home were recorded at it."""

    leaver: Whole
    day: Days
    kind: Whole
    in_touch: Whole
    is_full: Whole

    def __len__(self) -> int:
        return len(self.leaver)


@dataclass(frozen=True)
class Relations:
    """Since when a young person is no longer simply in touch, and how it stands since; `OPEN` when always in touch."""

    state: Whole
    since: Days


def draw_contacts(draws: Draws, leavers: Leavers, as_at: int) -> Contacts:
    """Return every contact and attempt up to `as_at`, ordered by leaver and day."""
    relations = _relations(draws.of("relations"), leavers)
    parts = [
        _regular(draws.of("regular"), leavers, relations),
        *[_around_birthday(draws.of(f"birthday {age}"), leavers, relations, age) for age in range(17, 22)],
        *[_on_request(draws.of(f"request {age}"), leavers, age) for age in _ASKING],
        _unanswered(draws.of("unanswered"), leavers, relations),
        _deaths(draws.of("deaths"), leavers),
    ]
    every = Contacts(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Contacts)))
    known = (every.day <= as_at) & (every.day >= leavers.exit[every.leaver])
    known &= (every.day < leavers.stop[every.leaver]) | (every.in_touch == DIED)
    every = _take(every, known)
    twice = np.flatnonzero(draws.of("twice").happens(0.006, len(every)) & (every.in_touch == YES))
    again = _take(every, twice)
    both = Contacts(
        *(np.concatenate([getattr(every, field.name), getattr(again, field.name)]) for field in fields(Contacts))
    )
    return _take(both, np.lexsort((both.day, both.leaver)))


def _take(contacts: Contacts, chosen: Whole | np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Contacts:
    """Return the chosen contacts."""
    return Contacts(*(getattr(contacts, field.name)[chosen] for field in fields(Contacts)))


def _relations(draws: Draws, leavers: Leavers) -> Relations:
    """Return how it stands between each young person and the authority before 21."""
    size = len(leavers)
    draw = draws.pick([*_ENDING.values(), 1.0 - sum(_ENDING.values())], size)
    state = np.array([*_ENDING, YES])[draw]
    earliest = np.maximum(leavers.exit + 60, birthday(leavers.birth, 18) + 60)
    since = draws.between(earliest, birthday(leavers.birth, 20), size)
    state = np.where(leavers.goes_home, RHOM, state)
    since = np.where(leavers.goes_home, leavers.exit + 183 + draws.between(0, 20, size), since)
    return Relations(state, np.where(state == YES, int(OPEN), since).astype(np.int32))


def _made(draws: Draws, leaver: Whole, on: Whole, in_touch: Whole, full: Whole) -> Contacts:
    """Return contacts with a kind that suits what came of them."""
    size = len(leaver)
    kind = draws.pick(_KIND_WEIGHTS, size)
    kind = np.where(in_touch == NO, KIND["ATTEMPT"], kind)
    told = np.isin(in_touch, [REFU, NREQ, RHOM, DIED])
    kind = np.where(told, np.where(draws.happens(0.6, size), KIND["PHONE"], KIND["LETTER"]), kind)
    full = np.where(in_touch == YES, full, 0)
    return Contacts(leaver, np.asarray(on, dtype=np.int32), kind, in_touch, full)


def _regular(draws: Draws, leavers: Leavers, relations: Relations) -> Contacts:
    """Return the contacts of about every eight weeks, from leaving care to 21 or until contact ends."""
    begin = leavers.exit + draws.between(4, 45, len(leavers))
    stop = np.minimum(np.minimum(birthday(leavers.birth, 21), leavers.stop), relations.since)
    counts = np.maximum((stop - begin + _EVERY - 1) // _EVERY, 0).astype(np.int64)
    leaver, number = ragged(counts)
    on = begin[leaver] + _EVERY * number + draws.between(-16, 16, len(leaver))
    on = np.clip(on, leavers.exit[leaver], stop[leaver] - 1)
    near = _days_from_birthday(leavers.birth[leaver], on)
    full = draws.happens(0.7, len(leaver)) | ((near >= -105) & (near <= 40))
    return _made(draws, leaver, on, np.full(len(leaver), YES), full.astype(np.int64))


def _days_from_birthday(birth: Days, on: Whole) -> Whole:
    """Return days since the nearest birthday, negative before it."""
    offset = (on - birth) % 365.25
    return np.where(offset > 182, offset - 365.25, offset).astype(np.int64)


def _around_birthday(draws: Draws, leavers: Leavers, relations: Relations, age: int) -> Contacts:
    """Return a contact around a birthday, for nearly everybody out of care then."""
    size = len(leavers)
    turns = birthday(leavers.birth, age)
    leaver = np.flatnonzero((leavers.exit <= turns) & (leavers.stop > turns) & draws.happens(0.975, size))
    on = turns[leaver] + draws.between(-18, 24, len(leaver))
    floor = leavers.exit[leaver] + draws.between(0, 20, len(leaver))
    on = np.where(on < leavers.exit[leaver], floor, on)
    ended = on >= relations.since[leaver]
    state = np.where(ended, relations.state[leaver], YES)
    return _made(draws, leaver, on, state, np.ones(len(leaver), dtype=np.int64))


def _on_request(draws: Draws, leavers: Leavers, age: int) -> Contacts:
    """Return the contacts of those who ask for support in the collection year in which they turn `age`."""
    size = len(leavers)
    asks = _asks(draws.of("asks"), leavers, age)
    turns = birthday(leavers.birth, age)
    begins = first_of_april(year_start(turns)).astype(np.int64)
    begin = np.maximum(np.maximum(begins, birthday(leavers.birth, 21)), leavers.exit)
    stop = first_of_april(year_start(turns) + 1).astype(np.int64)
    stop = np.minimum(stop, birthday(leavers.birth, 25) + 28) if age == 25 else stop
    counts = np.where(asks & (stop > begin), draws.between(1, 6, size), 0)
    leaver, _ = ragged(counts)
    on = draws.between(begin[leaver], stop[leaver] - 1, len(leaver))
    one = np.ones(len(leaver), dtype=np.int64)
    return _made(draws, leaver, on, one * YES, one)


def _asks(draws: Draws, leavers: Leavers, age: int) -> Mask:
    """Return who asks for support in a year; the same people tend to ask year after year."""
    mood = draws.normal(len(leavers))
    return np.asarray(0.85 * leavers.habit + 0.527 * mood < NormalDist().inv_cdf(_ASKING[age]), dtype=np.bool_)


def _unanswered(draws: Draws, leavers: Leavers, relations: Relations) -> Contacts:
    """Return attempts that nobody answered, away from birthdays; most for those who cannot be found."""
    begin = leavers.exit.astype(np.int64)
    stop = np.minimum(birthday(leavers.birth, 21), leavers.stop).astype(np.int64)
    lost = relations.state == NO
    years = np.maximum(stop - begin, 0) / 365.25
    counts = np.floor(years * np.where(lost, 2.5, 0.4) + draws.unit(len(leavers))).astype(np.int64)
    leaver, _ = ragged(counts)
    on = draws.between(begin[leaver], stop[leaver] - 1, len(leaver))
    near = np.abs(_days_from_birthday(leavers.birth[leaver], on))
    keep = (near > 45) & ((on >= relations.since[leaver]) == lost[leaver])
    leaver, on = leaver[keep], on[keep]
    return _made(draws, leaver, on, np.full(len(leaver), NO), np.zeros(len(leaver), dtype=np.int64))


def _deaths(draws: Draws, leavers: Leavers) -> Contacts:
    """Return the record made when a young person's death becomes known."""
    leaver = np.flatnonzero(leavers.death < OPEN)
    on = leavers.death[leaver] + draws.between(1, 9, len(leaver))
    return _made(draws, leaver, on, np.full(len(leaver), DIED), np.zeros(len(leaver), dtype=np.int64))
