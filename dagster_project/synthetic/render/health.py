"""What the health team for children in care sends: one record a person, with the latest of everything."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dagster_project.synthetic.render import planted
from dagster_project.synthetic.render.extract import Extract, Style, in_layout
from dagster_project.synthetic.render.faults import UNREADABLE_DATES
from dagster_project.synthetic.render.identity import Scene, source_records
from dagster_project.synthetic.render.partners import known_people


def health_extracts(scene: Scene) -> Iterator[Extract]:
    """Yield the health team's file."""
    known = known_people(scene, scene.truth["health_team"], "nhs_number", prefix="XH", years=(1, 19))
    records = source_records(scene, "health", "cla_health", known, "nhs_number")
    shaped = in_layout(scene.faults.catalogue, "cla_health", _records(scene, known))
    style: Style = "csv with bom" if scene.faults.are_on else "csv"
    yield Extract("health", "cla_health", scene.truth.as_at, shaped, style=style, records=records)


def _latest(scene: Scene, kind: str) -> pl.DataFrame:
    """Return each person's latest completed check of a kind."""
    done = scene.truth["health_check"].filter((pl.col("kind") == kind) & (pl.col("status") == "COMPLETED"))
    return done.group_by("person_id").agg(pl.col("check_date").max().alias(kind))


def _records(scene: Scene, known: pl.DataFrame) -> pl.DataFrame:
    """Return the records; some checks have not reached the health team, and a few dates cannot be read."""
    faults = scene.faults.of("cla_health")
    told = known
    for kind in ("HEALTH_ASSESSMENT", "DENTAL"):
        told = told.join(_latest(scene, kind), on="person_id", how="left", maintain_order="left")
    status = scene.truth["immunisation"].select("person_id", "is_up_to_date")
    told = told.join(status, on="person_id", how="left", maintain_order="left")
    frame = told.select(
        "nhs_number",
        pl.col("first").alias("forename"),
        pl.col("last").alias("surname"),
        pl.col("known_birth_date").alias("date_of_birth"),
        pl.col("HEALTH_ASSESSMENT").alias("health_assessment_date"),
        pl.col("DENTAL").alias("dental_check_date"),
        pl.col("is_up_to_date").alias("immunisations_up_to_date"),
        "health_passport_given_date",
        pl.col("is_registered_with_gp").alias("gp_registered"),
        pl.col("is_registered_with_dentist").alias("dentist_registered"),
    )
    frame = planted.turned(faults.of("turned"), frame, "immunisations_up_to_date", planted.IMMUNISATION_TURNED)
    frame = planted.dated_early(faults.of("early"), frame, "health_assessment_date", planted.ASSESSMENT_DATED_EARLY)
    frame = faults.blank(frame, "health_assessment_date", 0.05)
    frame = faults.blank(frame, "dental_check_date", 0.15)
    frame = faults.blank(frame, "dentist_registered", 0.1)
    frame = faults.garble(frame, "dental_check_date", 0.004, 1, UNREADABLE_DATES)
    for column in ("immunisations_up_to_date", "gp_registered", "dentist_registered"):
        frame = faults.flag(frame, column, 0.4)
    return frame
