"""Records that the linkage gave to nobody: those of a person's birthday are shown, and erased when they are named."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from dagster_project.erasure.unlinked import likely, named
from dagster_project.errors import WreathError
from dagster_project.people import Person

_TABLES = """
create schema core; create schema intermediate;
create table core.bridge_person_source_record as
select * from (values
    ('990', 'ssd_person', '1004', 'P1'), ('990', 'ssd_person', '1005', 'P2'), ('990', 'tenancies', 'TN1', null),
    ('990', 'hclic_people', 'HC1|1', null), ('990', 'tenancies', 'TN2', null), ('991', 'tenancies', 'TN3', null)
) as row (local_authority_code, dataset, source_record_id, person_id);
create table intermediate.int_person__source_record as
select local_authority_code, dataset, source_record_id, birth_date::date as birth_date,
    birth_date like '%-01-01' as is_birth_date_default
from (values
    ('990', 'ssd_person', '1004', '2005-02-07'), ('990', 'ssd_person', '1005', '2004-01-01'),
    ('990', 'tenancies', 'TN1', '2005-02-07'), ('990', 'hclic_people', 'HC1|1', '2005-02-07'),
    ('990', 'tenancies', 'TN2', '2004-01-01'), ('991', 'tenancies', 'TN3', '2005-02-07')
) as row (local_authority_code, dataset, source_record_id, birth_date);
"""


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(_TABLES)
        yield connection


def test_records_of_nobody_with_the_birthday_are_likely(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert likely(warehouse, Person("990", "P1", ())) == [("hclic_people", "HC1|1"), ("tenancies", "TN1")]


def test_a_birthday_that_systems_fill_in_makes_nothing_likely(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert likely(warehouse, Person("990", "P2", ())) == []


def test_a_record_is_named_by_its_number(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert named(warehouse, ["tn1", " HC1|1 "], {"990"}) == [("tenancies", "TN1"), ("hclic_people", "HC1|1")]


@pytest.mark.parametrize("number", ["1005", "TN3", "TN9"])
def test_a_record_of_somebody_or_of_another_authority_is_refused(
    warehouse: duckdb.DuckDBPyConnection, number: str
) -> None:
    with pytest.raises(WreathError, match=f"--also {number}: no record without a person"):
        named(warehouse, [number], {"990"})
