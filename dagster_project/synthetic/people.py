"""Who comes into care: candidates with a birth date, a first day of care and a reason for it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Self

import numpy as np

from dagster_project.synthetic.days import Days, Mask, Whole, birthday, day
from dagster_project.synthetic.draws import Draws

#: Lives are told from this day; whoever left care for good before it is not part of the authority's records.
FIRST_DAY = day(date(2010, 4, 1))
#: First day on which somebody can come into care; early enough for whoever is in care on the first day.
_FIRST_ENTRY = day(date(1999, 4, 1))
_UASC_GROWTH = ((day(date(2015, 4, 1)), 0.02), (day(date(2021, 4, 1)), 0.075), (10**6, 0.11))

GENERAL, UASC, SHORT_BREAK, REMAND, ADOPTION = range(5)
_KIND_WEIGHTS = (0.845, 0.0, 0.025, 0.03, 0.10)

#: Ages at first entry: from, to (years), weight.
_ENTRY_AGES = (
    (0, 1, 0.19),
    (1, 5, 0.18),
    (5, 10, 0.2),
    (10, 14, 0.2),
    (14, 16, 0.13),
    (16, 17, 0.06),
    (17, 17.95, 0.04),
)
_KIND_AGES = {UASC: (15.0, 17.9), SHORT_BREAK: (6.0, 15.0), REMAND: (13.0, 17.7), ADOPTION: (0.0, 4.0)}


@dataclass(frozen=True)
class People:
    """Candidates, one entry a person; every array has the same length."""

    birth: Days
    first_entry: Days
    kind: Whole
    is_female: Mask
    is_disabled: Mask
    is_birth_date_estimated: Mask
    boundary: Whole

    def __len__(self) -> int:
        return len(self.birth)

    def take(self, positions: Whole) -> Self:
        """Return the people at the positions."""
        return type(self)(*(getattr(self, field.name)[positions] for field in fields(self)))


#: Lives put on the edge of a rule: which day care begins or ends on, counted from a birthday.
NO_BOUNDARY = -1
BOUNDARIES = (
    "91 days before 18",
    "90 days before 18",
    "92 days before 18",
    "ends day before 17",
    "ends on 17",
    "ends day after 17",
    "ends day before 18",
    "ends on 18",
    "ends day before 16",
    "ends on 16",
    "ends day after 16",
)
_BOUNDARY_SHARE = 0.1


def draw_people(draws: Draws, size: int, as_at: int) -> People:
    """Return candidates whose first day of care lies evenly between the first entry and `as_at`."""
    entry = draws.of("entry").between(_FIRST_ENTRY, as_at, size)
    kind = _kinds(draws.of("kind"), entry)
    birth = (entry - _ages_in_days(draws.of("age"), kind)).astype(np.int32)
    estimated = (kind == UASC) & draws.of("estimated").happens(0.4, size)
    birth = np.where(estimated, _new_year(birth), _leap_days(draws.of("leap"), birth)).astype(np.int32)
    entry = np.maximum(entry, birth)
    is_female = draws.of("sex").happens(np.where(kind == UASC, 0.06, 0.45), size)
    disabled = draws.of("disabled").happens(0.09, size) | (kind == SHORT_BREAK)
    boundary = _boundaries(draws.of("boundary"), kind, entry, birth)
    return People(birth, entry.astype(np.int32), kind, is_female, disabled, estimated, boundary)


def _kinds(draws: Draws, entry: Whole) -> Whole:
    """Return why each person first comes into care; unaccompanied children come mostly in late years."""
    kind = draws.pick(_KIND_WEIGHTS, len(entry))
    share = np.select([entry < until for until, _ in _UASC_GROWTH], [share for _, share in _UASC_GROWTH])
    return np.where(draws.of("uasc").happens(share, len(entry)), UASC, kind)


def _ages_in_days(draws: Draws, kind: Whole) -> Whole:
    """Return the age at first entry, in days; some are taken into care on the day of birth."""
    size = len(kind)
    band = draws.pick([weight for _, _, weight in _ENTRY_AGES], size)
    low = np.array([low for low, _, _ in _ENTRY_AGES], dtype=np.float64)[band]
    high = np.array([high for _, high, _ in _ENTRY_AGES], dtype=np.float64)[band]
    for own, (least, most) in _KIND_AGES.items():
        low, high = np.where(kind == own, least, low), np.where(kind == own, most, high)
    years = low + draws.unit(size) * (high - low)
    years = np.where((band == 0) & draws.happens(0.3, size) & (kind == GENERAL), 0.0, years)
    return np.floor(years * 365.25).astype(np.int64)


def _new_year(birth: Days) -> Days:
    """Return 1 January of the year after birth: the date an authority gives when the real one is not known."""
    year = birth.astype("datetime64[D]").astype("datetime64[Y]") + 1
    return np.asarray(year.astype("datetime64[D]").astype(np.int64), dtype=np.int32)


def _leap_days(draws: Draws, birth: Days) -> Days:
    """Move some births of late February and early March of leap years to 29 February."""
    year = birth.astype("datetime64[D]").astype("datetime64[Y]")
    is_leap = (year.astype(np.int64) + 1970) % 4 == 0
    day_of_year = (birth.astype("datetime64[D]") - year.astype("datetime64[D]")).astype(np.int64)
    moves = is_leap & (np.abs(day_of_year - 59) <= 10) & draws.happens(0.35, len(birth))
    return np.where(moves, birth - day_of_year + 59, birth).astype(np.int32)


def _boundaries(draws: Draws, kind: Whole, entry: Whole, birth: Days) -> Whole:
    """Return which edge each life is put on; only those who came after 13 and could be on it."""
    size = len(kind)
    case = draws.between(0, len(BOUNDARIES) - 1, size)
    late = entry >= birthday(birth, 13)
    chosen = ((kind == GENERAL) | (kind == UASC)) & late & draws.happens(_BOUNDARY_SHARE, size)
    return np.where(chosen, case, NO_BOUNDARY)
