"""What a rule lacks is said once, however many of its inputs it keeps away."""

from __future__ import annotations

import polars as pl
import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903.rules.validation import validate_frames


def test_a_list_that_is_not_given_is_said_once_and_a_choice_names_each_side(catalogue: Catalogue) -> None:
    given = {"Episodes": pl.DataFrame({"CHILD": ["1"]}), "Header": pl.DataFrame({"CHILD": ["1"]})}
    outcomes = validate_frames(given, collection_year="2026-27", rules=["187", "219"], catalogue=catalogue).outcomes
    reasons = dict(outcomes.select("rule", "reason").iter_rows())
    assert reasons["187"] == "OC3 is not in the return and AD1 is not in the return"
    assert reasons["219"] == "reference data providers is not given"


@pytest.mark.parametrize(
    ("beside", "outcome"),
    [([], "not run"), (["Episodes"], "failed"), (["OC3"], "failed"), (["Episodes", "OC3"], "failed")],
)
def test_nobody_in_header_is_without_a_row_elsewhere_where_there_is_no_file_to_be_in(
    catalogue: Catalogue, beside: list[str], outcome: str
) -> None:
    given = {"Header": pl.DataFrame({"CHILD": ["1"]})} | {name: pl.DataFrame({"CHILD": ["2"]}) for name in beside}
    result = validate_frames(given, collection_year="2026-27", rules=["EPI"], catalogue=catalogue)
    assert result.outcomes["outcome"].to_list() == [outcome]
