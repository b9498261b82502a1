"""Birthdays and ages as whole numbers agree with the calendar."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.synthetic.days import age_on, birthday, day, first_of_april, to_date, year_start

dates = st.dates(date(1990, 1, 1), date(2030, 12, 31))


def calendar_birthday(birth: date, age: int) -> date:
    """Return the birthday, 28 February for one of 29 February in a common year."""
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:
        return date(birth.year + age, 2, 28)


@given(birth=dates, age=st.integers(0, 26))
def test_birthday_is_the_calendars(birth: date, age: int) -> None:
    found = birthday(np.array([day(birth)], dtype=np.int32), age)
    assert to_date(int(found[0])) == calendar_birthday(birth, age)


@given(birth=dates, on=dates)
def test_age_is_the_number_of_birthdays_so_far(birth: date, on: date) -> None:
    age = int(age_on(np.array([day(birth)], dtype=np.int32), day(on))[0])
    assert calendar_birthday(birth, age) <= on < calendar_birthday(birth, age + 1)


@given(on=dates)
def test_collection_year_begins_on_1_april(on: date) -> None:
    year = year_start(np.array([day(on)], dtype=np.int32))
    assert date(int(year[0]), 4, 1) <= on <= date(int(year[0]) + 1, 3, 31)
    assert to_date(int(first_of_april(year)[0])) == date(int(year[0]), 4, 1)
