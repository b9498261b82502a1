"""Header of a collection year: who the children of the return are (definitions D31, D32 and D44)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .care import SHORT_BREAK_STATUSES
from .dates import CollectionYear
from .episodes import EpisodeRow
from .lives import Life, Person, known_at
from .rows import ReturnRow

#: SEX took letters in 2024-25; before that it was a number (rule 101).
FIRST_YEAR_OF_SEX_LETTERS = CollectionYear.named("2024-25")
SEX_BEFORE = {"M": "1", "F": "2"}


@dataclass(frozen=True)
class HeaderRow(ReturnRow):
    """One child of the return."""

    ITEMS = ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")

    sex: str | None
    dob: date
    ethnic: str | None
    upn: str | None
    mother: str | None
    mc_dob: date | None


def sex_item(person: Person, year: CollectionYear) -> str | None:
    """Return SEX as the year writes it (D31)."""
    return person.sex if year >= FIRST_YEAR_OF_SEX_LETTERS else SEX_BEFORE.get(person.sex or "")


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
    return HeaderRow(
        person.local_authority_code,
        year.name,
        person.person_id,
        child,
        sex_item(person, year),
        person.birth_date,
        person.ethnicity,
        person.upn or person.upn_unknown_code,
        mother,
        mc_dob,
    )
