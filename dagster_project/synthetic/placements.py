"""Placements within each period of care, with the types that were valid when each began."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from dagster_project.synthetic.adoption import Adoptions
from dagster_project.synthetic.care import Periods
from dagster_project.synthetic.days import OPEN, Days, Mask, Real, Whole, age_on, day
from dagster_project.synthetic.draws import Draws, weights_of
from dagster_project.synthetic.legal import under_order
from dagster_project.synthetic.people import UASC, People
from dagster_project.synthetic.spells import Spells, renew

#: DfE's placement codes that are drawn.
TYPES = (
    "U1", "U3", "U4", "U5", "U6", "K1", "K2", "K3", "H5", "P2", "P1", "S1", "R1", "R2", "R3", "R5", "Z1", "Z11", "Z12",
    "Z13", "Z14", "A3", "A4", "A5", "A6", "P3",
)  # fmt: skip
TYPE = {code: position for position, code in enumerate(TYPES)}
FOSTER = tuple(TYPE[code] for code in ("U1", "U3", "U4", "U5", "U6"))
ADOPTIVE = tuple(TYPE[code] for code in ("A3", "A4", "A5", "A6"))
SUPPORTED = tuple(TYPE[code] for code in ("K3", "H5", "P2"))

SUPPORTED_FROM = date(2024, 4, 1)  # K3 replaces H5 and P2
OTHER_SPLIT_FROM = date(2025, 4, 1)  # Z11 to Z14 replace Z1
_AGE_EDGES = np.array([5, 10, 14, 16])
_OTHER = {"Z1": 1.0, "Z11": 0.4, "Z12": 0.3, "Z13": 0.15, "Z14": 0.15}

#: Weights by age at the start of the placement: under 5, 5 to 9, 10 to 13, 14 and 15, 16 and 17.
_WEIGHTS: tuple[dict[str, float], ...] = (
    {"U1": 0.06, "U3": 0.13, "U4": 0.15, "U5": 0.02, "U6": 0.5, "P1": 0.09, "R2": 0.005, "R3": 0.03},
    {"U1": 0.07, "U3": 0.1, "U4": 0.3, "U6": 0.4, "P1": 0.07, "K2": 0.03, "S1": 0.01},
    {"U1": 0.05, "U3": 0.06, "U4": 0.32, "U6": 0.33, "P1": 0.04, "K1": 0.003, "K2": 0.14, "S1": 0.02, "R1": 0.005},
    {"U1": 0.03, "U3": 0.04, "U4": 0.28, "U6": 0.28, "P1": 0.04, "K1": 0.012, "K2": 0.22, "S1": 0.02, "R5": 0.003},
    {"U1": 0.02, "U3": 0.03, "U4": 0.17, "U6": 0.17, "P1": 0.03, "K1": 0.008, "K2": 0.14, "R1": 0.01, "R2": 0.004,
     "R3": 0.004, "R5": 0.006, "K3": 0.4, "H5": 0.3, "P2": 0.1, "P3": 0.008},
)  # fmt: skip
_OTHER_WEIGHTS = (0.002, 0.004, 0.01, 0.02, 0.03)
_UASC_WEIGHTS = {"U4": 0.15, "U6": 0.3, "K2": 0.05, "K3": 0.5, "H5": 0.4, "P2": 0.1}
_REMAND_WEIGHTS = {"R5": 0.5, "K1": 0.15, "U6": 0.2, "K2": 0.15}
_BREAK_WEIGHTS = {"U6": 0.5, "K2": 0.35, "R1": 0.1, "S1": 0.05}


@dataclass(frozen=True)
class Placements:
    """Placements by period and start; `same_carer` says that the child moved in status only, not to somebody else."""

    spells: Spells
    same_carer: Mask


def draw_placements(
    draws: Draws, people: People, periods: Periods, legal: Spells, adoptions: Adoptions, as_at: int
) -> Placements:
    """Return the placements of every period of care, without gaps; `owner` is a position among the periods."""
    birth = people.birth[periods.person]
    matrix = _weight_matrix()
    changes = _legal_changes(periods, legal)

    def choose(owner: Whole, begin: Days, before: Whole) -> Whole:
        band = np.searchsorted(_AGE_EDGES, age_on(birth[owner], begin), side="right")
        weights = matrix[band].copy()
        _special(weights, people, periods, owner)
        _only_valid(weights, begin)
        weights[:, TYPE["P1"]] *= under_order(legal, len(periods), owner, begin)
        state = draws.pick_by_row(weights)
        confirmed = _confirmed(draws, before)
        state = np.where(confirmed >= 0, confirmed, state)
        adopted = _adoptive(adoptions, owner, begin, before)
        return np.where(adopted >= 0, adopted, state)

    def lasting(owner: Whole, begin: Days, state: Whole) -> Whole:
        age = age_on(birth[owner], begin)
        usual = np.select([age < 10, age < 14, age < 16], [1050.0, 760.0, 540.0], 360.0)
        first = begin == periods.start[owner]
        mean = np.where(first, 190.0, usual)
        mean = np.where(np.isin(state, SUPPORTED), 380.0, mean)
        mean = np.where(periods.is_agreement[owner], 4000.0, mean)
        length = _until_change(draws, changes, owner, begin, draws.lasting(mean, len(owner)))
        return _until_adoption(adoptions, owner, begin, state, length)

    stop = np.minimum(periods.end, as_at + 1).astype(np.int32)
    spells = renew(periods.start, stop, choose, lasting, most=60)
    end = np.where(spells.end > as_at, OPEN, spells.end).astype(np.int32)
    whole = Spells(spells.owner, spells.start, end, spells.state)
    return Placements(whole, _same_carer(whole))


def _weight_matrix() -> Real:
    """Return weights by age band and type, with the other placements in."""
    rows = []
    for weights, other in zip(_WEIGHTS, _OTHER_WEIGHTS, strict=True):
        rows.append(weights_of(weights | {code: other * share for code, share in _OTHER.items()}, TYPES))
    return np.array(rows)


def _special(weights: Real, people: People, periods: Periods, owner: Whole) -> None:
    """Put in the weights of unaccompanied, remanded and short-break children, in place."""
    kind = people.kind[periods.person[owner]]
    old_enough = weights[:, TYPE["K3"]] > 0
    weights[(kind == UASC) & old_enough] = weights_of(_UASC_WEIGHTS, TYPES)
    weights[periods.is_remand[owner]] = weights_of(_REMAND_WEIGHTS, TYPES)
    weights[periods.is_short_break[owner]] = weights_of(_BREAK_WEIGHTS, TYPES)


def _only_valid(weights: Real, begin: Days) -> None:
    """Take out, in place, the types that were not valid on the day the placement begins."""
    after, split = begin >= day(SUPPORTED_FROM), begin >= day(OTHER_SPLIT_FROM)
    for invalid, codes in (
        (after, ("H5", "P2")),
        (~after, ("K3",)),
        (split, ("Z1",)),
        (~split, ("Z11", "Z12", "Z13", "Z14")),
    ):
        for code in codes:
            weights[invalid, TYPE[code]] = 0.0


def _confirmed(draws: Draws, before: Whole) -> Whole:
    """Return the long-term type for carers who become long-term carers of the child they have; -1 for the others."""
    stays = draws.happens(0.3, len(before))
    becomes = np.full(len(TYPES), -1, dtype=np.int64)
    becomes[TYPE["U6"]], becomes[TYPE["U3"]] = TYPE["U4"], TYPE["U1"]
    return np.where(stays & (before >= 0), becomes[before], -1)


def _adoptive(adoptions: Adoptions, owner: Whole, begin: Days, before: Whole) -> Whole:
    """Return the adoptive placement on or after the day a child is placed for adoption; -1 where there is none."""
    by_carer = adoptions.wants_carer[owner] & np.isin(before, FOSTER)
    consent = adoptions.is_by_consent[owner]
    ordered = np.where(by_carer, TYPE["A5"], TYPE["A6"])
    agreed = np.where(by_carer, TYPE["A3"], TYPE["A4"])
    return np.where(begin >= adoptions.placed[owner], np.where(consent, agreed, ordered), -1)


def _until_adoption(adoptions: Adoptions, owner: Whole, begin: Days, state: Whole, length: Whole) -> Whole:
    """Cut the placement that is running when a child is placed for adoption; that one lasts until the order."""
    left = adoptions.placed[owner].astype(np.int64) - begin
    return np.where(np.isin(state, ADOPTIVE), int(OPEN), np.where(left > 0, np.minimum(length, left), length))


def _legal_changes(periods: Periods, legal: Spells) -> Days:
    """Return up to three days on which each period's legal status changed, `OPEN` where there are fewer."""
    changes = np.full((len(periods), 3), OPEN, dtype=np.int32)
    later = ~legal.first()
    first = np.searchsorted(legal.owner, legal.owner, side="left")
    number = np.arange(len(legal)) - first
    changes[legal.owner[later], number[later] - 1] = legal.start[later]
    return changes


def _until_change(draws: Draws, changes: Days, owner: Whole, begin: Days, length: Whole) -> Whole:
    """Let some placements end on the day the court changes the legal status."""
    ahead = np.where(changes[owner] > begin[:, None], changes[owner], OPEN).min(axis=1).astype(np.int64)
    cuts = draws.happens(0.16, len(owner)) & (ahead < begin + length)
    return np.where(cuts, ahead - begin, length)


def _same_carer(spells: Spells) -> Mask:
    """Return which placements are with the carer of the one before."""
    before = np.append(-1, spells.state[:-1])
    follows = ~spells.first()
    kept = np.zeros(len(spells), dtype=np.bool_)
    for old, new in (("U6", "U4"), ("U3", "U1")):
        kept |= (before == TYPE[old]) & (spells.state == TYPE[new])
    kept |= np.isin(before, FOSTER) & np.isin(spells.state, (TYPE["A3"], TYPE["A5"]))
    return np.asarray(follows & kept, dtype=np.bool_)
