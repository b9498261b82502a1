"""What somebody who knows every shown number can work out about the hidden ones.

Hidden cells that no relation ties together are looked at apart. In a group of tied cells every way in which the hidden
numbers could be widens what is possible: a cell that has had two values, not both within 1 to 5, is safe. Only for
cells that no common way has shown to be safe are the least and the most solved for, one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle

from dagster_project.disclosure.figures import Figures, Key, Relation
from dagster_project.disclosure.ways import Tied, Ways


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


#: All doubtful cells at their most or least, and every other one at its most while the rest are at their least.
_TOGETHER = ((1,), (-1,), (1, -1), (-1, 1))


def attack(figures: Figures, fewest: int, among: Iterable[Key] | None = None) -> dict[Key, Interval]:
    """Return the hidden cells that are given away, each with the values that it may have.

    Only cells of `among` are looked at where it is given.
    """
    return dict(_attack(figures, fewest, among))


def is_given_away(figures: Figures, fewest: int, among: Iterable[Key]) -> bool:
    """Return whether any of the hidden cells `among` is given away."""
    return next(_attack(figures, fewest, among), None) is not None


def _attack(figures: Figures, fewest: int, among: Iterable[Key] | None) -> Iterator[tuple[Key, Interval]]:
    hidden = figures.hidden()
    lenient = figures.leftovers | figures.by_products.keys()
    doubtful = hidden if among is None else hidden.intersection(among)
    for cells, tied in _groups(figures, hidden, sorted(doubtful)):
        is_leftover = [cell in lenient for cell in cells]
        positions = [position for position, cell in enumerate(cells) if cell in doubtful]
        for position, interval in _given_away(Ways(tied), positions, is_leftover, fewest):
            yield cells[position], interval


def told(figures: Figures, fewest: int) -> dict[Key, int]:
    """Return the by-products that are hidden in vain: what is shown tells their number, which is of no few people."""
    given_away = attack(replace(figures, by_products={}), fewest, figures.by_products)
    return {cell: interval.least for cell, interval in given_away.items() if interval.is_one_value}


def _given_away(
    ways: Ways, positions: Sequence[int], is_leftover: Sequence[bool], fewest: int
) -> Iterator[tuple[int, Interval]]:
    """Yield the cells at `positions` that are given away."""

    def interval(position: int) -> Interval:
        return Interval(*ways.bounds(position))

    def unsafe(among: Sequence[int]) -> list[int]:
        return [p for p in among if interval(p).gives_away(fewest, is_leftover=is_leftover[p])]

    doubtful, before = list(positions), [-1]
    # Most cells are safe, and a few ways show it of all of them together.
    while doubtful != before:
        before = doubtful
        for signs in _TOGETHER:
            if doubtful:
                ways.widen(dict(zip(doubtful, cycle(signs), strict=False)))
                doubtful = unsafe(doubtful)
    for position in doubtful:
        for sign in (-1, 1):
            if unsafe([position]):
                ways.widen({position: sign})
        if unsafe([position]):
            yield position, interval(position)


def _groups(figures: Figures, hidden: Collection[Key], starts: Iterable[Key]) -> Iterator[tuple[Sequence[Key], Tied]]:
    """Yield the hidden cells that are tied to each of `starts`, with what ties them."""
    reached: set[Key] = set()
    for start in starts:
        if start in reached:
            continue
        cells = [start]
        reached.add(start)
        relations: dict[int, Relation] = {}
        for cell in cells:
            for relation in figures.related.get(cell, ()):
                if id(relation) not in relations:
                    relations[id(relation)] = relation
                    fresh = [other for other, _ in relation.weights if other in hidden and other not in reached]
                    cells += fresh
                    reached.update(fresh)
        yield cells, _tied(figures, cells, relations.values())


def _tied(figures: Figures, cells: Sequence[Key], relations: Iterable[Relation]) -> Tied:
    """Put the shown numbers into the relations of hidden cells; whatever is neither is empty."""
    place = {cell: position for position, cell in enumerate(cells)}
    rows = []
    for relation in relations:
        unknown = tuple((place[cell], weight) for cell, weight in relation.weights if cell in place)
        shown = sum(weight * figures.values.get(cell, 0) for cell, weight in relation.weights if cell not in place)
        rows.append((unknown, -shown, relation.is_equal))
    return Tied(tuple(figures.least.get(cell, 0) for cell in cells), tuple(rows))
