"""Temporary placements: a few days elsewhere, in hospital or while the carers are away, and back to the same home.

They are laid over the placements of the skeleton, which nothing else in a life need know about.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from dagster_project.synthetic.days import OPEN, Mask, Whole
from dagster_project.synthetic.draws import Draws
from dagster_project.synthetic.lives import Lives
from dagster_project.synthetic.placements import FOSTER, TYPE

#: DfE's codes with their longest stay in days (rules 375, 376 and 379) and share.
_TYPES: tuple[tuple[str, int, float], ...] = (
    ("T0", 14, 0.2), ("T1", 35, 0.25), ("T2", 14, 0.15), ("T3", 14, 0.2), ("T4", 6, 0.2),
)  # fmt: skip
_MOST_CARER_HOLIDAYS = 2  # rule 377
_SHARE = 0.08
#: Days that the home lasts at least, and between its edges, a change of legal status, and the days away.
_LONG, _CLEAR = 90, 3


def with_temporary(draws: Draws, lives: Lives, placements: pl.DataFrame, postcodes: pl.Series) -> pl.DataFrame:
    """Return the placement table with some placements interrupted by temporary ones.

    A temporary placement has no provider and no number at Ofsted, and the return gives no reason for either change
    (rules 213, 222 and 226); the placement before and after it is the same, so that its days away are no move.

    Args:
        draws: Stream of the topic.
        lives: Whose placements.
        placements: Table of placements, one row for each spell of the lives, in their order.
        postcodes: Postcodes of the authority.
    """
    spells = lives.placements.spells
    chosen, away, back, kind = _interruptions(draws, lives)
    size = len(chosen)
    address = 2 * draws.of("place").between(0, len(postcodes) // 2 - 1, size)
    place = postcodes.gather(pl.Series(address.astype(np.uint32)))
    row = pl.Series(chosen.astype(np.uint32))
    began, ended = (pl.Series(days.astype(np.int32)).cast(pl.Date) for days in (away, back))
    number = pl.Series(np.arange(size, dtype=np.int64)).cast(pl.String).str.zfill(5)
    home = placements[row]
    temporary = home.with_columns(
        began.alias("placement_start_date"),
        ended.alias("placement_end_date"),
        pl.Series("placement_type", [_TYPES[each][0] for each in kind], dtype=pl.String),
        place.alias("postcode"),
        pl.Series("carer_id", "T-" + number),
        *[pl.lit(None, dtype=pl.String).alias(name) for name in ("provider", "urn", "change_reason")],
    )
    after = home.with_columns(ended.alias("placement_start_date"))
    until = pl.Series("until", np.full(len(spells), int(OPEN), dtype=np.int32))
    until = until.scatter(row, away.astype(np.int32)).cast(pl.Date)
    left = pl.Series(np.isin(np.arange(len(spells)), chosen))
    before = placements.with_columns(
        pl.when(left).then(until).otherwise("placement_end_date").alias("placement_end_date"),
        pl.when(~left).then("change_reason").alias("change_reason"),
    )
    return pl.concat([before, temporary, after]).sort("person_id", "placement_start_date")


def _interruptions(draws: Draws, lives: Lives) -> tuple[Whole, Whole, Whole, Whole]:
    """Return which spells are interrupted, from which day to which, and the position of the kind of placement."""
    spells, periods = lives.placements.spells, lives.periods
    stop = np.minimum(spells.end, lives.as_at + 1).astype(np.int64)
    suited = np.isin(spells.state, (*FOSTER, TYPE["K3"])) & ~periods.is_short_break[spells.owner]
    picked = suited & (stop - spells.start > _LONG) & draws.of("picked").happens(_SHARE, len(spells))
    chosen = np.flatnonzero(picked)
    size = len(chosen)
    kind = draws.of("kind").pick([share for *_, share in _TYPES], size)
    is_holiday = kind == 3
    so_far = _so_far(periods.person[spells.owner[chosen]], is_holiday)
    kind = np.where(is_holiday & (so_far > _MOST_CARER_HOLIDAYS), 0, kind)
    longest = np.array([days for _, days, _ in _TYPES])[kind]
    away = draws.of("away").between(spells.start[chosen] + _CLEAR, stop[chosen] - longest - _CLEAR, size)
    back = away + draws.of("days").between(1, longest, size)
    clear = _is_clear(lives, spells.owner[chosen], away - _CLEAR, back + _CLEAR)
    return chosen[clear], away[clear], back[clear], kind[clear]


def _so_far(person: Whole, counted: Mask) -> Whole:
    """Return how many have been counted of each person up to and including each row; rows are by person."""
    total = np.cumsum(counted)
    first = np.searchsorted(person, person, side="left")
    return np.asarray(total - np.where(first > 0, total[first - 1], 0), dtype=np.int64)


def _is_clear(lives: Lives, period: Whole, low: Whole, high: Whole) -> Mask:
    """Return for which periods no legal status begins between two days, both included."""
    # Statuses are ordered by period and start, so that both together are one ordered key.
    key = lives.legal.owner * 100_000 + lives.legal.start
    first = np.searchsorted(key, period * 100_000 + low, side="left")
    after = np.searchsorted(key, period * 100_000 + high, side="right")
    return np.asarray(first == after, dtype=np.bool_)
