"""A page per thing worth knowing: who records it, how far they agree, who shows it, what it costs and lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dagster_project.site import words
from dagster_project.site.addresses import concept_path
from dagster_project.site.burden import last_year_over, repeated_entries
from dagster_project.site.content import Content
from dagster_project.site.duplication_rows import MapBurden, MapDisagreement, MapItemOverlap, MapMeasureDefinition
from dagster_project.site.map_rows import MapConcept, MapDuplication, MapDuplicationPair, MapField, MapGap
from dagster_project.site.map_view import MapView
from dagster_project.site.page import Page
from dagster_project.site.return_rows import Dashboard, DashboardMeasure
from dagster_project.site.rows import ConceptCoverage, Indicator

_YES_NO = {"true": "yes", "false": "no", "NOT_NEET": "in learning, work or training"}
#: Why the agreement of a pair is not told, in words.
_NOT_MEASURED = {
    "c": "Hidden: few people have both, or of few they agree or differ.",
    "nobody has both": "Nobody has both.",
}


@dataclass(frozen=True)
class PairView:
    """Two fields that hold the same thing, how far they agree, and what they say where they do not."""

    pair: MapDuplicationPair
    disagreements: Sequence[tuple[str, str, int]]

    @property
    def survivor(self) -> tuple[str, str]:
        """Dataset and field of the one that is used."""
        first = (self.pair.a_dataset, self.pair.a_field)
        return first if self.pair.survivor == "a" else (self.pair.b_dataset, self.pair.b_field)

    @property
    def not_measured(self) -> str:
        """Why there is no agreement to show."""
        return _NOT_MEASURED.get(self.pair.status, words.sentence_code(self.pair.status) + ".")


@dataclass(frozen=True)
class ThingView:
    """One thing worth knowing, ready for its page."""

    concept: MapConcept
    fields: Sequence[MapField]
    coverage: ConceptCoverage | None
    duplication: MapDuplication | None
    pairs: Sequence[PairView]
    burden: MapBurden | None
    indicators: Sequence[Indicator]
    measures: Sequence[tuple[Dashboard, DashboardMeasure]]
    definitions: Sequence[MapMeasureDefinition]
    items: Sequence[MapItemOverlap]
    gaps: Sequence[MapGap]
    board_titles: Mapping[str, str]

    def board(self, dashboard_id: str) -> str:
        """What a dashboard is called, and whose it is."""
        return self.board_titles.get(dashboard_id, dashboard_id)

    @property
    def finding(self) -> str:
        """Who records it, in one line."""
        if not self.fields:
            return f"{self.concept.label}: nobody records it"
        fields = words.counted(len(self.fields), "field")
        return f"{self.concept.label}: recorded in {fields} of {words.counted(self.datasets_count, 'dataset')}"

    @property
    def datasets_count(self) -> int:
        """How many datasets record it."""
        return len({field.dataset for field in self.fields})

    @property
    def returns(self) -> list[str]:
        """The returns that ask for it."""
        return sorted({words.return_name(item.return_id) for item in self.items})


@dataclass(frozen=True)
class _Shelves:
    """What belongs to each concept, sorted once for all pages."""

    content: Content
    mapped: MapView
    local_authority_code: str

    @cached_property
    def fields(self) -> Mapping[str, list[MapField]]:
        found: dict[str, list[MapField]] = defaultdict(list)
        for group in self.mapped.groups:
            for row in group.rows:
                found[row.concept.concept_id] = [field for cell in row.cells for field in cell.fields]
        return found

    @cached_property
    def pairs(self) -> Mapping[str, list[PairView]]:
        said: dict[str, list[MapDisagreement]] = defaultdict(list)
        for row in self.content.disagreements:
            if row.local_authority_code == self.local_authority_code:
                said[row.pair_id].append(row)
        found: dict[str, list[PairView]] = defaultdict(list)
        own = (pair for pair in self.content.pairs if pair.local_authority_code == self.local_authority_code)
        for pair in sorted(own, key=lambda p: (not p.is_measured, p.agree_share or 0.0, p.pair_id)):
            labels = self.code_labels.get(pair.concept_id, {})
            rows = sorted(said[pair.pair_id], key=lambda row: row.place)
            told = [
                (_value(row.a_value, labels), _value(row.b_value, labels), row.people_count_shown)
                for row in rows
                if row.people_count_shown is not None
            ]
            found[pair.concept_id].append(PairView(pair, told))
        return found

    @cached_property
    def code_labels(self) -> Mapping[str, dict[str, str]]:
        """What the codes of a concept mean: fields are compared in the code set of the return's own item."""
        sets: dict[str, dict[str, str]] = defaultdict(dict)
        for code in self.content.codes:
            sets[code.code_set][code.code] = code.label
        item_sets = {item.item_id: item.code_set for item in self.content.return_items if item.is_ssda903}
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for row in self.content.item_overlaps:
            found[row.concept_id] |= sets.get(item_sets.get(row.return_item_id, ""), {})
        return found

    def measures(self, concept_id: str) -> list[tuple[Dashboard, DashboardMeasure]]:
        boards = {board.dashboard_id: board for board in self.content.dashboards if board.is_councils}
        own = (measure for measure in self.content.dashboard_measures if measure.concept_id == concept_id)
        return [(boards[measure.dashboard_id], measure) for measure in own if measure.dashboard_id in boards]

    def gaps(self, concept_id: str) -> list[MapGap]:
        """The gaps that lie with the concept itself or with a group of people of whom it is recorded less."""
        codes = ("", self.local_authority_code)
        own = (gap for gap in self.content.gaps if gap.local_authority_code in codes)
        return [gap for gap in own if gap.concept_id == concept_id]


def _value(text: str, labels: Mapping[str, str]) -> str:
    """A value in words, its code behind it where it is one."""
    label = labels.get(text)
    return f"{label} ({text})" if label else _YES_NO.get(text, text)


def thing_pages(content: Content, mapped: MapView, given: dict[str, Any]) -> Iterator[Page]:
    """Yield a page a concept; figures about people are of the site's own authority."""
    code = given["council"].code
    shelves = _Shelves(content, mapped, code)
    burdens = repeated_entries(content, code, last_year_over(content, given["run"].as_at))
    coverage = {row.concept_id: row for row in content.coverage_of.get(code, ())}
    duplications = {row.concept_id: row for row in content.duplications}
    boards = {row.dashboard_id: row.title if row.is_councils else f"{row.title}, here" for row in content.dashboards}
    for concept in content.concepts:
        key = concept.concept_id
        view = ThingView(
            concept=concept,
            fields=shelves.fields.get(key, ()),
            coverage=coverage.get(key),
            duplication=duplications.get(key),
            pairs=shelves.pairs.get(key, ()),
            burden=burdens.get(key),
            indicators=[row for row in content.indicators if row.concept_id == key],
            measures=shelves.measures(key),
            definitions=[row for row in content.measure_definitions if row.concept_id == key],
            items=[row for row in content.item_overlaps if row.concept_id == key],
            gaps=shelves.gaps(key),
            board_titles=boards,
        )
        yield Page(concept_path(key), "thing.html", {**given, "here": "find", "view": view})
