"""Where care leavers live: spells with an accommodation letter and the authority's view of suitability."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dagster_project.synthetic.care import END
from dagster_project.synthetic.days import OPEN, Days, Mask, Real, Whole, age_on
from dagster_project.synthetic.draws import Draws, weights_of
from dagster_project.synthetic.leaving import Leavers
from dagster_project.synthetic.spells import Spells, renew

#: Letters of the return's ACCOM item that are drawn.
LETTERS = ("B", "C", "D", "E", "G", "H", "K", "R", "S", "T", "U", "V", "W", "X", "Y", "Z")
LETTER = {code: position for position, code in enumerate(LETTERS)}

#: How long a home of each kind lasts, in days.
_LASTING = {
    "B": 480.0, "C": 420.0, "D": 330.0, "E": 330.0, "G": 700.0, "H": 4000.0, "K": 280.0, "R": 90.0, "S": 40.0,
    "T": 260.0, "U": 640.0, "V": 30.0, "W": 28.0, "X": 150.0, "Y": 200.0, "Z": 640.0,
}  # fmt: skip
#: Share of time spent in each kind of home: under 18, at 18, 19 to 21, 22 and over.
_SHARES: tuple[dict[str, float], ...] = (
    {"B": 0.3, "D": 0.45, "E": 0.1, "K": 0.04, "U": 0.07, "C": 0.02, "X": 0.01, "S": 0.004, "V": 0.004, "Y": 0.01},
    {"B": 0.2, "D": 0.4, "E": 0.1, "K": 0.05, "U": 0.17, "T": 0.04, "C": 0.03, "X": 0.026, "S": 0.012, "V": 0.01,
     "W": 0.003, "Y": 0.02, "G": 0.004},
    {"B": 0.13, "D": 0.19, "E": 0.05, "K": 0.05, "U": 0.5, "T": 0.025, "C": 0.025, "X": 0.006, "S": 0.003, "V": 0.003,
     "W": 0.002, "Y": 0.02, "G": 0.005, "H": 0.0006, "R": 0.001},
    {"B": 0.16, "D": 0.05, "K": 0.05, "U": 0.65, "C": 0.03, "X": 0.022, "S": 0.008, "V": 0.003, "W": 0.003, "Y": 0.03,
     "G": 0.006, "H": 0.0006, "R": 0.004},
)  # fmt: skip
_AGE_EDGES = np.array([18, 19, 22])
#: How often the authority judges a home of each kind unsuitable; homeless and custody always.
_UNSUITABLE = {
    "B": 0.015, "C": 0.02, "D": 0.055, "E": 0.03, "G": 0.02, "H": 0.1, "K": 0.05, "R": 0.4, "S": 1.0, "T": 0.02,
    "U": 0.008, "V": 0.4, "W": 0.6, "X": 1.0, "Y": 0.08, "Z": 0.003,
}  # fmt: skip
#: Where somebody goes first, by the reason care ended.
_FIRST: dict[str, dict[str, float]] = {
    "E17": {"Z": 0.92, "D": 0.05, "U": 0.03},
    "E4A": {"B": 1.0}, "E4B": {"B": 1.0}, "E13": {"B": 0.75, "K": 0.25}, "E41": {"B": 1.0}, "E45": {"B": 1.0},
    "E46": {"B": 1.0}, "E47": {"B": 1.0}, "E48": {"B": 1.0},
    "E5": {"D": 0.71, "E": 0.15, "U": 0.1, "W": 0.025, "S": 0.015}, "E6": {"U": 0.65, "K": 0.35}, "E7": {"C": 1.0},
    "E8": {"B": 0.33, "D": 0.35, "K": 0.2, "Y": 0.1, "S": 0.02}, "E9": {"X": 1.0}, "E14": {"B": 0.5, "D": 0.5},
    "E16": {"G": 1.0},
}  # fmt: skip


@dataclass(frozen=True)
class Homes:
    """Homes by leaver and start; `owner` is a position among the leavers."""

    spells: Spells
    is_unsuitable: Mask
    address: Whole


def draw_homes(draws: Draws, leavers: Leavers, postcodes: int) -> Homes:
    """Return the homes of every leaver from the end of care on.

    Args:
        draws: Random numbers.
        leavers: Whose homes.
        postcodes: Number of postcodes that an address can have.
    """
    lengths = weights_of(_LASTING, LETTERS)
    matrix = np.array([weights_of(shares, LETTERS) for shares in _SHARES]) / lengths
    firsts = _first_weights()

    def choose(owner: Whole, begin: Days, before: Whole) -> Whole:
        age = age_on(leavers.birth[owner], begin)
        later = matrix[np.searchsorted(_AGE_EDGES, age, side="right")]
        weights: Real = np.where((before < 0)[:, None], firsts[leavers.reason[owner]], later)
        return draws.pick_by_row(weights)

    def lasting(owner: Whole, begin: Days, state: Whole) -> Whole:
        length = draws.lasting(lengths[state], len(owner))
        stays = leavers.goes_home[owner] & (begin == leavers.exit[owner])
        return np.where(stays, length + 1500, length)

    spells = _open_ends(renew(leavers.exit, leavers.stop, choose, lasting, most=60), leavers)
    unsuitable = draws.happens(weights_of(_UNSUITABLE, LETTERS)[spells.state], len(spells))
    return Homes(spells, unsuitable, draws.between(0, postcodes - 1, len(spells)))


def _first_weights() -> Real:
    """Return weights of the first home by end reason and letter; an unlisted reason counts as any other."""
    rows = [weights_of(_FIRST.get(code, _FIRST["E8"]), LETTERS) for code in END]
    return np.array(rows)


def _open_ends(spells: Spells, leavers: Leavers) -> Spells:
    """Leave the last spell open where the life goes on; at death or the 26th birthday it ends."""
    stop = leavers.stop[spells.owner]
    goes_on = (stop < leavers.death[spells.owner]) & (age_on(leavers.birth[spells.owner], stop) < 26)
    is_open = spells.last() & goes_on & (spells.end == stop)
    return Spells(spells.owner, spells.start, np.where(is_open, OPEN, spells.end).astype(np.int32), spells.state)
