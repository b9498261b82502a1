"""One column of a raw table read as its field: typed values, and the cells that could not be used with the reason."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dagster_project.catalogue.rows import SourceField
from dagster_project.landing.cells import POLARS_TYPES, UNREADABLE, CellReader
from dagster_project.landing.columns import ColumnMatch, decides_fate
from dagster_project.landing.readers import CELL_COUNT, ROW_NUMBER

_RAGGED = "cannot be trusted: the row has another number of cells than the header; check its commas and quotes"
_BLANK = "is blank, so the row was left out; fill it in at the source and send the file again"


@dataclass(frozen=True)
class ReadColumn:
    """A field of a load after reading; every series has one value a row.

    `text` is what was recorded, `values` the typed values, `faults` the cells that could not be used (row_number,
    value, rule, message). `is_unreadable` and `is_unusable` (the row must be left out) are None when true nowhere.
    """

    field: SourceField
    text: pl.Series
    values: pl.Series
    faults: tuple[pl.DataFrame, ...]
    is_unreadable: pl.Series | None
    is_unusable: pl.Series | None


class Ragged:
    """Rows with more or fewer cells than the header.

    With too many, some cell was split and everything beside it may have moved, so only the cells that decide the
    row's fate are used and the others count as unreadable. With too few, the cells that are not there do.
    """

    def __init__(self, raw: pl.DataFrame, match: ColumnMatch) -> None:
        sent = [name for name in raw.columns if name != ROW_NUMBER]
        self._place = {field: sent.index(column) for field, column in match.column_of.items()}
        self._count = raw[CELL_COUNT] if CELL_COUNT in raw.columns else None
        self._width = sent.index(CELL_COUNT) if self._count is not None else len(sent)

    def doubtful(self, field: SourceField) -> pl.Series | None:
        """Where the field's cell cannot be trusted; None for nowhere."""
        if self._count is None or field.field not in self._place:
            return None
        lacking = self._count <= self._place[field.field]
        return _or_none(lacking if decides_fate(field) else lacking | (self._count > self._width))


def read_column(raw: pl.DataFrame, match: ColumnMatch, reader: CellReader, ragged: Ragged) -> ReadColumn:
    """Read the column that `match` gives the reader's field; a field without a column is not recorded in any row."""
    field = reader.field
    column = match.column_of.get(field.field)
    if column is None:
        text = pl.repeat(None, raw.height, dtype=pl.String, eager=True)
        values = pl.repeat(None, raw.height, dtype=POLARS_TYPES[field.type], eager=True)
        is_unusable = values.is_null() if decides_fate(field) else None
        return ReadColumn(field, text, values, (), None, is_unusable)
    text = reader.recorded(raw[column])
    values = reader.read(text)
    doubtful = ragged.doubtful(field)
    misread = _misread(text, values, doubtful)
    faults: list[pl.DataFrame] = []
    if misread is not None:
        rule, message = UNREADABLE[field.type]
        faults.append(_faults(raw, text, misread, rule, f"{field.field} {message.format(code_set=field.code_set)}"))
    if doubtful is not None:
        values = values.set(doubtful, None)
        faults.append(_faults(raw, raw[column], doubtful, "ragged_row", f"{field.field} {_RAGGED}"))
    is_unreadable = doubtful if misread is None else misread if doubtful is None else misread | doubtful
    is_unusable = values.is_null() if decides_fate(field) and values.null_count() else None
    if is_unusable is not None:
        is_blank = is_unusable if is_unreadable is None else is_unusable & ~is_unreadable
        faults.append(_faults(raw, text, is_blank, _blank_rule(field), f"{field.field} {_BLANK}"))
    return ReadColumn(field, text, values, tuple(faults), is_unreadable, is_unusable)


def _misread(text: pl.Series, values: pl.Series, doubtful: pl.Series | None) -> pl.Series | None:
    """Where there is text and no value; cells that are in doubt anyway are not counted here."""
    if text.null_count() == values.null_count():
        return None
    found = text.is_not_null() & values.is_null()
    return _or_none(found if doubtful is None else found & ~doubtful)


def _or_none(mask: pl.Series) -> pl.Series | None:
    return mask if mask.any() else None


def _blank_rule(field: SourceField) -> str:
    if field.key_position is not None:
        return "blank_key"
    return "blank_person_key" if field.identity_role is not None and field.type != "date" else "blank_essential_date"


def _faults(raw: pl.DataFrame, text: pl.Series, where: pl.Series, rule: str, message: str) -> pl.DataFrame:
    found = pl.DataFrame([raw[ROW_NUMBER], text.alias("value")]).filter(where)
    return found.with_columns(pl.lit(rule).alias("rule"), pl.lit(message).alias("message"))
