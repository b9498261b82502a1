"""AD1 and PlacedAdoption: the children adopted, and the decisions to place a child for adoption (D41 and D42).

Source: Adoption and Children Act 2002 ss18 to 22 (placing for adoption) and s46 (the order); DfE rules 601 and 602
(who is in AD1), 117 to 119, 559 to 561 and 1003 (which decisions belong to the year).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .care_events import AdoptionDecision
from .child_year import ChildRow, ChildYear
from .dates import or_forever
from .lives import CarePeriod

#: Care ended because the child was adopted: application unopposed, consent dispensed with.
ADOPTED = frozenset({"E11", "E12"})


@dataclass(frozen=True)
class Ad1Row(ChildRow):
    """One child adopted in the year."""

    ITEMS = ("CHILD", "DOB", "DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")

    date_int: date | None = None
    date_match: date | None = None
    foster_care: str | None = None
    nb_adoptr: str | None = None
    sex_adoptr: str | None = None
    ls_adoptr: str | None = None


@dataclass(frozen=True)
class PlacedAdoptionRow(ChildRow):
    """One decision that the child should be placed for adoption."""

    ITEMS = ("CHILD", "DOB", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED")

    date_placed: date
    date_placed_ceased: date | None
    reason_placed_ceased: str | None


def _is_of(decision: AdoptionDecision, period: CarePeriod) -> bool:
    """Whether the decision was taken in that period of care, its first and last day included (rule 1003)."""
    return period.care_start_date <= decision.decision_date <= or_forever(period.care_end_date)


def ad1_rows(seen: ChildYear) -> list[Ad1Row]:
    """Return the child's row if care ended with adoption in the year; items that nobody recorded are blank."""
    endings = [period for period in seen.periods if period.end_reason in ADOPTED and seen.holds(period.care_end_date)]
    if not endings:
        return []
    decisions = [decision for decision in seen.life.adoption_decisions if _is_of(decision, endings[-1])]
    if not decisions:
        return [Ad1Row(*seen.key)]
    latest = decisions[-1]
    by_carer = {True: "1", False: "0", None: None}[latest.is_adopted_by_carer]
    row = Ad1Row(
        *seen.key,
        date_int=latest.decision_date,
        date_match=latest.matched_date,
        foster_care=by_carer,
        nb_adoptr=latest.number_of_adopters,
        sex_adoptr=latest.adopter_sex,
        ls_adoptr=latest.adopter_legal_status,
    )
    return [row]


def placed_adoption_rows(seen: ChildYear) -> list[PlacedAdoptionRow]:
    """Return the decisions in force in the year, of a period of care with episodes in it, in order of time."""
    rows: dict[date, PlacedAdoptionRow] = {}
    for decision in seen.life.adoption_decisions:
        day, reversed_on = decision.decision_date, decision.reversed_date
        if not seen.touches(day, reversed_on) or not any(_is_of(decision, period) for period in seen.periods):
            continue
        ceased = seen.told(reversed_on)
        rows[day] = PlacedAdoptionRow(
            *seen.key,
            date_placed=day,
            date_placed_ceased=ceased,
            # date and reason stand together (rule 119)
            reason_placed_ceased=decision.reversed_reason if ceased else None,
        )
    return list(rows.values())
