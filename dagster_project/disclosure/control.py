"""Disclosure control of the copy without persons, before it is written.

The marts hide numbers of a few people. Here whatever would give one away is hidden too, and then the result is attacked
as a reader could: a hidden number that can be worked out stops the build.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.digests import digest_of_folders
from dagster_project.disclosure.attack import attack
from dagster_project.disclosure.burden import burden_figures
from dagster_project.disclosure.coverage import coverage_figures
from dagster_project.disclosure.figures import Figures, Key
from dagster_project.disclosure.indicators import Meaning, indicator_figures
from dagster_project.disclosure.suppress import suppress
from dagster_project.errors import WreathError
from dagster_project.files import write_json

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Shown:
    """How a place of a table is hidden: the columns of its key, and what its columns become."""

    table: str
    key: tuple[str, ...]
    becomes: Mapping[str, str]


_RATE = {"numerator_shown": "null", "denominator_shown": "null", "value_shown": "null", "status": "'c'"}
_STATES = ("recorded", "unreadable", "not_recorded")
#: What is controlled, by the first part of a place's key.
CONTROLLED: Mapping[str, Shown] = {
    "rpt_indicator_series": Shown(
        "rpt_indicator_series", ("indicator_id", "period_kind", "period_end_date", "age_band"), _RATE
    ),
    "rpt_indicator_breakdown": Shown("rpt_indicator_breakdown", ("indicator_id", "breakdown", "group_id"), _RATE),
    "rpt_concept_coverage": Shown(
        "rpt_concept_coverage",
        ("concept_id",),
        {**{f"{state}_count_shown": "null" for state in _STATES}, "status": "'c'"},
    ),
    "map_silence": Shown(
        "map_silence",
        ("concept_id", "breakdown", "group_id"),
        {
            **{f"{name}_count_shown": "null" for name in ("out_of_scope", "asked", *_STATES)},
            **dict.fromkeys(("share_pct", "share_low_pct", "share_high_pct", "rest_share_pct"), "null"),
            "status": "'c'",
        },
    ),
    "map_silence_group": Shown(
        "map_silence",
        ("breakdown", "group_id"),
        {"cohort_count_shown": "null", "is_recorded_for_few": "null", "is_silent": "null"},
    ),
    "map_burden": Shown(
        "map_burden",
        ("collection_year", "concept_id"),
        {"entries_count_shown": "null", "repeated_count_shown": "null", "repeated_share": "null", "status": "'few'"},
    ),
}
_TABLES = sorted({shown.table for shown in CONTROLLED.values()})
#: What follows from hiding: the rest of everybody beside a group, and the words of the gaps that held the numbers.
_FOLLOWING = (
    """
    update map_silence set rest_share_pct = null
    from map_silence as everybody
    where
        everybody.breakdown = 'all' and everybody.status = 'c'
        and map_silence.local_authority_code = everybody.local_authority_code
        and map_silence.concept_id = everybody.concept_id
    """,
    *(
        f"""
        update {gap} set
            message = 'The numbers are too small to show.',
            numerator_shown = null, denominator_shown = null,
            value_shown = null, value_low_shown = null, value_high_shown = null
        from map_silence
        where
            {gap}.local_authority_code = map_silence.local_authority_code
            and {gap}.numerator_shown is not null
            and (
                map_silence.status = 'c'
                and {gap}.gap_kind = 'recorded_for_few'
                and {gap}.subject_id = map_silence.concept_id
                and map_silence.breakdown = 'all'
                or map_silence.rest_share_pct is null
                and {gap}.gap_kind = 'silent_group'
                and {gap}.subject_id
                = map_silence.concept_id || ' ' || map_silence.breakdown || ' ' || map_silence.group_id
            )
        """
        for gap in ("map_gap_fill", "map_gap")
    ),
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
    meaning, fewest = _meaning(connection), _fewest(connection)
    earlier = _last_burden(last_edition)
    known = _Cache(cache, fewest)
    hidden = 0
    for code, figures in _figures(connection, meaning, earlier):
        digest = _digest(figures)
        places = known.places(digest)
        if places is None:
            places = known.keep(digest, suppress(figures, fewest))
        _hide(connection, code, places)
        hidden += len(places)
    for statement in _FOLLOWING:
        connection.execute(statement)
    cells = 0
    for code, figures in _figures(connection, meaning, earlier):
        digest = f"safe {_digest(figures)}"
        if known.places(digest) is None:
            audit(figures, fewest, code)
            known.keep(digest, [])
        cells += len(figures.hidden())
    known.write()
    return Controlled(hidden, cells)


def audit(figures: Figures, fewest: int, local_authority_code: str) -> None:
    """Raise WreathError, naming the first cell, when a number of a few people is shown or can be worked out."""
    for cell, value in sorted(figures.values.items()):
        if 1 <= value < fewest:
            place = min(figures.shown_by[cell])
            raise _fault(local_authority_code, place, cell, f"is shown, of fewer than {fewest} people")
    for cell, interval in sorted(attack(figures, fewest).items()):
        found = f"is {interval.least}" if interval.least == interval.most else f"is {interval.least} to {interval.most}"
        raise _fault(
            local_authority_code, figures.told_in.get(cell, cell), cell, f"is hidden, yet what is shown says it {found}"
        )


def _fault(code: str, place: Key, cell: Key, what: str) -> WreathError:
    table = CONTROLLED[place[0]].table if place[0] in CONTROLLED else place[0]
    return WreathError(
        f"{table} of authority {code}: {' '.join(cell)} {what}; hide its row in the mart, then run again"
    )


def _figures(
    connection: duckdb.DuckDBPyConnection, meaning: Meaning, earlier: list[dict[str, Any]]
) -> Iterator[tuple[str, Figures]]:
    """Yield what is to be controlled, authority by authority; tables that are not there have no rows."""
    tables = {table: _rows(connection, table) for table in _TABLES}
    for code in sorted({row["local_authority_code"] for rows in tables.values() for row in rows}):
        own = {table: [row for row in rows if row["local_authority_code"] == code] for table, rows in tables.items()}
        yield code, indicator_figures(own["rpt_indicator_series"], own["rpt_indicator_breakdown"], meaning)
        yield code, coverage_figures(own["map_silence"], own["rpt_concept_coverage"])
        yield code, burden_figures(own["map_burden"], [r for r in earlier if r["local_authority_code"] == code])


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> list[dict[str, Any]]:
    found = connection.execute(f'select * from "{table}" order by all')
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _hide(connection: duckdb.DuckDBPyConnection, code: str, places: Sequence[Key]) -> None:
    for name, *key in places:
        shown = CONTROLLED[name]
        becomes = ", ".join(f"{column} = {value}" for column, value in shown.becomes.items())
        where = " and ".join(f"cast({column} as varchar) = ?" for column in ("local_authority_code", *shown.key))
        connection.execute(f"update {shown.table} set {becomes} where {where}", [code, *key])


def _meaning(connection: duckdb.DuckDBPyConnection) -> Meaning:
    populations = connection.execute(
        "select indicator_id, population, is_counted_once_a_year from warehouse.catalogue.indicator_populations"
    ).fetchall()
    relations = connection.execute(
        "select indicator_id, relation, other_indicator_id from warehouse.catalogue.indicator_relations order by all"
    ).fetchall()
    return Meaning(
        {indicator: population for indicator, population, _ in populations},
        frozenset(indicator for indicator, _, is_once in populations if is_once),
        relations,
    )


def _fewest(connection: duckdb.DuckDBPyConnection) -> int:
    rows = connection.execute(
        "select cast(value as integer) from warehouse.catalogue.parameters where parameter = 'fewest_people_shown'"
    ).fetchall()
    return int(rows[0][0])


def _last_burden(last_edition: Path | None) -> list[dict[str, Any]]:
    if last_edition is None or not last_edition.exists():
        return []
    with duckdb.connect(str(last_edition), read_only=True) as connection:
        return _rows(connection, "map_burden")


def _digest(figures: Figures) -> str:
    """Digest all that decides what is hidden: numbers, who shows them, relations and what is known beforehand."""
    parts = (
        sorted(figures.values.items()),
        sorted((cell, sorted(places)) for cell, places in figures.shown_by.items()),
        [(relation.weights, relation.is_equal) for relation in figures.relations],
        sorted(figures.least.items()),
        sorted(figures.leftovers),
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
