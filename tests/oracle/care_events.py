"""What happens to a child in care, in the columns of the truth: reviews, health, risk, workers, court, permanence.

Ends are exclusive, None is open. Only the columns that the return needs are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Review:
    """A review that was held; `participation` says how the child took part (PN0-PN7)."""

    review_date: date
    participation: str | None = None


@dataclass(frozen=True)
class HealthCheck:
    """A check (HEALTH_ASSESSMENT, DENTAL, DEVELOPMENT) and what became of it (COMPLETED, REFUSED, CANCELLED)."""

    check_date: date
    kind: str
    status: str | None = "COMPLETED"


@dataclass(frozen=True)
class Immunisation:
    """Whether immunisations were up to date on a day."""

    status_date: date
    is_up_to_date: bool


@dataclass(frozen=True)
class Sdq:
    """A strengths and difficulties questionnaire: its score, or the reason why there is none (SDQ2-SDQ5)."""

    completed_date: date
    score: int | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Conviction:
    """An offence of which the child was convicted."""

    offence_date: date


@dataclass(frozen=True)
class SubstanceMisuse:
    """A concern about substances, whether help was taken for it, and when help was offered."""

    recorded_date: date
    is_intervention_received: bool = False
    offered_date: date | None = None


@dataclass(frozen=True)
class ImmigrationStatus:
    """A status under immigration law, among them UASC."""

    start_date: date
    end_date: date | None = None
    status: str | None = None


@dataclass(frozen=True)
class MissingEpisode:
    """A time missing (M) or away without authorisation (A)."""

    start_date: date
    end_date: date | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Involvement:
    """A worker's time with the child (role SW, PA, IRO); `change_reason` says why it began.

    `registration_number` is the worker's number at Social Work England.
    """

    start_date: date
    end_date: date | None = None
    role: str | None = "SW"
    professional_id: str = ""
    change_reason: str | None = None
    registration_number: str | None = None


@dataclass(frozen=True)
class LibertyOrder:
    """A court's order that deprives the child of liberty."""

    start_date: date
    end_date: date | None = None


@dataclass(frozen=True)
class AdoptionDecision:
    """The decision that a child should be placed for adoption, and what came of it.

    The match and the adopters are known once there are any; reversed for one of RD1-RD4.
    """

    decision_date: date
    matched_date: date | None = None
    reversed_date: date | None = None
    reversed_reason: str | None = None
    is_adopted_by_carer: bool | None = None
    number_of_adopters: str | None = None
    adopter_sex: str | None = None
    adopter_legal_status: str | None = None


@dataclass(frozen=True)
class PreviousPermanence:
    """The permanence that a child had before care (P1-P4, Z1 for none), by which authority, and when.

    `order_date` is text as the return wants it: DD/MM/YYYY, with zz for the parts that nobody knows.
    """

    previous_permanence: str | None = None
    authority: str | None = None
    order_date: str | None = None
