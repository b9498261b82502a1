"""Writing a table of the catalogue as Parquet, for SQL to read."""

import types
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

import polars as pl
from polars._typing import PolarsDataType

from dagster_project.catalogue.rows import Row
from dagster_project.catalogue.tables import Table

_TYPES: dict[Any, tuple[PolarsDataType, str]] = {
    bool: (pl.Boolean, "boolean"),
    int: (pl.Int64, "bigint"),
    float: (pl.Float64, "double"),
    date: (pl.Date, "date"),
}


def bare_type(annotation: Any) -> Any:
    """Return the plain Python type of a model field: without Annotated, and without None."""
    if get_origin(annotation) is Annotated:
        return bare_type(get_args(annotation)[0])
    if get_origin(annotation) in {Union, types.UnionType}:
        return bare_type(next(part for part in get_args(annotation) if part is not type(None)))
    return annotation


def sql_type(annotation: Any) -> str:
    """Return the SQL type of a model field; text unless it is a number, a flag or a date."""
    return _TYPES.get(bare_type(annotation), (pl.String, "varchar"))[1]


def schema_of(row: type[Row]) -> dict[str, PolarsDataType]:
    """Return the Polars schema of a table, so that an empty table is typed too."""
    return {
        name: _TYPES.get(bare_type(field.annotation), (pl.String, "varchar"))[0]
        for name, field in columns_of(row).items()
    }


def columns_of(row: type[Row]) -> dict[str, Any]:
    """Return the columns of a table in order, provenance last."""
    fields = dict(row.model_fields)
    provenance = fields.pop("provenance")
    return {**fields, "provenance": provenance}


def write_table(table: Table[Row], found: Sequence[Row], folder: Path) -> Path:
    """Write `found` to `folder`/<table>.parquet and return the path."""
    frame = pl.DataFrame([row.model_dump() for row in found], schema=schema_of(table.row))
    path = folder / f"{table.name}.parquet"
    frame.write_parquet(path)
    return path
