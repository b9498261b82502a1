"""Chains of spells without gaps, and what follows when two chains are laid over each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from dagster_project.synthetic.days import Days, Mask, Whole

#: Which state comes next: given owners, starts and states before (-1 at the first), returns states.
Choose = Callable[[Whole, Days, Whole], Whole]
#: How long it lasts: given owners, starts and states, returns days of at least 1.
Lasting = Callable[[Whole, Days, Whole], Whole]


@dataclass(frozen=True)
class Spells:
    """Spells ordered by owner and start; `end` is exclusive and equals the next start."""

    owner: Whole
    start: Days
    end: Days
    state: Whole

    def __len__(self) -> int:
        return len(self.owner)

    def last(self) -> Mask:
        """Return which spells are the last of their owner."""
        following = np.append(self.owner[1:], -1)
        return np.asarray(self.owner != following, dtype=np.bool_)

    def first(self) -> Mask:
        """Return which spells are the first of their owner."""
        before = np.append(-1, self.owner[:-1])
        return np.asarray(self.owner != before, dtype=np.bool_)


def renew(
    start: Days, stop: Days, choose: Choose, lasting: Lasting, *, cut: Days | None = None, most: int = 80
) -> Spells:
    """Fill each owner's time from `start` to `stop` with spells, one after another.

    Args:
        start: First day of each owner; an owner whose start is not before stop gets no spell.
        stop: Day on which each owner's time ends (exclusive).
        choose: Which state comes next.
        lasting: How long it lasts.
        cut: A day on which whatever spell is running ends, for instance a birth.
        most: Most spells an owner can have; the last one then runs to the stop.
    """
    owner = np.flatnonzero(start < stop).astype(np.int64)
    begin = start[owner]
    before = np.full(len(owner), -1, dtype=np.int64)
    parts: list[tuple[Whole, Days, Days, Whole]] = []
    for turn in range(most):
        if not len(owner):
            break
        state = choose(owner, begin, before)
        limit = stop[owner].astype(np.int64)
        end = limit if turn == most - 1 else np.minimum(begin + lasting(owner, begin, state), limit)
        if cut is not None:
            edge = cut[owner]
            end = np.where((begin < edge) & (edge < end), edge, end)
        parts.append((owner, begin, end.astype(np.int32), state))
        goes_on = end < limit
        owner, begin, before = owner[goes_on], end[goes_on].astype(np.int32), state[goes_on]
    return _in_order(parts)


def _in_order(parts: list[tuple[Whole, Days, Days, Whole]]) -> Spells:
    """Put the spells of all turns together, by owner and start."""
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        return Spells(none, none.astype(np.int32), none.astype(np.int32), none)
    owner, start, end, state = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(owner, kind="stable")
    return Spells(owner[order], start[order], end[order], state[order])


def ragged(counts: Whole) -> tuple[Whole, Whole]:
    """Return, for each owner repeated as often as counted, the owner's position and the number within it from 0."""
    owner = np.repeat(np.arange(len(counts)), counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    return owner, np.arange(len(owner)) - first


def refine(left: pl.DataFrame, right: pl.DataFrame, by: str, start: str, end: str) -> pl.DataFrame:
    """Return the common refinement of two chains that cover the same time.

    Args:
        left: Frame with `by`, `start`, `end` (exclusive, null when open) and its own columns.
        right: Frame of the same form with other own columns.
        by: Column that names whose time it is.
        start: Name of the start column in both.
        end: Name of the end column in both.

    Returns:
        One row for each stretch in which neither chain changes, ordered by owner and start.
    """
    edges = pl.concat([left.select(by, start), right.select(by, start)]).unique().sort(by, start)
    limits = left.group_by(by).agg(
        pl.when(pl.col(end).is_null().any()).then(None).otherwise(pl.col(end).max()).alias("_stop")
    )
    joined = edges
    for chain in (left, right):
        states = chain.drop(end).sort(by, start)
        joined = joined.join_asof(states, on=start, by=by, strategy="backward", check_sortedness=False)
    following = pl.col(start).shift(-1).over(by)
    return (
        joined.sort(by, start)
        .join(limits, on=by, how="left", maintain_order="left")
        .with_columns(pl.coalesce(following, pl.col("_stop")).alias(end))
        .drop("_stop")
    )


def state_at(events: pl.DataFrame, spells: pl.DataFrame, by: str, on: str, start: str, end: str) -> pl.DataFrame:
    """Add to each event the columns of the spell that covers its day; null where none does.

    Event columns keep their order; rows come back ordered by `by` and `on`, ties in their given order.
    """
    ordered = events.sort(by, on, maintain_order=True)
    spans = spells.sort(by, start)
    joined = ordered.join_asof(spans, left_on=on, right_on=start, by=by, strategy="backward", check_sortedness=False)
    own = [name for name in spells.columns if name not in {by, start, end}]
    covers = pl.col(end).is_null() | (pl.col(on) < pl.col(end))
    return joined.with_columns([pl.when(covers).then(pl.col(name)).alias(name) for name in own]).select(
        [*events.columns, *own]
    )
