"""The frames that a suite looks at, made from a typed load, and its expectations put as questions about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from dagster_project.landing.typed import TypedLoad

_ROW_CONDITION = re.compile(r'^field == "(?P<field>[^"]+)"$')


def rows_frame(load: TypedLoad, expectations: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return the accepted rows, with the columns that the expectations name only."""
    wanted: list[str] = []
    for expectation in expectations:
        kwargs = expectation["kwargs"]
        wanted += [*kwargs.get("column_list", ()), *([kwargs["column"]] if "column" in kwargs else [])]
    names = [name for name in dict.fromkeys(wanted) if name in load.rows.columns]
    return pd.DataFrame({name: load.rows[name].to_list() for name in names}, index=range(load.rows.height))


def facts_frame(load: TypedLoad, previous_rows: int | None) -> pd.DataFrame:
    """Return one row about the load as a whole.

    A column a field holds the share (0 to 1) of its cells that could not be read; `row_count_change_share` is 0.1 for
    a tenth more rows than in the last accepted load, and null when there was none.
    """
    change = float("nan") if not previous_rows else load.rows_read / previous_rows - 1
    facts = {**load.unreadable_share, "row_count_change_share": change}
    return pd.DataFrame({name: [value] for name, value in facts.items()})


def field_of(expectation: Mapping[str, Any]) -> str | None:
    """Return the field that an expectation is about, None when it is about the load as a whole."""
    condition = _ROW_CONDITION.match(str(expectation["kwargs"].get("row_condition", "")))
    named = condition["field"] if condition else expectation["meta"].get("field")
    return None if named in (None, "*") else str(named)


def asked_of_facts(expectation: Mapping[str, Any]) -> dict[str, Any]:
    """Return an expectation of a suite's frame `columns` or `load` as one about `facts_frame`.

    A suite asks about the row of a field; asked about a column of that name, the same question takes two thirds of
    the time, since Great Expectations evaluates each row condition on its own.
    """
    kwargs = dict(expectation["kwargs"])
    if kwargs.pop("row_condition", None) is not None:
        kwargs.pop("condition_parser", None)
        kwargs["column"] = field_of(expectation)
    return {**expectation, "kwargs": kwargs}
