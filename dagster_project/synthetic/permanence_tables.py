"""Truth tables about permanence: decisions for adoption, and the permanence a child had before coming into care."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from dagster_project.synthetic.core_tables import period_ids
from dagster_project.synthetic.days import OPEN, Days, Mask, Whole, date_series, day
from dagster_project.synthetic.draws import Draws, labels
from dagster_project.synthetic.lives import Lives
from dagster_project.synthetic.people import UASC
from dagster_project.synthetic.placements import TYPE

#: Kinds of adopters, each with sex, legal status and share; the statuses follow DfE's rules 514, 517 to 520 and 524.
_ADOPTERS: tuple[tuple[str, str, str, float], ...] = (
    ("2", "MF", "L11", 0.6), ("2", "MF", "L3", 0.1), ("2", "MF", "L2", 0.01), ("2", "MM", "L12", 0.06),
    ("2", "MM", "L4", 0.02), ("2", "FF", "L12", 0.05), ("2", "FF", "L2", 0.02), ("2", "FF", "L4", 0.02),
    ("1", "F1", "L0", 0.1), ("1", "M1", "L0", 0.02),
)  # fmt: skip
_REASONS, _REASON_WEIGHTS = ("RD1", "RD2", "RD3", "RD4"), (0.3, 0.1, 0.45, 0.15)

#: Previous permanence is asked about children whose care began from this day.
_ASKED_FROM = day(date(2016, 4, 1))
_OPTIONS, _OPTION_WEIGHTS = ("Z1", "P1", "P2", "P3", "P4"), (0.88, 0.03, 0.055, 0.025, 0.01)
#: An earlier order needs a child of this age in days, so that even a date known by its year alone lies before care.
_OLD_ENOUGH, _ORDER_BEFORE = 1000, 400
#: What is known of the day of an earlier order: the day, its month, its year, nothing; as the return writes it.
_FORMS, _FORM_WEIGHTS = ("%d/%m/%Y", "zz/%m/%Y", "zz/zz/%Y", "zz/zz/zzzz"), (0.6, 0.2, 0.14, 0.06)
_ELSEWHERE = ("991", "992", "993", "SCO", "WAL")


def adoption_decision_table(draws: Draws, lives: Lives) -> pl.DataFrame:
    """Return every decision for adoption that has been made, with the steps that have followed it."""
    plans, periods = lives.adoptions, lives.periods
    period = np.flatnonzero(plans.decision <= lives.as_at)
    size = len(period)
    steps = {
        "decision_date": plans.decision, "order_date": plans.order, "matched_date": plans.matched,
        "placed_date": plans.placed, "reversed_date": plans.dropped,
    }  # fmt: skip
    known = {name: _until(days[period], lives.as_at) for name, days in steps.items()}
    is_dropped = known["reversed_date"] < OPEN
    reason = np.where(is_dropped, draws.of("reason").pick(_REASON_WEIGHTS, size), -1)
    adopters = draws.of("adopters").pick([share for *_, share in _ADOPTERS], size)
    adopters = np.where(known["matched_date"] < OPEN, adopters, -1)
    placements = lives.placements.spells
    to_carer = placements.owner[np.isin(placements.state, (TYPE["A3"], TYPE["A5"]))]
    columns = [
        lives.ids_of(periods.person[period]),
        period_ids(lives).gather(pl.Series(period.astype(np.uint32))),
        *(date_series(name, days) for name, days in known.items()),
        labels("reversed_reason", _REASONS, reason),
        pl.Series("is_adopted_by_carer", np.isin(period, to_carer)),
        labels("number_of_adopters", [number for number, *_ in _ADOPTERS], adopters),
        labels("adopter_sex", [sex for _, sex, _, _ in _ADOPTERS], adopters),
        labels("adopter_legal_status", [status for _, _, status, _ in _ADOPTERS], adopters),
    ]
    return pl.DataFrame(columns).with_columns(pl.lit(lives.authority).alias("local_authority_code"))


def _until(days: Days, as_at: int) -> Days:
    """Return days known by now."""
    return np.where(days > as_at, OPEN, days).astype(np.int32)


def previous_permanence_table(draws: Draws, lives: Lives) -> pl.DataFrame:
    """Return what permanence each child had before the first care, if any care began from 1 April 2016 on.

    One row a person; the period is the first that began since. Unaccompanied children had none.
    """
    periods, people = lives.periods, lives.people
    first_day = np.full(len(people), OPEN, dtype=np.int32)
    np.minimum.at(first_day, periods.person, periods.start)
    asked = np.flatnonzero(periods.start >= _ASKED_FROM)
    period = asked[np.append(True, periods.person[asked][1:] != periods.person[asked][:-1])[: len(asked)]]
    person = periods.person[period]
    age = first_day[person].astype(np.int64) - people.birth[person]
    option = draws.of("option").pick(_OPTION_WEIGHTS, len(period))
    option = np.where((age < _OLD_ENOUGH) | (people.kind[person] == UASC), 0, option)
    on = draws.of("order").between(people.birth[person] + 200, first_day[person] - _ORDER_BEFORE, len(period))
    elsewhere = draws.of("where").happens(0.35, len(period))
    authority = np.where(elsewhere, 1 + draws.of("which").between(0, len(_ELSEWHERE) - 1, len(period)), 0)
    return pl.DataFrame(
        [
            lives.ids_of(person),
            period_ids(lives).gather(pl.Series(period.astype(np.uint32))),
            labels("previous_permanence", _OPTIONS, option),
            labels("authority", (lives.authority, *_ELSEWHERE), np.where(option > 0, authority, -1)),
            _partial(draws.of("form"), on, option > 0),
        ]
    ).with_columns(pl.lit(lives.authority).alias("local_authority_code"))


def _partial(draws: Draws, on: Whole, had: Mask) -> pl.Series:
    """Return the days of earlier orders as far as they are known."""
    form = draws.pick(_FORM_WEIGHTS, len(on))
    frame = pl.DataFrame([date_series("on", on.astype(np.int32)), pl.Series("form", np.where(had, form, -1))])
    on_day = pl.col("on").dt
    told = [pl.when(pl.col("form") == number).then(on_day.strftime(text)) for number, text in enumerate(_FORMS)]
    return frame.select(pl.coalesce(told).alias("order_date"))["order_date"]
