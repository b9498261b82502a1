"""The case system's tables about leaving care: the latest state of each care leaver, and every contact."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from dagster_project.synthetic.draws import labels
from dagster_project.synthetic.render.faults import UNREADABLE_CODES, UNREADABLE_DATES
from dagster_project.synthetic.render.identity import Scene
from dagster_project.synthetic.render.lcs_people import Frames
from dagster_project.synthetic.render.standing import standing
from dagster_project.synthetic.spells import state_at

_NOTES = (
    "Seen at home, all well.",
    "Spoke on the phone; is looking for work.",
    "Sent a message back, will meet next week.",
    "Talked about money and the heating bill.",
    "Visited with the tenancy support worker.",
    "Has started a course and likes it.",
    "Did not want to talk for long today.",
    "Went through the plan together.",
)


def leaving_frames(scene: Scene) -> Frames:
    """Yield the tables about leaving care."""
    contacts = _with_adviser(scene)
    yield "ssd_care_leavers", _care_leavers(scene, contacts), None
    yield "lcs_care_leaver_contacts", _contacts(scene, contacts), None


def _with_adviser(scene: Scene) -> pl.DataFrame:
    """Return the truth's contacts with the adviser of the day and a number that does not change."""
    advisers = scene.truth["involvement"].filter(pl.col("role") == "PA")
    spans = advisers.select("person_id", "start_date", "end_date", recorded_by="professional_id")
    joined = state_at(scene.truth["contact"], spans, "person_id", "contact_date", "start_date", "end_date")
    number = pl.int_range(1, pl.len() + 1).over("person_id").cast(pl.String)
    return joined.with_columns((pl.lit("CO") + pl.col("person_id").str.slice(4) + "-" + number).alias("contact_id"))


def _contacts(scene: Scene, contacts: pl.DataFrame) -> pl.DataFrame:
    """Return every contact; under faults some are missing, recorded late, or under the person's second record."""
    faults = scene.faults.of("lcs_care_leaver_contacts")
    size = len(contacts)
    lag = faults.draws.of("lag").between(0, 6, size)
    lag = np.where(faults.of("late").hits(size, 0.05), lag + faults.draws.of("weeks").between(20, 90, size), lag)
    as_at = pl.lit(scene.truth.as_at)
    recorded = pl.col("contact_date") + pl.duration(days=pl.lit(pl.Series(lag)))
    recorded = recorded if faults.are_on else pl.min_horizontal(recorded, as_at)
    notes = labels("contact_note", _NOTES, faults.draws.of("note").between(0, len(_NOTES) - 1, size))
    told = pl.when(pl.col("contact_kind") == "ATTEMPT").then(pl.lit("No answer.")).otherwise(notes)
    dated = contacts.with_columns(recorded.alias("recorded_date"), told.alias("contact_note"))
    known = dated.filter(pl.col("recorded_date") <= as_at)
    numbered = known.join(scene.lcs, on="person_id", how="left", maintain_order="left")
    second = pl.col("other_lcs_id").is_not_null() & (pl.col("contact_date") >= pl.col("other_from"))
    frame = numbered.select(
        "contact_id",
        pl.when(second).then(pl.col("other_lcs_id")).otherwise(pl.col("lcs_id")).alias("person_id"),
        "contact_date",
        "contact_kind",
        "in_touch",
        "activity",
        "accommodation",
        "suitability",
        "recorded_by",
        "recorded_date",
        "contact_note",
    )
    return _contact_faults(scene, frame)


def _contact_faults(scene: Scene, frame: pl.DataFrame) -> pl.DataFrame:
    """Lose some contacts and cells, spell codes out, and make a few cells unreadable."""
    faults = scene.faults.of("contact faults")
    frame = faults.drop(frame, 0.02)
    for column in ("activity", "accommodation", "suitability"):
        frame = faults.blank(frame, column, 0.012)
    frame = faults.spell(frame, "contact_kind", "LCS_CONTACT_KIND", 0.15)
    frame = faults.spell(frame, "in_touch", "IN_TOUCH", 0.08)
    frame = faults.spell(frame, "activity", "ACTIV", 0.12)
    frame = faults.spell(frame, "accommodation", "ACCOM_LETTER", 0.25)
    frame = faults.spell(frame, "suitability", "ACCOM_SUFFIX", 0.15)
    frame = faults.garble(frame, "in_touch", 0.0004, 4, UNREADABLE_CODES)
    frame = faults.garble(frame, "activity", 0.0008, 6, UNREADABLE_CODES)
    frame = faults.garble(frame, "accommodation", 0.0015, 10, UNREADABLE_CODES)
    return faults.garble(frame, "contact_date", 0.0002, 3, UNREADABLE_DATES)


def _care_leavers(scene: Scene, contacts: pl.DataFrame) -> pl.DataFrame:
    """Return the latest leaving-care record of everybody who has one."""
    truth, faults = scene.truth, scene.faults.of("ssd_care_leavers")
    stale = pl.Series(faults.of("stale").hits(len(contacts), 0.02))
    seen = contacts.filter(~stale)
    latest = seen.group_by("person_id", maintain_order=True).agg(
        pl.col("in_touch").last(),
        pl.col("contact_date").filter(pl.col("in_touch") == "YES").last().alias("latest_contact"),
        *[pl.col(name).drop_nulls().last() for name in ("activity", "accommodation", "suitability")],
    )
    frame = standing(truth).join(latest, on="person_id", how="left", maintain_order="left")
    frame = _with_workers(scene, frame)
    size = len(frame)
    since = pl.Series(faults.draws.of("plan").between(3, 220, size))
    planned = pl.lit(truth.as_at) - pl.duration(days=pl.lit(since))
    unstable = pl.Series(faults.draws.of("row key").between(0, 2**40, size))
    rows = scene.with_lcs_id(frame, "clea_person_id").select(
        pl.format("NEWID-{}", unstable).alias("clea_table_id"),
        "clea_person_id",
        pl.col("eligibility").alias("clea_care_leaver_eligibility"),
        pl.col("in_touch").alias("clea_care_leaver_in_touch"),
        pl.col("latest_contact").alias("clea_care_leaver_latest_contact"),
        pl.col("accommodation").alias("clea_care_leaver_accommodation"),
        pl.col("suitability").alias("clea_care_leaver_accom_suitable"),
        pl.col("activity").alias("clea_care_leaver_activity"),
        planned.alias("clea_pathway_plan_review_date"),
        pl.col("adviser").alias("clea_care_leaver_personal_advisor"),
        pl.col("team").alias("clea_care_leaver_allocated_team"),
        pl.col("worker").alias("clea_care_leaver_worker_id"),
    )
    return _care_leaver_faults(scene, rows)


def _with_workers(scene: Scene, frame: pl.DataFrame) -> pl.DataFrame:
    """Add the latest adviser with the team, and the latest social worker; open or not."""
    work = scene.truth["involvement"].sort("person_id", "start_date", maintain_order=True)
    for role, name, columns in (("PA", "adviser", ("team",)), ("SW", "worker", ())):
        latest = (
            work.filter(pl.col("role") == role)
            .group_by("person_id", maintain_order=True)
            .agg(pl.col("professional_id").last().alias(name), *[pl.col(column).last() for column in columns])
        )
        frame = frame.join(latest, on="person_id", how="left", maintain_order="left")
    return frame


def _care_leaver_faults(scene: Scene, frame: pl.DataFrame) -> pl.DataFrame:
    """Write descriptions where the specification asks for codes, as the live extract does."""
    faults = scene.faults.of("care leaver faults")
    if faults.are_on:
        unplanned = pl.Series(faults.of("no plan").hits(len(frame), 0.08))
        column = "clea_pathway_plan_review_date"
        frame = frame.with_columns(pl.when(unplanned).then(date(1900, 1, 1)).otherwise(pl.col(column)).alias(column))
    frame = faults.blank(frame, "clea_care_leaver_personal_advisor", 0.04)
    frame = faults.spell(frame, "clea_care_leaver_accommodation", "ACCOM_LETTER", 0.85)
    frame = faults.spell(frame, "clea_care_leaver_accom_suitable", "ACCOM_SUFFIX", 0.85)
    frame = faults.spell(frame, "clea_care_leaver_activity", "ACTIV", 0.85)
    frame = faults.spell(frame, "clea_care_leaver_eligibility", "LCS_ELIGIBILITY", 0.3)
    frame = faults.garble(frame, "clea_care_leaver_accommodation", 0.004, 4, UNREADABLE_CODES)
    return faults.garble(frame, "clea_care_leaver_activity", 0.002, 2, UNREADABLE_CODES)
