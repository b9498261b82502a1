"""Legal statuses within each period of care."""

from __future__ import annotations

import numpy as np

from dagster_project.synthetic.adoption import Plans
from dagster_project.synthetic.care import Periods
from dagster_project.synthetic.days import OPEN, Days, Whole, age_on
from dagster_project.synthetic.draws import Draws
from dagster_project.synthetic.people import UASC, People
from dagster_project.synthetic.spells import Spells

#: DfE's legal status codes that are drawn.
STATUSES = ("V2", "C1", "C2", "E1", "V3", "V4", "J1", "J2", "L1", "L2")
STATUS = {code: position for position, code in enumerate(STATUSES)}

#: Courses of legal statuses: each status lasts its number of days (least, most), the last one to the end of the period.
_COURSES: tuple[tuple[float, tuple[tuple[str, int, int], ...]], ...] = (
    (0.50, (("V2", 0, 0),)),
    (0.13, (("C1", 150, 330), ("C2", 0, 0))),
    (0.16, (("V2", 20, 150), ("C1", 150, 330), ("C2", 0, 0))),
    (0.10, (("L1", 1, 3), ("C1", 150, 330), ("C2", 0, 0))),
    (0.06, (("L2", 3, 8), ("C1", 150, 330), ("C2", 0, 0))),
    (0.05, (("L1", 1, 3), ("V2", 0, 0))),
)
_ADOPTION = (("C1", 140, 230), ("C2", 20, 90), ("E1", 0, 0))
_DROPPED = (("C1", 150, 330), ("C2", 20, 90), ("E1", 240, 700), ("C2", 0, 0))
_SINGLE = ("V2", "V3", "V4", "J1", "J2")


def draw_legal_statuses(draws: Draws, people: People, periods: Periods, plans: Plans) -> Spells:
    """Return the legal statuses of every period of care, without gaps; `owner` is a position among the periods."""
    courses = [course for _, course in _COURSES] + [_ADOPTION, _DROPPED] + [((code, 0, 0),) for code in _SINGLE]
    chosen = _courses(draws.of("course"), people, periods, plans)
    parts: list[tuple[Whole, Days, Days, Whole]] = []
    for position, course in enumerate(courses):
        parts.extend(_run(draws.of(f"course {position}"), periods, np.flatnonzero(chosen == position), course))
    owner, start, end, state = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((start, owner))
    return Spells(owner[order], start[order], end[order], state[order])


def _courses(draws: Draws, people: People, periods: Periods, plans: Plans) -> Whole:
    """Return which course each period takes."""
    size = len(periods)
    weights = np.array([weight for weight, _ in _COURSES])
    general = draws.pick(list(weights), size)
    age = age_on(people.birth[periods.person], periods.start)
    by_agreement = (age >= 15) & draws.happens(0.6, size)
    base = len(_COURSES)
    single = {code: base + 2 + position for position, code in enumerate(_SINGLE)}
    kind = people.kind[periods.person]
    general = np.where(by_agreement | (kind == UASC), single["V2"], general)
    remand = np.where(draws.happens(0.9, size), single["J1"], single["J2"])
    brief = periods.is_short_break & ~periods.is_agreement
    return np.select(
        [periods.is_agreement, brief, periods.is_remand, plans.is_by_consent, periods.is_adoption, plans.is_dropped],
        [np.full(size, single["V4"]), np.full(size, single["V3"]), remand]
        + [np.full(size, state) for state in (single["V2"], base, base + 1)],
        general,
    ).astype(np.int64)


def _run(
    draws: Draws, periods: Periods, owner: Whole, course: tuple[tuple[str, int, int], ...]
) -> list[tuple[Whole, Days, Days, Whole]]:
    """Return the statuses of the periods that take one course."""
    parts: list[tuple[Whole, Days, Days, Whole]] = []
    begin = periods.start[owner]
    for code, least, most in course:
        stop = periods.end[owner]
        end = stop if most == 0 else np.minimum(begin + draws.between(least, most, len(owner)), stop)
        end = np.minimum(end, OPEN).astype(np.int32)
        parts.append((owner, begin, end, np.full(len(owner), STATUS[code], dtype=np.int64)))
        goes_on = end < stop
        owner, begin = owner[goes_on], end[goes_on]
    return parts


def cap_at(spells: Spells, as_at: int) -> Spells:
    """Leave out spells that begin after `as_at`; one that ends after it is open."""
    known = spells.start <= as_at
    end = np.where(spells.end > as_at, OPEN, spells.end).astype(np.int32)
    return Spells(spells.owner[known], spells.start[known], end[known], spells.state[known])


def under_order(spells: Spells, size: int, owner: Whole, on: Days) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return whether each period's child is under a care or placement order on a day.

    Args:
        spells: Legal statuses by period and start.
        size: Number of periods.
        owner: Periods asked about.
        on: Day asked about, one for each period asked about.
    """
    is_order = np.isin(spells.state, [STATUS["C1"], STATUS["C2"], STATUS["E1"]])
    first = np.full(size, OPEN, dtype=np.int32)
    np.minimum.at(first, spells.owner[is_order], spells.start[is_order])
    return np.asarray(on >= first[owner], dtype=np.bool_)
