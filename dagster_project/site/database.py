"""Read the person-free database into typed rows, once, read only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, Field, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar

import duckdb

from dagster_project.errors import WreathError


class SiteDataError(WreathError):
    """The database cannot be shown: a needed column is missing or a key is empty."""


class _Row(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


RowT = TypeVar("RowT", bound=_Row)


class Database:
    """A read-only view of `dashboards.duckdb`; a context manager that closes the file.

    A table that is absent or empty gives no rows: pages then say that there is no data yet.
    """

    def __init__(self, path: Path) -> None:
        self._connection = duckdb.connect(str(path), read_only=True)
        found = self._connection.execute(
            "select table_name, column_name from information_schema.columns where table_schema = 'main'"
        ).fetchall()
        self._columns: dict[str, set[str]] = {}
        for table, column in found:
            self._columns.setdefault(table, set()).add(column)

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def rows(self, table: str, row_type: type[RowT]) -> list[RowT]:
        """Return the rows of `table` as `row_type`, in a total order of the columns read.

        A field with a default may be missing from the table or empty; a field without one may not be.
        Raises SiteDataError naming the table and the column.
        """
        present = self._columns.get(table)
        if present is None:
            return []
        row_fields = fields(row_type)
        missing = [f.name for f in row_fields if _is_required(f) and f.name not in present]
        if missing:
            raise SiteDataError(f"{table} has no column {', '.join(missing)}; rebuild the marts with this version")
        chosen = [f for f in row_fields if f.name in present]
        columns = ", ".join(f'"{f.name}"' for f in chosen)
        query = f'select {columns} from "{table}" order by all'
        return [_row(table, row_type, chosen, values) for values in self._connection.execute(query).fetchall()]


def _is_required(row_field: Field[Any]) -> bool:
    return row_field.default is MISSING and row_field.default_factory is MISSING


def _row(table: str, row_type: type[RowT], chosen: Sequence[Field[Any]], values: Sequence[Any]) -> RowT:
    arguments: dict[str, Any] = {}
    for row_field, value in zip(chosen, values, strict=True):
        if value is None:
            if _is_required(row_field):
                raise SiteDataError(f"{table} has a row with an empty {row_field.name}; correct the mart that makes it")
            continue
        arguments[row_field.name] = float(value) if isinstance(value, Decimal) else value
    return row_type(**arguments)
