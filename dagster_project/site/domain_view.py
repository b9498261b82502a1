"""What a domain page and a card of the overview show, in words and charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dagster_project.site import charts, findings, words
from dagster_project.site.addresses import slug
from dagster_project.site.breakdown_view import BreakdownView, view_breakdowns
from dagster_project.site.content import Content
from dagster_project.site.findings import Direction, Headline
from dagster_project.site.map_rows import MapDomain, MapField
from dagster_project.site.rows import (
    AGE_BANDS,
    BREAKDOWNS,
    PERSPECTIVES,
    ConceptCoverage,
    Domain,
    Indicator,
    SeriesPoint,
    perspective_id,
)

ENGLAND = "England"


@dataclass(frozen=True)
class IndicatorView:
    """One measure, ready for a template."""

    indicator: Indicator
    headline: Headline
    title: str
    value: str
    is_shown: bool
    basis: str
    period: str
    direction: Direction
    direction_words: str
    was: str
    trend_title: str
    england: Sequence[str]
    elsewhere: Sequence[str]
    trend: Markup
    published_year: str
    quarters: Sequence[SeriesPoint]
    breakdowns: Sequence[BreakdownView]
    fields: Sequence[MapField]

    @property
    def has_data(self) -> bool:
        """Whether any point exists, shown or hidden."""
        return self.headline.point is not None

    @property
    def perspective(self) -> str:
        """Whose view the measure is, as one of PERSPECTIVES."""
        return perspective_id(self.indicator.perspective)

    @property
    def csv_path(self) -> str:
        """The CSV beside the authority's pages."""
        return f"csv/{slug(self.indicator.indicator_id)}.csv"


@dataclass(frozen=True)
class Column:
    """The measures of one perspective on a domain page."""

    perspective: str
    label: str
    note: str
    measures: Sequence[IndicatorView]
    unasked: Sequence[ConceptCoverage]


@dataclass(frozen=True)
class DomainView:
    """One domain of one authority."""

    domain: Domain
    columns: Sequence[Column]
    apart: Sequence[IndicatorView]
    lead: IndicatorView | None
    coverage: Sequence[ConceptCoverage]
    weaknesses: Sequence[str]
    newest: str

    @property
    def measures(self) -> list[IndicatorView]:
        """Every measure of the domain."""
        return [m for column in self.columns for m in column.measures] + list(self.apart)

    @property
    def breakdowns(self) -> list[tuple[str, str]]:
        """The ways of telling people apart that a measure of the domain has, with their names."""
        found = {b.breakdown: b.label for m in self.measures for b in m.breakdowns}
        return [(name, found[name]) for name in BREAKDOWNS if name in found]

    @property
    def voices(self) -> list[str]:
        """The perspectives that have at least one figure."""
        return [words.PERSPECTIVE_SHORT[c.perspective] for c in self.columns if any(m.has_data for m in c.measures)]

    @property
    def finding(self) -> str:
        """The domain's finding as one line."""
        return self.lead.title if self.lead else "No measure has data yet"


def is_apart(indicator: Indicator) -> bool:
    """Custody is neither suitable nor unsuitable: it is shown apart from both."""
    return "custody" in indicator.indicator_id


def view_domain(content: Content, domain: Domain) -> DomainView:
    """Return the view of a domain."""
    columns, apart = [], []
    coverage = _coverage(content, domain)
    for perspective in PERSPECTIVES:
        views = [
            view_indicator(content, domain.local_authority_code, i)
            for i in content.indicators_of(domain.domain_id, perspective)
        ]
        apart += [v for v in views if is_apart(v.indicator)]
        kept = [v for v in views if not is_apart(v.indicator)]
        label, note = words.PERSPECTIVE_LABEL[perspective], words.PERSPECTIVE_NOTE[perspective]
        unasked = [c for c in coverage if c.is_recorded_by_nobody and c.perspective_id == perspective]
        columns.append(Column(perspective, label, note, kept, unasked))
    # With no dashboard of the council's on record, "shows none" would blame the council for our ignorance.
    is_any_on_record = any(d.council_concepts_count for d in content.map_domains)
    mapped = next((d for d in content.map_domains if d.domain_id == domain.domain_id and is_any_on_record), None)
    dates = [c.freshest_date for c in coverage if c.freshest_date]
    newest = words.full_date(max(dates)) if dates else ""
    lead = _lead(domain, [m for c in columns for m in c.measures])
    return DomainView(domain, columns, apart, lead, coverage, weaknesses(domain, mapped), newest)


def _coverage(content: Content, domain: Domain) -> list[ConceptCoverage]:
    return [
        row for row in content.coverage_of.get(domain.local_authority_code, ()) if row.domain_id == domain.domain_id
    ]


def _lead(domain: Domain, measures: Sequence[IndicatorView]) -> IndicatorView | None:
    """The measure the catalogue names; else the first with a figure, a published definition before our own."""
    named = next((m for m in measures if m.indicator.indicator_id == domain.leading_indicator_id), None)
    if named:
        return named
    shown = sorted((m for m in measures if m.is_shown), key=lambda m: m.indicator.position)
    return next((m for m in shown if m.indicator.basis == "dfe"), shown[0] if shown else None)


def weaknesses(domain: Domain, mapped: MapDomain | None) -> list[str]:
    """Return, in plain sentences, why a domain is hardly measured; empty when it is measured well enough."""
    found = []
    if domain.concepts_count and not domain.recorded_concepts_count:
        found.append("Nothing is on record about this yet.")
    elif 2 * domain.recorded_concepts_count < domain.concepts_count:
        found.append(_without_values(domain))
    if mapped is not None and mapped.is_hardly_on_council_dashboards:
        shown = mapped.council_concepts_count or "none"
        found.append(f"The council's own dashboards show {shown} of its {mapped.concepts_count} things worth knowing.")
    return found


def _without_values(domain: Domain) -> str:
    """A thing that nobody records has no field; of another the field may hold nothing yet."""
    empty = domain.concepts_count - domain.recorded_concepts_count
    nobody = domain.concepts_count - domain.fielded_concepts_count
    known = f"Nothing is on record for {empty} of the {domain.concepts_count} things worth knowing"
    return f"{known}; nobody records {nobody} of them at all." if nobody else f"{known}."


def view_indicator(content: Content, local_authority_code: str, indicator: Indicator) -> IndicatorView:
    """Return the view of one indicator for one authority."""
    points = content.points_of.get((local_authority_code, indicator.indicator_id), [])
    if all(point.status == "x" for point in points):
        points = []
    head = findings.headline(indicator, points)
    compared = findings.comparisons(points, [b for b in content.benchmarks if b.indicator_id == indicator.indicator_id])
    quarters = findings.select(points, "quarter", "all")
    bands = [series[-1] for band in AGE_BANDS[1:] if (series := findings.select(points, "rolling_year", band))]
    published = {c.age_band: (c.published, ENGLAND) for c in compared if c.area == ENGLAND}
    title = findings.title(indicator, head)
    return IndicatorView(
        indicator=indicator,
        headline=head,
        title=title,
        value=_value(head, indicator.unit),
        is_shown=head.is_shown,
        basis=findings.basis_words(indicator, head.point) if head.point else "",
        period=findings.period_words(head.point) if head.point else "",
        direction=head.direction,
        direction_words=findings.direction_words(head.direction),
        was=_was(head, indicator.unit),
        trend_title=findings.trend_title(quarters, indicator.unit),
        england=[c.sentence(indicator.unit) for c in compared if c.area == ENGLAND],
        elsewhere=[c.sentence(indicator.unit) for c in compared if c.area != ENGLAND],
        trend=charts.trend(
            quarters, indicator.unit, findings.trend_title(quarters, indicator.unit), published.get("all", (None, ""))
        ),
        published_year=max((c.year for c in compared if c.area == ENGLAND), default=""),
        quarters=quarters,
        breakdowns=view_breakdowns(
            indicator, bands, content.groups_of.get((local_authority_code, indicator.indicator_id), []), published
        ),
        fields=content.fields_of_target.get(("indicator", indicator.indicator_id), []),
    )


def _value(head: Headline, unit: str) -> str:
    if head.point is None:
        return "No data yet"
    if head.point.value_shown is None:
        return words.sentence_code(words.hidden(head.point.status))
    return words.figure(head.point.value_shown, unit)


def _was(head: Headline, unit: str) -> str:
    if head.earlier is None or head.earlier.value_shown is None or head.direction is Direction.UNKNOWN:
        return ""
    return words.figure(head.earlier.value_shown, unit)
