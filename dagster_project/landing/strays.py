"""Rows of a file that are no records: the header again, and what reports put below their last row."""

from __future__ import annotations

import re

import polars as pl

from dagster_project.landing.columns import ColumnMatch
from dagster_project.landing.readers import RESERVED, ROW_NUMBER

#: How many rows from the end may be blank or below the last record.
FOOT_ROWS = 20
_FOOT = re.compile(
    r"(?:grand\s+|sub-?\s*)?totals?(?:\s*[:=(].*|\s+(?:rows?|records?|number|count)\b.*)?"
    r"|(?:number|count|no\.?) of (?:rows|records)\b.*|(?:row|record) count\b.*"
    r"|\(?\d+ (?:rows?|records?)(?: affected| selected)?\.?\)?|\**\s*end of (?:report|file|extract)\b.*",
    re.IGNORECASE,
)
_SCHEMA = {ROW_NUMBER: pl.Int64(), "value": pl.String(), "rule": pl.String(), "message": pl.String()}
_HEADER_AGAIN = ("header_again", "is the header again and no record, so the row was left out")
_BELOW_THE_ROWS = ("below_the_rows", "is a total or an end mark and no record, so the row was left out")


def strays(raw: pl.DataFrame, match: ColumnMatch, field: str, *, has_foot: bool = True) -> pl.DataFrame:
    """Return the rows of a raw table that are no records, as faults of its key (row_number, value, rule, message).

    Args:
        raw: Raw table (see `RawTable`).
        match: Which column is which field.
        field: The first field of the dataset's key, which the messages name.
        has_foot: Whether the table ends with these rows.
    """
    found = [(number, value, *_HEADER_AGAIN) for number, value in _headers(raw, match, field)]
    found += [(number, value, *_BELOW_THE_ROWS) for number, value in (_foot(raw) if has_foot else ())]
    rows = [(number, value, rule, f"{field} {message}") for number, value, rule, message in found]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def _headers(raw: pl.DataFrame, match: ColumnMatch, field: str) -> list[tuple[int, str]]:
    """Rows in which every column that is a field holds its own name."""
    key = match.column_of.get(field)
    if key is None:
        return []
    likely = raw.filter(_says(key))
    for column in match.column_of.values():
        likely = likely.filter(_says(column))
    return [(row[ROW_NUMBER], row[key]) for row in likely.iter_rows(named=True)]


def _says(column: str) -> pl.Expr:
    return pl.col(column).str.strip_chars().str.to_lowercase() == column.lower()


def _foot(raw: pl.DataFrame) -> list[tuple[int, str]]:
    """The last rows, as far up as they are blank or a foot; the blank ones have no key and are left out for that."""
    columns = [name for name in raw.columns if name not in RESERVED]
    found: list[tuple[int, str]] = []
    for row in reversed(raw.tail(FOOT_ROWS).select(ROW_NUMBER, *columns).rows()):
        first = next((cell.strip() for cell in row[1:] if cell and cell.strip()), "")
        if first and not _FOOT.fullmatch(first):
            break
        if first:
            found.append((row[0], first))
    return found[::-1]
