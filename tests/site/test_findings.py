"""Findings in words: polarity, what chance alone would give, hidden points."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dagster_project.site import charts, findings, words
from dagster_project.site.breakdown_view import view_breakdowns
from dagster_project.site.findings import Direction
from dagster_project.site.rows import Benchmark, GroupPoint, Indicator, SeriesPoint


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


def test_one_bar_is_no_comparison_and_a_hidden_group_has_no_bar() -> None:
    hidden, shown = charts.Bar("17 to 18", None, "c"), charts.Bar("19 to 21", 43.0, "shown")
    assert charts.bars([hidden, shown], "percent", "x") == ""
    drawn = charts.bars([hidden, shown, charts.Bar("22 to 25", 12.0, "shown")], "percent", "x")
    assert "hidden [c]" in drawn
    assert drawn.count('class="chart-track"') == drawn.count('class="chart-bar"') == 2
    marked = charts.bars(
        [charts.Bar("17 to 18", None, "c", 64.0, "England"), shown, charts.Bar("22 to 25", 12.0, "shown")],
        "percent",
        "x",
    )
    assert marked.count('class="chart-track"') == 3, "the mark of England needs its scale"


def test_a_group_to_which_a_measure_does_not_apply_is_in_the_table_only() -> None:
    groups = [
        GroupPoint("990", "i", "sex", group, status, value_shown=value, denominator_shown=100.0, group_label=group)
        for group, status, value in [("A", "shown", 40.0), ("B", "shown", 60.0), ("C", "z", None)]
    ]
    [view] = view_breakdowns(indicator(), [], groups, {})
    assert "does not apply" not in view.bars
    assert view.title == "Highest: B (60%), lowest: A (40%)"
    assert view.groups == groups


@pytest.mark.parametrize(("second", "is_below"), [(30.0, False), (80.0, True)])
def test_the_first_figure_stands_where_the_line_does_not_cross_it(second: float, is_below: bool) -> None:
    values = [(2021, 30.0), (2022, second), (2023, 30.0)]
    drawn = charts.trend([point(y, v, 100, v) for y, v in values], "percent", "x")
    dot = float(re.findall(r'chart-dot" cx="[^"]+" cy="([\d.]+)"', drawn)[0])
    label = float(re.findall(r'chart-label" x="[^"]+" y="([\d.]+)"', drawn)[0])
    assert (label > dot) is is_below


def test_a_trend_that_ends_where_it_began_says_so() -> None:
    points = [point(2024, 50, 100, 50.0), point(2025, 60, 100, 60.0), point(2026, 50, 100, 50.2)]
    assert findings.trend_title(points, "percent") == "50% both in Mar 2024 and in Mar 2026"
    assert findings.trend_title(points[:2], "percent") == "From 50% in Mar 2024 to 60% in Mar 2025"
    assert findings.trend_title(points[:1], "percent") == ""


def test_a_hidden_figure_says_of_what_time_and_why() -> None:
    said = findings.basis_words(indicator(), point(2026, None, None, None))
    assert said.startswith("Year to 31 March 2026. Hidden: it is about a few young people")
    assert findings.basis_words(indicator(), point(2026, 1, 2, 50.0)) == "1 of 2 young people, year to 31 March 2026."


@pytest.mark.parametrize(("rows", "expected"), [(None, "1 to 5"), (0, "0"), (6, "6"), (1200, "1,200")])
def test_small_counts_are_banded(rows: int | None, expected: str) -> None:
    assert words.small_count(rows, 6) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(85.4, "percent", "85%"), (0.4, "percent", "0.4%"), (6.25, "out of 10", "6.2 out of 10"), (42, "days", "42 days")],
)
def test_figures_carry_their_unit(value: float, unit: str, expected: str) -> None:
    assert words.figure(value, unit) == expected
