"""What holds of all rules whatever a return holds: no answer hangs on the order of rows, another rule or a bad cell."""

from __future__ import annotations

import random
from functools import cache

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903.rules.result import ERROR, NOT_RUN, ValidationResult
from dagster_project.returns.ssda903.rules.rulebook import rules_of
from dagster_project.returns.ssda903.rules.validation import validate_frames
from dagster_project.returns.ssda903.specification import modules_of
from dagster_project.settings import repository
from tests.returns.ssda903.rules.random_returns import YEAR, Return, random_return

SEEDS = st.integers(min_value=0, max_value=2**32 - 1)
#: Each example is two runs of every rule.
few = settings(max_examples=2, deadline=None)


@cache
def seeds() -> Catalogue:
    """Not the fixture: Hypothesis prints every argument of a test that fails."""
    return Catalogue.load(repository() / "seeds")


def held(drawn: Return, rules: list[str] | None = None) -> ValidationResult:
    return validate_frames(**drawn.arguments(), rules=rules, catalogue=seeds())


def found(result: ValidationResult) -> list[tuple[object, ...]]:
    """What fails which rule with what values, wherever its row is."""
    return sorted(result.failures.select("rule", "module", "child", "values").rows(), key=repr)


@few
@given(seed=SEEDS)
def test_the_order_of_rows_changes_no_failure(seed: int) -> None:
    drawn = random_return(seeds(), seed)
    assert found(held(drawn.shuffled(seed % 1000))) == found(held(drawn))


@few
@given(seed=SEEDS)
def test_rules_run_alone_find_what_they_find_among_all(seed: int) -> None:
    drawn = random_return(seeds(), seed)
    codes = [rule.code for rule in rules_of(seeds(), YEAR)]
    some = random.Random(seed).sample(codes, k=len(codes) // 4)
    among_all = held(drawn).failures.filter(pl.col("rule").is_in(some))
    assert held(drawn, some).failures.equals(among_all)


@few
@given(seed=SEEDS)
def test_a_bad_date_changes_no_failure_of_another_child(seed: int) -> None:
    drawn, rng = random_return(seeds(), seed), random.Random(seed)
    dated = [
        (module.name, item.name)
        for module in modules_of(seeds(), YEAR)
        for item in module.items
        if item.type.startswith("date")
    ]
    module, item = rng.choice(dated)
    children = drawn.tables[module]["CHILD"]
    row = rng.choice([row for row, child in enumerate(children) if child])
    before, after = (
        held(one).failures.filter(pl.col("child").ne_missing(children[row]))
        for one in (drawn, drawn.with_cell(module, row, item, "no date"))
    )
    assert after.equals(before)


@few
@given(seed=SEEDS)
def test_no_return_makes_a_rule_stop(seed: int) -> None:
    drawn = random_return(seeds(), seed)
    outcomes = held(drawn).outcomes
    stopped = outcomes.filter(pl.col("outcome").is_in([ERROR, NOT_RUN]))
    assert stopped.is_empty(), stopped["rule", "reason"].rows()
