"""The read contract of the map: one class per table of the schema `lineage`, and of the catalogue's labels."""

from __future__ import annotations

from dataclasses import dataclass

from dagster_project.site.addresses import slug
from dagster_project.site.rows import perspective_id


@dataclass(frozen=True)
class Source:
    """`catalogue.sources`: a system that sends data."""

    source: str
    title: str = ""
    description: str = ""


@dataclass(frozen=True)
class CatalogueDomain:
    """`catalogue.domains`: used where the marts have no row for a domain yet."""

    domain_id: str
    label: str
    position: int = 0
    description: str = ""


@dataclass(frozen=True)
class MapField:
    """`lineage.map_field`: one row per field a source sends."""

    source: str
    dataset: str
    field: str
    description: str = ""
    perspective: str = "administrative"
    sensitivity: str = ""
    concept_id: str = ""
    domain_id: str = ""
    no_concept_reason: str = ""
    indicators_count: int | None = None
    return_items_count: int | None = None
    dashboard_measures_count: int | None = None

    @property
    def perspective_id(self) -> str:
        """The perspective as one of PERSPECTIVES."""
        return perspective_id(self.perspective)

    @property
    def anchor(self) -> str:
        """The id of the field's row on the map page."""
        return f"field-{slug(f'{self.dataset}.{self.field}')}"


@dataclass(frozen=True)
class MapPath:
    """`lineage.map_path`: one row per field and thing made from it."""

    dataset: str
    field: str
    target_kind: str
    target_id: str
    target_label: str = ""


@dataclass(frozen=True)
class MapConcept:
    """`lineage.map_concept`: one row per thing a council may want to know."""

    concept_id: str
    domain_id: str
    label: str
    definition: str = ""
    perspective: str = "administrative"
    kind: str = ""


@dataclass(frozen=True)
class MapDuplication:
    """`lineage.map_duplication`: one row per concept that more than one field records."""

    concept_id: str
    label: str
    domain_id: str = ""
    fields_count: int | None = None
    sources_count: int | None = None
    winner: str = ""
    reason: str = ""


@dataclass(frozen=True)
class MapGap:
    """`lineage.map_gap`: one row per thing that is missing."""

    gap_kind: str
    subject_id: str
    label: str = ""
    domain_id: str = ""
    message: str = ""
