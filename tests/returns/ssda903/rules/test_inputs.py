"""What a rule lacks is said once, however many of its inputs it keeps away."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903.rules.inputs import REFERENCE_COLUMNS
from dagster_project.returns.ssda903.rules.validation import validate_frames


def test_a_list_that_is_not_given_is_said_once_and_a_choice_names_each_side(catalogue: Catalogue) -> None:
    given = {"Episodes": pl.DataFrame({"CHILD": ["1"]}), "Header": pl.DataFrame({"CHILD": ["1"]})}
    outcomes = validate_frames(given, collection_year="2026-27", rules=["187", "219"], catalogue=catalogue).outcomes
    reasons = dict(outcomes.select("rule", "reason").iter_rows())
    assert reasons["187"] == "OC3 is not in the return and AD1 is not in the return"
    assert reasons["219"] == "reference data providers is not given"


def reason(catalogue: Catalogue, rule: str, given: dict[str, pl.DataFrame], **more: Any) -> str | None:
    outcomes = validate_frames(given, collection_year="2026-27", rules=[rule], catalogue=catalogue, **more).outcomes
    return None if outcomes["reason"][0] is None else str(outcomes["reason"][0])


def test_of_what_a_column_is_derived_from_that_is_named_which_is_missing(catalogue: Catalogue) -> None:
    episodes = {"Episodes": pl.DataFrame({"CHILD": ["1"], "PL_POST": ["AA1 1AA"]})}
    postcodes = pl.DataFrame({name: ["1"] for name in REFERENCE_COLUMNS["postcodes"]})
    authorities = pl.DataFrame({name: ["1"] for name in REFERENCE_COLUMNS["authorities"]})
    lists = {"postcodes": postcodes, "authorities": authorities}
    told = "PL_LOCATION is not in Episodes and cannot be derived: "
    assert reason(catalogue, "179", episodes, reference=lists) == f"{told}local_authority is not given"
    lists["postcodes"] = postcodes.drop("laua")
    whole = {"reference": lists, "local_authority": "E06000001"}
    assert reason(catalogue, "179", episodes, **whole) == f"{told}reference data postcodes has no laua"
    nameless = {"Header": pl.DataFrame({"SEX": ["M"]}), "UASC": pl.DataFrame({"CHILD": ["1"]})}
    told = "UASC is not in Header and cannot be derived: it has no CHILD to find it by"
    assert reason(catalogue, "303", nameless) == told


@pytest.mark.parametrize("rule", ["1001", "1002", "1010"])
def test_a_rule_that_looks_at_a_whole_life_needs_last_year_or_all_earlier_years(
    catalogue: Catalogue, rule: str
) -> None:
    frame = pl.DataFrame({"CHILD": ["1"]})
    given = dict.fromkeys(("Episodes", "OC3", "Header"), frame)
    assert reason(catalogue, rule, given) == "earlier years' Episodes is not given"
    for period in ("previous", "history"):
        assert reason(catalogue, rule, given, **{period: {"Episodes": frame}}) is None


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
