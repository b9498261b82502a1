"""How far back the earlier years reach that were given, and which failures care before them may explain.

A return has the episodes that were open in its year. Earlier years therefore know nothing of care that ended before the
first of them did, and a person who may have been in care by then can look like one who never was.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from dagster_project.catalogue import Catalogue, tables
from dagster_project.returns.ssda903.rules.engine import LIMITED
from dagster_project.returns.ssda903.rules.inputs import Frames

#: Share of the ends of episodes that may lie before the history: mistyped years.
_MISTYPED: Final = 0.01
_AGE: Final = "leaver_later_care_age"


def history_begins(history: Frames) -> date | None:
    """Return the day before which the history knows of no care that ended; None where no episode in it has ended."""
    if "DEC" not in history.get("Episodes", pl.DataFrame()).columns:
        return None
    ended = history["Episodes"].select(_day("DEC")).to_series().drop_nulls().sort()
    return None if ended.is_empty() else ended[int(ended.len() * _MISTYPED)]


def with_reach(failures: pl.DataFrame, current: Frames, history: Frames, catalogue: Catalogue) -> pl.DataFrame:
    """Return failures with the confidence `limited history` where care before the history may explain them.

    That is so, for rules that look at a whole life, of a care leaver who was old enough by then for care that makes
    one, and of a child with an episode that had begun.
    """
    begins = history_begins(history)
    if begins is None:
        return failures
    long_view = [row.rule for row in catalogue.table(tables.VALIDATION_RULES) if row.is_long_view]
    age = next(row.value for row in catalogue.table(tables.RULE_THRESHOLDS) if row.threshold == _AGE)
    old_enough = _children(current, "OC3", _day("DOB").dt.offset_by(f"{age}y") < begins)
    in_care = [_children(frames, "Episodes", _day("DECOM") < begins) for frames in (current, history)]
    may_be = pl.when(pl.col("module") == "OC3")
    earlier = may_be.then(_key().is_in(old_enough.implode())).otherwise(_key().is_in(pl.concat(in_care).implode()))
    doubtful = pl.col("rule").is_in(long_view) & earlier
    return failures.with_columns(
        pl.when(doubtful).then(pl.lit(LIMITED)).otherwise(pl.col("confidence")).alias("confidence")
    )


def _children(frames: Frames, module: str, which: pl.Expr) -> pl.Series:
    """The children of the rows of a module for which something is so."""
    if module not in frames:
        return pl.Series([], dtype=pl.String)
    return frames[module].filter(which).select(_key("CHILD")).to_series()


def _key(column: str = "child") -> pl.Expr:
    return pl.col(column).str.to_uppercase()


def _day(column: str) -> pl.Expr:
    return pl.col(column).str.to_date("%d/%m/%Y", strict=False)
