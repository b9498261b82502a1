"""Reading CSV: commas or what else systems put between cells, a header row, quotes doubled inside quotes."""

from __future__ import annotations

import csv
import io
import re
from itertools import zip_longest

import polars as pl

from dagster_project.landing.readers import (
    CELL_COUNT,
    EXTRA_CELLS,
    ROW_NUMBER,
    RawTable,
    RefusalError,
    check_width,
    decode,
    unique_names,
)

#: What may stand between cells, and what people call it; of two that fit a header equally well the first is taken.
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
#: Longest cell, in characters; the library's own limit is below a long case note.
LONGEST_CELL = 16_000_000
_FIRST_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
#: A line before the header by which Excel is told the separator.
HINT = re.compile(r"\s*sep=([,;\t|])[ ]*(?:\r\n|\r|\n)")
#: A last line put below every file: if it is not read as a row of its own, a quotation mark was never closed.
_SENTINEL = "\x1ewreath-end-of-file\x1e"


class UnclosedError(RefusalError):
    """A quotation mark is not closed by the end of the text."""


def read_csv(content: bytes) -> RawTable:
    """Read a file with a header row whose cells are separated by one of SEPARATORS; raises RefusalError.

    Lines without any text are not rows. A row with more or fewer cells than the header is kept and marked.
    """
    text, encoding = decode(content)
    hint = HINT.match(text)
    text = text[hint.end() :] if hint else text
    header, separator, has_names = header_of(text, hint[1] if hint else None)
    check_width(len(header))
    names, repeated = unique_names(header)
    frame = read_rows(text, names, separator) if has_names else _read_any(text, names, separator)
    return RawTable(frame, tuple(names), repeated, encoding, separator=separator)


def read_rows(text: str, names: list[str], separator: str) -> pl.DataFrame:
    """Read the rows below a header that is the first line of the text; raises RefusalError."""
    frame = _read_plain(text, names, separator)
    return _read_any(text, names, separator) if frame is None else frame


def header_of(text: str, separator: str | None) -> tuple[list[str], str, bool]:
    """Return the header cells, what separates them, and whether the header is the very first line."""
    csv.field_size_limit(LONGEST_CELL)
    found = _FIRST_LINE.search(text)
    if found is None:
        raise RefusalError("holds no text", "export it again with a header row")
    if separator is None:
        cells = {sign: len(next(csv.reader([found.group()], delimiter=sign))) for sign in SEPARATORS}
        separator = max(cells, key=lambda sign: cells[sign])
    header = _rows(text, separator, most=1)[0]
    if header == [_SENTINEL]:
        raise RefusalError("holds no text", "export it again with a header row")
    return header, separator, found.start() == 0


def _read_plain(text: str, names: list[str], separator: str) -> pl.DataFrame | None:
    """Read the common case fast: no quotes, one kind of line end, the same number of cells in every line."""
    if len(names) < 2 or '"' in text or text.count("\r") != text.count("\r\n"):
        return None
    content = text.encode() if text.endswith("\n") else text.encode() + b"\n"
    line = separator.encode() * (len(names) - 1) + b"\n"
    others = bytes(set(range(256)) - set(line))
    if content.translate(None, others) != line * content.count(b"\n"):
        return None
    frame = pl.read_csv(
        content,
        has_header=False,
        skip_rows=1,
        new_columns=names,
        schema=dict.fromkeys(names, pl.String),
        separator=separator,
        quote_char=None,
        empty_string_is_null=False,
        raise_if_empty=False,
    )
    return frame.with_row_index(ROW_NUMBER, offset=1).with_columns(pl.col(ROW_NUMBER).cast(pl.Int64))


def _read_any(text: str, names: list[str], separator: str) -> pl.DataFrame:
    """Read any CSV row by row, and mark the rows whose number of cells is not that of the header."""
    rows = _without_blank_ends(_rows(text, separator))
    width = len(names)
    cells = [row[:width] for row in rows]
    by_column = list(zip_longest(*cells)) if cells else []
    by_column += [(None,) * len(cells)] * (width - len(by_column))
    series = [pl.Series(name, values, dtype=pl.String) for name, values in zip(names, by_column, strict=True)]
    frame = pl.DataFrame([pl.Series(ROW_NUMBER, range(1, len(cells) + 1), dtype=pl.Int64), *series])
    if all(len(row) == width for row in rows):
        return frame
    return frame.with_columns(
        pl.Series(CELL_COUNT, [len(row) for row in rows], dtype=pl.Int64),
        pl.Series(EXTRA_CELLS, [_as_line(row[width:]) for row in rows], dtype=pl.String),
    )


def _rows(text: str, separator: str, most: int | None = None) -> list[list[str]]:
    """Return the cells of header and rows, or of the first `most` of them. Lines without text are left out."""
    reader = csv.reader(io.StringIO(f"{text}\n{_SENTINEL}\n", newline=""), delimiter=separator)
    found: list[list[str]] = []
    try:
        for row in reader:
            if len(row) > 1 or any(cell.strip() for cell in row):
                found.append(row)
            if len(found) == most:
                break
    except csv.Error as error:
        advice = "export it again as CSV UTF-8 (comma delimited)"
        raise RefusalError(f"cannot be read near line {reader.line_num}: {error}", advice) from error
    if most is None and found.pop() != [_SENTINEL]:
        advice = "it may be cut short: export it again, with quotation marks doubled inside quotes"
        raise UnclosedError(f"has a quotation mark that is never closed, in row {len(found)}", advice)
    return found


def _without_blank_ends(rows: list[list[str]]) -> list[list[str]]:
    width = len(rows[0])
    return [row if len(row) <= width or any(cell.strip() for cell in row[width:]) else row[:width] for row in rows[1:]]


def _as_line(cells: list[str]) -> str | None:
    if not cells:
        return None
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
