"""Episodes and Header: worked examples, and what holds for every life."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings

from .boundary_lives import BOUNDARY_LIVES
from .boundary_row import AS_AT
from .dates import CollectionYear
from .episodes import EpisodeRow, episode_rows
from .lives import CarePeriod, LegalStatus, Life, Person, Placement, SourceRecord
from .random_lives import AS_AT_DAYS, lives_and_years
from .whole_return import child_ids, make_return

YEAR = CollectionYear.named("2025-26")
HOME = "ZZ1 1AA"


def day(text: str) -> date:
    return date.fromisoformat(text)


def girl(**changes: object) -> Person:
    person = Person("990", "P1", "F", date(2010, 6, 15), "WBRI", upn="A990000000001")
    return replace(person, **changes)  # type: ignore[arg-type]


#: In care since 2024: C1, C2 and V2; a foster home, the carer's new house, a hospital stay, a children's home.
COURSE = Life(
    girl(),
    (CarePeriod(day("2024-09-01"), day("2026-02-10"), "N5", "E13", HOME),),
    (
        Placement(day("2024-09-01"), day("2025-06-01"), "U6", "PR1", "SC1", "ZZ2 1AA", "CHILD", "carer 1"),
        Placement(day("2025-06-01"), day("2025-08-01"), "U4", "PR1", "SC1", "ZZ2 1BB", "PLACE", "carer 1"),
        Placement(day("2025-08-01"), day("2025-08-05"), "T1", "PR3", None, "ZZ9 9ZZ", "OTHER", "carer 1"),
        Placement(day("2025-08-05"), day("2025-11-01"), "U4", "PR1", "SC1", "ZZ2 1BB", "CREQB", "carer 1"),
        Placement(day("2025-11-01"), day("2026-02-10"), "K2", "PR4", "SC2", "ZZ3 1AA", None, None),
    ),
    (
        LegalStatus(day("2024-09-01"), day("2025-05-01"), "C1"),
        LegalStatus(day("2025-05-01"), day("2025-06-01"), "C2"),
        LegalStatus(day("2025-06-01"), day("2025-11-01"), "V2"),
        LegalStatus(day("2025-11-01"), day("2025-12-01"), "C2"),
        LegalStatus(day("2025-12-01"), day("2026-02-10"), "C2"),
    ),
)


def told(row: EpisodeRow) -> str:
    """One episode as a line: dates, reasons, status, placement, reason for the change."""
    dec = row.dec.isoformat() if row.dec else "open"
    return f"{row.decom} {row.rne} {row.ls} {row.place} {dec} {row.rec or '-'} {row.reason_place_change or '-'}"


def test_a_course_of_care_is_told_in_the_episodes_worked_out_by_hand() -> None:
    assert [told(row) for row in episode_rows(COURSE, "1", YEAR, AS_AT)] == [
        "2024-09-01 S C1 U6 2025-05-01 X1 -",
        "2025-05-01 L C2 U6 2025-06-01 X1 CHILD",
        "2025-06-01 U V2 U4 2025-08-01 X1 -",
        "2025-08-01 P V2 T1 2025-08-05 X1 -",
        "2025-08-05 P V2 U4 2025-11-01 X1 CREQB",
        "2025-11-01 B C2 K2 2026-02-10 E13 -",
    ]


def test_the_year_before_sees_the_episode_open_and_the_year_after_sees_none() -> None:
    before = episode_rows(COURSE, "1", CollectionYear.named("2024-25"), AS_AT)
    assert [told(row) for row in before] == ["2024-09-01 S C1 U6 open - -"]
    assert episode_rows(COURSE, "1", CollectionYear.named("2026-27"), AS_AT) == []


def test_on_an_earlier_day_what_came_later_is_not_known() -> None:
    assert [told(row) for row in episode_rows(COURSE, "1", YEAR, day("2025-05-31"))] == [
        "2024-09-01 S C1 U6 2025-05-01 X1 -",
        "2025-05-01 L C2 U6 open - -",
    ]


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2025-01-01", "2025-03-31", ["2024-25"]),
        ("2025-01-01", "2025-04-01", ["2024-25", "2025-26"]),
        ("2026-03-31", "2026-04-15", ["2025-26", "2026-27"]),
        ("2026-04-01", "2026-04-15", ["2026-27"]),
    ],
)
def test_the_first_and_last_day_of_a_year_belong_to_it(start: str, end: str, years: list[str]) -> None:
    life = Life(girl(), (CarePeriod(day(start), day(end), "N1", "E4A", HOME),))
    names = ["2024-25", "2025-26", "2026-27"]
    assert [name for name in names if episode_rows(life, "1", CollectionYear.named(name), AS_AT)] == years


def test_an_end_on_31_march_is_returned_and_one_on_1_april_is_not() -> None:
    for end, told_end in (("2026-03-31", "2026-03-31 E4A"), ("2026-04-01", "open -")):
        life = Life(girl(), (CarePeriod(day("2025-06-01"), day(end), "N1", "E4A", HOME),))
        (row,) = episode_rows(life, "1", YEAR, AS_AT)
        assert told(row) == f"2025-06-01 S None None {told_end} -"


def test_another_placement_with_the_same_carer_is_t() -> None:
    carers = ["carer 1", "carer 1", "carer 2", None, None]
    days = [day(f"2025-{month:02d}-01") for month in range(5, 11)]
    placements = tuple(
        Placement(start, end, "U6", "PR1", "SC1", f"ZZ{number} 1AA", "PLACE", carer)
        for number, (start, end, carer) in enumerate(zip(days[:-1], days[1:], carers, strict=True))
    )
    life = Life(girl(), (CarePeriod(days[0], days[-1], "N1", "E4A", HOME),), placements)
    assert [row.rne for row in episode_rows(life, "1", YEAR, AS_AT)] == ["S", "T", "P", "P", "P"]


def test_records_that_the_return_cannot_tell_apart_are_one_episode() -> None:
    start, middle, end = day("2025-05-01"), day("2025-06-01"), day("2025-07-01")
    placed = Placement(start, middle, "U6", "PR1", "SC1", "ZZ2 1AA", "PLACE", "carer 1")
    again = replace(placed, placement_start_date=middle, placement_end_date=end, carer_id="carer 2")
    statuses = (LegalStatus(start, middle, "C2"), LegalStatus(middle, end, "C2"))
    life = Life(girl(), (CarePeriod(start, end, "N1", "E4A", HOME),), (placed, again), statuses)
    assert [told(row) for row in episode_rows(life, "1", YEAR, AS_AT)] == ["2025-05-01 S C2 U6 2025-07-01 E4A -"]


def test_short_breaks_and_some_placements_leave_items_blank() -> None:
    start, end = day("2025-05-01"), day("2025-05-10")
    placed = Placement(start, end, "U6", "PR1", "SC1", "ZZ2 1AA")
    life = Life(girl(), (CarePeriod(start, end, "N2", "E4A", HOME),), (placed,), (LegalStatus(start, end, "V3"),))
    (row,) = episode_rows(life, "1", YEAR, AS_AT)
    assert (row.home_post, row.pl_post, row.urn, row.place_provider) == (None, None, None, "PR1")
    other = replace(placed, placement_type="Z11")
    (row,) = episode_rows(replace(life, placements=(other,), legal_statuses=()), "1", YEAR, AS_AT)
    assert (row.home_post, row.pl_post, row.urn, row.place_provider) == (HOME, "ZZ2 1AA", "SC1", None)


@pytest.mark.parametrize(
    ("person", "law", "mother", "born"),
    [
        (girl(first_child_birth_date=date(2026, 3, 31)), "C2", "1", date(2026, 3, 31)),
        (girl(first_child_birth_date=date(2026, 4, 1)), "C2", "0", None),
        (girl(), "C2", "0", None),
        (girl(), "V4", None, None),
        (girl(sex="U"), "C2", None, None),
        (girl(sex="M", first_child_birth_date=date(2026, 3, 31)), "C2", None, None),
    ],
)
def test_mother_is_said_of_girls_looked_after_in_the_year(
    person: Person, law: str, mother: str | None, born: date | None
) -> None:
    period, status = CarePeriod(day("2025-01-01"), None, "N1"), LegalStatus(day("2025-01-01"), None, law)
    (row,) = make_return([Life(person, (period,), (), (status,))], "2025-26", AS_AT).header
    assert (row.mother, row.mc_dob) == (mother, born)


def test_a_leaver_without_episodes_has_a_header_row_without_mother() -> None:
    row = next(row for row in BOUNDARY_LIVES if row.person_id == "B601")
    made = make_return([replace(row.life, person=replace(row.life.person, sex="F"))], "2025-26", AS_AT)
    assert (len(made.header), len(made.episodes), len(made.oc3)) == (1, 0, 1)
    assert made.header[0].mother is None


@pytest.mark.parametrize(("year", "sexes"), [("2023-24", ["2", "1", None]), ("2024-25", ["F", "M", "U"])])
def test_sex_was_a_number_until_2023_24(year: str, sexes: list[str | None]) -> None:
    period = (CarePeriod(day("2023-01-01"), None, "N1"),)
    people = [Life(girl(person_id=f"P{number}", sex=sex), period) for number, sex in enumerate("FMU")]
    assert [row.sex for row in make_return(people, year, AS_AT).header] == sexes


def test_child_is_the_smallest_lcs_record_and_upn_falls_back_to_its_code() -> None:
    records = (SourceRecord("ccis", "d", "0"), SourceRecord("lcs", "d", "20"), SourceRecord("lcs", "d", "100"))
    life = Life(girl(upn=None, upn_unknown_code="UN2"), (CarePeriod(day("2025-01-01")),), source_records=records)
    (row,) = make_return([life], "2025-26", AS_AT).header
    assert (row.child, row.upn) == ("100", "UN2")
    assert child_ids([replace(life, source_records=())]) == {("990", "P1"): "P1"}


def test_an_unfinished_year_is_provisional_and_lists_who_is_not_yet_due() -> None:
    boundary = [row.life for row in BOUNDARY_LIVES]
    made = make_return(boundary, "2026-27", AS_AT)
    assert made.is_provisional and ("990", "B911") in made.not_yet_due and ("990", "B912") not in made.not_yet_due
    finished = make_return(boundary, "2025-26", AS_AT)
    assert not finished.is_provisional and finished.not_yet_due == ()
    in_modules = {row.person_id for row in finished.episodes} | {row.person_id for row in finished.oc3}
    assert {row.person_id for row in finished.header} == in_modules


@settings(max_examples=80, deadline=None)
@given(lives_and_years(), AS_AT_DAYS)
def test_every_episode_obeys_the_rules_between_rows(drawn: tuple[Life, CollectionYear], as_at: date) -> None:
    life, year = drawn
    rows = episode_rows(life, "1", year, as_at)
    for row in rows:
        assert row.decom <= year.end and (row.dec is None or year.start <= row.dec <= min(year.end, as_at))
        assert (row.dec is None) == (row.rec is None)
        assert row.dec is None or row.decom < row.dec
        assert row.reason_place_change is None or (row.rec == "X1" and not (row.place or "").startswith("T"))
    for one, two in pairwise(rows):
        assert one.dec is not None and one.dec <= two.decom
        assert (one.rec == "X1") == (two.rne != "S") == (one.dec == two.decom)
        if two.rne == "L":
            assert one.ls != two.ls and one.place == two.place
        if two.rne in ("P", "T"):
            assert one.ls == two.ls and one.place != two.place
