"""What the reconciliation report says of a figure, in plain words."""

from __future__ import annotations

from dagster_project.returns.ssda903.comparison import Comparison, Figure, Line, Published, Result, Rule
from dagster_project.site.words import age_band, number


def name(line: Line) -> str:
    """Return a measure with its ages, such as "In touch, aged 17 to 18"."""
    return line.measure.title if line.age_group == "all" else f"{line.measure.title}, aged {age_band(line.age_group)}"


def figure(found: Figure | None) -> str:
    """Return a figure as "58% (29 of 50)", "131" or "12.4 (average of 87)"; empty text for none."""
    if found is None:
        return ""
    if found.denominator is None:
        return number(found.numerator)
    if found.unit == "average":
        return f"{found.value:.1f} (average of {number(found.denominator)})"
    return f"{percent(found.value)} ({_people(found)})"


def published(found: Published, unit: str) -> str:
    """Return a published figure with its year, such as "94% in 2024"; "hidden" where the department hides it."""
    share = found.share if found.percent is None else found.percent / 100
    shown = number(found.numerator) if unit == "count" else percent(100 * share) if share is not None else ""
    return f"{shown or 'hidden'} in {found.year_ending}"


def percent(value: float) -> str:
    """Return a percentage without decimals, with one below 1."""
    return f"{value:.1f}%" if 0 < value < 1 else f"{value:.0f}%"


def change(line: Line) -> str:
    """Return "fell by 24 points" or the like; empty text where one of the years has no figure."""
    if line.now is None or line.before is None:
        return ""
    difference = line.now.value - line.before.value
    if difference == 0:
        return "unchanged"
    return f"{'rose' if difference > 0 else 'fell'} by {_size(abs(difference), line.measure.unit)}"


def distance(line: Line) -> str:
    """Return "12 points below England" or the like; empty text where there is nothing to compare."""
    share = line.england.share if line.england is not None else None
    if line.now is None or share is None or line.measure.unit != "percent":
        return ""
    difference = line.now.value - 100 * share
    if difference == 0:
        return "as England"
    return f"{_size(abs(difference), 'percent')} {'above' if difference > 0 else 'below'} England"


def since_last_year(line: Line, rule: Rule) -> str:
    """Return what the comparison with last year says."""
    if line.now is None or line.before is None or line.since.result in (Result.NOT_COMPARED, Result.WITHIN_CHANCE):
        return _plain(line.since)
    moved = f"{change(line)} (from {_people(line.before)} to {_people(line.now)})"
    return f"{_verdict(line.since, rule)}: {moved}{_for_whom(line, line.now.value - line.before.value)}"


def against_england(line: Line, rule: Rule) -> str:
    """Return what the comparison with England's published figure says."""
    share = line.england.share if line.england is not None else None
    if (
        line.now is None
        or line.england is None
        or share is None
        or line.against.result in (Result.NOT_COMPARED, Result.WITHIN_CHANCE)
    ):
        return _plain(line.against)
    england = f"England {percent(100 * share)} in {line.england.year_ending}"
    apart = f"{distance(line)} ({_people(line.now)}; {england})"
    return f"{_verdict(line.against, rule)}: {apart}{_for_whom(line, line.now.value - 100 * share)}"


def chance(comparison: Comparison, figure_now: Figure | None) -> str:
    """Return what chance would leave, by the inner limits, as "31 to 39 of 50"; empty text where nothing was tested."""
    if comparison.inner is None or figure_now is None:
        return ""
    low, high = number(comparison.inner.low), number(comparison.inner.high)
    within = low if low == high else f"{low} to {high}"
    out_of = "" if figure_now.denominator is None else f" of {number(figure_now.denominator)}"
    return f"{within}{out_of}"


def _verdict(comparison: Comparison, rule: Rule) -> str:
    if comparison.result is Result.UNUSUAL:
        return f"beyond the {100 * rule.inner:.4g}% limits by fewer than {rule.least_people} people"
    return str(comparison.result.value)


def _for_whom(line: Line, difference: float) -> str:
    if line.measure.polarity == "neutral":
        return ""
    is_good = (difference > 0) == (line.measure.polarity == "higher_is_better")
    return ", for the better" if is_good else ", for the worse"


def _plain(comparison: Comparison) -> str:
    return f"{comparison.result.value}{f': {comparison.reason}' if comparison.reason else ''}"


def _people(found: Figure) -> str:
    of = "" if found.denominator is None else f" of {number(found.denominator)}"
    return f"{number(found.numerator)}{of}"


def _size(difference: float, unit: str) -> str:
    if unit == "count":
        return number(difference)
    if unit == "average":
        return f"{difference:.1f}"
    if difference < 1:
        return "less than 1 point"
    rounded = round(difference)
    return f"{rounded} point{'' if rounded == 1 else 's'}"
