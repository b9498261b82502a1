from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from .boundary_row import care, contact, row
from .dates import CollectionYear
from .lives import Life
from .oc3 import accommodation_item, is_not_yet_due, oc3_row
from .parameters import Parameters
from .random_lives import AS_AT_DAYS, lives, lives_and_years

YEAR = CollectionYear.named("2025-26")
NINETEEN = row(
    "B1", "", "", born="2006-06-15", oc3={}, spells=[care("2018-01-01", "2024-06-15", "E6")],
    contacts=[contact("2025-03-20", "YES F2 U1")],
).life  # fmt: skip
TWENTY_THREE = replace(NINETEEN, person=replace(NINETEEN.person, birth_date=date(2002, 6, 15)))


@pytest.mark.parametrize(
    ("letter", "suitability", "item"),
    [
        ("U", "1", "U1"),
        ("U", "2", "U2"),
        ("U", None, "0"),
        ("S", "1", "S2"),
        ("X", None, "X2"),
        (None, "1", "0"),
        ("0", "1", "0"),
    ],
)
def test_accommodation_is_a_letter_with_its_digit(letter: str | None, suitability: str | None, item: str) -> None:
    assert accommodation_item(letter, suitability) == item


def test_the_contact_window_is_a_parameter() -> None:
    narrow = oc3_row(NINETEEN, "C", YEAR, date(2026, 4, 30), Parameters(contact_window_months_before=2))
    wide = oc3_row(NINETEEN, "C", YEAR, date(2026, 4, 30))
    assert narrow and wide and (narrow.in_touch, wide.in_touch) == ("NO", "YES")


def test_a_row_without_contact_at_22_to_25_is_a_parameter() -> None:
    without = Parameters(oc3_include_22_to_25_without_contact=False)
    life = replace(NINETEEN, person=replace(NINETEEN.person, birth_date=date(2003, 6, 15)), contacts=())
    in_care_to_18 = row("B1", "", "", born="2003-06-15", oc3={}, spells=[care("2018-01-01", "2021-06-15", "E6")]).life
    assert life.contacts == () and oc3_row(in_care_to_18, "C", YEAR, date(2026, 4, 30))
    assert oc3_row(in_care_to_18, "C", YEAR, date(2026, 4, 30), without) is None


def test_the_number_of_days_is_a_parameter() -> None:
    ninety = row("B1", "", "", born="2006-06-15", oc3={}, spells=[care("2024-03-17", "2024-06-15", "E6")]).life
    assert oc3_row(ninety, "C", YEAR, date(2026, 4, 30)) is None
    assert oc3_row(ninety, "C", YEAR, date(2026, 4, 30), Parameters(care_days_after_14=90))


def test_a_row_says_which_contact_it_is_made_from_and_whether_the_window_is_open() -> None:
    early = oc3_row(NINETEEN, "C", YEAR, date(2025, 7, 14))
    late = oc3_row(NINETEEN, "C", YEAR, date(2025, 7, 15))
    assert early and late and early.contact == NINETEEN.contacts[0]
    assert (early.is_window_open, late.is_window_open) == (True, False)
    assert list(late.as_return()) == ["CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"]


def test_a_birthday_after_as_at_is_not_yet_due_and_has_no_row() -> None:
    assert is_not_yet_due(NINETEEN, YEAR, date(2025, 6, 14))
    assert oc3_row(NINETEEN, "C", YEAR, date(2025, 6, 14)) is None
    assert not is_not_yet_due(NINETEEN, YEAR, date(2025, 6, 15))
    assert oc3_row(NINETEEN, "C", YEAR, date(2025, 6, 15))


@settings(max_examples=80, deadline=None)
@given(lives_and_years(), AS_AT_DAYS)
def test_every_row_obeys_the_rules_on_single_rows(drawn: tuple[Life, CollectionYear], as_at: date) -> None:
    life, year = drawn
    found = oc3_row(life, "C", year, as_at)
    if found is None:
        return
    assert 17 <= found.age <= 25 and found.birthday <= as_at
    assert found.in_touch in {"YES", "NO", "DIED", "REFU", "NREQ", "RHOM"}
    assert found.accom not in {"S1", "X1"} and found.accom[0] in "BCDEGHKRSTUVWXYZ0"
    assert found.in_touch not in {"DIED", "RHOM"} or (found.activ, found.accom) == ("0", "0")
    assert found.contact is None or found.window_start <= found.contact.contact_date <= min(found.window_end, as_at)


@settings(max_examples=80, deadline=None)
@given(lives())
def test_who_died_stays_dead_in_every_later_year(life: Life) -> None:
    rows = [
        oc3_row(life, "C", CollectionYear(date(y, 4, 1), date(y + 1, 3, 31)), date(2036, 4, 1))
        for y in range(2017, 2036)
    ]
    codes = [found.in_touch for found in rows if found]
    if "DIED" in codes:
        assert set(codes[codes.index("DIED") :]) == {"DIED"}


@settings(max_examples=40, deadline=None)
@given(lives_and_years())
def test_a_finished_year_with_its_windows_closed_no_longer_changes_who_is_in_it(
    drawn: tuple[Life, CollectionYear],
) -> None:
    life, year = drawn
    closed = date(year.end.year, 5, 1)
    before, after = oc3_row(life, "C", year, closed), oc3_row(life, "C", year, date(closed.year + 5, 1, 1))
    assert (before is None) == (after is None)
    assert before is None or after is None or before.as_return() == after.as_return()
