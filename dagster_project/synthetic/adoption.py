"""Plans for adoption: who is to be adopted, by consent or by order, and when each step happens or the plan is dropped.

A decision comes before the placement order and the match, the match before the placement (DfE's rules 331, 333, 552 and
554); a plan is dropped on the day the placement order ends (553).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from dagster_project.synthetic.care import Periods
from dagster_project.synthetic.days import OPEN, Days, Mask, Whole, age_on, day
from dagster_project.synthetic.draws import Draws
from dagster_project.synthetic.people import GENERAL, People
from dagster_project.synthetic.spells import Spells

#: Share of adopted babies whose parents agreed, and of children who stay long in care whose plan was dropped.
_BY_CONSENT, _DROPPED = 0.2, 0.3
#: First day of care after which a placement order can have been made: the law of 2002 came into force in December 2005.
_ORDERS_FROM = day(date(2006, 1, 1))
#: Days of care within which every step of a plan that is dropped has been taken.
_LONG = 1200
#: Share of adopters who fostered the child before: with a placement order, and by consent.
_BY_CARER = (0.2, 0.4)


@dataclass(frozen=True)
class Plans:
    """Which periods of care have a plan for adoption that takes its own legal course, by position of the period."""

    is_by_consent: Mask
    is_dropped: Mask


@dataclass(frozen=True)
class Adoptions:
    """Steps of each plan for adoption by position of the period, also those after today; `OPEN` without the step."""

    decision: Days
    order: Days
    matched: Days
    placed: Days
    dropped: Days
    is_by_consent: Mask
    wants_carer: Mask


def draw_plans(draws: Draws, people: People, periods: Periods) -> Plans:
    """Return which adoptions go by consent, and which children's plan for adoption is dropped after the order."""
    size = len(periods)
    age = age_on(people.birth[periods.person], periods.start)
    consent = periods.is_adoption & (age < 1) & draws.of("consent").happens(_BY_CONSENT, size)
    stays = periods.end.astype(np.int64) - periods.start > _LONG
    general = (people.kind[periods.person] == GENERAL) & ~periods.is_short_break & (age < 6) & stays
    general &= periods.start >= _ORDERS_FROM
    return Plans(consent, general & draws.of("dropped").happens(_DROPPED, size))


def draw_adoptions(draws: Draws, periods: Periods, plans: Plans, legal: Spells, order_state: int) -> Adoptions:
    """Return the steps of every plan for adoption.

    Args:
        draws: Stream of the topic.
        periods: Periods of care.
        plans: What `draw_plans` returned for them.
        legal: Their legal statuses, also those after today.
        order_state: State that stands for a placement order.
    """
    size = len(periods)
    order, revoked = (np.full(size, OPEN, dtype=np.int32) for _ in range(2))
    ordered = legal.state == order_state
    order[legal.owner[ordered]], revoked[legal.owner[ordered]] = legal.start[ordered], legal.end[ordered]
    agreed = np.where(plans.is_by_consent, periods.start + draws.of("consent").between(45, 120, size), int(OPEN))
    decided = np.where(order < OPEN, order - draws.of("decision").between(20, 90, size), agreed)
    first = np.where(order < OPEN, order, decided)
    placed = np.where(periods.is_adoption, _placed(draws.of("placed"), periods, plans, first), int(OPEN))
    matched = np.where(placed < OPEN, placed - draws.of("matched").between(3, 12, size), int(OPEN))
    return Adoptions(
        decided.astype(np.int32),
        order,
        matched.astype(np.int32),
        placed.astype(np.int32),
        np.where(plans.is_dropped, revoked, OPEN).astype(np.int32),
        plans.is_by_consent,
        draws.of("carer").happens(np.where(plans.is_by_consent, _BY_CARER[1], _BY_CARER[0]), size),
    )


def _placed(draws: Draws, periods: Periods, plans: Plans, first: Whole) -> Whole:
    """Return the day each child is placed for adoption, early enough for an adoption order by the end of care."""
    size = len(periods)
    wait = np.where(plans.is_by_consent, draws.between(14, 60, size), draws.between(30, 400, size))
    most = (periods.end.astype(np.int64) - first) * 6 // 10
    return np.asarray(first + np.minimum(wait, np.maximum(most, 14)), dtype=np.int64)
