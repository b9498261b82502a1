"""The report of the rules in Chromium: it asks for nothing, fits a narrow screen, and on paper hides nothing."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Browser

from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903.rules.exceptions import with_explanations
from dagster_project.returns.ssda903.rules.report import PAGE, make_report, write_report
from dagster_project.returns.ssda903.rules.validation import validate_frames

pytestmark = pytest.mark.browser
YEAR = "2026-27"


@pytest.fixture
def page_of_report(catalogue: Catalogue, tmp_path: Path) -> Path:
    """Two children with two failures each, of a team and a social worker each."""
    header = pl.DataFrame({"CHILD": ["A", "B"], "SEX": ["7", None], "DOB": ["31/02/2012", None]})
    result = validate_frames({"Header": header}, collection_year=YEAR, rules=["101", "102"], catalogue=catalogue)
    told = with_explanations(result.failures, ()).with_columns(
        owner=pl.format("Team of {}", "child"), system=pl.lit("Case system"), worker=pl.format("Worker of {}", "child")
    )
    write_report(make_report("our own return", YEAR, result, told, catalogue), tmp_path, catalogue)
    return tmp_path / PAGE


def test_the_report_opens_quietly_and_fits_a_narrow_screen_and_paper_shows_what_a_screen_folds_away(
    browser: Browser, page_of_report: Path
) -> None:
    faults: list[str] = []
    shown: dict[str, int] = {}
    for width, medium in ((1280, "screen"), (320, "screen"), (1030, "print")):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.emulate_media(media="print" if medium == "print" else "screen")
        page.on("console", lambda message: faults.append(message.text))
        page.on("request", lambda request: None if request.url.startswith("file:") else faults.append(request.url))
        page.goto(page_of_report.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        rows = page.locator("tbody tr")
        shown[f"{medium} {width}"] = sum(rows.nth(place).is_visible() for place in range(rows.count()))
        page.close()
    assert faults == []
    # Four failures by rule, and on paper again by child, by team and by social worker.
    assert shown == {"screen 1280": 4, "screen 320": 4, "print 1030": 16}
