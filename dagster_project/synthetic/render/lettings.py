"""New social lettings as CORE collects them: no name, no birth date, only sometimes a tenancy reference."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from dagster_project.synthetic.days import age_on
from dagster_project.synthetic.draws import Draws, labels
from dagster_project.synthetic.render.identity import Scene
from dagster_project.synthetic.spells import state_at

_STATUS = {"F1": "7", "P1": "7", "F2": "7", "P2": "7", "F4": "3", "P4": "3", "F5": "1",
           "P5": "2", "G4": "8", "G5": "4", "G6": "6"}  # fmt: skip
#: What is said of a letting in a supported scheme for young people leaving care.
_SCHEME = {"primary_client_group": "P", "support_type": "3", "intended_stay": "M"}
#: What a lasting condition affects, why the law gave preference, and how a home is let, in the words of the log.
_CONDITIONS = ("Mental health", "Learning or understanding", "Mobility", "Stamina, breathing or fatigue")
_GROUNDS = ("Homeless or about to be", "Needs to move on medical or welfare grounds", "Overcrowded or unfit home")
_SYSTEMS = ("Choice-based lettings", "Common allocation policy", "Common housing register")
_FIRST = date(2021, 4, 1)


def lettings(scene: Scene, tenancies: pl.DataFrame) -> pl.DataFrame:
    """Return a letting for each tenancy that was let through CORE."""
    faults = scene.faults.of("core_lettings")
    known = tenancies.filter(pl.col("is_let_through_core") & (pl.col("start_date") >= pl.lit(_FIRST)))
    spells = scene.truth["activity_spell"].select(
        "person_id", "activity", "end_date", pl.col("start_date").alias("begun")
    )
    told = state_at(known.drop("end_date"), spells, "person_id", "start_date", "begun", "end_date")
    told = told.sort("start_date", "tenancy_reference")
    size, draws = len(told), faults.draws.of("details")
    age = age_on(told["birth_date"].to_physical().to_numpy(), told["start_date"].to_physical().to_numpy())
    year = (pl.col("start_date").dt.offset_by("-3mo").dt.year()).cast(pl.Int64)
    supported = draws.happens(0.25, size)
    cared = ~pl.col("person_id").str.starts_with("X")
    young = pl.Series(age < 20)
    came_from_care = cared & pl.lit(young)
    number = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(6)
    frame = told.select(
        (pl.lit("CL") + number).alias("letting_reference"),
        pl.format("{}-{}", year, ((year + 1) % 100).cast(pl.String).str.zfill(2)).alias("form_year"),
        pl.col("tenancy_reference").alias("tenancycode"),
        pl.col("start_date").alias("startdate"),
        labels("needstype", ("1", "2"), supported.astype(np.int64)),
        pl.lit("0").alias("renewal"),
        labels("tenancy", ("2", "4", "5"), draws.pick((0.5, 0.35, 0.15), size)),
        pl.Series("age1", age),
        pl.lit(1).alias("hhmemb"),
        pl.col("activity").replace_strict(_STATUS, default="0").alias("ecstat1"),
        pl.lit("2").alias("preg_occ"),
        *_explained(draws.of("illness"), size, (0.3, 0.62, 0.08), "illness", "illness_type", _CONDITIONS),
        labels("waityear", ("2", "7", "8", "13"), draws.pick((0.55, 0.25, 0.1, 0.1), size)),
        pl.when(came_from_care & (year >= 2025)).then(pl.lit("55")).otherwise(pl.lit("19")).alias("reason"),
        pl.when(came_from_care).then(pl.lit("13")).otherwise(pl.lit("28")).alias("prevten"),
        pl.when(_was_homeless(scene, told)).then(pl.lit("11")).otherwise(pl.lit("1")).alias("homeless"),
        *_explained(
            draws.of("preference"), size, (0.5, 0.4, 0.1), "reasonpref", "reasonable_preference_reason", _GROUNDS
        ),
        labels("letting_allocation", _SYSTEMS, draws.of("system").pick((0.7, 0.2, 0.1), size)),
        labels("hb", ("6", "1", "9", "3"), draws.pick((0.65, 0.1, 0.2, 0.05), size)),
        labels("benefits", ("1", "2", "3", "4"), draws.pick((0.5, 0.2, 0.2, 0.1), size)),
        pl.Series("earnings", np.round(draws.unit(size) * 900 + 250, 2)),
        pl.Series("tshortfall", np.round(draws.unit(size) * 60, 2)),
        *[pl.when(pl.Series(supported)).then(pl.lit(code)).alias(name) for name, code in _SCHEME.items()],
    )
    return faults.blank(frame, "tenancycode", 0.35)


def _was_homeless(scene: Scene, told: pl.DataFrame) -> pl.Series:
    """Return which tenants the authority had found to be homeless within a year before the letting."""
    cases = scene.truth["homelessness_case"].filter(pl.col("outcome") == "RELIEF")
    days = (pl.col("start_date") - pl.col("assessment_date")).dt.total_days()
    pairs = told.select("person_id", "tenancy_reference", "start_date").join(cases, on="person_id", suffix="_case")
    found = pairs.filter(days.is_between(0, 365))["tenancy_reference"].unique()
    return told["tenancy_reference"].is_in(found.implode())


def _explained(
    draws: Draws, size: int, weights: tuple[float, ...], code: str, reason: str, words: tuple[str, ...]
) -> list[pl.Series]:
    """Return a code, 1 for yes, 2 for no and 3 for not known, and beside each yes what it is about."""
    answer = draws.pick(weights, size)
    told = np.where(answer == 0, draws.between(0, len(words) - 1, size), -1)
    return [labels(code, ("1", "2", "3"), answer), labels(reason, words, told)]
