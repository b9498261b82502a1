"""Who is past the age at which records end, as linked figures beside the ages of everybody on the map."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from dagster_project.disclosure.agreement import EVERYBODY
from dagster_project.disclosure.figures import Figures, Key

Row = Mapping[str, Any]
_AGES = re.compile(r"(\d+)-(\d+)")


def add_evidence(figures: Figures, rows: Iterable[Row], remits: Mapping[str, int], fewest: int) -> None:
    """Add the rows of `map_gap_evidence` of one authority to the figures of its map.

    `remits` is the age at which whoever records a concept stops; past it are as many people for every such concept.
    """
    ages = set()
    for row in rows:
        if row["gap_kind"] == "evidence_old":
            # A median is told of so many people at least.
            figures.least["recorded", row["concept_id"], "all", "ALL"] = fewest
            continue
        age = remits[row["concept_id"]]
        past, others = _past(age), ("younger", str(age))
        number, people = row["numerator_shown"], row["denominator_shown"]
        counts: dict[Key, int | None] = dict.fromkeys((past, others, EVERYBODY))
        if number is not None and people is not None:
            counts = {past: number, others: people - number, EVERYBODY: people}
        figures.show(("map_gap_evidence", row["gap_kind"], row["subject_id"]), counts)
        ages.add(age)
    for age in sorted(ages):
        _tie_to_groups(figures, age)


def _past(age: int) -> Key:
    return ("past", str(age))


def _tie_to_groups(figures: Figures, age: int) -> None:
    """Whoever is in an older group is past the age; whoever is past it is in a group that is older in part."""
    figures.adds_up(EVERYBODY, [_past(age), ("younger", str(age))])
    groups = {cell: _AGES.fullmatch(cell[2]) for cell in figures.shown_by if cell[:2] == ("people", "age")}
    bounds = {cell: (int(found[1]), int(found[2])) for cell, found in groups.items() if found}
    older = [cell for cell, (youngest, _) in bounds.items() if youngest >= age]
    partly = [cell for cell, (youngest, oldest) in bounds.items() if youngest < age <= oldest]
    if older:
        figures.at_most(_past(age), sorted(older))
        figures.at_least(_past(age), sorted([*older, *partly]))
