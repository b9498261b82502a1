"""What the housing service sends: homelessness cases, the register, tenancies, and new lettings without names."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dagster_project.synthetic.days import age_on, day
from dagster_project.synthetic.render.extract import Extract, Style, in_layout
from dagster_project.synthetic.render.faults import UNREADABLE_CODES, UNREADABLE_DATES, Faults
from dagster_project.synthetic.render.housing_needs import support_needs
from dagster_project.synthetic.render.identity import Scene, as_held, source_records, strangers
from dagster_project.synthetic.render.lettings import lettings

_ETHNIC = {"W": "WHITE", "M": "MIXED", "A": "ASIAN", "B": "BLACK", "C": "ASIAN", "O": "OTHER"}


def housing_extracts(scene: Scene) -> Iterator[Extract]:
    """Yield the housing service's files."""
    truth = scene.truth
    cases = _known(scene, truth["homelessness_case"], "cases", "case_reference", 0.1, 0.35)
    yield _extract(scene, "hclic_cases", _cases(scene, cases))
    # A household has one member here, the applicant; the key of a record is case and person number.
    applicants = cases.with_columns((pl.col("case_reference") + "|1").alias("person_key"))
    whose = source_records(scene, "housing", "hclic_people", applicants, "person_key")
    yield _extract(scene, "hclic_people", _people(scene, cases), whose)
    yield _extract(scene, "hclic_support_needs", support_needs(scene, cases))
    register = _known(scene, truth["register_application"], "register", "register_reference", 0.08, 0.4)
    whose = source_records(scene, "housing", "housing_register", register, "register_reference")
    yield _extract(scene, "housing_register", _register(scene, register), whose)
    tenancies = _known(scene, truth["tenancy"], "tenancies", "tenancy_reference", 0.08, 0.3)
    whose = source_records(scene, "housing", "tenancies", tenancies, "tenancy_reference")
    yield _extract(scene, "tenancies", _tenancies(scene, tenancies), whose)
    yield _extract(scene, "core_lettings", lettings(scene, tenancies))


def _extract(scene: Scene, name: str, frame: pl.DataFrame, records: pl.DataFrame | None = None) -> Extract:
    """Return a file: under faults with British dates, and tenancies in Windows-1252."""
    shaped = in_layout(scene.faults.catalogue, name, frame)
    style: Style = "csv in windows-1252" if scene.faults.are_on and name == "tenancies" else "csv"
    dates = "%d/%m/%Y" if scene.faults.are_on else "%Y-%m-%d"
    return Extract("housing", name, scene.truth.as_at, shaped, style=style, date_format=dates, records=records)


def _known(scene: Scene, facts: pl.DataFrame, topic: str, key: str, lost: float, others: float) -> pl.DataFrame:
    """Return the facts that reached the housing system, with names and birth dates as it holds them.

    Under faults some are lost, and people who were never in care are there as well.
    """
    faults = scene.faults.of(topic)
    own = scene.with_person(facts, "forename", "surname", "surname_before", "birth_date", "sex", "ethnicity", "is_uasc")
    own = faults.drop(own, lost)
    count = round(others * min(faults.level, 3.0) * len(own))
    today = day(scene.truth.as_at)
    people = strangers(faults.draws.of("others"), count, f"X{topic[0].upper()}", today - 26 * 365, today - 18 * 366)
    if count:
        like = faults.draws.of("like").between(0, len(own) - 1, count)
        copied = own[like].drop("person_id", "forename", "surname", "surname_before", "birth_date", "sex", key)
        number = pl.Series(500_000 + np.arange(count, dtype=np.int64)).cast(pl.String)
        reference = (pl.lit(str(own[key][0])[:3]) + pl.lit(number)).alias(key)
        added = pl.concat([people, copied], how="horizontal").with_columns(reference)
        own = pl.concat([own, added], how="diagonal")
    return _named(faults, own)


def _named(faults: Faults, frame: pl.DataFrame) -> pl.DataFrame:
    """Add the name and the birth date as the housing system holds them."""
    shouted = pl.Series(faults.of("shouted").hits(len(frame), 0.12))
    told = as_held(faults, frame, renamed=0.5, forename=0.04, surname=0.03, birth_date=0.015)
    name = pl.col("first") + pl.lit(" ") + pl.col("last")
    told = told.with_columns(pl.when(shouted).then(name.str.to_uppercase()).otherwise(name).alias("full_name"))
    return faults.blank(told, "known_birth_date", 0.03)


def _cases(scene: Scene, cases: pl.DataFrame) -> pl.DataFrame:
    """Return homelessness cases."""
    faults = scene.faults.of("hclic_cases")
    ended = pl.col("outcome") == "RELIEF"
    frame = cases.select(
        "case_reference",
        pl.lit(f"E06999{scene.authority}").alias("local_authority"),
        "assessment_date",
        pl.col("outcome").alias("initial_assessment_outcome"),
        pl.col("accommodation").alias("accommodation_at_application"),
        pl.col("loss_reason").alias("reason_for_loss_of_settled_home"),
        pl.col("referral_body").alias("referral_public_body"),
        "employment_status",
        pl.col("ethnicity").str.slice(0, 1).replace_strict(_ETHNIC, default="NOT_STATED").alias("ethnicity"),
        pl.lit("NOT_STATED").alias("sexual_identification"),
        pl.when(pl.col("employment_status").is_in(["UNEMPLOYED", "LONG_TERM_SICK", "AT_HOME"]))
        .then(pl.lit("Universal Credit"))
        .alias("benefits_received"),
        pl.when(pl.col("prevention_end_reason").is_not_null()).then(pl.lit("ADVICE_ONLY")).alias("prevention_activity"),
        "prevention_end_reason",
        pl.when(~ended).then(pl.col("secured")).alias("prevention_accommodation_secured"),
        "relief_end_reason",
        pl.when(ended).then(pl.col("secured")).alias("relief_accommodation_secured"),
        "main_duty_decision",
        "priority_need",
        "ta_type",
        "ta_start_date",
        "ta_end_date",
    )
    frame = faults.spell(frame, "accommodation_at_application", "HCLIC_ACCOMMODATION", 0.4)
    frame = faults.spell(frame, "initial_assessment_outcome", "HCLIC_INITIAL_ASSESSMENT_OUTCOME", 0.3)
    frame = faults.spell(frame, "employment_status", "HCLIC_EMPLOYMENT_STATUS", 0.3)
    return faults.garble(frame, "employment_status", 0.004, 2, UNREADABLE_CODES)


def _people(scene: Scene, cases: pl.DataFrame) -> pl.DataFrame:
    """Return the main applicant of each case."""
    faults = scene.faults.of("hclic_people")
    birth = cases["birth_date"].to_physical().to_numpy()
    age = age_on(birth, cases["assessment_date"].to_physical().to_numpy())
    male = pl.col("sex") == "M"
    alone = pl.when(male).then(pl.lit("SINGLE_MALE")).otherwise(pl.lit("SINGLE_FEMALE"))
    parent = pl.when(male).then(pl.lit("SINGLE_PARENT_MALE")).otherwise(pl.lit("SINGLE_PARENT_FEMALE"))
    frame = cases.select(
        "case_reference",
        pl.lit(1).alias("person_number"),
        pl.col("full_name").alias("person_name"),
        pl.col("known_birth_date").alias("date_of_birth"),
        pl.Series("age_of_applicant", age),
        pl.when("has_child").then(parent).otherwise(alone).alias("household_composition"),
        "postcode",
    )
    frame = faults.blank(frame, "postcode", 0.15)
    return faults.spell(frame, "household_composition", "HCLIC_HOUSEHOLD_COMPOSITION", 0.3)


def _register(scene: Scene, register: pl.DataFrame) -> pl.DataFrame:
    """Return applications to the housing register."""
    faults = scene.faults.of("housing_register")
    frame = register.select(
        "register_reference",
        "band",
        pl.col("has_care_leaver_priority").alias("care_leaver_priority"),
        "application_date",
        pl.col("has_local_connection").alias("local_connection"),
        "full_name",
        pl.col("known_birth_date").alias("date_of_birth"),
        "postcode",
    )
    frame = faults.blank(frame, "care_leaver_priority", 0.1)
    frame = faults.spell(frame, "band", "HOUSING_BAND", 0.3)
    return faults.garble(frame, "application_date", 0.003, 1, UNREADABLE_DATES)


def _tenancies(scene: Scene, tenancies: pl.DataFrame) -> pl.DataFrame:
    """Return tenancies."""
    faults = scene.faults.of("tenancies")
    frame = tenancies.select(
        "tenancy_reference",
        pl.col("rent_arrears").cast(pl.Float64).alias("rent_arrears"),
        "notice_served_date",
        pl.col("end_date").alias("tenancy_end_date"),
        pl.col("has_antisocial_behaviour_case").alias("asb_flag"),
        "full_name",
        pl.col("known_birth_date").alias("date_of_birth"),
        pl.col("start_date").alias("tenancy_start_date"),
        pl.col("postcode").alias("address_postcode"),
    )
    frame = faults.blank(frame, "rent_arrears", 0.04)
    return faults.garble(frame, "notice_served_date", 0.003, 1, UNREADABLE_DATES)
