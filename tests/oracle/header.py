"""Header, and the whole care-leaver part of the return for a collection year (definitions D31 and D32)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .care import SHORT_BREAK_STATUSES
from .dates import CollectionYear, is_provisional
from .episodes import EpisodeRow, episode_rows
from .lives import Life, known_at
from .oc3 import Oc3Row, is_not_yet_due, oc3_row
from .parameters import DEFAULTS, Parameters

#: SEX took letters in 2024-25; before that it was a number (rule 101).
FIRST_YEAR_OF_SEX_LETTERS = CollectionYear.named("2024-25")
#: The items of the return, in its order.
ITEMS = ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
SEX_BEFORE = {"M": "1", "F": "2"}

Key = tuple[str, str]


@dataclass(frozen=True)
class HeaderRow:
    """One row of Header; None is a blank item."""

    local_authority_code: str
    collection_year: str
    person_id: str
    child: str
    sex: str | None
    dob: date
    ethnic: str | None
    upn: str | None
    mother: str | None
    mc_dob: date | None

    def as_return(self) -> dict[str, object]:
        """The items of the return, in its order."""
        return {item: getattr(self, item.lower()) for item in ITEMS}


@dataclass(frozen=True)
class Return:
    """Header, Episodes and OC3 of a year, each in order of child; `not_yet_due` lists person keys."""

    collection_year: str
    is_provisional: bool
    header: tuple[HeaderRow, ...]
    episodes: tuple[EpisodeRow, ...]
    oc3: tuple[Oc3Row, ...]
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


def _mother(life: Life, year: CollectionYear, episodes: Sequence[EpisodeRow]) -> tuple[str | None, date | None]:
    """Return MOTHER and MC_DOB (rules 165, 399, 612 and 628)."""
    was_looked_after = any(row.ls not in SHORT_BREAK_STATUSES for row in episodes)
    if life.person.sex != "F" or not was_looked_after:
        return None, None
    born = life.person.first_child_birth_date
    if born is None or born > year.end:
        return "0", None
    return "1", born


def header_row(life: Life, child: str, year: CollectionYear, as_at: date, episodes: Sequence[EpisodeRow]) -> HeaderRow:
    """Return the person's Header row; `episodes` are the person's rows of the year."""
    known = known_at(life, as_at)
    person = known.person
    mother, mc_dob = _mother(known, year, episodes)
    sex = person.sex if year >= FIRST_YEAR_OF_SEX_LETTERS else SEX_BEFORE.get(person.sex or "")
    return HeaderRow(
        person.local_authority_code,
        year.name,
        person.person_id,
        child,
        sex,
        person.birth_date,
        person.ethnicity,
        person.upn or person.upn_unknown_code,
        mother,
        mc_dob,
    )


def make_return(
    lives: Sequence[Life],
    year_name: str,
    as_at: date,
    parameters: Parameters = DEFAULTS,
    children: Mapping[Key, str] | None = None,
) -> Return:
    """Return Header, Episodes and OC3 of a year as known on `as_at`.

    `children` gives CHILD by authority and person id; without it the smallest LCS record is used.
    ValueError when the year's name is not of the form 2025-26.
    """
    year = CollectionYear.named(year_name)
    names = child_ids(lives) if children is None else children
    header, episodes, oc3, not_yet_due = [], [], [], []
    for life in sorted(lives, key=lambda one: (one.key[0], names[one.key])):
        child = names[life.key]
        own_episodes = episode_rows(life, child, year, as_at)
        own_oc3 = oc3_row(life, child, year, as_at, parameters)
        episodes += own_episodes
        if own_oc3:
            oc3.append(own_oc3)
        # everyone in the return has a Header row, also a care leaver without episodes
        if own_episodes or own_oc3:
            header.append(header_row(life, child, year, as_at, own_episodes))
        if is_not_yet_due(life, year, as_at, parameters):
            not_yet_due.append(life.key)
    provisional = is_provisional(year, as_at)
    return Return(year.name, provisional, tuple(header), tuple(episodes), tuple(oc3), tuple(not_yet_due))
