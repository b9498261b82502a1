"""Anybody is found by any of their numbers, and nobody by a number that is not theirs alone."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from dagster_project.errors import WreathError
from dagster_project.people import find_person
from tests.conftest import Built

TABLES = """
create schema core; create schema catalogue; create schema intermediate; create schema staging;
create table catalogue.datasets (dataset varchar, title varchar);
insert into catalogue.datasets values
    ('ssd_person', 'Person'), ('young_person', 'CCIS young person'), ('hclic_people', 'Homelessness case, people');
create table core.dim_person (local_authority_code varchar, person_id varchar);
insert into core.dim_person values ('990', 'P1'), ('990', 'P2'), ('991', 'P1');
create table core.bridge_person_source_record (
    local_authority_code varchar, dataset varchar, source_record_id varchar, person_id varchar
);
insert into core.bridge_person_source_record values
    ('990', 'ssd_person', '1', 'P1'), ('990', 'ssd_person', '7', 'P1'), ('990', 'ssd_person', '2', 'P2'),
    ('991', 'ssd_person', '1', 'P1'), ('990', 'young_person', '2', 'P1'), ('990', 'young_person', '500', 'P2'),
    ('990', 'hclic_people', 'HC1|1', 'P1'), ('990', 'hclic_people', 'HC2|1', null);
create table intermediate.int_person__source_record (
    local_authority_code varchar, dataset varchar, source_record_id varchar, upn varchar, nhs_number varchar
);
insert into intermediate.int_person__source_record values ('990', 'ssd_person', '7', 'A990', '9991613587');
create table staging.stg_lcs__return_record (local_authority_code varchar, lcs_person_id varchar, upn varchar);
insert into staging.stg_lcs__return_record values ('990', '1', 'B990');
create table staging.stg_lcs__person (local_authority_code varchar, lcs_person_id varchar, legacy_id varchar);
insert into staging.stg_lcs__person values ('990', '2', 'H2'), ('990', '1', '');
create table staging.stg_lcs__linked_identifier (
    local_authority_code varchar, lcs_person_id varchar, identifier_type_code varchar, identifier_value varchar
);
insert into staging.stg_lcs__linked_identifier values ('990', '2', 'Home Office Registration', 'HO 1');
create table staging.stg_ccis__young_person (local_authority_code varchar, ccis_client_id varchar, uln varchar);
insert into staging.stg_ccis__young_person values ('990', '500', '12345');
"""


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        yield connection


@pytest.mark.parametrize(
    ("number", "person"),
    [
        ("P2", "P2"), ("p2", "P2"), ("7", "P1"), ("500", "P2"), ("HC1|1", "P1"), ("hc1", "P1"), ("a990", "P1"),
        ("999 161 3587", "P1"), ("B990", "P1"), ("H2", "P2"), ("HO1", "P2"), ("12345", "P2"),
    ],
)  # fmt: skip
def test_every_number_of_a_person_finds_them(warehouse: duckdb.DuckDBPyConnection, number: str, person: str) -> None:
    found = find_person(warehouse, number, authority="990")
    assert (found.local_authority_code, found.person_id) == ("990", person)
    assert find_person(warehouse, number) == found


def test_a_person_comes_with_all_their_numbers(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = find_person(warehouse, "H2")
    assert {(one.kind, one.value) for one in found.identifiers} == {
        ("Key of the warehouse", "P2"), ("Person", "2"), ("CCIS young person", "500"), ("Earlier number", "H2"),
        ("Home Office Registration", "HO 1"), ("Unique learner number", "12345"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("2", "2 is a number of 2 people: P1 of 990 (CCIS young person); P2 of 990 (Person): give the key of one"),
        ("P1", "2 people: P1 of 990 (Key of the warehouse); P1 of 991 (Key of the warehouse): give the key of one and"),
        ("HC2", "HC2 is a record of hclic_people that could not be linked to anybody"),
        ("HC", "nobody in the published warehouse has the number HC: give the number of the case system"),
        ("", "nobody in the published warehouse has the number"),
    ],
)
def test_a_number_of_nobody_or_of_several_says_what_to_do(
    warehouse: duckdb.DuckDBPyConnection, number: str, message: str
) -> None:
    with pytest.raises(WreathError) as raised:
        find_person(warehouse, number)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)
    assert raised.value.exit_code == 2


def test_the_authority_decides_between_two_of_the_same_number(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert find_person(warehouse, "P1", authority="991").local_authority_code == "991"
    with pytest.raises(WreathError, match="nobody in authority 991 has the number H2"):
        find_person(warehouse, "H2", authority="991")


@pytest.mark.slow
def test_a_person_of_the_demo_is_found_by_each_number_of_every_system(demo: Built) -> None:
    with demo.connect() as connection:
        ((person_id,),) = connection.execute(
            "select person_id from core.bridge_person_source_record where person_id is not null "
            "group by person_id order by count(distinct dataset) desc, person_id limit 1"
        ).fetchall()
        person = find_person(connection, person_id)
        assert len({one.dataset for one in person.identifiers}) > 5
        assert [find_person(connection, one.value) for one in person.identifiers] == [person] * len(person.identifiers)
