"""Running a dataset's suite over a load. Great Expectations takes seconds to import, so only the first call does."""

from __future__ import annotations

import logging
import os
import warnings
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Literal

from dagster_project.catalogue import Catalogue
from dagster_project.catalogue.suites import suite
from dagster_project.landing.manifest import CheckResult
from dagster_project.landing.typed import Schema, TypedLoad
from dagster_project.quality.frames import asked_of_facts, facts_frame, field_of, rows_frame
from dagster_project.settings import QUIET_ENVIRONMENT

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["critical", "warning"]

_TITLES = {
    "min_rows": "number of rows",
    "unique_key": "one row a business key",
    "max_unreadable_share": "share of cells that cannot be read",
    "row_count_change_share": "number of rows against the last accepted load",
}
_FAILED = {
    "min_rows": "holds {observed} usable rows where at least {threshold} was expected",
    "unique_key": "{observed}, where {threshold} should tell rows apart",
    "max_unreadable_share": "{observed} of {column} cannot be read, where at most {threshold} was expected",
    "row_count_change_share": "number of rows changed by {observed} since the last accepted load, outside {threshold}",
}
_COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 1}


class SuiteJudge:
    """Judges loads by the suites of the layered catalogue, so that a council's own expectations count."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __call__(self, load_id: str, load: TypedLoad, schema: Schema, previous_rows: int | None) -> list[CheckResult]:
        """Return one result an expectation (see `judge`)."""
        return judge(load_id, load, schema, suite(self.catalogue, schema.dataset), previous_rows)


def judge(
    load_id: str, load: TypedLoad, schema: Schema, expected: dict[str, Any], previous_rows: int | None
) -> list[CheckResult]:
    """Run a suite over a load.

    Args:
        load_id: The load that the results are about.
        load: The load, typed.
        schema: How its dataset is read.
        expected: Great Expectations suite; `meta.frame` of each expectation names what it looks at:
            `rows`, the accepted rows; `columns` and `load`, facts about the load as a whole (see `facts_frame`).
        previous_rows: Rows in the last accepted load of the dataset, None before the first.

    Returns:
        One result an expectation, in the suite's order. An expectation that could not be evaluated has failed.
    """
    expectations: list[dict[str, Any]] = expected["expectations"]
    if not expectations:
        return []
    about_rows = [place for place, entry in enumerate(expectations) if entry["meta"]["frame"] == "rows"]
    about_facts = [place for place in range(len(expectations)) if place not in about_rows]
    asked = [expectations[place] for place in about_rows]
    found = engine().validate(rows_frame(load, asked), asked)
    found += engine().validate(
        facts_frame(load, previous_rows), [asked_of_facts(expectations[place]) for place in about_facts]
    )
    outcomes = dict(zip([*about_rows, *about_facts], found, strict=True))
    return [_result(load_id, schema, expectations[place], outcomes[place]) for place in range(len(expectations))]


class Engine:
    """Great Expectations with one ephemeral context for all loads: nothing on the disk, nothing on the network."""

    @cached_property
    def _batches(self) -> Any:
        os.environ.update(QUIET_ENVIRONMENT)
        logging.getLogger("great_expectations").setLevel(logging.ERROR)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            import great_expectations as gx
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = {"globally": False}
        asset = context.data_sources.add_pandas("door").add_dataframe_asset("load")
        return asset.add_batch_definition_whole_dataframe("whole")

    def validate(self, frame: pd.DataFrame, expectations: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return Great Expectations' own result of each expectation, in order."""
        if not expectations:
            return []
        batch = self._batches.get_batch(batch_parameters={"dataframe": frame})
        from great_expectations.core import ExpectationSuite

        numbered = [{**entry, "meta": {**entry["meta"], "place": place}} for place, entry in enumerate(expectations)]
        asked = ExpectationSuite(name="door", expectations=numbered)
        outcome = batch.validate(asked, result_format=_COUNTS_ONLY).to_json_dict()
        found: list[dict[str, Any]] = outcome["results"]
        return sorted(found, key=lambda result: int(result["expectation_config"]["meta"]["place"]))


@lru_cache(maxsize=1)
def engine() -> Engine:
    """Return the one engine of this process."""
    return Engine()


def _result(load_id: str, schema: Schema, expectation: dict[str, Any], outcome: dict[str, Any]) -> CheckResult:
    check = str(expectation["meta"]["check"])
    severity: Severity = "critical" if expectation.get("severity") == "critical" else "warning"
    result = CheckResult(
        dataset=schema.dataset.dataset,
        load_id=load_id,
        expectation=check,
        column=field_of(expectation),
        severity=severity,
        passed=bool(outcome["success"]),
        observed=_observed(check, outcome),
        threshold=_threshold(expectation["kwargs"]),
        message="",
    )
    return replace(result, message=_message(result))


def _observed(check: str, outcome: dict[str, Any]) -> str | None:
    """What was found, as text: a count, a share; never a value of a cell."""
    if outcome["exception_info"].get("raised_exception", True):
        return None
    result = outcome["result"]
    if "observed_value" in result:
        return str(result["observed_value"])
    if check == "unique_key":
        return f"{result['unexpected_count']} rows share a key"
    shares = result.get("partial_unexpected_list") or []
    return _percent(shares[0]) if shares else None


def _threshold(kwargs: dict[str, Any]) -> str | None:
    low, high = kwargs.get("min_value"), kwargs.get("max_value")
    if "column_list" in kwargs:
        return ", ".join(kwargs["column_list"])
    if "column" in kwargs:
        low, high = (None if limit is None else _percent(limit) for limit in (low, high))
    return " to ".join(str(limit) for limit in (low, high) if limit is not None) or None


def _percent(share: float) -> str:
    return f"{share:.1%}".replace(".0%", "%")


def _message(result: CheckResult) -> str:
    """One line for people: what was found and what had been expected."""
    if result.passed:
        return f"{_TITLES.get(result.expectation, result.expectation)}: as expected"
    if result.observed is None:
        return f"{_TITLES.get(result.expectation, result.expectation)}: could not be checked"
    return _FAILED.get(result.expectation, "{observed} where {threshold} was expected").format(
        observed=result.observed, threshold=result.threshold, column=result.column
    )
