"""The pages of the return's rules: counts alone, those from one to five hidden, and a page a rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dagster_project.returns.ssda903.rules.rulebook import RULES
from dagster_project.site import SiteDataError, build_site
from tests.site import northmoor_pages
from tests.site.reading import HOSTILE, RUN, execute, text_of

_ROW = re.compile(r"<tr><th scope=\"row\"><a href=\"([^\"]*)\">([^<]*)</a>.*?<td class=\"num\">([^<]*)</td></tr>")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build_site(northmoor_pages.database(folder / "d.duckdb"), folder / "out", dbt_docs=None, run=RUN)
    return folder / "out"


def rows_of(page: Path, year: str) -> list[tuple[str, str, str]]:
    """Address, code and shown count of each rule, in the order of a year's table."""
    section = page.read_text(encoding="utf-8").split(f'id="year-{year}"')[1].split("</section>")[0]
    return _ROW.findall(section)


def test_the_page_begins_with_how_many_rules_fail_in_the_latest_year(site: Path) -> None:
    text = text_of(site / "rules.html")
    assert "4 rules of the return fail in 2025\u201126" in text
    assert "2 passed, 4 failed, 1 could not be run, 1 in error." in text
    assert text.index("2025-26") < text.index("2024-25")


def test_rules_in_error_come_first_then_those_that_fail_most(site: Path) -> None:
    codes = [code for _, code, _ in rows_of(site / "rules.html", "2025-26")]
    assert codes == ["EPI", "141", "103", "101", "102", "227", "1016", "105"]


def test_one_to_five_children_are_not_told_apart_and_six_are_shown(site: Path) -> None:
    shown = {code: count for _, code, count in rows_of(site / "rules.html", "2025-26")}
    assert {code: shown[code] for code in ("101", "102", "103", "141", "105")} == {
        "101": "1 to 5",
        "102": "1 to 5",
        "103": "6",
        "141": "1,200",
        "105": "0",
    }


@pytest.mark.parametrize("count", [1, 5])
def test_a_small_count_that_came_through_stops_the_build(tmp_path: Path, count: int) -> None:
    path = execute(
        northmoor_pages.database(tmp_path / "d.duckdb"),
        f"update rpt_rule set failing_children_shown = {count} where rule = '103'",
    )
    with pytest.raises(SiteDataError, match="rpt_rule shows a count of 1 to 5 for rule 103"):
        build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)


def test_a_rule_that_was_not_run_shows_why_and_no_count(site: Path) -> None:
    assert "reference data providers is not given" in text_of(site / "rules.html")
    shown = {code: count for _, code, count in rows_of(site / "rules.html", "2025-26")}
    assert shown["227"] == shown["EPI"] == ""


def test_every_rule_leads_to_its_page(site: Path) -> None:
    rows = rows_of(site / "rules.html", "2025-26")
    assert len(rows) == len(northmoor_pages.RULES)
    for address, code, _ in rows:
        assert f"Rule {code}: What rule {code} finds wrong" in text_of(site / address)


def test_the_page_of_a_rule_says_what_it_holds_and_what_to_do(site: Path) -> None:
    text = text_of(site / "rule" / "101.html")
    assert "What rule 101 holds" in text
    assert "What puts right a row that fails rule 101" in text
    assert "A rule of the Department for Education, since 2024-25." in text
    assert "SEX of Header" in text and "DOB of Header" not in text
    assert re.sub(r"\s+", " ", (RULES / "101.sql").read_text(encoding="utf-8")).strip() in text
    assert "How the open validator reads it" not in text


def test_the_page_of_a_rule_says_who_asks_it_and_what_others_answer(site: Path) -> None:
    assert "A check that the tools of the sector add, in every year." in text_of(site / "rule" / "105.html")
    assert "A check of the portal that no list of rules has" in text_of(site / "rule" / "EPI.html")
    assert "The open validator: Fails the day itself. Wreath: Passes it. It says after." in text_of(
        site / "rule" / "1016.html"
    )


def test_hostile_text_of_a_rule_is_shown_and_never_run(tmp_path: Path) -> None:
    quoted = HOSTILE.replace("'", "''")
    path = execute(
        northmoor_pages.database(tmp_path / "d.duckdb"),
        f"update rpt_rule set title = '{quoted}', reason = '{quoted}', remedy = '{quoted}' where rule = '227'",
    )
    build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)
    for page in ("rules.html", "rule/227.html"):
        assert "<script>alert" not in (tmp_path / "out" / page).read_text(encoding="utf-8")
        assert "<script>alert(1)</script>" in text_of(tmp_path / "out" / page)


def test_without_a_checked_return_the_page_says_so(tmp_path: Path) -> None:
    path = execute(northmoor_pages.database(tmp_path / "d.duckdb"), "delete from rpt_rule")
    build_site(path, tmp_path / "out", dbt_docs=None, run=RUN)
    assert "The return has not been checked yet" in text_of(tmp_path / "out" / "rules.html")
    assert not (tmp_path / "out" / "rule").exists()
