"""The fictional authority follows North Yorkshire's published figures."""

import polars as pl
import pytest

from dagster_project.synthetic import Truth, simulate
from dagster_project.synthetic.calibration import TARGETS, measure, misses
from dagster_project.synthetic.days import age_on, birthday, day


def test_default_seed_is_within_tolerance(truth: Truth) -> None:
    assert misses(truth) == []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_other_seeds_are_within_tolerance(seed: int) -> None:
    assert misses(simulate(seed=seed)) == []


def test_every_target_is_measured_and_no_tolerance_is_idle(truth: Truth) -> None:
    found = measure(truth)
    for target in TARGETS:
        assert target.measure in found
        assert 0 < target.tolerance <= 0.45 * target.target


def counted(truth: Truth) -> int:
    """Count the people that the size of an authority is about, from the tables of the truth."""
    people = truth["person"].select("person_id", "birth_date")
    birth = people["birth_date"].to_physical().to_numpy()
    dated = people.with_columns(
        pl.Series("fourteen", birthday(birth, 14)).cast(pl.Date),
        pl.Series("sixteen", birthday(birth, 16)).cast(pl.Date),
        pl.Series("age", age_on(birth, day(truth.as_at))),
    )
    until = pl.coalesce("care_end_date", pl.lit(truth.as_at))
    days = (until - pl.max_horizontal("care_start_date", "fourteen")).dt.total_days().clip(lower_bound=0)
    care = (
        truth["care_period"]
        .filter(~pl.col("is_short_break"))
        .join(dated, on="person_id")
        .sort("person_id", "care_start_date")
        .group_by("person_id")
        .agg(
            pl.col("age", "sixteen").first(),
            pl.col("care_end_date", "end_reason").last(),
            days.sum().alias("days"),
        )
    )
    is_leaver = (
        pl.col("age").is_between(17, 25)
        & (pl.col("days") >= 91)
        & (pl.col("care_end_date") > pl.col("sixteen"))
        & ~pl.col("end_reason").is_in(["E11", "E12", "E2", "E3", "E15"])
    )
    return len(care.filter(pl.col("care_end_date").is_null() | is_leaver))


@pytest.mark.parametrize("seed", [5, 6])
@pytest.mark.parametrize("people", [10, 97, 970])
def test_people_is_exactly_the_size_asked_for(people: int, seed: int) -> None:
    assert counted(simulate(people=people, seed=seed)) == people
