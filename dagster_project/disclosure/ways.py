"""The ways in which hidden numbers that are tied together could be, found one after another.

A linear programme is kept with its last corner, from which the next is a few steps off: HiGHS, that scipy's programmes
are solved by as well, but which scipy begins anew for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from dagster_project.errors import WreathError

#: By how much a cell has to be able to exceed all that is shown of it to count as without an upper bound.
_BEYOND = 10_000
#: How far from a whole number the solver's answer may be.
_WHOLE = 1e-6
#: The simplex method that begins at the last corner, which stays possible when only the direction changes.
_PRIMAL = int(highspy.simplex_constants.SimplexStrategy.kSimplexStrategyPrimal)
#: Weights of cells by position, what they add up to, and whether they do or only add up to no more.
Row = tuple[tuple[tuple[int, int], ...], int, bool]


@dataclass(frozen=True)
class Tied:
    """Hidden cells that are tied together, by position: the least that each can be, and what they have to add up to."""

    least: tuple[int, ...]
    rows: tuple[Row, ...]


class Ways:
    """The least and the most of each of the tied cells, in the ways found so far.

    The solver is not believed: a way counts only if it fulfils everything in whole numbers.
    """

    def __init__(self, tied: Tied) -> None:
        self._size = len(tied.least)
        entries = [(i, p, w) for i, (weights, _, _) in enumerate(tied.rows) for p, w in weights]
        table = np.array(entries, dtype=np.int64).reshape(-1, 3)
        self._row, self._column, self._weight = table[:, 0], table[:, 1], table[:, 2]
        self._totals = np.array([total for _, total, _ in tied.rows], dtype=np.int64)
        self._is_equal = np.array([is_equal for _, _, is_equal in tied.rows], dtype=bool)
        self._least = np.array(tied.least, dtype=np.int64)
        # Beyond what is shown of these cells, a value is as good as without end.
        self._beyond = _BEYOND + int(np.abs(self._totals).sum() + self._least.sum())
        self._positions = np.arange(self._size, dtype=np.int32)
        self._low = np.full(self._size, self._beyond, dtype=np.int64)
        self._high = np.zeros(self._size, dtype=np.int64)
        self._solver = self._programme()
        if self._least.any() and not self._is_possible():
            # Numbers that were corrected downwards since: what the last edition showed no longer holds.
            self._least[:] = 0
            self._solver = self._programme()

    def bounds(self, position: int) -> tuple[int, int | None]:
        """Return the least and the most of a cell so far; None where it has no upper bound."""
        most = int(self._high[position])
        return int(self._low[position]), None if most >= self._beyond else most

    def widen(self, signs: Mapping[int, int]) -> None:
        """Find the way furthest towards more of the cells whose sign is 1 and less of those at -1; widen all bounds."""
        direction = np.zeros(self._size)
        direction[list(signs)] = [-sign for sign in signs.values()]
        self._solver.changeColsCost(self._size, self._positions, direction)
        way = self._way()
        if way is None:
            # A corner of the continuous programme is whole as a rule; where not, whole numbers are asked for.
            self._ask_for(highspy.HighsVarType.kInteger)
            way = self._way()
            self._ask_for(highspy.HighsVarType.kContinuous)
        if way is None:
            raise WreathError(
                f"disclosure control: no way found in which {self._size} hidden numbers fulfil what is shown; "
                "correct the mart whose numbers contradict each other"
            )
        self._low = np.minimum(self._low, way)
        self._high = np.maximum(self._high, way)

    def _programme(self) -> highspy.Highs:
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = self._size, len(self._totals)
        programme.col_cost_ = np.zeros(self._size)
        programme.col_lower_ = self._least.astype(float)
        programme.col_upper_ = np.full(self._size, float(self._beyond))
        programme.row_lower_ = np.where(self._is_equal, self._totals, -highspy.kHighsInf)
        programme.row_upper_ = self._totals.astype(float)
        programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        programme.a_matrix_.start_ = np.searchsorted(self._row, np.arange(len(self._totals) + 1)).astype(np.int32)
        programme.a_matrix_.index_ = self._column.astype(np.int32)
        programme.a_matrix_.value_ = self._weight.astype(float)
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (("output_flag", False), ("threads", 1), ("simplex_strategy", _PRIMAL)):
            solver.setOptionValue(option, value)
        solver.passModel(programme)
        return solver

    def _is_possible(self) -> bool:
        self._solver.run()
        return self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal

    def _ask_for(self, kind: highspy.HighsVarType) -> None:
        kinds = np.full(self._size, int(kind), dtype=np.uint8)
        self._solver.changeColsIntegrality(self._size, self._positions, kinds)

    def _way(self) -> NDArray[np.int64] | None:
        """Return the way that is furthest in the direction; None where it is not of whole numbers."""
        if not self._is_possible():
            return None
        found = np.array(self._solver.getSolution().col_value)
        way = np.rint(found).astype(np.int64)
        is_whole = bool(np.abs(found - way).max() < _WHOLE)
        return way if is_whole and self._fulfils(way) else None

    def _fulfils(self, way: NDArray[np.int64]) -> bool:
        sums = np.zeros_like(self._totals)
        np.add.at(sums, self._row, self._weight * way[self._column])
        is_met = np.where(self._is_equal, sums == self._totals, sums <= self._totals)
        return bool(is_met.all() and (way >= self._least).all())
