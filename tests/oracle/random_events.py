"""Random lives of children in care for property tests of the yearly modules: any age, days near the edges of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from .boundary_row import AS_AT, AUTHORITY
from .care_events import (
    AdoptionDecision,
    Conviction,
    HealthCheck,
    ImmigrationStatus,
    Immunisation,
    Involvement,
    LibertyOrder,
    MissingEpisode,
    PreviousPermanence,
    Review,
    Sdq,
    SubstanceMisuse,
)
from .dates import CollectionYear, anniversary
from .lives import CarePeriod, Contact, LegalStatus, Life, Person, Placement

Draw = st.DrawFn
Span = tuple[date, date | None]
YEARS = st.sampled_from(["2014-15", "2016-17", "2022-23", "2023-24", "2025-26", "2025-26", "2026-27", "2026-27"])
AGES = st.sampled_from([0, 3, 4, 5, 9, 10, 12, 13, 16, 17, 18, 18])
ENDINGS = st.sampled_from(["E4A", "E4A", "E11", "E12", "E45", "E2", "E17"])
LAWS = st.sampled_from(["V2", "C2", "C2", "E1", "V3", "V4"])
CODES = st.sampled_from(["PN0", "PN1", "PN7", None])
REASONS = st.sampled_from(["SDQ2", "SDQ5"])
CHANGES = st.sampled_from(["MANAGE", "LEFTRL", None])
BEFORE = st.sampled_from([("Z1", None, None), ("P1", "990", "zz/06/2015"), ("P3", None, None)])
CHECKS = st.sampled_from(["DENTAL", "HEALTH_ASSESSMENT", "DEVELOPMENT"])
MADE = st.sampled_from(["COMPLETED", "COMPLETED", "REFUSED"])


@dataclass(frozen=True)
class Course:
    """A life, the year from which it is seen, and the day on which."""

    life: Life
    year: CollectionYear
    as_at: date


def _near(days: list[date]) -> st.SearchStrategy[date]:
    """Days on and beside the given ones."""
    return st.builds(lambda day, shift: day + timedelta(days=shift), st.sampled_from(days), st.integers(-1, 1))


def _spans(draw: Draw, days: st.SearchStrategy[date], most: int) -> list[Span]:
    """Up to `most` spans, each of a day or longer, by start; they may overlap."""
    pairs = draw(st.lists(st.tuples(days, days, st.booleans()), max_size=most))
    spans: list[Span] = [
        (min(one, other), None if is_open else max(one, other)) for one, other, is_open in pairs if one != other
    ]
    return sorted(spans, key=lambda span: (span[0], span[1] or date.max))


def _course(draw: Draw, days: st.SearchStrategy[date]) -> list[Span]:
    """Up to three spans in a row that may touch, the last one open or not."""
    cuts = sorted(set(draw(st.lists(days, min_size=1, max_size=6))))
    spans: list[Span] = []
    while cuts:
        start = cuts.pop(0)
        spans.append((start, cuts[0] if cuts else None))
        # the next one begins on the day this one ends, or later
        cuts = cuts if draw(st.booleans()) else cuts[1:]
        if len(cuts) <= 1:
            break
    return spans


def _laws(draw: Draw, spans: list[Span], days: st.SearchStrategy[date]) -> list[LegalStatus]:
    """The legal statuses of each span, one after another without a gap."""
    statuses = []
    for start, end in spans:
        inner = sorted({day for day in draw(st.lists(days, max_size=2)) if start < day < (end or date.max)})
        starts = [start, *inner]
        statuses += [
            LegalStatus(first, last, draw(LAWS)) for first, last in zip(starts, [*starts[1:], end], strict=True)
        ]
    return statuses


def _care(draw: Draw, days: st.SearchStrategy[date]) -> dict[str, Any]:
    spans = _course(draw, days)
    return {
        "care_periods": tuple(
            CarePeriod(one, end, "N1", draw(ENDINGS) if end else None, "ZZ1 1AA") for one, end in spans
        ),
        "placements": tuple(Placement(start, end, "U6", "PR1") for start, end in spans),
        "legal_statuses": tuple(_laws(draw, spans, days)),
    }


def _health(draw: Draw, days: st.SearchStrategy[date]) -> dict[str, Any]:
    def some(most: int = 3) -> list[date]:
        return sorted(draw(st.lists(days, max_size=most)))

    return {
        "health_checks": tuple(HealthCheck(day, draw(CHECKS), draw(MADE)) for day in some()),
        "immunisations": tuple(Immunisation(day, draw(st.booleans())) for day in some(2)),
        "sdqs": tuple(
            Sdq(day, draw(st.integers(0, 40))) if draw(st.booleans()) else Sdq(day, None, draw(REASONS))
            for day in some()
        ),
        "convictions": tuple(Conviction(day) for day in some(2)),
        "misuses": tuple(SubstanceMisuse(day, draw(st.booleans()), draw(st.none() | days)) for day in some(2)),
        "reviews": tuple(Review(day, draw(CODES)) for day in some(4)),
    }


def _others(draw: Draw, days: st.SearchStrategy[date]) -> dict[str, Any]:
    return {
        "immigration_statuses": tuple(ImmigrationStatus(*span, "UASC") for span in _spans(draw, days, 2)),
        "missing_episodes": tuple(MissingEpisode(*span, "M") for span in _spans(draw, days, 3)),
        "liberty_orders": tuple(LibertyOrder(*span) for span in _spans(draw, days, 2)),
        "involvements": tuple(
            Involvement(*span, draw(st.sampled_from(["SW", "SW", "IRO"])), f"SW-{number}", draw(CHANGES), None)
            for number, span in enumerate(_spans(draw, days, 4))
        ),
        "adoption_decisions": tuple(
            AdoptionDecision(start, start, end, "RD1" if end else None, False, "1", "F1", "L0")
            for start, end in _spans(draw, days, 2)
        ),
        "previous_permanences": tuple(PreviousPermanence(*told) for told in draw(st.lists(BEFORE, max_size=1))),
    }


@st.composite
def courses(draw: Draw) -> Course:
    """Draw a child in care around the edges of a year, with everything that the modules tell of."""
    year = CollectionYear.named(draw(YEARS))
    as_at = draw(st.sampled_from([AS_AT, year.end, year.start + timedelta(days=100)]))
    turns = draw(_near([year.start, year.end, year.start + timedelta(days=200)]))
    birth = anniversary(turns, -draw(AGES))
    edges = [year.start, year.end, year.start - timedelta(days=300), year.start + timedelta(days=180), as_at, turns]
    days = _near(edges).map(lambda day: max(day, birth))
    care = _care(draw, days)
    inner = [period.care_start_date for period in care["care_periods"]]
    inner += [period.care_end_date for period in care["care_periods"] if period.care_end_date]
    near = _near([*edges, *inner]).map(lambda day: max(day, birth))
    sex, claim_end = draw(st.sampled_from(["F", "M"])), draw(st.none() | near)
    person = Person(AUTHORITY, "R1", sex, birth, "WBRI", upn_unknown_code="UN1", uasc_claim_end_date=claim_end)
    contact = Contact(draw(near), in_touch="YES", activity="F2", accommodation="U", suitability="1")
    life = Life(person, **care, contacts=(contact,), **_health(draw, near), **_others(draw, near))
    return Course(life, year, as_at)
