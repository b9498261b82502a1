"""Truth table of leaving-care payments: setting up home, staying put, savings, bursaries, and small help."""

from __future__ import annotations

import numpy as np
import polars as pl

from dagster_project.synthetic.days import OPEN, Real, Whole, birthday, date_series
from dagster_project.synthetic.draws import Draws, labels
from dagster_project.synthetic.lives import Lives
from dagster_project.synthetic.spells import ragged, state_at

#: Setting-up-home allowance in pounds; raised from 2,000 for homes begun from 1 April 2023 on.
_ALLOWANCE, _ALLOWANCE_BEFORE, _RAISED_ON = 3000, 2000, pl.date(2023, 4, 1)
#: Purchases that the allowance is spent on: days after moving in, and share of the allowance.
_PURCHASES = ((3, 0.4), (25, 0.25), (70, 0.2), (160, 0.15))
#: Days for which finance keeps payments at all, and regular ones, and from one staying-put payment to the next.
_LOG_KEPT, _KEPT, _EVERY = 3000, 730, 28
_BURSARY = 2000.0
_SMALL = (("RENT", 150, 700), ("TRAVEL", 20, 90), ("EMERGENCY", 20, 80), ("OTHER", 20, 150))
_SMALL_WEIGHTS = (0.2, 0.35, 0.35, 0.1)
#: What somebody lives on, by activity; nothing for those who study or work full time.
_BENEFITS = {"G4": "Universal Credit, PIP", "G5": "Universal Credit", "G6": "Universal Credit, Child Benefit",
             "P4": "Universal Credit", "P5": "Universal Credit"}  # fmt: skip


def payment_table(
    draws: Draws, lives: Lives, homes: pl.DataFrame, activities: pl.DataFrame, attainment: pl.DataFrame
) -> pl.DataFrame:
    """Return every payment to a care leaver, by day; `allowance_left` stands on payments from the allowance."""
    savings = _savings(draws.of("savings"), lives)
    bursaries = attainment.filter(pl.col("bursary_paid_date").is_not_null()).select(
        "person_id", pl.col("bursary_paid_date").alias("payment_date"), pl.lit(_BURSARY).alias("amount")
    )
    parts = {
        "SETTING_UP_HOME": _setting_up(draws.of("setting up"), homes),
        "SAVINGS": savings,
        "STAYING_PUT": _staying_put(draws.of("staying put"), lives, homes),
        "HE_BURSARY": _to_leavers(lives, bursaries),
        "BIRTHDAY": _birthdays(lives),
    }
    named = [frame.with_columns(pl.lit(kind).alias("payment_kind")) for kind, frame in parts.items()]
    whole = pl.concat([*named, _small(draws.of("small"), lives)], how="diagonal")
    known = whole.filter(pl.col("payment_date").to_physical().is_between(lives.as_at - _LOG_KEPT, lives.as_at))
    alive = pl.DataFrame([lives.person_ids(), date_series("death_date", lives.death)])
    known = known.join(alive, on="person_id", how="left", maintain_order="left").filter(
        pl.col("death_date").is_null() | (pl.col("payment_date") < pl.col("death_date"))
    )
    drawn = savings.select("person_id", pl.col("payment_date").alias("drawn_date"))
    told = known.join(drawn, on="person_id", how="left", maintain_order="left")
    return _living_on(told, activities).with_columns(
        (pl.col("drawn_date") <= pl.col("payment_date")).fill_null(value=False).alias("has_claimed_savings"),
        pl.format("PY{}{}", pl.lit(lives.authority[-1]), pl.int_range(1, pl.len() + 1)).alias("payment_id"),
        pl.lit(lives.authority).alias("local_authority_code"),
    )


def _living_on(payments: pl.DataFrame, activities: pl.DataFrame) -> pl.DataFrame:
    """Add the benefits of the day, and put payments in the order in which they were made."""
    spells = activities.select("person_id", "start_date", "end_date", "activity")
    told = state_at(payments, spells, "person_id", "payment_date", "start_date", "end_date")
    benefits = pl.col("activity").replace_strict(_BENEFITS, default=None, return_dtype=pl.String)
    return told.with_columns(benefits.alias("benefits_claimed")).sort(
        "payment_date", "person_id", "payment_kind", "amount", maintain_order=True
    )


def _setting_up(draws: Draws, homes: pl.DataFrame) -> pl.DataFrame:
    """Return purchases for the first home of one's own, until the allowance is spent; some spend only a part."""
    own = homes.filter(pl.col("accommodation") == "U").unique("person_id", keep="first", maintain_order=True)
    allowance = pl.when(pl.col("start_date") >= _RAISED_ON).then(_ALLOWANCE).otherwise(_ALLOWANCE_BEFORE)
    bought = own.select(
        "person_id", "start_date", allowance.alias("allowance"), pl.Series("count", draws.between(1, 4, len(own)))
    )
    parts, spent = [], 0.0
    for number, (days, share) in enumerate(_PURCHASES):
        spent += share
        parts.append(
            bought.filter(pl.col("count") > number).select(
                "person_id",
                (pl.col("start_date") + pl.duration(days=days)).alias("payment_date"),
                (pl.col("allowance") * share).round(2).alias("amount"),
                (pl.col("allowance") * (1 - spent)).round(2).alias("allowance_left"),
            )
        )
    return pl.concat(parts)


def _savings(draws: Draws, lives: Lives) -> pl.DataFrame:
    """Return savings made in care that were drawn at 18 or later, by about half."""
    leavers = lives.leavers
    size = len(leavers)
    on = birthday(leavers.birth, 18) + draws.of("day").between(0, 500, size)
    drawn = np.flatnonzero(draws.happens(0.52, size) & (on <= lives.as_at) & (on < leavers.stop))
    amount = np.round(draws.of("amount").unit(size)[drawn] * 3200 + 250, 2)
    return _paid(lives, leavers.person[drawn], on[drawn], amount)


def _staying_put(draws: Draws, lives: Lives, homes: pl.DataFrame) -> pl.DataFrame:
    """Return what carers were paid in the last two years for young people who stayed on, every four weeks."""
    stays = homes.filter(pl.col("accommodation") == "Z")
    since = lives.as_at - _KEPT
    begin = stays["start_date"].to_physical().to_numpy().astype(np.int64)
    stop = stays["end_date"].to_physical().fill_null(lives.as_at + 1).to_numpy().astype(np.int64)
    begin = begin + np.maximum((since - begin + _EVERY - 1) // _EVERY, 0) * _EVERY
    owner, number = ragged(np.maximum((stop - begin + _EVERY - 1) // _EVERY, 0))
    weekly = draws.between(180, 320, len(stays))
    row = pl.Series(owner.astype(np.uint32))
    return pl.DataFrame(
        [
            stays["person_id"].gather(row),
            date_series("payment_date", (begin[owner] + number * _EVERY).astype(np.int32)),
            pl.Series("amount", weekly[owner] * 4.0),
        ]
    )


def _birthdays(lives: Lives) -> pl.DataFrame:
    """Return the gift at each birthday from 18 to 21 of the last two years."""
    leavers = lives.leavers
    parts = []
    for age in range(18, 22):
        on = birthday(leavers.birth, age)
        given = np.flatnonzero((on > lives.as_at - _KEPT) & (on >= leavers.exit) & (on < leavers.stop))
        parts.append(_paid(lives, leavers.person[given], on[given].astype(np.int64), np.full(len(given), 50.0)))
    return pl.concat(parts)


def _small(draws: Draws, lives: Lives) -> pl.DataFrame:
    """Return small help of the last two years: rent, travel, emergencies, for some often and for many never."""
    leavers = lives.leavers
    begin = np.maximum(leavers.exit, lives.as_at - _KEPT).astype(np.int64)
    stop = np.minimum(leavers.stop, lives.as_at + 1).astype(np.int64)
    wants = draws.happens(0.45, len(leavers)) & (stop > begin)
    owner, _ = ragged(np.where(wants, np.minimum(draws.lasting(2.5, len(leavers)), 12), 0))
    size = len(owner)
    kind = draws.of("kind").pick(_SMALL_WEIGHTS, size)
    low, high = (np.array([each[place] for each in _SMALL], dtype=np.int64)[kind] for place in (1, 2))
    amount = draws.of("amount").between(low, high, size).astype(np.float64)
    on = draws.of("day").between(begin[owner], stop[owner] - 1, size)
    kinds = labels("payment_kind", [code for code, *_ in _SMALL], kind)
    return _paid(lives, leavers.person[owner], on, amount).with_columns(kinds)


def _paid(lives: Lives, person: Whole, on: Whole, amount: Real) -> pl.DataFrame:
    """Return payments: who, when, how much."""
    days = np.where(on > lives.as_at, int(OPEN), on).astype(np.int32)
    return pl.DataFrame([lives.ids_of(person), date_series("payment_date", days), pl.Series("amount", amount)])


def _to_leavers(lives: Lives, payments: pl.DataFrame) -> pl.DataFrame:
    """Return the payments to people who have left care."""
    return payments.join(
        lives.ids_of(lives.leavers.person).to_frame(), on="person_id", how="semi", maintain_order="left"
    )
