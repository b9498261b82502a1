"""Running the rules in a connection where their tables are made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import duckdb
import polars as pl

from dagster_project.returns.ssda903.rules.database import frame_of, side_by_side
from dagster_project.returns.ssda903.rules.inputs import Inputs, missing_inputs
from dagster_project.returns.ssda903.rules.result import (
    ERROR,
    FAILED,
    FAILURE_SCHEMA,
    NOT_RUN,
    OUTCOME_SCHEMA,
    PASSED,
    ValidationResult,
)
from dagster_project.returns.ssda903.rules.rulebook import Rule

#: Rules in one statement: planning takes longer than running, and longer a rule where there are very many or very few.
BATCH: Final = 20
FULL, LIMITED = "full", "limited history"
#: Table of the failing rows.
_FOUND: Final = "failing_row"
_NOWHERE: Final = "the rule names a row that is not in the return: its SQL gives no module, or no row_id of one"


def runnable(rules: Sequence[Rule], inputs: Inputs) -> tuple[list[Rule], dict[str, str]]:
    """Return the rules whose inputs are all there, and for each other rule what it lacks, in words."""
    lacking = {rule.code: "; ".join(missing_inputs(rule.inputs, inputs)) for rule in rules}
    return [rule for rule in rules if not lacking[rule.code]], {code: text for code, text in lacking.items() if text}


def run_rules(connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule], inputs: Inputs) -> ValidationResult:
    """Run rules in a connection that `prepare` has made ready for them.

    A rule that fails to run is an error of that rule alone: the others are not touched by it.
    """
    can_run, lacking = runnable(rules, inputs)
    answers, errors = _found(connection, can_run)
    found, nowhere = _in_the_return(answers, inputs)
    errors |= dict.fromkeys(nowhere, _NOWHERE)
    failures = _with_values(found, {rule.code: rule for rule in can_run}, inputs)
    count = dict(failures.group_by("rule").len().iter_rows())
    outcomes: list[tuple[str, str, int | None, str | None]] = []
    for rule in rules:
        if rule.code in lacking:
            outcomes.append((rule.code, NOT_RUN, None, lacking[rule.code]))
        elif rule.code in errors:
            outcomes.append((rule.code, ERROR, None, errors[rule.code]))
        else:
            rows = count.get(rule.code, 0)
            outcomes.append((rule.code, FAILED if rows else PASSED, rows, None))
    return ValidationResult(failures, pl.DataFrame(outcomes, schema=OUTCOME_SCHEMA, orient="row"))


def _found(connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule]) -> tuple[pl.DataFrame, dict[str, str]]:
    """The failing rows of all rules by rule, module and row, and what went wrong, by rule."""
    connection.execute(f"create or replace table {_FOUND} (rule varchar, module varchar, row_id bigint)")
    batches = [rules[place : place + BATCH] for place in range(0, len(rules), BATCH)]
    errors = side_by_side(connection, _find, batches)
    found = frame_of(connection, f"select rule, module, row_id as row from {_FOUND} order by all")
    return found, {code: message for answer in errors for code, message in answer.items()}


def _find(connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule]) -> dict[str, str]:
    """Find the rows of some rules in one statement; where that cannot be run, rule by rule to learn which is at fault.

    A rule may find a row more than once, by several paths: it fails once.
    """
    union = "\nunion all\n".join(
        f"select '{rule.code}' as rule, module, row_id from (\n{rule.sql}\n) as failing" for rule in rules
    )
    try:
        connection.execute(f"insert into {_FOUND} select rule, module, row_id from (\n{union}\n) group by all")
    except duckdb.Error as error:
        if len(rules) == 1:
            return {rules[0].code: " ".join(str(error).split())}
        return {code: message for rule in rules for code, message in _find(connection, [rule]).items()}
    return {}


def _in_the_return(found: pl.DataFrame, inputs: Inputs) -> tuple[pl.DataFrame, list[str]]:
    """The rows of rules that name rows of the return alone, and the codes of the other rules."""
    heights = pl.DataFrame(
        [(module, frame.height) for module, frame in inputs.tables.items()],
        schema={"module": pl.String, "height": pl.Int64},
        orient="row",
    )
    placed = found.join(heights, on="module", how="left")
    is_there = pl.col("row").is_between(0, pl.col("height"), closed="left").fill_null(value=False)
    nowhere = placed.filter(~is_there)["rule"].unique().sort().to_list()
    return found.filter(~pl.col("rule").is_in(nowhere)), nowhere


def _with_values(found: pl.DataFrame, rules: dict[str, Rule], inputs: Inputs) -> pl.DataFrame:
    """The failing rows with whom they are of, and the values that the rule is about."""
    parts = [pl.DataFrame(schema=FAILURE_SCHEMA)]
    for (code, module), rows in found.group_by("rule", "module", maintain_order=True):
        rule, uploaded = rules[str(code)], inputs.tables[str(module)]
        shown = [item for item in rule.items.get(str(module), ()) if item in uploaded.columns]
        has_child = "CHILD" in uploaded.columns
        wanted = uploaded.select(*dict.fromkeys([*shown, "CHILD"] if has_child else shown))
        at = wanted[rows["row"]].with_columns(pl.all().cast(pl.String))
        answer = rows.select(
            "rule",
            "module",
            "row",
            child=at["CHILD"] if has_child else pl.lit(None, pl.String),
            fields=pl.lit(shown, pl.List(pl.String)),
            values=at.select(pl.concat_list(shown)).to_series() if shown else pl.lit([], pl.List(pl.String)),
            confidence=pl.lit(LIMITED if rule.is_long_view and inputs.history is None else FULL),
        )
        parts.append(answer)
    return pl.concat(parts)
