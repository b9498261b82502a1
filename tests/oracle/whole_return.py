"""The whole return of a collection year, every module of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from .adoption import Ad1Row, PlacedAdoptionRow, ad1_rows, placed_adoption_rows
from .child_year import ChildYear, seen_from
from .dates import CollectionYear, is_provisional
from .episodes import EpisodeRow, episode_rows
from .header import HeaderRow, header_row
from .liberty import DoLoRow, liberty_rows
from .lives import Life
from .missing import MissingRow, missing_rows
from .oc2 import Oc2Row, oc2_rows
from .oc3 import Oc3Row, is_not_yet_due, oc3_row
from .parameters import DEFAULTS, Parameters
from .permanence import PrevPermRow, permanence_rows
from .reviews import ReviewRow, review_rows
from .rows import ReturnRow
from .social_workers import SwEpisodeRow, social_worker_rows
from .uasc import UascRow, uasc_rows

Key = tuple[str, str]
Row = TypeVar("Row", bound=ReturnRow)

#: The row of each module, in the return's order, by the module's name in lower case.
MODULES: dict[str, type[ReturnRow]] = {
    "header": HeaderRow,
    "episodes": EpisodeRow,
    "uasc": UascRow,
    "reviews": ReviewRow,
    "oc2": Oc2Row,
    "oc3": Oc3Row,
    "ad1": Ad1Row,
    "placedadoption": PlacedAdoptionRow,
    "prevperm": PrevPermRow,
    "missing": MissingRow,
    "swepisodes": SwEpisodeRow,
    "dolo": DoLoRow,
}


@dataclass(frozen=True)
class Return:
    """Every module of a year, each in order of child; `not_yet_due` lists person keys of OC3.

    A module that the year does not have is empty.
    """

    collection_year: str
    is_provisional: bool
    header: tuple[HeaderRow, ...]
    episodes: tuple[EpisodeRow, ...]
    uasc: tuple[UascRow, ...]
    reviews: tuple[ReviewRow, ...]
    oc2: tuple[Oc2Row, ...]
    oc3: tuple[Oc3Row, ...]
    ad1: tuple[Ad1Row, ...]
    placedadoption: tuple[PlacedAdoptionRow, ...]
    prevperm: tuple[PrevPermRow, ...]
    missing: tuple[MissingRow, ...]
    swepisodes: tuple[SwEpisodeRow, ...]
    dolo: tuple[DoLoRow, ...]
    not_yet_due: tuple[Key, ...]


def child_ids(lives: Iterable[Life]) -> dict[Key, str]:
    """Return CHILD of each person: the smallest LCS record id as text, else the person id (D31)."""
    return {
        life.key: min(
            (record.source_record_id for record in life.source_records if record.source == "lcs"),
            default=life.person.person_id,
        )
        for life in lives
    }


def make_return(
    lives: Sequence[Life],
    year_name: str,
    as_at: date,
    parameters: Parameters = DEFAULTS,
    children: Mapping[Key, str] | None = None,
) -> Return:
    """Return every module of a year as known on `as_at`.

    `children` gives CHILD by authority and person id; without it the smallest LCS record is used.
    ValueError when the year's name is not of the form 2025-26.
    """
    year = CollectionYear.named(year_name)
    names = child_ids(lives) if children is None else children
    header, episodes, oc3, not_yet_due = [], [], [], []
    people = [
        seen_from(life, names[life.key], year, as_at)
        for life in sorted(lives, key=lambda one: (one.key[0], names[one.key]))
    ]
    for seen in people:
        own_episodes = episode_rows(seen.life, seen.child, year, as_at)
        own_oc3 = oc3_row(seen.life, seen.child, year, as_at, parameters)
        episodes += own_episodes
        oc3 += [own_oc3] if own_oc3 else []
        # everyone in the return has a Header row: those looked after in the year, and leavers without episodes (D44)
        if own_episodes or own_oc3:
            header.append(header_row(seen.life, seen.child, year, as_at, own_episodes))
        if is_not_yet_due(seen.life, year, as_at, parameters):
            not_yet_due.append(seen.life.key)

    def of_all(rows_of: Callable[[ChildYear], list[Row]]) -> tuple[Row, ...]:
        return tuple(row for seen in people for row in rows_of(seen))

    return Return(
        year.name,
        is_provisional(year, as_at),
        tuple(header),
        tuple(episodes),
        uasc=of_all(uasc_rows),
        reviews=of_all(review_rows),
        oc2=of_all(oc2_rows),
        oc3=tuple(oc3),
        ad1=of_all(ad1_rows),
        placedadoption=of_all(placed_adoption_rows),
        prevperm=of_all(lambda seen: permanence_rows(seen, parameters)),
        missing=of_all(missing_rows),
        swepisodes=of_all(social_worker_rows),
        dolo=of_all(liberty_rows),
        not_yet_due=tuple(not_yet_due),
    )
