from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .dates import CollectionYear, add_months, anniversary, is_provisional


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 5, 31), -3, date(2025, 2, 28)),
        (date(2024, 5, 31), -3, date(2024, 2, 29)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2025, 1, 15), -3, date(2024, 10, 15)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
    ],
)
def test_months_are_cut_to_the_end_of_the_month(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_29_february_falls_on_28_february_except_in_leap_years() -> None:
    assert anniversary(date(2008, 2, 29), 17) == date(2025, 2, 28)
    assert anniversary(date(2008, 2, 29), 16) == date(2024, 2, 29)


def test_a_collection_year_runs_from_april_to_march() -> None:
    year = CollectionYear.named("2025-26")
    assert (year.start, year.end, year.name) == (date(2025, 4, 1), date(2026, 3, 31), "2025-26")
    assert is_provisional(year, date(2026, 3, 30)) and not is_provisional(year, date(2026, 3, 31))
    assert CollectionYear.named("2099-00").name == "2099-00"


@pytest.mark.parametrize("name", ["2025", "2025-27", "25-26", "2025/26", " 2025-26"])
def test_a_misspelt_collection_year_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="2025-26"):
        CollectionYear.named(name)


@given(st.dates(date(1996, 1, 1), date(2012, 12, 31)))
def test_each_birthday_from_17_to_25_falls_in_exactly_one_year(birth: date) -> None:
    years = [CollectionYear(date(first, 4, 1), date(first + 1, 3, 31)) for first in range(2010, 2040)]
    reached = [found for year in years if (found := year.birthday(birth))]
    assert [found for found in reached if 17 <= found[0] <= 25] == [
        (age, anniversary(birth, age)) for age in range(17, 26)
    ]
    assert all(later[1] - earlier[1] >= timedelta(days=365) for earlier, later in pairwise(reached))
