"""What has to be hidden so that no number of a few people is shown or left over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dagster_project.disclosure.attack import attack, is_given_away
from dagster_project.disclosure.figures import Figures, Key


def suppress(figures: Figures, fewest: int) -> list[Key]:
    """Hide places of `figures` until nothing is given away, and return them in order.

    First every place that shows a number from one to fewer than `fewest`. Then, as long as a hidden cell is given
    away, the least loss near it. At last what turns out to have been hidden in vain is shown again, the greatest loss
    first: what was hidden later often protects what was hidden before as well.
    """
    small = sorted({p for cell, value in figures.values.items() if 1 <= value < fewest for p in figures.shown_by[cell]})
    for place in small:
        figures.hide(place)
    lost: dict[Key, _Lost] = {}
    given_away = attack(figures, fewest)
    while more := _next_places(figures, given_away):
        # Whatever else is hidden was safe, and is no less so when more is hidden.
        doubtful = {*given_away, *(cell for place in more for cell in figures.cells_of[place])}
        for place in more:
            lost[place] = _Lost(_loss(figures, place), figures.hide(place))
        # At last all once more: what the last edition showed may fit no longer, nor be empty what was.
        given_away = attack(figures, fewest, doubtful) or attack(figures, fewest)
    for place in sorted(lost, key=lambda place: lost[place].loss, reverse=True):
        figures.show(place, lost[place].cells)
        if is_given_away(figures, fewest, figures.tied_to(lost[place].cells)):
            figures.hide(place)
        else:
            del lost[place]
    return sorted([*small, *lost])


@dataclass(frozen=True)
class _Lost:
    """What a place showed, and how great a loss that is."""

    loss: tuple[int, int, Key]
    cells: Mapping[Key, int]


def _next_places(figures: Figures, given_away: Iterable[Key]) -> list[Key]:
    """Return one more place to hide for each cell that is given away, near it or failing that further off."""
    chosen: set[Key] = set()
    for cell in sorted(set(given_away) - figures.leftovers or given_away):
        reached, edge = {cell}, {cell}
        while edge:
            edge = {other for one in edge for relation in figures.related[one] for other, _ in relation.weights}
            edge -= reached
            reached |= edge
            places = {p for other in edge if figures.values.get(other) for p in figures.shown_by[other]}
            if places & chosen:
                break
            if places:
                chosen.add(min(places, key=lambda place: _loss(figures, place)))
                break
    return sorted(chosen)


def _loss(figures: Figures, place: Key) -> tuple[int, int, Key]:
    """Return how much is lost with a place: by what it is worth to its readers, then by how many people it is about."""
    return figures.worth.get(place, 0), sum(figures.values[cell] for cell in figures.cells_of[place]), place
