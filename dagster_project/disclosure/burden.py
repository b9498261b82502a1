"""How often things were typed in a collection year, as linked figures: numbers that only grow while the year lasts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dagster_project.disclosure.figures import Figures, Key

Row = Mapping[str, Any]


def burden_figures(rows: Iterable[Row], last_edition: Iterable[Row]) -> Figures:
    """Return the figures of one authority: the rows of `map_burden`, and those of the copy that was published last."""
    figures = Figures()
    for row in rows:
        counts = _counts(row)
        figures.show(("map_burden", row["collection_year"], row["concept_id"]), counts)
        entries, repeated, single = counts
        figures.adds_up(entries, [repeated, single])
    for row in last_edition:
        figures.least.update({cell: value for cell, value in _counts(row).items() if value is not None})
    return figures


def _counts(row: Row) -> dict[Key, int | None]:
    entries, repeated = row["entries_count_shown"], row["repeated_count_shown"]
    single = None if entries is None or repeated is None else entries - repeated
    at = (row["collection_year"], row["concept_id"])
    return {("entries", *at): entries, ("repeated", *at): repeated, ("not_repeated", *at): single}
