"""How far two fields agree, as linked figures: whom each is recorded of, whom both are, and what they say of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from dagster_project.disclosure.figures import Figures, Key
from dagster_project.disclosure.tables import STATES

Row = Mapping[str, Any]
#: Everybody, as the map counts them.
EVERYBODY: Key = ("people", "all", "ALL")


def add_agreement(figures: Figures, pairs: Iterable[Row], disagreements: Iterable[Row], fewest: int) -> None:
    """Add the rows of `map_duplication_pair` and `map_disagreement` of one authority to the figures of its map."""
    told: dict[str, list[Key]] = defaultdict(list)
    for row in disagreements:
        place: Key = (row["pair_id"], row["a_value"], row["b_value"])
        figures.show(("map_disagreement", *place), {("differ so", *place): row["people_count_shown"]})
        told[row["pair_id"]].append(("differ so", *place))
    fields: set[Key] = set()
    for row in pairs:
        for side in ("a", "b"):
            field: Key = (row["concept_id"], row[f"{side}_dataset"], row[f"{side}_field"])
            counts: dict[Key, int | None] = {
                (f"{state} in field", *field): row[f"{side}_{state}_count_shown"] for state in STATES
            }
            figures.show((f"map_duplication_pair_{side}", *field), counts)
            if field not in fields:
                figures.adds_up(EVERYBODY, counts)
                fields.add(field)
        _add_pair(figures, row, told[row["pair_id"]], fewest)


def _add_pair(figures: Figures, row: Row, told: list[Key], fewest: int) -> None:
    pair = row["pair_id"]
    both, agree, differ = ((name, pair) for name in ("both", "agree", "differ"))
    shown: dict[Key, int | None] = dict.fromkeys((both, agree, differ))
    if row["status"] == "nobody has both":
        shown = dict.fromkeys((both, agree, differ), 0)
    elif row["both_count_shown"] is not None:
        people, alike = row["both_count_shown"], row["agree_count_shown"]
        shown = {both: people, agree: alike, differ: people - alike}
    figures.show(("map_duplication_pair", pair), shown)
    figures.adds_up(both, [agree, differ])
    if row["fresher_days"] is not None:
        # Which is the fresher is told of so many people at least.
        figures.least[both] = fewest
    if told:
        figures.adds_up(differ, [*told, figures.left_over(("differ otherwise", pair))])
    only = {side: figures.left_over((f"only {side}", pair)) for side in ("a", "b")}
    for side, alone in only.items():
        field = (row["concept_id"], row[f"{side}_dataset"], row[f"{side}_field"])
        figures.adds_up(("recorded in field", *field), [both, alone])
    figures.at_most(EVERYBODY, [both, *only.values()])
