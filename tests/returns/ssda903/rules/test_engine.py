"""A rule that breaks is an error of that rule alone, whatever way it breaks in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903.rules.database import scratch
from dagster_project.returns.ssda903.rules.engine import run_rules
from dagster_project.returns.ssda903.rules.inputs import Inputs
from dagster_project.returns.ssda903.rules.prepare import prepare
from dagster_project.returns.ssda903.rules.result import ERROR, FAILED, ValidationResult
from dagster_project.returns.ssda903.rules.rulebook import Rule

HEADER = pl.DataFrame({"CHILD": ["1", "2"], "SEX": ["M", "7"]})
SOUND = "select 'Header' as module, row_id from header where sex = '7'"


def held(folder: Path, catalogue: Catalogue, *statements: str) -> ValidationResult:
    """Run rules A, B … with the given SQL on two rows of Header."""
    rules = []
    for code, sql in zip("ABC", statements, strict=False):
        path = folder / f"{code}.sql"
        path.write_text(sql)
        rules.append(Rule(code, "Header", "", False, {"Header": ("SEX",)}, (), path))
    inputs = Inputs({"Header": HEADER}, "2026-27", date(2026, 4, 1), date(2027, 3, 31))
    with scratch(duckdb.connect()) as connection:
        prepare(connection, catalogue, inputs, [*statements, SOUND])
        return run_rules(connection, rules, inputs)


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("select 'Header' as module, cast(null as bigint) as row_id from header", "not in the return"),
        ("select 'Header' as module, row_id + 1 as row_id from header", "not in the return"),
        ("select 'Header' as module, row_id - 1 as row_id from header", "not in the return"),
        ("select cast(null as varchar) as module, row_id from header", "not in the return"),
        ("select 'Episodes' as module, row_id from header", "not in the return"),
        ("select 'Header' as module, row_id from header where no_such_column", "no_such_column"),
        ("select 'Header' as module, cast(sex as integer) as row_id from header", "Conversion"),
    ],
)
def test_a_broken_rule_says_why_and_leaves_the_others_alone(
    tmp_path: Path, catalogue: Catalogue, sql: str, reason: str
) -> None:
    result = held(tmp_path, catalogue, SOUND, sql, SOUND)
    assert dict(result.outcomes.select("rule", "outcome").iter_rows()) == {"A": FAILED, "B": ERROR, "C": FAILED}
    (broken,) = result.outcomes.filter(pl.col("rule") == "B").to_dicts()
    assert reason in broken["reason"]
    assert broken["failing_rows"] is None
    assert result.failures.select("rule", "module", "row").rows() == [("A", "Header", 1), ("C", "Header", 1)]


def test_a_row_found_twice_fails_once(tmp_path: Path, catalogue: Catalogue) -> None:
    result = held(tmp_path, catalogue, f"{SOUND} union all {SOUND}")
    assert result.outcomes["failing_rows"].to_list() == [1]
