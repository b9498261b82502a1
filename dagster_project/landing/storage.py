"""Where the tables of a load are kept, and the order in which they are written so that none is ever half there.

A load's folder is written aside and renamed; the manifest record that makes it count comes after; what the record
no longer points at is removed last. Killed in between, the next run finds either the old load or the new one.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import polars as pl
from pyarrow.parquet import ParquetFile, ParquetWriter

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
    return pl.read_parquet(_readable(load_folder(settings, record) / name), hive_partitioning=False)


def _readable(path: Path) -> Path:
    version = schema_version(path)
    if version > SCHEMA_VERSION:
        raise WreathError(
            f"{path} was written by a later release of Wreath (layout {version}, this one reads {SCHEMA_VERSION}): "
            "update this clone, or put WREATH_HOME back from before that release"
        )
    return path


def schema_version(path: Path) -> int:
    """Return the layout of a table of a load; those written before tables said so are of the first."""
    return int(pl.read_parquet_metadata(path).get(_VERSION_KEY, 1))


def read_held_back(settings: Settings, record: LoadRecord) -> pl.DataFrame:
    """Return the raw rows of a load that were left out, each with its `reason`; FileNotFoundError when none were."""
    return pl.read_parquet(settings.quarantine / partition(record) / ROWS, hive_partitioning=False)


def read_pieces(settings: Settings, record: LoadRecord, name: str) -> tuple[list[str], Iterator[pl.DataFrame]]:
    """Return the columns of a table of a load and its rows, a row group at a time; raises what `read_table` does."""
    table = ParquetFile(_readable(load_folder(settings, record) / name))
    groups = (table.read_row_group(place) for place in range(table.num_row_groups))
    return table.schema_arrow.names, (pl.DataFrame(group) for group in groups)


@contextmanager
def scratch(settings: Settings, load_id: str) -> Iterator[Path]:
    """Give a folder for what does not fit in memory while a load is taken in; it goes with the end of that."""
    folder = settings.landing / _INCOMING / f"{load_id}.scratch"
    try:
        yield folder
    finally:
        files.remove_folder(folder)


def keep(
    settings: Settings, manifest: Manifest, record: LoadRecord, tables: Mapping[str, Iterable[pl.DataFrame]]
) -> LoadRecord:
    """Write the tables of a load and enter it in the manifest.

    Args:
        settings: Where things are.
        manifest: Takes the record once the tables are on the disk.
        record: The load as it shall be entered.
        tables: Each the frames it is made of, at least one: RAW always; TYPED, ERRORS, ROWS (rows left out) when the
            load could be typed.
    """
    folder, rows_folder = load_folder(settings, record), settings.quarantine / partition(record)
    known = manifest.get(record.load_id)
    is_in_place = known is not None and known.has_rows and load_folder(settings, known) == folder
    has_rows = ROWS in tables and record.rows_quarantined > 0
    if has_rows and rows_folder != folder:
        _write_table(rows_folder / ROWS, tables[ROWS])
    for_folder = {name: frames for name, frames in tables.items() if name != ROWS}
    if has_rows and rows_folder == folder:
        for_folder[ROWS] = tables[ROWS]
    if is_in_place:
        for name, frames in for_folder.items():
            if name != RAW:
                _write_table(folder / name, frames)
        # Last, and only where people were erased: what is not there cannot be found again.
        if record.erasure_number:
            _write_table(folder / RAW, for_folder[RAW])
    else:
        aside = settings.landing / _INCOMING / record.load_id
        files.remove_folder(aside)
        for name, frames in for_folder.items():
            _write_table(aside / name, frames)
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


def _write_table(path: Path, frames: Iterable[pl.DataFrame]) -> None:
    """Write frames as Parquet, a row group each; equal frames give equal bytes."""
    pending = iter(frames)
    first = next(pending).to_arrow()
    schema = first.schema.with_metadata({_VERSION_KEY: str(SCHEMA_VERSION)})
    with files.writing(path) as temporary, ParquetWriter(temporary, schema, compression="zstd") as writer:
        writer.write_table(first)
        for frame in pending:
            writer.write_table(frame.to_arrow())


def _remove_leftovers(settings: Settings, record: LoadRecord) -> None:
    """Remove a load from where it was before its status changed, and rows that are no longer left out."""
    if not record.is_usable:
        files.remove_folder(settings.landing / partition(record))
        return
    for path in sorted((settings.quarantine / partition(record)).glob("*.parquet")):
        if path.name != ROWS or not record.rows_quarantined:
            files.remove(path)
