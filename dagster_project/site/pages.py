"""Which pages the site has, and what each of them is given."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dagster_project.site import words
from dagster_project.site.addresses import authority_folder, slug
from dagster_project.site.content import Content
from dagster_project.site.domain_view import DomainView, view_domain
from dagster_project.site.facts import RunFacts
from dagster_project.site.findings import Direction
from dagster_project.site.map_view import view_map
from dagster_project.site.page import Page, TextFile
from dagster_project.site.rows import GroupPoint, Indicator, SeriesPoint
from dagster_project.site.rules_view import rule_pages, rules_page
from dagster_project.site.since_view import SinceView
from dagster_project.spreadsheets import inert

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


@dataclass(frozen=True)
class Summary:
    """The overview's finding and what else belongs to it."""

    title: str
    more: str


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


def site_files(content: Content, run: RunFacts, has_docs: bool, since: SinceView | None) -> Iterator[Page | TextFile]:
    """Yield every page and CSV of the site."""
    councils = authorities(content, run)
    mapped = view_map(content, content.domains(run.local_authority_code))
    shared = {"run": run, "councils": councils, "map": mapped, "since": since, "has_docs": has_docs}
    for council in councils:
        yield from _authority_files(content, council, shared)
    yield from rule_pages(content, {**shared, "council": councils[0]})
    for name in ("map", "gaps", "duplications", "about"):
        yield Page(f"{name}.html", f"{name}.html", {**shared, "council": councils[0], "here": name})


def _authority_files(content: Content, council: Authority, shared: dict[str, Any]) -> Iterator[Page | TextFile]:
    given = {**shared, "council": council}
    yield Page(f"{council.folder}index.html", "overview.html", {**given, "here": "index", "summary": summary(council)})
    for view in council.domains:
        path = f"{council.folder}domain/{slug(view.domain.domain_id)}.html"
        yield Page(path, "domain.html", {**given, "here": "domain", "view": view})
        for measure in view.measures:
            of_measure = (council.code, measure.indicator.indicator_id)
            points, groups = content.points_of.get(of_measure, []), content.groups_of.get(of_measure, [])
            yield TextFile(council.folder + measure.csv_path, measure_csv(measure.indicator, points, groups))
    loads = [row for row in content.loads if row.local_authority_code == council.code]
    load_ids = {row.load_id for row in loads}
    checks = [row for row in content.checks if row.load_id in load_ids]
    states = Counter(row.status for row in loads)
    yield rules_page(content, council.code, council.folder, given)
    quality = {**given, "here": "quality", "loads": loads, "checks": checks, "states": states}
    yield Page(f"{council.folder}quality.html", "quality.html", quality)


def summary(council: Authority) -> Summary:
    """Return the overview's finding: how many areas are better or worse, and which are hardly measured."""
    views = council.domains
    leads = Counter(view.lead.direction for view in views if view.lead)
    if not leads:
        return Summary("No figures yet", "")
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
    return Summary(title, " ".join(parts))


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
