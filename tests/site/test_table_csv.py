"""The CSV of a table says what the page says, and nothing that a spreadsheet would run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dagster_project.site import build_site
from dagster_project.site.table_csv import table_files
from tests.site import northmoor_pages
from tests.site.reading import RUN

PAGE = """
<table data-csv="csv/tables/a.csv"><caption class="unseen">A</caption>
<thead><tr><th scope="col">Thing</th><th scope="col" class="num">People</th></tr></thead>
<tbody><tr><th scope="row"><a href="x.html">Kind&nbsp;of home</a><span class="small block">of <b>all</b></span></th>
<td class="num"><a href="y.html">2<span class="unseen"> fields <i>on</i> it</span></a></td></tr>
<tr><th scope="row">=cmd()</th><td>1\u200b_000<wbr>1 &amp; 2025\u201126</td></tr>
<tr class="band"><th colspan="2">Housing</th></tr></tbody></table>
<table><tr><td>no file</td></tr></table>
"""


def test_cells_are_plain_text_and_what_is_only_read_aloud_is_left_out() -> None:
    assert dict(table_files(PAGE)) == {
        "csv/tables/a.csv": "Thing,People\nKind of home; of all,2\n'=cmd(),1_0001 & 2025-26\nHousing,\n"
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    build_site(northmoor_pages.database(folder / "d.duckdb", ("990", "991")), folder / "out", dbt_docs=None, run=RUN)
    return folder / "out"


def test_every_table_has_a_caption(site: Path) -> None:
    without = [
        path.name
        for path in sorted(site.rglob("*.html"))
        for table in re.findall(r"<table.*?</table>", path.read_text(encoding="utf-8"), re.DOTALL)
        if not re.match(r"<table[^>]*>\s*<caption", table)
    ]
    assert without == []


def test_every_authority_has_the_tables_of_its_own_pages(site: Path) -> None:
    own, other = site / "csv" / "tables", site / "authority" / "991" / "csv" / "tables"
    assert {"recorded-housing.csv", "quality-files.csv", "matrix.csv"} <= {path.name for path in own.iterdir()}
    assert {path.name for path in other.iterdir()} >= {"recorded-housing.csv", "quality-files.csv"}
    assert "Feels safe at home,Young people,hidden [c]" in (own / "recorded-housing.csv").read_text(encoding="utf-8")


def test_what_nobody_records_stands_under_whose_view_it_would_be(site: Path) -> None:
    page = (site / "domain" / "housing.html").read_text(encoding="utf-8")
    column = page[page.index('id="column-young_person"') : page.index('id="known"')]
    assert re.search(r'Nobody records:</strong> <a href="../thing/C23.html#missing">Would choose this home</a>', column)
