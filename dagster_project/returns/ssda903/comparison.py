"""The figures of a return beside last year's and England's, each with what chance would leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import duckdb

from dagster_project.catalogue import Catalogue, rows, tables
from dagster_project.returns.ssda903 import limits
from dagster_project.returns.ssda903.limits import Limits
from dagster_project.returns.ssda903.specification import RETURN_ID

#: How the published figures name the country.
_ENGLAND = "England"


class Result(Enum):
    """What a comparison says."""

    NEEDS_EXPLAINING = "needs explaining"
    UNUSUAL = "beyond the inner limits, by few people"
    WITHIN_CHANCE = "within what chance explains"
    NOT_COMPARED = "not compared"


@dataclass(frozen=True)
class Rule:
    """When a figure needs explaining: beyond the outer limits, or beyond the inner ones by that many people."""

    inner: float
    outer: float
    least_people: int

    @classmethod
    def of(cls, catalogue: Catalogue) -> Rule:
        """Read the rule from the parameters."""
        return cls(
            inner=float(catalogue.parameter("control_limit_inner")),
            outer=float(catalogue.parameter("control_limit_outer")),
            least_people=int(catalogue.parameter("explain_least_people")),
        )


@dataclass(frozen=True)
class Figure:
    """What was counted: a share of people, a count (no denominator) or an average (the numerator is the sum)."""

    numerator: int
    denominator: int | None
    unit: str

    @property
    def value(self) -> float:
        """The count, the average, or the share in per cent."""
        if self.denominator is None:
            return self.numerator
        return self.numerator / self.denominator * (100 if self.unit == "percent" else 1)


@dataclass(frozen=True)
class Published:
    """A published figure; its counts are rounded for England, and any part may be hidden."""

    year_ending: int
    numerator: int | None
    denominator: int | None
    percent: float | None

    @property
    def share(self) -> float | None:
        """The share, 0 to 1, from the counts where both are shown, else from the whole percentage."""
        if self.numerator is not None and self.denominator:
            return min(1.0, self.numerator / self.denominator)
        return None if self.percent is None else self.percent / 100


@dataclass(frozen=True)
class Comparison:
    """A result, with the limits in people where there was something to test, and the reason where there was not."""

    result: Result
    inner: Limits | None = None
    outer: Limits | None = None
    reason: str = ""


@dataclass(frozen=True)
class Line:
    """One measure of one age group: this year, last year, as published, and what the comparisons say."""

    measure: rows.ReturnMeasure
    age_group: str
    now: Figure | None
    before: Figure | None
    authority: Published | None
    england: Published | None
    since: Comparison
    against: Comparison


def compare_since(measure: rows.ReturnMeasure, now: Figure | None, before: Figure | None, rule: Rule) -> Comparison:
    """Compare this year's figure with last year's."""
    if now is None or before is None:
        return Comparison(Result.NOT_COMPARED, reason="nobody to count" if now is None else "nothing of last year")
    if measure.unit == "average":
        return Comparison(Result.NOT_COMPARED, reason="an average is not tested")
    if now.denominator is None or before.denominator is None:
        both = (now.numerator, before.numerator)
        inner, outer = (limits.of_count_since(*both, coverage) for coverage in (rule.inner, rule.outer))
        return _judged(now.numerator, float(before.numerator), inner, outer, rule)
    four = (now.numerator, now.denominator, before.numerator, before.denominator)
    inner, outer = (limits.of_share_since(*four, coverage) for coverage in (rule.inner, rule.outer))
    expected = now.denominator * before.numerator / before.denominator
    return _judged(now.numerator, expected, inner, outer, rule)


def compare_against(
    measure: rows.ReturnMeasure, now: Figure | None, england: Published | None, rule: Rule
) -> Comparison:
    """Compare this year's share with England's latest published one, for as many people as the authority has."""
    if now is None or england is None or measure.unit != "percent" or now.denominator is None:
        return Comparison(Result.NOT_COMPARED, reason="no published figure" if now is not None else "nobody to count")
    share = england.share
    if share is None:
        return Comparison(Result.NOT_COMPARED, reason="the published figure is hidden")
    inner, outer = (limits.of_share(now.denominator, share, coverage) for coverage in (rule.inner, rule.outer))
    return _judged(now.numerator, now.denominator * share, inner, outer, rule)


def _judged(people: int, expected: float, inner: Limits, outer: Limits, rule: Rule) -> Comparison:
    if inner.hold(people):
        return Comparison(Result.WITHIN_CHANCE, inner, outer)
    is_large = abs(people - expected) >= rule.least_people
    needs = is_large or not outer.hold(people)
    return Comparison(Result.NEEDS_EXPLAINING if needs else Result.UNUSUAL, inner, outer)


def previous_year(collection_year: str) -> str:
    """Return the collection year before one, such as 2024-25 before 2025-26."""
    start = int(collection_year[:4]) - 1
    return f"{start}-{(start + 1) % 100:02d}"


def compare_measures(
    connection: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    collection_year: str,
    authority: str,
    *,
    is_unfinished: bool,
) -> list[Line]:
    """Return every measure and age group of this year or last, in the order of the catalogue, ages after their bands.

    Args:
        connection: A warehouse, open for reading.
        catalogue: Measures and the parameters of the rule.
        collection_year: For instance `2025-26`.
        authority: Local authority code.
        is_unfinished: Whether the year still runs; what is counted over the year is then compared with nothing.
    """
    measures = [row for row in catalogue.table(tables.RETURN_MEASURES) if row.return_id == RETURN_ID]
    now = _figures(connection, measures, collection_year, authority)
    before = _figures(connection, measures, previous_year(collection_year), authority)
    own = _published(connection, collection_year, "local_authority_code", authority)
    england = _published(connection, collection_year, "area", _ENGLAND)
    rule = Rule.of(catalogue)
    lines = []
    for measure in measures:
        groups = {group for name, group in now.keys() | before.keys() if name == measure.measure}
        for group in sorted(groups, key=lambda group: ("-" not in group, group)):
            key = (measure.measure, group)
            since = compare_since(measure, now.get(key), before.get(key), rule)
            against = compare_against(measure, now.get(key), england.get(key), rule)
            if is_unfinished and measure.timing == "over the year":
                since = against = Comparison(Result.NOT_COMPARED, reason="the year is not finished")
            country = england.get(key) if measure.unit == "percent" else None
            lines.append(Line(measure, group, now.get(key), before.get(key), own.get(key), country, since, against))
    return lines


def _figures(
    connection: duckdb.DuckDBPyConnection, measures: list[rows.ReturnMeasure], collection_year: str, authority: str
) -> Mapping[tuple[str, str], Figure]:
    unit = {row.measure: row.unit for row in measures}
    found = connection.execute(
        "select measure, age_group, numerator, denominator from returns.ssda903__measure "
        "where local_authority_code = ? and collection_year = ?",
        [authority, collection_year],
    ).fetchall()
    return {(name, group): Figure(n, d, unit[name]) for name, group, n, d in found if name in unit}


def _published(
    connection: duckdb.DuckDBPyConnection, collection_year: str, column: str, area: str
) -> Mapping[tuple[str, str], Published]:
    """Return the latest published figures that the year could be held against: of its own March or an earlier one."""
    found = connection.execute(
        "select measure, age_group, year_ending, numerator, denominator, published_percent "
        f"from returns.ssda903__published where {column} = ? and year_ending <= ? order by year_ending",
        [area, int(collection_year[:4]) + 1],
    ).fetchall()
    return {(name, group): Published(year, n, d, percent) for name, group, year, n, d, percent in found}
