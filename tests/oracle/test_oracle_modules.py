"""The modules of a year: choices that no life of the hand-worked table makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from .boundary_events import Event, asylum, check, decided, immunised, missing, order, permanence, review, sdq, worker
from .boundary_row import AS_AT, care, row
from .care_events import Involvement
from .child_year import ChildYear, seen_from
from .dates import CollectionYear
from .liberty import liberty_rows
from .lives import Life
from .missing import missing_rows
from .oc2 import oc2_rows
from .parameters import Parameters
from .permanence import permanence_rows
from .reviews import review_rows
from .social_workers import social_worker_rows, worker_number
from .whole_return import make_return

THIRTEEN = row("B1", "", "", born="2012-06-15", spells=[care("2020-01-01")]).life


def seen_in(life: Life, year: str, as_at: date = AS_AT) -> ChildYear:
    return seen_from(life, "1", CollectionYear.named(year), as_at)


def test_the_latest_immunisation_by_the_end_of_the_year_wins_else_the_first_after_it() -> None:
    states = (immunised("2025-01-01"), immunised("2025-06-01", False), immunised("2026-04-01"))
    life = replace(THIRTEEN, immunisations=states)
    found = [oc2_rows(seen_in(life, year))[0].immunisations for year in ("2023-24", "2024-25", "2025-26", "2026-27")]
    assert found == ["1", "1", "0", "1"]
    later = replace(THIRTEEN, immunisations=(immunised("2026-04-02", False), immunised("2026-04-03")))
    assert oc2_rows(seen_in(later, "2025-26"))[0].immunisations == "0"


def test_a_score_beyond_40_is_none_and_of_one_day_the_last_counts() -> None:
    life = replace(THIRTEEN, sdqs=(sdq("2025-06-01", 12), sdq("2025-06-01", 13), sdq("2025-07-01", 41)))
    assert [one.sdq_score for one in oc2_rows(seen_in(life, "2025-26"))] == [13]
    life = replace(THIRTEEN, sdqs=(sdq("2025-06-01", "SDQ2"), sdq("2025-07-01", 41)))
    assert [(one.sdq_score, one.sdq_reason) for one in oc2_rows(seen_in(life, "2025-26"))] == [(None, "SDQ2")]


def test_of_two_reviews_on_a_day_the_first_counts() -> None:
    life = replace(THIRTEEN, reviews=(review("2025-06-01", "PN1"), review("2025-06-01", "PN2")))
    assert [one.review_code for one in review_rows(seen_in(life, "2025-26"))] == ["PN1"]


def test_of_two_times_missing_from_one_day_the_longer_counts() -> None:
    times = (missing("2025-06-01", "2025-06-03"), missing("2025-06-01", "2025-06-05", "A"))
    for life in (replace(THIRTEEN, missing_episodes=times), replace(THIRTEEN, missing_episodes=times[::-1])):
        assert [(one.missing, one.mis_end) for one in missing_rows(seen_in(life, "2025-26"))] == [
            ("A", date(2025, 6, 5))
        ]


def test_an_end_before_the_start_is_none() -> None:
    life = replace(
        THIRTEEN,
        missing_episodes=(missing("2025-06-02", "2025-06-01"), missing("2025-07-01", "2025-07-01")),
        liberty_orders=(order("2026-04-02", "2026-04-02"), order("2026-04-03", "2026-04-04")),
    )
    assert [one.mis_end for one in missing_rows(seen_in(life, "2025-26"))] == [None, date(2025, 7, 1)]
    assert [one.dolo_end for one in liberty_rows(seen_in(life, "2026-27"))] == [None, date(2026, 4, 4)]


def test_a_time_missing_that_nobody_ended_ends_at_18() -> None:
    spells = [care("2020-01-01", "2025-09-20", "E6")]
    life = row("B1", "", "", born="2007-09-10", spells=spells, events=[missing("2025-09-01")]).life
    assert [one.mis_end for one in missing_rows(seen_in(life, "2025-26"))] == [date(2025, 9, 10)]
    assert [one.mis_end for one in missing_rows(seen_in(life, "2025-26", date(2025, 9, 9)))] == [None]


def test_from_when_permanence_is_asked_is_a_parameter() -> None:
    life = row("B1", "", "", born="2012-06-15", spells=[care("2016-03-31")], events=[permanence("P1 990 -")]).life
    assert permanence_rows(seen_in(life, "2025-26")) == []
    assert permanence_rows(seen_in(life, "2025-26"), Parameters(previous_permanence_from=date(2016, 3, 31)))


def test_of_two_records_of_earlier_permanence_the_last_counts() -> None:
    life = replace(THIRTEEN, previous_permanences=(permanence("P1 990 -"), permanence("P2 990 -")))
    assert [one.prev_perm for one in permanence_rows(seen_in(life, "2025-26"))] == ["P2"]


def test_short_breaks_are_asked_about_whether_a_legal_status_or_the_care_period_says_so() -> None:
    life = row("B1", "", "", born="2012-06-15", spells=[care("2024-06-01", law="V4")]).life
    assert permanence_rows(seen_in(life, "2025-26"))
    open_care = replace(THIRTEEN, legal_statuses=())
    (period,) = open_care.care_periods
    short = replace(open_care, care_periods=(replace(period, is_short_break=True),))
    assert permanence_rows(seen_in(short, "2025-26"))


@pytest.mark.parametrize(
    ("registration", "number"),
    [("SWX000101", "SWX000101"), (" sw 10 1 ", "SW101"), ("101", "XXIRO0001"), ("", "XXIRO0001"), (None, "XXIRO0001")],
)
def test_a_worker_has_the_registered_number_or_a_stand_in(registration: str | None, number: str) -> None:
    one = Involvement(date(2025, 1, 1), None, "SW", "IRO-0001", None, registration)
    assert worker_number(one) == number


def test_only_social_workers_are_told() -> None:
    reviewing = replace(worker("2020-01-01", None, 1, "FCONTA"), role="IRO")
    life = replace(THIRTEEN, involvements=(reviewing, worker("2021-01-01", None, 2)))
    assert [(one.sw_id, one.sw_reason) for one in social_worker_rows(seen_in(life, "2025-26"))] == [
        ("SWX000002", "FCONTA")
    ]


def test_on_an_earlier_day_what_came_later_is_not_known() -> None:
    events: list[Event] = [
        *(review("2025-06-01", "PN1"), check("2025-06-01", "DENTAL"), sdq("2025-06-01", 9), missing("2025-05-01")),
        *(asylum("2024-05-01", "2025-06-01"), decided("2025-01-10", "2025-06-01", reversed_on="2025-06-01 RD1")),
    ]
    spells = [care("2020-01-01", "2025-06-15", "E12")]
    life = row("B1", "", "", born="2012-06-15", spells=spells, events=events, claim_ended="2025-06-01").life
    before = make_return([life], "2025-26", date(2025, 5, 31))
    assert before.reviews == () and before.ad1 == ()
    assert [(one.teeth_check, one.sdq_score) for one in before.oc2] == [("0", None)]
    assert [one.duc for one in before.uasc] == [None]
    assert [(one.date_placed_ceased, one.reason_placed_ceased) for one in before.placedadoption] == [(None, None)]
    after = make_return([life], "2025-26", date(2025, 6, 15))
    assert len(after.reviews) == 1 and [one.date_match for one in after.ad1] == [date(2025, 6, 1)]
    assert [(one.teeth_check, one.sdq_score) for one in after.oc2] == [("1", 9)]
    assert [one.duc for one in after.uasc] == [date(2025, 6, 1)]
    assert [one.reason_placed_ceased for one in after.placedadoption] == ["RD1"]
