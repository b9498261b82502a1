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
from dagster_project.landing.piecewise import Case
from dagster_project.quality.frames import asked_of_measures, measures_frame, rows_frame
from dagster_project.quality.measures import Evidence, Measure, measure, percent
from dagster_project.settings import QUIET_ENVIRONMENT

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["critical", "warning"]

#: What each check is about, and what is said of a load that fails it.
_TITLES = {
    "min_rows": "number of rows",
    "unique_key": "one row a business key",
    "row_count_change_share": "number of rows against the last loads",
    "max_days_stale": "newest entry against the date of the extract",
    "max_unreadable_share": "share of cells that cannot be read",
    "max_completeness_drop": "share of cells filled against the last loads",
    "max_code_drift": "shares of codes against the last loads",
    "max_share_before": "order of two dates",
    "max_share_without": "two cells that go together",
}
_FAILED = {
    "min_rows": "holds fewer usable rows than {threshold}",
    "unique_key": "has rows that share a key, where {threshold} should tell rows apart",
    "row_count_change_share": "has far more or fewer rows than usual: outside {threshold}",
    "max_days_stale": "holds nothing newer than {threshold} days before its date",
    "max_unreadable_share": "more than {threshold} of {columns[0]} cannot be read",
    "max_completeness_drop": "{columns[0]} is filled in fewer rows than usual, a drop by more than {threshold}",
    "max_code_drift": "codes of {columns[0]} have moved since the last loads, in more than {threshold} of rows",
    "max_share_before": "{columns[0]} is before {columns[1]} in more than {threshold} of rows",
    "max_share_without": "{columns[0]} comes without {columns[1]} in more than {threshold} of rows",
}
#: Great Expectations keeps where a row stands, never what is in it.
_POSITIONS_ONLY = {"result_format": "COMPLETE", "exclude_unexpected_values": True}
#: Rows at fault that a result names.
_ROWS_NAMED = 10


class SuiteJudge:
    """Judges loads by the suites of the layered catalogue, so that a council's own expectations count."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __call__(self, case: Case) -> list[CheckResult]:
        """Return one result an expectation (see `judge`)."""
        return judge(case, suite(self.catalogue, case.tally.schema.dataset), Evidence.of(self.catalogue))


def judge(case: Case, expected: dict[str, Any], evidence: Evidence) -> list[CheckResult]:
    """Run a suite over a load.

    Args:
        case: The load, counted.
        expected: Great Expectations suite; `meta.frame` of each expectation names what it looks at: `rows`, the sample
            of the load's rows; any other, what `measure` says of all of them.
        evidence: What it takes before anything is said of a load.

    Returns:
        One result an expectation, in the suite's order. One that could not be evaluated has failed; one for which
        there is nothing to judge by, such as drift in a first load, is not judged, and not passed either.
    """
    expectations: list[dict[str, Any]] = expected["expectations"]
    rows = [place for place, entry in enumerate(expectations) if entry["meta"]["frame"] == "rows"]
    measures = {
        place: measure(case, entry, evidence)
        for place, entry in enumerate(expectations)
        if entry["meta"]["frame"] != "rows"
    }
    judged = [place for place, found in measures.items() if found.value is not None]
    asked = [expectations[place] for place in rows]
    outcomes = engine().validate(rows_frame(case.sample, asked), asked)
    outcomes += engine().validate(
        measures_frame([measures[place] for place in judged]),
        asked_of_measures([expectations[place] for place in judged]),
    )
    of_place = dict(zip([*rows, *judged], outcomes, strict=True))
    return [_result(case, entry, of_place.get(place), measures.get(place)) for place, entry in enumerate(expectations)]


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

        # Great Expectations copies an expectation hundreds of times, with all that is noted of it.
        numbered = [{**entry, "meta": {"place": place}} for place, entry in enumerate(expectations)]
        asked = ExpectationSuite(name="door", expectations=numbered)
        outcome = batch.validate(asked, result_format=_POSITIONS_ONLY).to_json_dict()
        found: list[dict[str, Any]] = outcome["results"]
        return sorted(found, key=lambda result: int(result["expectation_config"]["meta"]["place"]))


@lru_cache(maxsize=1)
def engine() -> Engine:
    """Return the one engine of this process."""
    return Engine()


def _result(
    case: Case, expectation: dict[str, Any], outcome: dict[str, Any] | None, found: Measure | None
) -> CheckResult:
    meta = expectation["meta"]
    columns = [meta[name] for name in ("field", "other_field") if meta.get(name)]
    severity: Severity = "critical" if expectation.get("severity") == "critical" else "warning"
    result = CheckResult(
        dataset=case.tally.schema.dataset.dataset,
        load_id=case.load_id,
        expectation=str(meta["check"]),
        column=", ".join(columns) or None,
        severity=severity,
        passed=None if outcome is None else bool(outcome["success"]),
        observed=_observed(outcome, found),
        threshold=_threshold(expectation),
        message="",
        rows=_rows(outcome) if found is None else (),
    )
    title = _TITLES.get(result.expectation, result.expectation)
    if result.passed is None and found is not None:
        return replace(result, message=f"{title}: not judged: {found.why_not}")
    return replace(result, message=_message(result, title, columns))


def _observed(outcome: dict[str, Any] | None, found: Measure | None) -> str | None:
    """What was found, as text: a count, a share; never a value of a cell."""
    if outcome is None or outcome["exception_info"].get("raised_exception", True):
        return None
    if found is not None:
        return found.found
    count = outcome["result"].get("unexpected_count")
    return None if count is None else f"{count:,} rows"


def _rows(outcome: dict[str, Any] | None) -> tuple[int, ...]:
    """Numbers of the first rows at fault."""
    listed = (outcome or {}).get("result", {}).get("unexpected_index_list") or []
    return tuple(sorted(int(number) for number in listed)[:_ROWS_NAMED])


def _threshold(expectation: dict[str, Any]) -> str | None:
    kwargs = expectation["kwargs"]
    if "column_list" in kwargs:
        return ", ".join(kwargs["column_list"])
    limits = [kwargs[name] for name in ("min_value", "max_value") if kwargs.get(name) is not None]
    is_number = expectation["meta"]["check"] in ("min_rows", "max_days_stale")
    return " to ".join(f"{limit:g}" if is_number else percent(limit) for limit in limits) or None


def _message(result: CheckResult, title: str, columns: list[str]) -> str:
    """One line for everybody: what had been expected, and never how many rows were not so, who may be people."""
    if result.passed:
        return f"{title}: as expected"
    if result.observed is None:
        return f"{title}: could not be checked"
    said = _FAILED.get(result.expectation, f"{title}: not as expected")
    return said.format(threshold=result.threshold, columns=columns)
