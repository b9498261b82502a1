"""The truth holds together, whatever the seed."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.synthetic import TABLES, Truth, schema_of, simulate
from dagster_project.synthetic.days import birthday
from dagster_project.synthetic.people import FIRST_DAY

SPELLS = {
    "placement": ("placement_start_date", "placement_end_date"),
    "legal_status": ("legal_status_start_date", "legal_status_end_date"),
}
VALID = {"H5": (None, date(2024, 4, 1)), "P2": (None, date(2024, 4, 1)), "K3": (date(2024, 4, 1), None)}
VALID |= {"Z1": (None, date(2025, 4, 1))} | {f"Z1{n}": (date(2025, 4, 1), None) for n in range(1, 5)}


def assert_chain_covers_care(truth: Truth, table: str) -> None:
    """Every period of care is covered from its first to its last day, without gap or overlap."""
    start, end = SPELLS[table]
    spells = truth[table].sort("care_period_id", start)
    following = spells.with_columns(pl.col(start).shift(-1).over("care_period_id").alias("next"))
    inner = following.filter(pl.col("next").is_not_null())
    assert inner.filter(pl.col("next").ne_missing(pl.col(end))).is_empty()
    assert spells.filter(pl.col(end) <= pl.col(start)).is_empty()
    whole = spells.group_by("care_period_id").agg(pl.col(start).first(), pl.col(end).last())
    joined = truth["care_period"].join(whole, on="care_period_id", how="full", coalesce=True)
    assert joined.filter(pl.col("care_start_date").ne_missing(pl.col(start))).is_empty()
    assert joined.filter(pl.col("care_end_date").ne_missing(pl.col(end))).is_empty()


def assert_periods_are_in_order(truth: Truth) -> None:
    """Periods do not overlap, nobody is in care after 18 or before birth, and only an open period lacks an end."""
    periods = truth["care_period"].join(truth["person"], on=["person_id", "local_authority_code"])
    eighteen = pl.Series(birthday(periods["birth_date"].to_physical().to_numpy(), 18)).cast(pl.Date)
    stop = pl.coalesce("care_end_date", pl.lit(truth.as_at))
    assert periods.filter(stop > eighteen).is_empty()
    assert periods.filter(pl.col("care_start_date") < pl.col("birth_date")).is_empty()
    assert periods.filter(pl.col("care_end_date") <= pl.col("care_start_date")).is_empty()
    assert periods.filter(pl.col("care_end_date").is_null() != pl.col("end_reason").is_null()).is_empty()
    before = pl.col("care_end_date").shift(1).over("person_id")
    second = periods.sort("person_id", "care_start_date").with_columns(
        before.alias("before"), (pl.int_range(pl.len()).over("person_id") > 0).alias("is_later")
    )
    later = second.filter("is_later")
    assert later.filter(pl.col("before").is_null() | (pl.col("before") > pl.col("care_start_date"))).is_empty()


def assert_final_ends_are_final(truth: Truth) -> None:
    """Nothing follows an adoption, a death, a transfer, or being found adult."""
    final = truth["care_period"].filter(pl.col("end_reason").is_in(["E11", "E12", "E2", "E3", "E15", "E16"]))
    later = truth["care_period"].join(final.select("person_id", pl.col("care_end_date").alias("final")), on="person_id")
    assert later.filter(pl.col("care_start_date") >= pl.col("final")).is_empty()


def assert_death_ends_everything(truth: Truth) -> None:
    """After a death there is one record of it, and nothing else."""
    dead = truth["person"].filter(pl.col("death_date").is_not_null()).select("person_id", "death_date")
    for table, column in (
        ("home_spell", "start_date"),
        ("activity_spell", "start_date"),
        ("care_period", "care_start_date"),
        ("tenancy", "start_date"),
        ("survey_answer", "answered_date"),
        ("missing_episode", "start_date"),
    ):
        after = truth[table].join(dead, on="person_id").filter(pl.col(column) >= pl.col("death_date"))
        assert after.is_empty(), table
    contacts = truth["contact"].join(dead, on="person_id").filter(pl.col("contact_date") >= pl.col("death_date"))
    assert set(contacts["in_touch"]) <= {"DIED"}
    assert truth["contact"].filter(pl.col("in_touch") == "DIED").join(dead, on="person_id", how="anti").is_empty()


def assert_spells_have_no_gap(truth: Truth, table: str) -> None:
    """Spells of one person follow each other day by day."""
    spells = truth[table].sort("person_id", "start_date")
    following = spells.with_columns(pl.col("start_date").shift(-1).over("person_id").alias("next"))
    assert following.filter(pl.col("next").is_not_null() & pl.col("next").ne_missing(pl.col("end_date"))).is_empty()


def assert_contacts_fit_the_day(truth: Truth) -> None:
    """What a contact records is what was so on its day; and nothing is recorded where nobody was in touch."""
    for table, columns in (("activity_spell", ["activity"]), ("home_spell", ["accommodation", "suitability"])):
        told = truth["contact"].filter(pl.col(columns[0]).is_not_null())
        spells = truth[table].rename({name: f"true_{name}" for name in columns})
        joined = told.join(spells, on="person_id").filter(
            (pl.col("start_date") <= pl.col("contact_date"))
            & (pl.col("end_date").is_null() | (pl.col("contact_date") < pl.col("end_date")))
        )
        assert len(joined) == len(told)
        for name in columns:
            assert joined.filter(pl.col(name) != pl.col(f"true_{name}")).is_empty()
    silent = truth["contact"].filter(pl.col("in_touch") != "YES")
    assert silent.filter(pl.col("activity").is_not_null() | pl.col("accommodation").is_not_null()).is_empty()
    assert truth["contact"].select("person_id", "contact_date", "contact_number").is_unique().all()


def assert_codes_fit_their_day(truth: Truth) -> None:
    """A placement type was valid on the day the placement began, and homeless or in custody is never suitable."""
    for code, (first, stop) in VALID.items():
        started = truth["placement"].filter(pl.col("placement_type") == code)["placement_start_date"]
        assert first is None or (started >= first).all()
        assert stop is None or (started < stop).all()
    homes = truth["home_spell"]
    assert set(homes.filter(pl.col("accommodation").is_in(["S", "X"]))["suitability"]) <= {"2"}
    young = homes.join(truth["person"].select("person_id", "birth_date"), on="person_id")
    eighteen = pl.Series(birthday(young["birth_date"].to_physical().to_numpy(), 18)).cast(pl.Date)
    assert young.filter((pl.col("accommodation") == "Z") & (pl.col("start_date") < eighteen)).is_empty()


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**31), as_at=st.dates(date(2018, 1, 1), date(2027, 12, 31)))
def test_lives_hold_together(seed: int, as_at: date) -> None:
    truth = simulate(people=60, seed=seed, as_at=as_at)
    for table in ("placement", "legal_status"):
        assert_chain_covers_care(truth, table)
    assert_periods_are_in_order(truth)
    assert_final_ends_are_final(truth)
    assert_death_ends_everything(truth)
    for table in ("home_spell", "activity_spell"):
        assert_spells_have_no_gap(truth, table)
    assert_contacts_fit_the_day(truth)
    assert_codes_fit_their_day(truth)


def test_default_lives_hold_together(truth: Truth) -> None:
    for table in ("placement", "legal_status"):
        assert_chain_covers_care(truth, table)
    assert_periods_are_in_order(truth)
    assert_final_ends_are_final(truth)
    assert_death_ends_everything(truth)
    assert_contacts_fit_the_day(truth)
    assert_codes_fit_their_day(truth)


def test_every_table_is_there_with_its_columns(truth: Truth) -> None:
    assert set(truth.tables) == set(TABLES)
    for table in TABLES:
        assert dict(truth[table].schema) == schema_of(table)


def test_nothing_is_known_after_as_at(truth: Truth) -> None:
    for table in TABLES:
        for name, kind in truth[table].schema.items():
            if kind == pl.Date and name != "due_date":
                latest = truth[table][name].max()
                assert latest is None or latest <= truth.as_at, (table, name)  # type: ignore[operator]


def test_everybody_was_in_care_since_the_first_day(truth: Truth) -> None:
    first = date(1970, 1, 1) + timedelta(days=FIRST_DAY)
    ends = truth["care_period"].select("person_id", pl.coalesce("care_end_date", pl.lit(truth.as_at)).alias("end"))
    last = ends.group_by("person_id").agg(pl.col("end").max())
    assert set(last["person_id"]) == set(truth["person"]["person_id"])
    assert last.filter(pl.col("end") <= first).is_empty()


def test_identifiers_are_unique_and_well_formed(truth: Truth) -> None:
    people = truth["person"]
    for column in ("person_id", "nhs_number", "upn"):
        known = people[column].drop_nulls()
        assert known.is_unique().all()
    assert people["upn"].drop_nulls().str.contains(r"^[A-HJ-NP-RT-Z]990[0-9]{9}$").all()
    assert people["nhs_number"].str.contains(r"^999[0-9]{7}$").all()
    weights = range(10, 1, -1)
    for number in people["nhs_number"].head(200):
        total = sum(weight * int(digit) for weight, digit in zip(weights, number[:9], strict=True))
        assert (11 - total % 11) % 11 == int(number[9])
    assert (people["upn"].is_null() == people["upn_unknown_code"].is_not_null()).all()


def test_nearly_every_18_year_old_leaves_care_on_the_birthday(truth: Truth) -> None:
    periods = truth["care_period"].filter(~pl.col("is_short_break") & pl.col("care_end_date").is_not_null())
    periods = periods.join(truth["person"].select("person_id", "birth_date"), on="person_id")
    eighteen = pl.Series(birthday(periods["birth_date"].to_physical().to_numpy(), 18)).cast(pl.Date)
    near = periods.with_columns(((pl.col("care_end_date") - eighteen).dt.total_days()).alias("days")).filter(
        pl.col("days") >= -30
    )
    assert (near["days"] == 0).mean() > 0.9  # type: ignore[operator]
