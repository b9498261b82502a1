"""A person seen from one collection year: what of the life is known, and what of it belongs to the year.

The two year rules of the modules ("overlaps the year", "dated in the year") are our assumption, in no source that was
read, except where a definition says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .dates import CollectionYear, anniversary, known_to, or_forever
from .episodes import is_in_year, stretches
from .lives import CarePeriod, Life, known_at
from .rows import ReturnRow


@dataclass(frozen=True)
class ChildRow(ReturnRow):
    """A row of a module that tells the birth date beside the child."""

    dob: date


@dataclass(frozen=True)
class ChildYear:
    """A life as known, and a year: `known_to` is the year's last known day.

    `periods` are the periods of care with a row in the year's Episodes, in order of time.
    """

    life: Life
    child: str
    year: CollectionYear
    known_to: date
    periods: tuple[CarePeriod, ...]

    @property
    def key(self) -> tuple[str, str, str, str, date]:
        """What every row of the child begins with: authority, year, person, CHILD and DOB."""
        person = self.life.person
        return person.local_authority_code, self.year.name, person.person_id, self.child, person.birth_date

    def birthday(self, age: int) -> date:
        """Return the day on which the child reaches an age."""
        return anniversary(self.life.person.birth_date, age)

    def holds(self, day: date | None) -> bool:
        """Whether something is dated in the year, as far as it is known."""
        return day is not None and self.year.start <= day <= self.known_to

    def touches(self, start: date, end: date | None) -> bool:
        """Whether something that lasts overlaps the year; an end on 1 April still touches it."""
        return start <= self.known_to and or_forever(end) >= self.year.start

    def told(self, end: date | None) -> date | None:
        """Return an end as the return tells it: one after the year's last known day is blank."""
        return end if end is not None and end <= self.known_to else None


def seen_from(life: Life, child: str, year: CollectionYear, as_at: date) -> ChildYear:
    """Return the life as known on `as_at`, seen from the year."""
    known = known_at(life, as_at)
    periods = tuple(
        period for period in known.care_periods if any(is_in_year(part, year) for part in stretches(known, period))
    )
    return ChildYear(known, child, year, known_to(year, as_at), periods)
