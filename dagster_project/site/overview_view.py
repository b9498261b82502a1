"""The overview: a card an area of life, each with its leading measure beside what is published for other areas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dagster_project.site import findings, words
from dagster_project.site.content import Content
from dagster_project.site.domain_view import ENGLAND, DomainView, IndicatorView
from dagster_project.site.findings import Comparison, Direction
from dagster_project.site.rows import AGE_BANDS


@dataclass(frozen=True)
class Card:
    """An area of life with the sentence that compares its leading measure; empty where nothing is published."""

    domain: DomainView
    compared: str


@dataclass(frozen=True)
class OverviewView:
    """The finding over all areas, what belongs to it, and the cards."""

    title: str
    more: str
    cards: Sequence[Card]


def view_overview(content: Content, views: Sequence[DomainView]) -> OverviewView:
    """Return the overview of the domains of one authority."""
    title, more = _summary(views)
    cards = [
        Card(view, _compared(content, view.domain.local_authority_code, view.lead) if view.lead else "")
        for view in views
    ]
    return OverviewView(title, more, cards)


def _summary(views: Sequence[DomainView]) -> tuple[str, str]:
    """The finding, how many areas are better or worse, and which are the same or hardly measured."""
    leads = Counter(view.lead.direction for view in views if view.lead)
    if not leads:
        return "No figures yet", ""
    better, worse = leads[Direction.BETTER], leads[Direction.WORSE]
    verb = "are" if better > 1 else "is"
    change = f"{better or 'none'} {verb} better and {worse or 'none'} worse"
    title = f"Of {len(views)} areas of life, {change} than a year ago"
    weak = [view.domain.label for view in views if view.weaknesses]
    parts = (
        [f"{words.counted(leads[Direction.SAME], 'area is', 'areas are')} about the same."]
        if leads[Direction.SAME]
        else []
    )
    parts += [f"Hardly measured: {', '.join(weak)}."] if weak else []
    return title, " ".join(parts)


def _compared(content: Content, local_authority_code: str, lead: IndicatorView) -> str:
    """The figures published for England and other areas, of all ages or else the oldest age band, beside ours."""
    indicator = lead.indicator
    points = content.points_of.get((local_authority_code, indicator.indicator_id), [])
    rows = findings.comparisons(points, [b for b in content.benchmarks if b.indicator_id == indicator.indicator_id])
    bands = {row.age_band for row in rows}
    band = "all" if "all" in bands else next((b for b in reversed(AGE_BANDS) if b in bands), "")
    chosen = sorted((row for row in rows if row.age_band == band), key=lambda row: (row.area != ENGLAND, row.area))
    if not chosen:
        return ""
    year = chosen[0].year
    told = [f"{row.area} {words.figure(row.published, indicator.unit)}" for row in chosen if row.year == year]
    ages = "" if band == "all" else f", aged {words.age_band(band)}"
    return f"Published for {words.year(year)}{ages}: {', '.join(told)}. {_ours(chosen[0], indicator.unit)}"


def _ours(row: Comparison, unit: str) -> str:
    if row.ours is None:
        return "Here: no figure for these ages."
    if row.ours.value_shown is None:
        return f"{_here(row)}: {words.hidden(row.ours.status)}."
    return f"{_here(row)}: {words.figure(row.ours.value_shown, unit)}."


def _here(row: Comparison) -> str:
    return "Here" if row.age_band == "all" else "Here, for the same ages"
