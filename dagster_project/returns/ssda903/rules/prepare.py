"""The fixed tables and views that the rules read, made in a DuckDB connection from the frames of a run.

A module's table is named as the module in small letters, last year's with `previous_` before it, all earlier years'
with `history_`. `row_id` is the zero-based position of the row in its file. A date or number has its own name and is
null where the text is none; the text stands beside it as `<item>_text`. All text is upper-case and a blank is null.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter

import duckdb
import polars as pl

from dagster_project.catalogue import Catalogue, tables
from dagster_project.returns.ssda903.rules.database import Table, make, side_by_side
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


def prepare(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, inputs: Inputs, sql: Iterable[str]) -> None:
    """Make whatever the given SQL reads.

    Args:
        connection: Where the rules will be run: of `scratch`.
        catalogue: Modules, items, code sets and thresholds.
        inputs: What the rules are run on.
        sql: The SQL of the rules; what none of it reads is not made.
    """
    views = [Table(name, text) for name, text in _views().items()]
    known = {table.name: table for table in (*_modules(catalogue, inputs), *_lists(inputs), *views)}
    reads = {name: _read_by(table) & known.keys() for name, table in known.items()}
    needed = _needed(sql, reads) & known.keys()
    for table in _settings(catalogue, inputs):
        make(connection, table)
    for macro in _MACROS:
        connection.execute(macro)
    order = TopologicalSorter({name: reads[name] for name in needed})
    order.prepare()
    while order.is_active():
        ready = order.get_ready()
        side_by_side(connection, make, [known[name] for name in ready])
        order.done(*ready)


def modules_read(rules: Iterable[Rule], modules: Iterable[str]) -> dict[str, set[str]]:
    """Return which modules the rules read, this year's (``), last year's (`previous_`) and earlier (`history_`)."""
    needed = _needed((rule.sql for rule in rules), {name: words(text) for name, text in _views().items()})
    names = list(modules)
    return {period: {name for name in names if f"{period}{name.lower()}" in needed} for period in PERIODS}


@cache
def _views() -> Mapping[str, str]:
    return {path.stem: read_sql(path) for path in sorted(VIEWS.glob("*.sql"))}


def _needed(sql: Iterable[str], reads: Mapping[str, set[str]]) -> set[str]:
    """Every name that the SQL mentions, and that those tables and views read in turn."""
    needed: set[str] = set()
    waiting = set().union(*(words(text) for text in sql))
    while waiting:
        needed |= waiting
        waiting = set().union(*(reads[name] for name in waiting if name in reads)) - needed
    return needed


def _read_by(table: Table) -> set[str]:
    """The names that the making of a table mentions, its own apart."""
    return set() if table.frame is not None else words(table.select) - {table.name}


def _settings(catalogue: Catalogue, inputs: Inputs) -> list[Table]:
    """The year with its days, the code sets and thresholds that hold in it, and what was given."""
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
    code = pl.DataFrame(codes, schema={"code_set": text, "code": text}, orient="row").unique()
    threshold = pl.DataFrame(thresholds, schema={"threshold": text, "value": text}, orient="row")
    frames = {"collection": collection, "code": code, "threshold_value": threshold, "given": _given(inputs)}
    return [Table(name, "select * from source", frame) for name, frame in frames.items()]


def module_columns(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Name → type of the items of every module of every year, derived columns last."""
    return {
        module.name: {item.name: item.type for item in module.items} | DERIVED_COLUMNS.get(module.name, {})
        for module in modules_of(catalogue, None)
    }


def _modules(catalogue: Catalogue, inputs: Inputs) -> Iterator[Table]:
    """The modules of this year, of last year and of all earlier years; without a history, these are last year's."""
    current, previous, history = PERIODS
    for module, columns in module_columns(catalogue).items():
        name = module.lower()
        yield _module(f"{current}{name}", columns, inputs.tables.get(module))
        yield _module(f"{previous}{name}", columns, (inputs.previous or {}).get(module))
        if inputs.history is None:
            yield Table(f"{history}{name}", f"select * from {previous}{name}", kind="view")
        else:
            yield _module(f"{history}{name}", columns, inputs.history.get(module))


def _module(name: str, columns: Mapping[str, str], frame: pl.DataFrame | None) -> Table:
    numbered = (pl.DataFrame() if frame is None else frame).with_row_index("row_id")
    sent = ", ".join(f'"{column}"' for column in columns if frame is not None and column in frame.columns) or "null"
    numbers = f"cast(row_id as bigint) as row_id, hash({sent}) as tie_break"
    return Table(name, f"select {numbers}, {_cells(columns, frame)} from source", numbered)


def _lists(inputs: Inputs) -> Iterator[Table]:
    """The lists of reference data; one that is not given is empty."""
    for name, columns in REFERENCE_COLUMNS.items():
        frame = inputs.reference.get(name, pl.DataFrame(schema=dict.fromkeys(columns, pl.String)))
        yield Table(name, f"select {_cells(dict.fromkeys(columns, 'text'), frame)} from source", frame)


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


def _given(inputs: Inputs) -> pl.DataFrame:
    """What was given, module by module: an absent one is another thing than an empty one."""
    given = [
        (period, name, column)
        for period, frames in (("current", inputs.tables), ("previous", inputs.previous or {}))
        for name, frame in frames.items()
        for column in frame.columns or [""]
    ]
    schema = {"period": pl.String, "module": pl.String, "item": pl.String}
    return pl.DataFrame(given, schema=schema, orient="row")
