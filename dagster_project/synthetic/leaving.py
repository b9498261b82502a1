"""Leaving care: where those who reach 18 go, who has a leaving-care status, and who dies young.

The 13 weeks after the 14th birthday with some care after the 16th are those of the Children Act 1989, Schedule 2,
paragraph 19B and section 23A; short breaks (V3, V4) do not count towards them.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from dagster_project.synthetic.care import END, ENDS, Periods
from dagster_project.synthetic.days import OPEN, Days, Mask, Real, Whole, age_on, birthday
from dagster_project.synthetic.draws import Draws, weights_of
from dagster_project.synthetic.people import UASC, People
from dagster_project.synthetic.placements import FOSTER, SUPPORTED, TYPE
from dagster_project.synthetic.spells import Spells

#: Days of care after the 14th birthday that make a young person eligible.
DAYS_AFTER_14 = 91
#: Ends of care after which nobody is owed leaving-care support by this authority.
OUTSIDE = tuple(END[code] for code in ("E11", "E12", "E2", "E3", "E15"))

_FROM_FOSTER = {"E17": 0.8, "E5": 0.08, "E6": 0.05, "E4A": 0.06, "E13": 0.03, "E8": 0.04}
_FROM_SUPPORTED = {"E5": 0.7, "E6": 0.18, "E4A": 0.05, "E8": 0.05, "E9": 0.02}
_FROM_ELSEWHERE = {"E5": 0.4, "E6": 0.12, "E4A": 0.16, "E13": 0.05, "E7": 0.12, "E8": 0.12, "E9": 0.03}


def settle_ends(draws: Draws, people: People, periods: Periods, placements: Spells) -> Periods:
    """Return the periods with an end reason that goes with the last placement, drawn anew where care ends at 18."""
    last = np.full(len(periods), -1, dtype=np.int64)
    is_last = placements.last()
    last[placements.owner[is_last]] = placements.state[is_last]
    eighteen = birthday(people.birth[periods.person], 18)
    ends = (periods.end < OPEN) & (periods.end >= eighteen - 4) & ~periods.is_short_break
    ends &= ~np.isin(periods.reason, OUTSIDE)
    weights = np.broadcast_to(weights_of(_FROM_ELSEWHERE, ENDS), (len(periods), len(ENDS))).copy()
    weights[np.isin(last, SUPPORTED)] = weights_of(_FROM_SUPPORTED, ENDS)
    weights[np.isin(last, FOSTER)] = weights_of(_FROM_FOSTER, ENDS)
    weights[periods.end < eighteen, END["E17"]] = 0.0
    weights[last == TYPE["R5"]] = weights_of({"E9": 1.0}, ENDS)
    reason = np.where(ends, draws.pick_by_row(weights), periods.reason)
    # Guardians who were not the child's carers, where those were no foster carers (rule 516).
    for carers, others in (("E45", "E47"), ("E46", "E48")):
        reason = np.where((reason == END[carers]) & ~np.isin(last, FOSTER), END[others], reason)
    columns = {field.name: getattr(periods, field.name) for field in fields(periods)}
    return Periods(**(columns | {"reason": reason}))


@dataclass(frozen=True)
class Leavers:
    """Everybody who left care at 16 or later and is owed support, one entry a person.

    `stop` is the first day without a life to tell: death, the 26th birthday or the day after `as_at`. `habit` is how
    far somebody keeps away from the authority year after year, as a standard normal.
    """

    person: Whole
    birth: Days
    exit: Days
    stop: Days
    death: Days
    reason: Whole
    last_placement: Whole
    is_female: Mask
    is_disabled: Mask
    is_uasc: Mask
    goes_home: Mask
    habit: Real

    def __len__(self) -> int:
        return len(self.person)

    def take(self, chosen: Whole | Mask) -> Self:
        """Return the chosen leavers."""
        return type(self)(*(getattr(self, field.name)[chosen] for field in fields(self)))


def days_after_14(people: People, periods: Periods, until: int) -> Whole:
    """Return each person's days of care from the 14th birthday up to `until`, short breaks left out."""
    fourteen = birthday(people.birth[periods.person], 14)
    days = np.minimum(periods.end, until).astype(np.int64) - np.maximum(periods.start, fourteen)
    days = np.where(periods.is_short_break, 0, np.maximum(days, 0))
    return np.bincount(periods.person, weights=days, minlength=len(people)).astype(np.int64)


def was_in_care_after_16(people: People, periods: Periods, until: int) -> Mask:
    """Return who has been in care on the 16th birthday or later, short breaks left out."""
    sixteen = birthday(people.birth[periods.person], 16)
    late = (np.minimum(periods.end, until) > sixteen) & (periods.start <= until) & ~periods.is_short_break
    return np.bincount(periods.person[late], minlength=len(people)) > 0


@dataclass(frozen=True)
class LastExit:
    """How each person's care ended for the last time, short breaks left out; `OPEN` while in care or never in it."""

    day: Days
    reason: Whole
    period: Whole
    is_in_care: Mask


def last_exit(people: People, periods: Periods) -> LastExit:
    """Return the last end of care of each person."""
    full = np.flatnonzero(~periods.is_short_break)
    owner = periods.person[full]
    is_last = np.append(owner[1:] != owner[:-1], len(owner) > 0)
    last = full[is_last[: len(full)]]
    position = np.full(len(people), -1, dtype=np.int64)
    position[periods.person[last]] = last
    known = position >= 0
    day = np.where(known, periods.end[position], OPEN).astype(np.int32)
    reason = np.where(known, periods.reason[position], 0)
    return LastExit(day, reason, position, known & (day == OPEN))


def is_care_leaver(people: People, periods: Periods, as_at: int) -> Mask:
    """Return who has left care as relevant or former relevant, at any age."""
    final = last_exit(people, periods)
    return np.asarray(
        (days_after_14(people, periods, as_at) >= DAYS_AFTER_14)
        & was_in_care_after_16(people, periods, as_at)
        & (final.day <= as_at)
        & (final.day >= birthday(people.birth, 16))
        & ~np.isin(final.reason, OUTSIDE),
        dtype=np.bool_,
    )


def is_counted(people: People, periods: Periods, as_at: int) -> Mask:
    """Return who counts towards the size of the authority: looked after now, or a care leaver aged 17 to 25."""
    age = age_on(people.birth, as_at)
    leaver = is_care_leaver(people, periods, as_at) & (age >= 17) & (age <= 25)
    return np.asarray(leaver | last_exit(people, periods).is_in_care, dtype=np.bool_)


def draw_leavers(draws: Draws, people: People, periods: Periods, placements: Spells, as_at: int) -> Leavers:
    """Return the care leavers of all years with the span of their lives after care."""
    final = last_exit(people, periods)
    person = np.flatnonzero(is_care_leaver(people, periods, as_at))
    size = len(person)
    birth, exit_day, reason = people.birth[person], final.day[person], final.reason[person]
    horizon = np.minimum(birthday(birth, 26), as_at + 1)
    death = exit_day.astype(np.int64) + 20 + draws.of("death").lasting(365.25 / 0.0028, size)
    death = np.where(death < horizon, death, OPEN).astype(np.int32)
    home = np.isin(reason, [END["E4A"], END["E4B"]]) & (exit_day < birthday(birth, 18) - 30)
    last = np.full(len(periods), -1, dtype=np.int64)
    is_last = placements.last()
    last[placements.owner[is_last]] = placements.state[is_last]
    return Leavers(
        person,
        birth,
        exit_day,
        np.minimum(horizon, death).astype(np.int32),
        death,
        reason,
        last[final.period[person]],
        people.is_female[person],
        people.is_disabled[person],
        people.kind[person] == UASC,
        home & draws.of("home").happens(0.65, size),
        draws.of("habit").normal(size),
    )
