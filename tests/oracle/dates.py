"""Birthdays, months and collection years (definitions D1, D3, D4)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

#: Stands for "not ended" where ends are compared.
FOREVER = date.max


def anniversary(day: date, years: int) -> date:
    """Return `day` shifted by whole years; 29 February becomes 28 February where the year has none (D3)."""
    return add_months(day, 12 * years)


def add_months(day: date, months: int) -> date:
    """Return `day` shifted by calendar months, cut to the end of the month (D4)."""
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    month = month_index + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def or_forever(end: date | None) -> date:
    """Return the end of something, or a day later than any other when it has not ended."""
    return FOREVER if end is None else end


@dataclass(frozen=True, order=True)
class CollectionYear:
    """A year of the return, such as 2025-26: 1 April to 31 March, both days included (D1)."""

    start: date
    end: date

    @classmethod
    def named(cls, name: str) -> CollectionYear:
        """Return the year called 'YYYY-YY'; ValueError when the name is not of that form."""
        if not re.fullmatch(r"\d{4}-\d{2}", name) or (int(name[:4]) + 1) % 100 != int(name[5:]):
            raise ValueError(f"collection year {name!r}: write it like 2025-26")
        first = int(name[:4])
        return cls(date(first, 4, 1), date(first + 1, 3, 31))

    @property
    def name(self) -> str:
        """The year as DfE writes it, such as 2025-26."""
        return f"{self.start.year}-{self.end.year % 100:02d}"

    def holds(self, day: date) -> bool:
        """Whether the day falls in the year."""
        return self.start <= day <= self.end

    def birthday(self, birth: date) -> tuple[int, date] | None:
        """Return the age reached and the birthday that falls in this year; None before the birth."""
        for years in (self.start.year - birth.year, self.end.year - birth.year):
            day = anniversary(birth, years)
            if self.holds(day) and years >= 0:
                return years, day
        return None


def known_to(year: CollectionYear, as_at: date) -> date:
    """Return the last day of the year that was known on `as_at`."""
    return min(year.end, as_at)


def is_provisional(year: CollectionYear, as_at: date) -> bool:
    """Whether the year was unfinished on `as_at` (D25)."""
    return year.end > as_at
