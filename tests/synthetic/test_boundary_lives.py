"""There are enough lives on the edge of each rule to tell right from wrong."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from dagster_project.synthetic import Truth
from dagster_project.synthetic.days import birthday


@pytest.fixture(scope="module")
def ends(truth: Truth) -> pl.DataFrame:
    """Closed full periods of care, with days from each birthday to their end and days of care after 14."""
    periods = truth["care_period"].filter(~pl.col("is_short_break") & pl.col("care_end_date").is_not_null())
    joined = periods.join(truth["person"].select("person_id", "birth_date"), on="person_id")
    birth = joined["birth_date"].to_physical().to_numpy()
    stop = joined["care_end_date"].to_physical().to_numpy().astype(np.int64)
    begin = joined["care_start_date"].to_physical().to_numpy().astype(np.int64)
    fourteen = birthday(birth, 14).astype(np.int64)
    return joined.with_columns(
        *[pl.Series(f"from_{age}", stop - birthday(birth, age)) for age in (16, 17, 18)],
        pl.Series("after_14", np.maximum(stop - np.maximum(begin, fourteen), 0)),
    )


@pytest.mark.parametrize(
    ("column", "days"),
    [("from_16", -1), ("from_16", 0), ("from_16", 1), ("from_17", -1), ("from_17", 0), ("from_17", 1), ("from_18", -1)],
)
def test_some_leave_around_each_birthday(ends: pl.DataFrame, column: str, days: int) -> None:
    assert len(ends.filter(pl.col(column) == days)) >= 2


@pytest.mark.parametrize("days", [90, 91, 92])
def test_some_have_just_about_thirteen_weeks(ends: pl.DataFrame, days: int) -> None:
    assert len(ends.filter((pl.col("after_14") == days) & (pl.col("from_18") == 0))) >= 2


def test_some_are_born_on_29_february_and_some_of_them_leave_care_at_18(truth: Truth, ends: pl.DataFrame) -> None:
    leap = (pl.col("birth_date").dt.month() == 2) & (pl.col("birth_date").dt.day() == 29)
    assert len(truth["person"].filter(leap)) >= 8
    assert len(ends.filter(leap & (pl.col("from_18") == 0))) >= 1


def test_every_rare_ending_occurs(truth: Truth) -> None:
    counts = dict(truth["care_period"].group_by("end_reason").len().iter_rows())
    for reason in ("E11", "E12", "E2", "E3", "E15", "E16", "E9", "E14", "E17", "E45", "E7"):
        assert counts.get(reason, 0) >= 1, reason


def test_short_breaks_would_mislead_whoever_counts_them(truth: Truth) -> None:
    breaks = truth["care_period"].filter("is_short_break").join(truth["person"], on="person_id")
    fourteen = pl.Series(birthday(breaks["birth_date"].to_physical().to_numpy(), 14)).cast(pl.Date)
    stop = pl.coalesce("care_end_date", pl.lit(truth.as_at))
    days = (stop - pl.max_horizontal("care_start_date", fourteen)).dt.total_days().clip(lower_bound=0)
    totals = breaks.with_columns(days.alias("days")).group_by("person_id").agg(pl.col("days").sum())
    assert len(totals.filter(pl.col("days") >= 91)) >= 5
    assert set(truth["legal_status"]["legal_status"]) >= {"V3", "V4", "V2", "C1", "C2", "E1", "J1", "L1", "L2"}


def test_every_state_of_contact_and_home_occurs(truth: Truth) -> None:
    assert set(truth["contact"]["in_touch"]) == {"YES", "NO", "DIED", "REFU", "NREQ", "RHOM"}
    assert set(truth["home_spell"]["accommodation"]) >= set("BCDEGKSTUVWXYZ")
    assert set(truth["activity_spell"]["activity"]) >= {"F1", "P1", "F2", "P2", "F4", "F5", "P5", "G4", "G5", "G6"}
    twice = truth["contact"].filter(pl.col("contact_number") > 1)
    assert len(twice) >= 20


def test_placement_types_of_all_years_occur(truth: Truth) -> None:
    types = set(truth["placement"]["placement_type"])
    assert types >= {"H5", "P2", "K3", "Z1", "U1", "U3", "U4", "U6", "K1", "K2", "P1", "R5", "A5", "A6"}


@pytest.mark.parametrize(
    ("day", "old", "new"),
    [
        (date(2024, 4, 1), ["H5", "P2"], {"K3"}),
        (date(2025, 4, 1), ["Z1"], {"Z11", "Z12", "Z13", "Z14"}),
    ],
)
def test_a_placement_that_outlives_its_code_goes_on_under_the_new_one_with_the_same_carer(
    truth: Truth, day: date, old: list[str], new: set[str]
) -> None:
    placement = truth["placement"]
    before = placement.filter(pl.col("placement_type").is_in(old))
    assert before.filter(pl.col("placement_end_date").is_null() | (pl.col("placement_end_date") > day)).is_empty()
    changed = before.filter(pl.col("placement_end_date") == day, pl.col("change_reason") == "PLACE")
    assert len(changed) >= 2
    after = placement.filter(pl.col("placement_start_date") == day)
    both = changed.join(after, on=["care_period_id", "carer_id", "postcode", "provider"], suffix="_after")
    assert len(both) == len(changed)
    assert set(both["placement_type_after"]) <= new
    assert both["urn_after"].is_not_null().all() == (new == {"K3"})
