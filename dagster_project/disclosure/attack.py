"""What somebody who knows every shown number can work out about the hidden ones.

Hidden cells that no relation ties together are looked at apart. In a group of tied cells every solution of the
integer programme is one more way in which the hidden numbers could be: a cell that has had two values, not both within
1 to 5, is safe. Only for a cell that chance has not shown to be safe are its least and its most solved for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from dagster_project.disclosure.figures import Figures, Key
from dagster_project.errors import WreathError

#: By how much a cell has to be able to exceed all that is shown of it to count as without an upper bound.
_BEYOND = 10_000


@dataclass(frozen=True)
class Interval:
    """The values that a hidden cell may have, as far as anybody can tell."""

    least: int
    most: int | None

    @property
    def is_one_value(self) -> bool:
        """Whether nothing is left to guess."""
        return self.least == self.most

    def gives_away(self, fewest: int, *, is_leftover: bool = False) -> bool:
        """Whether it is one value, or a number of people from one to fewer than `fewest`."""
        if self.most is None:
            return False
        return (self.is_one_value and not is_leftover) or (self.least >= 1 and self.most < fewest)


@dataclass(frozen=True)
class _Tied:
    """Hidden cells that are tied together, by position: rows of weights with what they have to add up to."""

    least: tuple[int, ...]
    is_leftover: tuple[bool, ...]
    rows: tuple[tuple[tuple[tuple[int, int], ...], int, bool], ...]


#: How far from a whole number the solver's answer may be.
_WHOLE = 1e-6
Direction = NDArray[np.float64]
#: What is known of groups of tied cells, whatever the cells are called.
Known = dict["_Tied", dict[int, Interval]]


def attack(figures: Figures, fewest: int, known: Known | None = None) -> dict[Key, Interval]:
    """Return the hidden cells that are given away, each with the values that it may have.

    `known` keeps what was solved, for the next time that the same numbers come up.
    """
    found: dict[Key, Interval] = {}
    known = {} if known is None else known
    for cells, tied in _components(figures):
        if tied not in known:
            known[tied] = _Solver(tied, fewest).given_away()
        found.update({cells[position]: interval for position, interval in known[tied].items()})
    return found


def told(figures: Figures, fewest: int) -> dict[Key, int]:
    """Return the by-products that are hidden in vain: what is shown tells their number, which is of no few people."""
    strict = replace(figures, by_products={})
    found = {}
    for cells, tied in _components(strict):
        if any(cell in figures.by_products for cell in cells):
            given_away = _Solver(tied, fewest).given_away()
            found.update({cells[at]: interval.least for at, interval in given_away.items() if interval.is_one_value})
    return {cell: value for cell, value in found.items() if cell in figures.by_products}


def _components(figures: Figures) -> Iterator[tuple[Sequence[Key], _Tied]]:
    """Yield the hidden cells group by group, with what ties them once the shown numbers are put in."""
    empty = figures.empty()
    hidden = sorted(figures.hidden())
    place = {cell: i for i, cell in enumerate(hidden)}
    parent = list(range(len(hidden)))
    rows: list[tuple[tuple[tuple[int, int], ...], int, bool]] = []
    for relation in figures.relations:
        unknown = tuple((place[cell], weight) for cell, weight in relation.weights if cell in place)
        if not unknown:
            continue
        shown = sum(w * figures.values[c] for c, w in relation.weights if c not in place and c not in empty)
        rows.append((unknown, -shown, relation.is_equal))
        for position, _ in unknown[1:]:
            parent[_root(parent, position)] = _root(parent, unknown[0][0])
    groups: dict[int, list[int]] = defaultdict(list)
    for i in range(len(hidden)):
        groups[_root(parent, i)].append(i)
    rows_of: dict[int, list[tuple[tuple[tuple[int, int], ...], int, bool]]] = defaultdict(list)
    for row in rows:
        rows_of[_root(parent, row[0][0][0])].append(row)
    for root, members in groups.items():
        local = {position: i for i, position in enumerate(members)}
        tied = tuple((tuple((local[p], w) for p, w in unknown), total, eq) for unknown, total, eq in rows_of[root])
        cells = [hidden[position] for position in members]
        least = tuple(figures.least.get(cell, 0) for cell in cells)
        is_leftover = tuple(cell in figures.leftovers or cell in figures.by_products for cell in cells)
        yield cells, _Tied(least, is_leftover, tied)


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


class _Solver:
    """One group of tied cells as an integer programme."""

    def __init__(self, tied: _Tied, fewest: int) -> None:
        self._fewest = fewest
        self._is_leftover = tied.is_leftover
        self._size = len(tied.least)
        self._low = np.full(self._size, np.inf)
        self._high = np.full(self._size, -np.inf)
        at = [(i, p, w) for i, (weights, _, _) in enumerate(tied.rows) for p, w in weights]
        totals = np.array([total for _, total, _ in tied.rows], dtype=float)
        lower = np.array([total if eq else -np.inf for _, total, eq in tied.rows], dtype=float)
        self._constraints: list[LinearConstraint] = []
        if at:
            i, p, w = (list(part) for part in zip(*at, strict=True))
            matrix = csr_array((w, (i, p)), shape=(len(tied.rows), self._size), dtype=float)
            self._constraints.append(LinearConstraint(matrix, lower, totals))
        # Beyond what is shown of these cells, a value is as good as without end.
        self._beyond = _BEYOND + sum(abs(total) for _, total, _ in tied.rows) + sum(tied.least)
        self._bounds = self._at_least(tied.least)
        if any(tied.least) and not self._is_possible():
            # Numbers that were corrected downwards since: what the last edition showed no longer holds.
            self._bounds = self._at_least((0,) * self._size)

    def _at_least(self, least: Sequence[int]) -> Bounds:
        return Bounds(np.array(least, dtype=float), np.full(self._size, float(self._beyond)))

    def _is_possible(self) -> bool:
        return milp(np.zeros(self._size), bounds=self._bounds, constraints=self._constraints).x is not None

    def given_away(self) -> dict[int, Interval]:
        """Return the cells that are given away, by position."""
        everything = np.ones(self._size)
        towards = np.where(np.arange(self._size) % 2 == 0, 1.0, -1.0)
        for direction in (everything, -everything, towards, -towards):
            self._try(direction)
        found = {}
        for position in range(self._size):
            if self._is_safe(position):
                continue
            direction = np.zeros(self._size)
            direction[position] = 1.0
            self._try(direction)
            if not self._is_safe(position):
                self._try(-direction)
            if not self._is_safe(position):
                found[position] = self._interval(position)
        return found

    def _interval(self, position: int) -> Interval:
        most = int(self._high[position])
        return Interval(int(self._low[position]), None if most >= self._beyond else most)

    def _is_safe(self, position: int) -> bool:
        interval = self._interval(position)
        return not interval.gives_away(self._fewest, is_leftover=self._is_leftover[position])

    def _try(self, direction: Direction) -> None:
        """Find the way furthest against `direction`, and widen every cell's interval by it."""
        for integrality in (0, 1):
            solved = milp(
                direction,
                integrality=np.full(self._size, integrality),
                bounds=self._bounds,
                constraints=self._constraints,
            )
            if solved.x is None:
                raise WreathError(f"disclosure control: the shown numbers contradict each other ({solved.message})")
            way = np.rint(solved.x)
            # A corner of the continuous programme is whole already as a rule; where not, whole numbers are asked for.
            if np.abs(solved.x - way).max() < _WHOLE:
                break
        self._low = np.minimum(self._low, way)
        self._high = np.maximum(self._high, way)
