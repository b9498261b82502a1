"""Reading a CSV file that is too long to be held in memory: the same rows as `read_csv` finds, piece by piece."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TextIO

import polars as pl

from dagster_project.landing.content import Content
from dagster_project.landing.delimited import HINT, UnclosedError, header_of, read_rows
from dagster_project.landing.readers import (
    CELL_COUNT,
    EXTRA_CELLS,
    ROW_NUMBER,
    RawTable,
    RefusalError,
    check_width,
    decoded_as,
    unique_names,
)

#: Characters read at a time.
PIECE_CHARACTERS = 24 << 20


def read_long_csv(content: Content) -> RawTable:
    """Read a long file with a header row; raises RefusalError, while its pieces are read too.

    Every row is marked with its number of cells, since it is not known beforehand whether another one will differ.
    """
    codec, encoding = decoded_as(content)
    stream = content.path.open(encoding=codec, newline="")
    start = stream.read(PIECE_CHARACTERS)
    hint = HINT.match(start)
    start = start[hint.end() :] if hint else start
    header, separator, _ = header_of(start, hint[1] if hint else None)
    check_width(len(header))
    names, repeated = unique_names(header)
    pieces = _pieces(stream, start[_header_end(start, separator) :], names, separator)
    first = next(pieces)
    return RawTable(first, tuple(names), repeated, encoding, separator=separator, rest=pieces)


def _header_end(start: str, separator: str) -> int:
    """Return where the rows begin: after the first line that is not blank, which quotes may make several lines."""
    buffer = io.StringIO(start, newline="")
    for row in csv.reader(buffer, delimiter=separator):
        if len(row) > 1 or any(cell.strip() for cell in row):
            break
    return buffer.tell()


def _pieces(stream: TextIO, start: str, names: list[str], separator: str) -> Iterator[pl.DataFrame]:
    """Yield the rows in pieces that end with a line; one that ends inside quotes takes in more text."""
    header, number, held, is_end = separator.join("x" * len(names)) + "\n", 0, start, False
    with stream:
        while not is_end:
            block = stream.read(PIECE_CHARACTERS)
            is_end = not block
            cut = len(held) if is_end else held.rfind("\n") + 1
            try:
                frame = read_rows(header + held[:cut], names, separator)
            except UnclosedError:
                if is_end:
                    raise
                held += block
                continue
            except RefusalError as error:
                raise RefusalError(f"{error.problem}, counted from row {number:,} on", error.advice) from error
            held = held[cut:] + block
            yield _marked(frame, number, len(names))
            number += frame.height


def _marked(frame: pl.DataFrame, rows_before: int, width: int) -> pl.DataFrame:
    """Number rows on from those before, and mark each with its number of cells."""
    numbered = frame.with_columns(pl.col(ROW_NUMBER) + rows_before)
    if CELL_COUNT in frame.columns:
        return numbered
    return numbered.with_columns(pl.lit(width, pl.Int64).alias(CELL_COUNT), pl.lit(None, pl.String).alias(EXTRA_CELLS))
