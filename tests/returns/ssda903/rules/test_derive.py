"""Columns that DfE derives: taken when they are supplied, made of reference data otherwise."""

from __future__ import annotations

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from dagster_project.returns.ssda903.rules.derive import with_derived_columns

OWN = "E06000065"
POSTCODES = pl.DataFrame(
    {
        "postcode": ["NY1 1AA", "NY1 1AB", "EH1 1AA", "BT1 1AA", "CF1 1AA", "LE1 1AA", "XX1 1XX"],
        "laua": ["E07000001", "E07000001", "S12000036", "N09000003", "W06000015", "E06000016", "E99999999"],
        "easting": ["400000", "401609.3", "325000", None, "318000", "458000", "x"],
        "northing": ["400000", "400000", "673000", None, "176000", "304000", "y"],
    }
)
AUTHORITIES = pl.DataFrame({"district_code": ["E07000001", "E06000016"], "upper_tier_code": [OWN, "E06000016"]})
REFERENCE = {"postcodes": POSTCODES, "authorities": AUTHORITIES}


def episodes(*places: tuple[str | None, str | None]) -> pl.DataFrame:
    return pl.DataFrame(places, {"HOME_POST": pl.String, "PL_POST": pl.String}, orient="row")


@pytest.mark.parametrize(
    ("postcode", "authority", "location"),
    [
        ("NY1 1AB", OWN, "IN"),
        ("ny11ab", OWN, "IN"),
        ("LE1 1AA", "E06000016", "OUT"),
        ("EH1 1AA", "SCO", "OUT"),
        ("BT1 1AA", "NIR", "OUT"),
        ("CF1 1AA", "WAL", "OUT"),
        ("XX1 1XX", None, "OUT"),
        ("ZZ9 9ZZ", None, None),
        (None, None, None),
    ],
)
def test_the_authority_of_a_placement_is_that_of_its_postcode(
    postcode: str | None, authority: str | None, location: str | None
) -> None:
    found = with_derived_columns({"Episodes": episodes(("NY1 1AA", postcode))}, REFERENCE, OWN)["Episodes"]
    assert found.select("PL_LA", "PL_LOCATION").row(0) == (authority, location)


@pytest.mark.parametrize(
    ("home", "placement", "miles"),
    [
        ("NY1 1AA", "NY1 1AA", 0.0),
        ("NY1 1AA", "NY1 1AB", 1.0),
        ("NY1 1AA", "LE1 1AA", 69.7),
        ("NY1 1AA", "BT1 1AA", None),
        ("XX1 1XX", "NY1 1AA", None),
        (None, "NY1 1AA", None),
    ],
)
def test_the_distance_is_in_miles_to_one_decimal(home: str | None, placement: str, miles: float | None) -> None:
    found = with_derived_columns({"Episodes": episodes((home, placement))}, REFERENCE, OWN)["Episodes"]
    assert found["PL_DISTANCE"].to_list() == [miles]


def test_a_column_that_is_supplied_stays_and_only_the_others_are_derived() -> None:
    supplied = episodes(("NY1 1AA", "NY1 1AB")).with_columns(PL_LA=pl.lit("SCO"))
    found = with_derived_columns({"Episodes": supplied}, REFERENCE, OWN)["Episodes"]
    assert found.columns == ["HOME_POST", "PL_POST", "PL_LA", "PL_DISTANCE", "PL_LOCATION"]
    assert found.row(0)[2:] == ("SCO", 1.0, "IN")


@pytest.mark.parametrize(
    ("reference", "authority", "added"),
    [
        ({}, OWN, []),
        ({"authorities": AUTHORITIES}, OWN, []),
        ({"postcodes": POSTCODES.drop("easting"), "authorities": AUTHORITIES}, OWN, []),
        ({"postcodes": POSTCODES}, OWN, ["PL_DISTANCE"]),
        (REFERENCE, None, ["PL_DISTANCE", "PL_LA"]),
        (REFERENCE, OWN, ["PL_DISTANCE", "PL_LA", "PL_LOCATION"]),
    ],
)
def test_what_is_not_given_is_not_derived(
    reference: dict[str, pl.DataFrame], authority: str | None, added: list[str]
) -> None:
    given = episodes(("NY1 1AA", "NY1 1AB"), (None, None))
    found = with_derived_columns({"Episodes": given}, reference, authority)["Episodes"]
    assert found.columns == [*given.columns, *added]
    assert_frame_equal(found.select(given.columns), given)


def test_a_postcode_that_stands_twice_in_the_list_makes_no_second_episode() -> None:
    twice = {"postcodes": pl.concat([POSTCODES, POSTCODES]), "authorities": pl.concat([AUTHORITIES, AUTHORITIES])}
    given = episodes(("NY1 1AA", "NY1 1AB"), (None, "LE1 1AA"))
    found = with_derived_columns({"Episodes": given}, twice, OWN)["Episodes"]
    assert_frame_equal(found, with_derived_columns({"Episodes": given}, REFERENCE, OWN)["Episodes"])


def test_a_child_in_the_file_of_unaccompanied_children_is_one() -> None:
    header = pl.DataFrame({"CHILD": ["a1", "A2", None]})
    uasc = pl.DataFrame({"CHILD": ["A1", None, "A9"]})
    found = with_derived_columns({"Header": header, "UASC": uasc}, {}, None)["Header"]
    assert found["UASC"].to_list() == ["1", "0", "0"]
    supplied = header.with_columns(UASC=pl.lit("0"))
    assert with_derived_columns({"Header": supplied, "UASC": uasc}, {}, None)["Header"].equals(supplied)
    assert "UASC" not in with_derived_columns({"Header": header}, {}, None)["Header"].columns
