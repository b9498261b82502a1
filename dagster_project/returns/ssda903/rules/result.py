"""What a run of the rules found: the rows that fail, and what happened to each rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

#: What can happen to a rule.
PASSED: Final = "passed"
FAILED: Final = "failed"
NOT_RUN: Final = "not run"
NOT_HELD: Final = "not held"
ERROR: Final = "error"

FAILURE_SCHEMA: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "rule": pl.String,
    "module": pl.String,
    "row": pl.Int64,
    "child": pl.String,
    "fields": pl.List(pl.String),
    "values": pl.List(pl.String),
    "confidence": pl.String,
}
OUTCOME_SCHEMA: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "rule": pl.String,
    "outcome": pl.String,
    "failing_rows": pl.Int64,
    "reason": pl.String,
}


@dataclass(frozen=True)
class ValidationResult:
    """The answer of the rules.

    `failures` has one row for each row of the return that fails a rule: `rule`, `module`, `row` (its zero-based
    position in the input), `child`, `fields` (the items that the rule is about) with their `values` as uploaded, and
    `confidence`: `full`, or `limited history` where the rule looks further back than what was given.

    `outcomes` has one row a rule: `rule`, `outcome` (passed, failed, not run, not held, error), `failing_rows`, and
    `reason`: which input is missing, or what went wrong; null where the rule was run.
    """

    failures: pl.DataFrame
    outcomes: pl.DataFrame
