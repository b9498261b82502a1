"""Every rule fails the rows it must and passes the others, on both sides of each of its boundaries."""

from __future__ import annotations

import pytest

from dagster_project.catalogue import Catalogue, tables
from dagster_project.returns.ssda903.rules.validation import validate_frames
from tests.returns.ssda903.rules.rule_cases import cases_of, rules_with_cases


@pytest.mark.parametrize("rule", rules_with_cases())
def test_a_rule_fails_the_rows_it_must_and_no_other(rule: str, catalogue: Catalogue) -> None:
    for case in cases_of(rule):
        arguments = case.arguments()
        result = validate_frames(arguments.pop("tables"), **arguments, rules=[rule], catalogue=catalogue)
        found = {(module, row) for module, row in result.failures.select("module", "row").iter_rows()}
        outcome, reason = result.outcomes.select("outcome", "reason").row(0)
        expected = case.outcome or ("failed" if case.fails else "passed")
        assert (outcome, found) == (expected, case.fails), f"{rule}: {case.says} ({reason})"
        if case.is_limited:
            assert set(result.failures["confidence"]) == {"limited history"}, f"{rule}: {case.says}"


@pytest.mark.parametrize("rule", rules_with_cases())
def test_the_cases_of_a_rule_hold_rows_that_fail_and_rows_that_pass(rule: str) -> None:
    cases = cases_of(rule)
    assert any(case.fails for case in cases), "no row fails: the rule may as well find nothing"
    assert any(case.passing_rows() for case in cases), "no row passes: the rule may as well find everything"


def test_every_rule_has_cases(catalogue: Catalogue) -> None:
    assert {row.rule for row in catalogue.table(tables.VALIDATION_RULES)} == set(rules_with_cases())
