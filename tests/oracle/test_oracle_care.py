from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given, settings

from .care import Spell, days_of_care, looked_after_spells, passes_13_weeks
from .dates import anniversary, or_forever
from .lives import CarePeriod, LegalStatus, Life, Person
from .random_lives import days_between, lives


def life_of(*periods: CarePeriod, law: str = "V2") -> Life:
    statuses = tuple(LegalStatus(period.care_start_date, period.care_end_date, law) for period in periods)
    return Life(Person("990", "P1", "F", date(2008, 6, 15)), periods, (), statuses)


def test_duplicate_and_overlapping_care_periods_count_once() -> None:
    life = life_of(
        CarePeriod(date(2024, 7, 1), date(2024, 8, 1), end_reason="E4A"),
        CarePeriod(date(2024, 7, 1), date(2024, 8, 1)),
        CarePeriod(date(2024, 7, 20), date(2024, 9, 29), end_reason="E6"),
    )
    spells = looked_after_spells(life)
    assert spells == [Spell(date(2024, 7, 1), date(2024, 9, 29), "E6")]
    assert days_of_care(spells, date(2022, 6, 15), date(2030, 1, 1)) == 90


def test_periods_that_touch_are_one_spell_and_a_day_between_makes_two() -> None:
    first = CarePeriod(date(2024, 1, 1), date(2024, 2, 1), end_reason="E4A")
    touching = life_of(first, CarePeriod(date(2024, 2, 1), date(2024, 3, 1), end_reason="E6"))
    apart = life_of(first, CarePeriod(date(2024, 2, 2), date(2024, 3, 1), end_reason="E6"))
    assert looked_after_spells(touching) == [Spell(date(2024, 1, 1), date(2024, 3, 1), "E6")]
    assert len(looked_after_spells(apart)) == 2


def test_without_a_legal_status_the_care_period_says_whether_it_is_a_short_break() -> None:
    person = Person("990", "P1", "F", date(2008, 6, 15))
    start, end = date(2024, 1, 1), date(2024, 2, 1)
    assert looked_after_spells(Life(person, (CarePeriod(start, end),))) == [Spell(start, end)]
    assert looked_after_spells(Life(person, (CarePeriod(start, end, is_short_break=True),))) == []


def test_a_spell_that_becomes_a_short_break_ends_without_a_reason() -> None:
    life = Life(
        Person("990", "P1", "F", date(2008, 6, 15)),
        (CarePeriod(date(2024, 1, 1), date(2024, 6, 1), end_reason="E4A"),),
        (),
        (LegalStatus(date(2024, 1, 1), date(2024, 3, 1), "V2"), LegalStatus(date(2024, 3, 1), date(2024, 6, 1), "V4")),
    )
    assert looked_after_spells(life) == [Spell(date(2024, 1, 1), date(2024, 3, 1), None)]


def test_nobody_is_looked_after_as_an_adult() -> None:
    birth = date(2007, 6, 15)
    spells = [Spell(date(2025, 5, 1), None)]
    assert not passes_13_weeks(spells, birth, anniversary(birth, 19), 91)
    assert passes_13_weeks(spells, birth, anniversary(birth, 19), 45)
    assert not passes_13_weeks(spells, birth, anniversary(birth, 19), 46)


@settings(max_examples=40, deadline=None)
@given(lives())
def test_spells_are_the_days_that_a_day_by_day_walk_finds(life: Life) -> None:
    spells = looked_after_spells(life)
    first, last = anniversary(life.person.birth_date, 13), anniversary(life.person.birth_date, 18)

    def is_looked_after(day: date) -> bool:
        in_care = any(one.care_start_date <= day < or_forever(one.care_end_date) for one in life.care_periods)
        laws = {
            one.legal_status
            for one in life.legal_statuses
            if one.legal_status_start_date <= day < or_forever(one.legal_status_end_date)
        }
        return in_care and not laws & {"V3", "V4"}

    assert days_between(first, last, is_looked_after) == days_between(
        first, last, lambda day: any(spell.covers(day) for spell in spells)
    )
    assert all(or_forever(one.end) < two.start for one, two in pairwise(spells))
    assert days_of_care(spells, first, last) == len(days_between(first, last, is_looked_after))
