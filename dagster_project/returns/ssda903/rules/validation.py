"""Holding a return against DfE's rules: the function behind `dagster_project.returns.ssda903.validate`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import duckdb
import polars as pl

from dagster_project.catalogue import Catalogue
from dagster_project.errors import WreathError
from dagster_project.returns.ssda903.rules.database import scratch
from dagster_project.returns.ssda903.rules.derive import with_derived_columns
from dagster_project.returns.ssda903.rules.door import modules_given, reference_given
from dagster_project.returns.ssda903.rules.engine import run_rules, runnable
from dagster_project.returns.ssda903.rules.inputs import Frames, Inputs, collection_dates
from dagster_project.returns.ssda903.rules.prepare import module_columns, prepare
from dagster_project.returns.ssda903.rules.result import NOT_HELD, OUTCOME_SCHEMA, ValidationResult
from dagster_project.returns.ssda903.rules.rulebook import not_held, rules_of
from dagster_project.settings import repository
from dagster_project.warehouse.publish import OFFLINE


def validate_frames(
    tables: Frames,
    *,
    collection_year: str,
    previous: Frames | None = None,
    history: Frames | None = None,
    reference: Frames | None = None,
    collection_start: date | str | None = None,
    collection_end: date | str | None = None,
    local_authority: str | None = None,
    file_format: str = "csv",
    rules: Collection[str] | None = None,
    catalogue: Catalogue | None = None,
    connection: duckdb.DuckDBPyConnection | None = None,
) -> ValidationResult:
    """Hold a return against the rules; see `dagster_project.returns.ssda903.validate` for the arguments.

    `catalogue` spares reading the seeds again, and `connection` lets the rules run where a warehouse is open.
    """
    if file_format not in ("csv", "xml"):
        raise WreathError(f"{file_format!r} is no format of a return: write csv or xml", exit_code=2)
    seeds = catalogue or Catalogue.load(repository() / "seeds")
    start, end = collection_dates(seeds, collection_year, collection_start, collection_end)
    lists = reference_given(reference or {})
    columns = module_columns(seeds)
    current, last, earlier = (
        None if frames is None else with_derived_columns(modules_given(frames, columns), lists, local_authority)
        for frames in (tables, previous, history)
    )
    inputs = Inputs(current or {}, collection_year, start, end, last, earlier, lists, local_authority, file_format)
    chosen = rules_of(seeds, collection_year, [rules] if isinstance(rules, str) else rules)
    with scratch(connection or duckdb.connect(config=OFFLINE)) as cursor:
        can_run, _ = runnable(chosen, inputs)
        prepare(cursor, seeds, inputs, (rule.sql for rule in can_run))
        found = run_rules(cursor, chosen, inputs)
    return found if rules is not None else _with_not_held(found, not_held(seeds, collection_year))


def _with_not_held(found: ValidationResult, codes: tuple[str, ...]) -> ValidationResult:
    reason = "DfE withdrew the rule, and its logic is not held"
    rows = [(code, NOT_HELD, None, reason) for code in codes]
    withdrawn = pl.DataFrame(rows, schema=OUTCOME_SCHEMA, orient="row")
    return ValidationResult(found.failures, pl.concat([found.outcomes, withdrawn]).sort("rule"))
