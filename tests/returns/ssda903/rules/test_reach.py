"""How far back the earlier years reach, and which failures care before them may explain."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903.rules.reach import history_begins, with_reach
from dagster_project.returns.ssda903.rules.result import FAILURE_SCHEMA

LIMITED, FULL = "limited history", "full"


def episodes(*rows: tuple[str, str | None, str | None]) -> dict[str, pl.DataFrame]:
    schema = dict.fromkeys(("CHILD", "DECOM", "DEC"), pl.String)
    return {"Episodes": pl.DataFrame(rows, schema=schema, orient="row")}


def confidences(
    catalogue: Catalogue, module: str, rule: str, current: dict[str, pl.DataFrame], history: dict[str, pl.DataFrame]
) -> dict[str, str]:
    """Child → confidence of a failure of each child of the current return."""
    children = current[module]["CHILD"].to_list()
    rows = [(rule, module, 0, child, [], [], FULL) for child in children]
    failures = pl.DataFrame(rows, schema=FAILURE_SCHEMA, orient="row")
    return dict(with_reach(failures, current, history, catalogue).select("child", "confidence").iter_rows())


#: Care of somebody else, which ended on 15 April 2024.
ENDED = ("Z", "01/05/2010", "15/04/2024")


def test_a_leaver_who_was_sixteen_before_the_earlier_years_may_have_been_in_care_before_them(
    catalogue: Catalogue,
) -> None:
    born = {"older": "14/04/2008", "younger": "15/04/2008", "unknown": None}
    leavers = {"OC3": pl.DataFrame({"CHILD": list(born), "DOB": list(born.values())})}
    expected = {"older": LIMITED, "younger": FULL, "unknown": FULL}
    assert confidences(catalogue, "OC3", "1002", leavers, episodes(ENDED)) == expected
    assert set(confidences(catalogue, "OC3", "131", leavers, episodes(ENDED)).values()) == {FULL}


def test_a_child_in_care_before_the_earlier_years_may_have_been_unaccompanied_before_them(
    catalogue: Catalogue,
) -> None:
    current = episodes(("before", "14/04/2024", None), ("After", "15/04/2024", None), ("again", "01/05/2026", None))
    history = episodes(ENDED, ("AGAIN", "14/04/2024", "01/05/2025"))
    expected = {"before": LIMITED, "After": FULL, "again": LIMITED}
    assert confidences(catalogue, "Episodes", "392b", current, history) == expected


@pytest.mark.parametrize(
    ("ends", "begins"),
    [
        (["15/04/2024", "14/04/2024", None, "soon"], date(2024, 4, 14)),
        (["14/04/1924", *["15/04/2024"] * 99], date(2024, 4, 15)),
        (["14/04/1924", *["15/04/2024"] * 98], date(1924, 4, 14)),
        ([None, "soon"], None),
    ],
    ids=["the first end", "one of a hundred mistyped", "one of fewer", "none"],
)
def test_the_earlier_years_begin_with_the_first_end_of_an_episode_mistyped_years_apart(
    ends: list[str | None], begins: date | None
) -> None:
    assert history_begins(episodes(*(("Z", None, end) for end in ends))) == begins


def test_earlier_years_without_episodes_begin_nowhere_and_change_nothing(catalogue: Catalogue) -> None:
    leavers = {"OC3": pl.DataFrame({"CHILD": ["1"], "DOB": ["14/04/1999"]})}
    assert history_begins({}) is None
    assert confidences(catalogue, "OC3", "1002", leavers, {}) == {"1": FULL}
