"""Who the health team and the virtual school know: names and birth dates as they hold them, and people of their own."""

from __future__ import annotations

import numpy as np
import polars as pl

from dagster_project.synthetic import names
from dagster_project.synthetic.days import day
from dagster_project.synthetic.render.faults import Faults
from dagster_project.synthetic.render.identity import Scene, as_held, strangers


def known_people(
    scene: Scene, facts: pl.DataFrame, number: str, *, prefix: str, years: tuple[int, int]
) -> pl.DataFrame:
    """Return the facts that a service holds, with names and birth dates as it holds them.

    Whoever has no number in the service's own system is not in its file. Under faults some more are lost, and people
    whom only this service knows are there as well.

    Args:
        scene: The truth and the faults of the service.
        facts: Table of the truth, one row a person.
        number: Column of the person table with the number the service goes by: nhs_number or upn.
        prefix: First letters of the identifiers of people whom only this service knows.
        years: Youngest and oldest age of these.
    """
    faults = scene.faults.of("people")
    columns = ("forename", "surname", "surname_before", "birth_date", number)
    own = scene.with_person(facts, *columns).filter(pl.col(number).is_not_null())
    own = faults.drop(own, 0.03)
    count = round(0.06 * min(faults.level, 3.0) * len(own))
    today = day(scene.truth.as_at)
    others = strangers(faults.draws.of("others"), count, prefix, today - years[1] * 365, today - years[0] * 366)
    others = others.drop("sex").with_columns(_numbers(scene, faults, number, others))
    told = pl.concat([own, others], how="diagonal")
    return as_held(faults, told, renamed=0.3, forename=0.04, surname=0.03, birth_date=0.012)


def _numbers(scene: Scene, faults: Faults, number: str, people: pl.DataFrame) -> pl.Series:
    """Return numbers that nobody else has for the people whom only one service knows."""
    count, taken = len(people), scene.truth["person"][number].drop_nulls()
    if number == "nhs_number":
        drawn = names.nhs_numbers(faults.draws.of("numbers"), 4 * count + 20).unique(maintain_order=True)
        return drawn.filter(~drawn.is_in(taken.implode())).head(count).alias(number)
    serial = len(scene.truth["person"]) + np.arange(count, dtype=np.int64)
    return names.upn(int(scene.authority), people["birth_date"].dt.year().to_numpy().astype(np.int64), serial)
