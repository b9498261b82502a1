"""What holds for the whole return of every life, whatever happened in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import given, settings

from .child_year import seen_from
from .dates import anniversary, known_to, or_forever
from .oc2 import is_continuously_looked_after
from .random_events import Course, courses
from .rows import ReturnRow
from .social_workers import worker_number
from .whole_return import MODULES, Return, make_return

#: What tells the rows of one child apart.
KEYS = {
    **dict.fromkeys(("header", "uasc", "oc2", "oc3", "ad1", "prevperm"), ("child",)),
    "reviews": ("child", "review"),
    "placedadoption": ("child", "date_placed"),
    "missing": ("child", "mis_start"),
    "swepisodes": ("child", "sw_id", "sw_decom"),
    "dolo": ("child", "dolo_start"),
    "episodes": ("child", "decom"),
}


def made(course: Course) -> Return:
    return make_return([course.life], course.year.name, course.as_at)


def all_rows(told: Return) -> Iterator[tuple[str, ReturnRow]]:
    for module in MODULES:
        yield from ((module, one) for one in getattr(told, module))


@settings(max_examples=150, deadline=None)
@given(courses())
def test_only_leavers_are_in_the_return_without_an_episode_of_the_year(course: Course) -> None:
    told = made(course)
    in_episodes = {one.child for one in told.episodes}
    # rules 1012 and 1014
    for module, one in all_rows(told):
        assert one.child in in_episodes or module in ("header", "oc3")
    assert {one.child for one in told.header} == in_episodes | {one.child for one in told.oc3}


@settings(max_examples=150, deadline=None)
@given(courses())
def test_no_row_knows_a_day_after_the_known_end_of_the_year(course: Course) -> None:
    last = known_to(course.year, course.as_at)
    for _, one in all_rows(made(course)):
        days = {item: day for item, day in one.as_return().items() if isinstance(day, date) and item != "DOB"}
        assert all(day <= last for day in days.values()), one


@settings(max_examples=150, deadline=None)
@given(courses())
def test_a_module_has_no_two_rows_of_one_key_and_only_in_its_years(course: Course) -> None:
    told = made(course)
    for module, key in KEYS.items():
        keys = [tuple(getattr(one, name) for name in key) for one in getattr(told, module)]
        assert len(set(keys)) == len(keys)
    assert course.year.name >= "2016-17" or not told.prevperm
    assert course.year.name >= "2023-24" or not told.swepisodes
    assert course.year.name >= "2026-27" or not told.dolo


@settings(max_examples=300, deadline=None)
@given(courses())
def test_continuously_looked_after_is_what_the_portal_reads_from_the_episodes(course: Course) -> None:
    """The portal's own test (rules 157, 185, 190 and 191): an S, an ending or a short break breaks the year."""
    seen = seen_from(course.life, "1", course.year, course.as_at)
    told = made(course)
    last = seen.known_to
    breaks = [
        one
        for one in told.episodes
        if (one.rne == "S" and one.decom > course.year.start)
        or (one.dec is not None and one.rec != "X1" and one.dec < last)
        or one.ls in ("V3", "V4")
    ]
    assert is_continuously_looked_after(seen) == bool(told.episodes and not breaks)
    assert bool(told.oc2) == is_continuously_looked_after(seen)
    assert len(seen.periods) == 1 or not told.oc2


@settings(max_examples=150, deadline=None)
@given(courses())
def test_items_of_oc2_stand_together_as_the_rules_ask(course: Course) -> None:
    for one in made(course).oc2:
        assert one.sdq_score is None or one.sdq_reason is None
        assert (one.intervention_received is None) == (one.substance_misuse == "0")
        assert (one.intervention_offered is None) == (one.intervention_received != "0")
        assert one.convicted is None or one.health_check is None
        too_young, too_old = anniversary(one.dob, 4) > course.year.end, anniversary(one.dob, 17) < course.year.start
        assert not (too_young or too_old) or (one.sdq_score, one.sdq_reason) == (None, None)


@settings(max_examples=150, deadline=None)
@given(courses())
def test_nobody_is_a_missing_or_unaccompanied_child_at_18(course: Course) -> None:
    told = made(course)
    at_18 = anniversary(course.life.person.birth_date, 18)
    assert all(one.mis_start < at_18 and (one.mis_end or date.min) <= at_18 for one in told.missing)
    assert all((one.duc or date.min) <= at_18 for one in told.uasc)
    assert all(one.mis_end is None or course.year.start <= one.mis_end >= one.mis_start for one in told.missing)
    assert all(one.duc is None or course.year.holds(one.duc) for one in told.uasc)


@settings(max_examples=150, deadline=None)
@given(courses())
def test_each_allocation_meets_a_day_in_care_found_day_by_day(course: Course) -> None:
    told = {(one.sw_id, one.sw_decom) for one in made(course).swepisodes}
    life, last = course.life, known_to(course.year, course.as_at)
    at_18 = anniversary(life.person.birth_date, 18)

    def is_looked_after(day: date) -> bool:
        in_care = any(
            one.care_start_date <= day < or_forever(one.care_end_date)
            for one in life.care_periods
            if one.care_start_date < at_18
        )
        return in_care and not any(
            one.legal_status in ("V3", "V4")
            for one in life.legal_statuses
            if one.legal_status_start_date <= day < or_forever(one.legal_status_end_date)
        )

    span = range(-1, (last - course.year.start).days + 1)
    days = [course.year.start + timedelta(days=number) for number in span]
    cared = [day for day in days if is_looked_after(day)]
    for one in life.involvements:
        met = any(one.start_date <= day < or_forever(one.end_date) and day >= course.year.start for day in cared)
        if met and one.role == "SW" and course.year.name >= "2023-24":
            assert (worker_number(one), one.start_date) in told
    # who is told of touched care at least with an edge: the day it began or the day it ended
    edges = set(cared) | {day + timedelta(days=1) for day in cared}
    for number, start in told:
        own = next(one for one in life.involvements if (worker_number(one), one.start_date) == (number, start))
        assert any(own.start_date <= day <= or_forever(own.end_date) for day in edges)
