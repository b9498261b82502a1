"""Truth tables of what the health team and the virtual school know of children in care and care leavers."""

from __future__ import annotations

import numpy as np
import polars as pl

from dagster_project.synthetic.activities import YoungPeople
from dagster_project.synthetic.care_tables import recurring
from dagster_project.synthetic.days import OPEN, Days, Mask, Whole, age_on, birthday, date_series
from dagster_project.synthetic.draws import Draws, labels
from dagster_project.synthetic.lives import Lives

#: Days for which the health team keeps somebody's record after care, and the virtual school its meetings.
_RECORDS_KEPT, _MEETINGS_KEPT = 1100, 800
#: Share on the list of a doctor's practice and of a dentist: in care, and after it.
_GP, _DENTIST = (0.98, 0.88), (0.92, 0.6)
_PASSPORT_FROM, _PASSPORT_GIVEN = 17, 0.72

_AT_16 = ("5 or more passes with English and maths", "5 or more passes", "1 to 4 passes", "No passes", "Not entered")
_AT_16_WEIGHTS = (0.11, 0.13, 0.44, 0.18, 0.14)
_AT_18 = ("2 or more A levels", "Level 3 vocational", "Level 2", "No qualification")
_AT_18_WEIGHTS = (0.12, 0.2, 0.4, 0.28)
#: Share of those of 18 and over whose results at 18 reach the virtual school.
_AT_18_KNOWN = 0.6


def _first_and_last_day(lives: Lives) -> tuple[Days, Days]:
    """Return each person's first day in care and the day care last ended, `OPEN` while in it; without short breaks."""
    periods = lives.periods
    full = ~periods.is_short_break
    first, last = np.full(len(lives.people), OPEN, dtype=np.int32), np.zeros(len(lives.people), dtype=np.int32)
    np.minimum.at(first, periods.person[full], periods.start[full])
    np.maximum.at(last, periods.person[full], periods.end[full])
    return first, last


def _told(lives: Lives, person: Whole, columns: list[pl.Series]) -> pl.DataFrame:
    """Return a table with person and authority in front."""
    frame = pl.DataFrame([lives.ids_of(person), *columns])
    return frame.with_columns(pl.lit(lives.authority).alias("local_authority_code"))


def health_team_table(draws: Draws, lives: Lives) -> pl.DataFrame:
    """Return what the health team notes beside checks, of everybody in its care now or in the last three years."""
    first, last = _first_and_last_day(lives)
    known = (last > lives.as_at - _RECORDS_KEPT) & (first <= lives.as_at) & (lives.death > lives.as_at)
    person = np.flatnonzero(known)
    size = len(person)
    after = (last[person] < OPEN).astype(np.int64)
    ready = birthday(lives.people.birth[person], _PASSPORT_FROM).astype(np.int64)
    given = np.minimum(ready + draws.of("passport").between(180, 365, size), last[person])
    is_given = (given >= ready) & (given <= lives.as_at) & draws.of("given").happens(_PASSPORT_GIVEN, size)
    passport = np.where(is_given, given, int(OPEN)).astype(np.int32)
    return _told(
        lives,
        person,
        [
            date_series("health_passport_given_date", passport),
            pl.Series("is_registered_with_gp", draws.of("gp").happens(np.array(_GP)[after], size)),
            pl.Series("is_registered_with_dentist", draws.of("dentist").happens(np.array(_DENTIST)[after], size)),
        ],
    )


def pep_table(draws: Draws, lives: Lives) -> pl.DataFrame:
    """Return meetings about personal education plans: every term of those of school age, up to 18."""
    period, on = recurring(draws, lives, 120, 14, since=lives.as_at - _MEETINGS_KEPT)
    person = lives.periods.person[period]
    age = age_on(lives.people.birth[person], on.astype(np.int32))
    held = (age >= 4) & (age < 18) & draws.of("held").happens(0.94, len(on))
    return _told(lives, person[held], [date_series("pep_date", on[held].astype(np.int32))])


def attainment_table(draws: Draws, lives: Lives, young: YoungPeople, activities: pl.DataFrame) -> pl.DataFrame:
    """Return results and university of the pupils and students on the virtual school's roll.

    On the roll are children in care from 4 on, and those in care at 16 or later until they are 25.
    """
    first, last = _first_and_last_day(lives)
    birth = lives.people.birth
    age = age_on(birth, lives.as_at)
    in_care = (last == OPEN) & (first <= lives.as_at) & (age >= 4)
    cared = np.isin(np.arange(len(age)), young.person) & (age >= 16) & (age < 25)
    person = np.flatnonzero((in_care | cared) & (lives.death > lives.as_at))
    size = len(person)
    at_16 = np.where(_had_results(birth[person], 16, lives.as_at), draws.of("16").pick(_AT_16_WEIGHTS, size), -1)
    sat = _had_results(birth[person], 18, lives.as_at) & draws.of("known").happens(_AT_18_KNOWN, size)
    at_18 = np.where(sat, draws.of("18").pick(_AT_18_WEIGHTS, size), -1)
    columns = [labels("key_stage_4_result", _AT_16, at_16), labels("key_stage_5_result", _AT_18, at_18)]
    roll = _told(lives, person, columns).join(_studies(activities), on="person_id", how="left", maintain_order="left")
    wait = pl.duration(days=pl.lit(pl.Series(draws.of("bursary").between(20, 90, size))))
    paid = pl.col("first_study_date") + wait
    return roll.with_columns(
        pl.col("is_in_higher_education").fill_null(value=False),
        pl.when(paid.to_physical() <= lives.as_at).then(paid).alias("bursary_paid_date"),
    )


def _had_results(birth: Days, age: int, as_at: int) -> Mask:
    """Return who has had the results of the school year in which they reached an age: told at the end of August."""
    turns = birthday(birth, age).astype("datetime64[D]")
    # The month after the four that a school year still lies in the calendar year before it ends.
    ends = (turns.astype("datetime64[M]") + 4).astype("datetime64[Y]").astype("datetime64[M]") + 7
    return np.asarray(ends.astype("datetime64[D]").astype(np.int64) + 23 <= as_at, dtype=np.bool_)


def _studies(activities: pl.DataFrame) -> pl.DataFrame:
    """Return when each student first went to university, and whether that goes on."""
    studies = activities.filter(pl.col("activity").is_in(["F1", "P1"]))
    return studies.group_by("person_id", maintain_order=True).agg(
        pl.col("start_date").min().alias("first_study_date"),
        pl.col("end_date").is_null().any().alias("is_in_higher_education"),
    )
