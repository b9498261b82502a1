"""The lives: what truly happened to each person, as the fictional authority writes it to `truth/*.parquet`.

Only the tables and columns that the return, eligibility and links need are read.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import polars as pl


@dataclass(frozen=True)
class Person:
    """Who the person is."""

    local_authority_code: str
    person_id: str
    sex: str | None
    birth_date: date
    ethnicity: str | None = None
    upn: str | None = None
    upn_unknown_code: str | None = None
    death_date: date | None = None
    first_child_birth_date: date | None = None


@dataclass(frozen=True)
class CarePeriod:
    """A period in the authority's care, from its start to its final ending (end exclusive, None = open)."""

    care_start_date: date
    care_end_date: date | None = None
    primary_need: str | None = None
    end_reason: str | None = None
    home_postcode: str | None = None
    is_short_break: bool = False


@dataclass(frozen=True)
class Placement:
    """Where the child lived in care; `change_reason` says why this placement ended."""

    placement_start_date: date
    placement_end_date: date | None = None
    placement_type: str | None = None
    provider: str | None = None
    urn: str | None = None
    postcode: str | None = None
    change_reason: str | None = None
    carer_id: str | None = None


@dataclass(frozen=True)
class LegalStatus:
    """The legal basis of care."""

    legal_status_start_date: date
    legal_status_end_date: date | None = None
    legal_status: str | None = None


@dataclass(frozen=True)
class Contact:
    """A contact with a care leaver, or an attempt; `accommodation` is the letter, `suitability` 1 or 2."""

    contact_date: date
    contact_number: int = 1
    contact_kind: str | None = None
    in_touch: str | None = None
    activity: str | None = None
    accommodation: str | None = None
    suitability: str | None = None


@dataclass(frozen=True)
class SourceRecord:
    """A record of one source system that is about the person."""

    source: str
    dataset: str
    source_record_id: str


@dataclass(frozen=True)
class Life:
    """One person with everything that happened; each tuple is in order of time."""

    person: Person
    care_periods: tuple[CarePeriod, ...] = ()
    placements: tuple[Placement, ...] = ()
    legal_statuses: tuple[LegalStatus, ...] = ()
    contacts: tuple[Contact, ...] = ()
    source_records: tuple[SourceRecord, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Authority and person id."""
        return self.person.local_authority_code, self.person.person_id


def known_at(life: Life, as_at: date) -> Life:
    """Return the life as it could be known on `as_at` (D2)."""

    def past(day: date | None) -> date | None:
        return day if day is not None and day <= as_at else None

    person = replace(
        life.person,
        death_date=past(life.person.death_date),
        first_child_birth_date=past(life.person.first_child_birth_date),
    )
    care_periods = tuple(
        period if past(period.care_end_date) else replace(period, care_end_date=None, end_reason=None)
        for period in life.care_periods
        if period.care_start_date <= as_at
    )
    placements = tuple(
        placed if past(placed.placement_end_date) else replace(placed, placement_end_date=None, change_reason=None)
        for placed in life.placements
        if placed.placement_start_date <= as_at
    )
    legal_statuses = tuple(
        replace(status, legal_status_end_date=past(status.legal_status_end_date))
        for status in life.legal_statuses
        if status.legal_status_start_date <= as_at
    )
    contacts = tuple(contact for contact in life.contacts if contact.contact_date <= as_at)
    return Life(person, care_periods, placements, legal_statuses, contacts, life.source_records)


def death_date(life: Life) -> date | None:
    """Return the first day by which the person is known to be dead: a death date, or a contact coded DIED (D20)."""
    days = [contact.contact_date for contact in life.contacts if contact.in_touch == "DIED"]
    if life.person.death_date is not None:
        days.append(life.person.death_date)
    return min(days, default=None)


Row = TypeVar("Row")


def _rows(truth: Path, table: str, row_type: type[Row]) -> dict[tuple[str, str], list[Row]]:
    """Return the rows of one truth table by authority and person id."""
    path = truth / f"{table}.parquet"
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such truth table; make the fictional authority first")
    fields = list(row_type.__dataclass_fields__)  # type: ignore[attr-defined]
    keys = ["local_authority_code", "person_id"]
    frame = pl.read_parquet(path, columns=[*keys, *(field for field in fields if field not in keys)])
    if "suitability" in frame.columns:
        frame = frame.with_columns(pl.col("suitability").cast(pl.String))
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for record in frame.iter_rows(named=True):
        rows[record[keys[0]], record[keys[1]]].append(row_type(**{field: record[field] for field in fields}))
    return rows


def load_lives(truth: Path) -> list[Life]:
    """Read every life below the folder `truth`, ordered by authority and person id.

    FileNotFoundError when a table is missing; polars.exceptions.ColumnNotFoundError when a column is.
    """
    people = _rows(truth, "person", Person)
    care_periods = _rows(truth, "care_period", CarePeriod)
    placements = _rows(truth, "placement", Placement)
    legal_statuses = _rows(truth, "legal_status", LegalStatus)
    contacts = _rows(truth, "contact", Contact)
    source_records = _rows(truth, "source_record", SourceRecord)
    return [
        Life(
            people[key][0],
            tuple(sorted(care_periods.get(key, []), key=lambda row: row.care_start_date)),
            tuple(sorted(placements.get(key, []), key=lambda row: row.placement_start_date)),
            tuple(sorted(legal_statuses.get(key, []), key=lambda row: row.legal_status_start_date)),
            tuple(sorted(contacts.get(key, []), key=lambda row: (row.contact_date, row.contact_number))),
            tuple(sorted(source_records.get(key, []), key=lambda row: (row.source, row.source_record_id))),
        )
        for key in sorted(people)
    ]
