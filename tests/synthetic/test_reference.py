"""The reference files of the fictional authority say what its placements say."""

from datetime import date

import polars as pl
import pytest

from dagster_project.synthetic import Rendered, Truth, simulate

NUMBERED = pl.col("urn").str.starts_with("SC")


@pytest.fixture(scope="module")
def placements(truth: Truth) -> pl.DataFrame:
    return truth["placement"].filter(NUMBERED)


@pytest.fixture(scope="module")
def providers(exact: Rendered) -> pl.DataFrame:
    return exact.frame("providers")


def test_every_number_of_a_placement_is_on_the_list_once(placements: pl.DataFrame, providers: pl.DataFrame) -> None:
    assert providers["urn"].is_unique().all()
    assert set(providers["urn"]) == set(placements["urn"])
    assert providers["urn"].str.contains(r"^SC\d{6}$").all()


@pytest.mark.parametrize(
    ("listed", "of_a_placement"), [("place_codes", "placement_type"), ("provider_codes", "provider")]
)
def test_the_list_has_the_codes_of_every_placement(
    placements: pl.DataFrame, providers: pl.DataFrame, listed: str, of_a_placement: str
) -> None:
    both = placements.join(providers.drop("postcode"), on="urn")
    assert both.filter(~pl.col(listed).str.split(",").list.contains(pl.col(of_a_placement))).is_empty()
    assert providers[listed].str.contains(",").any()


def test_a_home_has_one_address_and_the_list_has_it(placements: pl.DataFrame, providers: pl.DataFrame) -> None:
    homes = placements.filter(pl.col("placement_type").is_in(["K1", "K2", "K3", "R3", "S1"]))
    both = homes.join(providers, on="urn", suffix="_listed")
    assert both.filter(pl.col("postcode") != pl.col("postcode_listed")).is_empty()


def test_homes_in_a_large_authority_have_a_number_each() -> None:
    homes = simulate(people=9_000)["placement"].filter(NUMBERED & ~pl.col("carer_id").str.starts_with("C"))
    addresses = homes.group_by("urn").agg(pl.col("postcode").n_unique())
    assert addresses["postcode"].max() == 1


def test_a_registration_ends_after_the_last_child_has_left(placements: pl.DataFrame, providers: pl.DataFrame) -> None:
    both = placements.join(providers.filter(pl.col("reg_end").is_not_null()), on="urn")
    assert not both.is_empty()
    assert both.filter((pl.col("placement_end_date") >= pl.col("reg_end")).fill_null(value=True)).is_empty()
    assert providers["reg_end"].is_null().any()
    assert providers["reg_end"].max() <= date(2026, 4, 30)  # type: ignore[operator]


def test_only_a_provider_of_another_authority_has_another_authoritys_code(
    placements: pl.DataFrame, providers: pl.DataFrame
) -> None:
    both = placements.join(providers, on="urn")
    elsewhere = pl.col("la_code_inferred") != "E06999990"
    assert both.filter(elsewhere != (pl.col("provider") == "PR2")).is_empty()
    assert both.filter(elsewhere).height > 0


def test_faults_leave_the_list_as_it_is(exact: Rendered, faulty: Rendered) -> None:
    assert faulty.frame("providers").equals(exact.frame("providers"))
