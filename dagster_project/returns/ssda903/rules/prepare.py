"""The fixed tables and views that the rules read, made in a DuckDB connection from the frames of a run.

A module's table is named as the module in small letters, last year's with `previous_` before it, all earlier years'
with `history_`. `row_id` is the zero-based position of the row in its file. A date or number has its own name and is
null where the text is none; the text stands beside it as `<item>_text`. All text is upper-case and a blank is null.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache

import duckdb
import polars as pl

from dagster_project.catalogue import Catalogue, tables
from dagster_project.returns.ssda903.rules.inputs import REFERENCE_COLUMNS, Inputs
from dagster_project.returns.ssda903.rules.rulebook import VIEWS, Rule, read_sql, words
from dagster_project.returns.ssda903.specification import modules_of

#: Columns that no file of the return has: derived when it is read, or brought by XML or by the caller.
DERIVED_COLUMNS: dict[str, dict[str, str]] = {
    "Header": {"UASC": "text"},
    "Episodes": {"PL_LA": "text", "PL_LOCATION": "text", "PL_DISTANCE": "number"},
}
#: What stands before the name of a module: nothing for this year's.
PERIODS = ("", "previous_", "history_")

#: Functions that the rules are written with.
_MACROS = (
    # strptime takes spaces and years of any length, which DfE's portal does not.
    "create or replace macro read_date(written) as case when regexp_full_match(written, "
    "'[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}') then cast(try_strptime(written, '%d/%m/%Y') as date) end",
    # The 29th of February has its birthday on the 28th in a year without one.
    "create or replace macro birthday(born, age) as cast(born + to_years(cast(age as integer)) as date)",
    "create or replace macro collection_start() as (select start_date from collection)",
    "create or replace macro collection_end() as (select end_date from collection)",
    "create or replace macro local_authority() as (select upper(local_authority) from collection)",
    "create or replace macro file_format() as (select file_format from collection)",
    "create or replace macro codes(wanted) as table select code from code where code_set = wanted",
    "create or replace macro threshold(wanted) as "
    "(select cast(value as double) from threshold_value where threshold = wanted)",
    "create or replace macro threshold_date(wanted) as "
    "(select cast(value as date) from threshold_value where threshold = wanted)",
)


@contextmanager
def scratch(connection: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to a database in memory of its own, beside whatever is open; it is gone afterwards.

    Unlike temporary tables, what is made in it is seen by all its cursors (`cursor_of`), each with a thread of its own.
    """
    name = f"rules_{uuid.uuid4().hex}"
    with connection.cursor() as own:
        own.execute(f"attach ':memory:' as {name}")
        try:
            with cursor_of(own, name) as working:
                yield working
        finally:
            own.execute(f"detach {name}")


def cursor_of(connection: duckdb.DuckDBPyConnection, name: str | None = None) -> duckdb.DuckDBPyConnection:
    """Return a cursor that looks for names where a connection does, or in another database."""
    if name is None:
        name = str(connection.execute("select current_database()").fetchall()[0][0])
    cursor = connection.cursor()
    cursor.execute(f"use {name}")
    return cursor


def prepare(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, inputs: Inputs, sql: Iterable[str]) -> None:
    """Make whatever the given SQL reads.

    Args:
        connection: Where the rules will be run: of `scratch`.
        catalogue: Modules, items, code sets and thresholds.
        inputs: What the rules are run on.
        sql: The SQL of the rules; what none of it reads is not made.
    """
    views = _views()
    needed = _needed(sql, {name: words(text) for name, text in views.items()})
    _settings(connection, catalogue, inputs)
    for macro in _MACROS:
        connection.execute(macro)
    for name, columns in _module_columns(catalogue).items():
        for period, frames in zip(PERIODS, (inputs.tables, inputs.previous or {}, inputs.earlier), strict=True):
            if f"{period}{name.lower()}" in needed:
                _module(connection, f"{period}{name.lower()}", columns, frames.get(name))
    _given(connection, inputs)
    for list_name, names in REFERENCE_COLUMNS.items():
        if list_name in needed:
            frame = inputs.reference.get(list_name)
            _table(connection, list_name, f"select {_cells(dict.fromkeys(names, 'text'), frame)} from source", frame)
    for name in _in_order(views, needed):
        connection.execute(f"create or replace table {name} as {views[name]}")


def modules_read(rules: Iterable[Rule], modules: Iterable[str]) -> dict[str, set[str]]:
    """Return which modules the rules read, this year's (``), last year's (`previous_`) and earlier (`history_`)."""
    needed = _needed((rule.sql for rule in rules), {name: words(text) for name, text in _views().items()})
    names = list(modules)
    return {period: {name for name in names if f"{period}{name.lower()}" in needed} for period in PERIODS}


@cache
def _views() -> Mapping[str, str]:
    return {path.stem: read_sql(path) for path in sorted(VIEWS.glob("*.sql"))}


def _needed(sql: Iterable[str], read_by_view: Mapping[str, set[str]]) -> set[str]:
    """Every name that the SQL mentions, and that the views mention which it reads."""
    needed: set[str] = set()
    waiting = set().union(*(words(text) for text in sql))
    while waiting:
        needed |= waiting
        waiting = set().union(*(read_by_view[name] for name in waiting if name in read_by_view)) - needed
    return needed


def _in_order(views: Mapping[str, str], needed: set[str]) -> list[str]:
    """The needed views, each after those it reads."""
    ordered: list[str] = []

    def add(name: str) -> None:
        for read in sorted(words(views[name]) & views.keys() - {name}):
            add(read)
        if name not in ordered:
            ordered.append(name)

    for name in views:
        if name in needed:
            add(name)
    return ordered


def _settings(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, inputs: Inputs) -> None:
    year = inputs.collection_year

    def in_year(row: object) -> bool:
        first, last = getattr(row, "valid_from_year", None), getattr(row, "valid_to_year", None)
        return (first or "") <= year <= (last or "9999-99")

    codes = [(row.code_set, row.code) for row in catalogue.table(tables.CODES) if in_year(row)]
    codes += [(row.code_group, row.code) for row in catalogue.table(tables.RULE_CODE_GROUPS) if in_year(row)]
    # What the making of the return compares with as well is a parameter, and typed there alone.
    thresholds = [(row.parameter, row.value) for row in catalogue.table(tables.PARAMETERS)]
    thresholds += [(row.threshold, row.value) for row in catalogue.table(tables.RULE_THRESHOLDS) if in_year(row)]
    collection = pl.DataFrame(
        {
            "collection_year": [year],
            "start_date": [inputs.collection_start],
            "end_date": [inputs.collection_end],
            "local_authority": pl.Series([inputs.local_authority], dtype=pl.String),
            "file_format": [inputs.file_format],
        }
    )
    text = pl.String
    _table(connection, "collection", "select * from source", collection)
    code = pl.DataFrame(codes, schema={"code_set": text, "code": text}, orient="row").unique()
    _table(connection, "code", "select * from source", code)
    threshold = pl.DataFrame(thresholds, schema={"threshold": text, "value": text}, orient="row")
    _table(connection, "threshold_value", "select * from source", threshold)


def _module_columns(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Name → type of the items of every module of every year, derived columns last."""
    return {
        module.name: {item.name: item.type for item in module.items} | DERIVED_COLUMNS.get(module.name, {})
        for module in modules_of(catalogue, None)
    }


def _module(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], frame: pl.DataFrame | None
) -> None:
    numbered = (pl.DataFrame() if frame is None else frame).with_row_index("row_id")
    sent = ", ".join(f'"{column}"' for column in columns if frame is not None and column in frame.columns) or "null"
    numbers = f"cast(row_id as bigint) as row_id, hash({sent}) as tie_break"
    _table(connection, name, f"select {numbers}, {_cells(columns, frame)} from source", numbered)


def _cells(columns: Mapping[str, str], frame: pl.DataFrame | None) -> str:
    """The columns as text, and those of dates and numbers as such with the text beside."""
    there = set() if frame is None else set(frame.columns)
    cells = []
    for name, kind in columns.items():
        text = f"upper(nullif(cast(\"{name}\" as varchar), ''))" if name in there else "cast(null as varchar)"
        column = name.lower()
        if kind.startswith("date"):
            cells.append(f"read_date({text}) as {column}, {text} as {column}_text")
        elif kind == "number":
            cells.append(f"try_cast({text} as double) as {column}, {text} as {column}_text")
        else:
            cells.append(f"{text} as {column}")
    return ", ".join(cells)


def _given(connection: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    """What was given, module by module: an absent one is another thing than an empty one."""
    given = [
        (period, name, column)
        for period, frames in (("current", inputs.tables), ("previous", inputs.previous or {}))
        for name, frame in frames.items()
        for column in frame.columns or [""]
    ]
    schema = {"period": pl.String, "module": pl.String, "item": pl.String}
    _table(connection, "given", "select * from source", pl.DataFrame(given, schema=schema, orient="row"))


def _table(connection: duckdb.DuckDBPyConnection, name: str, select: str, frame: pl.DataFrame | None) -> None:
    """Make a table of a frame, which the select calls `source`."""
    source = pl.DataFrame({"empty": []}, schema={"empty": pl.String}) if frame is None else frame
    connection.register("source", source.to_arrow() if source.width else pl.DataFrame({"row_id": []}).to_arrow())
    try:
        connection.execute(f"create or replace table {name} as {select}")
    finally:
        connection.unregister("source")
