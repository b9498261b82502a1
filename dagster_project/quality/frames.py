"""The frames that Great Expectations looks at: a sample of the rows, and one row of what was measured of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import polars as pl

from dagster_project.quality.measures import Measure


def rows_frame(sample: pl.DataFrame, expectations: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows by their number in the file, with the columns that the expectations name only."""
    wanted: list[str] = []
    for expectation in expectations:
        kwargs = expectation["kwargs"]
        wanted += [*kwargs.get("column_list", ()), *([kwargs["column"]] if "column" in kwargs else [])]
    names = [name for name in dict.fromkeys(wanted) if name in sample.columns]
    return pd.DataFrame({name: sample[name].to_list() for name in names}, index=sample["row_number"].to_list())


def measures_frame(measures: Sequence[Measure]) -> pd.DataFrame:
    """Return one row: a column for each measure, named after its place."""
    return pd.DataFrame({_column(place): [found.value] for place, found in enumerate(measures)})


def asked_of_measures(expectations: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return expectations of a suite as ones about `measures_frame`, in the same order.

    A suite asks about the row of a field; here a measure has a column of one row, so that the largest value is the
    value. Asked so, the same question takes half the time: Great Expectations works out one metric where the values
    of a column take it twelve, and evaluates each row condition on its own.
    """
    left_out = ("row_condition", "condition_parser")
    return [
        {
            **expectation,
            "type": "expect_column_max_to_be_between",
            "kwargs": {
                **{name: value for name, value in expectation["kwargs"].items() if name not in left_out},
                "column": _column(place),
            },
        }
        for place, expectation in enumerate(expectations)
    ]


def _column(place: int) -> str:
    return f"measure_{place}"
