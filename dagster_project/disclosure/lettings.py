"""Social lettings as linked figures: how many there are of each kind, and all together as the log came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dagster_project.disclosure.figures import Figures, Key

Row = Mapping[str, Any]


def letting_figures(rows: Iterable[Row], last_edition: Iterable[Row], lettings_count: int | None) -> Figures:
    """Return the figures of one authority: the rows of `rpt_social_letting`, and those of the copy published last.

    The log of a year only grows. `lettings_count` is how many rows the log has, which its load tells as well.
    """
    figures = Figures()
    kinds = []
    for row in rows:
        kind = _kind(row)
        figures.show(("rpt_social_letting", *kind[1:]), {kind: row["lettings_count_shown"]})
        kinds.append(kind)
    if lettings_count is not None:
        everything: Key = ("lettings", "all")
        figures.know(everything, lettings_count)
        figures.adds_up(everything, kinds)
    for row in last_edition:
        if row["lettings_count_shown"] is not None:
            figures.least[_kind(row)] = row["lettings_count_shown"]
    return figures


def _kind(row: Row) -> Key:
    return ("lettings", row["form_year"], row["client_group_code"], row["previous_tenure_code"])
