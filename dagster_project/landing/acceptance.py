"""Which loads are in force, and the day that everything is seen as at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from dagster_project.landing.manifest import LoadRecord


def usable(records: Iterable[LoadRecord], day: date | None = None) -> list[LoadRecord]:
    """Return the usable loads as seen on a day, the one that counts most last; without a day, all of them.

    The latest picture counts most; of two for the same day, the one that was taken in later: it corrects the other.
    What was a picture of a later day only is not there yet.
    """
    found = [(record.picture_date_by(day), record.sequence, record) for record in records if record.is_usable]
    return [record for picture, _, record in sorted(found, key=lambda entry: entry[:2]) if picture]


def usable_by_dataset(records: Iterable[LoadRecord], day: date | None = None) -> dict[str, list[LoadRecord]]:
    """Return the usable loads of each dataset as seen on a day, the one that counts most last (see `usable`)."""
    found: dict[str, list[LoadRecord]] = defaultdict(list)
    for record in usable(records, day):
        found[record.dataset].append(record)
    return dict(found)


def in_force(records: Iterable[LoadRecord], day: date | None = None) -> frozenset[str]:
    """Return the ids of the loads that make the picture of a day; without a day, the latest picture.

    Of a dataset that arrives in full, the one that counts most of each authority; of one that arrives year by year,
    the same of each year; of an increment or log, all.
    """
    chosen: set[str] = set()
    for loads in usable_by_dataset(records, day).values():
        chosen.update({_place(load): load.load_id for load in loads}.values())
    return frozenset(chosen)


def _place(record: LoadRecord) -> tuple[str, ...]:
    """What a load is the picture of: of two with the same place only one can be in force."""
    if record.delivery == "full":
        return (record.local_authority_code,)
    if record.delivery == "yearly":
        return record.local_authority_code, record.extract_date or ""
    return (record.load_id,)


def replacement(record: LoadRecord, records: Iterable[LoadRecord]) -> LoadRecord | None:
    """Return the usable load that was taken in later and says what this one would have said; None for none."""
    own = (record.source, record.dataset, record.local_authority_code)
    later = [
        load
        for load in records
        if load.is_usable
        and load.sequence > record.sequence
        and (load.source, load.dataset, load.local_authority_code) == own
        and _covers(load, record)
    ]
    return max(later, key=lambda load: load.sequence, default=None)


def _covers(load: LoadRecord, record: LoadRecord) -> bool:
    """A full load covers what was sent for its day or before; any other only what was sent for the same day."""
    if record.delivery == "full":
        return load.picture_date >= (record.extract_date or "")
    return load.extract_date == record.extract_date


def not_yet(records: Iterable[LoadRecord], day: date | None) -> list[LoadRecord]:
    """Return the first load of each dataset and authority that has usable loads, but none yet on that day."""
    found = list(records)
    there = {(load.dataset, load.local_authority_code) for load in usable(found, day)}
    first: dict[tuple[str, str], LoadRecord] = {}
    for load in usable(found):
        first.setdefault((load.dataset, load.local_authority_code), load)
    return [load for key, load in sorted(first.items()) if key not in there]


def as_at(records: Iterable[LoadRecord], wanted: date | None = None) -> date | None:
    """Return the day that everything is seen as at: the wanted one, else the latest extract date of a usable load.

    The last day of a collection year, which a submitted return has for its date, counts only where there is no other.
    """
    if wanted is not None:
        return wanted
    found = usable(records)
    days = [record.picture_date for record in found if record.delivery != "yearly"]
    days = days or [record.picture_date for record in found]
    return date.fromisoformat(max(days)) if days else None
