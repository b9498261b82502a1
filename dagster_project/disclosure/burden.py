"""How often things were typed in a collection year, as linked figures: numbers that only grow while the year lasts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from dagster_project.disclosure.figures import Figures, Key

Row = Mapping[str, Any]
#: What `map_burden` calls all concepts together.
_ALL = "all"


def burden_figures(
    concepts: Iterable[Row],
    datasets: Iterable[Row],
    typed_in: Mapping[str, frozenset[str]],
    last_edition: Iterable[Row],
) -> Figures:
    """Return the figures of one authority.

    Args:
        concepts: Rows of `map_burden`: entries of each concept.
        datasets: Rows of `map_burden_field`: entries of each dataset that has a field nothing uses.
        typed_in: The datasets in which each concept is typed: its entries are theirs.
        last_edition: Rows of either table in the copy that was published last.
    """
    figures = Figures()
    for row in datasets:
        at = (row["collection_year"], row["dataset"])
        figures.show(("map_burden_field", *at), {("typed", *at): row["entries_count_shown"]})
    whole = {_ALL: frozenset().union(*typed_in.values()), **typed_in}
    for row in concepts:
        year, concept = row["collection_year"], row["concept_id"]
        counts = _counts(row)
        figures.show(("map_burden", year, concept), counts)
        entries, repeated, single = counts
        figures.adds_up(entries, [repeated, single])
        if whole.get(concept):
            # Most datasets stand in no table: that their entries are told is no harm unless they are a few.
            figures.adds_up(entries, [figures.left_over(("typed", year, name)) for name in sorted(whole[concept])])
    for row in last_edition:
        figures.least.update({cell: value for cell, value in _counts(row).items() if value is not None})
    return figures


def typed_in(claims: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """Return the datasets of each concept, from pairs of a concept and a dataset in which it is typed."""
    found: dict[str, set[str]] = defaultdict(set)
    for concept, dataset in claims:
        found[concept].add(dataset)
    return {concept: frozenset(datasets) for concept, datasets in found.items()}


def _counts(row: Row) -> dict[Key, int | None]:
    if "dataset" in row:
        return {("typed", row["collection_year"], row["dataset"]): row["entries_count_shown"]}
    entries, repeated = row["entries_count_shown"], row["repeated_count_shown"]
    single = None if entries is None or repeated is None else entries - repeated
    at = (row["collection_year"], row["concept_id"])
    return {("entries", *at): entries, ("repeated", *at): repeated, ("not_repeated", *at): single}
