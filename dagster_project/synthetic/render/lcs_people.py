"""The case system's tables about people: person, addresses, family, mothers, disability, immigration, return items."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl

from dagster_project.synthetic.days import day
from dagster_project.synthetic.render.identity import Scene, misspelt, source_records, strangers

#: Datasets one after another, so that only one need be in memory: name, frame, whose record each row is.
Frames = Iterator[tuple[str, pl.DataFrame, pl.DataFrame | None]]


def people_frames(scene: Scene) -> Frames:
    """Yield the tables about people."""
    persons = _persons(scene)
    records = source_records(scene, "lcs", "ssd_person", persons, "pers_person_id")
    yield "ssd_person", persons.drop("person_id"), records
    yield "ssd_address", _addresses(scene), None
    yield "ssd_family", _families(scene), None
    yield "ssd_mother", _mothers(scene), None
    yield "ssd_disability", _disabilities(scene), None
    yield "ssd_immigration_status", _immigration(scene), None
    yield "lcs_903_items", _return_items(scene), None


def legacy_id(lcs_id: pl.Expr) -> pl.Expr:
    """Return the number that the system before gave the same person."""
    return pl.lit("H") + lcs_id.str.tail(6)


def _persons(scene: Scene) -> pl.DataFrame:
    """Return person records: one for most, two for some, and a few of children who were never in care."""
    faults = scene.faults.of("ssd_person")
    numbered = scene.truth["person"].join(scene.lcs, on="person_id", maintain_order="left")
    second = _second_records(scene, numbered)
    named = pl.concat([numbered.drop("other_lcs_id", "other_from"), second, _never_in_care(scene)], how="diagonal")
    sex = pl.col("sex").replace_strict({"M": "01", "F": "02"}, default="00")
    estimated = pl.col("is_birth_date_estimated").fill_null(value=False) & pl.lit(faults.are_on)
    persons = named.select(
        "person_id",
        pl.col("lcs_id").alias("pers_person_id"),
        pl.col("forename").alias("pers_forename"),
        pl.col("surname").alias("pers_surname"),
        pl.col("sex").alias("pers_sex"),
        sex.alias("pers_gender"),
        pl.col("ethnicity").alias("pers_ethnicity"),
        pl.when(~estimated).then(pl.col("birth_date")).alias("pers_dob"),
        pl.col("nhs_number").alias("pers_common_child_id"),
        legacy_id(pl.col("lcs_id")).alias("pers_legacy_id"),
        pl.col("upn_unknown_code").alias("pers_upn_unknown"),
        pl.col("has_ehcp").fill_null(value=False).alias("pers_send_flag"),
        pl.when(estimated).then(pl.col("birth_date")).alias("pers_expected_dob"),
        pl.col("death_date").alias("pers_death_date"),
        pl.col("first_child_birth_date").is_not_null().alias("pers_is_mother"),
        pl.col("nationality").alias("pers_nationality"),
    )
    persons = faults.blank(persons, "pers_common_child_id", 0.5)
    persons = faults.blank(persons, "pers_nationality", 0.3)
    persons = faults.blank(persons, "pers_gender", 0.1)
    persons = faults.spell(persons, "pers_sex", "SEX", 0.06)
    persons = faults.spell(persons, "pers_ethnicity", "ETHNIC", 0.08)
    return faults.garble(persons, "pers_ethnicity", 0.0005, 2, ("see notes", "WB", "not asked yet"))


def _second_records(scene: Scene, numbered: pl.DataFrame) -> pl.DataFrame:
    """Return the second records of people recorded twice: another name as often as not, and fewer facts."""
    faults = scene.faults.of("second records")
    twice = numbered.filter(pl.col("other_lcs_id").is_not_null())
    size = len(twice)
    renamed = pl.Series(faults.draws.of("renamed").happens(0.4, size))
    return twice.with_columns(
        pl.col("other_lcs_id").alias("lcs_id"),
        misspelt(faults.draws.of("forename"), twice["forename"], 0.35, scene.faults.level),
        pl.when(renamed).then(pl.coalesce("surname_before", "surname")).otherwise("surname").alias("surname"),
        pl.lit(None, dtype=pl.String).alias("nationality"),
        pl.lit(None, dtype=pl.String).alias("upn_unknown_code"),
    ).drop("other_lcs_id", "other_from")


def _never_in_care(scene: Scene) -> pl.DataFrame:
    """Return children known to the service who were never in care: no part of the truth."""
    faults = scene.faults.of("never in care")
    size = round(0.012 * len(scene.truth["person"]) * min(scene.faults.level, 3.0))
    today = day(scene.truth.as_at)
    own = strangers(faults.draws, size, "XL", today - 6500, today - 1500)
    number = pl.Series(8_000_001 + np.arange(size, dtype=np.int64) * 3).cast(pl.String)
    return own.with_columns(number.alias("lcs_id"), pl.lit("WBRI").alias("ethnicity"))


def _addresses(scene: Scene) -> pl.DataFrame:
    """Return addresses: placements of the last six years, and homes after care."""
    faults = scene.faults.of("ssd_address")
    every = faults.blank(faults.drop(_lived_at(scene), 0.06), "postcode", 0.04)
    number = pl.int_range(1, pl.len() + 1)
    house = (number * 37 % 180 + 1).cast(pl.String)
    line = pl.concat_str(
        pl.lit('{"house": "'),
        house,
        pl.lit('", "street": "Example Street", "postcode": "'),
        pl.col("postcode").fill_null(""),
        pl.lit('"}'),
    )
    told = every.with_columns(pl.format("AD{}", number).alias("addr_table_id"), line.alias("addr_address_json"))
    return scene.with_lcs_id(told, "addr_person_id").select(
        "addr_table_id",
        "addr_address_json",
        "addr_person_id",
        pl.col("kind").alias("addr_address_type"),
        pl.col("start").alias("addr_address_start_date"),
        pl.col("end").alias("addr_address_end_date"),
        pl.col("postcode").alias("addr_address_postcode"),
    )


def _lived_at(scene: Scene) -> pl.DataFrame:
    """Return where people lived, by person and start."""
    recent = pl.lit(date(scene.truth.as_at.year - 6, 4, 1))
    known = pl.col("placement_end_date").is_null() | (pl.col("placement_end_date") > recent)
    placed = (
        scene.truth["placement"]
        .filter(known)
        .select(
            "person_id",
            pl.col("placement_start_date").alias("start"),
            pl.col("placement_end_date").alias("end"),
            "postcode",
            pl.lit("PLACEMENT").alias("kind"),
        )
    )
    brief = pl.col("accommodation").is_in(["V", "W"])
    lived = (
        scene.truth["home_spell"]
        .filter(pl.col("postcode").is_not_null())
        .select(
            "person_id",
            pl.col("start_date").alias("start"),
            pl.col("end_date").alias("end"),
            "postcode",
            pl.when(brief).then(pl.lit("TEMPORARY")).otherwise(pl.lit("HOME")).alias("kind"),
        )
    )
    return pl.concat([placed, lived]).sort("person_id", "start", "kind")


def _families(scene: Scene) -> pl.DataFrame:
    """Return the family of each person."""
    frame = scene.with_lcs_id(scene.truth["person"].select("person_id", "family_id"), "fami_person_id")
    return frame.select(
        pl.format("FA{}", pl.int_range(1, pl.len() + 1)).alias("fami_table_id"),
        pl.col("family_id").alias("fami_family_id"),
        "fami_person_id",
    )


def _mothers(scene: Scene) -> pl.DataFrame:
    """Return mothers among the young people, with their first child."""
    mothers = scene.truth["person"].filter((pl.col("sex") == "F") & pl.col("first_child_birth_date").is_not_null())
    frame = scene.with_lcs_id(mothers.select("person_id", "first_child_birth_date"), "moth_person_id")
    number = pl.int_range(1, pl.len() + 1)
    return scene.faults.of("ssd_mother").drop(
        frame.select(
            pl.format("MO{}", number).alias("moth_table_id"),
            "moth_person_id",
            (number + 7_000_000).cast(pl.String).alias("moth_childs_person_id"),
            pl.col("first_child_birth_date").alias("moth_childs_dob"),
        ),
        0.15,
    )


def _disabilities(scene: Scene) -> pl.DataFrame:
    """Return kinds of disability."""
    frame = scene.with_lcs_id(scene.truth["disability"], "disa_person_id").select(
        "disa_person_id",
        pl.format("DI{}", pl.int_range(1, pl.len() + 1)).alias("disa_table_id"),
        pl.col("disability").alias("disa_disability_code"),
    )
    return scene.faults.of("ssd_disability").spell(frame, "disa_disability_code", "LCS_DISABILITY", 0.1)


def _immigration(scene: Scene) -> pl.DataFrame:
    """Return immigration statuses."""
    frame = scene.with_lcs_id(scene.truth["immigration_status"], "immi_person_id").select(
        "immi_person_id",
        pl.format("IM{}", pl.int_range(1, pl.len() + 1)).alias("immi_immigration_status_id"),
        pl.col("status").alias("immi_immigration_status"),
        pl.col("start_date").alias("immi_immigration_status_start_date"),
        pl.col("end_date").alias("immi_immigration_status_end_date"),
    )
    faults = scene.faults.of("ssd_immigration_status")
    return faults.spell(frame, "immi_immigration_status", "LCS_IMMIGRATION_STATUS", 0.7)


def _return_items(scene: Scene) -> pl.DataFrame:
    """Return facts for the national return that the standard tables lack, one a row."""
    truth = scene.truth
    faults = scene.faults.of("lcs_903_items")
    people, periods = truth["person"], truth["care_period"].filter(pl.col("home_postcode").is_not_null())
    second = scene.lcs.filter(pl.col("other_lcs_id").is_not_null()).join(people, on="person_id")
    misuse = truth["substance_misuse"].filter(pl.col("offered_date").is_not_null())
    claims = people.filter(pl.col("uasc_claim_end_date").is_not_null())
    upns = scene.with_lcs_id(people.filter(pl.col("upn").is_not_null()).select("person_id", "upn"), "lcs_id")
    again = second.filter(pl.col("upn").is_not_null()).select("upn", pl.col("other_lcs_id").alias("lcs_id"))
    parts = [
        faults.of("upn").drop(upns, 0.03),
        faults.of("upn again").drop(again, 0.4),
        scene.with_lcs_id(periods.select("person_id", "care_start_date", "home_postcode"), "lcs_id"),
        scene.with_lcs_id(claims.select("person_id", uasc_claim_ended_date="uasc_claim_end_date"), "lcs_id"),
        scene.with_lcs_id(misuse.select("person_id", intervention_offered_date="offered_date"), "lcs_id"),
        scene.with_lcs_id(
            truth["liberty_order"].select("person_id", dolo_start_date="start_date", dolo_end_date="end_date"), "lcs_id"
        ),
    ]
    frame = pl.concat(parts, how="diagonal").rename({"lcs_id": "person_id"})
    return frame.with_columns(pl.format("RI{}", pl.int_range(1, pl.len() + 1)).alias("record_id"))
