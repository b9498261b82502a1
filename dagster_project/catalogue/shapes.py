"""The columns of a catalogue table and their SQL types, read off its row class."""

import types
from datetime import date
from typing import Annotated, Any, Union, get_args, get_origin

from dagster_project.catalogue.rows import PLACE_COLUMNS, Row

_SQL_TYPES: dict[Any, str] = {bool: "boolean", int: "bigint", float: "double", date: "date"}


def bare_type(annotation: Any) -> Any:
    """Return the plain Python type of a model field: without Annotated, and without None."""
    if get_origin(annotation) is Annotated:
        return bare_type(get_args(annotation)[0])
    if get_origin(annotation) in {Union, types.UnionType}:
        return bare_type(next(part for part in get_args(annotation) if part is not type(None)))
    return annotation


def sql_type(annotation: Any) -> str:
    """Return the SQL type of a model field; text unless it is a number, a flag or a date."""
    return _SQL_TYPES.get(bare_type(annotation), "varchar")


def columns_of(row: type[Row]) -> dict[str, Any]:
    """Return the columns of a table in order, where a row stands last: name → pydantic field."""
    return dict(sorted(row.model_fields.items(), key=lambda named: named[0] in PLACE_COLUMNS))
