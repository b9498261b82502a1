"""Reviews, the reviews of looked-after children held in a collection year (definition D37).

Source: Care Planning, Placement and Case Review (England) Regulations 2010 part 6; DfE rule 399 (none for children on
short breaks only), 440 and 441 (PN0 is for children under four).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .care import is_in_care_on, looked_after_spells
from .child_year import ChildRow, ChildYear


@dataclass(frozen=True)
class ReviewRow(ChildRow):
    """One review."""

    ITEMS = ("CHILD", "DOB", "REVIEW", "REVIEW_CODE")

    review: date
    review_code: str | None


def review_rows(seen: ChildYear) -> list[ReviewRow]:
    """Return the child's reviews of the year, one a day, in order of time."""
    spells = looked_after_spells(seen.life)
    rows: dict[date, ReviewRow] = {}
    for review in seen.life.reviews:
        day = review.review_date
        # the day care ends is no day in care
        if not seen.holds(day) or not is_in_care_on(spells, day) or day in rows:
            continue
        too_young = day < seen.birthday(4)
        rows[day] = ReviewRow(*seen.key, review=day, review_code=review.participation or ("PN0" if too_young else None))
    return list(rows.values())
