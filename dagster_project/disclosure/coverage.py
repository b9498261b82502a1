"""Of how many people a thing is recorded, as linked figures: by group on the map, and of everybody on the pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from dagster_project.disclosure.figures import Figures, Key
from dagster_project.disclosure.tables import STATES

_COUNTS = (*STATES, "asked", "out_of_scope")
Row = Mapping[str, Any]


def coverage_figures(silences: Iterable[Row], coverage: Iterable[Row], fewest: int) -> Figures:
    """Return the figures of one authority: the rows of `map_silence` and `rpt_concept_coverage`."""
    figures = Figures()
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in silences:
        concept, breakdown, group = row["concept_id"], row["breakdown"], row["group_id"]
        _show_group(figures, row, (concept, breakdown, group))
        groups[concept, breakdown].append(group)
    concepts = {concept for concept, _ in groups}
    _tie_groups(figures, groups)
    for row in coverage:
        if row["status"] != "nobody_records":
            _show_concept(figures, row, fewest, is_on_map=row["concept_id"] in concepts)
    return figures


def _show_group(figures: Figures, row: Row, at: tuple[str, str, str]) -> None:
    counts = {name: row[f"{name}_count_shown"] for name in _COUNTS}
    figures.show(("map_silence", *at), {(name, *at): _whole(value) for name, value in counts.items()})
    cohort: Key = ("people", *at[1:])
    figures.show(("map_silence_group", *at[1:]), {cohort: _whole(row["cohort_count_shown"])})
    # How many are known, asked about or left out says nothing of anybody, unless they are a few.
    figures.by_products[cohort] = "cohort_count_shown"
    figures.by_products.update({(name, *at): f"{name}_count_shown" for name in _COUNTS if name != "recorded"})
    figures.adds_up(("asked", *at), [(state, *at) for state in STATES])
    figures.adds_up(cohort, [("asked", *at), ("out_of_scope", *at)])


def _tie_groups(figures: Figures, groups: Mapping[tuple[str, str], list[str]]) -> None:
    """Everybody is in one group of each breakdown."""
    tied: set[str] = set()
    for (concept, breakdown), members in sorted(groups.items()):
        if breakdown == "all" or (concept, "all") not in groups:
            continue
        for name in _COUNTS:
            figures.adds_up((name, concept, "all", "ALL"), [(name, concept, breakdown, group) for group in members])
        if breakdown not in tied:
            figures.adds_up(("people", "all", "ALL"), [("people", breakdown, group) for group in members])
            tied.add(breakdown)


def _show_concept(figures: Figures, row: Row, fewest: int, *, is_on_map: bool) -> None:
    """The pages count everybody; the map leaves out whom its question is not put to, of whom something may be known."""
    concept = row["concept_id"]
    counts: dict[Key, int | None] = {
        (f"{state} of anybody", concept): _whole(row[f"{state}_count_shown"]) for state in STATES
    }
    figures.show(("rpt_concept_coverage", concept), counts)
    if row["freshest_date"] is not None:
        # A freshest day is told of so many people at least.
        figures.least["recorded of anybody", concept] = fewest
    if is_on_map:
        for state, cell in zip(STATES, counts, strict=True):
            beyond = figures.left_over((f"{state} beyond the question", concept))
            figures.adds_up(cell, [(state, concept, "all", "ALL"), beyond])


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)
