"""A return from the marts of a published warehouse: what it holds, and the rows of a year as text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import duckdb

from dagster_project.catalogue import Catalogue
from dagster_project.errors import WreathError
from dagster_project.returns.ssda903.model import FileSet
from dagster_project.returns.ssda903.specification import Module, check_year, modules_of

_DATE = "%d/%m/%Y"


@dataclass(frozen=True)
class YearState:
    """How much of a collection year the warehouse knows.

    `as_at` is the day it looks from, `known_to_date` the earlier of that day and the year's end; `is_provisional`
    says whether the last contact window of the year was still open at `as_at`.
    """

    as_at: date
    known_to_date: date
    is_provisional: bool


def collection_years(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the collection years that the return marts hold, earliest first."""
    rows = connection.execute(
        "select collection_year from returns.ssda903__header group by collection_year order by collection_year"
    ).fetchall()
    return [str(year) for (year,) in rows]


def authorities(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the codes of the authorities that the return marts hold, in order."""
    rows = connection.execute(
        "select local_authority_code from returns.ssda903__header group by all order by all"
    ).fetchall()
    return [str(code) for (code,) in rows]


def choose_authority(connection: duckdb.DuckDBPyConnection, authority: str | None) -> str:
    """Return the authority that is asked for; None asks for the only one.

    Raises:
        WreathError: The warehouse does not hold it, or holds several and none is asked for.
    """
    codes = authorities(connection)
    if authority is None and len(codes) == 1:
        return codes[0]
    if authority is None:
        raise WreathError(f"the warehouse holds several authorities ({', '.join(codes)}): say --authority", exit_code=2)
    if authority not in codes:
        raise WreathError(f"no authority {authority} in the warehouse; it holds {', '.join(codes)}", exit_code=2)
    return authority


def year_state(connection: duckdb.DuckDBPyConnection, collection_year: str) -> YearState:
    """Return how much of a year the warehouse knows.

    Raises:
        WreathError: The year is malformed, or the warehouse holds no return of it.
    """
    years = collection_years(connection)
    if check_year(collection_year) not in years:
        raise WreathError(
            f"the warehouse holds no return of {collection_year}; it holds {', '.join(years) or 'none'}", exit_code=3
        )
    rows = connection.execute(
        "select run_settings.as_at, year.known_to_date, year.is_provisional from returns.ssda903__year as year "
        "cross join landing.run_settings as run_settings where year.collection_year = ?",
        [collection_year],
    ).fetchall()
    return YearState(*rows[0])


def from_marts(
    connection: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    collection_year: str,
    authority: str,
    only: Collection[str] | None = None,
) -> FileSet:
    """Return the rows of every module that a collection year asks for, or of those in `only`, of one authority.

    Dates are text as DD/MM/YYYY, blanks null, rows in order of all columns with blanks first.

    Raises:
        WreathError: The year is malformed, or a mart or a column of one is not in the warehouse.
    """
    modules = [m for m in modules_of(catalogue, collection_year) if only is None or m.name in only]
    frames = {}
    for module in modules:
        sql = _sql(module, _column_types(connection, module))
        frames[module.name] = connection.sql(sql, params=[collection_year, authority]).pl()
    return FileSet.of(frames, modules)


def _column_types(connection: duckdb.DuckDBPyConnection, module: Module) -> dict[str, str]:
    """Column → type of a mart; none where it is not there. The information schema would go through every table."""
    try:
        rows = connection.execute(f'describe returns."{module.mart}"').fetchall()
    except duckdb.CatalogException:
        return {}
    return {column: kind for column, kind, *_ in rows}


def _sql(module: Module, types: dict[str, str]) -> str:
    """Formatting is left to DuckDB: a hundred thousand people have millions of cells."""
    missing = [f'"{name}"' for name in module.columns if name not in types]
    if missing:
        what = f"column {missing[0]} of returns.{module.mart}" if types else f"table returns.{module.mart}"
        raise WreathError(f"the warehouse has no {what}, which {module.name} is made from: run `wreath run --again`")
    cells = ",\n    ".join(f'{_cell(name, types[name])} as "{name}"' for name in module.columns)
    order = ", ".join(f'mart."{name}" nulls first' for name in module.columns)
    return (
        f'select\n    {cells}\nfrom returns."{module.mart}" as mart\n'
        f"where mart.collection_year = ? and mart.local_authority_code = ?\norder by {order}"
    )


def _cell(name: str, kind: str) -> str:
    return f"strftime(mart.\"{name}\", '{_DATE}')" if kind == "DATE" else f'cast(mart."{name}" as varchar)'
