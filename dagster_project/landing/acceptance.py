"""Which loads are in force, and the day that everything is seen as at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from dagster_project.landing.manifest import LoadRecord


def usable_by_dataset(records: Iterable[LoadRecord]) -> dict[str, list[LoadRecord]]:
    """Return the usable loads of each dataset, the one that counts most last.

    The latest picture counts most; of two for the same day, the one that was taken in later: it corrects the other.
    """
    found: dict[str, list[LoadRecord]] = defaultdict(list)
    for record in sorted(records, key=lambda record: (record.picture_date, record.sequence)):
        if record.is_usable:
            found[record.dataset].append(record)
    return dict(found)


def in_force(records: Iterable[LoadRecord]) -> frozenset[str]:
    """Return the ids of the loads that make the current picture.

    Of a dataset that arrives in full, the one that counts most of each authority; of an increment or log, all.
    """
    chosen: set[str] = set()
    for loads in usable_by_dataset(records).values():
        latest = {load.local_authority_code: load.load_id for load in loads if load.delivery == "full"}
        chosen.update(latest.values())
        chosen.update(load.load_id for load in loads if load.delivery != "full")
    return frozenset(chosen)


def as_at(records: Iterable[LoadRecord], wanted: date | None = None) -> date | None:
    """Return the day that everything is seen as at: the wanted one, else the latest extract date of a usable load."""
    if wanted is not None:
        return wanted
    days = [record.picture_date for record in records if record.is_usable and record.picture_date]
    return date.fromisoformat(max(days)) if days else None
