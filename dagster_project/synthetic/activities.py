"""What young people do after 16: education, training, work, or none, with the return's ACTIV codes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dagster_project.synthetic.days import OPEN, Days, Mask, Real, Whole, age_on, birthday
from dagster_project.synthetic.draws import Draws, weights_of
from dagster_project.synthetic.spells import Spells, renew

#: DfE's main-activity codes.
ACTIVITIES = ("F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5", "G4", "G5", "G6")
ACTIVITY = {code: position for position, code in enumerate(ACTIVITIES)}

_LASTING = {
    "F1": 600.0, "P1": 400.0, "F2": 300.0, "P2": 220.0, "F4": 420.0, "P4": 300.0, "F5": 330.0, "P5": 230.0,
    "G4": 500.0, "G5": 190.0, "G6": 420.0,
}  # fmt: skip
#: Share of time spent on each: at 16 and 17, at 18, 19 to 21, 22 and over.
_SHARES: tuple[dict[str, float], ...] = (
    {"F2": 0.64, "P2": 0.02, "F4": 0.04, "F5": 0.06, "P5": 0.02, "G4": 0.05, "G5": 0.2},
    {"F1": 0.015, "F2": 0.47, "P2": 0.03, "F4": 0.035, "P4": 0.005, "F5": 0.07, "P5": 0.03, "G4": 0.08, "G5": 0.3},
    {"F1": 0.05, "P1": 0.004, "F2": 0.25, "P2": 0.03, "F4": 0.025, "P4": 0.004, "F5": 0.19, "P5": 0.08, "G4": 0.13,
     "G5": 0.19},
    {"F1": 0.05, "P1": 0.006, "F2": 0.11, "P2": 0.03, "F4": 0.02, "P4": 0.004, "F5": 0.37, "P5": 0.12, "G4": 0.12,
     "G5": 0.13},
)  # fmt: skip
_AGE_EDGES = np.array([18, 19, 22])
#: Days around the birth of a first child in which looking after it can be the main activity.
_BEFORE_BIRTH, _AFTER_BIRTH = 90, 1000


@dataclass(frozen=True)
class YoungPeople:
    """Those whose activity is told, one entry a person.

    `stop` is exclusive; `goes_on` says that the last spell is open.
    """

    person: Whole
    birth: Days
    start: Days
    stop: Days
    goes_on: Mask
    is_female: Mask
    is_disabled: Mask
    first_child: Days

    def __len__(self) -> int:
        return len(self.person)


def draw_activities(draws: Draws, young: YoungPeople) -> Spells:
    """Return what each young person does from 16 on; `owner` is a position among the young people."""
    lengths = weights_of(_LASTING, ACTIVITIES)
    matrix = np.array([weights_of(shares, ACTIVITIES) for shares in _SHARES]) / lengths
    caring = young.first_child - _BEFORE_BIRTH

    def choose(owner: Whole, begin: Days, before: Whole) -> Whole:
        age = age_on(young.birth[owner], begin)
        weights: Real = matrix[np.searchsorted(_AGE_EDGES, age, side="right")].copy()
        weights[:, ACTIVITY["G4"]] *= np.where(young.is_disabled[owner], 4.5, 0.8)
        early = (begin >= caring[owner]) & (begin < young.first_child[owner] + _AFTER_BIRTH)
        share = np.where(young.is_female[owner], 2.2, 0.05)
        weights[:, ACTIVITY["G6"]] = np.where(early, weights.sum(axis=1) * share, 0.0)
        return draws.pick_by_row(weights)

    def lasting(owner: Whole, begin: Days, state: Whole) -> Whole:
        length = draws.lasting(lengths[state], len(owner))
        in_school = (state == ACTIVITY["F2"]) & (age_on(young.birth[owner], begin) < 17)
        return np.where(in_school, np.maximum(length, 200), length)

    cut = np.where(young.first_child < OPEN, caring, OPEN).astype(np.int32)
    spells = renew(young.start, young.stop, choose, lasting, cut=cut, most=60)
    is_open = spells.last() & young.goes_on[spells.owner] & (spells.end == young.stop[spells.owner])
    return Spells(spells.owner, spells.start, np.where(is_open, OPEN, spells.end).astype(np.int32), spells.state)


def draw_first_children(draws: Draws, birth: Days, is_female: Mask, as_at: int) -> Days:
    """Return the birth date of each person's first child, `OPEN` without one by `as_at`."""
    size = len(birth)
    parent = draws.happens(np.where(is_female, 0.34, 0.12), size)
    sixteen = birthday(birth, 16)
    age = np.sqrt(draws.unit(size)) * 3400 + 150
    born = sixteen + age.astype(np.int64)
    return np.where(parent & (born <= as_at), born, int(OPEN)).astype(np.int32)
