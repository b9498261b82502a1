"""Which pages the site has, and what each of them is given."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dagster_project.site import words
from dagster_project.site.addresses import authority_folder, gaps_path, slug
from dagster_project.site.burden import last_year_over, repeated_entries
from dagster_project.site.content import Content
from dagster_project.site.decisions_view import view_decisions
from dagster_project.site.domain_view import DomainView, view_domain
from dagster_project.site.facts import Feeds, RunFacts
from dagster_project.site.field_pages import field_pages
from dagster_project.site.find_view import view_find
from dagster_project.site.item_pages import item_pages
from dagster_project.site.journey import Journeys, graph_labels
from dagster_project.site.map_view import MapView, view_map
from dagster_project.site.overview_view import view_overview
from dagster_project.site.page import Page, TextFile
from dagster_project.site.quality_view import view_quality
from dagster_project.site.readiness_view import view_readiness
from dagster_project.site.rows import GroupPoint, Indicator, SeriesPoint
from dagster_project.site.rules_view import rule_pages, rules_page
from dagster_project.site.since_view import SinceView
from dagster_project.site.thing_pages import thing_pages
from dagster_project.spreadsheets import inert
from lineage.ask import WrittenGraph

_CSV_HEADER = (
    *("local_authority_code", "indicator_id", "label", "unit", "period_kind", "period_end_date"),
    *("breakdown", "group_id", "group"),
    *("numerator", "denominator", "value", "status"),
)


@dataclass(frozen=True)
class Authority:
    """One authority's part of the site."""

    code: str
    name: str
    folder: str
    domains: list[DomainView]


def authorities(content: Content, run: RunFacts) -> list[Authority]:
    """Return the site's own authority first, then the others by code."""
    others = [code for code in content.authorities if code != run.local_authority_code]
    return [
        Authority(
            code,
            run.authority_name(code),
            authority_folder(code, run.local_authority_code),
            [view_domain(content, domain) for domain in content.domains(code)],
        )
        for code in [run.local_authority_code, *others]
    ]


def site_files(
    content: Content,
    run: RunFacts,
    *,
    has_docs: bool,
    since: SinceView | None,
    graph: WrittenGraph | None,
    feeds: Feeds | None,
) -> Iterator[Page | TextFile]:
    """Yield every page and CSV of the site; without a graph no path is drawn, without feeds nothing leads to them."""
    councils = authorities(content, run)
    mapped = view_map(content, content.domains(run.local_authority_code))
    shared = {"run": run, "councils": councils, "map": mapped, "since": since, "has_docs": has_docs, "feeds": feeds}
    for council in councils:
        yield from _authority_files(content, council, shared)
    yield from rule_pages(content, {**shared, "council": councils[0]})
    yield from _map_files(content, mapped, graph, {**shared, "council": councils[0]})
    yield Page("about.html", "about.html", {**shared, "council": councils[0], "here": "about"})


def _map_files(
    content: Content, mapped: MapView, graph: WrittenGraph | None, given: dict[str, Any]
) -> Iterator[Page | TextFile]:
    """Yield the pages of the map, which all authorities share; figures about people are of the site's own authority."""
    council: Authority = given["council"]
    journeys = Journeys(graph, graph_labels(content))
    year = last_year_over(content, given["run"].as_at)
    views: dict[str, dict[str, Any]] = {
        "map": {},
        "duplications": {"burdens": repeated_entries(content, council.code, year)},
        "gaps": {},
        "find": {"view": view_find(content, mapped, council.folder)},
        "decisions": {"view": view_decisions(content, mapped, council.code, year)},
    }
    for name, view in views.items():
        yield Page(f"{name}.html", f"{name}.html", {**given, **view, "here": name})
    for domain in [*council.domains, None]:
        groups = mapped.gaps_of.get(domain.domain.domain_id, ()) if domain else mapped.other_gaps
        path = gaps_path(domain.domain.domain_id if domain else "")
        yield Page(path, "area_gaps.html", {**given, "here": "gaps", "view": domain, "groups": groups})
    yield from thing_pages(content, mapped, given)
    yield from field_pages(content, mapped, journeys, given)
    yield from item_pages(content, journeys, given)


def _authority_files(content: Content, council: Authority, shared: dict[str, Any]) -> Iterator[Page | TextFile]:
    given = {**shared, "council": council}
    overview = {**given, "here": "index", "view": view_overview(content, council.domains)}
    yield Page(f"{council.folder}index.html", "overview.html", overview)
    for view in council.domains:
        path = f"{council.folder}domain/{slug(view.domain.domain_id)}.html"
        yield Page(path, "domain.html", {**given, "here": "domain", "view": view})
        for measure in view.measures:
            of_measure = (council.code, measure.indicator.indicator_id)
            points, groups = content.points_of.get(of_measure, []), content.groups_of.get(of_measure, [])
            yield TextFile(council.folder + measure.csv_path, measure_csv(measure.indicator, points, groups))
    yield rules_page(content, council.code, council.folder, given)
    as_at = given["run"].as_at
    quality = view_quality(content, council.code, as_at)
    yield Page(f"{council.folder}quality.html", "quality.html", {**given, "here": "quality", "view": quality})
    ready = view_readiness(content, council.code, as_at)
    yield Page(f"{council.folder}return.html", "return.html", {**given, "here": "return", "view": ready})


def measure_csv(indicator: Indicator, points: list[SeriesPoint], groups: list[GroupPoint]) -> str:
    """Return the numbers of a measure as CSV; hidden cells carry their letter in `status` and no number."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_CSV_HEADER)
    for p in points:
        by = ("all", "all", "All ages") if p.age_band == "all" else ("age", p.age_band, words.age_band(p.age_band))
        writer.writerow(_csv_row(indicator, p, (p.period_kind, p.period_end_date.isoformat(), *by)))
    for g in groups:
        day = g.period_end_date.isoformat() if g.period_end_date else ""
        by = (g.breakdown, g.group_id, inert(g.label))
        writer.writerow(_csv_row(indicator, g, ("rolling_year", day, *by)))
    return out.getvalue()


def _csv_row(indicator: Indicator, p: SeriesPoint | GroupPoint, at: tuple[str, ...]) -> tuple[str, ...]:
    return (
        *(inert(t) for t in (p.local_authority_code, p.indicator_id, indicator.label, indicator.unit)),
        *at,
        *(_plain(v) for v in (p.numerator_shown, p.denominator_shown, p.value_shown)),
        p.status,
    )


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if value < 1e6 else f"{value:.0f}"
