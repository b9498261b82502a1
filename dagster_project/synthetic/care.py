"""Periods of care: when each begins and ends, and why it ended."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from dagster_project.synthetic.days import OPEN, Days, Mask, Whole, age_on, birthday
from dagster_project.synthetic.draws import Draws
from dagster_project.synthetic.people import ADOPTION, NO_BOUNDARY, REMAND, SHORT_BREAK, UASC, People
from dagster_project.synthetic.spells import ragged

#: How a period of care ends, before the last placement is known; codes are DfE's REC.
ENDS = (
    "", "E11", "E12", "E2", "E3", "E4A", "E4B", "E13", "E41", "E45", "E46", "E47", "E48", "E8", "E9", "E14", "E15",
    "E16", "E5", "E6", "E7", "E17",
)  # fmt: skip
END = {code: position for position, code in enumerate(ENDS)}
#: Ends after which nobody comes back to this authority's care.
_FINAL = tuple(END[code] for code in ("E11", "E12", "E2", "E3", "E15", "E16"))
_HOME_WEIGHTS = {
    "E4A": 0.44, "E4B": 0.12, "E13": 0.05, "E41": 0.09, "E45": 0.12, "E46": 0.03, "E47": 0.03, "E48": 0.01, "E8": 0.08,
    "E3": 0.02, "E16": 0.003,
}  # fmt: skip
_TEEN_WEIGHTS = {"E4A": 0.38, "E4B": 0.2, "E13": 0.1, "E8": 0.1, "E5": 0.1, "E6": 0.06, "E9": 0.04, "E3": 0.02}

_AGE_EDGES = np.array([1, 5, 10, 14, 16, 17])
#: Share of those coming into care at each age who stay until they are 18.
_STAYING = np.array([0.075, 0.165, 0.3, 0.42, 0.52, 0.7, 0.85])


@dataclass(frozen=True)
class Periods:
    """Periods of care ordered by person and start; `person` is a position among the people."""

    person: Whole
    start: Days
    end: Days
    reason: Whole
    is_short_break: Mask
    is_agreement: Mask
    is_adoption: Mask
    is_remand: Mask

    def __len__(self) -> int:
        return len(self.person)

    def take(self, chosen: Whole | Mask) -> Self:
        """Return the chosen periods."""
        return type(self)(*(getattr(self, field.name)[chosen] for field in fields(self)))

    @classmethod
    def joined(cls, parts: list[Periods]) -> Periods:
        """Put lists of periods together, by person and start."""
        columns = {field.name: np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(cls)}
        whole = cls(**columns)
        return whole.take(np.lexsort((whole.start, whole.person)))


def draw_periods(draws: Draws, people: People, as_at: int) -> Periods:
    """Return every period of care of every candidate up to `as_at`."""
    parts = _short_breaks(draws.of("short breaks"), people, as_at)
    person, start = _first_starts(draws.of("first"), people, parts)
    for turn in range(4):
        stream = draws.of(f"period {turn}")
        alive = start <= as_at
        person, start = person[alive], start[alive]
        if not len(person):
            break
        period = _one_period(stream, people, person, start, turn, as_at)
        parts.append(period)
        person, start = _returns(stream.of("return"), people, period)
    return Periods.joined(parts)


def _first_starts(draws: Draws, people: People, breaks: list[Periods]) -> tuple[Whole, Days]:
    """Return who has a full period of care and when it first begins.

    One in four children on short breaks comes into care afterwards.
    """
    start = people.first_entry.copy()
    is_break = people.kind == SHORT_BREAK
    last_break = np.zeros(len(people), dtype=np.int32)
    for part in breaks:
        np.maximum.at(last_break, part.person, part.end)
    after = last_break + draws.between(5, 200, len(people))
    enters = ~is_break | (draws.happens(0.25, len(people)) & (after < birthday(people.birth, 18) - 20))
    start = np.where(is_break, after, start).astype(np.int32)
    start = np.where(people.boundary == NO_BOUNDARY, start, _boundary_start(draws, people)).astype(np.int32)
    chosen = np.flatnonzero(enters)
    return chosen, start[chosen]


def _boundary_start(draws: Draws, people: People) -> Days:
    """Return the first day of care of lives on the edge of a rule."""
    lead = draws.between(100, 600, len(people))
    exact = np.array([91, 90, 92, 0, 0, 0, 0, 0, 0, 0, 0])[people.boundary]
    return np.asarray(_boundary_age(people) - np.where(exact > 0, exact, lead), dtype=np.int32)


def _boundary_age(people: People) -> Days:
    """Return the birthday that a life on the edge of a rule is measured from."""
    age = np.array([18, 18, 18, 17, 17, 17, 18, 18, 16, 16, 16])[people.boundary]
    return birthday(people.birth, age.astype(np.int64))


def _boundary_end(people: People) -> Days:
    """Return the last day of care of lives on the edge of a rule."""
    shift = np.array([0, 0, 0, -1, 0, 1, -1, 0, -1, 0, 1])[people.boundary]
    return np.asarray(_boundary_age(people) + shift, dtype=np.int32)


def _one_period(draws: Draws, people: People, person: Whole, start: Days, turn: int, as_at: int) -> Periods:
    """Return one period of care for each person given."""
    size = len(person)
    birth, kind = people.birth[person], people.kind[person]
    eighteen = birthday(birth, 18)
    adopted = (kind == ADOPTION) & (turn == 0)
    remanded = (kind == REMAND) & (turn == 0)
    end = _natural_end(draws, birth, kind, start, adopted, remanded)
    end = np.where(end >= eighteen, eighteen, end)
    early = (end == eighteen) & draws.of("days before").happens(0.015, size) & (start < eighteen - 30)
    end = np.where(early, eighteen - draws.of("few").between(1, 4, size), end)
    edge = (people.boundary[person] != NO_BOUNDARY) & (turn == 0)
    end = np.where(edge, _boundary_end(people)[person], end)
    reason = _reasons(draws.of("reason"), birth, kind, start, end, adopted, remanded)
    reason = np.where(edge & np.isin(reason, _FINAL), END["E8"], reason)
    dies = draws.of("death").happens(0.0015, size) & ~edge & ~adopted
    end = np.where(dies, draws.of("death day").between(start + 1, end, size), end)
    reason = np.where(dies, END["E2"], reason)
    is_open = end > as_at
    none = np.zeros(size, dtype=np.bool_)
    return Periods(
        person,
        start,
        np.where(is_open, OPEN, end).astype(np.int32),
        np.where(is_open, END[""], reason),
        none,
        none,
        adopted,
        remanded,
    )


def _natural_end(draws: Draws, birth: Days, kind: Whole, start: Days, adopted: Mask, remanded: Mask) -> Whole:
    """Return the day on which each period would end if nothing cut it short."""
    size = len(birth)
    age = age_on(birth, start)
    share = _STAYING[np.searchsorted(_AGE_EDGES, age, side="right")]
    stays = draws.of("stays").happens(np.where(kind == UASC, 0.9, share), size)
    brief = draws.of("brief").happens(0.33, size)
    lasting = np.where(brief, draws.of("weeks").between(1, 60, size), 5 + draws.of("years").lasting(640.0, size))
    lasting = np.where(adopted, draws.of("adoption").between(430, 1250, size), lasting)
    lasting = np.where(remanded, draws.of("remand").between(5, 130, size), lasting)
    natural = start + lasting
    return np.where(stays & ~adopted & ~remanded, birthday(birth, 18), natural).astype(np.int64)


def _reasons(draws: Draws, birth: Days, kind: Whole, start: Days, end: Whole, adopted: Mask, remanded: Mask) -> Whole:
    """Return why each period ends; who reaches 18 is decided later, from the last placement."""
    size = len(birth)
    home = _code_positions(draws.of("home"), _HOME_WEIGHTS, size)
    teen = _code_positions(draws.of("teen"), _TEEN_WEIGHTS, size)
    reason = np.where(end >= birthday(birth, 16), teen, home)
    adoption = np.where(draws.of("consent").happens(0.55, size), END["E11"], END["E12"])
    reason = np.where(adopted, adoption, reason)
    remand = _code_positions(draws.of("remand"), {"E14": 0.5, "E9": 0.35, "E4A": 0.15}, size)
    reason = np.where(remanded, remand, reason)
    adult = (kind == UASC) & draws.of("adult").happens(0.6, size)
    reason = np.where(adult & (end - start < 400), END["E15"], reason)
    return np.where(end >= birthday(birth, 18), END[""], reason)


def _code_positions(draws: Draws, weights: dict[str, float], size: int) -> Whole:
    """Return positions in ENDS, drawn by weight."""
    codes = np.array([END[code] for code in weights], dtype=np.int64)
    return codes[draws.pick(list(weights.values()), size)]


def _returns(draws: Draws, people: People, period: Periods) -> tuple[Whole, Days]:
    """Return who comes back into care after a period, and when."""
    size = len(period)
    gap = draws.of("gap").lasting(350.0, size)
    start = (period.end.astype(np.int64) + gap).astype(np.int64)
    in_time = start < birthday(people.birth[period.person], 18) - 14
    may = (period.end < OPEN) & ~np.isin(period.reason, _FINAL) & in_time
    edge = people.boundary[period.person] != NO_BOUNDARY
    comes = may & ~edge & draws.of("comes").happens(0.3, size)
    return period.person[comes], start[comes].astype(np.int32)


def _short_breaks(draws: Draws, people: People, as_at: int) -> list[Periods]:
    """Return short breaks: V3, each break a period of its own; V4, one period for the whole agreement."""
    person = np.flatnonzero(people.kind == SHORT_BREAK)
    size = len(person)
    is_agreement = draws.of("series").happens(0.45, size)
    begin = people.first_entry[person].astype(np.int64)
    eighteen = birthday(people.birth[person], 18).astype(np.int64)
    stop = np.minimum(begin + draws.of("span").between(500, 4200, size), eighteen)
    single = _agreement(person[is_agreement], begin[is_agreement], stop[is_agreement], eighteen[is_agreement], as_at)
    breaks = np.where(is_agreement, 0, np.minimum((np.minimum(stop, as_at) - begin) // 31, 60)).clip(min=0)
    owner, number = ragged(breaks)
    start = begin[owner] + 31 * number + draws.of("day").between(0, 9, len(owner))
    end = np.minimum(start + draws.of("nights").between(1, 4, len(owner)), eighteen[owner])
    keep = (start < end) & (end <= as_at)
    return [single, _break_rows(person[owner][keep], start[keep], end[keep], END["E4A"], is_agreement=False)]


def _agreement(person: Whole, begin: Whole, stop: Whole, eighteen: Whole, as_at: int) -> Periods:
    """Return one period for each agreement that has begun."""
    begun = (begin <= as_at) & (begin < stop)
    person, begin, stop, eighteen = person[begun], begin[begun], stop[begun], eighteen[begun]
    is_open = stop > as_at
    reason = np.where(is_open, END[""], np.where(stop >= eighteen, END["E8"], END["E4A"]))
    return _break_rows(person, begin, np.where(is_open, int(OPEN), stop), reason, is_agreement=True)


def _break_rows(person: Whole, start: Whole, end: Whole, reason: int | Whole, *, is_agreement: bool) -> Periods:
    """Return short breaks as periods."""
    size = len(person)
    no, yes = np.zeros(size, dtype=np.bool_), np.ones(size, dtype=np.bool_)
    reasons = np.broadcast_to(np.asarray(reason, dtype=np.int64), (size,)).copy()
    series = yes if is_agreement else no
    return Periods(person, start.astype(np.int32), end.astype(np.int32), reasons, yes, series, no, no)
