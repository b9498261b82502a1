"""The measures of young people's lives as linked figures.

Groups add up to everybody, quarters to the year where everybody counts once a year, and measures of the same people
have one denominator: whoever reads all pages knows all that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dagster_project.disclosure.figures import Figures, Key

#: Quarters of a rolling year.
_QUARTERS = 4
_COUNTS = ("met", "not_met", "people")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Meaning:
    """What the catalogue says of the indicators.

    Their populations, who counts once a year, (one, relation, other), and which lead the page of a domain.
    """

    population: Mapping[str, str]
    once_a_year: frozenset[str]
    relations: Sequence[tuple[str, str, str]]
    leading: frozenset[str]


def indicator_figures(series: Iterable[Row], breakdowns: Iterable[Row], meaning: Meaning) -> Figures:
    """Return the figures of one authority: the rows of `rpt_indicator_series` and `rpt_indicator_breakdown`."""
    figures = Figures()
    shown: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in series:
        breakdown = "all" if row["age_band"] == "all" else "age"
        place = ("rpt_indicator_series", *_text(row, "indicator_id", "period_kind", "period_end_date", "age_band"))
        at = (*_text(row, "period_kind", "period_end_date"), breakdown, *_text(row, "age_band"))
        _show(figures, place, row, at, meaning)
        figures.worth[place] = _worth(row, meaning)
        shown[at].add(row["indicator_id"])
    for row in breakdowns:
        place = ("rpt_indicator_breakdown", *_text(row, "indicator_id", "breakdown", "group_id"))
        at = ("rolling_year", *_text(row, "period_end_date", "breakdown", "group_id"))
        _show(figures, place, row, at, meaning)
        shown[at].add(row["indicator_id"])
    for at, indicators in shown.items():
        _tie_indicators(figures, at, indicators, meaning)
    _tie_groups(figures, shown, meaning)
    _tie_quarters(figures, shown, meaning)
    return figures


def _text(row: Row, *names: str) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in names)


def _worth(row: Row, meaning: Meaning) -> int:
    """Return how late a number of the series is hidden: last the figure of a whole year that leads a domain."""
    is_leading = row["indicator_id"] in meaning.leading
    if row["period_kind"] != "rolling_year":
        return int(is_leading)
    return 3 * is_leading + 2 * bool(row["age_band"] == "all")


def _cell(count: str, indicator: str, at: tuple[str, ...], meaning: Meaning) -> Key:
    whose = meaning.population.get(indicator, indicator) if count == "people" else indicator
    return (count, whose, *at)


def _show(figures: Figures, place: Key, row: Row, at: tuple[str, ...], meaning: Meaning) -> None:
    """A period or group without anybody is told as such, which says nought of all three counts."""
    met, people = row["numerator_shown"], row["denominator_shown"]
    if row["status"] in ("x", "z"):
        met, people = 0, 0
    counts = (None, None, None) if people is None else (int(met), int(people) - int(met), int(people))
    cells = [_cell(count, row["indicator_id"], at, meaning) for count in _COUNTS]
    figures.show(place, dict(zip(cells, counts, strict=True)))
    figures.adds_up(cells[2], cells[:2])


def _tie_indicators(figures: Figures, at: tuple[str, ...], indicators: set[str], meaning: Meaning) -> None:
    parts: dict[str, list[str]] = defaultdict(list)
    for one, relation, other in meaning.relations:
        if {one, other} <= indicators:
            if relation == "adds_to":
                parts[other].append(one)
            elif relation == "part_of":
                figures.at_most(("met", other, *at), [("met", one, *at)])
            elif relation == "excludes":
                figures.at_most(_cell("people", one, at, meaning), [("met", one, *at), ("met", other, *at)])
            elif at[2] != "age" or {one, other} <= meaning.once_a_year:
                # Whoever counts in several quarters may be older in the latest of the one than in that of the other.
                beyond = figures.left_over(("asked only", other, one, *at))
                figures.adds_up(_cell("people", other, at, meaning), [_cell("people", one, at, meaning), beyond])
    for whole, several in parts.items():
        figures.adds_up(("met", whole, *at), [("met", one, *at) for one in several])


def _tie_groups(figures: Figures, shown: Mapping[tuple[str, ...], set[str]], meaning: Meaning) -> None:
    """Everybody is in one group of a breakdown; by age, only those of a published band are."""
    groups: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for at, indicators in shown.items():
        if at[2] != "all":
            for indicator in indicators:
                groups[indicator, *at[:3]].append(at)
    for (indicator, kind, day, breakdown), members in groups.items():
        everybody = (kind, day, "all", "all")
        if indicator not in shown.get(everybody, ()):
            continue
        for count in _COUNTS:
            parts = [_cell(count, indicator, at, meaning) for at in members]
            if breakdown == "age":
                parts.append(figures.left_over(_cell(count, indicator, (kind, day, "age", "no band"), meaning)))
            figures.adds_up(_cell(count, indicator, everybody, meaning), parts)


def _tie_quarters(figures: Figures, shown: Mapping[tuple[str, ...], set[str]], meaning: Meaning) -> None:
    """Whoever counts in several quarters of a year counts in it as in the latest of them."""
    quarters = sorted(at for at in shown if at[0] == "quarter")
    for i, quarter in enumerate(quarters):
        year = ("rolling_year", *quarter[1:])
        window = quarters[max(0, i + 1 - _QUARTERS) : i + 1]
        for indicator in shown[quarter] & shown.get(year, set()):
            for count in _COUNTS:
                whole = _cell(count, indicator, year, meaning)
                parts = [_cell(count, indicator, at, meaning) for at in window if indicator in shown[at]]
                if indicator not in meaning.once_a_year:
                    figures.at_most(whole, parts[-1:])
                    if len(parts) == _QUARTERS:
                        figures.at_least(whole, parts)
                elif len(parts) == _QUARTERS:
                    figures.adds_up(whole, parts)
                else:
                    figures.at_most(whole, parts)
