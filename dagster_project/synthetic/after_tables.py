"""Truth tables of life at and after 16: activities, homes, contacts."""

from __future__ import annotations

import numpy as np
import polars as pl

from dagster_project.synthetic.activities import ACTIVITIES, YoungPeople, draw_activities
from dagster_project.synthetic.contacts import IN_TOUCH, KINDS, draw_contacts
from dagster_project.synthetic.days import OPEN, Days, birthday, date_series
from dagster_project.synthetic.draws import Draws, labels
from dagster_project.synthetic.homes import LETTERS, draw_homes
from dagster_project.synthetic.leaving import last_exit, was_in_care_after_16
from dagster_project.synthetic.lives import Lives
from dagster_project.synthetic.spells import refine, state_at


def young_people(lives: Lives, first_child: Days) -> YoungPeople:
    """Return everybody in care at 16 or later, from 16 to the end of the story that the authority can tell.

    For care leavers that is death, the 26th birthday or today; for the others the last day in care.
    """
    people, periods = lives.people, lives.periods
    full = ~periods.is_short_break
    first = np.full(len(people), OPEN, dtype=np.int32)
    np.minimum.at(first, periods.person[full], periods.start[full])
    stop = np.minimum(np.minimum(last_exit(people, periods).day, lives.death), lives.as_at + 1)
    goes_on = stop == lives.as_at + 1
    stop[lives.leavers.person] = lives.leavers.stop
    goes_on[lives.leavers.person] = lives.leavers.stop == lives.as_at + 1
    person = np.flatnonzero(was_in_care_after_16(people, periods, lives.as_at))
    start = np.maximum(birthday(people.birth, 16), first)
    return YoungPeople(
        person,
        people.birth[person],
        start[person].astype(np.int32),
        stop[person].astype(np.int32),
        goes_on[person],
        people.is_female[person],
        people.is_disabled[person],
        first_child[person],
    )


def activity_table(draws: Draws, lives: Lives, young: YoungPeople, homes: pl.DataFrame) -> pl.DataFrame:
    """Return activities; in custody only education goes on."""
    spells = draw_activities(draws, young)
    frame = pl.DataFrame(
        [
            lives.ids_of(young.person[spells.owner]),
            date_series("start_date", spells.start),
            date_series("end_date", spells.end),
            labels("activity", ACTIVITIES, spells.state),
        ]
    )
    return _authority(_with_custody(frame, homes), lives)


def _with_custody(activities: pl.DataFrame, homes: pl.DataFrame) -> pl.DataFrame:
    """Cut activities at the walls of custody and say what goes on inside."""
    custody = homes.select("person_id", "start_date", "end_date", is_custody=pl.col("accommodation") == "X")
    inside = custody.filter("is_custody").select("person_id").unique()
    touched = activities.join(inside, on="person_id", how="semi", maintain_order="left")
    rest = activities.join(inside, on="person_id", how="anti", maintain_order="left")
    walls = _walls(touched, custody.join(inside, on="person_id", how="semi", maintain_order="left"))
    cut = refine(touched, walls, "person_id", "start_date", "end_date")
    stops = pl.col("is_custody").fill_null(value=False) & ~pl.col("activity").is_in(["F2", "P2", "G4"])
    told = cut.with_columns(pl.when(stops).then(pl.lit("G5")).otherwise("activity").alias("activity"))
    return pl.concat([rest, _merged(told)]).sort("person_id", "start_date")


def _walls(activities: pl.DataFrame, custody: pl.DataFrame) -> pl.DataFrame:
    """Return whether somebody is in custody, from the first day of the activities on."""
    first = activities.group_by("person_id").agg(pl.col("start_date").min(), pl.col("end_date").first())
    begun = first.with_columns(is_custody=pl.lit(value=False)).join(
        custody.group_by("person_id").agg(pl.col("start_date").min().alias("out")), on="person_id"
    )
    return pl.concat([begun.filter(pl.col("start_date") < pl.col("out")).drop("out"), custody])


def _merged(spells: pl.DataFrame) -> pl.DataFrame:
    """Put neighbouring spells of the same activity together."""
    ordered = spells.sort("person_id", "start_date")
    kept = [pl.col(name) == pl.col(name).shift(1) for name in ("activity", "person_id")]
    changes = ~pl.all_horizontal(kept)
    return (
        ordered.with_columns(changes.fill_null(value=True).cum_sum().alias("run"))
        .group_by("run", maintain_order=True)
        .agg(pl.col("person_id", "start_date").first(), pl.col("end_date").last(), pl.col("activity").first())
        .drop("run")
    )


def home_table(draws: Draws, lives: Lives, postcodes: pl.Series) -> pl.DataFrame:
    """Return where care leavers live."""
    homes = draw_homes(draws, lives.leavers, len(postcodes))
    spells = homes.spells
    address = pl.Series(homes.address.astype(np.uint32))
    return _authority(
        pl.DataFrame(
            [
                lives.ids_of(lives.leavers.person[spells.owner]),
                date_series("start_date", spells.start),
                date_series("end_date", spells.end),
                labels("accommodation", LETTERS, spells.state),
                labels("suitability", ("1", "2"), homes.is_unsuitable.astype(np.int64)),
                postcodes.gather(address).alias("postcode"),
            ]
        ).with_columns(pl.when(~pl.col("accommodation").is_in(["S", "R", "G", "H"])).then(pl.col("postcode"))),
        lives,
    )


def contact_table(draws: Draws, lives: Lives, activities: pl.DataFrame, homes: pl.DataFrame) -> pl.DataFrame:
    """Return contacts, each with the activity and the home of its day where they were recorded."""
    contacts = draw_contacts(draws, lives.leavers, lives.as_at)
    frame = pl.DataFrame(
        [
            lives.ids_of(lives.leavers.person[contacts.leaver]),
            date_series("contact_date", contacts.day),
            labels("contact_kind", KINDS, contacts.kind),
            labels("in_touch", IN_TOUCH, contacts.in_touch),
            pl.Series("is_full", contacts.is_full == 1),
        ]
    )
    spell_columns = ["person_id", "start_date", "end_date"]
    frame = state_at(
        frame, activities.select(*spell_columns, "activity"), "person_id", "contact_date", "start_date", "end_date"
    )
    frame = state_at(
        frame,
        homes.select(*spell_columns, "accommodation", "suitability"),
        "person_id",
        "contact_date",
        "start_date",
        "end_date",
    )
    told = [pl.when("is_full").then(pl.col(name)).alias(name) for name in ("activity", "accommodation", "suitability")]
    number = pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("person_id", "contact_date").alias("contact_number")
    return _authority(frame.with_columns(*told, number), lives)


def _authority(frame: pl.DataFrame, lives: Lives) -> pl.DataFrame:
    """Add the authority's number."""
    return frame.with_columns(pl.lit(lives.authority).alias("local_authority_code"))
