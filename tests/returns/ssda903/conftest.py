"""Returns to write and to read: the modules of all years, and random rows for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import duckdb
import polars as pl
import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903.model import FileSet
from dagster_project.returns.ssda903.specification import Module, modules_of
from dagster_project.returns.ssda903.xml_layout import XmlLayout

MakeSet = Callable[..., FileSet]


@pytest.fixture(scope="session")
def modules(catalogue: Catalogue) -> tuple[Module, ...]:
    """Every module that any year has."""
    return modules_of(catalogue, None)


@pytest.fixture(scope="session")
def layout(catalogue: Catalogue, modules: tuple[Module, ...]) -> XmlLayout:
    return XmlLayout.of(catalogue, modules)


@pytest.fixture(scope="session")
def make_set(modules: tuple[Module, ...]) -> MakeSet:
    """Return a function that makes a return of all modules from rows as mappings, `Header=[{"CHILD": "1"}]`."""

    def make(**rows: list[dict[str, str | None]]) -> FileSet:
        frames = {
            module.name: pl.DataFrame(
                [{name: row.get(name) for name in module.columns} for row in rows.get(module.name, [])],
                schema=dict.fromkeys(module.columns, pl.String),
            )
            for module in modules
        }
        return FileSet.of(frames, modules)

    return make


@pytest.fixture
def figures() -> Iterator[duckdb.DuckDBPyConnection]:
    """The marts of the reconciliation report: two authorities, two finished years and one that still runs."""
    with duckdb.connect() as connection:
        connection.execute("create schema returns")
        connection.execute(
            "create table returns.ssda903__year as select * from (values "
            "('2024-25', date '2024-04-01', date '2025-03-31', date '2025-03-31', date '2025-04-30', false), "
            "('2025-26', date '2025-04-01', date '2026-03-31', date '2026-03-31', date '2026-04-30', false), "
            "('2026-27', date '2026-04-01', date '2027-03-31', date '2026-04-30', date '2027-04-30', true)) as year "
            "(collection_year, start_date, end_date, known_to_date, last_window_date, is_provisional)"
        )
        connection.execute(
            "create table returns.ssda903__measure as select *, false as is_provisional from (values "
            "('990', '2024-25', 'in_touch', '17-18', 41, 50), ('990', '2025-26', 'in_touch', '17-18', 29, 50), "
            "('990', '2025-26', 'in_touch', '17', 0, 1), ('990', '2025-26', 'started', 'all', 21, null), "
            "('990', '2024-25', 'started', 'all', 9, null), ('990', '2026-27', 'started', 'all', 1, null), "
            "('991', '2025-26', 'in_touch', '18', 1, 1), "
            "('990', '2025-26', 'sdq_average', 'all', 150, 10), ('990', '2024-25', 'sdq_average', 'all', 160, 10)) "
            "as measure (local_authority_code, collection_year, measure, age_group, numerator, denominator)"
        )
        connection.execute(
            "create table returns.ssda903__published as select * from (values "
            "('in_touch', '17-18', 'England', null, 2023, 1, 2, 50.0), "
            "('in_touch', '17-18', 'England', null, 2024, 13370, 14300, 94.0), "
            "('in_touch', '17-18', 'England', null, 2027, 1, 4, 25.0), "
            "('in_touch', '17-18', 'Northmoor', '990', 2024, null, null, null)) as published "
            "(measure, age_group, area, local_authority_code, year_ending, numerator, denominator, published_percent)"
        )
        connection.execute(
            "create table returns.ssda903__reckoning as select * from (values "
            "('990', '2025-26', 'OC3', 60, 50, 10, 0, 3, 0), ('990', '2025-26', 'Episodes', 41, 40, 1, 2, 0, 1), "
            "('991', '2025-26', 'OC3', 7, 7, 0, 0, 0, 0)) as reckoning (local_authority_code, collection_year, module, "
            "candidate_count, returned_count, left_out_count, repaired_count, incomplete_count, to_check_count)"
        )
        connection.execute(
            "create table returns.ssda903__left_out as select * from (values "
            "('990', '2025-26', 'OC3', 'ACCOM', 'incomplete', '<b>no</b> suitability'), "
            "('990', '2025-26', 'OC3', 'all', 'left out', 'in care on the birthday'), "
            "('990', '2025-26', 'OC3', 'all', 'left out', 'in care on the birthday'), "
            "('990', '2025-26', 'Episodes', 'all', 'repaired', 'overlap')) as left_out "
            "(local_authority_code, collection_year, module, item, kind, reason)"
        )
        connection.execute(
            "create table returns.ssda903__not_yet_due as select * from (values "
            "('990', '2026-27', 'birthday to come'), ('990', '2026-27', 'birthday to come'), "
            "('990', '2026-27', 'window open')) as due (local_authority_code, collection_year, state)"
        )
        yield connection
