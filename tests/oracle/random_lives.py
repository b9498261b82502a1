"""Small random lives for property tests: care between 13 and 18, a few contacts, dates near those the rules turn on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import strategies as st

from .boundary_row import AS_AT, AUTHORITY
from .dates import CollectionYear, add_months, anniversary
from .lives import CarePeriod, Contact, LegalStatus, Life, Person, Placement

Draw = st.DrawFn
BIRTHS = st.dates(date(1998, 1, 1), date(2008, 12, 31)) | st.sampled_from(
    [date(2004, 2, 29), date(2008, 2, 29), date(2007, 4, 1), date(2007, 3, 31), date(2006, 5, 31)]
)
REASONS = st.sampled_from(["E6", "E6", "E6", "E4A", "E17", "E45", "E2", "E3", "E11", "E15"])
LAWS = st.sampled_from(["V2", "C2", "V2", "C1", "C2", "V4"])
PLACES = st.sampled_from(["U6", "U4", "K2", "T1", "Z11", None])
HOMES = st.sampled_from(["B", "U", "S", "X", "R", "K", None])
SAID = st.sampled_from(["YES", "YES", "YES", "NO", "REFU", "NREQ", "RHOM", "RHOM", "DIED"])
LENGTHS = st.integers(1, 40) | st.sampled_from([90, 91, 92, 300, 400, 700, 900])
CARERS = st.sampled_from(["carer 1", "carer 2", None])
ACTIVITIES = st.sampled_from(["F2", "G5", None])
SUITABILITIES = st.sampled_from(["1", "2", None])
SEXES = st.sampled_from(["F", "M", "U"])
AS_AT_DAYS = st.dates(date(2022, 1, 1), AS_AT)


def _cuts(draw: Draw, start: date, end: date | None) -> list[tuple[date, date | None]]:
    """Cut a period into one to three neighbouring stretches."""
    last = (end or AS_AT) - timedelta(days=1)
    inner = draw(st.lists(st.dates(start, last), max_size=2, unique=True)) if last > start else []
    starts = sorted({start, *inner})
    return list(zip(starts, [*starts[1:], end], strict=True))


def _near_edges(birth: date, age: int) -> st.SearchStrategy[date]:
    """Days around a birthday and its contact window, and around the 16th and 18th birthday."""
    birthday = anniversary(birth, age)
    edges = [birthday, birthday, add_months(birthday, -3), add_months(birthday, 1)]
    edges += [anniversary(birth, 16), anniversary(birth, 18)]
    return st.builds(lambda edge, days: edge + timedelta(days=days), st.sampled_from(edges), st.integers(-1, 1))


def _care(draw: Draw, birth: date) -> tuple[list[CarePeriod], list[Placement], list[LegalStatus]]:
    """Draw up to three care periods that neither overlap nor touch."""
    periods: list[CarePeriod] = []
    placements: list[Placement] = []
    statuses: list[LegalStatus] = []
    day = anniversary(birth, 15) + timedelta(days=draw(st.integers(-400, 900)))
    for _ in range(draw(st.sampled_from([1, 1, 2, 2, 3, 0]))):
        stop = day + timedelta(days=draw(LENGTHS))
        end = stop if stop <= AS_AT else None
        if day > AS_AT:
            break
        periods.append(CarePeriod(day, end, "N1", draw(REASONS) if end else None, "ZZ1 1AA"))
        for first, last in _cuts(draw, day, end):
            placements.append(Placement(first, last, draw(PLACES), "PR1", None, "ZZ1 2BB", "OTHER", draw(CARERS)))
        statuses += [LegalStatus(first, last, draw(LAWS)) for first, last in _cuts(draw, day, end)]
        if end is None or periods[-1].end_reason == "E2":
            break
        day = end + timedelta(days=draw(st.integers(1, 300)))
    return periods, placements, statuses


@st.composite
def lives_and_years(draw: Draw) -> tuple[Life, CollectionYear]:
    """Draw a life and the collection year of one of its birthdays, with contacts and a death near that birthday."""
    birth, age = draw(BIRTHS), draw(st.sampled_from([17, 18, 18, 19, 21, 22, 24, 25, 16]))
    periods, placements, statuses = _care(draw, birth)
    edges = _near_edges(birth, age)
    contacts = [
        Contact(when, number, None, draw(SAID), draw(ACTIVITIES), draw(HOMES), draw(SUITABILITIES))
        for number, when in enumerate(sorted(draw(st.lists(edges, max_size=4))), start=1)
    ]
    has_left = bool(periods) and periods[-1].care_end_date is not None
    died = draw(st.sampled_from([None, None, None]) | edges) if has_left else None
    if has_left and periods[-1].end_reason == "E2":
        died = periods[-1].care_end_date
    person = Person(AUTHORITY, "R1", draw(SEXES), birth, "WBRI", upn_unknown_code="UN1", death_date=died)
    life = Life(person, tuple(periods), tuple(placements), tuple(statuses), tuple(contacts))
    birthday = anniversary(birth, age)
    first = birthday.year if (birthday.month, birthday.day) >= (4, 1) else birthday.year - 1
    return life, CollectionYear(date(first, 4, 1), date(first + 1, 3, 31))


def lives() -> st.SearchStrategy[Life]:
    """Draw a life."""
    return lives_and_years().map(lambda drawn: drawn[0])


def days_between(start: date, end: date, holds: Callable[[date], bool]) -> list[date]:
    """Return the days from start up to, not including, end on which something holds: the slow, plain way."""
    return [
        day for day in (start + timedelta(days=number) for number in range(max(0, (end - start).days))) if holds(day)
    ]
