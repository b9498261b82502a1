"""The return that is due as linked figures: lines by what was done with them, and care leavers beside the measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dagster_project.disclosure.figures import Figures, Key
from dagster_project.disclosure.tables import RETURNED

Row = Mapping[str, Any]
#: The module of care leavers by birthday, and the population that the measures taken at the birthday have.
_LEAVERS, _BIRTHDAY = "OC3", "birthday"


def add_returned(figures: Figures, reckonings: Iterable[Row], end_dates: Mapping[str, str]) -> None:
    """Add the rows of `return_reckoning` of one authority to the figures of its measures.

    `end_dates` is the last day of each collection year: care leavers of the rolling year that ends on it are those of
    the return, but for the few that only one of the two counts.
    """
    for row in reckonings:
        at: Key = (row["collection_year"], row["module"])
        for name in RETURNED:
            figures.show((f"return_reckoning_{name}", *at), {(name, *at): row[f"{name}_count_shown"]})
        for name in RETURNED[2:]:
            figures.adds_up(("returned", *at), [(name, *at), figures.left_over((f"not {name}", *at))])
        end_date = end_dates.get(row["collection_year"])
        measured: Key = ("people", _BIRTHDAY, "rolling_year", end_date or "", "all", "all")
        if row["module"] == _LEAVERS:
            _tie(figures, ("returned", *at), measured)


def _tie(figures: Figures, one: Key, other: Key) -> None:
    """Whoever sees both numbers knows by how many they differ."""
    if one in figures.values and other in figures.values:
        less, more = sorted((one, other), key=figures.values.__getitem__)
        figures.adds_up(more, [less, figures.left_over(("only of", *one, *other))])
