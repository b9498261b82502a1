"""Changes one field in the raw table of a load, as somebody could have typed it: other values, blanks, slips."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from dagster_project.landing.cells import CellReader

#: Of the cells that hold something: replaced, blanked, made unreadable (text never is); of the blank ones: filled.
REPLACED, BLANKED, UNREADABLE, FILLED = 0.45, 0.10, 0.05, 0.15
#: No type reads this: no date, number, flag, nor a spelling of any code.
SLIP = "?!"
_SOME_DAY = date(2024, 5, 17)


@dataclass(frozen=True)
class Perturbed:
    """A raw table with one column changed, and the number of cells that are other than before."""

    raw: pl.DataFrame
    cells: int


def perturb(raw: pl.DataFrame, column: str, reader: CellReader, draw: random.Random) -> Perturbed:
    """Change a share of the cells of a column, each by the type of its field; the same draws, the same changes."""
    recorded = reader.recorded(raw[column])
    values = reader.read(recorded).to_list()
    known = sorted({str(value) for value in values if value is not None})
    before = recorded.to_list()
    after = [_cell(text, value, known, reader, draw) for text, value in zip(before, values, strict=True)]
    changed = sum(old != new for old, new in zip(before, after, strict=True))
    return Perturbed(raw.with_columns(pl.Series(column, after, dtype=pl.String)), changed)


def _cell(text: str | None, value: object, known: Sequence[str], reader: CellReader, draw: random.Random) -> str | None:
    chance = draw.random()
    if text is None:
        return _another(None, known, reader, draw) if chance < FILLED else None
    if chance < REPLACED:
        return _another(value, known, reader, draw)
    if chance < REPLACED + BLANKED:
        return None
    if chance < REPLACED + BLANKED + UNREADABLE and reader.field.type != "text":
        return SLIP
    return text


def _another(value: object, known: Sequence[str], reader: CellReader, draw: random.Random) -> str:
    """A value that can be read and is not this one: now and then that of another row, else a new one."""
    others = [other for other in known if other != str(value)]
    if others and reader.field.type != "flag" and draw.random() < 0.3:
        return _text_of(draw.choice(others), reader)
    match reader.field.type:
        case "date":
            day = value if isinstance(value, date) else _SOME_DAY
            return (day + timedelta(days=draw.choice((-1, 1)) * draw.randint(1, 400))).isoformat()
        case "code":
            return draw.choice([code for code in sorted(reader.codes) if code != value] or [str(value)])
        case "flag":
            return "N" if value is True else "Y"
        case "integer":
            return str((value if isinstance(value, int) else 0) + draw.choice((-3, -2, -1, 1, 2, 3, 10)))
        case "decimal":
            return f"{(value if isinstance(value, float) else 0.0) + draw.choice((-2.5, -1.0, 1.0, 2.5, 100.0)):.2f}"
    return f"{value or ''}{draw.choice('BCDFGHJKLM')}{draw.randint(0, 9)}"


def _text_of(known: str, reader: CellReader) -> str:
    """Typed values as text are texts that the reader reads, but for numbers with an exponent."""
    return f"{float(known):.2f}" if reader.field.type == "decimal" else known
