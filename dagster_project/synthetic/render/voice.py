"""What the participation service sends: survey answers in long form, and app statements."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dagster_project.synthetic.render import planted
from dagster_project.synthetic.render.extract import Extract, in_layout
from dagster_project.synthetic.render.faults import UNREADABLE_CODES
from dagster_project.synthetic.render.identity import Scene, source_records, swapped_dates


def voice_extracts(scene: Scene) -> Iterator[Extract]:
    """Yield the survey and the app statements."""
    for name, frame in (("survey_answers", _answers(scene)), ("app_statements", _statements(scene))):
        records = source_records(scene, "voice", name, frame, "person_reference")
        shaped = in_layout(scene.faults.catalogue, name, frame.drop("person_id"))
        yield Extract("voice", name, scene.truth.as_at, shaped, records=records)


def _referenced(scene: Scene, frame: pl.DataFrame) -> pl.DataFrame:
    """Add the case-system number that a statement or an answer goes by."""
    numbers = scene.lcs.select("person_id", pl.col("lcs_id").alias("person_reference"))
    return frame.join(numbers, on="person_id", how="inner", maintain_order="left")


def _answers(scene: Scene) -> pl.DataFrame:
    """Return answers; under faults a few references or birth dates are wrong, and a few answers unreadable."""
    faults = scene.faults.of("survey_answers")
    answers = scene.with_person(scene.truth["survey_answer"], "birth_date", "sex")
    unasked = planted.people(faults.of("unasked"), answers, pl.col("sex") == "M", planted.MEN_NOT_SURVEYED)
    told = _referenced(scene, answers.filter(~pl.col("person_id").is_in(unasked.implode())))
    frame = told.select(
        "person_id",
        pl.format("SV{}", pl.int_range(1, pl.len() + 1)).alias("answer_id"),
        "person_reference",
        swapped_dates(faults.draws.of("birth"), told["birth_date"], 0.01, faults.level).alias("date_of_birth"),
        "survey",
        "measure_id",
        "answer",
        "answered_date",
        "outcome",
    )
    frame = faults.blank(frame, "date_of_birth", 0.05)
    frame = faults.spell(frame, "outcome", "VOICE_OUTCOME", 0.1)
    return faults.garble(frame, "outcome", 0.0001, 2, UNREADABLE_CODES)


def _statements(scene: Scene) -> pl.DataFrame:
    """Return app statements."""
    faults = scene.faults.of("app_statements")
    frame = _referenced(scene, scene.truth["app_statement"]).select(
        "person_id",
        pl.format("AP{}", pl.int_range(1, pl.len() + 1)).alias("statement_id"),
        "person_reference",
        "statement_date",
        "topic",
        "feeling",
        "statement",
    )
    frame = faults.spell(frame, "topic", "VOICE_TOPIC", 0.3)
    return faults.spell(frame, "feeling", "VOICE_FEELING", 0.3)
