"""A module as CSV: UTF-8, commas, CR LF, a header row. A blank cell is null; any other text stays as it is."""

from __future__ import annotations

import io
from dataclasses import replace

import polars as pl

from dagster_project.landing.delimited import read_csv
from dagster_project.landing.readers import RawTable, check_is_text
from dagster_project.spreadsheets import FORMULA_START


def to_csv(frame: pl.DataFrame) -> bytes:
    """Return a frame of text as CSV: cells are in quotes only where they must be, rows in the frame's order."""
    buffer = io.BytesIO()
    frame.write_csv(buffer, line_terminator="\r\n", quote_style="necessary")
    return buffer.getvalue()


def to_csv_for_people(frame: pl.DataFrame) -> bytes:
    """Return a frame as `to_csv` does, with no text that a spreadsheet would take for a formula."""
    return to_csv(frame.with_columns(pl.col(pl.String).str.replace(f"({FORMULA_START})", "'${1}")))


def from_csv(content: bytes) -> RawTable:
    """Read a CSV file, whatever separates its cells; a blank cell is null.

    Reading what `to_csv` wrote gives the same frame, whatever its text (NUL apart), and writing that the same bytes.

    Raises:
        RefusalError: It is no CSV file, or in an encoding that cannot be told.
    """
    check_is_text(content)
    raw = read_csv(content)
    texts = pl.col(list(raw.columns))
    return replace(raw, frame=raw.frame.with_columns(pl.when(texts != "").then(texts)))
