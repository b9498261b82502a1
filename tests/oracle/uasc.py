"""UASC, the unaccompanied asylum-seeking children of a collection year (definition D36).

Source: the return counts a child as one until the claim ends or the child turns 18 (DfE rules 104 and 304); only
children looked after in the year are in it (rule 1014).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .child_year import ChildRow, ChildYear
from .dates import or_forever
from .header import sex_item


@dataclass(frozen=True)
class UascRow(ChildRow):
    """One child who was an unaccompanied asylum seeker on some day of the year."""

    ITEMS = ("CHILD", "SEX", "DOB", "DUC")

    sex: str | None
    duc: date | None


def uasc_rows(seen: ChildYear) -> list[UascRow]:
    """Return the child's row of the year, if there is one."""
    if not seen.periods:
        return []
    claim_end = seen.life.person.uasc_claim_end_date
    touching = []
    for status in seen.life.immigration_statuses:
        if status.status != "UASC":
            continue
        # nobody is an unaccompanied child from 18 on (rule 304), whether or not an end is recorded
        end = min(or_forever(claim_end or status.end_date), seen.birthday(18))
        if seen.touches(status.start_date, end):
            touching.append(end)
    if not touching:
        return []
    return [UascRow(*seen.key, sex=sex_item(seen.life.person, seen.year), duc=seen.told(touching[-1]))]
