"""Which leaving-care category the case system shows for each young person."""

from __future__ import annotations

import polars as pl

from dagster_project.synthetic.days import age_on, birthday, day
from dagster_project.synthetic.leaving import DAYS_AFTER_14
from dagster_project.synthetic.truth import Truth

_OUTSIDE = ("E11", "E12", "E2", "E3", "E15")


def standing(truth: Truth) -> pl.DataFrame:
    """Return person_id and eligibility of everybody aged 16 to 25 who was in care after 16, at the truth's date.

    Children Act 1989: eligible (Schedule 2, paragraph 19B), relevant (section 23A), former relevant (section 23C, to
    25 by section 23CZB), qualifying (section 24).
    """
    as_at = day(truth.as_at)
    people = truth["person"].select("person_id", "birth_date", "death_date")
    birth = people["birth_date"].to_physical().to_numpy()
    told = people.with_columns(
        pl.Series("fourteen", birthday(birth, 14)).cast(pl.Date),
        pl.Series("sixteen", birthday(birth, 16)).cast(pl.Date),
        pl.Series("age", age_on(birth, as_at)),
    )
    care = _care(truth, told)
    relation = truth["contact"].group_by("person_id").agg((pl.col("in_touch") == "RHOM").any().alias("is_home"))
    known = told.join(care, on="person_id", how="inner", maintain_order="left")
    known = known.join(relation, on="person_id", how="left", maintain_order="left")
    counted = known.filter(pl.col("is_after_16") & pl.col("age").is_between(16, 25) & pl.col("death_date").is_null())
    return counted.select("person_id", _category().alias("eligibility")).sort("person_id")


def _care(truth: Truth, people: pl.DataFrame) -> pl.DataFrame:
    """Return what counts of each person's care: days after 14, whether any after 16, whether in care, how it ended."""
    tomorrow = pl.lit(truth.as_at) + pl.duration(days=1)
    periods = truth["care_period"].filter(~pl.col("is_short_break")).join(people, on="person_id", maintain_order="left")
    end = pl.coalesce("care_end_date", tomorrow)
    days = (end - pl.max_horizontal("care_start_date", "fourteen")).dt.total_days().clip(lower_bound=0)
    return (
        periods.sort("person_id", "care_start_date")
        .group_by("person_id", maintain_order=True)
        .agg(
            days.sum().alias("days"),
            (end > pl.col("sixteen")).any().alias("is_after_16"),
            pl.col("care_end_date").is_null().any().alias("is_in_care"),
            pl.col("end_reason").last(),
        )
    )


def _category() -> pl.Expr:
    """Return the category from days, age, and whether care goes on."""
    enough = pl.col("days") >= DAYS_AFTER_14
    outside = pl.col("end_reason").is_in(_OUTSIDE).fill_null(value=False)
    home = pl.col("is_home").fill_null(value=False) & (pl.col("age") < 18)
    return (
        pl.when(outside)
        .then(pl.lit("NONE"))
        .when(enough & pl.col("is_in_care"))
        .then(pl.lit("ELIGIBLE"))
        .when(enough & (pl.col("age") < 18) & ~home)
        .then(pl.lit("RELEVANT"))
        .when(enough & (pl.col("age") >= 18) & (pl.col("age") < 25))
        .then(pl.lit("FORMER_RELEVANT"))
        .when(pl.col("age") < 21)
        .then(pl.lit("QUALIFYING"))
        .otherwise(pl.lit("NONE"))
    )
