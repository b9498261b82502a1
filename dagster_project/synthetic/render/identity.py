"""Who is who in which system: the numbers each source gives people, and the people a source knows twice or alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from dagster_project.synthetic import names
from dagster_project.synthetic.days import Days, date_series
from dagster_project.synthetic.draws import Draws, labels
from dagster_project.synthetic.render.faults import Faults
from dagster_project.synthetic.truth import Truth, shaped

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Scene:
    """What every renderer needs: the truth, the level of faults, and the numbers of the case system.

    `lcs` has one row a person: person_id, lcs_id, and for people recorded twice other_lcs_id with other_from, the day
    from which contacts went to the second record.
    """

    truth: Truth
    faults: Faults
    lcs: pl.DataFrame
    authority: str

    def seen_by(self, faults: Faults) -> Scene:
        """Return the same scene with the faults of another source."""
        return Scene(self.truth, faults, self.lcs, self.authority)

    def with_lcs_id(self, frame: pl.DataFrame, name: str) -> pl.DataFrame:
        """Add the case-system number of each row's person under `name`, and leave the truth's own number out."""
        numbers = self.lcs.select("person_id", pl.col("lcs_id").alias(name))
        joined = frame.join(numbers, on="person_id", how="inner", maintain_order="left")
        return joined.drop("person_id", "local_authority_code", strict=False)

    def with_person(self, frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
        """Add columns of the person table to each row."""
        people = self.truth["person"].select("person_id", *columns)
        return frame.join(people, on="person_id", how="left", maintain_order="left")


def set_scene(truth: Truth, faults: Faults) -> Scene:
    """Give everybody a number in the case system, and some people two."""
    people = truth["person"]
    authority = str(people["local_authority_code"][0])
    number = np.arange(len(people), dtype=np.int64)
    own = pl.Series("lcs_id", 1_000_003 + number * 7).cast(pl.String)
    twice = faults.of("twice")
    old_enough = _alive_in(truth).to_numpy()
    spots = np.zeros(len(people), dtype=np.bool_)
    chosen = np.flatnonzero(old_enough)
    spots[chosen] = twice.spots(len(chosen), 0.012, 6)
    other = pl.Series("other", 9_000_001 + number * 11).cast(pl.String)
    since = truth.as_at.toordinal() - 719_163 - twice.draws.of("since").between(200, 900, len(people))
    lcs = people.select("person_id").with_columns(
        own,
        pl.when(pl.Series(spots)).then(other).alias("other_lcs_id"),
        pl.when(pl.Series(spots)).then(date_series("since", since.astype(np.int32))).alias("other_from"),
    )
    return Scene(truth, faults, lcs, authority)


def _alive_in(truth: Truth) -> pl.Series:
    """Return who has had a contact as a care leaver, in the order of the people."""
    seen = truth["contact"]["person_id"].unique().to_list()
    return truth["person"]["person_id"].is_in(seen)


def misspelt(draws: Draws, names_given: pl.Series, share: float, level: float) -> pl.Series:
    """Return names with one letter changed or lost in some."""
    size = len(names_given)
    hit = draws.happens(min(1.0, share * level), size)
    place = 1 + draws.between(0, 4, size)
    letter = labels("letter", [*_LETTERS, ""], draws.between(0, 26, size))
    frame = pl.DataFrame([names_given.alias("name"), pl.Series("hit", hit), pl.Series("place", place), letter])
    before, after = pl.col("name").str.slice(0, pl.col("place")), pl.col("name").str.slice(pl.col("place") + 1)
    wrong = before + pl.col("letter") + after
    return frame.select(pl.when("hit").then(wrong).otherwise("name").alias(names_given.name))[names_given.name]


def swapped_dates(draws: Draws, birth: pl.Series, share: float, level: float) -> pl.Series:
    """Return birth dates with day and month the wrong way round in some, where that makes a date."""
    hit = draws.happens(min(1.0, share * level), len(birth))
    frame = pl.DataFrame([birth.alias("birth"), pl.Series("hit", hit)])
    wrong = pl.date(pl.col("birth").dt.year(), pl.col("birth").dt.day().clip(1, 12), pl.col("birth").dt.month())
    swaps = pl.col("hit") & (pl.col("birth").dt.day() <= 12)
    return frame.select(pl.when(swaps).then(wrong).otherwise("birth").alias(birth.name))[birth.name]


def as_held(
    faults: Faults, frame: pl.DataFrame, *, renamed: float, forename: float, surname: float, birth_date: float
) -> pl.DataFrame:
    """Add `first`, `last` and `known_birth_date` as another system holds them.

    Args:
        faults: Of the list of people.
        frame: With forename, surname, surname_before and birth_date.
        renamed: Share of those with a surname of before who still go by it.
        forename: Share of misspelt forenames.
        surname: Share of misspelt surnames.
        birth_date: Share of birth dates with day and month the wrong way round.
    """
    before = pl.Series(faults.of("surname").hits(len(frame), renamed))
    first = misspelt(faults.draws.of("forename"), frame["forename"], forename, faults.level)
    last = misspelt(faults.draws.of("spelling"), frame["surname"], surname, faults.level)
    return frame.with_columns(
        first.alias("first"),
        pl.when(before).then(pl.coalesce("surname_before", last)).otherwise(last).alias("last"),
        swapped_dates(faults.draws.of("birth"), frame["birth_date"], birth_date, faults.level).alias(
            "known_birth_date"
        ),
    )


def strangers(draws: Draws, size: int, prefix: str, low: int, high: int) -> pl.DataFrame:
    """Return people that only one source knows: person_id, forename, surname, birth_date between two days, sex."""
    days: Days = draws.of("birth").between(low, high, size).astype(np.int32)
    number = pl.Series(np.arange(size, dtype=np.int64)).cast(pl.String).str.zfill(5)
    return pl.DataFrame(
        [
            (prefix + number).alias("person_id"),
            names.forenames(draws.of("forename"), size),
            names.surnames(draws.of("surname"), size),
            date_series("birth_date", days),
            labels("sex", ("M", "F"), draws.of("sex").between(0, 1, size)),
        ]
    )


def source_records(scene: Scene, source: str, dataset: str, frame: pl.DataFrame, identifier: str) -> pl.DataFrame:
    """Return the truth's table of which record is whose, from a frame that still has `person_id`."""
    return shaped(
        "source_record",
        frame.select(
            "person_id",
            pl.lit(scene.authority).alias("local_authority_code"),
            pl.lit(source).alias("source"),
            pl.lit(dataset).alias("dataset"),
            pl.col(identifier).cast(pl.String).alias("source_record_id"),
        ).unique(maintain_order=True),
    )
