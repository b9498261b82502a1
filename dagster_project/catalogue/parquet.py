"""Writing a table of the catalogue as Parquet, for SQL to read."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from dagster_project import files
from dagster_project.catalogue.rows import Row
from dagster_project.catalogue.shapes import columns_of, sql_type
from dagster_project.catalogue.tables import Table

_TYPES: dict[str, pl.DataType] = {
    "varchar": pl.String(),
    "boolean": pl.Boolean(),
    "bigint": pl.Int64(),
    "double": pl.Float64(),
    "date": pl.Date(),
}


def schema_of(row: type[Row]) -> dict[str, pl.DataType]:
    """Return the Polars schema of a table, so that an empty table is typed too."""
    return {name: _TYPES[sql_type(field.annotation)] for name, field in columns_of(row).items()}


def write_table(table: Table[Row], found: Sequence[Row], folder: Path) -> Path:
    """Write `found` to `folder`/<table>.parquet and return the path."""
    frame = pl.DataFrame([row.model_dump() for row in found], schema=schema_of(table.row))
    path = folder / f"{table.name}.parquet"
    with files.writing(path) as temporary:
        frame.write_parquet(temporary)
    return path
