"""A load typed piece by piece, so that memory holds a piece and not the load; most loads are one piece."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from dagster_project.landing.columns import ColumnMatch
from dagster_project.landing.manifest import LoadRecord
from dagster_project.landing.spool import Spool, with_foot
from dagster_project.landing.strays import FOOT_ROWS
from dagster_project.landing.tally import Tally, rows_of_keys
from dagster_project.landing.typed import Identity, Schema, type_rows

#: Rows that Great Expectations is given to look at; everything that is counted is counted over all rows.
SAMPLE_ROWS = 10_000


@dataclass(frozen=True)
class ReadLoad:
    """A load after typing: its four tables, and what was counted of them."""

    raw: Spool
    rows: Spool
    errors: Spool
    quarantined: Spool
    tally: Tally

    def sample(self) -> pl.DataFrame:
        """Return rows that share a key, all of them up to SAMPLE_ROWS; where none does, the first rows."""
        return rows_of_keys(self.rows.frames(), self.tally.repeated_keys(), SAMPLE_ROWS)


@dataclass(frozen=True)
class Case:
    """A load as its checks see it: counts of every row, a sample, and the loads in use before it, the latest last."""

    load_id: str
    extract_date: date
    tally: Tally
    sample: pl.DataFrame
    earlier: tuple[LoadRecord, ...]


def type_pieces(
    pieces: Iterable[pl.DataFrame], match: ColumnMatch, schema: Schema, identity: Identity, scratch: Path
) -> ReadLoad:
    """Type the pieces of a raw table in turn (see `type_rows`); what does not fit in memory goes to `scratch`."""
    raw, rows, errors, quarantined = (Spool(scratch, name) for name in ("raw", "rows", "errors", "quarantined"))
    tally = Tally(schema)
    for piece, is_last in with_foot(pieces, FOOT_ROWS):
        typed = type_rows(piece, match, schema, identity, is_last=is_last)
        tally.add(typed)
        raw.add(piece)
        rows.add(typed.rows)
        errors.add(typed.errors)
        quarantined.add(typed.quarantined)
    return ReadLoad(raw, rows, errors, quarantined, tally)


def extract_date_of(tally: Tally, name_date: date | None) -> date | None:
    """Return the extract date: of the file name, or the latest day in the dataset's own date field.

    A day after the date in the file name is a slip, and would make everything else look stale: it does not count.
    """
    field = tally.schema.dataset.extract_date_from
    return max((day for day in tally.days.get(field, ()) if name_date is None or day <= name_date), default=name_date)
