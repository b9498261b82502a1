"""What people open in a spreadsheet holds no formula: every place that writes CSV or Excel is known, and escapes."""

from __future__ import annotations

import re

import polars as pl
import pytest

from dagster_project.returns.ssda903.csv_files import to_csv_for_people
from dagster_project.settings import repository
from dagster_project.spreadsheets import FORMULA_START, inert
from lineage.formats.tables import _cell

#: Every module that writes CSV or Excel → why no formula gets out of it.
WRITERS = {
    "dagster_project/feeds/workbook.py": "inert, beside cells that are written as text",
    "dagster_project/landing/delimited.py": "cells beyond the header, kept in Parquet as they were sent",
    "dagster_project/returns/ssda903/csv_files.py": "to_csv writes the return for the department; the rest escapes",
    "dagster_project/returns/ssda903/reconciliation.py": "inert",
    "dagster_project/returns/ssda903/rules/nightly.py": "days, codes of authorities and years, and counts",
    "dagster_project/site/pages.py": "inert",
    "dagster_project/site/table_csv.py": "inert",
    "dagster_project/synthetic/render/extract.py": "what invented systems export",
    "lineage/formats/tables.py": "escapes by itself: it knows nothing of the rest",
}
#: Callers of `to_csv`, which does not escape: the modules of the return are sent as they are recorded.
UNESCAPED = {"dagster_project/returns/ssda903/make.py"}
STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]


def _sources() -> dict[str, str]:
    root = repository()
    paths = [*(root / "dagster_project").rglob("*.py"), *(root / "lineage").rglob("*.py")]
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def test_every_place_that_writes_csv_or_excel_is_known() -> None:
    found = {
        name
        for name, text in _sources().items()
        if re.search(r"write_csv\(|csv\.writer\(|write_excel\(|Workbook\(", text)
    }
    assert found == set(WRITERS)


def test_only_the_modules_of_the_return_are_written_as_they_are_recorded() -> None:
    own = "dagster_project/returns/ssda903/csv_files.py"
    found = {name for name, text in _sources().items() if re.search(r"\bto_csv\(", text)} - {own}
    assert found == UNESCAPED


@pytest.mark.parametrize("start", STARTS)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    text = f"{start}HYPERLINK(1)"
    assert inert(text) == _cell(text) == f"'{text}"
    written = to_csv_for_people(pl.DataFrame({"a": [text, "plain", None]})).decode()
    assert f"'{text}" in written and "'plain" not in written
    assert re.match(FORMULA_START, text)


@pytest.mark.parametrize("text", ["", "plain", "1", "a=b", "2026-04-30", "'=1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert inert(text) == _cell(text) == text
