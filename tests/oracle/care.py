"""Looked-after spells and days of care (definitions D5 to D8).

Source: Children Act 1989 s22(1) (looked after), s105 (a child is under 18); the return's legal statuses V3 and V4 are
short breaks, which the 13-week test of the return leaves out (DfE rule 1001).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from .dates import FOREVER, anniversary, or_forever
from .lives import CarePeriod, LegalStatus, Life

#: Legal statuses of a series of short breaks.
SHORT_BREAK_STATUSES = frozenset({"V3", "V4"})


@dataclass(frozen=True)
class Spell:
    """A stretch of being looked after without a gap, short breaks left out (end exclusive, None = open)."""

    start: date
    end: date | None
    end_reason: str | None = None

    def covers(self, day: date) -> bool:
        """Whether the child was looked after on that day: start <= day < end."""
        return self.start <= day < or_forever(self.end)


def cut_points(start: date, end: date, edges: Iterable[date]) -> list[date]:
    """Return start, every edge strictly between, and end, in order."""
    return [start, *sorted({edge for edge in edges if start < edge < end}), end]


def legal_status_on(life: Life, day: date) -> LegalStatus | None:
    """Return the legal status of that day; of overlapping ones the one that began last (D27)."""
    holding = [
        status
        for status in life.legal_statuses
        if status.legal_status_start_date <= day < or_forever(status.legal_status_end_date)
    ]
    return max(holding, key=lambda status: status.legal_status_start_date, default=None)


def _is_short_break(life: Life, period: CarePeriod, day: date) -> bool:
    status = legal_status_on(life, day)
    if status is None or status.legal_status is None:
        return period.is_short_break
    return status.legal_status in SHORT_BREAK_STATUSES


def _stretches(life: Life, period: CarePeriod) -> list[Spell]:
    """Cut one care period at each change of legal status and keep the stretches that are not short breaks."""
    period_end = or_forever(period.care_end_date)
    edges = [status.legal_status_start_date for status in life.legal_statuses]
    edges += [or_forever(status.legal_status_end_date) for status in life.legal_statuses]
    days = cut_points(period.care_start_date, period_end, edges)
    kept = []
    for start, end in pairwise(days):
        if start < end and not _is_short_break(life, period, start):
            reason = period.end_reason if end == period_end else None
            kept.append(Spell(start, None if end == FOREVER else end, reason))
    return kept


def looked_after_spells(life: Life) -> list[Spell]:
    """Return the person's spells in order of time; spells never touch or overlap (D6).

    Care cannot begin at 18 or later (rule 352), so a spell that does is none.
    """
    stretches = [stretch for period in life.care_periods for stretch in _stretches(life, period)]
    spells: list[Spell] = []
    for stretch in sorted(stretches, key=lambda one: (one.start, or_forever(one.end))):
        last = spells[-1] if spells else None
        if last is None or stretch.start > or_forever(last.end):
            spells.append(stretch)
        elif or_forever(stretch.end) > or_forever(last.end):
            spells[-1] = Spell(last.start, stretch.end, stretch.end_reason)
        elif stretch.end == last.end:
            spells[-1] = Spell(last.start, last.end, last.end_reason or stretch.end_reason)
    at_18 = anniversary(life.person.birth_date, 18)
    return [spell for spell in spells if spell.start < at_18]


def days_of_care(spells: Sequence[Spell], first: date, end: date) -> int:
    """Count the looked-after days from `first` up to, not including, `end` (D7)."""
    return sum(max(0, (min(or_forever(spell.end), end) - max(spell.start, first)).days) for spell in spells)


def is_in_care_on(spells: Sequence[Spell], day: date) -> bool:
    """Whether a spell has start <= day < end (D8)."""
    return any(spell.covers(day) for spell in spells)


def passes_13_weeks(spells: Sequence[Spell], birth: date, by: date, days_needed: int) -> bool:
    """Whether care before the day `by` makes a care leaver: 13 weeks after 14, some of it after 16.

    Source: Care Leavers (England) Regulations 2010 reg 3 (13 weeks that began after 14 and ended after 16); counted in
    days as DfE's rule 1001 does: `days_needed` (91) from the 14th birthday, one from the 16th, to 18 at most.
    """
    end = min(by, anniversary(birth, 18))
    since_14 = days_of_care(spells, anniversary(birth, 14), end)
    since_16 = days_of_care(spells, anniversary(birth, 16), end)
    return since_14 >= days_needed and since_16 >= 1
