"""What callers give, as the rules take it: the columns that they know, by their own names, as text of a return."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

import polars as pl

from dagster_project.errors import WreathError
from dagster_project.returns.ssda903.rules.inputs import REFERENCE_COLUMNS, Frames

_DAY: Final = "%d/%m/%Y"


def modules_given(frames: Frames, columns: Mapping[str, Collection[str]]) -> dict[str, pl.DataFrame]:
    """Return the modules that the rules know with the columns that they know; capitals in their names do not count.

    A column of nulls alone is text, and a date is written as the return writes it. Rows stay even where no column is
    known, since every item of theirs is then blank.

    Raises:
        WreathError: What is given is no Polars frame, or a cell holds more than a value.
    """
    found = {}
    for module in (known for known in columns if known in frames):
        frame = _known(module, frames[module], columns[module])
        if not frame.columns:
            frame = pl.DataFrame({"CHILD": pl.repeat(None, frames[module].height, dtype=pl.String, eager=True)})
        found[module] = frame
    return found


def reference_given(lists: Frames) -> dict[str, pl.DataFrame]:
    """Return the lists of reference data that the rules know, likewise.

    Raises:
        WreathError: What is given is no Polars frame, or a cell holds more than a value.
    """
    return {name: _known(name, lists[name], known) for name, known in REFERENCE_COLUMNS.items() if name in lists}


def _known(name: str, frame: object, columns: Collection[str]) -> pl.DataFrame:
    if not isinstance(frame, pl.DataFrame):
        raise WreathError(f"{name} is a {type(frame).__name__}: give a Polars DataFrame", exit_code=2)
    item = {column.casefold(): column for column in columns}
    sent: dict[str, str] = {}
    for column in frame.columns:
        known = item.get(column.casefold())
        if known is not None and (known == column or known not in sent):
            sent[known] = column
    return frame.select(_text(name, column, frame.schema[column]).alias(known) for known, column in sent.items())


def _text(name: str, column: str, kind: pl.DataType) -> pl.Expr:
    if kind.is_nested():
        raise WreathError(f"column {column} of {name} holds {kind}: give text", exit_code=2)
    if kind == pl.Null:
        return pl.col(column).cast(pl.String)
    return pl.col(column).dt.strftime(_DAY) if kind in (pl.Date, pl.Datetime) else pl.col(column)
