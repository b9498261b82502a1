"""The case system's tables about health, risk and workers."""

from __future__ import annotations

import polars as pl

from dagster_project.synthetic.render.faults import UNREADABLE_DATES
from dagster_project.synthetic.render.identity import Scene
from dagster_project.synthetic.render.lcs_people import Frames

_JOBS = {"SW": "Social worker", "PA": "Personal adviser", "IRO": "Independent reviewing officer"}


def service_frames(scene: Scene) -> Frames:
    """Yield the tables about health, risk and workers."""
    yield "ssd_cla_health", _health(scene), None
    yield "ssd_cla_immunisations", _immunisations(scene), None
    yield "ssd_cla_substance_misuse", _substance_misuse(scene), None
    yield "ssd_sdq_scores", _sdq(scene), None
    yield "ssd_missing", _missing(scene), None
    yield "ssd_cla_convictions", _convictions(scene), None
    yield "ssd_involvements", _involvements(scene), None
    yield "ssd_professionals", _professionals(scene), None
    yield "ssd_department", _departments(scene), None


def _numbered(prefix: str) -> pl.Expr:
    """Return running numbers with a prefix."""
    return pl.format(prefix + "{}", pl.int_range(1, pl.len() + 1))


def _health(scene: Scene) -> pl.DataFrame:
    frame = scene.with_lcs_id(scene.truth["health_check"], "clah_person_id").select(
        _numbered("HC").alias("clah_health_check_id"),
        "clah_person_id",
        pl.col("kind").alias("clah_health_check_type"),
        pl.col("check_date").alias("clah_health_check_date"),
        pl.col("status").alias("clah_health_check_status"),
    )
    faults = scene.faults.of("ssd_cla_health")
    frame = faults.drop(frame, 0.03)
    frame = faults.spell(frame, "clah_health_check_type", "LCS_HEALTH_CHECK_TYPE", 0.2)
    frame = faults.spell(frame, "clah_health_check_status", "LCS_HEALTH_CHECK_STATUS", 0.6)
    return faults.garble(frame, "clah_health_check_date", 0.0005, 2, UNREADABLE_DATES)


def _immunisations(scene: Scene) -> pl.DataFrame:
    frame = scene.with_lcs_id(scene.truth["immunisation"], "clai_person_id").select(
        "clai_person_id",
        pl.col("is_up_to_date").alias("clai_immunisations_status"),
        pl.col("status_date").alias("clai_immunisations_status_date"),
    )
    return scene.faults.of("ssd_cla_immunisations").blank(frame, "clai_immunisations_status_date", 0.05)


def _substance_misuse(scene: Scene) -> pl.DataFrame:
    return scene.with_lcs_id(scene.truth["substance_misuse"], "clas_person_id").select(
        _numbered("SM").alias("clas_substance_misuse_id"),
        "clas_person_id",
        pl.col("recorded_date").alias("clas_substance_misuse_date"),
        pl.lit(value=True).alias("clas_substance_misused"),
        pl.col("is_intervention_received").alias("clas_intervention_received"),
    )


def _sdq(scene: Scene) -> pl.DataFrame:
    frame = scene.with_lcs_id(scene.truth["sdq"], "csdq_person_id").select(
        _numbered("SD").alias("csdq_table_id"),
        "csdq_person_id",
        pl.col("completed_date").alias("csdq_sdq_completed_date"),
        pl.coalesce("reason", pl.lit("SSD_PH" if scene.faults.are_on else None)).alias("csdq_sdq_reason"),
        pl.col("score").alias("csdq_sdq_score"),
    )
    faults = scene.faults.of("ssd_sdq_scores")
    return faults.garble(faults.drop(frame, 0.04), "csdq_sdq_completed_date", 0.0005, 1, UNREADABLE_DATES)


def _missing(scene: Scene) -> pl.DataFrame:
    row = pl.int_range(pl.len(), dtype=pl.Int64)
    offered = row * 7919 % 100 < 83
    frame = scene.with_lcs_id(scene.truth["missing_episode"], "miss_person_id").select(
        _numbered("MI").alias("miss_table_id"),
        "miss_person_id",
        pl.col("start_date").alias("miss_missing_episode_start_date"),
        pl.col("kind").alias("miss_missing_episode_type"),
        pl.col("end_date").alias("miss_missing_episode_end_date"),
        pl.when(offered).then(pl.lit("Y")).otherwise(pl.lit("N")).alias("miss_missing_rhi_offered"),
        pl.when(~offered)
        .then(pl.lit("NA"))
        .when(row * 104729 % 100 < 62)
        .then(pl.lit("Y"))
        .otherwise(pl.lit("N"))
        .alias("miss_missing_rhi_accepted"),
    )
    faults = scene.faults.of("ssd_missing")
    frame = faults.blank(frame, "miss_missing_episode_type", 0.01)
    return faults.spell(frame, "miss_missing_episode_type", "MISSING", 0.2)


def _convictions(scene: Scene) -> pl.DataFrame:
    return scene.with_lcs_id(scene.truth["conviction"], "clac_person_id").select(
        _numbered("CV").alias("clac_cla_conviction_id"),
        "clac_person_id",
        pl.col("offence_date").alias("clac_cla_conviction_date"),
        pl.col("offence").alias("clac_cla_conviction_offence"),
    )


def _involvements(scene: Scene) -> pl.DataFrame:
    frame = scene.with_lcs_id(scene.truth["involvement"], "invo_person_id").select(
        _numbered("IN").alias("invo_involvements_id"),
        pl.col("professional_id").alias("invo_professional_id"),
        pl.col("role").alias("invo_professional_role_id"),
        pl.col("team").alias("invo_professional_team"),
        pl.col("start_date").alias("invo_involvement_start_date"),
        pl.col("end_date").alias("invo_involvement_end_date"),
        pl.col("change_reason").alias("invo_worker_change_reason"),
        "invo_person_id",
    )
    return scene.faults.of("ssd_involvements").blank(frame, "invo_worker_change_reason", 0.2)


def _professionals(scene: Scene) -> pl.DataFrame:
    as_at = pl.lit(scene.truth.as_at)
    is_open = pl.col("end_date").is_null() | (pl.col("end_date") > as_at)
    cases = scene.truth["involvement"].filter(is_open).group_by("professional_id").agg(pl.len().alias("cases"))
    workers = scene.truth["professional"].join(cases, on="professional_id", how="left", maintain_order="left")
    faults = scene.faults.of("ssd_professionals")
    spaced = pl.Series(faults.of("spaced").hits(len(workers), 0.1))
    number = pl.col("registration_number")
    typed = number.str.to_lowercase().str.replace("swx", "swx ", literal=True)
    return workers.select(
        pl.col("professional_id").alias("prof_professional_id"),
        pl.col("professional_id").str.replace("-", "").alias("prof_staff_id"),
        pl.col("name").alias("prof_professional_name"),
        pl.when(spaced).then(typed).otherwise(number).alias("prof_social_worker_registration_no"),
        pl.col("role").replace_strict(_JOBS).alias("prof_professional_job_title"),
        pl.col("cases").fill_null(0).alias("prof_professional_caseload"),
        pl.col("team").alias("prof_professional_department"),
        pl.lit(1.0).alias("prof_full_time_equivalency"),
        pl.col("is_agency").alias("prof_agency_worker_flag"),
    )


def _departments(scene: Scene) -> pl.DataFrame:
    teams = scene.truth["team"]
    parents = teams.select(pl.col("team_id").alias("parent_id"), pl.col("name").alias("parent_name"))
    return teams.join(parents, on="parent_id", how="left", maintain_order="left").select(
        pl.col("team_id").alias("dept_team_id"),
        pl.col("name").alias("dept_team_name"),
        pl.col("parent_id").alias("dept_team_parent_id"),
        pl.col("parent_name").alias("dept_team_parent_name"),
    )
