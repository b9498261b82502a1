"""What is recorded in care follows DfE's rules, whose numbers are given, and feeds every module of every year."""

from collections.abc import Callable
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dagster_project.catalogue import Catalogue
from dagster_project.synthetic import Truth, simulate
from dagster_project.synthetic.days import age_on, birthday

YEARS = ("2022-23", "2023-24", "2024-25", "2025-26", "2026-27")
LONGEST = {"T1": 42, "T3": 21, "T4": 7}


def with_age(truth: Truth, table: str, on: str) -> pl.DataFrame:
    """Add birth date and completed years of age on a day to each row of a table."""
    told = truth[table].join(truth["person"].select("person_id", "birth_date"), on="person_id")
    birth, then = (told[name].to_physical().to_numpy() for name in ("birth_date", on))
    return told.with_columns(pl.Series("age", age_on(birth, then)))


def assert_temporary_placements_return_home(truth: Truth) -> None:
    """Before and after a temporary placement the child is in the same place: 222, 226, 375 to 383."""
    ordered = truth["placement"].sort("care_period_id", "placement_start_date")
    near = [
        pl.col(name).shift(shift).over("care_period_id").alias(f"{side}_{name}")
        for name in ("placement_type", "provider", "urn", "postcode", "carer_id", "change_reason")
        for side, shift in (("before", 1), ("after", -1))
    ]
    away = ordered.with_columns(near).filter(pl.col("placement_type").str.starts_with("T"))
    for name in ("placement_type", "provider", "urn", "postcode", "carer_id"):
        assert away.filter(pl.col(f"before_{name}").ne_missing(pl.col(f"after_{name}"))).is_empty(), name
    assert away.filter(pl.col("before_postcode").is_null() | pl.col("before_placement_type").is_null()).is_empty()
    assert away.filter(pl.col("before_carer_id") == pl.col("carer_id")).is_empty()
    for name in ("provider", "urn", "change_reason", "before_change_reason"):
        assert away[name].is_null().all(), name
    days = away.with_columns((pl.col("placement_end_date") - pl.col("placement_start_date")).dt.total_days().alias("n"))
    for code, longest in LONGEST.items():
        assert days.filter((pl.col("placement_type") == code) & (pl.col("n") > longest)).is_empty()
    holidays = away.filter(pl.col("placement_type") == "T3").group_by("person_id").len()
    assert holidays.filter(pl.col("len") > 2).is_empty()
    changed = away.join(truth["legal_status"], on="care_period_id").filter(
        pl.col("legal_status_start_date").is_between(pl.col("placement_start_date"), pl.col("placement_end_date"))
    )
    assert changed.is_empty()  # 380: an episode in a temporary placement begins with the placement
    assert away.join(truth["care_period"].filter("is_short_break"), on="care_period_id", how="semi").is_empty()  # 382


def assert_orders_of_liberty_lie_in_a_placement_that_may_have_one(truth: Truth) -> None:
    """An order touches only K2, Z12 and Z13, inside a period of care, and no two overlap: 702, 705, 707, 709, 710."""
    orders = truth["liberty_order"].with_row_index("order")
    tomorrow = pl.lit(truth.as_at + timedelta(days=1))
    end = pl.coalesce("end_date", tomorrow)
    assert orders.filter(pl.col("end_date") <= pl.col("start_date")).is_empty()
    touched = orders.join(truth["placement"], on="person_id").filter(
        (pl.col("start_date") <= pl.coalesce("placement_end_date", tomorrow)) & (end >= pl.col("placement_start_date"))
    )
    assert set(touched["order"]) == set(orders["order"])
    assert set(touched["placement_type"]) <= {"K2", "Z12", "Z13"}
    assert touched.filter(pl.col("end_date").is_null() & pl.col("placement_end_date").is_not_null()).is_empty()
    ordered = orders.sort("person_id", "start_date")
    before = ordered.with_columns(end.shift(1).over("person_id").alias("before"))
    assert before.filter(pl.col("start_date") < pl.col("before")).is_empty()


def assert_claims_end_by_18(truth: Truth) -> None:
    """A claim ends at the latest on the 18th birthday (304), in both places that tell it, and on the same day."""
    people = truth["person"].filter("is_uasc")
    eighteen = pl.Series(birthday(people["birth_date"].to_physical().to_numpy(), 18)).cast(pl.Date)
    assert people.filter(pl.col("uasc_claim_end_date") > eighteen).is_empty()
    claims = truth["immigration_status"].filter(pl.col("status") == "UASC").join(people, on="person_id", how="full")
    assert len(claims) == len(people)
    assert claims.filter(pl.col("end_date").ne_missing(pl.col("uasc_claim_end_date"))).is_empty()


def assert_ages_fit(truth: Truth) -> None:
    """Convictions from 10 (542), development checks under 5, questionnaires from 4 to 16, PN0 under 4, P3 from 16."""
    assert (with_age(truth, "conviction", "offence_date")["age"] >= 10).all()
    checks = with_age(truth, "health_check", "check_date")
    assert checks.filter((pl.col("kind") == "DEVELOPMENT") & (pl.col("age") >= 5)).is_empty()
    assert with_age(truth, "sdq", "completed_date")["age"].is_between(4, 16).all()
    reviews = with_age(truth, "review", "review_date")
    assert reviews.filter((pl.col("participation") == "PN0") != (pl.col("age") < 4)).is_empty()
    assert reviews["participation"].is_not_null().all()
    placed = with_age(truth, "placement", "placement_start_date")
    assert placed.filter((pl.col("placement_type") == "P3") & (pl.col("age") < 16)).is_empty()


def assert_questionnaires_have_a_score_or_a_reason(truth: Truth) -> None:
    assert (truth["sdq"]["score"].is_null() == truth["sdq"]["reason"].is_not_null()).all()
    assert truth["sdq"]["reason"].drop_nulls().is_in(["SDQ2", "SDQ3", "SDQ4", "SDQ5"]).all()


def assert_allocations_say_why_they_began(truth: Truth) -> None:
    """FCONTA stands on the first social worker of each period of care, and on no other; nobody lacks a reason."""
    allocations = truth["involvement"].filter(pl.col("role") == "SW")
    starts = truth["care_period"].filter(~pl.col("is_short_break"))
    first = allocations.join(
        starts, left_on=["person_id", "start_date"], right_on=["person_id", "care_start_date"], how="semi"
    )
    assert len(first) == len(starts)
    assert (first["change_reason"] == "FCONTA").all()
    assert (allocations["change_reason"] == "FCONTA").sum() == len(starts)
    assert allocations["change_reason"].is_not_null().all()


def assert_records_hold_together(truth: Truth) -> None:
    """Every rule about records in care."""
    assert_temporary_placements_return_home(truth)
    assert_orders_of_liberty_lie_in_a_placement_that_may_have_one(truth)
    assert_claims_end_by_18(truth)
    assert_ages_fit(truth)
    assert_questionnaires_have_a_score_or_a_reason(truth)
    assert_allocations_say_why_they_began(truth)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**31), as_at=st.dates(date(2018, 1, 1), date(2027, 12, 31)))
@example(seed=11319, as_at=date(2022, 8, 3))  # the only placement that could have an order today had one of its own
def test_records_hold_together_whatever_the_seed(seed: int, as_at: date) -> None:
    assert_records_hold_together(simulate(people=150, seed=seed, as_at=as_at))


def test_default_records_hold_together(truth: Truth) -> None:
    assert_records_hold_together(truth)


def test_every_kind_of_placement_that_the_return_asks_for_comes_up(truth: Truth, catalogue: Catalogue) -> None:
    asked = {code.code for code in catalogue.codes("PLACE")}
    assert {"A3", "A4", "A5", "A6", "P3", "T0", "T1", "T2", "T3", "T4"} <= set(truth["placement"]["placement_type"])
    assert set(truth["placement"]["placement_type"]) <= asked


def test_some_agency_workers_have_no_registration_number(truth: Truth) -> None:
    workers = truth["professional"].filter(pl.col("role") == "SW")
    unregistered = workers.filter(pl.col("registration_number").is_null())
    assert 1 <= len(unregistered) < 0.15 * len(workers)
    assert unregistered["is_agency"].all()
    assert workers["registration_number"].drop_nulls().str.contains(r"^SW[0-9A-Z]+$").all()


@pytest.mark.parametrize(
    ("table", "day", "condition", "low", "high"),
    [
        ("missing_episode", "start_date", None, 60, 160),
        ("conviction", "offence_date", None, 3, 25),
        ("substance_misuse", "recorded_date", None, 3, 30),
        ("liberty_order", "start_date", None, 3, 25),
        ("review", "review_date", None, 700, 1200),
        ("sdq", "completed_date", pl.col("score").is_not_null(), 150, 400),
        ("sdq", "completed_date", pl.col("score").is_null(), 10, 80),
        ("health_check", "check_date", pl.col("kind") == "DEVELOPMENT", 60, 300),
        ("adoption_decision", "decision_date", None, 8, 35),
    ],
)
def test_rates_a_year_are_sensible(
    truth: Truth, table: str, day: str, condition: pl.Expr | None, low: int, high: int
) -> None:
    rows = truth[table] if condition is None else truth[table].filter(condition)
    for year in range(2022, 2026):
        count = rows[day].is_between(date(year, 4, 1), date(year + 1, 3, 31)).sum()
        assert low <= count <= high, year


def in_the_year(year: str, as_at: date) -> tuple[date, date]:
    """Return the first and the last known day of a collection year."""
    first = date(int(year[:4]), 4, 1)
    return first, min(date(first.year + 1, 3, 31), as_at)


def overlaps(start: str, end: str) -> Callable[[date, date], pl.Expr]:
    """Return the condition that a spell touches a year."""
    return lambda first, last: (pl.col(start) <= last) & (pl.col(end).is_null() | (pl.col(end) >= first))


def dated(day: str) -> Callable[[date, date], pl.Expr]:
    """Return the condition that something happened in a year."""
    return lambda first, last: pl.col(day).is_between(first, last)


#: What feeds each module of the return: table, which rows belong to a year, and from which year on.
FEEDS: dict[str, tuple[str, Callable[[date, date], pl.Expr], str]] = {
    "UASC": ("immigration_status", overlaps("start_date", "end_date"), "2022-23"),
    "Reviews": ("review", dated("review_date"), "2022-23"),
    "OC2 health": ("health_check", dated("check_date"), "2022-23"),
    "OC2 questionnaires": ("sdq", dated("completed_date"), "2022-23"),
    "AD1": ("care_period", dated("care_end_date"), "2022-23"),
    "PlacedAdoption": ("adoption_decision", overlaps("decision_date", "reversed_date"), "2022-23"),
    "Missing": ("missing_episode", overlaps("start_date", "end_date"), "2022-23"),
    "SWEpisodes": ("involvement", overlaps("start_date", "end_date"), "2023-24"),
    "DoLo": ("liberty_order", overlaps("start_date", "end_date"), "2026-27"),
}
OF_MODULE = {
    "UASC": pl.col("status") == "UASC",
    "AD1": pl.col("end_reason").is_in(["E11", "E12"]),
    "SWEpisodes": pl.col("role") == "SW",
}


@pytest.mark.parametrize(
    ("module", "year"), [(module, year) for module, feed in FEEDS.items() for year in YEARS if year >= feed[2]]
)
def test_every_module_of_every_year_has_rows_to_feed_it(truth: Truth, module: str, year: str) -> None:
    table, condition, _ = FEEDS[module]
    rows = truth[table].filter(OF_MODULE.get(module, pl.lit(value=True)))
    assert len(rows.filter(condition(*in_the_year(year, truth.as_at)))) >= 1


@pytest.mark.parametrize("year", YEARS)
def test_children_come_into_care_with_a_record_of_earlier_permanence_every_year(truth: Truth, year: str) -> None:
    came = truth["care_period"].filter(dated("care_start_date")(*in_the_year(year, truth.as_at)))
    assert len(came.join(truth["previous_permanence"], on="person_id", how="semi")) >= 1


@pytest.mark.parametrize("year", YEARS)
def test_checks_and_reviews_are_kept_from_the_first_month_of_the_year(truth: Truth, year: str) -> None:
    april = date(int(year[:4]), 4, 1)
    for table, day in (("review", "review_date"), ("health_check", "check_date"), ("sdq", "completed_date")):
        assert truth[table][day].is_between(april, april + timedelta(days=29)).sum() >= 5, table
