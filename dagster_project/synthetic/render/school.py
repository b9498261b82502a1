"""What the virtual school sends: one record a pupil or student, with the latest plan and results."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dagster_project.synthetic.render import planted
from dagster_project.synthetic.render.extract import Extract, in_layout
from dagster_project.synthetic.render.faults import UNREADABLE_DATES
from dagster_project.synthetic.render.identity import Scene, source_records
from dagster_project.synthetic.render.partners import known_people


def school_extracts(scene: Scene) -> Iterator[Extract]:
    """Yield the virtual school's file."""
    known = known_people(scene, scene.truth["attainment"], "upn", prefix="XV", years=(5, 18))
    records = source_records(scene, "virtual_school", "pupils", known, "upn")
    shaped = in_layout(scene.faults.catalogue, "pupils", _pupils(scene, known))
    dates = "%d/%m/%Y" if scene.faults.are_on else "%Y-%m-%d"
    yield Extract("virtual_school", "pupils", scene.truth.as_at, shaped, date_format=dates, records=records)


def _pupils(scene: Scene, known: pl.DataFrame) -> pl.DataFrame:
    """Return pupils; a few results have not reached the school, and a few dates cannot be read."""
    faults = scene.faults.of("pupils")
    sexes = scene.with_person(scene.truth["pep"], "sex")
    without = planted.people(faults.of("without meeting"), sexes, pl.col("sex") == "M", planted.BOYS_WITHOUT_MEETING)
    held = scene.truth["pep"].filter(~pl.col("person_id").is_in(without.implode()))
    latest = held.group_by("person_id").agg(pl.col("pep_date").max())
    frame = known.join(latest, on="person_id", how="left", maintain_order="left").select(
        "upn",
        pl.col("first").alias("forename"),
        pl.col("last").alias("surname"),
        pl.col("known_birth_date").alias("date_of_birth"),
        "pep_date",
        "key_stage_4_result",
        "key_stage_5_result",
        pl.col("is_in_higher_education").alias("in_higher_education"),
        pl.col("bursary_paid_date").alias("he_bursary_paid_date"),
    )
    frame = faults.blank(frame, "key_stage_4_result", 0.06)
    frame = faults.flag(frame, "in_higher_education", 0.4)
    return faults.garble(frame, "pep_date", 0.004, 1, UNREADABLE_DATES)
