"""The read contract of what is recorded, asked or defined more than once: one class per table of `lineage`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MapDisagreement:
    """`map_disagreement`: two values that contradict each other in a pair of fields, the commonest first."""

    local_authority_code: str
    pair_id: str
    place: int
    a_value: str = ""
    b_value: str = ""
    people_count_shown: int | None = None


@dataclass(frozen=True)
class MapBurden:
    """`map_burden`: the entries of a year on a concept, and those that were typed more than once."""

    local_authority_code: str
    collection_year: str
    # Empty for all concepts together.
    concept_id: str = ""
    status: str = ""
    entries_count_shown: int | None = None
    repeated_count_shown: int | None = None
    repeated_share: float | None = None


@dataclass(frozen=True)
class MapBurdenField:
    """`map_burden_field`: the entries of a year in a field that somebody types and nothing uses."""

    local_authority_code: str
    collection_year: str
    source: str
    dataset: str
    field: str
    fate_reason: str = ""
    entries_count_shown: int | None = None


@dataclass(frozen=True)
class MapItemOverlap:
    """`map_item_overlap`: one row per concept and item of a return that asks for it."""

    concept_id: str
    return_id: str
    return_item_id: str
    description: str = ""
    is_made_here: bool = False
    returns_count: int = 0


@dataclass(frozen=True)
class MapMeasureDefinition:
    """`map_measure_definition`: two measures about one thing, or called the same, that are made in different ways."""

    a_dashboard_id: str
    a_measure_id: str
    b_dashboard_id: str
    b_measure_id: str
    concept_id: str = ""
    a_label: str = ""
    b_label: str = ""
    difference: str = ""
