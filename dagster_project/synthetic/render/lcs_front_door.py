"""The case system's tables about what came before care: front-door contacts, referrals, assessments, enquiries."""

from __future__ import annotations

import numpy as np
import polars as pl

from dagster_project.synthetic.draws import Draws, labels
from dagster_project.synthetic.render.identity import Scene
from dagster_project.synthetic.render.lcs_people import Frames

_SOURCES = ("1A", "2B", "3A", "5A", "6")
_SOURCE_WORDS = ("Family member", "School", "GP", "Police", "Other")
#: Factors of an assessment and how often they are found: 4A is the child's own mental health, 11A sexual exploitation,
#: 12A trafficking, 13A gangs, 24A criminal exploitation.
_FACTORS = {
    '["1A"]': 0.14, '["3B", "4B"]': 0.16, '["2B", "3A"]': 0.14, '["10A"]': 0.1, '["15A", "16A"]': 0.14, '["21"]': 0.1,
    '["4A"]': 0.08, '["4A", "15A"]': 0.06, '["11A"]': 0.03, '["13A", "24A"]': 0.04, '["12A"]': 0.01,
}  # fmt: skip


def front_door_frames(scene: Scene) -> Frames:
    """Yield the tables about what came before care."""
    referrals = _referrals(scene)
    assessments = _assessments(scene, referrals)
    factors = assessments.select(
        (pl.lit("AF") + pl.col("cina_assessment_id").str.slice(2)).alias("cinf_table_id"),
        pl.col("cina_assessment_id").alias("cinf_assessment_id"),
        pl.col("factors").alias("cinf_assessment_factors_json"),
    )
    yield "ssd_contacts", _front_door_contacts(scene, referrals), None
    yield "ssd_cin_episodes", _episodes(referrals), None
    yield "ssd_cin_assessments", assessments.drop("factors"), None
    yield "ssd_assessment_factors", factors, None
    yield "ssd_s47_enquiry", _enquiries(scene, referrals), None


def _draws(scene: Scene, name: str) -> Draws:
    return scene.faults.draws.of(name)


def _referrals(scene: Scene) -> pl.DataFrame:
    """Return one referral for everybody's first full period of care, some weeks before it."""
    periods = scene.truth["care_period"].filter(~pl.col("is_short_break"))
    first = periods.unique("person_id", keep="first", maintain_order=True)
    draws, size = _draws(scene, "referrals"), len(first)
    lead = draws.between(2, 220, size)
    source = draws.between(0, len(_SOURCES) - 1, size)
    referred = pl.col("care_start_date") - pl.duration(days=pl.lit(pl.Series(lead)))
    troubled = scene.truth["homelessness_case"].filter("has_mental_health_history")["person_id"]
    dated = scene.with_person(first, "birth_date").with_columns(
        pl.col("person_id").is_in(troubled.implode()).alias("is_troubled"),
        (pl.lit("RF") + pl.col("person_id").str.slice(4)).alias("referral_id"),
        pl.max_horizontal(referred, "birth_date").alias("referral_date"),
        labels("source_code", _SOURCES, source),
        labels("source_words", _SOURCE_WORDS, source),
        pl.Series("pick", draws.of("pick").between(0, 999, size)),
    )
    return scene.with_lcs_id(dated, "lcs_id")


def _front_door_contacts(scene: Scene, referrals: pl.DataFrame) -> pl.DataFrame:
    frame = referrals.select(
        (pl.lit("FD") + pl.col("referral_id").str.slice(2)).alias("cont_contact_id"),
        pl.col("lcs_id").alias("cont_person_id"),
        (pl.col("referral_date") - pl.duration(days=pl.col("pick") % 3)).alias("cont_contact_date"),
        pl.col("source_code").alias("cont_contact_source_code"),
        pl.col("source_words").alias("cont_contact_source_desc"),
        pl.lit('{"NEW_REFERRAL": "Y"}').alias("cont_contact_outcome_json"),
    )
    return scene.faults.of("ssd_contacts").drop(frame, 0.1)


def _episodes(referrals: pl.DataFrame) -> pl.DataFrame:
    closed = pl.col("care_end_date").is_not_null()
    reason = (
        pl.when(pl.col("end_reason").is_in(["E11", "E12"]))
        .then(pl.lit("RC1"))
        .when(pl.col("end_reason") == "E2")
        .then(pl.lit("RC2"))
        .when(pl.col("end_reason") == "E3")
        .then(pl.lit("RC5"))
        .otherwise(pl.lit("RC7"))
    )
    return referrals.select(
        pl.col("referral_id").alias("cine_referral_id"),
        pl.col("lcs_id").alias("cine_person_id"),
        pl.col("referral_date").alias("cine_referral_date"),
        pl.col("primary_need").alias("cine_cin_primary_need_code"),
        pl.col("source_code").alias("cine_referral_source_code"),
        pl.col("source_words").alias("cine_referral_source_desc"),
        pl.lit('{"SINGLE_ASSESSMENT": "Y"}').alias("cine_referral_outcome_json"),
        pl.lit(value=False).alias("cine_referral_nfa"),
        pl.when(closed).then(reason).alias("cine_close_reason"),
        pl.col("care_end_date").alias("cine_close_date"),
        pl.lit("T01").alias("cine_referral_team"),
    )


def _assessments(scene: Scene, referrals: pl.DataFrame) -> pl.DataFrame:
    begin = pl.col("referral_date") + pl.duration(days=pl.col("pick") % 5)
    end = begin + pl.duration(days=20 + pl.col("pick") % 26)
    found = _draws(scene, "factors").pick(list(_FACTORS.values()), len(referrals))
    # Whoever later tells the housing service of a mental health problem was not always known to have one.
    told = _draws(scene, "mental_health").happens(0.5, len(referrals)) & referrals["is_troubled"].to_numpy()
    factors = labels("factors", list(_FACTORS), np.where(told, list(_FACTORS).index('["4A"]'), found))
    return referrals.select(
        (pl.lit("CA") + pl.col("referral_id").str.slice(2)).alias("cina_assessment_id"),
        pl.col("lcs_id").alias("cina_person_id"),
        pl.col("referral_id").alias("cina_referral_id"),
        begin.alias("cina_assessment_start_date"),
        (pl.col("pick") % 25 > 0).alias("cina_assessment_child_seen"),
        pl.when(end <= pl.lit(scene.truth.as_at)).then(end).alias("cina_assessment_auth_date"),
        pl.lit('{"STRATEGY_DISCUSSION": "Y"}').alias("cina_assessment_outcome_json"),
        pl.lit(value=False).alias("cina_assessment_outcome_nfa"),
        pl.lit("T01").alias("cina_assessment_team"),
        factors,
    )


def _enquiries(scene: Scene, referrals: pl.DataFrame) -> pl.DataFrame:
    chosen = referrals.filter((pl.col("pick") < 420) & (pl.col("primary_need") == "N1"))
    begin = pl.col("referral_date") + pl.duration(days=pl.col("pick") % 4)
    end = begin + pl.duration(days=5 + pl.col("pick") % 12)
    return chosen.select(
        (pl.lit("S4") + pl.col("referral_id").str.slice(2)).alias("s47e_s47_enquiry_id"),
        pl.col("referral_id").alias("s47e_referral_id"),
        pl.col("lcs_id").alias("s47e_person_id"),
        begin.alias("s47e_s47_start_date"),
        pl.when(end <= pl.lit(scene.truth.as_at)).then(end).alias("s47e_s47_end_date"),
        (pl.col("pick") % 6 == 0).alias("s47e_s47_nfa"),
        pl.lit('{"CP_CONFERENCE": "Y"}').alias("s47e_s47_outcome_json"),
        pl.lit("T01").alias("s47e_s47_completed_by_team"),
    )
