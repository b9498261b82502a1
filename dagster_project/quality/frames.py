"""The frames that the suites look at, made from a typed load."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from dagster_project.landing.typed import TypedLoad

#: Names of the frames, as the suites' `meta.frame` has them.
FRAMES = ("rows", "columns", "load")


def frames_of(load: TypedLoad, previous_rows: int | None, wanted: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Return the frames that a suite looks at.

    `rows`: accepted rows with the `wanted` columns only. `columns`: one row a field (field, unreadable_share 0 to 1).
    `load`: one row (row_count_change_share: 0.1 is a tenth more rows than in the last accepted load; null without one).
    """
    names = [name for name in dict.fromkeys(wanted) if name in load.rows.columns]
    rows = pd.DataFrame({name: load.rows[name].to_list() for name in names}, index=range(load.rows.height))
    shares = load.unreadable_share
    columns = pd.DataFrame({"field": list(shares), "unreadable_share": list(shares.values())})
    change = float("nan") if not previous_rows else load.rows_read / previous_rows - 1
    return {"rows": rows, "columns": columns, "load": pd.DataFrame({"row_count_change_share": [change]})}


def columns_wanted(expectations: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the columns of the `rows` frame that a suite names."""
    found: list[str] = []
    for expectation in expectations:
        if expectation["meta"]["frame"] == "rows":
            kwargs = expectation["kwargs"]
            found += [*kwargs.get("column_list", ()), *([kwargs["column"]] if "column" in kwargs else [])]
    return found
