"""Disclosure control of the copy without persons, before it is written.

The marts hide numbers of a few people. Here whatever would give one away is hidden too, and then the result is attacked
as a reader could: a hidden number that can be worked out stops the build.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.digests import digest_of_folders
from dagster_project.disclosure.attack import attack, told
from dagster_project.disclosure.figures import Figures, Key
from dagster_project.disclosure.sources import Sources
from dagster_project.disclosure.suppress import suppress
from dagster_project.disclosure.tables import CONTROLLED, FOLLOWING
from dagster_project.errors import WreathError
from dagster_project.files import write_json

#: A council may call more than the marts do a few: how many children a rule fails for, and how many rows of a load are
#: at fault, is then told no closer.
_OF_FEW = (
    """
    update rpt_rule set is_small = true, failing_children_shown = null
    where failing_children_shown > 0 and failing_children_shown < ?
    """,
    """
    update rpt_load set rows_unreadable_shown = null
    where rows_unreadable_shown > 0 and rows_unreadable_shown < ?
    """,
    """
    update rpt_load set rows_quarantined_shown = null
    where rows_quarantined_shown > 0 and rows_quarantined_shown < ?
    """,
)


@dataclass(frozen=True)
class Controlled:
    """What disclosure control did: how many places it hid beside those of the marts, and how many hidden cells hold."""

    hidden_places: int
    hidden_cells: int


def control(connection: duckdb.DuckDBPyConnection, last_edition: Path | None, cache: Path) -> Controlled:
    """Hide in the tables of `connection` whatever gives a few people away, and attack what is left.

    Args:
        connection: Holds the tables to publish, in memory, and the build attached as `warehouse`.
        last_edition: The copy that was published last, whose numbers readers may have kept.
        cache: File of what was decided before, by digest of the figures.

    Raises:
        WreathError: A hidden number can be worked out all the same, with its table and cell.
    """
    fewest = _fewest(connection)
    for statement in _OF_FEW:
        connection.execute(statement, [fewest])
    sources = Sources(connection, last_edition, fewest)
    known = _Cache(cache, fewest)
    hidden = 0
    for code, figures in sources.figures():
        digest = _digest(figures)
        places = known.places(digest)
        if places is None:
            places = known.keep(digest, suppress(figures, fewest))
        for name, *key in places:
            connection.execute(CONTROLLED[name].hiding(), [code, *key])
        hidden += len(places)
    for code, figures in sources.figures():
        _tell(connection, code, figures, fewest, known)
    for statement in FOLLOWING:
        connection.execute(statement)
    cells = 0
    for code, figures in sources.figures():
        digest = f"safe {_digest(figures)}"
        if known.places(digest) is None:
            audit(figures, fewest, code)
            known.keep(digest, [])
        cells += len(figures.hidden())
    known.write()
    return Controlled(hidden, cells)


def _tell(connection: duckdb.DuckDBPyConnection, code: str, figures: Figures, fewest: int, known: _Cache) -> None:
    """Show what was hidden in vain: a number of no few people that anybody can work out from what is shown."""
    digest = f"told {_digest(figures)}"
    found = known.places(digest)
    if found is None:
        found = known.keep(digest, [(*cell, str(value)) for cell, value in sorted(told(figures, fewest).items())])
    for *cell, value in found:
        name, *key = figures.told_in[tuple(cell)]
        statement = CONTROLLED[name].telling(figures.by_products[tuple(cell)])
        connection.execute(statement, [int(value), code, *key])


def audit(figures: Figures, fewest: int, local_authority_code: str) -> None:
    """Raise WreathError, naming the first cell, when a number of a few people is shown or can be worked out."""
    for cell, value in sorted(figures.values.items()):
        if 1 <= value < fewest and figures.shown_by[cell]:
            place = min(figures.shown_by[cell])
            raise _fault(local_authority_code, place, cell, f"is shown, of fewer than {fewest} people")
    for cell, interval in sorted(attack(replace(figures, by_products={}), fewest).items()):
        found = f"is {interval.least}" if interval.least == interval.most else f"is {interval.least} to {interval.most}"
        raise _fault(
            local_authority_code, figures.told_in.get(cell, cell), cell, f"is hidden, yet what is shown says it {found}"
        )


def _fault(code: str, place: Key, cell: Key, what: str) -> WreathError:
    table = CONTROLLED[place[0]].table if place[0] in CONTROLLED else place[0]
    return WreathError(
        f"{table} of authority {code}: {' '.join(cell)} {what}; hide its row in the mart, then run again"
    )


def _fewest(connection: duckdb.DuckDBPyConnection) -> int:
    rows = connection.execute(
        "select cast(value as integer) from warehouse.catalogue.parameters where parameter = 'fewest_people_shown'"
    ).fetchall()
    return int(rows[0][0])


def _digest(figures: Figures) -> str:
    """Digest all that decides what is hidden: numbers, who shows them, relations and what is known beforehand."""
    parts = (
        sorted(figures.values.items()),
        sorted((cell, sorted(places)) for cell, places in figures.shown_by.items()),
        sorted((relation.weights, relation.is_equal) for relation in figures.relations),
        sorted(figures.least.items()),
        sorted(figures.leftovers),
        sorted(figures.by_products),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


class _Cache:
    """What was decided before; of no use once this package or the threshold has changed."""

    def __init__(self, path: Path, fewest: int) -> None:
        self._path = path
        self._made_by = f"{digest_of_folders([Path(__file__).parent])} {fewest}"
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        self._before: dict[str, list[list[str]]] = kept["decided"] if kept.get("made_by") == self._made_by else {}
        self._now: dict[str, list[list[str]]] = {}

    def places(self, digest: str) -> list[Key] | None:
        """Return what was hidden for these figures; None where they are new."""
        if digest not in self._before:
            return None
        self._now[digest] = self._before[digest]
        return [tuple(place) for place in self._before[digest]]

    def keep(self, digest: str, places: list[Key]) -> list[Key]:
        """Record what is hidden for these figures, and return it."""
        self._now[digest] = [list(place) for place in places]
        return places

    def write(self) -> None:
        """Keep what this edition used, for the next."""
        write_json(self._path, {"made_by": self._made_by, "decided": self._now})
