"""How ready the return that is due is, for the pages that managers read: numbers of a few people are not told.

The reconciliation report, which stays with the analyst, has the numbers; here are the same answers without them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

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
#: A number is shown where it is 0 or of enough people, and so is what it leaves of the records returned.
_RECKONING = """
select
    reckoning.local_authority_code, reckoning.collection_year, reckoning.module, module.grain, module.population,
    case when returned_count not between 1 and $most_hidden then returned_count end as returned_count_shown,
    case when left_out_count not between 1 and $most_hidden then left_out_count end as left_out_count_shown,
    {} as repaired_count_shown, {} as incomplete_count_shown, {} as to_check_count_shown
from returns.ssda903__reckoning as reckoning
inner join catalogue.return_modules as module using (module)
where module.return_id = 'ssda903' and reckoning.collection_year = $year
order by all
"""
_SHOWN = (
    "case when {0} not between 1 and $most_hidden and returned_count - {0} not between 1 and $most_hidden "
    "and returned_count not between 1 and $most_hidden then {0} end"
)
_KEY = {"local_authority_code": pl.String, "collection_year": pl.String}
_RETURN_RECKONING = {
    **_KEY,
    **dict.fromkeys(("module", "grain", "population"), pl.String),
    **{f"{name}_count_shown": pl.Int64 for name in ("returned", "left_out", "repaired", "incomplete", "to_check")},
}
_RETURN_FIGURE = {**_KEY, **dict.fromkeys(("subject", "label", "since", "against"), pl.String)}


@dataclass(frozen=True)
class Readiness:
    """What managers read of the return that is due: its collection year, and tables of the copy without persons.

    The year is empty where the calendar ends before the data, and the tables are empty.
    """

    year: str
    tables: Mapping[str, pl.DataFrame]


def readiness(warehouse: Path, catalogue: Catalogue, settings: Settings) -> Readiness:
    """Return the tables `return_reckoning` and `return_figure` of the year that is due.

    Args:
        warehouse: A built warehouse, which is only read.
        catalogue: Measures, and the parameters that say what is shown and what needs explaining.
        settings: Where landing is found from.
    """
    with connect(warehouse, settings) as connection:
        due = connection.execute(_DUE_YEAR).fetchall()
        year, is_unfinished = (str(due[0][0]), bool(due[0][1])) if due else ("", True)
        query = _RECKONING.format(*(_SHOWN.format(f"{n}_count") for n in ("repaired", "incomplete", "to_check")))
        most_hidden = int(catalogue.parameter("fewest_people_shown")) - 1
        reckoning = connection.execute(query, {"year": year, "most_hidden": most_hidden}).fetchall()
        figures = _figures(connection, catalogue, year, is_unfinished=is_unfinished)
    return Readiness(
        year,
        {
            "return_reckoning": pl.DataFrame(reckoning, schema=_RETURN_RECKONING, orient="row"),
            "return_figure": pl.DataFrame(figures, schema=_RETURN_FIGURE, orient="row"),
        },
    )


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
