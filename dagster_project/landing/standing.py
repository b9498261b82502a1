"""How the loads in force stand, in a few numbers that a run records, so that runs can be compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dagster_project.landing.acceptance import in_force
from dagster_project.landing.manifest import LoadRecord


@dataclass(frozen=True)
class Standing:
    """Totals of the loads in force.

    `rows` were read in them, `usable` of those can be used, `unreadable` have a cell that could not be read; `filled`
    is the share of cells that hold anything (None when nothing was counted); `open_failures` are failed checks.
    """

    loads: int
    rows: int
    usable: int
    unreadable: int
    filled: float | None
    open_failures: int


def standing(records: Iterable[LoadRecord], day: date | None) -> Standing:
    """Return how the loads in force on a day stand."""
    found = list(records)
    current = in_force(found, day)
    loads = [load for load in found if load.load_id in current]
    facts = [load.facts for load in loads if load.facts is not None]
    cells = sum(one.rows * len(one.recorded) for one in facts)
    return Standing(
        len(loads),
        sum(load.rows_read - load.rows_erased for load in loads),
        sum(load.rows_accepted + load.rows_unreadable for load in loads),
        sum(load.rows_unreadable for load in loads),
        round(sum(sum(one.recorded.values()) for one in facts) / cells, 4) if cells else None,
        sum(check.has_failed for load in loads for check in load.checks),
    )
