"""The function that others call: what is given and what is not, what is derived, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.errors import WreathError
from dagster_project.returns.ssda903.rules import validation
from dagster_project.returns.ssda903.rules.result import FAILURE_SCHEMA, OUTCOME_SCHEMA, ValidationResult
from dagster_project.returns.ssda903.rules.rulebook import Rule, rules_of
from dagster_project.returns.ssda903.rules.validation import validate_frames

YEAR = "2026-27"


def rows(columns: str, *cells: tuple[str | None, ...]) -> pl.DataFrame:
    return pl.DataFrame(cells, dict.fromkeys(columns.split(), pl.String), orient="row")


#: A header whose second child has no sex, and whose third has a day of birth that does not exist.
HEADER = rows(
    "CHILD SEX DOB ETHNIC",
    ("A", "F", "01/02/2012", "WBRI"),
    ("B", None, "01/02/2012", "WBRI"),
    ("C", "M", "31/02/2012", "WBRI"),
)


@pytest.fixture
def held(catalogue: Catalogue) -> Any:
    def hold(tables: dict[str, pl.DataFrame], **given: Any) -> ValidationResult:
        return validate_frames(tables, **{"collection_year": YEAR, "catalogue": catalogue} | given)

    return hold


def outcome(result: ValidationResult, rule: str) -> tuple[str, int | None, str | None]:
    found = result.outcomes.filter(pl.col("rule") == rule)
    assert found.height == 1
    return found.select("outcome", "failing_rows", "reason").row(0)


def test_the_public_function_answers_without_a_catalogue() -> None:
    from dagster_project.returns.ssda903 import validate

    result = validate({"Header": HEADER}, collection_year=YEAR, rules=["101", "102", "131"])
    assert dict(result.failures.schema) == FAILURE_SCHEMA
    assert dict(result.outcomes.schema) == OUTCOME_SCHEMA
    assert result.failures.to_dicts() == [
        {"rule": rule, "module": "Header", "row": row, "child": child, "fields": [item], "values": [value],
         "confidence": "full"}
        for rule, row, child, item, value in [("101", 1, "B", "SEX", None), ("102", 2, "C", "DOB", "31/02/2012")]
    ]  # fmt: skip
    assert outcome(result, "101") == ("failed", 1, None)


def test_an_absent_module_is_not_run_and_an_empty_one_passes(held: Any) -> None:
    header = HEADER.clear()
    absent = held({"Header": header}, rules=["102", "141"])
    assert outcome(absent, "102") == ("passed", 0, None)
    assert outcome(absent, "141") == ("not run", None, "Episodes is not in the return")
    empty = held({"Header": header, "Episodes": rows("CHILD DECOM")}, rules=["141"])
    assert outcome(empty, "141") == ("passed", 0, None)
    assert outcome(held({"Episodes": pl.DataFrame()}, rules=["141"]), "141") == ("passed", 0, None)


def test_a_return_of_nothing_runs_no_rule_and_says_so_of_each(held: Any, catalogue: Catalogue) -> None:
    result = held({})
    assert result.failures.is_empty()
    assert result.outcomes.height == len(rules_of(catalogue, YEAR))
    assert set(result.outcomes["outcome"]) == {"not run"}
    assert result.outcomes["reason"].null_count() == 0


def test_last_year_that_is_not_given_is_named(held: Any) -> None:
    assert outcome(held({"Header": HEADER}, rules=["203"]), "203")[2] == "last year's Header is not given"
    last = HEADER.with_columns(DOB=pl.lit("02/02/2012"))
    assert outcome(held({"Header": HEADER}, previous={"Header": last}, rules=["203"]), "203") == ("failed", 3, None)


def test_columns_may_be_missing_or_be_others_and_blanks_may_be_empty_text(held: Any) -> None:
    header = HEADER.select("CHILD", "SEX").with_columns(pl.lit("x").alias("NOTE"), pl.col("SEX").fill_null(""))
    result = held({"Header": header}, rules=["101", "102"])
    assert result.failures.select("rule", "row", "values").rows() == [
        ("101", 1, [""]), *(("102", row, []) for row in range(3))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "cells", "values"),
    [
        (pl.Null, [None, None], [None, None]),
        (pl.Date, [date(2012, 2, 1), date(1901, 2, 1)], []),
        (pl.Datetime, [datetime(2012, 2, 1, 8), None], [None]),
        (pl.Categorical, ["01/02/2012", "soon"], ["SOON"]),
        (pl.Int64, [1, None], ["1", None]),
    ],
    ids=["nulls alone", "dates", "times", "categories", "numbers"],
)
def test_cells_may_be_of_another_type_than_text(held: Any, kind: Any, cells: list[Any], values: list[Any]) -> None:
    header = pl.DataFrame({"CHILD": ["A", "B"], "DOB": pl.Series(cells, dtype=kind)})
    failures = held({"Header": header}, rules=["102"]).failures
    assert [value and value.upper() for (value,) in failures["values"]] == values


def test_capitals_in_the_name_of_a_column_do_not_count_and_the_exact_name_does(held: Any) -> None:
    lower = HEADER.rename(str.lower)
    assert held({"Header": lower}, rules=["102"]).failures["row"].to_list() == [2]
    both = lower.with_columns(DOB=pl.lit("01/02/2012"), row_id=pl.lit("ours"), note=pl.lit([1, 2]))
    assert held({"Header": both}, rules=["102"]).failures.is_empty()


def test_rows_without_any_known_column_are_rows_of_blanks(held: Any) -> None:
    assert held({"Header": pl.DataFrame({"note": ["a", "b"]})}, rules=["102"]).failures["row"].to_list() == [0, 1]


def test_a_list_of_reference_data_may_have_columns_of_nulls_alone_and_dates(held: Any) -> None:
    episodes = {"Episodes": rows("CHILD DECOM URN", ("A", "01/05/2026", "SC000001"))}
    providers = pl.DataFrame({"urn": ["SC000001"], "REG_END": [None]})
    assert held(episodes, reference={"providers": providers}, rules=["227"]).failures.is_empty()
    providers = providers.with_columns(REG_END=date(2026, 4, 30))
    assert held(episodes, reference={"providers": providers}, rules=["227"]).failures["row"].to_list() == [0]


def test_one_rule_may_be_named_without_a_list(held: Any) -> None:
    assert held({"Header": HEADER}, rules="102").outcomes["rule"].to_list() == ["102"]


@pytest.mark.parametrize("sql", ["select no_such_column from header", "select from where", "select 1/0 as module"])
def test_a_rule_with_broken_sql_is_in_error_alone(
    held: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sql: str
) -> None:
    path = tmp_path / "broken.sql"
    path.write_text(sql, encoding="utf-8")

    def with_broken(*arguments: Any) -> tuple[Rule, ...]:
        found = rules_of(*arguments)
        return tuple(replace(rule, path=path) if rule.code == "101" else rule for rule in found)

    whole = held({"Header": HEADER})
    monkeypatch.setattr(validation, "rules_of", with_broken)
    broken = held({"Header": HEADER})
    state, count, reason = outcome(broken, "101")
    assert (state, count) == ("error", None)
    assert reason and "\n" not in reason
    others = pl.col("rule") != "101"
    assert broken.outcomes.filter(others).equals(whole.outcomes.filter(others))
    assert broken.failures.equals(whole.failures.filter(others))


def test_a_rule_whose_reference_column_is_missing_is_not_run(held: Any) -> None:
    episodes = rows("CHILD DECOM URN", ("A", "01/05/2026", "SC000001"), ("A", "30/04/2026", "SC000001"))
    providers = rows("URN REG_END", ("SC000001", "01/05/2026"))
    for reference, reason in [
        ({}, "reference data providers is not given"),
        ({"providers": providers.drop("REG_END")}, "reference data providers has no REG_END"),
    ]:
        found = held({"Episodes": episodes}, reference=reference, rules=["227"])
        assert outcome(found, "227") == ("not run", None, reason)
    found = held({"Episodes": episodes}, reference={"providers": providers}, rules=["227"])
    assert found.failures["row"].to_list() == [0]


@pytest.mark.parametrize("text", ["31/02/2026", "1/2/26", "2026-04-01", " 01/04/2026", "01/04/2026 00:00", "soon"])
def test_a_date_that_cannot_be_read_fails_its_own_rule_and_no_other_row(held: Any, text: str) -> None:
    episodes = rows("CHILD DECOM", ("A", "1/4/2026"), ("B", text), ("C", None))
    assert held({"Episodes": episodes}, rules=["141"]).failures.select("row", "values").rows() == [(1, [text])]


@pytest.mark.parametrize(
    ("start", "failing"),
    [(None, []), ("02/04/2026", [0]), (date(2026, 4, 2), [0]), (datetime(2026, 4, 2, 8), [0]), ("1/4/2026", [])],
)
def test_days_of_the_collection_may_be_given_as_text_or_dates(
    held: Any, start: str | date | None, failing: list[int]
) -> None:
    uasc = rows("CHILD DUC", ("A", "01/04/2026"))
    assert held({"UASC": uasc}, collection_start=start, rules=["104"]).failures["row"].to_list() == failing


def test_a_long_view_without_history_is_told_to_be_limited(held: Any) -> None:
    leavers = {"OC3": rows("CHILD DOB IN_TOUCH", ("A", "01/05/2008", "YES")), "Episodes": rows("CHILD DECOM")}
    years = {"previous": {"Episodes": rows("CHILD DECOM", ("Z", "01/05/2020"))}}
    assert held(leavers, **years, rules=["1002"]).failures["confidence"].to_list() == ["limited history"]
    assert held(leavers, history=years["previous"], rules=["1002"]).failures["confidence"].to_list() == ["full"]
    known = {"Episodes": rows("CHILD DECOM", ("A", "01/05/2020"))}
    assert outcome(held(leavers, history=known, rules=["1002"]), "1002") == ("passed", 0, None)
    sure = held({"Header": HEADER}, rules=["102"])
    assert sure.failures["confidence"].to_list() == ["full"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"collection_year": "2026"}, "'2026' is not a collection year: write it as 2025-26"),
        ({"collection_year": "2040-41"}, "2040-41 is no collection year of the catalogue"),
        ({"collection_year": 2026}, "2026 is not a collection year: write it as 2025-26"),
        ({"collection_start": "2026-04-01"}, "'2026-04-01' is not a day: write it as 31/03/2026"),
        ({"collection_start": "01/04/26"}, "'01/04/26' is not a day"),
        ({"previous": {"Header": HEADER.lazy()}}, "Header is a LazyFrame: give a Polars DataFrame"),
        ({"reference": {"providers": {"URN": ["1"]}}}, "providers is a dict: give a Polars DataFrame"),
        ({"history": {"UASC": pl.DataFrame({"DUC": [[1]]})}}, r"column DUC of UASC holds List\(Int64\): give text"),
        ({"collection_end": "31/02/2027"}, "'31/02/2027' is not a day"),
        ({"file_format": "xlsx"}, "'xlsx' is no format of a return: write csv or xml"),
        ({"rules": ["101", "9999"]}, "9999: no such rule in 2026-27"),
    ],
)
def test_what_is_wrongly_asked_is_refused_in_a_line(held: Any, given: dict[str, Any], message: str) -> None:
    with pytest.raises(WreathError, match=f"^{message}") as refused:
        held({"Header": HEADER}, **given)
    assert (refused.value.exit_code, "\n" in str(refused.value)) == (2, False)


def test_a_year_that_the_catalogue_has_not_needs_its_days(held: Any) -> None:
    days = {"collection_start": date(2040, 4, 1), "collection_end": "31/03/2041"}
    assert outcome(held({"Header": HEADER}, collection_year="2040-41", rules=["102"], **days), "102")[0] == "failed"
