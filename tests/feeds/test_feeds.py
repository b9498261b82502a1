"""The feeds: the same numbers as the published copy, described, hidden where hidden, and the same bytes each time."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import polars as pl
import pytest

from dagster_project.errors import WreathError
from dagster_project.feeds import read_feeds, write_feeds
from dagster_project.warehouse import dbt
from dagster_project.warehouse.pointer import require_current
from tests.conftest import AS_AT, Built

_COLUMNS = {
    "rpt_domain": {"domain_id": "varchar", "label": "varchar"},
    "rpt_indicator": {"indicator_id": "varchar", "domain_id": "varchar", "label": "varchar", "unit": "varchar"},
    "rpt_indicator_series": {
        "indicator_id": "varchar", "period_end_date": "date", "numerator_shown": "hugeint", "value_shown": "double",
        "status": "varchar",
    },
    "rpt_load": {"load_id": "varchar", "is_in_force": "boolean", "outcome": "varchar"},
}  # fmt: skip
_ROWS = """
insert into rpt_domain values ('housing', 'Housing'), ('risk', 'Risk');
insert into rpt_indicator values
    ('safe', 'housing', '=HYPERLINK("x")', 'percent'), ('missing', 'risk', 'Missing', 'percent');
insert into rpt_indicator_series values
    ('safe', date '2026-03-31', 12, 60.0, 'shown'), ('safe', date '2025-12-31', null, null, 'c'),
    ('missing', date '2026-03-31', null, null, 'x');
insert into rpt_load values ('a1', true, 'accepted');
"""


def _manifest(path: Path, *, without: str = "") -> Path:
    """What dbt would write of these marts; `without` leaves the unit of a column out."""

    def column(name: str, sql_type: str) -> dict[str, Any]:
        unit = {"unit": "people"} if sql_type in ("hugeint", "double") and name != without else {}
        return {"name": name, "description": f"About {name}.", "config": {"meta": unit}}

    nodes = {
        name: {
            "resource_type": "model", "schema": "dashboards", "name": name, "description": f"One row per {name}.",
            "original_file_path": "models/marts.yml", "config": {"meta": {"title": name, "grain": [next(iter(types))]}},
            "columns": {column_name: column(column_name, sql_type) for column_name, sql_type in types.items()},
        }
        for name, types in _COLUMNS.items()
    }  # fmt: skip
    path.write_text(json.dumps({"nodes": nodes}), encoding="utf-8")
    return path


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "dashboards.duckdb"
    with duckdb.connect(str(path)) as connection:
        for name, types in _COLUMNS.items():
            connection.execute(f"create table {name} ({', '.join(f'{c} {t}' for c, t in types.items())})")
        connection.execute(_ROWS)
    return path


@pytest.fixture
def feeds(database: Path, tmp_path: Path) -> Path:
    write_feeds(database, _manifest(tmp_path / "manifest.json"), tmp_path / "feeds", AS_AT)
    return tmp_path / "feeds"


def _sheet(path: Path, title: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path)[title].iter_rows(values_only=True))


def test_numbers_are_typed_and_a_hidden_one_stays_hidden_with_its_reason(feeds: Path) -> None:
    series = pl.read_parquet(feeds / "parquet" / "rpt_indicator_series.parquet")
    assert series.schema == {
        "indicator_id": pl.String(), "period_end_date": pl.Date(), "numerator_shown": pl.Int64(),
        "value_shown": pl.Float64(), "status": pl.String(), "why_hidden": pl.String(),
    }  # fmt: skip
    assert series.select("status", "numerator_shown", pl.col("why_hidden").str.head(6)).rows() == [
        ("x", None, "not av"),
        ("c", None, "hidden"),
        ("shown", 12, None),
    ]
    text = (feeds / "csv" / "rpt_indicator_series.csv").read_text(encoding="utf-8")
    assert "safe,2026-03-31,12,60.0,shown,\n" in text and "safe,2025-12-31,,,c," in text
    loads = (feeds / "csv" / "rpt_load.csv").read_text(encoding="utf-8")
    assert loads.split() == ["load_id,is_in_force,outcome", "a1,TRUE,accepted"]


def test_a_workbook_has_its_own_domain_in_words_with_a_letter_where_a_number_is_hidden(feeds: Path) -> None:
    head, *rows = _sheet(feeds / "excel" / "housing.xlsx", "rpt_indicator_series")
    assert head == (
        "Indicator id", "Label", "Unit", "Period end date", "Numerator shown", "Value shown", "Status", "Why hidden"
    )  # fmt: skip
    assert [row[3:7] for row in rows] == [
        (datetime(2025, 12, 31), "[c]", "[c]", "c"),
        (datetime(2026, 3, 31), 12, 60, "shown"),
    ]
    assert "rpt_load" not in openpyxl.load_workbook(feeds / "excel" / "housing.xlsx").sheetnames
    assert _sheet(feeds / "excel" / "risk.xlsx", "rpt_indicator_series")[1][4] == "[x]"


def test_the_first_sheet_explains_the_others(feeds: Path) -> None:
    about = ["|".join(map(str, filter(None, row))) for row in _sheet(feeds / "excel" / "housing.xlsx", "About")]
    assert about[:2] == ["Housing: figures about care leavers", "As at 30 April 2026, the date of the newest extract."]
    assert "One row per rpt_indicator_series." in about
    assert "Numerator shown|whole number|people|About numerator_shown." in about


def test_text_that_would_be_a_formula_is_text(feeds: Path) -> None:
    label = '\'=HYPERLINK("x")'
    book = openpyxl.load_workbook(feeds / "excel" / "housing.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert label in {cell.value for cell in cells}
    assert "'=HYPERLINK" in (feeds / "csv" / "rpt_indicator.csv").read_text(encoding="utf-8")


def test_the_dictionary_has_each_column_with_its_grain_type_and_unit(feeds: Path) -> None:
    described = pl.read_parquet(feeds / "parquet" / "data_dictionary.parquet")
    assert described.height == sum(map(len, _COLUMNS.values())) + 1
    row = described.row(by_predicate=pl.col("column") == "numerator_shown", named=True)
    assert (row["grain"], row["type"], row["unit"]) == ("One row per rpt_indicator_series.", "whole number", "people")
    assert described.filter("is_key")["column"].to_list() == ["domain_id", "indicator_id", "indicator_id", "load_id"]
    assert read_feeds(feeds).titles == {name: name for name in sorted(_COLUMNS)}


def test_a_number_without_a_unit_stops_the_feeds(database: Path, tmp_path: Path) -> None:
    manifest = _manifest(tmp_path / "manifest.json", without="value_shown")
    with pytest.raises(WreathError, match=r"rpt_indicator_series\.value_shown needs a description, and a number a"):
        write_feeds(database, manifest, tmp_path / "feeds", AS_AT)


def test_no_clock_is_in_a_workbook(feeds: Path) -> None:
    content = (feeds / "excel" / "housing.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        said = archive.read("docProps/core.xml").decode()
    assert said.count("2026-04-30T00:00:00Z") == 2 and str(date.today()) not in said


@pytest.mark.slow
def test_the_published_feeds_hold_what_is_published_and_come_out_the_same_again(demo: Built, tmp_path: Path) -> None:
    published = require_current(demo.settings)
    as_at = date.fromisoformat(published.facts()["as_at"])
    again = write_feeds(published.dashboards, dbt.manifest_path(demo.settings), tmp_path / "feeds", as_at)
    folder = published.site / "feeds"
    names = [path.relative_to(tmp_path / "feeds") for path in again]
    assert names == sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    assert [name for name in names if (folder / name).read_bytes() != (tmp_path / "feeds" / name).read_bytes()] == []
    with duckdb.connect(str(published.dashboards), read_only=True) as connection:
        for table in read_feeds(folder).titles:
            ((rows,),) = connection.execute(f"select count(*) from {table}").fetchall()
            assert pl.read_parquet(folder / "parquet" / f"{table}.parquet").height == rows
