"""Support needs ticked for a homelessness case."""

from __future__ import annotations

from datetime import date

import polars as pl

from dagster_project.synthetic.days import age_on
from dagster_project.synthetic.render.identity import Scene

#: Needs that are ticked for a share of households, whatever else is known.
_SHARES = {
    "physical_ill_health_disability": 0.14, "learning_disability": 0.13, "sexual_abuse": 0.06, "domestic_abuse": 0.1,
    "non_domestic_abuse": 0.05, "drug_dependency": 0.12, "alcohol_dependency": 0.07, "offending_history": 0.16,
    "rough_sleeping": 0.06, "access_to_eet": 0.28, "modern_slavery": 0.02,
}  # fmt: skip


#: First day on which difficulties with budgeting could be ticked.
_BUDGETING_FROM = date(2022, 4, 1)


def support_needs(scene: Scene, cases: pl.DataFrame) -> pl.DataFrame:
    """Return the needs of each case; a household can have several."""
    faults = scene.faults.of("hclic_support_needs")
    birth = cases["birth_date"].to_physical().to_numpy()
    age = pl.lit(pl.Series(age_on(birth, cases["assessment_date"].to_physical().to_numpy())))
    cared = ~pl.col("person_id").str.starts_with("X")
    draws, size = faults.draws.of("needs"), len(cases)
    drawn = [pl.Series(f"support_need_{need}", draws.of(need).happens(share, size)) for need, share in _SHARES.items()]
    known = {
        "young_person_16_17": age < 18,
        "young_person_18_25": (age >= 18) & (age < 26),
        "young_parent": pl.col("has_child"),
        "care_leaver_18_20": cared & age.is_between(18, 20),
        "care_leaver_21_24": cared & age.is_between(21, 24),
        "care_leaver_25_plus": cared & (age >= 25),
        "care_leaver_21_plus_retired": pl.lit(value=False),
        "mental_health_history": pl.col("has_mental_health_history"),
        "repeat_homelessness": pl.col("was_homeless_before"),
        "former_asylum_seeker": pl.col("is_uasc").fill_null(value=False) & cared,
        "old_age": pl.lit(value=False),
        "hm_forces": pl.lit(value=False),
        "difficulties_budgeting": pl.col("needs_budgeting_help")
        & (pl.col("assessment_date") >= pl.lit(_BUDGETING_FROM)),
    }
    columns = [value.alias(f"support_need_{need}") for need, value in known.items()]
    frame = cases.select("case_reference", *columns, *drawn)
    return _retired_option(scene, frame)


def _retired_option(scene: Scene, frame: pl.DataFrame) -> pl.DataFrame:
    """Under faults some cases still use the care-leaver option that was withdrawn in April 2023, or none at all."""
    faults = scene.faults.of("retired option")
    retired = pl.Series(faults.hits(len(frame), 0.2))
    leaver = pl.col("support_need_care_leaver_21_24") | pl.col("support_need_care_leaver_25_plus")
    frame = frame.with_columns((pl.lit(retired) & leaver).alias("support_need_care_leaver_21_plus_retired"))
    for need in ("care_leaver_18_20", "care_leaver_21_24", "care_leaver_25_plus"):
        column = f"support_need_{need}"
        lost = pl.Series(faults.of(need).hits(len(frame), 0.15))
        frame = frame.with_columns((pl.col(column) & ~pl.lit(lost) & ~pl.lit(retired)).alias(column))
    return frame
