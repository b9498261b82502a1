"""The skeleton of every life: people, periods of care, legal statuses, placements, and who leaves care."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import polars as pl

from dagster_project.synthetic.adoption import Adoptions, draw_adoptions, draw_plans
from dagster_project.synthetic.care import END, Periods, draw_periods
from dagster_project.synthetic.days import OPEN, Days
from dagster_project.synthetic.draws import Draws
from dagster_project.synthetic.leaving import Leavers, draw_leavers, is_counted, settle_ends
from dagster_project.synthetic.legal import STATUS, cap_at, draw_legal_statuses
from dagster_project.synthetic.people import FIRST_DAY, People, draw_people
from dagster_project.synthetic.placements import Placements, draw_placements
from dagster_project.synthetic.spells import Spells

#: Candidates drawn for each person who counts; the measured need is about 4.4.
_CANDIDATES = 5.2


@dataclass(frozen=True)
class Lives:
    """Everything that later events hang on. Positions: people, periods (by person), leavers (by person)."""

    authority: str
    as_at: int
    size: int
    people: People
    periods: Periods
    legal: Spells
    adoptions: Adoptions
    placements: Placements
    leavers: Leavers
    death: Days

    def person_ids(self) -> pl.Series:
        """Return the truth's own identifier of each person."""
        number = pl.Series("person_id", np.arange(len(self.people), dtype=np.int64)).cast(pl.String).str.zfill(6)
        return (f"{self.authority}-" + number).alias("person_id")

    def ids_of(self, positions: np.ndarray[tuple[int], np.dtype[np.int64]]) -> pl.Series:
        """Return the identifiers of the people at the positions."""
        return self.person_ids().gather(pl.Series(positions.astype(np.uint32)))


def draw_lives(draws: Draws, authority: str, size: int, as_at: int) -> Lives:
    """Return an authority in which exactly `size` people are looked after or care leavers aged 17 to 25 at `as_at`.

    Everybody else who was in care since 1 April 2010 comes on top.
    """
    people, periods = _enough(draws, size, as_at)
    plans = draw_plans(draws.of("plans"), people, periods)
    courses = draw_legal_statuses(draws.of("legal"), people, periods, plans)
    adoptions = draw_adoptions(draws.of("adoptions"), periods, plans, courses, STATUS["E1"])
    legal = cap_at(courses, as_at)
    placements = draw_placements(draws.of("placements"), people, periods, legal, adoptions, as_at)
    periods = settle_ends(draws.of("ends"), people, periods, placements.spells)
    leavers = draw_leavers(draws.of("leavers"), people, periods, placements.spells, as_at)
    death = _deaths(people, periods, leavers)
    return Lives(authority, as_at, size, people, periods, legal, adoptions, placements, leavers, death)


def _enough(draws: Draws, size: int, as_at: int) -> tuple[People, Periods]:
    """Draw candidates until enough of them count, then keep the first of them, in the order they were drawn."""
    candidates = int(size * _CANDIDATES) + 150
    while True:
        people = draw_people(draws.of("people"), candidates, as_at)
        periods = draw_periods(draws.of("care"), people, as_at)
        counted = np.cumsum(is_counted(people, periods, as_at))
        if counted[-1] >= size:
            break
        candidates *= 2
    stop = int(np.searchsorted(counted, size)) + 1
    last_end = np.zeros(len(people), dtype=np.int32)
    np.maximum.at(last_end, periods.person, periods.end)
    kept = np.flatnonzero((np.arange(len(people)) < stop) & (last_end > FIRST_DAY))
    return people.take(kept), _renumbered(periods, kept, len(people))


def _renumbered(periods: Periods, kept: np.ndarray[tuple[int], np.dtype[np.int64]], size: int) -> Periods:
    """Return the periods of the people kept, with their new positions."""
    position = np.full(size, -1, dtype=np.int64)
    position[kept] = np.arange(len(kept))
    own = periods.take(position[periods.person] >= 0)
    columns = {field.name: getattr(own, field.name) for field in fields(own)}
    return Periods(**(columns | {"person": position[own.person]}))


def _deaths(people: People, periods: Periods, leavers: Leavers) -> Days:
    """Return each person's day of death, `OPEN` for the living."""
    death = np.full(len(people), OPEN, dtype=np.int32)
    died = periods.reason == END["E2"]
    death[periods.person[died]] = periods.end[died]
    death[leavers.person] = np.minimum(death[leavers.person], leavers.death)
    return death
