"""Leaving-care legal status over time, from first principles (definitions D9 to D16).

| status | statute |
|---|---|
| ELIGIBLE | Children Act 1989 Schedule 2 paragraph 19B: 16 or 17, looked after, 13 weeks |
| RELEVANT | s23A: 16 or 17, no longer looked after, eligible before; not while home for six months (reg 3, 2010) |
| FORMER_RELEVANT | s23C and s23CZB: 18 to 24, was relevant, or eligible when care ended |
| QUALIFYING | s24: in care at some time from 16 on, none of the above |
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .care import Spell, days_of_care, looked_after_spells
from .dates import add_months, anniversary, or_forever
from .lives import Contact, Life, death_date, known_at
from .parameters import DEFAULTS, Parameters

STATUTES = {
    "ELIGIBLE": "Children Act 1989 Sch 2 para 19B",
    "RELEVANT": "Children Act 1989 s23A",
    "FORMER_RELEVANT": "Children Act 1989 s23C",
    "QUALIFYING": "Children Act 1989 s24",
}
#: Endings after which the authority owes no leaving-care duty: died, taken over, adopted, found to be adult (D14).
ENDINGS_WITHOUT_DUTY = frozenset({"E2", "E3", "E11", "E12", "E15"})
#: Endings with a parent or with somebody who holds parental responsibility, orders included (D11).
ENDINGS_TO_PARENT = frozenset({"E4A", "E4B", "E41", "E45", "E46", "E47", "E48"})
#: Accommodation that does not contradict living with a parent: with parents or relatives, or not known (D11).
HOME_OR_UNKNOWN = frozenset({"B", "R", "0"})


@dataclass(frozen=True)
class Interval:
    """One status of one person from `valid_from` to the day before `valid_to` (None = in force on `as_at`)."""

    local_authority_code: str
    person_id: str
    valid_from: date
    valid_to: date | None
    code: str

    @property
    def statute(self) -> str:
        """The provision that gives the status."""
        return STATUTES[self.code]


@dataclass(frozen=True)
class _Stretch:
    start: date
    end: date
    code: str


def first_eligible_day(spells: Sequence[Spell], birth: date, days_needed: int) -> date | None:
    """Return the first day on which the child was 16 or 17, looked after, and had the 13 weeks (D9).

    The day counts itself: the 91st day of care is the first eligible one, if the child is 16 by then.
    """
    at_14, at_16, at_18 = (anniversary(birth, age) for age in (14, 16, 18))
    for spell in spells:
        start = max(spell.start, at_14)
        earlier = days_of_care([one for one in spells if one.start < spell.start], at_14, start)
        day = max(start, at_16, start + timedelta(days=max(0, days_needed - earlier - 1)))
        if day < min(or_forever(spell.end), at_18):
            return day
    return None


def _days_home(contacts: Iterable[Contact], spell_end: date, end_reason: str | None, stop: date) -> list[date]:
    """Return the days on which six months at home are established (D11)."""
    after = [contact for contact in contacts if spell_end < contact.contact_date < stop]
    days = [contact.contact_date for contact in after if contact.in_touch == "RHOM"]
    if end_reason in ENDINGS_TO_PARENT:
        six_months = add_months(spell_end, 6)
        if six_months < stop and not any(day <= six_months for day in _breakdowns(contacts, spell_end, stop)):
            days.append(six_months)
    return sorted(days)


def _breakdowns(contacts: Iterable[Contact], spell_end: date, stop: date) -> list[date]:
    """Return the days of contacts that show the person living elsewhere than with parents or relatives (D11)."""
    return [
        contact.contact_date
        for contact in contacts
        if spell_end < contact.contact_date < stop
        and contact.accommodation is not None
        and contact.accommodation not in HOME_OR_UNKNOWN
    ]


def _after_eligible(life: Life, spell_end: date, end_reason: str | None, stop: date) -> Iterator[_Stretch]:
    """Relevant from the end of care, except while home for six months, when the person is qualifying (D10, D11)."""
    breakdowns = _breakdowns(life.contacts, spell_end, stop)
    day = spell_end
    for home in _days_home(life.contacts, spell_end, end_reason, stop):
        if home < day:
            continue
        yield _Stretch(day, home, "RELEVANT")
        day = min((broken for broken in breakdowns if broken > home), default=stop)
        yield _Stretch(home, day, "QUALIFYING")
    yield _Stretch(day, stop, "RELEVANT")


def _after_spell(life: Life, spell: Spell, was_eligible: bool, was_in_care_at_16: bool, stop: date) -> list[_Stretch]:
    """The statuses between the end of one spell and the next one, or the 25th birthday."""
    birth = life.person.birth_date
    at_16, at_18 = anniversary(birth, 16), anniversary(birth, 18)
    left = min(or_forever(spell.end), at_18)
    if spell.end is not None and spell.end_reason in ENDINGS_WITHOUT_DUTY:
        stop = min(stop, spell.end)
    if left >= stop or left < at_16 or not was_in_care_at_16:
        return []
    # s24: in care after 16, without the 13 weeks
    if not was_eligible:
        return [_Stretch(left, stop, "QUALIFYING")]
    child_stop = min(stop, at_18)
    stretches = [one for one in _after_eligible(life, left, spell.end_reason, child_stop) if one.start < one.end]
    # s23C(1): was relevant (and still would be), or was eligible when care ended at 18
    eve = stretches[-1].code if stretches else "ELIGIBLE"
    adult = "QUALIFYING" if eve == "QUALIFYING" else "FORMER_RELEVANT"
    return [*stretches, _Stretch(child_stop, stop, adult)]


def _stretches(life: Life, days_needed: int) -> Iterator[_Stretch]:
    birth = life.person.birth_date
    at_16, at_18, at_25 = (anniversary(birth, age) for age in (16, 18, 25))
    spells = looked_after_spells(life)
    first = first_eligible_day(spells, birth, days_needed)
    for number, spell in enumerate(spells):
        end = min(or_forever(spell.end), at_18)
        if first is not None:
            yield _Stretch(max(spell.start, first), end, "ELIGIBLE")
        stop = spells[number + 1].start if number + 1 < len(spells) else at_25
        was_in_care_at_16 = days_of_care(spells, at_16, end) > 0
        yield from _after_spell(life, spell, first is not None and first < end, was_in_care_at_16, stop)


def eligibility(life: Life, as_at: date, parameters: Parameters = DEFAULTS) -> list[Interval]:
    """Return the person's statuses in order of time, as known on `as_at` (D16)."""
    known = known_at(life, as_at)
    died = or_forever(death_date(known))
    intervals: list[Interval] = []
    for stretch in _stretches(known, parameters.care_days_after_14):
        start, end = stretch.start, min(stretch.end, died)
        if start >= end or start > as_at:
            continue
        valid_to = end if end <= as_at else None
        last = intervals[-1] if intervals else None
        if last is not None and last.valid_to == start and last.code == stretch.code:
            intervals[-1] = replace(last, valid_to=valid_to)
        else:
            intervals.append(Interval(*known.key, start, valid_to, stretch.code))
    return intervals


def status_on(life: Life, day: date, as_at: date, parameters: Parameters = DEFAULTS) -> str | None:
    """Return the status of one day on or before `as_at`, None when there is none; ValueError for a later day."""
    if day > as_at:
        raise ValueError(f"status on {day}: nothing after {as_at} is known")
    for interval in eligibility(life, as_at, parameters):
        if interval.valid_from <= day < or_forever(interval.valid_to):
            return interval.code
    return None
