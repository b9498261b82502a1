"""The case system's tables about care: episodes, placements, legal statuses, reviews, visits, plans."""

from __future__ import annotations

from datetime import date

import polars as pl

from dagster_project.synthetic.render.faults import UNREADABLE_CODES, UNREADABLE_DATES, Faults
from dagster_project.synthetic.render.identity import Scene
from dagster_project.synthetic.render.lcs_people import Frames
from dagster_project.synthetic.spells import refine

_PERIOD = "care_period_id"


def care_frames(scene: Scene) -> Frames:
    """Yield the tables about care."""
    placements = _numbered_placements(scene)
    yield "ssd_cla_episodes", _episodes(scene, placements), None
    yield "ssd_cla_placement", _placements(scene, placements), None
    yield "ssd_legal_status", _legal_statuses(scene), None
    yield "ssd_cla_reviews", _reviews(scene), None
    yield "ssd_cla_visits", _visits(scene), None
    yield "ssd_cla_care_plan", _care_plans(scene), None


def cla_id(period: pl.Expr) -> pl.Expr:
    """Return the case system's number of a period of care."""
    return pl.lit("CLA") + period.str.slice(4).str.replace("/", "-", literal=True)


def _numbered_placements(scene: Scene) -> pl.DataFrame:
    """Return the truth's placements with the case system's numbers, which do not change from extract to extract."""
    number = pl.int_range(1, pl.len() + 1).over(_PERIOD)
    return scene.truth["placement"].with_columns(
        (cla_id(pl.col(_PERIOD)) + "-P" + number.cast(pl.String)).alias("placement_id")
    )


def refined(scene: Scene, placements: pl.DataFrame) -> pl.DataFrame:
    """Return episodes of care: a new one whenever the placement or the legal status changes, by period and start.

    Columns: care_period_id, start, end (exclusive, null when open), placement_id, placement_type, carer_id,
    legal_status, and for each change whether placement, carer or legal status changed.
    """
    left = placements.select(
        _PERIOD,
        pl.col("placement_start_date").alias("start"),
        pl.col("placement_end_date").alias("end"),
        "placement_id",
        "carer_id",
    )
    right = scene.truth["legal_status"].select(
        _PERIOD,
        pl.col("legal_status_start_date").alias("start"),
        pl.col("legal_status_end_date").alias("end"),
        "legal_status",
    )
    changed = [
        (pl.col(name) != pl.col(name).shift(1).over(_PERIOD)).fill_null(value=True).alias(f"new_{name}")
        for name in ("placement_id", "carer_id", "legal_status")
    ]
    first = (pl.int_range(pl.len()).over(_PERIOD) == 0).alias("is_first")
    return refine(left, right, _PERIOD, "start", "end").with_columns(*changed, first)


def _start_reason() -> pl.Expr:
    """Return why an episode began: S, L, P, T, B or U."""
    placement, carer, legal = pl.col("new_placement_id"), pl.col("new_carer_id"), pl.col("new_legal_status")
    return (
        pl.when("is_first")
        .then(pl.lit("S"))
        .when(placement & carer & legal)
        .then(pl.lit("B"))
        .when(placement & legal)
        .then(pl.lit("U"))
        .when(placement & carer)
        .then(pl.lit("P"))
        .when(placement)
        .then(pl.lit("T"))
        .otherwise(pl.lit("L"))
    )


def _episodes(scene: Scene, placements: pl.DataFrame) -> pl.DataFrame:
    """Return episodes of care."""
    periods = scene.truth["care_period"].select(
        "person_id", _PERIOD, "care_start_date", "care_end_date", "primary_need", "end_reason"
    )
    episodes = refined(scene, placements).join(periods, on=_PERIOD, how="left", maintain_order="left")
    is_last = pl.col("end").eq_missing(pl.col("care_end_date"))
    reason = pl.when(is_last).then(pl.col("end_reason")).otherwise(pl.lit("X1"))
    number = pl.int_range(1, pl.len() + 1).over(_PERIOD).cast(pl.String)
    numbered = episodes.with_columns(
        (cla_id(pl.col(_PERIOD)) + "-E" + number).alias("clae_cla_episode_id"),
        reason.alias("clae_cla_episode_ceased_reason"),
        _start_reason().alias("clae_cla_episode_start_reason"),
    )
    frame = scene.with_lcs_id(numbered, "clae_person_id").select(
        "clae_cla_episode_id",
        "clae_person_id",
        pl.col("start").alias("clae_cla_episode_start_date"),
        "clae_cla_episode_start_reason",
        pl.col("primary_need").alias("clae_cla_primary_need_code"),
        pl.col("end").alias("clae_cla_episode_ceased_date"),
        "clae_cla_episode_ceased_reason",
        cla_id(pl.col(_PERIOD)).alias("clae_cla_id"),
        (pl.lit("RF") + pl.col(_PERIOD).str.slice(4, 6)).alias("clae_referral_id"),
        pl.col("placement_id").alias("clae_cla_placement_id"),
        pl.col("care_start_date").alias("clae_entered_care_date"),
    )
    return _episode_faults(scene, frame)


def _episode_faults(scene: Scene, frame: pl.DataFrame) -> pl.DataFrame:
    """Spell out some reasons and make a few cells unreadable: never a start, and an end only between episodes."""
    faults = scene.faults.of("ssd_cla_episodes")
    frame = faults.spell(frame, "clae_cla_episode_start_reason", "RNE", 0.3)
    frame = faults.spell(frame, "clae_cla_primary_need_code", "CIN", 0.05)
    if faults.are_on:
        between = frame["clae_cla_episode_ceased_reason"].eq("X1").fill_null(value=False)
        spots = faults.of("ends").spots(int(between.sum()), 0.0002, 2)
        unreadable = pl.Series(between.arg_true().filter(pl.Series(spots)))
        rows = pl.int_range(pl.len()).is_in(unreadable.implode())
        told = pl.col("clae_cla_episode_ceased_date").cast(pl.String)
        frame = frame.with_columns(
            pl.when(rows).then(pl.lit(UNREADABLE_DATES[0])).otherwise(told).alias("clae_cla_episode_ceased_date")
        )
    frame = faults.spell(frame, "clae_cla_episode_ceased_reason", "REC", 0.3)
    return faults.garble(frame, "clae_cla_primary_need_code", 0.0002, 2, UNREADABLE_CODES)


def _placements(scene: Scene, placements: pl.DataFrame) -> pl.DataFrame:
    """Return placements."""
    miles = pl.int_range(pl.len(), dtype=pl.Int64) * 7919 % 380
    frame = scene.with_lcs_id(placements.drop("carer_id"), "clap_person_id").select(
        pl.col("placement_id").alias("clap_cla_placement_id"),
        pl.col("placement_start_date").alias("clap_cla_placement_start_date"),
        pl.col("placement_type").alias("clap_cla_placement_type"),
        pl.col("urn").alias("clap_cla_placement_urn"),
        (miles / 10).alias("clap_cla_placement_distance"),
        cla_id(pl.col(_PERIOD)).alias("clap_cla_id"),
        pl.col("provider").alias("clap_cla_placement_provider"),
        pl.col("postcode").alias("clap_cla_placement_postcode"),
        pl.col("placement_end_date").alias("clap_cla_placement_end_date"),
        pl.col("change_reason").alias("clap_cla_placement_change_reason"),
        "clap_person_id",
    )
    faults = scene.faults.of("ssd_cla_placement")
    frame = faults.spell(frame, "clap_cla_placement_type", "PLACE", 0.04)
    frame = faults.spell(frame, "clap_cla_placement_change_reason", "REASON_PLACE_CHANGE", 0.1)
    frame = faults.blank(frame, "clap_cla_placement_postcode", 0.02)
    frame = faults.blank(frame, "clap_cla_placement_urn", 0.03)
    return faults.garble(frame, "clap_cla_placement_type", 0.0003, 3, UNREADABLE_CODES)


def _legal_statuses(scene: Scene) -> pl.DataFrame:
    """Return legal statuses."""
    number = pl.int_range(1, pl.len() + 1).over(_PERIOD).cast(pl.String)
    numbered = scene.truth["legal_status"].with_columns(
        (cla_id(pl.col(_PERIOD)) + "-L" + number).alias("lega_legal_status_id")
    )
    frame = scene.with_lcs_id(numbered, "lega_person_id").select(
        "lega_legal_status_id",
        "lega_person_id",
        pl.col("legal_status").alias("lega_legal_status"),
        pl.col("legal_status_start_date").alias("lega_legal_status_start_date"),
        pl.col("legal_status_end_date").alias("lega_legal_status_end_date"),
    )
    return scene.faults.of("ssd_legal_status").spell(frame, "lega_legal_status", "LS", 0.03)


def _reviews(scene: Scene) -> pl.DataFrame:
    """Return reviews."""
    reviews = scene.truth["review"].filter(pl.col(_PERIOD).is_not_null())
    frame = reviews.select(
        pl.format("RV{}", pl.int_range(1, pl.len() + 1)).alias("clar_cla_review_id"),
        cla_id(pl.col(_PERIOD)).alias("clar_cla_id"),
        pl.col("due_date").alias("clar_cla_review_due_date"),
        pl.col("review_date").alias("clar_cla_review_date"),
        pl.lit(value=False).alias("clar_cla_review_cancelled"),
        pl.col("participation").alias("clar_cla_review_participation"),
    )
    faults = scene.faults.of("ssd_cla_reviews")
    frame = pl.concat([faults.drop(frame, 0.03), _cancelled(faults, frame)])
    frame = faults.blank(frame, "clar_cla_review_participation", 0.03)
    frame = faults.spell(frame, "clar_cla_review_participation", "REVIEW_CODE", 0.25)
    return faults.garble(frame, "clar_cla_review_date", 0.0005, 1, UNREADABLE_DATES)


def _cancelled(faults: Faults, reviews: pl.DataFrame) -> pl.DataFrame:
    """Return meetings that fell through a week or three before the review was held: no part of the truth."""
    own = faults.of("cancelled")
    fell = reviews.filter(pl.Series(own.hits(len(reviews), 0.04)))
    earlier = pl.duration(days=pl.lit(pl.Series(own.draws.of("earlier").between(5, 21, len(fell)))))
    return fell.with_columns(
        pl.col("clar_cla_review_id").str.replace("RV", "RC"),
        pl.col("clar_cla_review_date") - earlier,
        pl.lit(value=True).alias("clar_cla_review_cancelled"),
        pl.lit(None, dtype=pl.String).alias("clar_cla_review_participation"),
    )


def _visits(scene: Scene) -> pl.DataFrame:
    """Return statutory visits."""
    frame = scene.with_lcs_id(scene.truth["visit"], "clav_person_id").select(
        pl.format("VI{}", pl.int_range(1, pl.len() + 1)).alias("clav_cla_visit_id"),
        cla_id(pl.col(_PERIOD)).alias("clav_cla_id"),
        "clav_person_id",
        pl.col("visit_date").alias("clav_cla_visit_date"),
        pl.col("is_seen").alias("clav_cla_visit_seen"),
        pl.col("is_seen_alone").alias("clav_cla_visit_seen_alone"),
    )
    return scene.faults.of("ssd_cla_visits").drop(frame, 0.04)


def _care_plans(scene: Scene) -> pl.DataFrame:
    """Return the care plan of each full period of care that is open or ended in the last years."""
    recent = pl.lit(date(scene.truth.as_at.year - 6, 4, 1))
    known = pl.col("care_end_date").is_null() | (pl.col("care_end_date") > recent)
    plans = scene.truth["care_period"].filter(known & ~pl.col("is_short_break"))
    age = pl.col("care_start_date").dt.year() - pl.col("birth_date").dt.year()
    older = pl.when(age >= 16).then(pl.lit("SUPLIV")).when(age >= 8).then(pl.lit("LTFOST"))
    option = older.otherwise(pl.lit("RETURN1"))
    told = scene.with_person(plans, "birth_date").with_columns(option.alias("option"))
    return scene.with_lcs_id(told, "lacp_person_id").select(
        (cla_id(pl.col(_PERIOD)) + "-CP").alias("lacp_table_id"),
        "lacp_person_id",
        pl.col("care_start_date").alias("lacp_cla_care_plan_start_date"),
        pl.col("care_end_date").alias("lacp_cla_care_plan_end_date"),
        pl.concat_str(pl.lit('{"'), "option", pl.lit('": "Y"}')).alias("lacp_cla_care_plan_json"),
    )
