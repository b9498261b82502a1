"""Tables of counts against somebody who knows every shown number."""

import random
from collections.abc import Iterable
from itertools import permutations, product

import numpy as np
import pytest
from scipy.optimize import linprog

from dagster_project.disclosure.attack import Interval, attack
from dagster_project.disclosure.figures import Figures, Key
from dagster_project.disclosure.suppress import suppress
from dagster_project.errors import WreathError

FEWEST = 6
TABLES = 200


def table(rows: list[list[int]]) -> Figures:
    """A table of counts in two directions with its margins, each number shown by itself."""
    figures = Figures()
    height, width = len(rows), len(rows[0])
    cells: dict[Key, int] = {("cell", str(i), str(j)): rows[i][j] for i in range(height) for j in range(width)}
    cells |= {("row", str(i)): sum(rows[i]) for i in range(height)}
    cells |= {("column", str(j)): sum(row[j] for row in rows) for j in range(width)}
    cells |= {("total",): sum(map(sum, rows))}
    for cell, value in cells.items():
        figures.show(cell, {cell: value})
    for i in range(height):
        figures.adds_up(("row", str(i)), [("cell", str(i), str(j)) for j in range(width)])
    for j in range(width):
        figures.adds_up(("column", str(j)), [("cell", str(i), str(j)) for i in range(height)])
    figures.adds_up(("total",), [("row", str(i)) for i in range(height)])
    figures.adds_up(("total",), [("column", str(j)) for j in range(width)])
    return figures


def random_table(seed: int) -> Figures:
    draw = random.Random(seed)
    height, width = draw.randint(2, 5), draw.randint(2, 5)
    return table([[draw.choice((0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 20, 40)) for _ in range(width)] for _ in range(height)])


def solved(figures: Figures) -> Iterable[tuple[Key, int, int]]:
    """Every hidden cell with its least and its most: the plainest way, one linear programme after another."""
    hidden = sorted(figures.hidden())
    place = {cell: i for i, cell in enumerate(hidden)}
    weights, totals = [], []
    for relation in figures.relations:
        row = np.zeros(len(hidden))
        for cell, weight in relation.weights:
            if cell in place:
                row[place[cell]] = weight
        weights.append(row)
        totals.append(-sum(weight * figures.values.get(cell, 0) for cell, weight in relation.weights))
    for cell, i in place.items():
        direction = np.zeros(len(hidden))
        direction[i] = 1
        least, most = (linprog(sign * direction, A_eq=weights, b_eq=totals) for sign in (1, -1))
        yield cell, round(least.fun), 10**6 if most.status == 3 else round(-most.fun)


def brute(figures: Figures, most: int) -> dict[Key, Interval]:
    """Every hidden cell with its least and its most: every way in which they could be, tried one by one."""
    hidden = sorted(figures.hidden())
    ways = []
    for numbers in product(range(most + 1), repeat=len(hidden)):
        every = figures.values | dict(zip(hidden, numbers, strict=True))
        sums = [
            (sum(weight * every.get(cell, 0) for cell, weight in relation.weights), relation.is_equal)
            for relation in figures.relations
        ]
        if all(total == 0 if is_equal else total <= 0 for total, is_equal in sums):
            ways.append(numbers)
    return {
        cell: Interval(min(column), max(column)) for cell, column in zip(hidden, zip(*ways, strict=True), strict=True)
    }


def few_cells(seed: int) -> Figures:
    """Three cells of a shown total, some bounded by one another or by two shown numbers, and one a leftover."""
    draw = random.Random(seed)
    cells: list[Key] = [("a",), ("b",), ("c",)]
    values = {cell: draw.randint(0, 5) for cell in cells}
    figures = Figures(leftovers={("c",)})
    some = values[("a",)] + values[("b",)]
    for name, value in (("total", sum(values.values())), ("least", draw.randint(0, some)), ("most", some + seed % 4)):
        figures.show((name,), {(name,): value})
    figures.adds_up(("total",), cells)
    if draw.random() < 0.5:
        figures.at_most(("most",), cells[:2])
        figures.at_least(("least",), cells[:2])
    for one, other in permutations(cells, 2):
        if draw.random() < 0.3 and values[one] >= values[other]:
            figures.at_most(one, [other])
    return figures


def test_who_tries_every_way_finds_what_the_attack_finds() -> None:
    compared = 0
    for seed in range(120):
        figures = few_cells(seed)
        expected = {
            cell: interval
            for cell, interval in brute(figures, figures.values[("total",)]).items()
            if interval.gives_away(FEWEST, is_leftover=cell in figures.leftovers)
        }
        assert attack(figures, FEWEST) == expected, seed
        compared += bool(expected)
    assert 20 < compared < 100


def test_no_hidden_cell_of_200_random_tables_can_be_recovered() -> None:
    recovered, hidden = [], 0
    for seed in range(TABLES):
        figures = random_table(seed)
        suppress(figures, FEWEST)
        assert not [v for v in figures.values.values() if 1 <= v < FEWEST]
        for cell, least, most in solved(figures):
            hidden += 1
            if least == most or (least >= 1 and most < FEWEST):
                recovered.append((seed, cell, least, most))
    assert recovered == []
    assert hidden > 1000


def test_the_naive_rule_of_one_more_in_each_line_is_caught() -> None:
    caught = 0
    for seed in range(TABLES):
        figures = random_table(seed)
        small = [cell for cell, value in figures.values.items() if 1 <= value < FEWEST]
        for cell in small:
            figures.hide(cell)
        caught += bool(small) and bool(attack(figures, FEWEST))
    assert caught > TABLES / 2


def test_a_cell_hidden_alone_is_told_by_its_margin() -> None:
    figures = table([[3, 10], [20, 30]])
    figures.hide(("cell", "0", "0"))
    assert attack(figures, FEWEST) == {("cell", "0", "0"): Interval(3, 3)}


def test_a_cell_that_can_only_be_one_to_five_is_given_away() -> None:
    figures = Figures()
    figures.adds_up(("total",), [("a",), ("b",)])
    figures.at_most(("a",), [("known",)])
    for name, value in (("total", 6), ("known", 2)):
        figures.show((name,), {(name,): value})
    figures.at_most(("b",), [("other",)])
    figures.show(("other",), {("other",): 1})
    assert attack(figures, FEWEST) == {("a",): Interval(2, 5), ("b",): Interval(1, 4)}


@pytest.mark.parametrize(("total", "is_given_away"), [(0, False), (4, False), (10, False)])
def test_the_parts_of_nobody_hide_nobody(total: int, is_given_away: bool) -> None:
    figures = Figures()
    figures.adds_up(("total",), [("a",), ("b",)])
    figures.show(("total",), {("total",): total})
    assert bool(attack(figures, FEWEST)) is is_given_away
    assert figures.hidden() == (set() if total == 0 else {("a",), ("b",)})


def test_what_grows_cannot_be_less_than_the_last_edition_showed() -> None:
    figures = Figures()
    figures.adds_up(("total",), [("a",), ("b",)])
    figures.show(("total",), {("total",): 12})
    assert attack(figures, FEWEST) == {}
    figures.least[("a",)] = 8
    assert attack(figures, FEWEST) == {}
    figures.least[("b",)] = 4
    assert attack(figures, FEWEST) == {("a",): Interval(8, 8), ("b",): Interval(4, 4)}


def test_a_last_edition_that_was_corrected_downwards_is_no_knowledge() -> None:
    figures = Figures(least={("a",): 20})
    figures.adds_up(("total",), [("a",), ("b",)])
    figures.show(("total",), {("total",): 12})
    assert attack(figures, FEWEST) == {}


def test_a_cell_stays_known_while_another_place_shows_it() -> None:
    figures = Figures()
    for place in ("here", "there"):
        figures.show((place,), {("people",): 7})
    figures.hide(("here",))
    assert figures.values == {("people",): 7}
    figures.hide(("there",))
    assert figures.values == {}


def test_what_is_empty_leads_on_to_what_it_tells_of() -> None:
    figures = Figures()
    figures.show(("nobody",), {("group",): 0})
    figures.show(("all",), {("whole",): 9})
    figures.adds_up(("group",), [("part",)])
    figures.adds_up(("whole",), [("part",), ("rest",)])
    figures.show(("of the rest",), {("rest",): None})
    assert figures.tied_to([("group",)]) == {("rest",)}


def test_one_cell_with_two_values_is_refused() -> None:
    figures = Figures()
    figures.show(("here",), {("people",): 7})
    with pytest.raises(WreathError, match="people is 8 here and 7 elsewhere"):
        figures.show(("there",), {("people",): 8})
