"""The case system's tables about permanence: what a child had before care, and plans for adoption."""

from __future__ import annotations

import polars as pl

from dagster_project.synthetic.render.identity import Scene
from dagster_project.synthetic.render.lcs_care import cla_id
from dagster_project.synthetic.render.lcs_people import Frames, legacy_id

_UNREADABLE_ORDERS = ("before care", "1990s", "see file")


def permanence_frames(scene: Scene) -> Frames:
    """Yield the tables about permanence."""
    yield "ssd_cla_previous_permanence", _previous_permanence(scene), None
    yield "ssd_permanence", _permanence(scene), None


def _previous_permanence(scene: Scene) -> pl.DataFrame:
    """Return what permanence each child had before care; under faults the day of the order in other ways too."""
    frame = scene.with_lcs_id(scene.truth["previous_permanence"], "lapp_person_id").select(
        (cla_id(pl.col("care_period_id")) + "-PP").alias("lapp_table_id"),
        "lapp_person_id",
        pl.col("order_date").alias("lapp_previous_permanence_order_date"),
        pl.col("previous_permanence").alias("lapp_previous_permanence_option"),
        pl.col("authority").alias("lapp_previous_permanence_la"),
    )
    faults = scene.faults.of("ssd_cla_previous_permanence")
    frame = faults.drop(frame, 0.05)
    frame = faults.blank(frame, "lapp_previous_permanence_la", 0.05)
    way = faults.draws.of("way").pick((0.5, 0.5), len(frame))
    other = pl.Series(faults.of("ways").hits(len(frame), 0.3))
    told = pl.col("lapp_previous_permanence_order_date")
    backwards = told.str.split("/").list.reverse().list.join("-").str.replace_all("-?zz", "").str.replace("^zz", "")
    written = pl.when(pl.Series(way == 0)).then(told.str.to_uppercase()).otherwise(backwards)
    frame = frame.with_columns(
        pl.when(other & ~told.str.ends_with("zzzz")).then(written).otherwise(told).alias(told.meta.output_name())
    )
    return faults.garble(frame, told.meta.output_name(), 0.002, 1, _UNREADABLE_ORDERS)


def _permanence(scene: Scene) -> pl.DataFrame:
    """Return every decision for adoption; under faults its person number is the one of the system before."""
    ends = scene.truth["care_period"].select("care_period_id", "care_end_date", "end_reason")
    joined = scene.truth["adoption_decision"].join(ends, on="care_period_id", how="left", maintain_order="left")
    number = legacy_id(pl.col("lcs_id")) if scene.faults.are_on else pl.col("lcs_id")
    is_adopted = pl.col("end_reason").is_in(["E11", "E12"])
    turn = pl.int_range(1, pl.len() + 1).over("care_period_id")
    again = pl.when(turn > 1).then(turn.cast(pl.String)).otherwise(pl.lit(""))
    frame = scene.with_lcs_id(joined, "lcs_id").select(
        (cla_id(pl.col("care_period_id")) + "-PM" + again).alias("perm_table_id"),
        number.alias("perm_person_id"),
        cla_id(pl.col("care_period_id")).alias("perm_cla_id"),
        pl.col("decision_date").alias("perm_adm_decision_date"),
        pl.col("order_date").alias("perm_placement_order_date"),
        pl.col("placed_date").alias("perm_placed_for_adoption_date"),
        pl.col("matched_date").alias("perm_matched_date"),
        pl.col("is_adopted_by_carer").alias("perm_adopted_by_carer_flag"),
        pl.col("reversed_date").alias("perm_decision_reversed_date"),
        pl.col("reversed_reason").alias("perm_decision_reversed_reason"),
        pl.when(is_adopted).then("care_end_date").alias("perm_permanence_order_date"),
        pl.when(is_adopted).then(pl.lit("Adoption order")).alias("perm_permanence_order_type"),
        pl.col("adopter_sex").alias("perm_adopter_sex"),
        pl.col("adopter_legal_status").alias("perm_adopter_legal_status"),
        pl.col("number_of_adopters").alias("perm_number_of_adopters"),
    )
    faults = scene.faults.of("ssd_permanence")
    frame = faults.blank(frame, "perm_adopter_legal_status", 0.04)
    return faults.blank(frame, "perm_matched_date", 0.02)
