"""Findings in words: polarity, what chance alone would give, hidden points."""

from __future__ import annotations

from datetime import date

import pytest

from dagster_project.site import charts, findings, words
from dagster_project.site.findings import Direction
from dagster_project.site.rows import Benchmark, Indicator, SeriesPoint


def indicator(polarity: str = "higher_is_better", unit: str = "percent") -> Indicator:
    return Indicator("i", "housing", "Suitable home", unit=unit, polarity=polarity)


def point(year: int, count: float | None, size: float | None, value: float | None, **given: str) -> SeriesPoint:
    status = "shown" if value is not None else "c"
    kind, band = given.get("kind", "rolling_year"), given.get("band", "all")
    return SeriesPoint("990", "i", kind, date(year, 3, 31), band, status, count, size, value)


@pytest.mark.parametrize(
    ("polarity", "count", "expected"),
    [
        ("higher_is_better", 300, Direction.BETTER),
        ("higher_is_better", 200, Direction.WORSE),
        ("lower_is_better", 300, Direction.WORSE),
        ("lower_is_better", 200, Direction.BETTER),
        ("neutral", 300, Direction.HIGHER),
        ("neutral", 200, Direction.LOWER),
        ("higher_is_better", 255, Direction.SAME),
    ],
)
def test_direction_follows_polarity(polarity: str, count: int, expected: Direction) -> None:
    earlier, latest = point(2025, 250, 500, 50.0), point(2026, count, 500, count / 5)
    assert findings.direction(indicator(polarity), latest, earlier) is expected


def test_the_limit_of_chance_is_1_96_standard_errors() -> None:
    # 250 of 500 against 281 of 500 differs by 6.2 points; the standard error is 3.155, so the limit is 6.18.
    earlier = point(2025, 250, 500, 50.0)
    assert findings.direction(indicator(), point(2026, 281, 500, 56.2), earlier) is Direction.BETTER
    assert findings.direction(indicator(), point(2026, 280, 500, 56.0), earlier) is Direction.SAME


def test_a_score_is_the_same_within_five_per_cent() -> None:
    earlier = point(2025, None, 60, 6.0)
    score = indicator(unit="out of 10")
    assert findings.direction(score, point(2026, None, 60, 6.3), earlier) is Direction.SAME
    assert findings.direction(score, point(2026, None, 60, 6.4), earlier) is Direction.BETTER


def test_a_hidden_point_on_either_side_gives_no_direction() -> None:
    shown, hidden = point(2026, 250, 500, 50.0), point(2025, None, None, None)
    assert findings.direction(indicator(), shown, hidden) is Direction.UNKNOWN
    assert findings.direction(indicator(), hidden, shown) is Direction.UNKNOWN
    assert findings.direction(indicator(), shown, None) is Direction.UNKNOWN


def test_the_headline_compares_with_the_same_day_a_year_before() -> None:
    points = [point(2024, 100, 500, 20.0), point(2025, 250, 500, 50.0), point(2026, 400, 500, 80.0)]
    found = findings.headline(indicator(), points)
    assert found.earlier is points[1]
    assert findings.title(indicator(), found) == "Suitable home: 80%, better than a year ago"


def test_a_comparison_takes_the_latest_year_and_the_same_ages() -> None:
    points = [point(2026, 80, 100, 80.0, band="19-21"), point(2026, 250, 500, 50.0)]
    published = [
        Benchmark("i", "2023-24", "England", "19-21", 87.0),
        Benchmark("i", "2024-25", "England", "19-21", 88.0),
    ]
    [found] = findings.comparisons(points, published)
    assert found.sentence("percent") == "England, aged 19 to 21, 2024‑25: 88%. Here: 80%."


def test_a_chart_breaks_its_line_at_a_hidden_point_and_names_its_letter() -> None:
    quarters = [point(y, 50, 100, 50.0) if y != 2024 else point(y, None, None, None) for y in range(2021, 2027)]
    drawn = charts.trend(quarters, "percent", "From here to there")
    assert drawn.count('class="chart-line"') == 3
    assert "[c]" in drawn
    assert 'aria-label="From here to there"' in drawn


def test_one_point_is_no_trend() -> None:
    assert charts.trend([point(2026, 50, 100, 50.0)], "percent", "x") == ""
    assert charts.trend([], "percent", "x") == ""
    assert charts.bars([], "percent", "x") == ""


@pytest.mark.parametrize(("rows", "expected"), [(None, "1 to 5"), (0, "0"), (6, "6"), (1200, "1,200")])
def test_small_counts_are_banded(rows: int | None, expected: str) -> None:
    assert words.small_count(rows, 6) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(85.4, "percent", "85%"), (0.4, "percent", "0.4%"), (6.25, "out of 10", "6.2 out of 10"), (42, "days", "42 days")],
)
def test_figures_carry_their_unit(value: float, unit: str, expected: str) -> None:
    assert words.figure(value, unit) == expected
