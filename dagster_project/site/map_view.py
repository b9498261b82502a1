"""The map as pages show it: a matrix of concepts by sources, the fields, what is recorded twice, what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from dagster_project.site import words
from dagster_project.site.addresses import concept_path, domain_path, gaps_path, item_path, slug
from dagster_project.site.content import Content
from dagster_project.site.map_rows import (
    CandidateMeasure,
    MapConcept,
    MapDuplication,
    MapDuplicationPair,
    MapField,
    MapGap,
    MapSuggestion,
    Source,
)
from dagster_project.site.rows import Domain

#: What a field may feed, in a manager's words; steps within the warehouse are left to dbt docs.
_TARGET_WORDS: Mapping[str, str] = MappingProxyType(
    {"indicator": "Measure", "dashboard_measure": "Dashboard", "return_item": "Return"}
)
GAP_TITLE: Mapping[str, str] = MappingProxyType(
    {
        "concept_nobody_records": "Nobody records it",
        "recorded_for_few": "Recorded for few",
        "silent_group": "Whose voice is silent",
        "evidence_old": "What is on record is old",
        "coverage_ends_at_18": "Followed up to 18 only",
        "concept_not_on_council_dashboards": "Not on the council's dashboards",
        "domain_hardly_on_council_dashboards": "Hardly on the council's dashboards",
        "domain_without_young_person": "No young person's own view",
        "indicator_without_path": "A measure with no field behind it",
        "return_item_without_path": "An item of a return with no field behind it",
        "field_unused": "A field that nothing uses",
        "column_unmapped": "A column that nobody knows",
        "claim_not_proved": "Said to be recorded, but no SQL takes it there",
        "path_not_claimed": "Taken there by the SQL, but nobody said so",
        "item_claim_not_proved": "Said to go to a return, but no SQL takes it there",
        "measure_claim_not_proved": "Said to be about something that it is not made from",
        "measure_path_not_claimed": "Made from something that nobody said",
    }
)
#: Gaps that a question could fill; elsewhere the question is there, and it is to be asked of more people or again.
_ANSWERED_BY_ASKING = frozenset({"concept_nobody_records", "recorded_for_few", "coverage_ends_at_18"})
#: Gaps that need a mend of the catalogue or the SQL; the rest is for a manager to act on.
_FOR_ANALYSTS = ("field_", "column_", "claim_", "path_", "item_", "measure_", "indicator_", "return_item_")


@dataclass(frozen=True)
class Cell:
    """One concept in one source: its fields, none when the source does not record it."""

    fields: Sequence[MapField]


@dataclass(frozen=True)
class MatrixRow:
    """One concept with a cell for each source and its mark."""

    concept: MapConcept
    cells: Sequence[Cell]

    @property
    def fields_count(self) -> int:
        """How many fields record the concept, over all sources."""
        return sum(len(cell.fields) for cell in self.cells)

    @property
    def is_recorded_by_nobody(self) -> bool:
        """Whether no field records the concept, as the map has it."""
        return self.concept.kind == "nobody records"

    @property
    def is_duplicated(self) -> bool:
        """Whether more than one dataset records the concept, as the map has it."""
        return self.concept.kind == "duplicated"

    @property
    def mark(self) -> str:
        """The finding about the concept, in words; empty when one field records it."""
        if self.is_recorded_by_nobody:
            return "Nobody"
        return "More than once" if self.is_duplicated else ""


@dataclass(frozen=True)
class MatrixGroup:
    """The concepts of one domain."""

    domain: Domain
    rows: Sequence[MatrixRow]


@dataclass(frozen=True, order=True)
class Target:
    """A thing made from a field; `page` and `anchor` lead to it where these pages show it."""

    kind: str
    label: str
    page: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class GapGroup:
    """Gaps of one kind."""

    kind: str
    title: str
    gaps: Sequence[MapGap]

    @property
    def is_for_managers(self) -> bool:
        """Whether a manager can act on it; the rest is folded away for the analyst."""
        return not self.kind.startswith(_FOR_ANALYSTS)


@dataclass(frozen=True)
class Suggested:
    """A suggestion, and the page and anchor of the gap it answers; both empty when the map no longer shows that."""

    row: MapSuggestion
    page: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class MapView:
    """The whole map; `columns` are the sources that record a concept."""

    sources: Sequence[Source]
    columns: Sequence[Source]
    groups: Sequence[MatrixGroup]
    fields: Sequence[MapField]
    gaps_of: Mapping[str, Sequence[GapGroup]]
    other_gaps: Sequence[GapGroup]
    candidates: Mapping[tuple[str, str], Sequence[CandidateMeasure]]
    targets: Mapping[str, Sequence[Target]]
    duplications: Sequence[MapDuplication]
    pairs_of: Mapping[str, Sequence[MapDuplicationPair]]
    concept_label: Mapping[str, str]
    domain_label: Mapping[str, str]
    source_title: Mapping[str, str]
    dataset_title: Mapping[str, str]
    suggestions: Sequence[Suggested]
    suggestions_of: Mapping[str, Sequence[MapSuggestion]]

    def candidates_of(self, gap: MapGap) -> Sequence[CandidateMeasure]:
        """The measures that could be asked to fill the gap; none where asking is not what is missing."""
        return self.candidates.get((gap.gap_kind, gap.subject_id), ())

    def telling_pairs(self, concept_id: str) -> Sequence[MapDuplicationPair]:
        """The measured pairs of a concept that could have differed; those that agree least come first."""
        return [pair for pair in self.pairs_of.get(concept_id, ()) if not pair.says_one_thing]

    @staticmethod
    def gap_title(kind: str) -> str:
        """What a kind of gap is called."""
        return GAP_TITLE.get(kind, words.sentence_code(kind))

    @property
    def duplicated_count(self) -> int:
        """How many concepts are recorded more than once."""
        return sum(row.is_duplicated for group in self.groups for row in group.rows)

    @property
    def unrecorded_count(self) -> int:
        """How many concepts no field records."""
        return sum(row.is_recorded_by_nobody for group in self.groups for row in group.rows)


def view_map(content: Content, domains: Sequence[Domain]) -> MapView:
    """Return the map; empty parts stay empty and the page says so. Gaps are those of the domains' authority."""
    own = {"", *(d.local_authority_code for d in domains)}
    gaps = [g for g in content.gaps if g.local_authority_code in own]
    sources = _sources(content)
    fields_of = _fields_of_concept(content)
    columns = [s for s in sources if s.source in {source for _, source in fields_of}]
    groups = []
    for domain in domains:
        concepts = [c for c in content.concepts if c.domain_id == domain.domain_id]
        rows = [MatrixRow(c, [Cell(fields_of.get((c.concept_id, s.source), [])) for s in columns]) for c in concepts]
        groups.append(MatrixGroup(domain, rows))
    return MapView(
        sources=sources,
        columns=columns,
        groups=[g for g in groups if g.rows],
        fields=content.fields,
        gaps_of={d.domain_id: _gap_groups([g for g in gaps if g.domain_id == d.domain_id]) for d in domains},
        other_gaps=_gap_groups([g for g in gaps if g.domain_id not in {d.domain_id for d in domains}]),
        candidates=_candidates([c for c in content.candidates if c.local_authority_code in own]),
        targets=_targets(content),
        duplications=content.duplications,
        pairs_of=_measured_pairs([p for p in content.pairs if p.local_authority_code in own]),
        concept_label={c.concept_id: c.label for c in content.concepts},
        domain_label={d.domain_id: d.label for d in domains},
        source_title={s.source: s.title or s.source for s in sources},
        dataset_title={d.dataset: d.title or d.dataset for d in content.datasets},
        suggestions=_suggestions(content),
        suggestions_of=_suggestions_of_gap(content),
    )


def _measured_pairs(pairs: Sequence[MapDuplicationPair]) -> dict[str, list[MapDuplicationPair]]:
    """The pairs of fields whose agreement may be shown, by concept; those that agree least come first."""
    found: dict[str, list[MapDuplicationPair]] = defaultdict(list)
    for pair in sorted(pairs, key=lambda pair: (pair.agree_share or 0.0, pair.pair_id)):
        if pair.is_measured:
            found[pair.concept_id].append(pair)
    return dict(found)


def _suggestions(content: Content) -> list[Suggested]:
    """Every suggestion by number, with the way to the gap it answers."""
    domains = {domain.domain_id for domain in content.map_domains}
    places = {
        gap.gap_id: (gaps_path(gap.domain_id if gap.domain_id in domains else ""), gap.anchor) for gap in content.gaps
    }
    places |= {row.gap_id: ("duplications.html", row.anchor) for row in content.duplications}
    rows = sorted(content.suggestions, key=lambda row: row.suggestion_number)
    return [Suggested(row, *places.get(row.gap_id, ())) for row in rows]


def _suggestions_of_gap(content: Content) -> dict[str, list[MapSuggestion]]:
    """The suggestions by the gap or duplication they answer."""
    found: dict[str, list[MapSuggestion]] = defaultdict(list)
    for row in sorted(content.suggestions, key=lambda row: row.suggestion_number):
        found[row.gap_id].append(row)
    return dict(found)


def _fields_of_concept(content: Content) -> dict[tuple[str, str], list[MapField]]:
    """The fields the catalogue says record a concept, by concept and source; a field may speak to several."""
    claimed = {(c.dataset, c.field, c.concept_id) for c in content.claims}
    concepts_of: dict[tuple[str, str], list[str]] = defaultdict(list)
    for dataset, field, concept_id in sorted(claimed):
        concepts_of[dataset, field].append(concept_id)
    found: dict[tuple[str, str], list[MapField]] = defaultdict(list)
    for row in content.fields:
        for concept_id in concepts_of[row.dataset, row.field]:
            found[concept_id, row.source].append(row)
    return found


def _sources(content: Content) -> list[Source]:
    """Every source that has a field, with its title where there is one."""
    used = {f.source for f in content.fields}
    known = {s.source: s for s in content.sources}
    return [known.get(source, Source(source, words.sentence_code(source))) for source in sorted(used)]


def _targets(content: Content) -> dict[str, list[Target]]:
    """What is made from each field, by the field's name."""
    by_key = {(f.dataset, f.field): f.name for f in content.fields}
    domain_of = {i.indicator_id: i.domain_id for i in content.indicators}
    items = {item.item_id for item in content.return_items}
    concepts = {concept.concept_id for concept in content.concepts}
    # Our own dashboards show the measures, which are told already.
    ours = {board.dashboard_id for board in content.dashboards if not board.is_councils}
    found: dict[str, set[Target]] = defaultdict(set)
    for path in content.paths:
        name = by_key.get((path.dataset, path.field))
        if name is None or path.target_kind not in _TARGET_WORDS:
            continue
        if path.target_kind == "dashboard_measure" and path.target_id.partition(".")[0] in ours:
            continue
        target = Target(_TARGET_WORDS[path.target_kind], path.target_label or path.target_id)
        if path.target_kind == "indicator" and path.target_id in domain_of:
            target = Target(target.kind, target.label, domain_path(domain_of[path.target_id]), slug(path.target_id))
        elif path.target_kind == "return_item" and path.target_id in items:
            target = Target(target.kind, target.label, item_path(path.target_id))
        found[name].add(target)
    for measure in content.dashboard_measures:
        name = by_key.get((measure.dataset, measure.field))
        if name is not None and measure.dashboard_id not in ours:
            page = concept_path(measure.concept_id) if measure.concept_id in concepts else ""
            found[name].add(Target(_TARGET_WORDS["dashboard_measure"], measure.label, page))
    return {name: sorted(targets) for name, targets in found.items()}


def _candidates(rows: Sequence[CandidateMeasure]) -> dict[tuple[str, str], list[CandidateMeasure]]:
    """The candidate measures by the kind and subject of their gap."""
    found: dict[tuple[str, str], list[CandidateMeasure]] = defaultdict(list)
    for row in rows:
        if row.gap_kind in _ANSWERED_BY_ASKING:
            found[row.gap_kind, row.subject_id].append(row)
    return found


def _gap_groups(gaps: Sequence[MapGap]) -> list[GapGroup]:
    """Group gaps by kind: what managers can act on first, then what an analyst mends."""
    order = {kind: place for place, kind in enumerate(GAP_TITLE)}
    kinds: dict[str, list[MapGap]] = defaultdict(list)
    for gap in gaps:
        kinds[gap.gap_kind].append(gap)
    return [
        GapGroup(kind, GAP_TITLE.get(kind, words.sentence_code(kind)), kinds[kind])
        for kind in sorted(kinds, key=lambda k: (order.get(k, len(order)), k))
    ]
