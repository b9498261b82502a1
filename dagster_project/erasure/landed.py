"""Rows of people who were erased taken out of the loads that are kept, and the files that brought them removed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from dagster_project import files
from dagster_project.catalogue import Catalogue
from dagster_project.digests import sha256_of
from dagster_project.erasure.stop_list import StopList, read_stop_list
from dagster_project.erasure.tellers import Rows
from dagster_project.landing.loads import Door, retype
from dagster_project.landing.manifest import LoadRecord, Manifest
from dagster_project.landing.readers import WORKBOOK
from dagster_project.landing.seen import read_seen
from dagster_project.landing.storage import RAW, load_folder, read_table
from dagster_project.landing.typed import Schema
from dagster_project.settings import Settings


@dataclass(frozen=True)
class Theirs:
    """The rows of a load that are of somebody who is erased, and what finds more of them."""

    record: LoadRecord
    rows: Rows
    frame: pl.DataFrame


def their_rows(
    settings: Settings, catalogue: Catalogue, records: list[LoadRecord], stops: StopList
) -> tuple[list[Theirs], StopList]:
    """Find every row of some people in the loads that are kept, and all numbers that make rows theirs.

    Args:
        settings: Where things are.
        catalogue: How the loads are read.
        records: The loads to look through.
        stops: With the numbers that are known of them.

    Returns:
        The rows by load, for loads that have any, and the stop-list with what the rows passed on.
    """
    while True:
        found = [theirs for record in records if (theirs := _theirs(settings, catalogue, record, stops)) is not None]
        passed_on = {stop for theirs in found for stop in theirs.rows.passed_on(theirs.frame, stops)}
        if passed_on <= stops.stops:
            return found, stops
        stops = replace(stops, stops=stops.stops | passed_on)


def cut_kept(door: Door) -> Door:
    """Take rows of people who were erased out of every load that was not compared with the stop-list in force.

    Killed half way, it goes on where it was: a load counts as compared once its tables are written.

    Returns:
        The door with the stop-list that is in force at the end: a row that is stopped may pass on numbers.
    """
    while door.stops:
        if door.stops.followed:
            door = replace(door, stops=read_stop_list(door.settings))
        behind = [record for record in door.manifest if record.erasure_number < door.stops.number]
        if not behind:
            break
        for record in behind:
            if _is_whole(door, record):
                door.manifest.commit(replace(record, erasure_number=door.stops.number))
            else:
                retype(record, door)
    return door


def remove_originals(settings: Settings, manifest: Manifest) -> list[str]:
    """Remove files from the inbox that hold rows of people who were erased; landing keeps their other rows.

    A file of which a part was refused stays, since landing does not have that part.

    Returns:
        Names of the files, below the inbox.
    """
    removed = []
    for name, entry in read_seen(settings.landing).items():
        loads = [manifest.get(load_id) for load_id in entry.load_ids]
        is_kept = all(load is not None and load.has_rows for load in loads)
        is_theirs = any(load is not None and load.rows_erased for load in loads)
        path = settings.inbox / name
        if is_kept and is_theirs and path.exists() and sha256_of(path) == entry.sha256:
            files.remove(path)
            removed.append(name)
    return removed


def _theirs(settings: Settings, catalogue: Catalogue, record: LoadRecord, stops: StopList) -> Theirs | None:
    if not record.has_rows or record.dataset not in {dataset.dataset for dataset in catalogue.datasets}:
        return None
    schema = Schema.of(catalogue, record.dataset, counts_days=record.encoding == WORKBOOK)
    raw = read_table(settings, record, RAW)
    rows = Rows.of(catalogue, schema, raw, record.local_authority_code)
    is_theirs = rows.erased(raw, stops)
    return Theirs(record, rows, raw.filter(is_theirs)) if is_theirs.any() else None


def _is_whole(door: Door, record: LoadRecord) -> bool:
    """Whether a load has no row to take out, and none was taken out that its record does not know of."""
    if not record.has_rows or _theirs(door.settings, door.catalogue, record, door.stops) is not None:
        return not record.has_rows
    path = load_folder(door.settings, record) / RAW
    kept = pl.scan_parquet(path, hive_partitioning=False).select(pl.len()).collect().item()
    return not record.is_typed or bool(kept == record.rows_read - record.rows_erased)
