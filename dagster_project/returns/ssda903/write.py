"""The CSV file set of one collection year, from the return marts of a published warehouse."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from dagster_project import files
from dagster_project.catalogue import Catalogue
from dagster_project.errors import WreathError

#: How the catalogue calls this return.
RETURN_ID = "ssda903"
_YEAR = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True)
class ReturnFile:
    """A written file: module name, path and number of data rows."""

    module: str
    path: Path
    rows: int


@dataclass(frozen=True)
class _Module:
    name: str
    items: tuple[str, ...]


def collection_years(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the collection years that the return marts hold, earliest first."""
    rows = connection.execute(
        "select collection_year from returns.ssda903__header group by collection_year order by collection_year"
    ).fetchall()
    return [str(year) for (year,) in rows]


def write_return(
    connection: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    collection_year: str,
    out: Path,
    *,
    authority: str | None = None,
) -> list[ReturnFile]:
    """Write `<Module>.csv` for every module that the warehouse makes in a collection year.

    Files are UTF-8 with a header row, commas, dates as DD/MM/YYYY, line ends CR LF, rows in order of all columns,
    so that equal rows are equal bytes. A year that is unfinished at `as_at` has `_provisional` in its file names.

    Args:
        connection: A warehouse, open for reading.
        catalogue: Where the items of each module and their order are listed.
        collection_year: For instance `2025-26`.
        out: Folder for the files; made when missing.
        authority: Local authority code; may be left out when the warehouse holds one authority.

    Raises:
        WreathError: The year is malformed or not in the warehouse, or the authority is needed or unknown.
    """
    _check_year(connection, collection_year)
    code = _authority(connection, authority)
    suffix = "_provisional" if is_provisional(connection, collection_year) else ""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for module in _modules(connection, catalogue, collection_year):
        rows = _rows(connection, module, collection_year, code)
        path = out / f"{module.name}{suffix}.csv"
        files.write_bytes(path, _csv_bytes(module.items, rows))
        _remove_other_state(out, module.name, keep=path)
        written.append(ReturnFile(module.name, path, len(rows)))
    return written


def notices(connection: duckdb.DuckDBPyConnection, collection_year: str, *, authority: str | None = None) -> list[str]:
    """Return one line for each reason why something of the year is left out, repaired or incomplete, with its count."""
    rows = connection.execute(
        "select module, kind, reason, count(*) from returns.ssda903__left_out "
        "where collection_year = ? and (local_authority_code = ? or ? is null) group by all order by all",
        [collection_year, authority, authority],
    ).fetchall()
    return [f"{module}: {count:,} {kind}: {reason}" for module, kind, reason, count in rows]


def write_all_years(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, out: Path) -> list[ReturnFile]:
    """Write every collection year to `<out>/<year>/`, with a folder an authority where there are several."""
    codes = _authorities(connection)
    written = []
    for year in collection_years(connection):
        for code in codes:
            folder = out / year if len(codes) == 1 else out / year / code
            written += write_return(connection, catalogue, year, folder, authority=code)
    return written


def is_provisional(connection: duckdb.DuckDBPyConnection, collection_year: str) -> bool:
    """Whether `as_at` lies before the last contact window of the year has closed."""
    rows = connection.execute(
        "select is_provisional from returns.ssda903__year where collection_year = ?", [collection_year]
    ).fetchall()
    return bool(rows and rows[0][0])


def _remove_other_state(out: Path, module: str, *, keep: Path) -> None:
    """A final file and a provisional one of the same module must not stand side by side."""
    for name in (f"{module}.csv", f"{module}_provisional.csv"):
        if out / name != keep:
            (out / name).unlink(missing_ok=True)


def _check_year(connection: duckdb.DuckDBPyConnection, collection_year: str) -> None:
    years = collection_years(connection)
    if not _YEAR.fullmatch(collection_year):
        raise WreathError(f"{collection_year!r} is not a collection year: write it as 2025-26", exit_code=2)
    if collection_year not in years:
        raise WreathError(
            f"the warehouse holds no return of {collection_year}; it holds {', '.join(years) or 'none'}", exit_code=3
        )


def _authorities(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "select local_authority_code from returns.ssda903__header group by all order by all"
    ).fetchall()
    return [str(code) for (code,) in rows]


def _authority(connection: duckdb.DuckDBPyConnection, authority: str | None) -> str:
    codes = _authorities(connection)
    if authority is None and len(codes) == 1:
        return codes[0]
    if authority is None:
        raise WreathError(f"the warehouse holds several authorities ({', '.join(codes)}): say --authority", exit_code=2)
    if authority not in codes:
        raise WreathError(f"no authority {authority} in the warehouse; it holds {', '.join(codes)}", exit_code=2)
    return authority


def _modules(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, collection_year: str) -> list[_Module]:
    """Return the modules that the year asks for and the warehouse makes, with their items in order."""
    marts = connection.execute(
        "select table_name from information_schema.tables where table_schema = 'returns'"
    ).fetchall()
    built = {str(name) for (name,) in marts}
    items: dict[str, list[tuple[int, str]]] = {}
    for row in catalogue.return_items:
        asked = (row.valid_from_year or "") <= collection_year <= (row.valid_to_year or "9999-99")
        if row.return_id == RETURN_ID and asked and f"ssda903__{row.module.lower()}" in built:
            items.setdefault(row.module, []).append((row.position, row.item))
    return [_Module(module, tuple(item for _, item in sorted(found))) for module, found in items.items()]


def _rows(
    connection: duckdb.DuckDBPyConnection, module: _Module, collection_year: str, authority: str
) -> list[tuple[object, ...]]:
    columns = ", ".join(f'"{item}"' for item in module.items)
    return connection.execute(
        f'select {columns} from returns."ssda903__{module.name.lower()}" '
        "where collection_year = ? and local_authority_code = ? order by all nulls first",
        [collection_year, authority],
    ).fetchall()


def _csv_bytes(items: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(items)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8")


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)
