"""What managers read of the return that is due: the year by the calendar, small numbers hidden, no figure told."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903.readiness import readiness
from dagster_project.settings import Settings, repository

_WAREHOUSE = """
create schema returns; create schema catalogue;
create table catalogue.collection_years (collection_year varchar, deadline_date date);
insert into catalogue.collection_years values ('2024-25', '2025-05-31'), ('2025-26', '2026-05-31');
create table catalogue.return_modules (return_id varchar, module varchar, grain varchar, population varchar);
insert into catalogue.return_modules values ('ssda903', 'OC3', 'one person', 'Care leavers.'),
    ('annex_a', 'OC3', 'one row', 'Another return.');
create table returns.ssda903__year (collection_year varchar, end_date date, known_to_date date);
create table returns.ssda903__reckoning (local_authority_code varchar, collection_year varchar, module varchar,
    returned_count bigint, left_out_count bigint, repaired_count bigint, incomplete_count bigint,
    to_check_count bigint);
create table returns.ssda903__measure (local_authority_code varchar, collection_year varchar, measure varchar,
    age_group varchar, numerator bigint, denominator bigint);
create table returns.ssda903__published (local_authority_code varchar, area varchar, measure varchar,
    age_group varchar, year_ending bigint, numerator bigint, denominator bigint, published_percent double);
"""


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    with duckdb.connect(str(tmp_path / "w.duckdb")) as connection:
        connection.execute(_WAREHOUSE)
    return tmp_path / "w.duckdb"


def written(warehouse: Path, *statements: str) -> tuple[str, Path]:
    """Change the warehouse, write what managers read beside it, and return the year that is due and the file."""
    target = warehouse.parent / "dashboards.duckdb"
    with duckdb.connect(str(warehouse)) as connection:
        for statement in statements:
            connection.execute(statement)
    catalogue = Catalogue.load(repository() / "seeds")
    due = readiness(warehouse, catalogue, Settings(warehouse.parent))
    with duckdb.connect(str(target)) as connection:
        for name, frame in due.tables.items():
            connection.register("frame", frame.to_arrow())
            connection.execute(f"create table {name} as select * from frame")
    return due.year, target


def rows(target: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(target), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize(
    ("known_to", "due"), [("2025-05-31", "2024-25"), ("2025-06-01", "2025-26"), ("2026-06-01", "")]
)
def test_the_year_that_is_due_is_the_first_whose_deadline_has_not_passed(
    warehouse: Path, known_to: str, due: str
) -> None:
    years = [("2024-25", "2025-03-31", known_to), ("2025-26", "2026-03-31", known_to)]
    year, target = written(warehouse, *(f"insert into returns.ssda903__year values {row}" for row in years))
    assert year == due
    assert rows(target, "select count(*) from return_reckoning") == [(0,)]


def test_one_to_five_people_are_not_told_nor_those_that_they_leave(warehouse: Path) -> None:
    _, target = written(
        warehouse,
        "insert into returns.ssda903__year values ('2025-26', '2026-03-31', '2026-03-31')",
        "insert into returns.ssda903__reckoning values ('990', '2025-26', 'OC3', 40, 5, 6, 34, 35), "
        "('991', '2025-26', 'OC3', 5, 6, 0, 0, 5), ('992', '2025-26', 'OC3', 0, 0, 0, 0, 0), "
        "('990', '2024-25', 'OC3', 99, 99, 99, 99, 99)",
    )
    shown = "select columns('local_authority_code|.*_shown') from return_reckoning order by all"
    assert rows(target, shown) == [
        ("990", 40, None, 6, 34, None),
        ("991", None, 6, None, None, None),
        ("992", 0, 0, 0, 0, 0),
    ]


def test_a_figure_says_whether_it_stands_out_and_not_what_it_is(warehouse: Path) -> None:
    _, target = written(
        warehouse,
        "insert into returns.ssda903__year values ('2025-26', '2026-03-31', '2026-03-31')",
        "insert into returns.ssda903__measure values ('990', '2025-26', 'in_touch', '17-18', 20, 100), "
        "('990', '2024-25', 'in_touch', '17-18', 90, 100), ('990', '2025-26', 'in_touch', '19-21', 90, 100), "
        "('990', '2024-25', 'in_touch', '19-21', 90, 100)",
        "insert into returns.ssda903__published values (null, 'England', 'in_touch', '17-18', 2025, 92, 100, 92)",
    )
    assert rows(target, "select label, since, against from return_figure order by all") == [
        ("In touch, aged 17 to 18", "needs explaining", "needs explaining"),
        ("In touch, aged 19 to 21", "within what chance explains", "not compared"),
    ]
    columns = rows(target, "select column_name from information_schema.columns where table_name = 'return_figure'")
    assert {name for (name,) in columns} == {
        *("local_authority_code", "collection_year", "subject", "label", "since", "against")
    }
