"""Everything the pages show, read once and indexed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from dagster_project.site.database import Database, SiteDataError
from dagster_project.site.duplication_rows import (
    MapBurden,
    MapBurdenField,
    MapDisagreement,
    MapItemOverlap,
    MapMeasureDefinition,
)
from dagster_project.site.map_rows import (
    CandidateMeasure,
    MapClaim,
    MapConcept,
    MapDomain,
    MapDuplication,
    MapDuplicationPair,
    MapField,
    MapGap,
    MapPath,
    MapSuggestion,
    Source,
)
from dagster_project.site.return_rows import (
    Code,
    CollectionYear,
    Dashboard,
    DashboardMeasure,
    Dataset,
    MapItemClaim,
    ReturnFigure,
    ReturnItem,
    ReturnReckoning,
)
from dagster_project.site.rows import (
    Benchmark,
    Check,
    ConceptCoverage,
    Domain,
    GroupPoint,
    Indicator,
    Load,
    Parameter,
    RuleChoice,
    RuleField,
    RuleResult,
    SeriesPoint,
    perspective_id,
)
from dagster_project.site.words import few

_FEWEST = "fewest_people_shown"
PointT = TypeVar("PointT", SeriesPoint, GroupPoint)
AuthorityT = TypeVar("AuthorityT", ConceptCoverage, Load, RuleResult)


@dataclass(frozen=True)
class Content:
    """The rows of the person-free database."""

    domain_rows: Sequence[Domain]
    indicators: Sequence[Indicator]
    series: Sequence[SeriesPoint]
    groups: Sequence[GroupPoint]
    benchmarks: Sequence[Benchmark]
    coverage: Sequence[ConceptCoverage]
    loads: Sequence[Load]
    checks: Sequence[Check]
    sources: Sequence[Source]
    fields: Sequence[MapField]
    claims: Sequence[MapClaim]
    paths: Sequence[MapPath]
    map_domains: Sequence[MapDomain]
    concepts: Sequence[MapConcept]
    duplications: Sequence[MapDuplication]
    pairs: Sequence[MapDuplicationPair]
    gaps: Sequence[MapGap]
    suggestions: Sequence[MapSuggestion]
    candidates: Sequence[CandidateMeasure]
    rules: Sequence[RuleResult]
    rule_fields: Sequence[RuleField]
    rule_choices: Sequence[RuleChoice]
    disagreements: Sequence[MapDisagreement]
    burdens: Sequence[MapBurden]
    burden_fields: Sequence[MapBurdenField]
    item_overlaps: Sequence[MapItemOverlap]
    measure_definitions: Sequence[MapMeasureDefinition]
    return_items: Sequence[ReturnItem]
    item_claims: Sequence[MapItemClaim]
    dashboards: Sequence[Dashboard]
    dashboard_measures: Sequence[DashboardMeasure]
    collection_years: Sequence[CollectionYear]
    datasets: Sequence[Dataset]
    codes: Sequence[Code]
    reckonings: Sequence[ReturnReckoning]
    return_figures: Sequence[ReturnFigure]
    parameters: Sequence[Parameter]

    @cached_property
    def fewest_people_shown(self) -> int:
        """Fewest people that a number may stand for, other than nought."""
        found = [row.value for row in self.parameters if row.parameter == _FEWEST]
        if not found:
            raise SiteDataError(f"parameters has no row {_FEWEST}; publish the marts with this version")
        return int(found[0])

    @cached_property
    def coverage_of(self) -> Mapping[str, list[ConceptCoverage]]:
        """How far concepts are recorded, by authority."""
        return _by_authority(self.coverage)

    @cached_property
    def loads_of(self) -> Mapping[str, list[Load]]:
        """The files that arrived, by authority."""
        return _by_authority(self.loads)

    @cached_property
    def rules_of(self) -> Mapping[str, list[RuleResult]]:
        """What became of each rule, by authority."""
        return _by_authority(self.rules)

    @cached_property
    def checks_of(self) -> Mapping[str, list[Check]]:
        """The expectations by load."""
        found: dict[str, list[Check]] = defaultdict(list)
        for check in self.checks:
            found[check.load_id].append(check)
        return found

    @cached_property
    def authorities(self) -> list[str]:
        """Every authority that has a row, by code."""
        return sorted(
            {d.local_authority_code for d in self.domain_rows} | {p.local_authority_code for p in self.series}
        )

    def domains(self, local_authority_code: str) -> list[Domain]:
        """Return the domains of an authority in order; from the map alone where nobody has arrived yet."""
        found = {d.domain_id: d for d in self.domain_rows if d.local_authority_code == local_authority_code}
        for row in self.map_domains:
            empty = Domain(local_authority_code, row.domain_id, row.label, row.position)
            found.setdefault(row.domain_id, empty)
        return sorted(found.values(), key=lambda d: (d.position, d.domain_id))

    @cached_property
    def points_of(self) -> Mapping[tuple[str, str], list[SeriesPoint]]:
        """The series by authority and indicator."""
        found: dict[tuple[str, str], list[SeriesPoint]] = defaultdict(list)
        for point in self.series:
            found[point.local_authority_code, point.indicator_id].append(point)
        return found

    @cached_property
    def groups_of(self) -> Mapping[tuple[str, str], list[GroupPoint]]:
        """The groups of the latest rolling year by authority and indicator."""
        found: dict[tuple[str, str], list[GroupPoint]] = defaultdict(list)
        for point in self.groups:
            found[point.local_authority_code, point.indicator_id].append(point)
        return found

    @cached_property
    def fields_of_target(self) -> Mapping[tuple[str, str], list[MapField]]:
        """The fields behind a thing, by its kind and id."""
        by_key = {(f.dataset, f.field): f for f in self.fields}
        found: dict[tuple[str, str], dict[str, MapField]] = defaultdict(dict)
        for path in self.paths:
            field = by_key.get((path.dataset, path.field))
            if field is not None:
                found[path.target_kind, path.target_id][field.name] = field
        return {key: [fields[a] for a in sorted(fields)] for key, fields in found.items()}

    def indicators_of(self, domain_id: str, perspective: str) -> list[Indicator]:
        """Return the indicators of a domain from one perspective, in order."""
        chosen = (
            i for i in self.indicators if i.domain_id == domain_id and perspective_id(i.perspective) == perspective
        )
        return sorted(chosen, key=lambda i: (i.position, i.indicator_id))


def read_content(path: Path) -> Content:
    """Read the database; raise SiteDataError where it breaks the read contract or shows a small number."""
    with Database(path) as database:
        content = Content(
            domain_rows=database.rows("rpt_domain", Domain),
            indicators=database.rows("rpt_indicator", Indicator),
            series=[_without_hidden(p) for p in database.rows("rpt_indicator_series", SeriesPoint)],
            groups=[_without_hidden(p) for p in database.rows("rpt_indicator_breakdown", GroupPoint)],
            benchmarks=database.rows("rpt_benchmark", Benchmark),
            coverage=database.rows("rpt_concept_coverage", ConceptCoverage),
            loads=database.rows("rpt_load", Load),
            checks=database.rows("rpt_check", Check),
            sources=database.rows("sources", Source),
            fields=sorted(
                database.rows("map_field", MapField), key=lambda f: (f.source, f.dataset, f.position, f.field)
            ),
            claims=[c for c in database.rows("map_claim", MapClaim) if c.is_claimed and c.is_recording],
            map_domains=database.rows("map_domain", MapDomain),
            paths=database.rows("map_path", MapPath),
            concepts=database.rows("map_concept", MapConcept),
            duplications=database.rows("map_duplication", MapDuplication),
            pairs=database.rows("map_duplication_pair", MapDuplicationPair),
            gaps=database.rows("map_gap", MapGap),
            suggestions=database.rows("map_suggestion", MapSuggestion),
            candidates=database.rows("map_candidate_measure", CandidateMeasure),
            rules=database.rows("rpt_rule", RuleResult),
            rule_fields=database.rows("rule_fields", RuleField),
            rule_choices=database.rows("rule_choices", RuleChoice),
            disagreements=database.rows("map_disagreement", MapDisagreement),
            burdens=database.rows("map_burden", MapBurden),
            burden_fields=database.rows("map_burden_field", MapBurdenField),
            item_overlaps=database.rows("map_item_overlap", MapItemOverlap),
            measure_definitions=database.rows("map_measure_definition", MapMeasureDefinition),
            return_items=sorted(
                database.rows("return_items", ReturnItem), key=lambda i: (i.return_id, i.module, i.position, i.item)
            ),
            item_claims=database.rows("map_item_claim", MapItemClaim),
            dashboards=database.rows("dashboards", Dashboard),
            dashboard_measures=database.rows("dashboard_measures", DashboardMeasure),
            collection_years=database.rows("collection_years", CollectionYear),
            datasets=database.rows("datasets", Dataset),
            codes=database.rows("codes", Code),
            reckonings=database.rows("return_reckoning", ReturnReckoning),
            return_figures=database.rows("return_figure", ReturnFigure),
            parameters=database.rows("parameters", Parameter),
        )
    _refuse_small_numbers(content)
    _refuse_small_counts(content)
    return content


def _without_hidden(point: PointT) -> PointT:
    """A point that is not shown keeps no number, whatever the mart left in it."""
    if point.status == "shown" and point.value_shown is not None:
        return point
    status = "x" if point.status == "shown" else point.status
    return replace(point, status=status, numerator_shown=None, denominator_shown=None, value_shown=None)


def _by_authority(rows: Iterable[AuthorityT]) -> Mapping[str, list[AuthorityT]]:
    found: dict[str, list[AuthorityT]] = defaultdict(list)
    for row in rows:
        found[row.local_authority_code].append(row)
    return found


def _refuse_small_numbers(content: Content) -> None:
    """Disclosure control hides small numbers; this stops the build if one came through all the same."""
    shares = {i.indicator_id for i in content.indicators if i.unit == "percent"}
    fewest = content.fewest_people_shown
    points: list[SeriesPoint | GroupPoint] = [*content.series, *content.groups]
    for point in points:
        if point.indicator_id not in shares or point.numerator_shown is None or point.denominator_shown is None:
            continue
        rest = point.denominator_shown - point.numerator_shown
        if 0 < point.numerator_shown < fewest or 0 < rest < fewest:
            table, where = (
                ("rpt_indicator_series", f"at {point.period_end_date}, ages {point.age_band}")
                if isinstance(point, SeriesPoint)
                else ("rpt_indicator_breakdown", f"of {point.breakdown} {point.group_id}")
            )
            raise SiteDataError(
                f"{table} shows a count of {few(fewest)} for {point.indicator_id} {where}; hide it in the mart"
            )


def _refuse_small_counts(content: Content) -> None:
    for row in content.rules:
        if 0 < row.failing_children_shown < content.fewest_people_shown:
            told = f"rpt_rule shows a count of {few(content.fewest_people_shown)} for rule {row.rule}"
            raise SiteDataError(f"{told} in {row.collection_year}; hide it in the mart")
