"""DoLo, the orders that deprived a looked-after child of liberty (definition D40).

Source: DfE rules 700 to 710; collected since 2026-27.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .child_year import ChildRow, ChildYear
from .dates import CollectionYear

FIRST_YEAR = CollectionYear.named("2026-27")


@dataclass(frozen=True)
class DoLoRow(ChildRow):
    """One order."""

    ITEMS = ("CHILD", "DOB", "DOLO_START", "DOLO_END")

    dolo_start: date
    dolo_end: date | None


def liberty_rows(seen: ChildYear) -> list[DoLoRow]:
    """Return the orders in force in the year, one for each start, in order of time; none before 2026-27."""
    if seen.year < FIRST_YEAR or not seen.periods:
        return []
    rows: dict[date, DoLoRow] = {}
    for order in seen.life.liberty_orders:
        start, end = order.start_date, order.end_date
        # an order cannot end on the day it begins (rule 702)
        if end is not None and end <= start:
            end = None
        if seen.touches(start, end):
            rows[start] = DoLoRow(*seen.key, dolo_start=start, dolo_end=seen.told(end))
    return list(rows.values())
