"""A page per field of a source: what it is, what it tells, where it goes and by which path."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dagster_project.site import words
from dagster_project.site.addresses import field_path
from dagster_project.site.burden import last_year_over, typed_in_vain
from dagster_project.site.content import Content
from dagster_project.site.duplication_rows import MapBurdenField
from dagster_project.site.journey import Journey, Journeys
from dagster_project.site.map_rows import MapConcept, MapField
from dagster_project.site.map_view import MapView, Target
from dagster_project.site.page import Page
from dagster_project.site.return_rows import Dataset

#: What a field may go to, in the order of the finding.
_COUNTED = (("Measure", "measure"), ("Return", "return item"), ("Dashboard", "dashboard figure"))


@dataclass(frozen=True)
class FieldView:
    """One field, ready for its page."""

    field: MapField
    source_title: str
    dataset: Dataset
    concepts: Sequence[MapConcept]
    targets: Sequence[Target]
    journey: Journey | None
    typed: MapBurdenField | None

    @property
    def finding(self) -> str:
        """Where the field goes, in one line."""
        name = f"“{self.field.field}”"
        counts = Counter(target.kind for target in self.targets)
        parts = [words.counted(counts[kind], name) for kind, name in _COUNTED if counts[kind]]
        if parts:
            return f"{name} goes into {words.listed(parts)}"
        if self.journey is not None:
            return f"{name} is kept on record, but no measure or return shows it"
        return f"{name} only helps to choose which rows count" if self.field.decided_count else f"{name} is not used"

    @property
    def told(self) -> str:
        """The path in words, for those who do not see it drawn."""
        if self.journey is None:
            return ""
        return (
            f"Path of {self.field.name} in {words.counted(len(self.journey.stops) - 1, 'step')}, "
            f"ending in {words.counted(len(self.journey.ends), 'place')}. The table below says the same."
        )


def field_pages(content: Content, mapped: MapView, journeys: Journeys, given: dict[str, Any]) -> Iterator[Page]:
    """Yield a page a field."""
    concepts = {concept.concept_id: concept for concept in content.concepts}
    claimed: dict[tuple[str, str], list[MapConcept]] = defaultdict(list)
    for claim in content.claims:
        if claim.concept_id in concepts:
            claimed[claim.dataset, claim.field].append(concepts[claim.concept_id])
    datasets = {row.dataset: row for row in content.datasets}
    typed = typed_in_vain(content, given["council"].code, last_year_over(content, given["run"].as_at))
    for field in content.fields:
        key = (field.dataset, field.field)
        view = FieldView(
            field,
            mapped.source_title.get(field.source, field.source),
            datasets.get(field.dataset, Dataset(field.source, field.dataset, field.dataset)),
            claimed[key],
            mapped.targets.get(field.name, ()),
            journeys.of_field(f"{field.source}.{field.dataset}.{field.field}"),
            typed.get(key),
        )
        yield Page(field_path(*key), "field.html", {**given, "here": "find", "view": view})
