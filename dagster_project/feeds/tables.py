"""The tables of the feeds, read from the published copy and described by dbt's own words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb
import polars as pl

from dagster_project.errors import WreathError
from dagster_project.site.words import HIDDEN_MEANING

#: Marts of this schema are fed.
_SCHEMA = "dashboards"
#: What a type of DuckDB is called in the dictionary.
_TYPES: Mapping[str, str] = MappingProxyType(
    {"VARCHAR": "text", "BIGINT": "whole number", "DOUBLE": "number", "DATE": "date", "BOOLEAN": "yes or no"}
)
#: A type that other tools do not know → the one it is written as.
_WRITTEN_AS: Mapping[str, str] = MappingProxyType({"HUGEINT": "BIGINT"})
_STATUS = "status"
#: How the columns end whose numbers may be hidden.
SHOWN = "_shown"


@dataclass(frozen=True)
class Column:
    """A column of a feed, as the dictionary has it; `unit` is empty where it counts and measures nothing."""

    name: str
    type: str
    unit: str
    is_key: bool
    description: str


#: The reason beside a hidden number, in the words of the pages.
WHY_HIDDEN = Column("why_hidden", "text", "", False, "Why the numbers of the row are not shown; empty where they are.")


@dataclass(frozen=True)
class FeedTable:
    """A table of the feeds: its rows in a total order, and what they and their columns are."""

    name: str
    title: str
    description: str
    columns: Sequence[Column]
    frame: pl.DataFrame


def read_tables(database: Path, manifest: Path) -> list[FeedTable]:
    """Return the dashboard marts of the published copy by name.

    Args:
        database: The person-free file, after disclosure control.
        manifest: dbt's manifest, which has title, grain and description of each mart, and unit of each number.

    Raises:
        WreathError: A mart or column has no description, or a number no unit.
    """
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    marts = sorted(
        (node for node in nodes if node["resource_type"] == "model" and node["schema"] == _SCHEMA),
        key=lambda node: str(node["name"]),
    )
    with duckdb.connect(str(database), read_only=True) as connection:
        return [_read(connection, mart) for mart in marts]


def _read(connection: duckdb.DuckDBPyConnection, mart: Mapping[str, Any]) -> FeedTable:
    found = connection.execute(
        "select column_name, data_type from information_schema.columns where table_name = ? order by ordinal_position",
        [mart["name"]],
    ).fetchall()
    types = {name: _WRITTEN_AS.get(sql_type, sql_type) for name, sql_type in found}
    if not types:
        raise WreathError(f"the published copy has no table {mart['name']}: run `wreath run --again`")
    columns = [_described(mart, name, sql_type) for name, sql_type in types.items()]
    chosen = ", ".join(f'cast("{name}" as {sql_type}) as "{name}"' for name, sql_type in types.items())
    frame = connection.sql(f'select {chosen} from "{mart["name"]}" order by all').pl()
    if _STATUS in types and any(name.endswith(SHOWN) for name in types):
        reason = pl.col(_STATUS).replace_strict(dict(HIDDEN_MEANING), default=None, return_dtype=pl.String)
        frame, columns = frame.with_columns(reason.alias(WHY_HIDDEN.name)), [*columns, WHY_HIDDEN]
    meta = mart["config"]["meta"]
    if "title" not in meta:
        raise WreathError(f"{mart['name']} has no meta.title in {mart['original_file_path']}: give it one")
    return FeedTable(mart["name"], meta["title"], mart["description"], columns, frame)


def _described(mart: Mapping[str, Any], name: str, sql_type: str) -> Column:
    column = mart["columns"].get(name, {})
    description, unit = column.get("description"), column.get("config", {}).get("meta", {}).get("unit", "")
    if not description or (sql_type in ("BIGINT", "DOUBLE") and not unit):
        raise WreathError(
            f"{mart['name']}.{name} needs a description, and a number a meta.unit, in {mart['original_file_path']}"
        )
    return Column(name, _TYPES[sql_type], unit, name in mart["config"]["meta"]["grain"], description)


def dictionary(tables: Sequence[FeedTable]) -> pl.DataFrame:
    """Return the data dictionary: one row per table and column."""
    return pl.DataFrame(
        [
            {
                "table": table.name,
                "title": table.title,
                "grain": table.description,
                "column": column.name,
                "type": column.type,
                "unit": column.unit,
                "is_key": column.is_key,
                "description": column.description,
            }
            for table in tables
            for column in table.columns
        ],
        schema={
            **dict.fromkeys(("table", "title", "grain", "column", "type", "unit"), pl.String()),
            "is_key": pl.Boolean(),
            "description": pl.String(),
        },
    )
