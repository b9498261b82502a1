"""The short forms in which a row of the hand-worked table says what happened in care; days in ISO form."""

from __future__ import annotations

from datetime import date

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

Event = (
    AdoptionDecision
    | Conviction
    | HealthCheck
    | ImmigrationStatus
    | Immunisation
    | Involvement
    | LibertyOrder
    | MissingEpisode
    | PreviousPermanence
    | Review
    | Sdq
    | SubstanceMisuse
)
#: The part of a life that holds each kind of event.
PARTS: dict[type[Event], str] = {
    Review: "reviews",
    HealthCheck: "health_checks",
    Immunisation: "immunisations",
    Sdq: "sdqs",
    Conviction: "convictions",
    SubstanceMisuse: "misuses",
    ImmigrationStatus: "immigration_statuses",
    MissingEpisode: "missing_episodes",
    Involvement: "involvements",
    LibertyOrder: "liberty_orders",
    AdoptionDecision: "adoption_decisions",
    PreviousPermanence: "previous_permanences",
}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def review(day: str, code: str | None = None) -> Review:
    """Write a review."""
    return Review(date.fromisoformat(day), code)


def check(day: str, kind: str, status: str = "COMPLETED") -> HealthCheck:
    """Write a health check."""
    return HealthCheck(date.fromisoformat(day), kind, status)


def immunised(day: str, is_up_to_date: bool = True) -> Immunisation:
    """Write the state of the immunisations on a day."""
    return Immunisation(date.fromisoformat(day), is_up_to_date)


def sdq(day: str, told: int | str) -> Sdq:
    """Write a questionnaire: its score, or the reason why there is none."""
    if isinstance(told, int):
        return Sdq(date.fromisoformat(day), score=told)
    return Sdq(date.fromisoformat(day), reason=told)


def offence(day: str) -> Conviction:
    """Write an offence."""
    return Conviction(date.fromisoformat(day))


def misuse(day: str, offered: str | None = None, taken: bool = False) -> SubstanceMisuse:
    """Write a concern about substances, with the day help was offered and whether it was taken."""
    return SubstanceMisuse(date.fromisoformat(day), taken, _day(offered))


def asylum(start: str, end: str | None = None) -> ImmigrationStatus:
    """Write a time as an unaccompanied asylum seeker."""
    return ImmigrationStatus(date.fromisoformat(start), _day(end), "UASC")


def missing(start: str, end: str | None = None, kind: str = "M") -> MissingEpisode:
    """Write a time missing or away."""
    return MissingEpisode(date.fromisoformat(start), _day(end), kind)


def worker(
    start: str, end: str | None, number: int, reason: str | None = None, registration: str | None = "of the number"
) -> Involvement:
    """Write a social worker's time; each number is one worker, registered under it unless said otherwise."""
    registered = f"SWX{number:06d}" if registration == "of the number" else registration
    return Involvement(date.fromisoformat(start), _day(end), "SW", f"SW-{number:04d}", reason, registered)


def order(start: str, end: str | None = None) -> LibertyOrder:
    """Write an order that deprives of liberty."""
    return LibertyOrder(date.fromisoformat(start), _day(end))


def decided(day: str, matched: str | None = None, adopters: str = "0 - - -", reversed_on: str = "") -> AdoptionDecision:
    """Write a decision for adoption: FOSTER_CARE, number, sex, legal status of adopters; day and reason of reversal."""
    by_carer, number, sex, status = (None if word == "-" else word for word in adopters.split())
    day_reversed, _, reason = reversed_on.partition(" ")
    return AdoptionDecision(
        date.fromisoformat(day), _day(matched), _day(day_reversed), reason or None, by_carer == "1", number, sex, status
    )


def permanence(told: str) -> PreviousPermanence:
    """Write what a child had before care as 'P1 990 zz/06/2015'; '-' for what is not known."""
    code, authority, day = (None if word == "-" else word for word in told.split())
    return PreviousPermanence(code, authority, day)
