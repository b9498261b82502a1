"""Placements that go on when DfE replaces their code: from that day they have the new one, with the same carer.

DfE takes a code only in the years that it is valid in, so an authority records the change as one of status only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from dagster_project.synthetic.core_tables import home_urns
from dagster_project.synthetic.days import day
from dagster_project.synthetic.draws import Draws, labels
from dagster_project.synthetic.lives import Lives
from dagster_project.synthetic.placements import OTHER_SPLIT_FROM, SUPPORTED_FROM, TYPE


@dataclass(frozen=True)
class Change:
    """From a day on, one code in place of another; of several, drawn by weight. Homes are registered from then on."""

    since: date
    old: str
    new: tuple[str, ...]
    weights: tuple[float, ...]
    is_registered: bool


_OTHER = ("Z11", "Z12", "Z13", "Z14")
_CHANGES = (
    Change(SUPPORTED_FROM, "H5", ("K3",), (1.0,), is_registered=True),
    Change(SUPPORTED_FROM, "P2", ("K3",), (1.0,), is_registered=True),
    Change(OTHER_SPLIT_FROM, "Z1", _OTHER, (0.4, 0.3, 0.15, 0.15), is_registered=False),
)


def with_changed_codes(draws: Draws, lives: Lives, placements: pl.DataFrame) -> pl.DataFrame:
    """Return the placement table in which no placement outlives its code."""
    for change in _CHANGES:
        if day(change.since) <= lives.as_at:
            placements = _changed(draws.of(change.old), lives.authority, placements, change)
    return placements


def _changed(draws: Draws, authority: str, placements: pl.DataFrame, change: Change) -> pl.DataFrame:
    since = pl.lit(change.since)
    goes_on = pl.col("placement_end_date").is_null() | (pl.col("placement_end_date") > since)
    outlives = (pl.col("placement_type") == change.old) & (pl.col("placement_start_date") < since) & goes_on
    after = placements.filter(outlives)
    carer = after["carer_id"].str.slice(-5).cast(pl.Int64).to_numpy()
    urns = home_urns(authority, np.full(len(after), TYPE[change.old], dtype=np.int64), carer)
    after = after.with_columns(
        labels("placement_type", change.new, draws.pick(change.weights, len(after))),
        since.alias("placement_start_date"),
        *([urns.alias("urn")] if change.is_registered else []),
    )
    before = placements.with_columns(
        pl.when(outlives).then(since).otherwise("placement_end_date").alias("placement_end_date"),
        pl.when(outlives).then(pl.lit("PLACE")).otherwise("change_reason").alias("change_reason"),
    )
    return pl.concat([before, after]).sort("person_id", "placement_start_date")
