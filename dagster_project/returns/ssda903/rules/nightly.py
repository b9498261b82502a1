"""The reports of the rules on the warehouse's own return, written after each run, and the trend of what is to fix.

For our own return the report knows who can put a failure right and where: the team that answers for the dataset that
the value came from, the system that sends it, and the social worker whom the child is allocated to.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

import duckdb
import polars as pl

from dagster_project import files
from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903.marts import authorities, year_state
from dagster_project.returns.ssda903.rules.exceptions import RuleException, exceptions, with_explanations
from dagster_project.returns.ssda903.rules.report import TO_FIX, Report, Week, make_report, write_report
from dagster_project.returns.ssda903.rules.result import ValidationResult
from dagster_project.returns.ssda903.rules.run import FOLDER
from dagster_project.settings import Settings

TREND = "trend.csv"
#: Under whom a child is listed whom no line of SWEpisodes names.
NO_WORKER = "No social worker in the return"
_TREND_KEY = ("as_at", "local_authority_code", "collection_year")

_OUTCOMES = """
select rule, outcome, case when outcome in ('passed', 'failed') then failing_row_count end as failing_rows, reason
from returns.ssda903__rule_outcome
where local_authority_code = $authority and collection_year = $year
order by rule
"""

_FAILURES = """
select rule, module, "row", child, fields, "values", confidence
from returns.ssda903__rule_failure
where local_authority_code = $authority and collection_year = $year
order by rule, module, "row"
"""

#: The team and the system of each value: by the record that it was taken from, and for a blank by what the item is
#: made from. What DfE derives is put right where that is which it derives it from.
_OWNERS = """
with shown as (
    select rule, module, "row", child, unnest(fields) as item
    from returns.ssda903__rule_failure
    where local_authority_code = $authority and collection_year = $year
),

derived as (
    select * from (
        values
        ('PL_LA', 'PL_POST'),
        ('PL_LOCATION', 'PL_POST'),
        ('PL_DISTANCE', 'PL_POST'),
        ('PL_DISTANCE', 'HOME_POST')
    ) as derived (item, made_from)
),

item as (
    select shown.rule, shown.module, shown."row", shown.child, coalesce(derived.made_from, shown.item) as item
    from shown
    left join derived on shown.module = 'Episodes' and shown.item = derived.item
),

recorded as (
    select module, "CHILD" as child, item, min(source_dataset) as dataset
    from returns.ssda903__provenance
    where local_authority_code = $authority and collection_year = $year and source_dataset is not null
    group by all
),

claimed as (
    select module, item, min(dataset) as dataset
    from catalogue.field_return_items
    where return_id = 'ssda903'
    group by all
)

select
    item.rule,
    item.module,
    item."row",
    string_agg(distinct dataset.owner, ', ' order by dataset.owner) as owner,
    string_agg(distinct source.title, ', ' order by source.title) as system
from item
left join recorded on item.module = recorded.module and item.child = recorded.child and item.item = recorded.item
left join claimed on item.module = claimed.module and item.item = claimed.item
left join catalogue.datasets as dataset on coalesce(recorded.dataset, claimed.dataset) = dataset.dataset
left join catalogue.sources as source on dataset.source = source.source
group by all
"""

_WORKERS = """
select "CHILD" as child, arg_max("SW_ID", "SW_DECOM") as worker
from returns.ssda903__swepisodes
where local_authority_code = $authority and collection_year = $year
group by all
"""


def write_reports(connection: duckdb.DuckDBPyConnection, settings: Settings, catalogue: Catalogue) -> list[Report]:
    """Write the report of each authority and checked year below WREATH_HOME/reports/rules, and add to the trend."""
    explained = exceptions(settings)
    years = connection.execute(
        "select local_authority_code, collection_year, count(*) from returns.ssda903__rule_outcome group by 1, 2 "
        "order by 1, 2"
    ).fetchall()
    several = len(authorities(connection)) > 1
    reports = {
        (str(authority), str(year)): _report(connection, catalogue, explained, str(authority), str(year))
        for authority, year, _ in years
    }
    trend = _with_new(settings, _counts(connection, reports))
    for (authority, year), report in reports.items():
        own = trend.filter(pl.col("local_authority_code") == authority, pl.col("collection_year") == year)
        folder = f"{year}_own_return_{authority}" if several else f"{year}_own_return"
        write_report(replace(report, weeks=_weeks(own)), settings.reports / FOLDER / folder, catalogue)
    return list(reports.values())


def _report(
    connection: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    explained: tuple[RuleException, ...],
    authority: str,
    year: str,
) -> Report:
    given = {"authority": authority, "year": year}
    outcomes, failures, owners, workers = (
        connection.sql(sql, params=given).pl() for sql in (_OUTCOMES, _FAILURES, _OWNERS, _WORKERS)
    )
    told = with_explanations(failures, explained)
    told = told.join(owners, on=["rule", "module", "row"], how="left", maintain_order="left")
    told = told.join(workers, on="child", how="left", maintain_order="left")
    told = told.with_columns(pl.col("worker").fill_null(NO_WORKER))
    return make_report("our own return", year, ValidationResult(failures, outcomes), told, catalogue)


def _counts(connection: duckdb.DuckDBPyConnection, reports: dict[tuple[str, str], Report]) -> pl.DataFrame:
    rows = [
        (year_state(connection, year).as_at, authority, year, report.rows(TO_FIX), report.failures.height)
        for (authority, year), report in reports.items()
    ]
    schema = {"as_at": pl.Date, "local_authority_code": pl.String, "collection_year": pl.String}
    return pl.DataFrame(rows, schema={**schema, "to_fix": pl.Int64, "failures": pl.Int64}, orient="row")


def _with_new(settings: Settings, counts: pl.DataFrame) -> pl.DataFrame:
    """The trend with today's counts in place of those of an earlier run of the same day."""
    path = settings.reports / FOLDER / TREND
    known = pl.read_csv(io.BytesIO(path.read_bytes()), schema=counts.schema) if path.exists() else counts.clear()
    trend = pl.concat([known.join(counts, on=_TREND_KEY, how="anti"), counts]).sort(_TREND_KEY)
    files.write_bytes(path, trend.write_csv().encode())
    return trend


def _weeks(trend: pl.DataFrame) -> tuple[Week, ...]:
    """The last count of each week, latest week first."""
    latest: dict[date, Week] = {}
    for day, to_fix, failures in trend.select("as_at", "to_fix", "failures").sort("as_at").iter_rows():
        monday = day - timedelta(days=day.weekday())
        latest[monday] = Week(monday, to_fix, failures - to_fix)
    return tuple(latest[monday] for monday in sorted(latest, reverse=True))
