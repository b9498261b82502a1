"""Where the tables of a load are kept, and the order in which they are written so that none is ever half there.

A load's folder is written aside and renamed; the manifest record that makes it count comes after; what the record
no longer points at is removed last. Killed in between, the next run finds either the old load or the new one.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from dagster_project import files
from dagster_project.errors import WreathError
from dagster_project.landing.manifest import LoadRecord, Manifest
from dagster_project.settings import Settings

#: How the tables of a load are laid out, written into each of them. A release that lays them out otherwise counts up:
#: loads of an earlier layout are then typed again from their raw table, whose layout every release reads.
SCHEMA_VERSION = 1
_VERSION_KEY = "wreath_schema_version"
RAW, TYPED, ERRORS, ROWS = "raw.parquet", "typed.parquet", "errors.parquet", "rows.parquet"
_INCOMING = ".incoming"


def partition(record: LoadRecord) -> Path:
    """Return the folders of a load below landing or quarantine."""
    return Path(f"source={record.source}") / f"dataset={record.dataset}" / f"load_id={record.load_id}"


def load_folder(settings: Settings, record: LoadRecord) -> Path:
    """Return where the tables of a load are: below landing, or below quarantine for a load that may not be used."""
    root = settings.landing if record.is_usable else settings.quarantine
    return root / partition(record)


def read_table(settings: Settings, record: LoadRecord, name: str) -> pl.DataFrame:
    """Return a table of a load; FileNotFoundError when it was never written.

    Raises:
        WreathError: A later release of Wreath wrote it.
    """
    path = load_folder(settings, record) / name
    version = schema_version(path)
    if version > SCHEMA_VERSION:
        raise WreathError(
            f"{path} was written by a later release of Wreath (layout {version}, this one reads {SCHEMA_VERSION}): "
            "update this clone, or put WREATH_HOME back from before that release"
        )
    return pl.read_parquet(path, hive_partitioning=False)


def schema_version(path: Path) -> int:
    """Return the layout of a table of a load; those written before tables said so are of the first."""
    return int(pl.read_parquet_metadata(path).get(_VERSION_KEY, 1))


def read_held_back(settings: Settings, record: LoadRecord) -> pl.DataFrame:
    """Return the raw rows of a load that were left out, each with its `reason`; FileNotFoundError when none were."""
    return pl.read_parquet(settings.quarantine / partition(record) / ROWS, hive_partitioning=False)


def keep(settings: Settings, manifest: Manifest, record: LoadRecord, tables: Mapping[str, pl.DataFrame]) -> LoadRecord:
    """Write the tables of a load and enter it in the manifest.

    Args:
        settings: Where things are.
        manifest: Takes the record once the tables are on the disk.
        record: The load as it shall be entered.
        tables: RAW always; TYPED, ERRORS when the load could be typed; ROWS (rows left out) may be empty.
    """
    folder, rows_folder = load_folder(settings, record), settings.quarantine / partition(record)
    known = manifest.get(record.load_id)
    is_in_place = known is not None and known.has_rows and load_folder(settings, known) == folder
    rows = tables.get(ROWS)
    if rows is not None and rows.height and rows_folder != folder:
        files.write_bytes(rows_folder / ROWS, parquet_bytes(rows))
    for_folder = {name: frame for name, frame in tables.items() if name != ROWS}
    if rows is not None and rows.height and rows_folder == folder:
        for_folder[ROWS] = rows
    if is_in_place:
        for name, frame in for_folder.items():
            if name != RAW:
                files.write_bytes(folder / name, parquet_bytes(frame))
        # Last, and only where rows of somebody who was erased are taken out: what is not there cannot be found again.
        if for_folder[RAW].height < pl.scan_parquet(folder / RAW).select(pl.len()).collect().item():
            files.write_bytes(folder / RAW, parquet_bytes(for_folder[RAW]))
    else:
        aside = settings.landing / _INCOMING / record.load_id
        files.remove_folder(aside)
        for name, frame in for_folder.items():
            files.write_aside(aside / name, parquet_bytes(frame))
        files.swap_folder(aside, folder)
    manifest.commit(record)
    _remove_leftovers(settings, record)
    return record


def tidy(settings: Settings, manifest: Manifest) -> None:
    """Remove what a killed run left: what it was writing aside, and tables that a record no longer points at."""
    files.remove_folder(settings.landing / _INCOMING)
    for record in manifest:
        if record.has_rows:
            _remove_leftovers(settings, record)


def parquet_bytes(frame: pl.DataFrame) -> bytes:
    """Return a frame as Parquet; equal frames give equal bytes."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer, metadata={_VERSION_KEY: str(SCHEMA_VERSION)})
    return buffer.getvalue()


def _remove_leftovers(settings: Settings, record: LoadRecord) -> None:
    """Remove a load from where it was before its status changed, and rows that are no longer left out."""
    if not record.is_usable:
        files.remove_folder(settings.landing / partition(record))
        return
    for path in sorted((settings.quarantine / partition(record)).glob("*.parquet")):
        if path.name != ROWS or not record.rows_quarantined:
            files.remove(path)
