"""Linked tables of counts: cells, what shows them, and what adds up to what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dagster_project.errors import WreathError

#: A cell, and what shows it, are named by the parts of their key.
Key = tuple[str, ...]


@dataclass(frozen=True)
class Relation:
    """`sum(weight * cell) = 0`, or at most 0: what anybody knows who knows what the cells mean."""

    weights: tuple[tuple[Key, int], ...]
    is_equal: bool = True

    @cached_property
    def wholes(self) -> list[Key]:
        """The cells that the others are not more than."""
        return [cell for cell, weight in self.weights if weight < 0]

    @cached_property
    def parts(self) -> list[Key]:
        """The cells that are none where the wholes are."""
        return [cell for cell, weight in self.weights if weight > 0]


@dataclass
class Figures:
    """Counts of people, known to whoever reads what shows them, and the relations between them.

    A cell may be shown in several places (the people asked are the same for several measures): it is hidden only where
    all of them are. `values` holds every cell that something shows; a cell of a relation without a value is hidden
    from the start, and `told_in` says in which place it would stand. `least` is what somebody knows beforehand: the
    last edition's number of what only grows. `leftovers` are differences between numbers that are shown, which stand in
    no table: to be told is no harm unless they are a few people. `by_products` are cells that are hidden with others
    for no sake of their own, each with its column: one that can be worked out all the same is shown, if of no few.
    `related` has the relations of each cell. `worth` says which places are hidden last: those of the greatest number.
    """

    values: dict[Key, int] = field(default_factory=dict)
    shown_by: dict[Key, set[Key]] = field(default_factory=dict)
    cells_of: dict[Key, list[Key]] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    told_in: dict[Key, Key] = field(default_factory=dict)
    least: dict[Key, int] = field(default_factory=dict)
    leftovers: set[Key] = field(default_factory=set)
    by_products: dict[Key, str] = field(default_factory=dict)
    related: dict[Key, list[Relation]] = field(default_factory=lambda: defaultdict(list))
    worth: dict[Key, int] = field(default_factory=dict)

    def show(self, place: Key, cells: Mapping[Key, int | None]) -> None:
        """Record that `place` shows `cells`; None for a cell that it already hides."""
        for cell, value in cells.items():
            self.shown_by.setdefault(cell, set())
            self.told_in.setdefault(cell, place)
            if value is not None:
                if self.values.get(cell, value) != value:
                    name, other = " ".join(cell), self.values[cell]
                    where = " ".join(place)
                    raise WreathError(f"{where}: {name} is {value} here and {other} elsewhere; correct the mart")
                self.values[cell] = value
                self.shown_by[cell].add(place)
                self.cells_of.setdefault(place, []).append(cell)

    def know(self, cell: Key, value: int) -> None:
        """Record what is known of `cell` whatever these tables show: it cannot be hidden."""
        self.values[cell] = value
        self.shown_by.setdefault(cell, set())

    def adds_up(self, whole: Key, parts: Iterable[Key]) -> None:
        """Record that the parts add up to the whole."""
        self._relate(Relation(((whole, -1), *((part, 1) for part in parts))))

    def at_most(self, whole: Key, parts: Iterable[Key]) -> None:
        """Record that the parts together are at most the whole."""
        self._relate(Relation(((whole, -1), *((part, 1) for part in parts)), is_equal=False))

    def at_least(self, whole: Key, parts: Iterable[Key]) -> None:
        """Record that the parts together are at least the whole."""
        self._relate(Relation(((whole, 1), *((part, -1) for part in parts)), is_equal=False))

    def _relate(self, relation: Relation) -> None:
        self.relations.append(relation)
        for cell, _ in relation.weights:
            self.related[cell].append(relation)

    def left_over(self, cell: Key) -> Key:
        """Record that `cell` is a difference that no table has, and return it."""
        self.leftovers.add(cell)
        return cell

    def hide(self, place: Key) -> dict[Key, int]:
        """Take back what `place` shows, and return it; a cell stays known where another place shows it."""
        shown = {cell: self.values[cell] for cell in self.cells_of.pop(place, ())}
        for cell in shown:
            self.shown_by[cell].discard(place)
            if not self.shown_by[cell]:
                self.values.pop(cell)
        return shown

    def tied_to(self, cells: Iterable[Key]) -> set[Key]:
        """Return the hidden cells that relations tie to `cells`, at once or by way of others that nothing shows.

        What is empty leads on: that it is may follow from `cells`, and tells of what it stands beside.
        """
        reached: set[Key] = set()
        edge = set(cells)
        while edge:
            near = {other for one in edge for relation in self.related[one] for other, _ in relation.weights}
            edge = near - self.values.keys() - reached
            reached |= edge
        return reached & self.hidden()

    def hidden(self) -> set[Key]:
        """Return the cells that nothing shows, but for the empty parts of an empty whole: those hide nobody."""
        return (self.related.keys() | self.shown_by.keys()) - self.values.keys() - self.empty()

    def empty(self) -> set[Key]:
        """Return the cells without a value that are none because a whole that is shown is none."""
        nobody = {cell for cell, value in self.values.items() if value == 0}
        found: set[Key] = set()
        edge = nobody
        while edge:
            near = (relation for cell in edge for relation in self.related.get(cell, ()))
            wholly = [relation for relation in near if all(whole in nobody for whole in relation.wholes)]
            edge = {part for relation in wholly for part in relation.parts if part not in self.values} - found
            found |= edge
            nobody = nobody | edge
        return found
