"""Great Expectations judges whole loads by the suites that the catalogue makes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.landing.manifest import CheckResult, LoadRecord
from dagster_project.quality.judge import SuiteJudge, judge
from dagster_project.quality.measures import Evidence
from dagster_project.settings import repository

from .cases import case_of

HEADER = "pers_person_id,pers_sex,pers_dob"
GOOD = ["1,F,2008-01-01", "2,M,2007-05-05"]


def judged(catalogue: Catalogue, rows: list[str], previous: int | None = None) -> list[CheckResult]:
    earlier = () if previous is None else (LoadRecord("b" * 16, 1, "lcs", "ssd_person", "990", "f", "", 0, "accepted",
                                                      rows_read=previous),)  # fmt: skip
    return SuiteJudge(catalogue)(case_of(catalogue, "ssd_person", [HEADER, *rows], earlier))


def failed(results: list[CheckResult]) -> list[tuple[str, str | None, str]]:
    return [(result.expectation, result.column, result.severity) for result in results if result.has_failed]


def test_a_good_load_passes_every_check(catalogue: Catalogue) -> None:
    results = judged(catalogue, GOOD, previous=2)
    assert failed(results) == []
    checks = {result.expectation for result in results if result.passed}
    assert checks == {"min_rows", "unique_key", "row_count_change_share", "max_unreadable_share"}
    assert {result.column for result in results if result.expectation == "max_unreadable_share"} == {
        field.field for field in catalogue.fields_of("ssd_person") if field.type != "text"
    }
    assert all(result.message.endswith("as expected") for result in results if result.passed)
    assert {result.message.partition(": ")[2] for result in results if result.passed is None} == {
        "not judged: first load",
        "not judged: no day in it",
    }


def test_an_empty_load_is_critical(catalogue: Catalogue) -> None:
    results = judged(catalogue, [])
    assert failed(results) == [("min_rows", None, "critical")]
    assert [result.message for result in results if result.has_failed] == ["holds fewer usable rows than 1"]


def test_a_load_of_which_every_row_was_left_out_is_critical(catalogue: Catalogue) -> None:
    assert failed(judged(catalogue, [",F,2008-01-01"])) == [("min_rows", None, "critical")]


def test_a_repeated_key_is_critical(catalogue: Catalogue) -> None:
    results = judged(catalogue, [*GOOD, "1,M,2001-01-01"])
    assert failed(results) == [("unique_key", None, "critical")]
    found = next(result for result in results if result.has_failed)
    said = "has rows that share a key, where local_authority_code, pers_person_id should tell rows apart"
    assert (found.message, found.exact) == (said, f"{said}: 2 rows (rows 1, 3)")


def test_many_unreadable_cells_warn_and_name_the_column(catalogue: Catalogue) -> None:
    results = judged(catalogue, [*GOOD, "3,F,soon"])
    assert failed(results) == [("max_unreadable_share", "pers_dob", "warning")]
    assert [result.observed for result in results if result.has_failed] == ["33.3%"]


@pytest.mark.parametrize(
    ("previous", "passes"),
    [(None, None), (0, None), (2, True), (11, True), (12, False), (50, False)],
)
def test_the_number_of_rows_is_held_against_the_last_loads(
    catalogue: Catalogue, previous: int | None, passes: bool | None
) -> None:
    results = judged(catalogue, GOOD, previous)
    assert failed(results) == ([("row_count_change_share", None, "warning")] if passes is False else [])
    assert [result.passed for result in results if result.expectation == "row_count_change_share"] == [passes]


def test_results_hold_no_value_of_a_cell(catalogue: Catalogue) -> None:
    results = judged(catalogue, ["SECRET,SECRET,SECRET", "SECRET,F,2008-01-01"], 50)
    assert len(failed(results)) > 2
    assert "SECRET" not in json.dumps([vars(result) for result in results])


def test_a_check_that_cannot_be_evaluated_has_failed(catalogue: Catalogue) -> None:
    entry: dict[str, Any] = {"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "nowhere"}}
    entry |= {"meta": {"frame": "rows", "check": "made_up", "field": None}, "severity": "critical"}
    case = case_of(catalogue, "ssd_person", [HEADER])
    results = judge(case, {"name": "x", "expectations": [entry], "meta": {}}, Evidence.of(catalogue))
    assert failed(results) == [("made_up", None, "critical")]
    assert results[0].message == "made_up: could not be checked"


def test_a_council_s_own_limits_count(tmp_path: Path) -> None:
    own = tmp_path / "catalogue" / "expectations.csv"
    own.parent.mkdir()
    header = "dataset,field,expectation,threshold,severity,reason"
    own.write_text(f"{header}\nssd_person,pers_dob,max_unreadable_share,0.5,critical,Ours.\n", encoding="utf-8")
    layered = Catalogue.load(repository() / "seeds", tmp_path)
    assert failed(judged(layered, [*GOOD, "3,F,soon"])) == []
    assert failed(judged(layered, ["1,F,soon", "2,M,later"])) == [("max_unreadable_share", "pers_dob", "critical")]


def test_great_expectations_is_not_imported_before_it_is_used() -> None:
    code = "import sys, dagster_project.quality.judge, dagster_project.landing.intake; "
    code += "print('great_expectations' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=repository())
    assert done.stdout.strip() == "False"
