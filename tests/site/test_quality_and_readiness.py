"""The pages on the quality of the data and on the return that is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dagster_project.site import build_site
from tests.site import northmoor_pages
from tests.site.reading import RUN, execute, text_of


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build_site(northmoor_pages.database(folder / "d.duckdb", ("990", "991")), folder / "out", dbt_docs=None, run=RUN)
    return folder / "out"


def plain(path: Path) -> str:
    """The text of a page with ordinary hyphens."""
    return text_of(path).replace("\u2011", "-")


def test_a_check_that_was_not_judged_has_neither_passed_nor_failed(site: Path) -> None:
    page = plain(site / "quality.html")
    assert "ssd_person sex Max code drift Not judged: first load" in page
    assert "1 check failed" in page


def test_the_return_that_is_due_says_how_long_there_is_and_what_is_left(site: Path) -> None:
    page = plain(site / "return.html")
    assert "The 2025-26 return is due in 31 days: 4 rules fail, 2 figures need explaining" in page
    assert "by 31 May 2026, a day that it has not confirmed yet. Days are counted from 30 April 2026" in page
    assert "2 rules passed, 4 failed, 1 could not be run, 1 in error." in page
    assert "What puts right a row that fails rule 103" in page


def test_the_cohort_is_of_this_authority_and_small_numbers_are_hidden(site: Path) -> None:
    page = plain(site / "return.html")
    assert "OC3 Care leavers who turned 17 to 25. Each row is one person. 529 hidden [c] 0 14 0" in page
    assert "77" not in page


def test_a_figure_to_explain_says_beside_what_it_stands_out(site: Path) -> None:
    page = plain(site / "return.html")
    assert "3 figures were held against last year\u2019s" in page or "3 figures were held against last year's" in page
    assert "In touch, aged 17 to 18 Care leavers England" in page
    assert "Suitable home, aged 17 to 18 Care leavers Last year and England" in page
    assert "Suitable home, aged 19 to 21" not in page
    assert "Refused contact" not in page


@pytest.mark.parametrize(
    ("as_at", "said"),
    [
        (date(2026, 5, 31), "The 2025-26 return is due in 0 days"),
        (date(2026, 6, 1), "The 2026-27 return is due in 364 days; it has not been checked yet"),
        (date(2027, 6, 1), "No return is due yet"),
        (None, "No return is due yet"),
    ],
)
def test_the_deadline_is_counted_from_the_newest_extract(tmp_path: Path, as_at: date | None, said: str) -> None:
    path = northmoor_pages.database(tmp_path / "d.duckdb")
    build_site(path, tmp_path / "out", dbt_docs=None, run=replace(RUN, as_at=as_at))
    assert said in plain(tmp_path / "out" / "return.html")


def test_files_held_back_stand_apart_from_those_in_use(site: Path) -> None:
    page = plain(site / "quality.html")
    assert "3 files arrived; 1 is held back; 1 check failed" in page
    waiting, checks, in_use = (
        page.index(t) for t in ("Files held back Dataset", "Checks that failed ", "Files in use, oldest")
    )
    assert waiting < page.index("The file is empty; send it again.") < checks
    assert in_use < page.index("local_\u200bcontacts_\u200b2026-04-30.csv")


def test_a_file_that_a_later_one_replaced_is_folded_away(tmp_path: Path) -> None:
    path = execute(
        northmoor_pages.database(tmp_path / "d.duckdb"),
        "alter table rpt_load add column is_in_force boolean",
        "update rpt_load set is_in_force = dataset <> 'ssd_person'",
    )
    build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)
    page = (tmp_path / "out" / "quality.html").read_text(encoding="utf-8")
    assert page.index("1 earlier file") < page.index("ssd_\u200bperson_")


def test_each_team_sees_what_waits_for_it_the_most_first(site: Path) -> None:
    page = plain(site / "quality.html")
    housing, social = "Housing options team housing_", "systems team local_"
    assert page.index(housing) < page.index(social), "a file held back weighs most"
    assert "local_contacts; ssd_person 0 1 1 1" in page


def test_rules_that_fail_stand_beside_the_year_before_as_far_as_may_be_told(tmp_path: Path) -> None:
    path = execute(
        northmoor_pages.database(tmp_path / "d.duckdb"),
        "delete from rpt_rule where collection_year = '2024-25'",
        "create table before as select * replace ('2024-25' as collection_year) from rpt_rule",
        "update before set failing_children_shown = 9 where rule = '103'",
        "update before set outcome = 'passed', failing_children_shown = 0 where rule = '141'",
        "update before set outcome = 'failed', failing_children_shown = 8 where rule = '105'",
        "update before set failing_children_shown = 40, is_small = false where rule = '102'",
        "insert into rpt_rule select * from before",
    )
    build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)
    page = plain(tmp_path / "out" / "quality.html")
    for told in ("6 9 Fewer", "1,200 0 New", "0 8 Put right", "1 to 5 40 Fewer", "1 to 5 1 to 5 Both of few"):
        assert told in page
    assert "2025-26 4 2 1 1" in page


def test_the_oldest_evidence_is_of_things_that_may_be_shown(site: Path) -> None:
    page = plain(site / "quality.html")
    oldest = page[page.index("Oldest evidence The ten things") :]
    assert "Kind of home Housing 3 months 12 April 2026" in oldest
    assert "Feels safe at home" not in oldest
