"""The views through which SQL reads landing: plain, light, and typed where nothing has arrived.

Paths in them are relative to WREATH_HOME; DuckDB finds them through its `file_search_path`, so that the folder can be
moved or copied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path

import polars as pl

from dagster_project import files
from dagster_project.catalogue import Catalogue
from dagster_project.digests import code_digest
from dagster_project.landing.acceptance import in_force, usable_by_dataset
from dagster_project.landing.manifest import LoadRecord, Manifest
from dagster_project.landing.storage import TYPED, partition
from dagster_project.landing.tables import SMALL_TABLES, stored_day, table_path
from dagster_project.landing.typed import Schema
from dagster_project.settings import Settings

_SQL_TYPES: dict[pl.DataType, str] = {
    pl.String(): "varchar",
    pl.Int64(): "bigint",
    pl.Float64(): "double",
    pl.Date(): "date",
    pl.Boolean(): "boolean",
    pl.List(pl.String()): "varchar[]",
}
_TEXT, _NUMBER = pl.String(), pl.Int64()
#: Tables of the derived graph: the file each is read from below build/lineage, and its columns.
GRAPH_TABLES: Mapping[str, tuple[str, Mapping[str, pl.DataType]]] = {
    "lineage_nodes": ("nodes", dict.fromkeys(("id", "kind", "layer", "model", "column", "data_type", "path"), _TEXT)),
    "lineage_edges": (
        "edges",
        {**dict.fromkeys(("from_id", "to_id", "kind", "how", "path"), _TEXT), "line": _NUMBER},
    ),
    "lineage_paths": (
        "paths",
        {
            **dict.fromkeys(("source", "dataset", "field", "field_id", "target_id", "target_kind", "via"), _TEXT),
            "steps": _NUMBER,
        },
    ),
}
#: Columns that the rows of all datasets have, for the history of records.
RECORD_COLUMNS = ("local_authority_code", "load_id", "row_number", "extract_date", "record_key", "row_hash")


def write_views(settings: Settings, catalogue: Catalogue, manifest: Manifest | None = None) -> Path:
    """Write `build/landing.sql`, which makes schemas landing and catalogue in whatever database runs it.

    Writes the layered catalogue's tables below `build/catalogue` too. Loads typed by another catalogue than this one
    must have been typed again before (`take_in` does). The loads are those of the day that the table of run settings
    gives, which must have been written before; a load that is only of a later day is in none of the views of rows.
    """
    records = list(manifest or Manifest.read(settings.landing))
    catalogue_tables = catalogue.write_tables(settings.build / "catalogue")
    statements = ["create schema if not exists landing", "create schema if not exists catalogue"]
    for path in sorted(catalogue_tables):
        rows = f"select * from {_parquet([path.relative_to(settings.home)])}"
        statements.append(_table("catalogue", path.stem, rows))
    for name, types in SMALL_TABLES.items():
        statements.append(_table("landing", name, _of_file(settings, table_path(name), types)))
    for name, (stem, types) in GRAPH_TABLES.items():
        statements.append(_table("landing", name, _of_file(settings, Path("build/lineage") / f"{stem}.parquet", types)))
    statements.append(_table("landing", "built_by", _built_by(catalogue)))
    statements += _dataset_views(catalogue, records, stored_day(settings))
    path = settings.build / "landing.sql"
    files.write_text(path, ";\n\n".join(statements) + ";\n")
    return path


def _built_by(catalogue: Catalogue) -> str:
    """The code and the catalogue that this warehouse is built with, so that what is made from it can name them."""
    return (
        f"select\n    {_text(version('wreath'))} as version,\n    {_text(code_digest())} as code_digest,\n"
        f"    {_text(catalogue.digest())} as catalogue_digest"
    )


def _dataset_views(catalogue: Catalogue, records: list[LoadRecord], day: date | None) -> list[str]:
    loads, current = usable_by_dataset(records, day), in_force(records, day)
    statements: list[str] = []
    parts: list[str] = []
    for dataset in catalogue.datasets:
        name = f"{dataset.source}__{dataset.dataset}"
        own = [load for load in loads.get(dataset.dataset, []) if load.source == dataset.source]
        columns = Schema.of(catalogue, dataset.dataset).columns
        if not own:
            body = _empty({**columns, "is_current": pl.Boolean()})
        elif dataset.delivery in ("full", "yearly"):
            body = _whole(own, columns, current)
        else:
            body = _latest(own, columns)
        statements.append(_view("landing", name, body))
        if own or not parts:
            parts.append(_records(dataset.source, dataset.dataset, dataset.delivery, name))
    return [*statements, _view("landing", "records", "\nunion all\n".join(parts))] if parts else statements


def _whole(loads: list[LoadRecord], columns: Mapping[str, pl.DataType], current: frozenset[str]) -> str:
    """All rows of all loads; those of each authority's latest load, or of each of its years' latest, are current."""
    ids = ", ".join(_text(load.load_id) for load in loads if load.load_id in current)
    return f"select\n{_names(columns)},\n    load_id in ({ids}) as is_current\nfrom {_parquet(_paths(loads))}"


def _latest(loads: list[LoadRecord], columns: Mapping[str, pl.DataType]) -> str:
    """All rows of all loads; of each record the row of the load that counts most is current."""
    order = ", ".join(f"({_text(load.load_id)}, {place})" for place, load in enumerate(loads, start=1))
    names = ",\n".join(f"    arrived.{_name(column)}" for column in columns)
    return (
        f"select\n{names},\n"
        "    row_number() over (\n"
        "        partition by arrived.local_authority_code, arrived.record_key\n"
        "        order by load_order.place desc, arrived.row_number desc\n"
        "    ) = 1 as is_current\n"
        f"from {_parquet(_paths(loads))} as arrived\n"
        f"inner join (values {order}) as load_order (load_id, place) on arrived.load_id = load_order.load_id"
    )


def _records(source: str, dataset: str, delivery: str, view: str) -> str:
    columns = ", ".join(RECORD_COLUMNS)
    return (
        f"select {_text(source)} as source, {_text(dataset)} as dataset, {_text(delivery)} as delivery, "
        f"{columns}, is_current from landing.{_name(view)}"
    )


def _of_file(settings: Settings, path: Path, types: Mapping[str, pl.DataType]) -> str:
    return f"select\n{_names(types)}\nfrom {_parquet([path])}" if (settings.home / path).exists() else _empty(types)


def _empty(types: Mapping[str, pl.DataType]) -> str:
    columns = ",\n".join(f"    cast(null as {_SQL_TYPES[kind]}) as {_name(name)}" for name, kind in types.items())
    return f"select\n{columns}\nwhere false"


def _paths(loads: Iterable[LoadRecord]) -> list[Path]:
    return [Path("landing") / partition(load) / TYPED for load in loads]


def _parquet(paths: Iterable[Path]) -> str:
    """Folders are named source=…, but the columns are in the files: nothing is taken from the path."""
    listed = ",\n    ".join(_text(path.as_posix()) for path in paths)
    return f"read_parquet([\n    {listed}\n], union_by_name = true, hive_partitioning = false)"


def _view(schema: str, name: str, body: str) -> str:
    return f"create or replace view {schema}.{_name(name)} as\n{body}"


def _table(schema: str, name: str, body: str) -> str:
    """Take in what lies below build/, which every run writes anew, so that a published warehouse stays whole."""
    return f"create or replace table {schema}.{_name(name)} as\n{body}"


def _names(columns: Iterable[str]) -> str:
    return ",\n".join(f"    {_name(column)}" for column in columns)


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
