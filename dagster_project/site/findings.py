"""From a series to a finding in words: where it stands, and whether that is better or worse.

A change is "about the same" when it is within what chance alone would give: for a percentage, 1.96 standard errors of
the difference of two shares; for anything else, five per cent of the earlier figure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dagster_project.site import words
from dagster_project.site.rows import Benchmark, Indicator, SeriesPoint

_NORMAL_95 = 1.96
_SIMILAR_SHARE = 0.05


class Direction(StrEnum):
    """The change over a year, read with the polarity of the measure."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "about the same"
    HIGHER = "higher"
    LOWER = "lower"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Headline:
    """The latest point of a series with its change over a year."""

    point: SeriesPoint | None
    earlier: SeriesPoint | None
    direction: Direction

    @property
    def is_shown(self) -> bool:
        """Whether there is a figure to show."""
        return self.point is not None and self.point.status == "shown"


def select(points: Sequence[SeriesPoint], period_kind: str, age_band: str) -> list[SeriesPoint]:
    """Return the points of one kind of period and one age band, oldest first."""
    chosen = [p for p in points if p.period_kind == period_kind and p.age_band == age_band]
    return sorted(chosen, key=lambda p: p.period_end_date)


def headline(indicator: Indicator, points: Sequence[SeriesPoint]) -> Headline:
    """Return the latest point over all ages: the rolling year where there is one, else the quarter."""
    for kind in ("rolling_year", "quarter"):
        series = select(points, kind, "all")
        if series:
            return _with_change(indicator, series)
    return Headline(None, None, Direction.UNKNOWN)


def _with_change(indicator: Indicator, series: Sequence[SeriesPoint]) -> Headline:
    latest = series[-1]
    earlier = next((p for p in series if p.period_end_date == _year_before(latest.period_end_date)), None)
    return Headline(latest, earlier, direction(indicator, latest, earlier))


def _year_before(day: date) -> date:
    return date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def direction(indicator: Indicator, latest: SeriesPoint, earlier: SeriesPoint | None) -> Direction:
    """Return the direction from `earlier` to `latest`; UNKNOWN when either is not shown."""
    if earlier is None or latest.value_shown is None or earlier.value_shown is None:
        return Direction.UNKNOWN
    change = latest.value_shown - earlier.value_shown
    if abs(change) <= _chance(indicator, latest, earlier):
        return Direction.SAME
    if indicator.polarity == "neutral":
        return Direction.HIGHER if change > 0 else Direction.LOWER
    is_better = (change > 0) == (indicator.polarity == "higher_is_better")
    return Direction.BETTER if is_better else Direction.WORSE


def _chance(indicator: Indicator, latest: SeriesPoint, earlier: SeriesPoint) -> float:
    sizes = (latest.denominator_shown, earlier.denominator_shown)
    parts = (latest.numerator_shown, earlier.numerator_shown)
    if indicator.unit == "percent" and all(sizes) and None not in parts:
        n_latest, n_earlier = (float(n or 0) for n in sizes)
        share = sum(float(part or 0) for part in parts) / (n_latest + n_earlier)
        return 100 * _NORMAL_95 * math.sqrt(max(share * (1 - share), 0.0) * (1 / n_latest + 1 / n_earlier))
    return _SIMILAR_SHARE * abs(earlier.value_shown or 0.0)


def direction_words(direction: Direction) -> str:
    """Return "better than a year ago", or that nothing can be said."""
    if direction is Direction.UNKNOWN:
        return "no figure from a year ago"
    return f"{direction.value} {'as' if direction is Direction.SAME else 'than'} a year ago"


def title(indicator: Indicator, found: Headline) -> str:
    """Return the finding as a title: "In a suitable home: 85%, better than a year ago"."""
    if found.point is None:
        return f"{indicator.label}: no data yet"
    if found.point.value_shown is None:
        return f"{indicator.label}: {words.HIDDEN_TITLE.get(found.point.status, 'not shown')}"
    value = words.figure(found.point.value_shown, indicator.unit)
    if found.direction is Direction.UNKNOWN:
        return f"{indicator.label}: {value}"
    return f"{indicator.label}: {value}, {direction_words(found.direction)}"


def period_words(point: SeriesPoint) -> str:
    """Return "year to 31 March 2026" or "quarter to 31 March 2026"."""
    kind = "year" if point.period_kind == "rolling_year" else "quarter"
    return f"{kind} to {words.full_date(point.period_end_date)}"


def trend_title(points: Sequence[SeriesPoint], unit: str) -> str:
    """Return "From 29% in Mar 2023 to 44% in Mar 2026", over the points that are shown; empty for fewer than two."""
    shown = [
        (words.figure(p.value_shown, unit), words.short_month(p.period_end_date))
        for p in points
        if p.value_shown is not None
    ]
    if len(shown) < 2:
        return ""
    (first, since), (last, until) = shown[0], shown[-1]
    if first == last:
        return f"{first} both in {since} and in {until}"
    return f"From {first} in {since} to {last} in {until}"


def basis_words(indicator: Indicator, point: SeriesPoint) -> str:
    """Return what a figure rests on: "412 of 485 young people, year to 31 March 2026." or why it is not shown."""
    period = period_words(point)
    if point.status != "shown":
        return f"{words.sentence_code(period)}. {words.HIDDEN_MEANING.get(point.status, 'not shown').capitalize()}."
    if point.denominator_shown is None:
        return f"Number of young people not given, {period}."
    people = f"{words.number(point.denominator_shown)} young people, {period}."
    if indicator.unit == "percent" and point.numerator_shown is not None:
        return f"{words.number(point.numerator_shown)} of {people}"
    return people


@dataclass(frozen=True)
class Comparison:
    """A published figure beside ours for the same ages."""

    area: str
    year: str
    age_band: str
    published: float
    ours: SeriesPoint | None

    def sentence(self, unit: str) -> str:
        """Return the comparison in words, like with like by age."""
        ages = "" if self.age_band == "all" else f", aged {words.age_band(self.age_band)}"
        published = f"{self.area}{ages}, {words.year(self.year)}: {words.figure(self.published, unit)}."
        if self.ours is None or self.ours.value_shown is None:
            return published
        return f"{published} Here: {words.figure(self.ours.value_shown, unit)}."


def comparisons(points: Sequence[SeriesPoint], benchmarks: Sequence[Benchmark]) -> list[Comparison]:
    """Return the latest published figure of each area and age band, beside our rolling year for those ages."""
    latest: dict[tuple[str, str], Benchmark] = {}
    for row in sorted(benchmarks, key=lambda b: b.year):
        if row.value_shown is not None:
            latest[(row.area, row.age_band)] = row
    found = []
    for (area, band), row in sorted(latest.items()):
        series = select(points, "rolling_year", band)
        found.append(Comparison(area, row.year, band, row.value_shown or 0.0, series[-1] if series else None))
    return found
