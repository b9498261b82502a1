"""The lives: what truly happened to each person, and what of it could be known on a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from .care_events import (
    AdoptionDecision,
    Conviction,
    HealthCheck,
    ImmigrationStatus,
    Immunisation,
    Involvement,
    LibertyOrder,
    MissingEpisode,
    PreviousPermanence,
    Review,
    Sdq,
    SubstanceMisuse,
)


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
    uasc_claim_end_date: date | None = None


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
    reviews: tuple[Review, ...] = ()
    health_checks: tuple[HealthCheck, ...] = ()
    immunisations: tuple[Immunisation, ...] = ()
    sdqs: tuple[Sdq, ...] = ()
    convictions: tuple[Conviction, ...] = ()
    misuses: tuple[SubstanceMisuse, ...] = ()
    immigration_statuses: tuple[ImmigrationStatus, ...] = ()
    missing_episodes: tuple[MissingEpisode, ...] = ()
    involvements: tuple[Involvement, ...] = ()
    liberty_orders: tuple[LibertyOrder, ...] = ()
    adoption_decisions: tuple[AdoptionDecision, ...] = ()
    previous_permanences: tuple[PreviousPermanence, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Authority and person id."""
        return self.person.local_authority_code, self.person.person_id


Row = TypeVar("Row")


def _begun(rows: tuple[Row, ...], as_at: date, begin: str, *later: str) -> tuple[Row, ...]:
    """Return the rows whose day `begin` is known, without those of their days `later` that are not."""

    def unknown(row: Row) -> dict[str, Any]:
        return {name: None for name in later if (getattr(row, name) or as_at) > as_at}

    return tuple(replace(row, **unknown(row)) for row in rows if getattr(row, begin) <= as_at)  # type: ignore[type-var]


def _care_known(life: Life, as_at: date) -> Life:
    """Return the life without the care, placements and legal statuses that came later; reasons go with their ends."""

    def is_known(day: date | None) -> bool:
        return day is not None and day <= as_at

    care_periods = tuple(
        period if is_known(period.care_end_date) else replace(period, care_end_date=None, end_reason=None)
        for period in life.care_periods
        if period.care_start_date <= as_at
    )
    placements = tuple(
        placed if is_known(placed.placement_end_date) else replace(placed, placement_end_date=None, change_reason=None)
        for placed in life.placements
        if placed.placement_start_date <= as_at
    )
    statuses = _begun(life.legal_statuses, as_at, "legal_status_start_date", "legal_status_end_date")
    return replace(life, care_periods=care_periods, placements=placements, legal_statuses=statuses)


def known_at(life: Life, as_at: date) -> Life:
    """Return the life as it could be known on `as_at` (D2); what is told of earlier permanence has no day."""

    def past(day: date | None) -> date | None:
        return day if day is not None and day <= as_at else None

    person = replace(
        life.person,
        death_date=past(life.person.death_date),
        first_child_birth_date=past(life.person.first_child_birth_date),
        uasc_claim_end_date=past(life.person.uasc_claim_end_date),
    )
    decisions = tuple(
        decision if past(decision.reversed_date) else replace(decision, reversed_reason=None)
        for decision in _begun(life.adoption_decisions, as_at, "decision_date", "matched_date", "reversed_date")
    )
    return replace(
        _care_known(life, as_at),
        person=person,
        contacts=_begun(life.contacts, as_at, "contact_date"),
        reviews=_begun(life.reviews, as_at, "review_date"),
        health_checks=_begun(life.health_checks, as_at, "check_date"),
        immunisations=_begun(life.immunisations, as_at, "status_date"),
        sdqs=_begun(life.sdqs, as_at, "completed_date"),
        convictions=_begun(life.convictions, as_at, "offence_date"),
        misuses=_begun(life.misuses, as_at, "recorded_date", "offered_date"),
        immigration_statuses=_begun(life.immigration_statuses, as_at, "start_date", "end_date"),
        missing_episodes=_begun(life.missing_episodes, as_at, "start_date", "end_date"),
        involvements=_begun(life.involvements, as_at, "start_date", "end_date"),
        liberty_orders=_begun(life.liberty_orders, as_at, "start_date", "end_date"),
        adoption_decisions=decisions,
    )


def death_date(life: Life) -> date | None:
    """Return the first day by which the person is known to be dead: a death date, or a contact coded DIED (D20)."""
    days = [contact.contact_date for contact in life.contacts if contact.in_touch == "DIED"]
    if life.person.death_date is not None:
        days.append(life.person.death_date)
    return min(days, default=None)
