"""Missing, the times when a looked-after child was missing or away without authorisation (definition D38).

Source: DfE rules 570 and 571 (which year), 567 (no end before the start), 578 and 581 (the start lies in care); a time
missing is closed at 18, when the child stops being one (Children Act 1989 s105).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .child_year import ChildRow, ChildYear
from .dates import or_forever


@dataclass(frozen=True)
class MissingRow(ChildRow):
    """One time missing or away."""

    ITEMS = ("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END")

    missing: str | None
    mis_start: date
    mis_end: date | None


def _starts_in_care(seen: ChildYear, day: date) -> bool:
    """Whether an episode of any kind covers the day, or the last one ended on it."""
    periods = seen.life.care_periods
    last_end = max(or_forever(period.care_end_date) for period in periods)
    return day == last_end or any(
        period.care_start_date <= day < or_forever(period.care_end_date) for period in periods
    )


def missing_rows(seen: ChildYear) -> list[MissingRow]:
    """Return the times that touch the year, one for each start, in order of time."""
    at_18 = seen.birthday(18)
    ends: dict[date, tuple[date | None, str | None]] = {}
    for time in seen.life.missing_episodes:
        start = time.start_date
        if not seen.periods or start >= at_18 or not _starts_in_care(seen, start):
            continue
        end = None if time.end_date is not None and time.end_date < start else time.end_date
        # a time that goes on is closed at 18
        end = min(or_forever(end), at_18)
        # of several records of one start, the one with the latest end
        if seen.touches(start, end) and (start not in ends or (ends[start][0] or date.min) <= end):
            ends[start] = (end, time.kind)
    return [
        MissingRow(*seen.key, missing=kind, mis_start=start, mis_end=seen.told(end))
        for start, (end, kind) in ends.items()
    ]
