"""PrevPerm, the permanence that children had before they came into care (definition D43).

Source: collected of care that began since 1 April 2016, short breaks among it (DfE rule 630); DfE rules 631 to 635.
"""

from __future__ import annotations

from dataclasses import dataclass

from .child_year import ChildRow, ChildYear
from .dates import CollectionYear
from .parameters import DEFAULTS, Parameters

FIRST_YEAR = CollectionYear.named("2016-17")
#: No permanence before care.
NONE_BEFORE = "Z1"


@dataclass(frozen=True)
class PrevPermRow(ChildRow):
    """What one child had before; the date is text, with zz for the parts that nobody knows."""

    ITEMS = ("CHILD", "DOB", "PREV_PERM", "LA_PERM", "DATE_PERM")

    prev_perm: str | None = None
    la_perm: str | None = None
    date_perm: str | None = None


def permanence_rows(seen: ChildYear, parameters: Parameters = DEFAULTS) -> list[PrevPermRow]:
    """Return the child's row of the year, if there is one; blank where nothing was recorded."""
    if seen.year < FIRST_YEAR or not seen.periods:
        return []
    if seen.periods[-1].care_start_date < parameters.previous_permanence_from:
        return []
    if not seen.life.previous_permanences:
        return [PrevPermRow(*seen.key)]
    told = seen.life.previous_permanences[-1]
    if told.previous_permanence == NONE_BEFORE:
        return [PrevPermRow(*seen.key, prev_perm=NONE_BEFORE)]
    return [
        PrevPermRow(*seen.key, prev_perm=told.previous_permanence, la_perm=told.authority, date_perm=told.order_date)
    ]
