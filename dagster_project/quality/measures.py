"""What is measured of a load for its checks: shares, and drift from earlier loads beyond what chance explains."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt
from statistics import median
from typing import Any

from dagster_project.catalogue import Catalogue
from dagster_project.catalogue.suites import is_event_date
from dagster_project.landing.manifest import LoadFacts
from dagster_project.landing.piecewise import Case
from dagster_project.landing.tally import Tally
from dagster_project.landing.typed import Pair

FIRST_LOAD = "first load"


@dataclass(frozen=True)
class Evidence:
    """What it takes before anything is said of a load; each is a parameter of the catalogue of the same name."""

    least_rows: int
    least_change: int
    standard_errors: float
    least_days_missing: int

    @classmethod
    def of(cls, catalogue: Catalogue) -> Evidence:
        """Return what the layered catalogue asks for."""
        return cls(
            least_rows=int(catalogue.parameter("check_least_rows")),
            least_change=int(catalogue.parameter("check_least_change")),
            standard_errors=float(catalogue.parameter("check_standard_errors")),
            least_days_missing=int(catalogue.parameter("check_least_days_missing")),
        )

    @property
    def too_few(self) -> str:
        """Why a share of fewer rows is not judged."""
        return f"fewer than {self.least_rows} rows"

    def beyond_chance(self, difference: float, now: tuple[float, int], usual: tuple[float, int]) -> float:
        """Return the size of a difference of two shares, each given with its rows; 0 where chance may explain it."""
        pooled = (now[0] * now[1] + usual[0] * usual[1]) / (now[1] + usual[1])
        error = sqrt(max(0.0, pooled * (1 - pooled)) * (1 / now[1] + 1 / usual[1]))
        return abs(difference) if abs(difference) > self.standard_errors * error else 0.0


@dataclass(frozen=True)
class Measure:
    """One thing measured of a load: its value, in words for people, or why there is nothing to judge by."""

    value: float | None
    found: str = ""
    why_not: str = ""


def measure(case: Case, expectation: dict[str, Any], evidence: Evidence) -> Measure:
    """Return what an expectation of a suite's frames `load`, `columns` or `pairs` asks for."""
    meta, name = expectation["meta"], str(expectation["kwargs"]["column"])
    if meta["frame"] == "load":
        return _OF_LOAD[name](case, evidence)
    if meta["frame"] == "pairs":
        return _share_of_pair(case.tally, Pair(meta["check"], meta["field"], meta["other_field"]), evidence)
    return _OF_COLUMN[name](case, meta["field"], evidence)


def percent(share: float) -> str:
    """Return "12.5%", and "12%" for a whole number."""
    return f"{share:.1%}".replace(".0%", "%")


def _usable_rows(case: Case, _: Evidence) -> Measure:
    return Measure(case.tally.rows, f"{case.tally.rows:,}")


def _row_count_change(case: Case, evidence: Evidence) -> Measure:
    """Rows read against the usual number; 0.1 is a tenth more."""
    usual = median([load.rows_read - load.rows_erased for load in case.earlier]) if case.earlier else 0
    if not usual:
        return Measure(None, why_not=FIRST_LOAD)
    change = case.tally.rows_read - usual
    # A caseload is not few or many by chance as what happened in a month is, so half the doubt is enough.
    is_stock = case.tally.schema.dataset.delivery in ("full", "yearly")
    errors = evidence.standard_errors / 2 if is_stock else evidence.standard_errors
    least = max(evidence.least_change, errors * sqrt(case.tally.rows_read + usual))
    found = f"{case.tally.rows_read:,} rows, {percent(change / usual)} from the usual {usual:,.0f}"
    return Measure(change / usual if abs(change) >= least else 0.0, found)


def _days_stale(case: Case, evidence: Evidence) -> Measure:
    """Days from the newest entry to the extract date, where so long a gap cannot be chance."""
    days = {
        day
        for field in case.tally.schema.fields
        if is_event_date(field)
        for day in case.tally.days[field.field]
        if day <= case.extract_date
    }
    if not days:
        return Measure(None, why_not="no day in it")
    newest = max(days)
    gap = (case.extract_date - newest).days
    # Days with an entry, not entries: a batch on one day does not make the next day's absence strange.
    in_a_year = sum(day > newest - timedelta(days=365) for day in days)
    if in_a_year * min(gap, 365) / 365 < evidence.least_days_missing:
        return Measure(0.0, "no gap")
    return Measure(float(gap), f"{gap} days before its date, {case.extract_date}")


def _unreadable_share(case: Case, field: str, _: Evidence) -> Measure:
    share = case.tally.unreadable[field] / case.tally.rows_read if case.tally.rows_read else 0.0
    return Measure(share, percent(share))


def _completeness_drop(case: Case, field: str, evidence: Evidence) -> Measure:
    """How much emptier a field is than usual, 0 where that may be chance."""
    rows, history = case.tally.rows, _history(case, field, evidence)
    if isinstance(history, str):
        return Measure(None, why_not=history)
    usual = median([facts.recorded[field] / facts.rows for facts in history])
    now, least = case.tally.recorded[field] / rows, min(facts.rows for facts in history)
    found = f"{percent(now)} of rows, where {percent(usual)} is usual"
    return Measure(0.0 if now >= usual else evidence.beyond_chance(usual - now, (now, rows), (usual, least)), found)


def _code_drift(case: Case, field: str, evidence: Evidence) -> Measure:
    """Share of rows that have moved to other codes since the last loads; what may be chance does not count."""
    history = _history(case, field, evidence)
    if isinstance(history, str):
        return Measure(None, why_not=history)
    now, rows = case.tally.codes[field], sum(case.tally.codes[field].values())
    before = [facts for facts in history if sum(facts.codes.get(field, {}).values()) >= evidence.least_rows]
    if rows < evidence.least_rows or not before:
        return Measure(None, why_not=evidence.too_few)
    least = min(sum(facts.codes[field].values()) for facts in before)
    drift, moved = 0.0, 0.0
    for code in sorted({*now, *(code for facts in before for code in facts.codes[field])}):
        usual = median([facts.codes[field].get(code, 0) / sum(facts.codes[field].values()) for facts in before])
        share = now[code] / rows
        moved += abs(share - usual) / 2
        drift += evidence.beyond_chance(share - usual, (share, rows), (usual, least)) / 2
    return Measure(drift, f"{percent(moved)} of rows")


def _share_of_pair(tally: Tally, pair: Pair, evidence: Evidence) -> Measure:
    """Share of rows in which two fields contradict each other: the lower end of Wilson's interval."""
    contradictions, of = tally.pairs[pair]
    if of < evidence.least_rows:
        return Measure(None, why_not=evidence.too_few)
    share, errors = contradictions / of, evidence.standard_errors
    z2 = errors**2
    centre = share + z2 / (2 * of)
    spread = errors * sqrt(share * (1 - share) / of + z2 / (4 * of**2))
    return Measure(max(0.0, (centre - spread) / (1 + z2 / of)), percent(share))


def _history(case: Case, field: str, evidence: Evidence) -> list[LoadFacts] | str:
    """Return what is known of a field from earlier loads, or why it cannot be used."""
    known = [load.facts for load in case.earlier if load.facts is not None and field in load.facts.recorded]
    if not known:
        return FIRST_LOAD
    enough = [facts for facts in known if facts.rows >= evidence.least_rows]
    return enough if enough and case.tally.rows >= evidence.least_rows else evidence.too_few


_OF_LOAD: dict[str, Callable[[Case, Evidence], Measure]] = {
    "usable_rows": _usable_rows,
    "row_count_change_share": _row_count_change,
    "days_stale": _days_stale,
}
_OF_COLUMN: dict[str, Callable[[Case, str, Evidence], Measure]] = {
    "unreadable_share": _unreadable_share,
    "completeness_drop": _completeness_drop,
    "code_drift": _code_drift,
}
