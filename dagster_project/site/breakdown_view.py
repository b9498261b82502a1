"""One measure told by age, sex, home, past and contact, one at a time: a finding, a chart and the table behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dagster_project.site import charts, words
from dagster_project.site.rows import BREAKDOWNS, GroupPoint, Indicator, SeriesPoint

#: The group of those of whom it is not known; no place to compare another with.
_NOT_KNOWN = "NOT_KNOWN"
_DOES_NOT_APPLY = "z"


@dataclass(frozen=True)
class BreakdownView:
    """A measure by one way of telling people apart; `groups` are in their order, of which `bars` are two or more."""

    breakdown: str
    label: str
    title: str
    bars: Markup
    groups: Sequence[GroupPoint]


def view_breakdowns(
    indicator: Indicator, bands: Sequence[SeriesPoint], groups: Sequence[GroupPoint], published: charts.Published
) -> list[BreakdownView]:
    """Return the breakdowns of a measure that have a group: the published age bands, then those of `groups`.

    That by district is left out unless the counts of two districts may be shown.
    """
    by_age = [
        GroupPoint(
            *(band.local_authority_code, band.indicator_id, "age", band.age_band, band.status),
            group_label=words.age_band(band.age_band),
            numerator_shown=band.numerator_shown,
            denominator_shown=band.denominator_shown,
            value_shown=band.value_shown,
        )
        for band in bands
    ]
    found = []
    for breakdown in BREAKDOWNS:
        chosen = (
            by_age
            if breakdown == "age"
            else sorted((g for g in groups if g.breakdown == breakdown), key=lambda g: (g.position, g.group_id))
        )
        if breakdown == "district" and sum(map(_is_shown_place, chosen)) < 2:
            continue
        if chosen:
            found.append(_view(indicator, breakdown, chosen, published if breakdown == "age" else {}))
    return found


def _is_shown_place(group: GroupPoint) -> bool:
    return group.value_shown is not None and group.group_id != _NOT_KNOWN


def _view(
    indicator: Indicator, breakdown: str, groups: Sequence[GroupPoint], published: charts.Published
) -> BreakdownView:
    drawn = [g for g in groups if g.status != _DOES_NOT_APPLY]
    rows = [charts.Bar(g.label, g.value_shown, g.status, *published.get(g.group_id, (None, ""))) for g in drawn]
    label = words.BREAKDOWN_LABEL[breakdown]
    told = ", ".join(
        f"{g.label}: {words.hidden(g.status) if g.value_shown is None else words.figure(g.value_shown, indicator.unit)}"
        for g in drawn
    )
    alternative = f"Bar chart by {label.lower()} over the last year. {told}."
    return BreakdownView(
        breakdown, label, title(groups, indicator.unit), charts.bars(rows, indicator.unit, alternative), groups
    )


def title(groups: Sequence[GroupPoint], unit: str) -> str:
    """Return "Highest: Female (49%), lowest: Male (39%)", over the groups that are shown; empty for fewer than two."""
    shown = sorted((g.value_shown, g.label) for g in groups if g.value_shown is not None)
    if len(shown) < 2:
        return ""
    (low, low_label), (high, high_label) = shown[0], shown[-1]
    if words.figure(low, unit) == words.figure(high, unit):
        return f"The same in every group shown ({words.figure(low, unit)})"
    return f"Highest: {high_label} ({words.figure(high, unit)}), lowest: {low_label} ({words.figure(low, unit)})"
