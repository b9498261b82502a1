"""The reports of our own return: who can put a failure right and where, what is explained, and the trend by week."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903.rules.exceptions import explain
from dagster_project.returns.ssda903.rules.nightly import NO_WORKER, write_reports
from dagster_project.returns.ssda903.rules.report import Report
from dagster_project.returns.ssda903.rules.run import known_failures
from dagster_project.settings import Settings
from tests.returns.ssda903 import invented_marts

YEARS = ("2025-26", "2026-27")
YEAR = "2025-26"
OUTCOME = "returns.ssda903__rule_outcome"
_TABLES = """
create table returns.ssda903__rule_outcome (local_authority_code varchar, collection_year varchar, rule varchar,
    outcome varchar, reason varchar, failing_row_count bigint);
create table returns.ssda903__rule_failure (local_authority_code varchar, collection_year varchar, rule varchar,
    module varchar, "row" bigint, child varchar, fields varchar[], "values" varchar[], confidence varchar);
create table catalogue.field_return_items (dataset varchar, return_id varchar, module varchar, item varchar);
create table catalogue.datasets (source varchar, dataset varchar, owner varchar);
create table catalogue.sources (source varchar, title varchar);
insert into catalogue.sources values ('lcs', 'Case system'), ('health', 'Health records');
insert into catalogue.datasets values
    ('lcs', 'ssd_person', 'Systems team'), ('lcs', 'ssd_cla_placement', 'Systems team'),
    ('lcs', 'lcs_903_items', 'Return team'), ('health', 'cla_health', 'Health team');
insert into catalogue.field_return_items values
    ('ssd_cla_placement', 'ssda903', 'Episodes', 'PL_POST'), ('lcs_903_items', 'ssda903', 'Episodes', 'HOME_POST'),
    ('cla_health', 'ssda903', 'OC2', 'TEETH_CHECK'), ('cla_health', 'another return', 'Header', 'SEX'),
    ('ssd_person', 'ssda903', 'Header', 'SEX');
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home")


@pytest.fixture
def marts(catalogue: Catalogue) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse in which nothing fails yet."""
    with duckdb.connect() as connection:
        invented_marts.build(connection, catalogue, 0, YEARS)
        connection.execute(_TABLES)
        for year in YEARS:
            add(connection, "returns.ssda903__header", collection_year=year, CHILD="1")
            for rule in ("101", "142"):
                add(connection, OUTCOME, collection_year=year, rule=rule, outcome="passed", failing_row_count=0)
        yield connection


def add(connection: duckdb.DuckDBPyConnection, table: str, **cells: Any) -> None:
    """Add a row of authority 990; cells that are not given are null."""
    given = {"local_authority_code": "990", "collection_year": YEAR} | cells
    columns = ", ".join(f'? as "{name}"' for name in given)
    connection.execute(f"insert into {table} by name select {columns}", list(given.values()))


def fails(connection: duckdb.DuckDBPyConnection, rule: str, child: str, module: str, *items: str, **more: Any) -> None:
    """Let a row fail; each item is blank."""
    told = {"rule": rule, "child": child, "module": module, "fields": list(items), "values": [None] * len(items),
            "row": 0, "confidence": "full"}  # fmt: skip
    add(connection, "returns.ssda903__rule_failure", **told | more)


def reported(connection: duckdb.DuckDBPyConnection, settings: Settings, catalogue: Catalogue) -> dict[str, Report]:
    return {report.collection_year: report for report in write_reports(connection, settings, catalogue)}


def told(report: Report, *columns: str) -> list[tuple[Any, ...]]:
    return report.failures.select("rule", *columns).rows()


def test_each_checked_year_has_a_report_in_its_own_folder(
    marts: duckdb.DuckDBPyConnection, settings: Settings, catalogue: Catalogue
) -> None:
    marts.execute("update returns.ssda903__rule_outcome set outcome = 'not run', reason = 'No list' where rule = '142'")
    fails(marts, "101", "1", "Header", "SEX", collection_year="2026-27")
    reports = reported(marts, settings, catalogue)
    assert {year: report.failures.height for year, report in reports.items()} == {"2025-26": 0, "2026-27": 1}
    assert reports["2025-26"].outcomes.rows() == [("101", "passed", 0, None), ("142", "not run", None, "No list")]
    for year in YEARS:
        folder = settings.reports / "rules" / f"{year}_own_return"
        assert {path.name for path in folder.iterdir()} == {"failures.csv", "report.json", "report.html"}


def test_several_authorities_have_a_folder_each(
    marts: duckdb.DuckDBPyConnection, settings: Settings, catalogue: Catalogue
) -> None:
    add(marts, "returns.ssda903__header", local_authority_code="991", CHILD="1")
    add(marts, OUTCOME, local_authority_code="991", rule="101", outcome="passed")
    write_reports(marts, settings, catalogue)
    folders = {path.name for path in (settings.reports / "rules").iterdir() if path.is_dir()}
    assert folders == {"2025-26_own_return_990", "2025-26_own_return_991", "2026-27_own_return_990"}


def test_a_value_is_put_right_where_it_was_recorded_and_a_blank_where_it_would_be(
    marts: duckdb.DuckDBPyConnection, settings: Settings, catalogue: Catalogue
) -> None:
    place = {"module": "Episodes", "item": "PL_POST", "source_dataset": "lcs_903_items"}
    add(marts, "returns.ssda903__provenance", CHILD="recorded", **place)
    add(marts, "returns.ssda903__provenance", CHILD="last year", **place | {"collection_year": "2024-25"})
    add(marts, "returns.ssda903__provenance", CHILD="made up", **place | {"source_dataset": None})
    for row, child in enumerate(("recorded", "last year", "made up")):
        fails(marts, "142", child, "Episodes", "PL_POST", row=row)
    fails(marts, "101", "1", "Header", "SEX")
    report = reported(marts, settings, catalogue)[YEAR]
    assert told(report, "child", "owner", "system") == [
        ("101", "1", "Systems team", "Case system"),
        ("142", "recorded", "Return team", "Case system"),
        ("142", "last year", "Systems team", "Case system"),
        ("142", "made up", "Systems team", "Case system"),
    ]


def test_a_failure_about_several_systems_names_each_and_one_about_none_nobody(
    marts: duckdb.DuckDBPyConnection, settings: Settings, catalogue: Catalogue
) -> None:
    add(marts, "returns.ssda903__provenance", CHILD="1", module="OC2", item="DOB", source_dataset="ssd_person")
    fails(marts, "190", "1", "OC2", "DOB", "TEETH_CHECK")
    fails(marts, "192", "1", "OC2", "UNKNOWN")
    report = reported(marts, settings, catalogue)[YEAR]
    assert told(report, "owner", "system") == [
        ("190", "Health team, Systems team", "Case system, Health records"),
        ("192", None, None),
    ]


def test_what_dfe_derives_is_put_right_in_what_it_is_derived_from(
    marts: duckdb.DuckDBPyConnection, settings: Settings, catalogue: Catalogue
) -> None:
    fails(marts, "169", "1", "Episodes", "PL_LA")
    fails(marts, "179", "1", "Episodes", "PL_LOCATION")
    fails(marts, "392a", "1", "Episodes", "PL_DISTANCE")
    report = reported(marts, settings, catalogue)[YEAR]
    assert told(report, "owner") == [
        ("169", "Systems team"), ("179", "Systems team"), ("392a", "Return team, Systems team"),
    ]  # fmt: skip


def test_a_child_is_with_the_social_worker_who_came_last(
    marts: duckdb.DuckDBPyConnection, settings: Settings, catalogue: Catalogue
) -> None:
    for worker, since, year in (
        ("SW2", "2025-09-01", YEAR),
        ("SW1", "2024-01-01", YEAR),
        ("SW9", "2026-04-02", "2026-27"),
    ):
        add(marts, "returns.ssda903__swepisodes", collection_year=year, CHILD="1", SW_ID=worker, SW_DECOM=since)
    fails(marts, "101", "1", "Header", "SEX")
    fails(marts, "101", "2", "Header", "SEX", row=1)
    assert told(reported(marts, settings, catalogue)[YEAR], "worker") == [("101", "SW2"), ("101", NO_WORKER)]


def test_the_sheets_of_teams_and_workers_hold_what_is_to_fix_alone(
    marts: duckdb.DuckDBPyConnection, settings: Settings, catalogue: Catalogue
) -> None:
    for row, child in enumerate(("open", "told")):
        fails(marts, "101", child, "Header", "SEX", row=row)
    write_reports(marts, settings, catalogue)
    explain(settings, known_failures(settings), "101", "told", "As the court has it.", date(2026, 5, 1))
    report = reported(marts, settings, catalogue)[YEAR]
    assert told(report, "child", "state") == [("101", "open", "to fix"), ("101", "told", "explained")]
    page = (settings.reports / "rules" / f"{YEAR}_own_return" / "report.html").read_text(encoding="utf-8")
    by_team, by_worker = page.split('id="owners"')[1].split('id="workers"')
    for sheets in (by_team, by_worker.split('id="weeks"')[0]):
        assert "<td>open</td>" in sheets and "<td>told</td>" not in sheets
        assert "1 failure of 1 child" in sheets


def test_the_trend_has_the_last_count_of_each_day_and_the_page_that_of_each_week(
    marts: duckdb.DuckDBPyConnection, settings: Settings, catalogue: Catalogue
) -> None:
    # Wednesday and Friday of one week, and Monday of the next.
    for day, failing in (("2026-04-29", 3), ("2026-04-29", 2), ("2026-05-01", 1), ("2026-05-04", 0)):
        marts.execute("update landing.run_settings set as_at = ?", [day])
        marts.execute("delete from returns.ssda903__rule_failure")
        for row in range(failing):
            fails(marts, "101", str(row), "Header", "SEX", row=row)
        write_reports(marts, settings, catalogue)
    trend = pl.read_csv(settings.reports / "rules" / "trend.csv", schema_overrides={"local_authority_code": pl.String})
    own = trend.filter(pl.col("collection_year") == YEAR)
    assert own.select("as_at", "local_authority_code", "to_fix", "failures").rows() == [
        ("2026-04-29", "990", 2, 2), ("2026-05-01", "990", 1, 1), ("2026-05-04", "990", 0, 0),
    ]  # fmt: skip
    page = (settings.reports / "rules" / f"{YEAR}_own_return" / "report.html").read_text(encoding="utf-8")
    weeks = page.split('id="weeks"')[1].split("</table>")[0]
    assert weeks.index("04/05/2026") < weeks.index("27/04/2026")
    assert '<td>04/05/2026</td><td class="n">0</td>' in weeks
    assert '<td>27/04/2026</td><td class="n">1</td>' in weeks


def test_what_is_explained_is_no_longer_to_fix_in_the_trend(
    marts: duckdb.DuckDBPyConnection, settings: Settings, catalogue: Catalogue
) -> None:
    fails(marts, "101", "1", "Header", "SEX")
    write_reports(marts, settings, catalogue)
    explain(settings, known_failures(settings), "101", "1", "As the court has it.", date(2026, 5, 1))
    write_reports(marts, settings, catalogue)
    trend = pl.read_csv(settings.reports / "rules" / "trend.csv").filter(pl.col("collection_year") == YEAR)
    assert trend.select("to_fix", "failures").rows() == [(0, 1)]
    path = settings.reports / "rules" / f"{YEAR}_own_return" / "report.json"
    (row,) = json.loads(path.read_text(encoding="utf-8"))["failures"]
    assert (row["state"], row["why"]) == ("explained", "As the court has it.")
