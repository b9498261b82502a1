from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings

from .boundary_row import AS_AT, care, contact, row
from .care import days_of_care, looked_after_spells
from .dates import CollectionYear, anniversary, or_forever
from .eligibility import ENDINGS_WITHOUT_DUTY, eligibility, status_on
from .lives import Life, death_date, known_at
from .oc3 import oc3_row
from .random_lives import AS_AT_DAYS, days_between, lives, lives_and_years


def test_the_whole_course_of_a_life_is_told_in_neighbouring_intervals() -> None:
    life = row(
        "B1", "home, broken down, RHOM, back in care, left at 18", "", born="2006-06-15", oc3={},
        spells=[care("2020-01-01", "2022-07-01", "E4A"), care("2024-01-10", "2024-06-15", "E17")],
        contacts=[contact("2023-03-01", "YES G5 S2"), contact("2023-09-01", "RHOM - B1")],
    ).life  # fmt: skip
    assert [(one.valid_from.isoformat(), one.code) for one in eligibility(life, AS_AT)] == [
        ("2022-06-15", "ELIGIBLE"),
        ("2022-07-01", "RELEVANT"),
        ("2023-01-01", "QUALIFYING"),
        ("2023-03-01", "RELEVANT"),
        ("2023-09-01", "QUALIFYING"),
        ("2024-01-10", "ELIGIBLE"),
        ("2024-06-15", "FORMER_RELEVANT"),
    ]
    assert eligibility(life, AS_AT)[-1].valid_to is None
    assert eligibility(life, AS_AT)[-1].statute == "Children Act 1989 s23C"


def test_what_lies_after_as_at_is_not_known() -> None:
    life = row("B1", "", "", born="2008-06-15", oc3={}, spells=[care("2020-01-01", "2025-06-14", "E6")]).life
    before = eligibility(life, date(2025, 6, 13))
    assert [(one.code, one.valid_to) for one in before] == [("ELIGIBLE", None)]
    on_the_day = eligibility(life, date(2025, 6, 14))
    assert [(one.code, one.valid_to) for one in on_the_day] == [("ELIGIBLE", date(2025, 6, 14)), ("RELEVANT", None)]
    with pytest.raises(ValueError, match="nothing after"):
        status_on(life, date(2025, 6, 15), date(2025, 6, 14))


@settings(max_examples=60, deadline=None)
@given(lives(), AS_AT_DAYS)
def test_intervals_are_disjoint_ordered_and_within_ages(life: Life, as_at: date) -> None:
    birth = life.person.birth_date
    found = eligibility(life, as_at)
    bounds = {"ELIGIBLE": (16, 18), "RELEVANT": (16, 18), "FORMER_RELEVANT": (18, 25), "QUALIFYING": (16, 25)}
    for interval in found:
        youngest, oldest = bounds[interval.code]
        assert interval.valid_from >= anniversary(birth, youngest)
        assert interval.valid_from < min(or_forever(interval.valid_to), anniversary(birth, oldest))
        assert interval.valid_from <= as_at and (interval.valid_to is None or interval.valid_to <= as_at)
    for one, two in pairwise(found):
        assert one.valid_to is not None and one.valid_to <= two.valid_from
        assert one.valid_to < two.valid_from or one.code != two.code


@settings(max_examples=30, deadline=None)
@given(lives())
def test_eligible_days_are_those_that_the_statute_describes_day_by_day(life: Life) -> None:
    birth = life.person.birth_date
    spells = looked_after_spells(life)
    died = or_forever(death_date(life))
    at_14, at_16, at_18 = (anniversary(birth, age) for age in (14, 16, 18))

    def is_eligible(day: date) -> bool:
        lived = days_of_care(spells, at_14, day + timedelta(days=1))
        return day < died and any(one.covers(day) for one in spells) and lived >= 91

    intervals = [one for one in eligibility(life, AS_AT) if one.code == "ELIGIBLE"]
    last = min(at_18, AS_AT + timedelta(days=1))
    assert days_between(at_16, last, is_eligible) == days_between(
        at_16, last, lambda day: any(one.valid_from <= day < or_forever(one.valid_to) for one in intervals)
    )


@settings(max_examples=60, deadline=None)
@given(lives())
def test_who_became_relevant_or_former_relevant_was_eligible_before(life: Life) -> None:
    codes = [interval.code for interval in eligibility(life, AS_AT)]
    for code in ("RELEVANT", "FORMER_RELEVANT"):
        if code in codes:
            assert "ELIGIBLE" in codes[: codes.index(code)]


@settings(max_examples=80, deadline=None)
@given(lives_and_years())
def test_each_former_relevant_person_of_22_to_25_has_a_row(drawn: tuple[Life, CollectionYear]) -> None:
    life, year = drawn
    age, birthday = year.birthday(life.person.birth_date) or (0, AS_AT)
    eve = birthday - timedelta(days=1)
    if age in range(22, 26) and birthday <= AS_AT and status_on(life, eve, AS_AT) == "FORMER_RELEVANT":
        assert oc3_row(life, "C", year, AS_AT)


@settings(max_examples=80, deadline=None)
@given(lives_and_years())
def test_a_living_care_leaver_of_the_return_has_a_leaving_care_status(drawn: tuple[Life, CollectionYear]) -> None:
    life, year = drawn
    found = oc3_row(life, "C", year, AS_AT)
    died = or_forever(death_date(known_at(life, AS_AT)))
    # somebody who was with another authority on the birthday and came back later in the year has a row and no status
    spells = looked_after_spells(known_at(life, AS_AT))
    was_elsewhere = any(one.end_reason in ENDINGS_WITHOUT_DUTY for one in spells)
    if found and found.age < 25 and found.birthday < died and not was_elsewhere:
        assert status_on(life, found.birthday, AS_AT) in ("RELEVANT", "FORMER_RELEVANT", "QUALIFYING")
