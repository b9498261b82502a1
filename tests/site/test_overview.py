"""The overview: a card an area of life, without a script, each figure beside what is published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dagster_project.site import build_site
from tests.site import northmoor_pages
from tests.site.reading import RUN, execute, text_of


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    path = execute(
        northmoor_pages.database(folder / "d.duckdb"),
        "insert into rpt_benchmark values ('suitable_home', '2024-25', 'North', '19-21', 84.0), "
        "('suitable_home', '2023-24', 'South', '19-21', 99.0)",
    )
    build_site(path, folder / "out", dbt_docs=None, run=RUN)
    return folder / "out"


def card(site: Path, label: str) -> str:
    """The text of one area's card."""
    text = text_of(site / "index.html").replace("\u2011", "-")
    start = re.search(rf"{label} (?:\d+%|No data|Hidden|[\d.]+ )", text)
    assert start is not None, label
    return text[start.start() : text.index("Whose views", start.start())]


def test_the_overview_runs_no_script(site: Path) -> None:
    assert b"<script" not in (site / "index.html").read_bytes()


def test_the_leading_measure_stands_beside_every_area_published_for_its_year(site: Path) -> None:
    housing = card(site, "Housing")
    assert "Published for 2024-25, aged 19 to 21: England 88%, North 84%. Here, for the same ages: " in housing
    assert "South" not in housing, "a figure of another year"
    assert "Recorded 4 of 13 things" not in card(site, "Employment")
    assert "Newest record 12 April 2026" in housing


def test_an_area_with_nothing_published_says_so(site: Path) -> None:
    assert "No figure is published to compare with." in card(site, "Wellbeing")


def test_an_area_that_nobody_measures_says_so_and_leads_to_its_gaps(tmp_path: Path) -> None:
    path = execute(
        northmoor_pages.database(tmp_path / "d.duckdb"),
        "delete from rpt_indicator where domain_id = 'wellbeing'",
    )
    build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)
    text = text_of(tmp_path / "out" / "index.html")
    wellbeing = text[text.index("Wellbeing No data yet") :]
    assert wellbeing.startswith("Wellbeing No data yet No measure of this area has a figure. See what is missing")
    assert 'href="gaps.html#domain-wellbeing"' in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_a_figure_of_ours_that_is_hidden_is_hidden_beside_the_published_one(tmp_path: Path) -> None:
    path = execute(
        northmoor_pages.database(tmp_path / "d.duckdb"),
        "update rpt_indicator_series set status = 'c', value_shown = null, numerator_shown = null, "
        "denominator_shown = null where indicator_id = 'suitable_home' and age_band = '19-21'",
    )
    build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)
    assert "England 88%. Here, for the same ages: hidden [c]." in card(tmp_path / "out", "Housing")
