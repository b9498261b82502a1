"""The published copy: two DuckDB files, pages and returns, swapped in whole.

`identified.duckdb` is the build itself, moved. `dashboards.duckdb` is written fresh from it and holds no person, so
that a file share can carry it alone; dropping tables from a copy would leave their pages in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb
import polars as pl

from dagster_project import files
from dagster_project.progress import step
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import Published, current

#: Schemas without a person in them; everything else stays in identified.duckdb.
PERSON_FREE_SCHEMAS = ("dashboards", "lineage")
#: Tables of the catalogue that the pages take their labels from.
LABEL_TABLES = (
    *("sources", "datasets", "codes", "rule_fields", "rule_choices"),
    *("return_items", "collection_years", "dashboards", "dashboard_measures", "parameters"),
)
#: Settings of every connection: no network, and landing views resolve below WREATH_HOME.
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
#: Memory that a reader may take before it spills to disk, beside the file: it shares the machine with everything else.
READER_MEMORY = "1500MB"
#: Published runs that are kept: the current one, one for readers that are still open, one to look back at.
KEPT_RUNS = 3


def draft(settings: Settings) -> Published:
    """Return the folder that the run under way fills; readers never look there."""
    return Published(settings.build / "draft")


def feeds_path(settings: Settings) -> Path:
    """Return the folder that the feeds are written to, before the pages take them in."""
    return settings.build / "feeds"


def write_dashboards(
    warehouse: Path, target: Path, settings: Settings, more: Mapping[str, pl.DataFrame] = MappingProxyType({})
) -> int:
    """Copy the person-free schemas of `warehouse` and `more` tables into a fresh file; return how many it holds.

    Disclosure control comes before the file, in memory: what was once written stays in a file's free pages.
    """
    # Its solver takes a quarter of a second to import, and every command that reads a published copy comes this way.
    from dagster_project.disclosure.control import control

    files.make_folder(target.parent)
    files.remove(target)
    last = current(settings)
    with duckdb.connect(config=_config(settings)) as connection:
        connection.execute(f"attach '{_quoted(warehouse)}' as warehouse (read_only)")
        tables = connection.execute(
            "select table_schema, table_name from information_schema.tables "
            "where table_catalog = 'warehouse' and list_contains(?, table_schema) order by all",
            [list(PERSON_FREE_SCHEMAS)],
        ).fetchall()
        tables += [("catalogue", name) for name in LABEL_TABLES]
        # One flat schema: a schema called like the file could not be named without the file.
        for schema, table in tables:
            connection.execute(f'create table "{table}" as select * from warehouse."{schema}"."{table}"')
        for table, frame in more.items():
            connection.register("frame", frame.to_arrow())
            connection.execute(f'create table "{table}" as select * from frame')
            connection.unregister("frame")
        with step("Disclosure control") as say:
            done = control(connection, last.dashboards if last else None, settings.build / "disclosure.json")
            say(f"{done.hidden_places} numbers more hidden, none of {done.hidden_cells} hidden can be worked out")
        connection.execute("detach warehouse")
        connection.execute(f"attach '{_quoted(target)}' as target")
        names = [*(table for _, table in tables), *more]
        for table in names:
            connection.execute(f'create table target."{table}" as select * from "{table}" order by all')
        connection.execute("detach target")
    return len(names)


def publish(settings: Settings, facts: dict[str, Any]) -> Published:
    """Move the build and the draft into a new run folder and point CURRENT at it.

    Args:
        settings: Where things are.
        facts: What the run says of itself (`as_at`, `state`, counts); written as run.json.

    Returns:
        The published run. A reader sees the old run or the new one, never part of either.
    """
    folder = draft(settings)
    files.replace(settings.warehouse, folder.identified)
    name = next_name(settings)
    files.write_json(folder.folder / "run.json", {**facts, "run": name})
    published = Published(settings.published / name)
    # A run that was killed before it moved the pointer left its folder under this name: nobody has read it.
    files.remove_folder(published.folder)
    files.place_folder(folder.folder, published.folder)
    files.write_text(settings.published / "CURRENT", name + "\n")
    _prune(settings)
    return published


def connect(database: Path, settings: Settings) -> duckdb.DuckDBPyConnection:
    """Open a published file read-only and offline."""
    return duckdb.connect(str(database), read_only=True, config={**_config(settings), "memory_limit": READER_MEMORY})


def rows_by_schema(run: Published, settings: Settings) -> dict[str, int]:
    """Return how many rows the tables of each schema hold, by the warehouse's own count."""
    with connect(run.identified, settings) as connection:
        counted = connection.execute(
            "select schema_name, sum(estimated_size) from duckdb_tables() where not internal group by all order by all"
        ).fetchall()
    return {schema: int(rows) for schema, rows in counted}


def _config(settings: Settings) -> dict[str, str | bool | int | float | list[str]]:
    return {**OFFLINE, "file_search_path": str(settings.home)}


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _runs(settings: Settings) -> list[str]:
    if not settings.published.exists():
        return []
    return sorted(p.name for p in settings.published.iterdir() if p.is_dir() and p.name.isdigit())


def next_name(settings: Settings) -> str:
    """Return the name that the run under way will be published under: the number after that of the current one."""
    last = current(settings)
    return f"{int(last.folder.name) + 1 if last else 1:06d}"


def _prune(settings: Settings) -> None:
    """Delete old runs; one that is still open on Windows is left for the next time."""
    for name in _runs(settings)[:-KEPT_RUNS]:
        files.retire_folder(settings.published / name)


def begin_draft(settings: Settings) -> Published:
    """Empty the draft folder, whatever a killed run left there."""
    folder = draft(settings)
    files.remove_folder(folder.folder)
    files.make_folder(folder.folder, files.OWNER_ONLY)
    return folder
