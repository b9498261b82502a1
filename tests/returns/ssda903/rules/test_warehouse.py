"""The rules on the return marts: which years and lists they read, and that authorities are kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import polars as pl
import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903.rules.warehouse import answers
from tests.returns.ssda903 import invented_marts

YEARS = ("2023-24", "2024-25", "2025-26", "2026-27")
_REFERENCE = """
create schema staging;
create schema intermediate;
create table staging.stg_reference__postcode
    (local_authority_code varchar, postcode varchar, district_code varchar, easting bigint, northing bigint);
create table staging.stg_reference__authority
    (local_authority_code varchar, district_code varchar, upper_tier_code varchar, dfe_code varchar);
create table staging.stg_reference__provider
    (local_authority_code varchar, extract_date date, provider_urn varchar, placement_type_codes varchar,
    placement_provider_codes varchar, postcode varchar, registration_end_date date, inferred_authority_code varchar);
create table intermediate.int_return__earlier_episode
    (local_authority_code varchar, "CHILD" varchar, "DECOM" date, "LS" varchar, "DEC" date, "REC" varchar);
create table intermediate.int_return__earlier_unaccompanied (local_authority_code varchar, "CHILD" varchar);
"""


@pytest.fixture
def marts(catalogue: Catalogue) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse whose marts and lists are empty, but for the years that they are of."""
    with duckdb.connect() as connection:
        invented_marts.build(connection, catalogue, 0, YEARS)
        connection.execute(_REFERENCE)
        for year in YEARS:
            add(connection, "returns.ssda903__header", collection_year=year, CHILD="known", SEX="M", DOB="2012-02-01")
        yield connection


def add(connection: duckdb.DuckDBPyConnection, table: str, **cells: Any) -> None:
    """Add a row; cells that are not given are null."""
    given = {"local_authority_code": "990"} | cells
    columns = ", ".join(f'? as "{name}"' for name in given)
    connection.execute(f"insert into {table} by name select {columns}", list(given.values()))


def episode(connection: duckdb.DuckDBPyConnection, child: str, year: str = "2025-26", **cells: Any) -> None:
    told = {"collection_year": year, "CHILD": child, "DECOM": "2025-05-01", "LS": "C2"} | cells
    add(connection, "returns.ssda903__episodes", **told)


def provider(connection: duckdb.DuckDBPyConnection, urn: str, **cells: Any) -> None:
    told = {"extract_date": "2026-04-30", "provider_urn": urn, "placement_type_codes": "K2"} | cells
    add(connection, "staging.stg_reference__provider", **told)


def found(
    connection: duckdb.DuckDBPyConnection, module: str, rule: str
) -> dict[tuple[str, str], tuple[str, list[str]]]:
    """Authority and year → outcome of a rule, and the children that it fails for."""
    table = pl.DataFrame(pl.from_arrow(answers(module, connection))).filter(pl.col("rule") == rule)
    return {
        (row["local_authority_code"], row["collection_year"]): (
            row["outcome"],
            [failure["child"] for failure in row["failures"] or []],
        )
        for row in table.to_dicts()
    }


def test_the_latest_years_are_held_against_the_rules_each_beside_the_year_before(
    marts: duckdb.DuckDBPyConnection,
) -> None:
    add(marts, "returns.ssda903__header", collection_year="2024-25", CHILD="changed", SEX="M", DOB="2012-02-01")
    add(marts, "returns.ssda903__header", collection_year="2025-26", CHILD="changed", SEX="M", DOB="2012-02-02")
    add(marts, "returns.ssda903__header", collection_year="2026-27", CHILD="changed", SEX="M", DOB="2012-02-02")
    assert found(marts, "Header", "203") == {
        ("990", "2025-26"): ("failed", ["changed"]),
        ("990", "2026-27"): ("passed", []),
    }


def test_a_row_is_its_place_in_the_file_that_is_sent(marts: duckdb.DuckDBPyConnection) -> None:
    for child in ("zebra", "ant"):
        add(marts, "returns.ssda903__header", collection_year="2026-27", CHILD=child, SEX=None, DOB="2012-02-01")
    table = pl.DataFrame(pl.from_arrow(answers("Header", marts)))
    (row,) = table.filter(pl.col("rule") == "101", pl.col("collection_year") == "2026-27").to_dicts()
    # In order of all columns: ant, known, zebra.
    assert [(failure["row"], failure["child"]) for failure in row["failures"]] == [(0, "ant"), (2, "zebra")]


def test_care_of_before_all_years_is_history_that_is_given(marts: duckdb.DuckDBPyConnection) -> None:
    for child in ("long ago", "in a year", "never"):
        add(marts, "returns.ssda903__oc3", collection_year="2026-27", CHILD=child)
    ended = {"DECOM": "2015-05-01", "LS": "C2", "DEC": "2019-05-01", "REC": "E5"}
    add(marts, "intermediate.int_return__earlier_episode", CHILD="long ago", **ended)
    add(marts, "intermediate.int_return__earlier_episode", CHILD="never", local_authority_code="991", **ended)
    episode(marts, "in a year", "2023-24")
    assert found(marts, "OC3", "1002")["990", "2026-27"] == ("failed", ["never"])
    table = pl.DataFrame(pl.from_arrow(answers("OC3", marts)))
    (row,) = table.filter(pl.col("rule") == "1002", pl.col("collection_year") == "2026-27").to_dicts()
    assert {failure["confidence"] for failure in row["failures"]} == {"full"}


def test_who_was_unaccompanied_before_all_years_needs_no_home_postcode(marts: duckdb.DuckDBPyConnection) -> None:
    for child in ("then", "in a year", "never"):
        episode(marts, child)
    add(marts, "intermediate.int_return__earlier_unaccompanied", CHILD="then")
    add(marts, "intermediate.int_return__earlier_unaccompanied", CHILD="never", local_authority_code="991")
    add(marts, "returns.ssda903__header", collection_year="2023-24", CHILD="in a year")
    add(marts, "returns.ssda903__uasc", collection_year="2023-24", CHILD="in a year")
    assert found(marts, "Episodes", "392b")["990", "2025-26"] == ("failed", ["never"])


def test_a_death_of_before_all_years_is_seen(marts: duckdb.DuckDBPyConnection) -> None:
    add(marts, "returns.ssda903__oc3", collection_year="2026-27", CHILD="1")
    died = {"DECOM": "2015-05-01", "LS": "C2", "DEC": "2019-05-01", "REC": "E2"}
    add(marts, "intermediate.int_return__earlier_episode", CHILD="1", **died)
    assert found(marts, "OC3", "1000")["990", "2026-27"] == ("failed", ["1"])


def test_without_a_list_of_providers_its_rules_are_not_run(marts: duckdb.DuckDBPyConnection) -> None:
    episode(marts, "1", URN="SC000001", PLACE="K2")
    for rule in ("219", "221", "224", "227", "228", "229", "1008"):
        assert found(marts, "Episodes", rule)["990", "2025-26"] == ("not run", []), rule


def test_a_list_of_providers_that_arrived_is_read(marts: duckdb.DuckDBPyConnection) -> None:
    episode(marts, "listed", URN="SC000001", PLACE="K2")
    episode(marts, "other kind", URN="SC000001", PLACE="U6")
    episode(marts, "unknown", URN="SC000009", PLACE="K2")
    provider(marts, "SC000001")
    assert found(marts, "Episodes", "1008")["990", "2025-26"] == ("failed", ["unknown"])
    assert found(marts, "Episodes", "219")["990", "2025-26"] == ("failed", ["other kind", "unknown"])


def test_a_column_in_which_nothing_stands_is_one_that_the_list_lacks(marts: duckdb.DuckDBPyConnection) -> None:
    episode(marts, "closed", URN="SC000001", PLACE="K2")
    provider(marts, "SC000001")
    assert found(marts, "Episodes", "227")["990", "2025-26"] == ("not run", [])
    provider(marts, "SC000002", registration_end_date="2020-01-01")
    assert found(marts, "Episodes", "227")["990", "2025-26"] == ("passed", [])
    marts.execute("update staging.stg_reference__provider set registration_end_date = '2025-05-01'")
    assert found(marts, "Episodes", "227")["990", "2025-26"] == ("failed", ["closed"])


@pytest.mark.parametrize(("earlier", "later"), [("990", "991"), ("991", "990")])
def test_of_one_provider_on_two_councils_lists_the_latest_word_counts(
    marts: duckdb.DuckDBPyConnection, earlier: str, later: str
) -> None:
    episode(marts, "1", URN="SC000001", PLACE="K2")
    provider(marts, "SC000001", local_authority_code=earlier, extract_date="2025-01-01", placement_type_codes="R3")
    provider(marts, "SC000001", local_authority_code=later, extract_date="2026-01-01", placement_type_codes="K1,K2")
    assert found(marts, "Episodes", "219")["990", "2025-26"] == ("passed", [])


def test_a_provider_is_our_own_by_the_authoritys_nine_character_code(marts: duckdb.DuckDBPyConnection) -> None:
    for authority in ("990", "991"):
        add(marts, "staging.stg_reference__authority", district_code=f"E06999{authority}", dfe_code=authority,
            upper_tier_code=f"E06999{authority}")  # fmt: skip
    episode(marts, "ours", URN="SC000001", PLACE_PROVIDER="PR1")
    episode(marts, "theirs", URN="SC000002", PLACE_PROVIDER="PR1")
    provider(marts, "SC000001", inferred_authority_code="E06999990")
    provider(marts, "SC000002", inferred_authority_code="E06999991")
    assert found(marts, "Episodes", "229")["990", "2025-26"] == ("failed", ["theirs"])


def test_authorities_are_held_apart(marts: duckdb.DuckDBPyConnection) -> None:
    for authority, sex in (("990", "M"), ("991", None)):
        add(
            marts,
            "returns.ssda903__header",
            local_authority_code=authority,
            collection_year="2026-27",
            CHILD="1",
            SEX=sex,
        )
    every = found(marts, "Header", "101")
    assert every["990", "2026-27"] == ("passed", [])
    assert every["991", "2026-27"] == ("failed", ["1"])


def test_a_warehouse_without_a_return_gives_no_answer(marts: duckdb.DuckDBPyConnection) -> None:
    marts.execute("delete from returns.ssda903__header")
    table = answers("Header", marts)
    assert table.num_rows == 0
    assert {"rule", "outcome", "reason", "failures"} <= set(table.column_names)
