"""How ready the return that is due is, for the pages that managers read: numbers of 1 to 5 people are not told.

The reconciliation report, which stays with the analyst, has the numbers; here are the same answers without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903 import statements
from dagster_project.returns.ssda903.comparison import compare_measures
from dagster_project.settings import Settings
from dagster_project.warehouse.publish import connect

#: The year that is due: the first whose deadline has not passed on the last day that the loads tell of.
_DUE_YEAR = """
select year.collection_year, year.known_to_date < year.end_date
from returns.ssda903__year as year inner join catalogue.collection_years as calendar using (collection_year)
where calendar.deadline_date >= (select max(known_to_date) from returns.ssda903__year)
order by year.collection_year limit 1
"""
#: A number is shown where it is 0 or at least 6, and so is what it leaves of the records returned.
_RECKONING = """
select
    reckoning.local_authority_code, reckoning.collection_year, reckoning.module, module.grain, module.population,
    case when returned_count not between 1 and 5 then returned_count end as returned_count_shown,
    case when left_out_count not between 1 and 5 then left_out_count end as left_out_count_shown,
    {} as repaired_count_shown, {} as incomplete_count_shown, {} as to_check_count_shown
from returns.ssda903__reckoning as reckoning
inner join catalogue.return_modules as module using (module)
where module.return_id = 'ssda903' and reckoning.collection_year = ?
order by all
"""
_SHOWN = (
    "case when {0} not between 1 and 5 and returned_count - {0} not between 1 and 5 "
    "and returned_count not between 1 and 5 then {0} end"
)
_TABLES = """
create or replace table return_reckoning (
    local_authority_code varchar, collection_year varchar, module varchar, grain varchar, population varchar,
    returned_count_shown bigint, left_out_count_shown bigint, repaired_count_shown bigint,
    incomplete_count_shown bigint, to_check_count_shown bigint
);
create or replace table return_figure (
    local_authority_code varchar, collection_year varchar, subject varchar, label varchar, since varchar,
    against varchar
);
"""


def write_readiness(warehouse: Path, target: Path, catalogue: Catalogue, settings: Settings) -> str:
    """Write the tables `return_reckoning` and `return_figure` of the year that is due into the person-free database.

    Args:
        warehouse: A built warehouse, which is only read.
        target: The person-free database, which exists.
        catalogue: Measures, and the parameters that say what needs explaining.
        settings: Where landing is found from.

    Returns:
        The collection year that is due; empty where the calendar ends before the data, and the tables are empty.
    """
    with connect(warehouse, settings) as connection:
        due = connection.execute(_DUE_YEAR).fetchall()
        year, is_unfinished = (str(due[0][0]), bool(due[0][1])) if due else ("", True)
        query = _RECKONING.format(*(_SHOWN.format(f"{n}_count") for n in ("repaired", "incomplete", "to_check")))
        reckoning = connection.execute(query, [year]).fetchall()
        figures = _figures(connection, catalogue, year, is_unfinished=is_unfinished)
    with duckdb.connect(str(target)) as connection:
        connection.execute(_TABLES)
        for table, rows in (("return_reckoning", reckoning), ("return_figure", figures)):
            if rows:
                connection.executemany(f"insert into {table} values ({', '.join('?' * len(rows[0]))})", rows)
    return year


def _figures(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, year: str, *, is_unfinished: bool
) -> Sequence[tuple[str, ...]]:
    """What the comparisons with last year and with England say of each figure, without the figure."""
    authorities = connection.execute(
        "select distinct local_authority_code from returns.ssda903__measure where collection_year = ? order by all",
        [year],
    ).fetchall()
    return [
        (code, year, line.measure.subject, statements.name(line), line.since.result.value, line.against.result.value)
        for (code,) in authorities
        for line in compare_measures(connection, catalogue, year, code, is_unfinished=is_unfinished)
    ]
