"""How the fictional authority compares with what North Yorkshire published.

Targets are the council's figures for 2023 to 2025 (DfE, children looked after in England including adoption; staying
put and ages 22 to 25 for 2023 and 2024); small numbers vary from year to year, and so may ours. A tolerance on a
count is about two and a half standard deviations of a count of that size; on a percentage, of a share of that many.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from dagster_project.synthetic.days import birthday, day
from dagster_project.synthetic.leaving import DAYS_AFTER_14
from dagster_project.synthetic.truth import Truth

_OUTSIDE = ("E11", "E12", "E2", "E3", "E15")
_EET = ("F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5")


@dataclass(frozen=True)
class Target:
    """A published figure and how far the simulation may lie from it; percentages are 0 to 100."""

    measure: str
    target: float
    tolerance: float
    source: str


#: What a simulation of the default size is held against.
TARGETS = (
    Target("children looked after on 31 March", 465, 65, "463, 501 and 561 in 2023 to 2025"),
    Target("children with 3 or more placements in the year, %", 12, 5, "10, 12 and 14 in 2023 to 2025"),
    Target("care leavers 17 to 18", 78, 20, "61, 77 and 82 in 2023 to 2025"),
    Target("care leavers 19 to 21", 194, 32, "193, 193 and 194 in 2023 to 2025"),
    Target("care leavers 22", 62, 20, "58 and 64 in 2023 and 2024"),
    Target("care leavers 23", 62, 20, "66 and 58 in 2023 and 2024"),
    Target("care leavers 24", 66, 20, "66 and 66 in 2023 and 2024"),
    Target("care leavers 25", 60, 20, "55 and 64 in 2023 and 2024"),
    Target("in touch 17 to 18, %", 98, 5, "100 and 99 in 2023 and 2024"),
    Target("in touch 19 to 21, %", 96, 5, "96 and 96 in 2023 and 2024"),
    Target("in touch 22, %", 81, 13, "83 and 80 in 2023 and 2024"),
    Target("in touch 23, %", 66, 16, "62 and 69 in 2023 and 2024"),
    Target("in touch 24, %", 55, 16, "48 and 61 in 2023 and 2024"),
    Target("in touch 25, %", 40, 16, "33 and 44 in 2023 and 2024"),
    Target("in education, employment or training 17 to 18, %", 71, 15, "79, 73 and 61 in 2023 to 2025"),
    Target("in education, employment or training 19 to 21, %", 63, 10, "68, 62 and 62 in 2023 to 2025"),
    Target("suitable accommodation 17 to 18, %", 90, 9, "89 in 2025"),
    Target("suitable accommodation 19 to 21, %", 94, 6, "92, 93 and 95 in 2023 to 2025"),
    Target(
        "stayed with foster carers at 18, % of those who left a foster home", 74, 20, "71, 81 and 69 in 2022 to 2024"
    ),
    Target("mean strengths and difficulties score", 16.5, 1.5, "16.5 in 2025"),
)


def measure(truth: Truth) -> dict[str, float]:
    """Return every measure of TARGETS for the last collection year that is complete at the truth's date."""
    end = date(truth.as_at.year if truth.as_at >= date(truth.as_at.year, 3, 31) else truth.as_at.year - 1, 3, 31)
    rows = pl.concat([_birthdays(truth, end, age) for age in range(17, 26)])
    found = _care_measures(truth, end)
    bands = {"17 to 18": (17, 18), "19 to 21": (19, 21), **{str(age): (age, age) for age in range(22, 26)}}
    for band, (low, high) in bands.items():
        own = rows.filter(pl.col("age").is_between(low, high))
        found[f"care leavers {band}"] = float(len(own))
        found[f"in touch {band}, %"] = _percent(own, pl.col("in_touch") == "YES")
        if low < 22:
            found[f"in education, employment or training {band}, %"] = _percent(own, pl.col("activity").is_in(_EET))
            placed = own.filter(~pl.col("accommodation").is_in(["G", "H", "R"]).fill_null(value=False))
            found[f"suitable accommodation {band}, %"] = _percent(placed, pl.col("suitability") == "1")
    return found


def _percent(rows: pl.DataFrame, condition: pl.Expr) -> float:
    """Return the share of rows that meet a condition, in percent; null counts as not meeting it."""
    met = rows.select(condition.fill_null(value=False).sum()).item()
    return 100.0 * float(met) / max(len(rows), 1)


def _care_measures(truth: Truth, end: date) -> dict[str, float]:
    """Return the measures of children in care."""
    on = pl.lit(end)
    periods = truth["care_period"].filter(~pl.col("is_short_break"))
    open_then = (pl.col("care_start_date") <= on) & (pl.col("care_end_date").is_null() | (pl.col("care_end_date") > on))
    in_care = periods.filter(open_then)
    begin = pl.lit(date(end.year - 1, 4, 1))
    moved = _homes_in_care(truth).filter(
        (pl.col("placement_start_date") <= on)
        & (pl.col("placement_end_date").is_null() | (pl.col("placement_end_date") > begin))
    )
    own = moved.join(in_care.select("person_id"), on="person_id", how="semi")
    counts = own.group_by("person_id").agg(pl.col("home").n_unique().alias("len"))
    recent = truth["sdq"].filter((pl.col("completed_date") > begin) & pl.col("score").is_not_null())
    return {
        "children looked after on 31 March": float(len(in_care)),
        "children with 3 or more placements in the year, %": _percent(counts, pl.col("len") >= 3),
        "mean strengths and difficulties score": float(recent["score"].cast(pl.Float64).sum()) / max(len(recent), 1),
        "stayed with foster carers at 18, % of those who left a foster home": _staying_put(truth, end),
    }


def _homes_in_care(truth: Truth) -> pl.DataFrame:
    """Return placements but temporary ones, with a number of the home that lasts over a temporary placement."""
    is_temporary = pl.col("placement_type").str.starts_with("T")
    goes_on = is_temporary | is_temporary.shift(1, fill_value=False)
    ordered = truth["placement"].sort("care_period_id", "placement_start_date")
    return ordered.with_columns((~goes_on).cum_sum().alias("home")).filter(~is_temporary)


def _staying_put(truth: Truth, end: date) -> float:
    """Return the share of those leaving a foster home at 18 in the last three years who stayed with their carers."""
    since = pl.lit(date(end.year - 3, 4, 1))
    last = truth["placement"].filter(pl.col("placement_end_date") > since)
    foster = last.filter(pl.col("placement_type").str.starts_with("U")).select("care_period_id", "placement_end_date")
    left = truth["care_period"].join(
        foster, left_on=["care_period_id", "care_end_date"], right_on=["care_period_id", "placement_end_date"]
    )
    grown = left.join(truth["person"].select("person_id", "birth_date"), on="person_id")
    adult = grown.filter(
        (pl.col("care_end_date").dt.year() - pl.col("birth_date").dt.year() == 18) & ~pl.col("is_short_break")
    )
    return _percent(adult, pl.col("end_reason") == "E17")


def _birthdays(truth: Truth, end: date, age: int) -> pl.DataFrame:
    """Return the care leavers who turned an age in the collection year, with what was known of each."""
    people = truth["person"].sort("person_id")
    turns = birthday(people["birth_date"].to_physical().to_numpy(), age)
    in_year = (turns >= day(date(end.year - 1, 4, 1))) & (turns <= day(end))
    chosen = people.select("person_id", "death_date", "birth_date").with_columns(
        pl.Series("turns", turns).cast(pl.Date)
    )
    cohort = _out_of_care(truth, chosen.filter(pl.Series(in_year)))
    seen = _contact_of(truth, cohort, end, age)
    told = seen.select("person_id", "in_touch", "activity", "accommodation", "suitability")
    rows = cohort.join(told, on="person_id", how="left").with_columns(pl.lit(age).alias("age"))
    dead = pl.col("death_date").is_not_null() & (pl.col("death_date") <= pl.lit(end))
    return rows.filter(~dead & (pl.col("in_touch").fill_null("NO") != "RHOM"))


def _out_of_care(truth: Truth, people: pl.DataFrame) -> pl.DataFrame:
    """Return those who had 91 days of care after 14, some after 16, and were out of it on the birthday."""
    births = people["birth_date"].to_physical().to_numpy()
    dated = people.with_columns(
        pl.Series("fourteen", birthday(births, 14)).cast(pl.Date),
        pl.Series("sixteen", birthday(births, 16)).cast(pl.Date),
    )
    periods = truth["care_period"].filter(~pl.col("is_short_break")).join(dated, on="person_id")
    known = periods.filter(pl.col("care_start_date") <= pl.col("turns"))
    stop = pl.coalesce("care_end_date", pl.lit(truth.as_at))
    days = (pl.min_horizontal(stop, "turns") - pl.max_horizontal("care_start_date", "fourteen")).dt.total_days()
    still_in = pl.col("care_end_date").is_null() | (pl.col("care_end_date") > pl.col("turns"))
    totals = (
        known.sort("care_start_date")
        .group_by("person_id")
        .agg(
            days.clip(lower_bound=0).sum().alias("days"),
            (stop > pl.col("sixteen")).any().alias("late"),
            still_in.any().alias("still_in"),
            pl.col("end_reason").last(),
        )
    )
    owed = totals.filter(
        (pl.col("days") >= DAYS_AFTER_14) & pl.col("late") & ~pl.col("still_in") & ~pl.col("end_reason").is_in(_OUTSIDE)
    )
    return people.join(owed.select("person_id"), on="person_id", how="semi")


def _contact_of(truth: Truth, cohort: pl.DataFrame, end: date, age: int) -> pl.DataFrame:
    """Return the contact that counts: nearest the birthday up to 21, the latest of the year from 22."""
    contacts = truth["contact"].join(cohort.select("person_id", "turns"), on="person_id")
    if age > 21:
        begin = pl.lit(date(end.year - 1, 4, 1))
        own = contacts.filter(pl.col("contact_date").is_between(begin, pl.lit(end)))
        return own.sort("contact_date", "contact_number").group_by("person_id").last()
    low, high = pl.col("turns").dt.offset_by("-3mo"), pl.col("turns").dt.offset_by("1mo")
    own = contacts.filter(pl.col("contact_date").is_between(low, high))
    gap = (pl.col("contact_date") - pl.col("turns")).dt.total_days().abs()
    return (
        own.with_columns(gap.alias("gap")).sort("gap", "contact_date", "contact_number").group_by("person_id").first()
    )


def misses(truth: Truth) -> list[str]:
    """Return one line for each measure outside its tolerance; none when the simulation is in step."""
    found = measure(truth)
    return [
        f"{target.measure}: {found[target.measure]:.1f}, but {target.target} ± {target.tolerance} ({target.source})"
        for target in TARGETS
        if abs(found[target.measure] - target.target) > target.tolerance
    ]
