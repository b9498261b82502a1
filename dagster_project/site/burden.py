"""What staff type more than once or in vain, in the last collection year that is over, else in the newest there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from dagster_project.site.content import Content
from dagster_project.site.duplication_rows import MapBurden, MapBurdenField

#: The row of `map_burden` for all concepts together.
ALL_CONCEPTS = "all"
_Yearly = TypeVar("_Yearly", MapBurden, MapBurdenField)


def last_year_over(content: Content, as_at: date | None) -> str:
    """Return the last collection year that had ended by `as_at`; empty without one."""
    over = (y.collection_year for y in content.collection_years if as_at is not None and y.end_date <= as_at)
    return max(over, default="")


def repeated_entries(content: Content, local_authority_code: str, year: str) -> Mapping[str, MapBurden]:
    """Return the burden of each concept, and of ALL_CONCEPTS, in `year`, else in the newest there is."""
    own = [row for row in content.burdens if row.local_authority_code == local_authority_code]
    return {row.concept_id: row for row in _of_year(own, year)}


def typed_in_vain(content: Content, local_authority_code: str, year: str) -> Mapping[tuple[str, str], MapBurdenField]:
    """Return the fields that somebody types and nothing uses, by dataset and field, in the same way."""
    own = [row for row in content.burden_fields if row.local_authority_code == local_authority_code]
    return {(row.dataset, row.field): row for row in _of_year(own, year)}


def _of_year(rows: Iterable[_Yearly], year: str) -> list[_Yearly]:
    """The rows in an order that leaves, of each subject, the row of `year` last, else its newest."""
    return sorted(rows, key=lambda row: (row.collection_year == year, row.collection_year))
