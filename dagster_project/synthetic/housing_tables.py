"""Truth tables that the housing service would hold: homelessness cases, tenancies, register applications."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from dagster_project.synthetic.days import OPEN, Whole, birthday, date_series, day
from dagster_project.synthetic.draws import Draws, labels
from dagster_project.synthetic.homes import LETTERS
from dagster_project.synthetic.lives import Lives
from dagster_project.synthetic.spells import state_at

_ROOFLESS = ("S", "V", "W")
_PREVENTED = ("SECURED_STAYED", "SECURED_MOVED", "HOMELESS", "CONTACT_LOST", "TIME_PASSED", "WITHDREW",
              "REFUSED_COOPERATE")  # fmt: skip
_PREVENTED_WEIGHTS = (0.24, 0.3, 0.2, 0.08, 0.08, 0.06, 0.04)
_SECURED = ("SOCIAL_COUNCIL", "SOCIAL_PROVIDER", "SOCIAL_SUPPORTED", "PRIVATE_SELF_CONTAINED", "PRIVATE_HMO", "FAMILY")
_SECURED_WEIGHTS = (0.2, 0.3, 0.25, 0.1, 0.08, 0.07)
_LOSS = ("FAMILY_FRIENDS", "END_PRIVATE_TENANCY", "EVICTED_SUPPORTED", "RELATIONSHIP_BREAKDOWN", "DOMESTIC_ABUSE",
         "LEFT_INSTITUTION", "END_SOCIAL_TENANCY", "OTHER_VIOLENCE", "OTHER")  # fmt: skip
_LOSS_WEIGHTS = (0.32, 0.12, 0.18, 0.08, 0.06, 0.08, 0.04, 0.03, 0.09)
_BODIES = ("SOCIAL_SERVICES", "NONE", "PROBATION", "PRISON", "JOBCENTRE", "HOSPITAL", "YOUTH_JUSTICE")
_BODY_WEIGHTS = (0.5, 0.34, 0.04, 0.04, 0.03, 0.03, 0.02)
_DECISIONS = ("PRIORITY_UNINTENTIONAL", "NO_PRIORITY", "PRIORITY_INTENTIONAL")
_PRIORITIES = ("CHILDREN", "CARE_LEAVER_18_20", "MENTAL_HEALTH", "OTHER")
_STAYS = ("BED_AND_BREAKFAST", "HOSTEL", "NIGHTLY_PAID")
_LIVING = {
    "B": "FAMILY", "C": "GENERAL_HOSPITAL", "D": "SOCIAL_SUPPORTED", "E": "PRIVATE_LODGING", "K": "PRIVATE_LODGING",
    "S": "NO_FIXED_ABODE", "T": "SOCIAL_SUPPORTED", "U": "PRIVATE_SELF_CONTAINED", "V": "TEMPORARY",
    "W": "TEMPORARY", "X": "CUSTODY", "Y": "OTHER", "Z": "FAMILY", "R": "OTHER", "G": "OTHER", "H": "OTHER",
}  # fmt: skip
_WORKING = {"F1": "STUDENT", "P1": "STUDENT", "F2": "STUDENT", "P2": "STUDENT", "F4": "FULL_TIME",
            "P4": "PART_TIME", "F5": "FULL_TIME", "P5": "PART_TIME", "G4": "LONG_TERM_SICK", "G5": "UNEMPLOYED",
            "G6": "AT_HOME"}  # fmt: skip
_FIRST_CASE = day(date(2018, 4, 3))  # H-CLIC began with the Homelessness Reduction Act


def case_table(
    draws: Draws, lives: Lives, homes: pl.DataFrame, activities: pl.DataFrame, first_child: np.ndarray
) -> pl.DataFrame:
    """Return homelessness cases of care leavers aged 16 or over since the reporting system began."""
    roofless = pl.col("accommodation").is_in(_ROOFLESS)
    chance = draws.of("case").unit(len(homes))
    applies = homes.with_columns(chance=pl.Series(chance), before=pl.col("accommodation").shift(1).over("person_id"))
    threatened = ~roofless & (pl.col("chance") < 0.035) & ~pl.col("accommodation").is_in(["X", "G", "H", "R"])
    cases = applies.filter((roofless & (pl.col("chance") < 0.72)) | threatened).with_columns(is_homeless=roofless)
    stream, size = draws.of("details"), len(cases)
    begin = cases["start_date"].to_physical().to_numpy().astype(np.int64)
    wait = stream.between(0, 12, size)
    assessed = np.where(cases["is_homeless"].to_numpy(), begin + wait, begin + wait * 20)
    last = cases["end_date"].to_physical().fill_null(lives.as_at + 1).to_numpy()
    assessed = np.minimum(assessed, last - 1)
    cases = cases.with_columns(date_series("assessment_date", assessed.astype(np.int32)))
    known = cases.filter((assessed <= lives.as_at) & (assessed >= _FIRST_CASE))
    return _outcomes(stream.of("outcomes"), lives, _with_work(known, activities), first_child)


def _with_work(cases: pl.DataFrame, activities: pl.DataFrame) -> pl.DataFrame:
    """Add what the applicant does for a living."""
    spells = activities.select("person_id", "start_date", "end_date", "activity")
    plain = cases.drop("start_date", "end_date", "before", "chance")
    return state_at(plain, spells, "person_id", "assessment_date", "start_date", "end_date").with_columns(
        pl.col("activity").replace_strict(_WORKING, default="NOT_KNOWN").alias("employment_status"),
        pl.col("accommodation").replace_strict(_LIVING, default="OTHER").alias("accommodation"),
    )


def _outcomes(draws: Draws, lives: Lives, cases: pl.DataFrame, first_child: np.ndarray) -> pl.DataFrame:
    """Add what was decided and how each duty ended."""
    size = len(cases)
    homeless = cases["is_homeless"].to_numpy()
    assessed = cases["assessment_date"].to_physical().to_numpy().astype(np.int64)
    person = cases["person_id"].str.slice(4).cast(pl.Int64).to_numpy()
    ended = assessed + draws.between(20, 70, size) <= lives.as_at
    outcome = np.where(homeless, 2, draws.pick((0.85, 0.15), size))
    duty = np.where(ended, draws.pick(_PREVENTED_WEIGHTS, size), -1)
    secured = np.where(np.isin(duty, (0, 1)), draws.pick(_SECURED_WEIGHTS, size), -1)
    owed = homeless & (duty == 2)
    main = np.where(owed, draws.pick((0.75, 0.15, 0.1), size), -1)
    housed = homeless & draws.happens(0.55, size)
    stay_start = np.where(housed, assessed + draws.between(0, 5, size), int(OPEN))
    stay_end = np.where(housed, stay_start + draws.between(5, 200, size), int(OPEN))
    child = first_child[person] <= assessed
    under_21 = assessed < birthday(lives.people.birth[person], 21)
    priority = np.where(child, 0, np.where(under_21, 1, np.where(draws.happens(0.4, size), 2, 3)))
    relief = np.where(homeless, duty, -1)
    columns = [
        labels("outcome", ("PREVENTION", "PREVENTION_S21", "RELIEF"), outcome),
        labels("loss_reason", _LOSS, draws.pick(_LOSS_WEIGHTS, size)),
        labels("referral_body", _BODIES, draws.pick(_BODY_WEIGHTS, size)),
        labels("prevention_end_reason", _PREVENTED, np.where(homeless, -1, duty)),
        labels("relief_end_reason", _PREVENTED, relief),
        labels("secured", _SECURED, secured),
        labels("main_duty_decision", _DECISIONS, main),
        labels("priority_need", _PRIORITIES, np.where(main >= 0, priority, -1)),
        labels("ta_type", _STAYS, np.where(housed, draws.pick((0.5, 0.3, 0.2), size), -1)),
        date_series("ta_start_date", _until(stay_start, lives)),
        date_series("ta_end_date", _until(stay_end, lives)),
        pl.Series("has_child", child),
        pl.Series("needs_budgeting_help", draws.happens(0.42, size)),
        pl.Series("has_mental_health_history", draws.happens(0.48, size)),
    ]
    number = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(6)
    again = (pl.int_range(pl.len()).over("person_id") > 0).alias("was_homeless_before")
    ordered = cases.with_columns(columns).sort("assessment_date", "person_id")
    return ordered.with_columns(again, ("HC" + lives.authority[-1] + number).alias("case_reference"))


def _until(days: Whole, lives: Lives) -> np.ndarray:
    """Return days known by now; later ones are still open."""
    return np.where(days > lives.as_at, int(OPEN), days).astype(np.int32)


def tenancy_table(draws: Draws, lives: Lives, homes: pl.DataFrame) -> pl.DataFrame:
    """Return council and housing association tenancies of care leavers of 18 and over."""
    person = homes["person_id"].str.slice(4).cast(pl.Int64).to_numpy()
    start = homes["start_date"].to_physical().to_numpy()
    adult = start >= birthday(lives.people.birth[person], 18)
    chosen = adult & (homes["accommodation"] == LETTERS[LETTERS.index("U")]).to_numpy()
    own = homes.filter(chosen & draws.of("social").happens(0.5, len(homes)))
    size = len(own)
    owes = draws.of("owes").happens(0.34, size)
    arrears = np.where(owes, draws.of("arrears").between(40, 1800, size), 0)
    begin = own["start_date"].to_physical().to_numpy().astype(np.int64)
    stop = own["end_date"].to_physical().fill_null(lives.as_at + 1).to_numpy()
    notice = np.where(draws.of("notice").happens(0.06, size), draws.between(begin + 60, stop, size), int(OPEN))
    notice = np.where(notice < stop, notice, int(OPEN)).astype(np.int32)
    number = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(6)
    return own.sort("start_date", "person_id").with_columns(
        pl.Series("rent_arrears", arrears),
        date_series("notice_served_date", notice),
        pl.Series("has_antisocial_behaviour_case", draws.of("antisocial").happens(0.05, size)),
        pl.Series("is_let_through_core", draws.of("core").happens(0.85, size)),
        ("TN" + lives.authority[-1] + number).alias("tenancy_reference"),
    )


def register_table(draws: Draws, lives: Lives, postcodes: pl.Series) -> pl.DataFrame:
    """Return applications to the housing register, most made around 18."""
    leavers = lives.leavers
    size = len(leavers)
    begin = np.maximum(birthday(leavers.birth, 17) + 240, leavers.exit - 120).astype(np.int64)
    applied = begin + draws.lasting(260.0, size)
    known = draws.happens(0.55, size) & (applied < leavers.stop) & (applied <= lives.as_at)
    chosen = np.flatnonzero(known)
    count = len(chosen)
    place = pl.Series(draws.of("place").between(0, len(postcodes) - 1, count).astype(np.uint32))
    frame = pl.DataFrame(
        [
            lives.ids_of(leavers.person[chosen]),
            date_series("application_date", applied[chosen].astype(np.int32)),
            labels("band", ("A", "B", "C", "D"), draws.pick((0.3, 0.45, 0.2, 0.05), count)),
            pl.Series("has_care_leaver_priority", draws.happens(0.82, count)),
            pl.Series("has_local_connection", draws.happens(0.93, count)),
            postcodes.gather(place).alias("postcode"),
        ]
    )
    number = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(6)
    return frame.sort("application_date", "person_id").with_columns(
        pl.lit(lives.authority).alias("local_authority_code"),
        ("HR" + lives.authority[-1] + number).alias("register_reference"),
    )
