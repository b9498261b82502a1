"""The participation service's caseload (CCIS): 16- and 17-year-olds, to 24 with a plan for special needs.

After that the service looks no further: silence after 18 is out of scope, not a gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import polars as pl

from dagster_project.synthetic.days import age_on, day
from dagster_project.synthetic.draws import labels
from dagster_project.synthetic.render.extract import Extract, Style, in_layout
from dagster_project.synthetic.render.faults import UNREADABLE_CODES, UNREADABLE_DATES
from dagster_project.synthetic.render.identity import Scene, misspelt, source_records, strangers, swapped_dates
from dagster_project.synthetic.spells import state_at

_ETHNIC = {
    "WBRI": "WHI", "WIRI": "WHR", "WOTH": "WHO", "WIRT": "WHT", "WROM": "WHG", "MWBC": "MXC", "MWBA": "MXF",
    "MWAS": "MXA", "MOTH": "MXO", "AIND": "IND", "APKN": "PAK", "ABAN": "BAN", "AOTH": "ASI", "BCRB": "BLC",
    "BAFR": "BLA", "BOTH": "BLO", "CHNE": "CHI", "OOTH": "AOG", "REFU": "X11", "NOBT": "X12",
}  # fmt: skip
#: What the service calls each main activity; the first is the usual one.
_ACTIVITY = {
    "F1": ("240",), "P1": ("250",), "F2": ("230", "210", "220", "270"), "P2": ("250",), "F4": ("310",), "P4": ("310",),
    "F5": ("330", "340", "350", "410", "430"), "P5": ("360",), "G4": ("640",), "G5": ("619", "610", "680"),
    "G6": ("630",),
}  # fmt: skip
_NEET = ("540", "610", "615", "616", "619", "620", "630", "640", "650", "660", "670", "680")
_DESTINATIONS = ("SIXTH_FORM", "FE", "APPRENTICESHIP", "EMPLOYMENT", "TRAINING", "OTHER", "UNDECIDED")
_MONTHS = 12


def ccis_extracts(scene: Scene) -> Iterator[Extract]:
    """Yield the caseload today and the current activity of each of the last twelve months."""
    clients = _clients(scene)
    records = source_records(scene, "ccis", "young_person", clients, "client_id")
    xml: Style = "xml" if scene.faults.are_on else "csv"
    bom: Style = "csv with bom" if scene.faults.are_on else "csv"
    yield _extract(scene, "young_person", _young_people(scene, clients), records=records)
    yield _extract(scene, "individual_characteristic", _characteristics(scene, clients), style=xml)
    yield _extract(scene, "intended_destination", _destinations(scene, clients))
    for month_end in month_ends(scene.truth.as_at, _MONTHS):
        frame = _activities(scene, clients, month_end)
        yield _extract(scene, "current_activity", frame, style=bom, extract_date=month_end)


def _extract(
    scene: Scene,
    name: str,
    frame: pl.DataFrame,
    *,
    style: Style = "csv",
    extract_date: date | None = None,
    records: pl.DataFrame | None = None,
) -> Extract:
    """Return a file of the service."""
    shaped = in_layout(scene.faults.catalogue, name, frame)
    return Extract("ccis", name, extract_date or scene.truth.as_at, shaped, style=style, records=records)


def month_ends(as_at: date, count: int) -> list[date]:
    """Return the last days of the months up to `as_at`, the latest last; `as_at` itself stands for its month."""
    found = [as_at]
    while len(found) < count:
        found.append(found[-1].replace(day=1) - timedelta(days=1))
    return found[::-1]


def _clients(scene: Scene) -> pl.DataFrame:
    """Return the people on the caseload at any time in the last year, with their client numbers."""
    faults = scene.faults.of("clients")
    people = scene.truth["person"]
    birth = people["birth_date"].to_physical().to_numpy()
    age = age_on(birth, day(scene.truth.as_at))
    in_scope = (age >= 16) & (age < 19) | ((age >= 19) & (age < 25) & people["has_ehcp"].to_numpy())
    left_on = (age >= 19) & (age < 22) & faults.of("left on").hits(len(people), 0.06)
    known = _still_here(scene)
    client = 500_017 + np.arange(len(people), dtype=np.int64) * 13
    own = people.with_columns(
        pl.Series("client_id", client).cast(pl.String), pl.Series("age", age), pl.Series("is_left_on", left_on)
    ).filter(pl.Series(in_scope | left_on) & known & (pl.col("death_date").is_null()))
    own = faults.drop(own, 0.05)
    size = round(0.08 * min(faults.level, 3.0) * len(own))
    today = day(scene.truth.as_at)
    others = strangers(faults.draws.of("others"), size, "XY", today - 18 * 365, today - 16 * 366)
    number = pl.Series(900_011 + np.arange(size, dtype=np.int64) * 17).cast(pl.String)
    others = others.with_columns(number.alias("client_id"), pl.lit("WBRI").alias("ethnicity"), pl.lit(17).alias("age"))
    return pl.concat([own, others], how="diagonal_relaxed")


def _still_here(scene: Scene) -> pl.Expr:
    """Return who is in care or a care leaver and so on the list of the authority's own young people."""
    spells = scene.truth["activity_spell"].filter(pl.col("end_date").is_null())["person_id"].unique()
    return pl.col("person_id").is_in(spells.implode())


def _young_people(scene: Scene, clients: pl.DataFrame) -> pl.DataFrame:
    """Return who is on the caseload."""
    faults = scene.faults.of("young_person")
    size = len(clients)
    level, as_at = scene.faults.level, scene.truth.as_at
    renamed = pl.Series(faults.of("surname").hits(size, 0.6))
    homes = scene.truth["home_spell"].filter(pl.col("end_date").is_null()).select("person_id", "postcode")
    placed = scene.truth["placement"].filter(pl.col("placement_end_date").is_null()).select("person_id", "postcode")
    where = pl.concat([homes, placed]).unique("person_id", keep="first", maintain_order=True)
    told = clients.join(where, on="person_id", how="left", maintain_order="left").with_columns(
        pl.when(renamed).then(pl.coalesce("surname_before", "surname")).otherwise("surname").alias("family_name"),
        misspelt(faults.draws.of("forename"), clients["forename"], 0.03, level).alias("given_name"),
        swapped_dates(faults.draws.of("birth"), clients["birth_date"], 0.012, level).alias("date_of_birth"),
    )
    year = as_at.year if as_at.month >= 9 else as_at.year - 1
    frame = told.select(
        "client_id",
        "upn",
        "given_name",
        "family_name",
        "date_of_birth",
        pl.col("sex").alias("gender"),
        pl.lit(scene.authority).alias("la_code_at_year_11"),
        pl.when(pl.col("postcode").is_not_null()).then(pl.lit("Example Street")).alias("address"),
        pl.col("postcode").alias("address_postcode"),
        pl.col("ethnicity").replace_strict(_ETHNIC, default="X13").alias("ethnic_code"),
        pl.lit(scene.authority).alias("lead_la_code"),
        pl.when(pl.col("has_ehcp")).then(pl.lit("1")).otherwise(pl.lit("2")).alias("level_of_need"),
        (year - pl.col("birth_date").dt.offset_by("4mo").dt.year()).alias("academic_age"),
        pl.col("has_ehcp").fill_null(value=False).alias("send_flag"),
        pl.lit(value=False).alias("sen_support_flag"),
        pl.lit(f"{year}/{(year + 1) % 100:02d}").alias("nccis_acadyr"),
        pl.lit(as_at.month).alias("nccis_monthno"),
    )
    frame = faults.blank(frame, "upn", 0.08)
    frame = faults.blank(frame, "address_postcode", 0.05)
    frame = faults.spell(frame, "gender", "CCIS_GENDER", 0.3)
    return faults.garble(frame, "date_of_birth", 0.004, 1, UNREADABLE_DATES)


def _activities(scene: Scene, clients: pl.DataFrame, month_end: date) -> pl.DataFrame:
    """Return what each client in scope was doing at the end of a month; under faults some of it is old or wrong."""
    faults = scene.faults.of("current_activity")
    on = day(month_end)
    age = age_on(clients["birth_date"].to_physical().to_numpy(), on)
    in_scope = (age >= 16) & ((age < 18) | (clients["has_ehcp"].fill_null(value=False).to_numpy() & (age < 25)))
    left = clients["is_left_on"].fill_null(value=False).to_numpy()
    seen = clients.filter(pl.Series(in_scope | left)).with_columns(pl.lit(month_end).alias("on"))
    spells = scene.truth["activity_spell"].select("person_id", "start_date", "end_date", "activity")
    spells = spells.with_columns(pl.col("start_date").alias("since"))
    told = state_at(seen, spells, "person_id", "on", "start_date", "end_date").sort("client_id")
    size = len(told)
    code = _code_of(told)
    wrong = pl.Series(faults.of("wrong").hits(size, 0.09))
    lapsed = pl.Series(faults.of(f"unknown {month_end.month}").hits(size, 0.06))
    unknown = lapsed | pl.col("is_left_on").fill_null(value=False) | pl.col("code").is_null()
    swapped = pl.when(pl.col("code").is_in(_NEET)).then(pl.lit("230")).otherwise(pl.lit("619"))
    frame = told.with_columns(code.alias("code")).with_columns(
        pl.when(unknown).then(pl.lit("810")).when(wrong).then(swapped).otherwise("code").alias("code")
    )
    verified = pl.lit(month_end) - pl.duration(days=pl.lit(pl.Series(faults.draws.of("verified").between(0, 55, size))))
    verified = pl.max_horizontal(verified, "since")
    result = frame.select(
        "client_id",
        pl.col("code").alias("current_activity_code"),
        pl.when(pl.col("code") != "810").then(pl.col("since")).alias("current_activity_start_date"),
        pl.when(pl.col("code") != "810").then(verified).alias("current_activity_verification_date"),
        pl.when(pl.col("code") != "810").then(verified + pl.duration(days=120)).alias("activity_review_date"),
        pl.when(pl.col("code").is_in(["210", "220", "230", "270"]))
        .then(pl.lit(date(month_end.year + (month_end.month > 7), 7, 31)))
        .alias("expected_course_end_date"),
        pl.when(pl.col("code").is_in(_NEET)).then(pl.col("since")).alias("neet_start_date"),
    )
    result = faults.of(str(month_end.month)).spell(result, "current_activity_code", "CCIS_ACTIVITY", 0.03)
    return faults.of(str(month_end.month)).garble(result, "current_activity_code", 0.003, 1, UNREADABLE_CODES)


def _code_of(told: pl.DataFrame) -> pl.Series:
    """Return the service's code of each activity: the usual one for most, and the same one for the whole spell."""
    client = pl.col("client_id").cast(pl.Float64)
    begun = pl.col("since").to_physical().cast(pl.Float64)
    frame = told.select("activity", aim=(client * 0.6180339887 + begun * 0.7548776662) % 1.0)
    codes = pl.DataFrame(
        {"activity": list(_ACTIVITY), "codes": [list(codes) for codes in _ACTIVITY.values()]},
        schema={"activity": pl.String, "codes": pl.List(pl.String)},
    )
    joined = frame.join(codes, on="activity", how="left", maintain_order="left")
    place = ((pl.col("aim") * pl.col("aim")) * pl.col("codes").list.len()).floor().cast(pl.Int64)
    return joined.select(pl.col("codes").list.get(place).alias("code"))["code"]


def _characteristics(scene: Scene, clients: pl.DataFrame) -> pl.DataFrame:
    """Return the flags of each client."""
    faults = scene.faults.of("individual_characteristic")
    open_periods = scene.truth["care_period"].filter(pl.col("care_end_date").is_null())
    cared = pl.col("person_id").is_in(open_periods["person_id"].implode())
    left = pl.col("person_id").is_in(scene.truth["home_spell"]["person_id"].unique().implode())
    misuse = pl.col("person_id").is_in(scene.truth["substance_misuse"]["person_id"].unique().implode())
    convicted = pl.col("person_id").is_in(scene.truth["conviction"]["person_id"].unique().implode())
    parent = pl.col("first_child_birth_date").is_not_null()
    frame = clients.select(
        "client_id",
        left.alias("nccis_care_leaver"),
        cared.alias("nccis_looked_after_in_care"),
        pl.col("is_uasc").fill_null(value=False).alias("nccis_refugee_asylum_seeker"),
        pl.lit(value=False).alias("nccis_carer_not_own_child"),
        parent.alias("nccis_caring_for_own_child"),
        parent.alias("nccis_parent"),
        pl.lit(value=False).alias("nccis_pregnancy"),
        (parent & (pl.col("sex") == "F") & (pl.col("age") < 20)).fill_null(value=False).alias("nccis_teenage_mother"),
        convicted.alias("nccis_supervised_by_yots"),
        misuse.alias("nccis_substance_misuse"),
        pl.lit(value=False).alias("nccis_alternative_provision"),
    )
    for column in ("nccis_care_leaver", "nccis_looked_after_in_care", "nccis_parent", "nccis_supervised_by_yots"):
        frame = faults.blank(frame, column, 0.15)
    return frame


def _destinations(scene: Scene, clients: pl.DataFrame) -> pl.DataFrame:
    """Return what each client of 16 or 17 planned to do after year 11."""
    young = clients.filter(pl.col("age") < 18)
    draws = scene.faults.draws.of("destination")
    chosen = draws.pick((0.2, 0.42, 0.12, 0.06, 0.08, 0.04, 0.08), len(young))
    return young.select("client_id", labels("intended_destination_code", _DESTINATIONS, chosen))
