"""Reading Excel workbooks: every visible sheet with cells is a table of text, as its cells are stored.

A calculated cell counts with the value that it was saved with. A day is written as 2026-04-30; a number without the
trail of binary rounding; a number shown as 00123 with its zeros.
"""

from __future__ import annotations

import datetime
import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import zip_longest
from typing import Any
from zipfile import BadZipFile, ZipFile

import polars as pl

from dagster_project.landing.readers import ROW_NUMBER, WORKBOOK, RawTable, RefusalError, check_width, unique_names

#: An archive that unpacks to more than this (bytes), and to more than this many times its own size, is a bomb.
_UNPACKED_BYTES, _UNPACKED_TIMES = 64 << 20, 200
#: Rows of an Excel sheet; and most cells of one, blank ones included, that are looked at.
_MOST_ROWS, _MOST_CELLS = 1_048_576, 100_000_000
_CHUNK_ROWS = 20_000
_RESAVE = "open it in Excel, save it as CSV UTF-8 (comma delimited), and put that in its place"
_ZEROS = re.compile(r"0{2,}")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: What the library says of a workbook that is not one: it checks little, so a fault shows wherever it is met. Entities
#: are refused by defusedxml, which the library uses where it is installed.
_BROKEN = (
    ArithmeticError, AttributeError, BadZipFile, EOFError, LookupError, OSError, RuntimeError, SyntaxError, TypeError,
    ValueError, struct.error, zlib.error,
)  # fmt: skip

_Row = tuple[str | None, ...]


def read_workbook(content: bytes, most_unpacked: int) -> tuple[RawTable, ...]:
    """Read the visible sheets that hold cells of a workbook that unpacks to so many bytes at most; RefusalError.

    The first row with text is the header; rows without text are not rows. Hidden sheets with cells are named in the
    notices of the first table.
    """
    _check_archive(content, most_unpacked)
    hidden: list[str] = []
    tables: list[RawTable] = []
    with _refusing_bad_workbooks():
        values = _open(content, values=True)
        if values.epoch.year == 1904:
            raise RefusalError("counts its days from 1904", _RESAVE)
        formulas = _open(content, values=False) if _has_formulas(content) else None
        for sheet in values.worksheets:
            rows = _rows(sheet, formulas[sheet.title] if formulas else None)
            header = next(rows, None)
            if header is not None and sheet.sheet_state != "visible":
                hidden.append(f"hidden sheet '{sheet.title}' was not read")
            elif header is not None:
                tables.append(_table(sheet.title, header, rows))
    if not tables:
        raise RefusalError("holds no cells in a visible sheet", "export it again with a header row")
    return (RawTable(**{**vars(tables[0]), "notices": tuple(hidden)}), *tables[1:])


def _open(content: bytes, *, values: bool) -> Any:
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(content), read_only=True, data_only=values, keep_links=False)


def _check_archive(content: bytes, most_unpacked: int) -> None:
    """Raise RefusalError for an archive that is no workbook or that nobody would want unpacked."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (BadZipFile, NotImplementedError, ValueError, OSError, struct.error) as error:
        advice = "it may be cut short: export it again and wait until the export has ended"
        raise RefusalError("is a damaged workbook or archive", advice) from error
    names = {member.filename for member in members}
    if "xl/workbook.bin" in names:
        raise RefusalError("is a binary workbook (.xlsb)", _RESAVE)
    if "[Content_Types].xml" not in names:
        raise RefusalError("is an archive, not a workbook", "take the extract out of the archive")
    unpacked = sum(member.file_size for member in members)
    is_bomb = unpacked > _UNPACKED_BYTES and unpacked > _UNPACKED_TIMES * len(content)
    if is_bomb or unpacked > most_unpacked:
        raise RefusalError(f"would unpack to {unpacked / 2**20:,.0f} MB, which is not safe to read", _RESAVE)


def _has_formulas(content: bytes) -> bool:
    """Whether any sheet has a formula; most extracts have none, and need not be read for them."""
    with ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                with archive.open(name) as part:
                    tail = b""
                    while block := part.read(1 << 20):
                        if re.search(rb"<(?:\w+:)?f[\s/>]", tail + block):
                            return True
                        tail = block[-64:]
    return False


@contextmanager
def _refusing_bad_workbooks() -> Iterator[None]:
    """Turn whatever the library says of a workbook that it cannot read into a RefusalError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except _BROKEN as error:
        raise RefusalError("is a workbook that cannot be read", _RESAVE) from error


def _rows(sheet: Any, formulas: Any) -> Iterator[_Row]:
    """Yield the rows of a sheet that hold text, without blank cells at their ends."""
    sheet.reset_dimensions()
    looked_at = 0
    for number, (cells, asked) in enumerate(zip_longest(sheet.iter_rows(), _asked(formulas)), start=1):
        looked_at += len(cells)
        if number > _MOST_ROWS or looked_at > _MOST_CELLS:
            raise RefusalError(f"has cells far apart in sheet '{sheet.title}'", _RESAVE)
        if asked is not None:
            _check_calculated(cells, asked)
        texts = [None if cell.value is None else _text(cell) for cell in cells]
        while texts and not (texts[-1] or "").strip():
            texts.pop()
        if texts:
            yield tuple(texts)


def _asked(formulas: Any) -> Iterable[Any]:
    if formulas is None:
        return ()
    formulas.reset_dimensions()
    rows: Iterable[Any] = formulas.iter_rows()
    return rows


def _check_calculated(cells: Iterable[Any], asked: Iterable[Any]) -> None:
    """Raise RefusalError for a formula without a value: a blank there would be taken for 'not recorded'."""
    for cell, formula in zip(cells, asked, strict=True):
        if formula.data_type == "f" and cell.value is None and cell.data_type != "str":
            problem = f"has a formula that was never calculated, in cell {formula.coordinate}"
            raise RefusalError(problem, "open it in Excel, save it and put it back")


def _text(cell: Any) -> str:
    value = cell.value
    if isinstance(value, str):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time()
        return value.date().isoformat() if is_day else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    return str(value)


def _number(value: int | float, shown_as: str) -> str:
    """Return a number as Excel holds it, to 15 digits, with the leading zeros of a format such as 00000."""
    if isinstance(value, int) or value.is_integer():
        digits = str(int(value))
        return digits.zfill(len(shown_as)) if _ZEROS.fullmatch(shown_as) else digits
    return f"{Decimal(f'{value:.15g}'):f}"


def _table(title: str, header: _Row, rows: Iterator[_Row]) -> RawTable:
    """Make a table of rows; a cell to the right of the header is a column without a name."""
    check_width(len(header))
    chunks = [_chunk([])]
    found: list[_Row] = []
    for row in rows:
        found.append(row)
        if len(found) == _CHUNK_ROWS:
            chunks.append(_chunk(found))
            found = []
    frame = pl.concat([*chunks, _chunk(found)], how="diagonal")
    width = max(len(header), frame.width)
    check_width(width)
    names, repeated = unique_names([text or "" for text in header] + [""] * (width - len(header)))
    cells = (pl.col(str(place)) if place < frame.width else pl.lit(None, pl.String) for place in range(width))
    named = frame.with_row_index(ROW_NUMBER, offset=1).select(
        pl.col(ROW_NUMBER).cast(pl.Int64), *(cell.alias(name) for cell, name in zip(cells, names, strict=True))
    )
    return RawTable(named, tuple(names), repeated, WORKBOOK, title)


def _chunk(rows: list[_Row]) -> pl.DataFrame:
    return pl.DataFrame(
        [pl.Series(str(place), values, dtype=pl.String) for place, values in enumerate(zip_longest(*rows))]
    )
