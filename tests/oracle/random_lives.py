"""Small random lives for property tests: care between 13 and 18, a few contacts, dates near those the rules turn on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import strategies as st

from .boundary_row import AS_AT, AUTHORITY
from .dates import add_months, anniversary
from .lives import CarePeriod, Contact, LegalStatus, Life, Person, Placement

Draw = st.DrawFn
BIRTHS = st.dates(date(2000, 1, 1), date(2009, 12, 31)) | st.sampled_from(
    [date(2004, 2, 29), date(2008, 2, 29), date(2007, 4, 1), date(2007, 3, 31), date(2006, 5, 31)]
)
REASONS = st.sampled_from(["E2", "E3", "E4A", "E6", "E11", "E15", "E17", "E45", "E6", "E6"])
LAWS = st.sampled_from(["V2", "C2", "V2", "C1", "V3", "V4"])
PLACES = st.sampled_from(["U6", "U4", "K2", "T1", "Z11", None])
HOMES = st.sampled_from(["B", "U", "S", "X", "R", "K", None])
SAID = st.sampled_from(["YES", "YES", "NO", "REFU", "NREQ", "RHOM", "DIED"])


def _cuts(draw: Draw, start: date, end: date | None) -> list[tuple[date, date | None]]:
    """Cut a period into one to three neighbouring stretches."""
    last = (end or AS_AT) - timedelta(days=1)
    inner = draw(st.lists(st.dates(start, last), max_size=2, unique=True)) if last > start else []
    starts = sorted({start, *inner})
    return list(zip(starts, [*starts[1:], end], strict=True))


def _near_birthdays(birth: date) -> st.SearchStrategy[date]:
    """Days around the birthdays and window edges on which the rules turn."""
    edges = [anniversary(birth, age) for age in (14, 16, 17, 18, 19, 22, 25)]
    edges += [add_months(edge, months) for edge in edges for months in (-3, 1)]
    return st.builds(lambda edge, days: edge + timedelta(days=days), st.sampled_from(edges), st.integers(-1, 1))


@st.composite
def lives(draw: Draw) -> Life:
    """Draw a life whose care periods are disjoint and do not touch."""
    birth = draw(BIRTHS)
    lengths = st.integers(1, 40) | st.sampled_from([90, 91, 92, 400, 900])
    day = anniversary(birth, 14) + timedelta(days=draw(st.integers(-40, 900)))
    periods, placements, statuses = [], [], []
    for _ in range(draw(st.integers(0, 3))):
        end: date | None = day + timedelta(days=draw(lengths))
        if day > AS_AT:
            break
        if end is None or end > AS_AT:
            end = None
        periods.append(CarePeriod(day, end, "N1", draw(REASONS) if end else None, "ZZ1 1AA"))
        for start, stop in _cuts(draw, day, end):
            placements.append(Placement(start, stop, draw(PLACES), "PR1", None, "ZZ1 2BB", "OTHER", draw(CARERS)))
        statuses += [LegalStatus(start, stop, draw(LAWS)) for start, stop in _cuts(draw, day, end)]
        if end is None or periods[-1].end_reason == "E2":
            break
        day = end + timedelta(days=draw(st.integers(1, 300)))
    days = draw(st.lists(_near_birthdays(birth), max_size=4))
    contacts = [
        Contact(when, number, None, draw(SAID), draw(ACTIVITIES), draw(HOMES), draw(SUITABILITIES))
        for number, when in enumerate(sorted(days), start=1)
    ]
    died = draw(st.none() | _near_birthdays(birth)) if periods and periods[-1].care_end_date else None
    person = Person(AUTHORITY, "R1", draw(SEXES), birth, "WBRI", upn_unknown_code="UN1", death_date=died)
    return Life(person, tuple(periods), tuple(placements), tuple(statuses), tuple(contacts))


CARERS = st.sampled_from(["carer 1", "carer 2", None])
ACTIVITIES = st.sampled_from(["F2", "G5", None])
SUITABILITIES = st.sampled_from(["1", "2", None])
SEXES = st.sampled_from(["F", "M", "U"])
YEAR_NAMES = st.sampled_from(["2021-22", "2023-24", "2024-25", "2025-26", "2026-27"])
AS_AT_DAYS = st.dates(date(2022, 1, 1), AS_AT)


def days_between(start: date, end: date, holds: Callable[[date], bool]) -> list[date]:
    """Return the days from start up to, not including, end on which something holds: the slow, plain way."""
    return [
        day for day in (start + timedelta(days=number) for number in range(max(0, (end - start).days))) if holds(day)
    ]
