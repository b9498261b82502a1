"""What one person's sheet tells, read from the identified warehouse through the tables of the map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb

from dagster_project.people import Person
from dagster_project.person_sheet.plain import VOICES, PlainWords
from dagster_project.site.words import listed

_OF_PERSON = "local_authority_code = $code and person_id = $person"
_ABOUT = f"""
select forename, surname, birth_date, death_date, (select as_at from landing.run_settings) as as_at
from core.dim_person where {_OF_PERSON}
"""
_SYSTEMS = f"""
select bridge.source, sources.title, list(distinct datasets.title order by datasets.title),
    bool_and(datasets.are_young_people_told = 'yes'), max(loads.extract_date)
from core.bridge_person_source_record as bridge
inner join catalogue.sources as sources using (source)
inner join catalogue.datasets as datasets on bridge.dataset = datasets.dataset
left join landing.loads as loads on bridge.load_id = loads.load_id
where bridge.{_OF_PERSON.replace("and ", "and bridge.")}
group by all order by all
"""
_CONCEPTS = f"""
select domains.domain_id, domains.label, concepts.concept_id, concepts.label, known.value, known.state, known.source,
    known.evidence_date, known.perspective
from domains.fct_person_concept as known
inner join catalogue.concepts as concepts using (concept_id)
inner join catalogue.domains as domains on concepts.domain_id = domains.domain_id
where {_OF_PERSON} order by domains.position, concepts.concept_id
"""
_SAID = f"""
select said.concept_id, said.source, said.value, max(said.evidence_date)
from intermediate.int_map__value as said
inner join catalogue.concept_comparisons as compared using (concept_id)
where {_OF_PERSON} and compared.is_comparable and said.value is not null
group by all order by all
"""
_COUNTED = "select concept_id, count(*) from catalogue.indicators group by concept_id"
#: Some of the council's own dashboards are lists with names: the catalogue does not say which.
_SHOWN = """
select distinct measures.concept_id, dashboards.title
from catalogue.dashboard_measures as measures
inner join catalogue.dashboards as dashboards using (dashboard_id)
where dashboards.built_by = 'council'
order by all
"""
#: Items of the return that a field of the concept feeds, in the years in which one is filled for the person.
_RETURNED = f"""
with own as (
    select source_record_id as child from core.bridge_person_source_record
    where {_OF_PERSON} and dataset = 'ssd_person'
),

filled as (
    select distinct collection_year, 'SSDA903.' || module || '.' || item as return_item_id, source_dataset as dataset
    from returns.ssda903__provenance
    where local_authority_code = $code and CHILD in (select child from own) and value is not null
)

select distinct recording.concept_id, filled.collection_year
from filled
inner join lineage.map_item_claim as claim using (return_item_id, dataset)
inner join intermediate.int_domain__recording_field as recording
    on claim.dataset = recording.dataset and claim.field = recording.field
order by all
"""
_MODULES = f"""
select module, list(distinct collection_year order by collection_year)
from returns.ssda903__provenance
where local_authority_code = $code and CHILD in (
    select source_record_id from core.bridge_person_source_record where {_OF_PERSON} and dataset = 'ssd_person'
)
group by module order by min(collection_year), module
"""


@dataclass(frozen=True)
class System:
    """A system that holds records of the person, and the day of its newest extract."""

    name: str
    records: Sequence[str]
    are_told: bool
    extract_date: date | None


@dataclass(frozen=True)
class Said:
    """What one system says of a thing that others say otherwise."""

    system: str
    value: str
    day: date | None


@dataclass(frozen=True)
class Held:
    """A thing on record about the person: the value in use, and where it came from and goes to."""

    name: str
    value: str
    system: str
    day: date | None
    voice: str
    figures_count: int
    dashboards: Sequence[str]
    return_years: Sequence[str]
    differs: Sequence[Said]


@dataclass
class Area:
    """One of the eight domains: what is held, what could be and is not, and what no system has a place for."""

    label: str
    held: list[Held] = field(default_factory=list)
    blank: list[str] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """Everything on one person's sheet."""

    name: str
    birth_date: date | None
    as_at: date
    systems: Sequence[System]
    areas: Sequence[Area]
    modules: Sequence[tuple[str, str]]
    #: Of somebody who has died by `as_at`: then another reads the sheet, and it says "they".
    death_date: date | None = None

    @property
    def is_anybody_told(self) -> bool:
        """Whether the person was told about any of the systems."""
        return any(system.are_told for system in self.systems)

    @property
    def held_count(self) -> int:
        """How many things are on record."""
        return sum(len(area.held) for area in self.areas)

    @property
    def own_words_count(self) -> int:
        """How many of them the person said themselves."""
        return sum(held.voice == VOICES["young person"] for area in self.areas for held in area.held)

    @property
    def differing(self) -> list[Held]:
        """Things of which systems say different things."""
        return [held for area in self.areas for held in area.held if held.differs]

    @property
    def unasked(self) -> list[str]:
        """Things that no system has a place for."""
        return [name for area in self.areas for name in area.unasked]


def read_sheet(connection: duckdb.DuckDBPyConnection, person: Person, words: PlainWords) -> Sheet:
    """Return what the sheet of a person tells; a person outside the cohort of the domains has no areas.

    So has somebody who has died: the domains are of the living.
    """

    def rows(query: str) -> list[Any]:
        given = {"code": person.local_authority_code, "person": person.person_id}
        return connection.execute(query, {k: v for k, v in given.items() if f"${k}" in query}).fetchall()

    ((forename, surname, birth_date, death_date, as_at),) = rows(_ABOUT)
    has_died = death_date is not None and death_date <= as_at
    if has_died:
        words = words.about_another()
    systems = [
        System(words.name(source, title), records, told, day) for source, title, records, told, day in rows(_SYSTEMS)
    ]
    modules = [(words.name(f"SSDA903.{module}", module), listed(years)) for module, years in rows(_MODULES)]
    name = " ".join(part for part in (forename, surname) if part)
    return Sheet(name, birth_date, as_at, systems, _areas(rows, words), modules, death_date if has_died else None)


def _areas(rows: Any, words: PlainWords) -> list[Area]:
    said, shown, years = _grouped(rows(_SAID)), _grouped(rows(_SHOWN)), _grouped(rows(_RETURNED))
    counted = dict(rows(_COUNTED))
    areas: dict[str, Area] = {}
    for domain_id, domain, concept_id, label, value, state, source, day, voice in rows(_CONCEPTS):
        area = areas.setdefault(domain_id, Area(domain))
        name = words.name(concept_id, label)
        if state == "nobody_records":
            area.unasked.append(name)
        elif state == "not_recorded":
            area.blank.append(name)
        elif state in ("recorded", "unreadable"):
            text = words.value(concept_id, value) if state == "recorded" else "Something that cannot be read"
            area.held.append(
                Held(
                    name,
                    text,
                    words.name(source, source) if source else "",
                    day,
                    VOICES.get(voice, ""),
                    counted.get(concept_id, 0),
                    [title for (title,) in shown[concept_id]],
                    [year for (year,) in years[concept_id]],
                    _differing(concept_id, said[concept_id], words),
                )
            )
    return list(areas.values())


def _differing(concept_id: str, said: Sequence[tuple[str, str, date | None]], words: PlainWords) -> list[Said]:
    """Return what each system says where they do not all say the same, in the words that the reader sees."""
    found = [Said(words.name(source, source), words.value(concept_id, value), day) for source, value, day in said]
    return found if len({one.value for one in found}) > 1 else []


def _grouped(rows: Sequence[tuple[Any, ...]]) -> defaultdict[str, list[Any]]:
    grouped: defaultdict[str, list[Any]] = defaultdict(list)
    for key, *rest in rows:
        grouped[key].append(tuple(rest))
    return grouped
