"""Faults that are planted for the map to find: each in an exact share of the people, whatever the authority's size.

What the map must say of them is worked out in `map_expected` from what was rendered, not from these shares.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from dagster_project.synthetic.render.faults import Faults

#: The health team's answer about immunisations is the opposite of the truth.
IMMUNISATION_TURNED = 1 / 8
#: The health team holds the day on which the health assessment was asked for, some weeks before it was made.
ASSESSMENT_DATED_EARLY = 1 / 6
WEEKS_EARLY = 6
#: No survey reaches these of the young men, and the virtual school holds no meeting of these of the boys.
MEN_NOT_SURVEYED = 0.6
BOYS_WITHOUT_MEETING = 0.75
#: Finance does not note of these whether they have claimed their savings.
SAVINGS_NOT_NOTED = 5 / 6


def turned(faults: Faults, frame: pl.DataFrame, column: str, share: float) -> pl.DataFrame:
    """Turn yes and no round in a share of the rows that have one."""
    hit = _rows(faults, frame, pl.col(column).is_not_null(), share)
    return frame.with_columns(pl.when(hit).then(~pl.col(column)).otherwise(column).alias(column))


def dated_early(faults: Faults, frame: pl.DataFrame, column: str, share: float) -> pl.DataFrame:
    """Move the date by `WEEKS_EARLY` in a share of the rows that have one."""
    hit = _rows(faults, frame, pl.col(column).is_not_null(), share)
    early = pl.col(column).dt.offset_by(f"-{WEEKS_EARLY}w")
    return frame.with_columns(pl.when(hit).then(early).otherwise(column).alias(column))


def people(faults: Faults, known: pl.DataFrame, condition: pl.Expr, share: float) -> pl.Series:
    """Return person_id of a share of those in `known` who meet a condition."""
    some = known.filter(condition).select("person_id").unique().sort("person_id")["person_id"]
    return some.filter(pl.Series(faults.spots(len(some), share, 1)))


def _rows(faults: Faults, frame: pl.DataFrame, condition: pl.Expr, share: float) -> pl.Series:
    chosen = np.flatnonzero(frame.select(condition).to_series().to_numpy())
    hit = np.zeros(len(frame), dtype=np.bool_)
    hit[chosen] = faults.spots(len(chosen), share, 1)
    return pl.Series(hit)
