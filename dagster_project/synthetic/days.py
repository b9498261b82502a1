"""Dates as whole numbers, so that lives can be drawn with array arithmetic.

A day is the number of days since 1 January 1970, as int32. `OPEN` stands for an end that has not come.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

Days: TypeAlias = NDArray[np.int32]
Whole: TypeAlias = NDArray[np.int64]
Real: TypeAlias = NDArray[np.float64]
Mask: TypeAlias = NDArray[np.bool_]

#: An end that has not come; larger than any real day, so that comparisons need no special case.
OPEN = np.int32(2_000_000)

_EPOCH = date(1970, 1, 1).toordinal()


def day(when: date) -> int:
    """Return a date as days since 1 January 1970."""
    return when.toordinal() - _EPOCH


def to_date(days: int) -> date:
    """Return days since 1 January 1970 as a date."""
    return date.fromordinal(int(days) + _EPOCH)


def _months(days: Days) -> tuple[Whole, Whole]:
    """Return months since January 1970 and days since the first of the month."""
    as_days = days.astype("datetime64[D]")
    month = as_days.astype("datetime64[M]")
    return month.astype(np.int64), (as_days - month.astype("datetime64[D]")).astype(np.int64)


def _lengths(month: Whole) -> Whole:
    """Return the number of days of each month since January 1970."""
    first, following = (start.astype("datetime64[M]").astype("datetime64[D]") for start in (month, month + 1))
    return np.asarray((following - first).astype(np.int64), dtype=np.int64)


def birthday(birth: Days, age: int | Whole) -> Days:
    """Return the day each person reaches `age` years.

    Somebody born on 29 February has the birthday on 28 February in a common year, as the warehouse counts it.
    """
    month, offset = _months(birth)
    then = month + 12 * np.asarray(age, dtype=np.int64)
    first = then.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return np.asarray(first + np.minimum(offset, _lengths(then) - 1), dtype=np.int32)


def age_on(birth: Days, on: int | Days) -> Whole:
    """Return completed years of age on a day, by the same rule for 29 February as `birthday`."""
    month, offset = _months(birth)
    then = np.broadcast_to(np.asarray(on, dtype=np.int32), birth.shape)
    then_month, then_offset = _months(then)
    reached = then_offset >= np.minimum(offset, _lengths(then_month) - 1)
    return (then_month - month - ~reached) // 12


def year_start(days: Days) -> Whole:
    """Return the calendar year in which the collection year (1 April to 31 March) of each day begins."""
    month, _ = _months(days)
    return 1970 + (month - 3) // 12


def first_of_april(year: Whole) -> Days:
    """Return 1 April of each calendar year."""
    month = ((np.asarray(year, dtype=np.int64) - 1970) * 12 + 3).astype("datetime64[M]")
    return np.asarray(month.astype("datetime64[D]").astype(np.int64), dtype=np.int32)


def date_series(name: str, days: Days) -> pl.Series:
    """Return days as a Polars date column; `OPEN` becomes null."""
    values = pl.Series(name, np.ascontiguousarray(days, dtype=np.int32))
    return values.to_frame().select(pl.when(pl.col(name) < int(OPEN)).then(pl.col(name)).cast(pl.Date))[name]
