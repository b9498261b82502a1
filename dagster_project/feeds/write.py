"""Writing the feeds: the same content gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from dagster_project import files
from dagster_project.feeds.tables import FeedTable, dictionary, read_tables
from dagster_project.feeds.workbook import domain_workbook
from dagster_project.returns.ssda903.csv_files import to_csv_for_people
from dagster_project.site import Feeds
from dagster_project.site.addresses import slug

#: Name of the table that describes the others.
DICTIONARY = "data_dictionary"


def read_feeds(folder: Path) -> Feeds:
    """Return what the pages say of the feeds that `write_feeds` left in a folder."""
    described = pl.read_parquet(folder / "parquet" / f"{DICTIONARY}.parquet").select("table", "title").unique()
    return Feeds(folder, dict(sorted(described.iter_rows())))


def write_feeds(database: Path, manifest: Path, folder: Path, as_at: date | None) -> list[Path]:
    """Replace `folder` by the feeds and return their files: Parquet, CSV, a dictionary, a workbook a domain.

    Args:
        database: The person-free file, after disclosure control.
        manifest: dbt's manifest, for the words.
        folder: What is in it is deleted first.
        as_at: The day the run looks from; it is the date of the workbooks, which must not hold the clock's.
    """
    files.remove_folder(folder)
    tables = read_tables(database, manifest)
    contents = {f"parquet/{table.name}.parquet": _parquet(table.frame) for table in tables}
    contents |= {f"csv/{table.name}.csv": to_csv_for_people(_as_text(table.frame)) for table in tables}
    words = dictionary(tables)
    contents |= {
        f"parquet/{DICTIONARY}.parquet": _parquet(words),
        f"csv/{DICTIONARY}.csv": to_csv_for_people(_as_text(words)),
    }
    contents |= {f"excel/{slug(domain_id)}.xlsx": content for domain_id, content in _workbooks(tables, as_at).items()}
    for name, content in contents.items():
        files.write_bytes(folder / name, content)
    return [folder / name for name in sorted(contents)]


def _workbooks(tables: Sequence[FeedTable], as_at: date | None) -> dict[str, bytes]:
    """Return the workbook of each domain, whatever authorities it has figures of."""
    domains = next(table.frame for table in tables if table.name == "rpt_domain")
    ids = domains["domain_id"].unique(maintain_order=True).to_list()
    return {domain_id: domain_workbook(tables, domain_id, as_at) for domain_id in ids}


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


def _as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """Yes and no as a spreadsheet knows them."""
    return frame.with_columns(pl.col(pl.Boolean).cast(pl.String).str.to_uppercase())
