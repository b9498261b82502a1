"""The pages in Chromium without a network: drawn, quiet, narrow, without scripts, by keyboard."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dagster_project.site import RunFacts, build_site
from tests.site import northmoor_pages
from tests.site.reading import visit

pytestmark = pytest.mark.browser
PAGES = ["index", "domain/housing", "domain/wellbeing", "map", "gaps", "duplications", "quality", "about"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser")
    names = {"990": "Northmoor"}
    run = RunFacts("run", date(2026, 4, 30), "990", datetime(2026, 5, 1), "0.1.0", names, is_fictional=True)
    build_site(northmoor_pages.database(folder / "d.duckdb"), folder / "out", dbt_docs=None, run=run)
    return folder / "out"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_quietly_and_fits_a_narrow_screen(browser: Browser, site: Path, name: str) -> None:
    for width in (1280, 320):
        page, faults = visit(browser, (site / f"{name}.html").as_uri(), width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("h1").count() == 1
        assert faults == []
        page.context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_charts_are_drawn_wide_enough_with_and_without_scripts(browser: Browser, site: Path, scripts: bool) -> None:
    page, _ = visit(browser, (site / "domain/housing.html").as_uri(), scripts=scripts)
    charts = page.locator("svg.chart:visible").all()
    assert len(charts) >= 8
    for chart in charts:
        box = chart.bounding_box()
        assert box is not None
        assert box["width"] > 300
        assert box["height"] > 100
    line = page.locator(".chart-line").first.bounding_box()
    assert line is not None
    assert line["width"] > 10
    page.context.close()


def test_labels_of_a_chart_do_not_overlap_on_a_narrow_screen(browser: Browser, site: Path) -> None:
    page, _ = visit(browser, (site / "domain/housing.html").as_uri(), 320)
    for chart in page.locator("svg.chart").all():
        boxes = [b for text in chart.locator("text:visible").all() if (b := text.bounding_box())]
        for i, a in enumerate(boxes):
            for b in boxes[i + 1 :]:
                apart_across = a["x"] + a["width"] <= b["x"] + 1 or b["x"] + b["width"] <= a["x"] + 1
                apart_down = a["y"] + a["height"] <= b["y"] + 4 or b["y"] + b["height"] <= a["y"] + 4
                assert apart_across or apart_down, chart.get_attribute("aria-label")
    page.context.close()


def test_the_search_hides_rows_that_do_not_have_every_word(browser: Browser, site: Path) -> None:
    page, faults = visit(browser, (site / "find.html").as_uri())
    rows = page.locator("tr[data-entry]:visible")
    everything = rows.count()
    page.fill("#find", "voice_answers ANSWER")
    assert rows.count() == 1
    assert page.inner_text("#found") == f"1 of {everything} entries"
    page.fill("#find", "")
    assert rows.count() == everything
    assert faults == []
    page.context.close()


def test_without_scripts_everything_is_listed_and_no_dead_search_box_shows(browser: Browser, site: Path) -> None:
    page, _ = visit(browser, (site / "find.html").as_uri(), scripts=False)
    assert page.locator("tr[data-entry]:visible").count() > len(northmoor_pages.FIELDS)
    assert page.locator("#find:visible").count() == 0
    page.context.close()


def test_the_first_tab_stop_skips_to_the_main_part(browser: Browser, site: Path) -> None:
    page, _ = visit(browser, (site / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the main part"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.context.close()


def test_a_table_behind_a_chart_opens_by_keyboard_and_without_scripts(browser: Browser, site: Path) -> None:
    page, _ = visit(browser, (site / "domain/housing.html").as_uri(), scripts=False)
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open] table").first.is_visible()
    page.context.close()


def test_groups_are_compared_one_way_at_a_time_by_keyboard_and_without_scripts(browser: Browser, site: Path) -> None:
    page, faults = visit(browser, (site / "domain" / "housing.html").as_uri(), 320, scripts=False)
    measure = page.locator("#suitable_home")
    assert [measure.locator(f".by-{name}").is_visible() for name in ("age", "sex", "home")] == [True, False, False]
    page.locator("#by-age").focus()
    page.keyboard.press("ArrowRight")
    assert [measure.locator(f".by-{name}").is_visible() for name in ("age", "sex", "home")] == [False, True, False]
    page.keyboard.press("ArrowRight")
    home = measure.locator(".by-home")
    assert home.is_visible()
    assert home.locator("svg.chart").bounding_box()["width"] > 200
    # No label leaves the picture, however long the name of a kind of home.
    edge = home.bounding_box()
    assert all(
        text.bounding_box()["x"] + text.bounding_box()["width"] <= edge["x"] + edge["width"] + 1
        for text in home.locator("text").all()
    )
    home.locator("summary").click()
    assert "Hidden [c]" in home.locator("table").inner_text()
    assert not faults


def test_from_the_figure_to_its_source_field_in_three_clicks_and_from_an_item_to_its_failures_in_two(
    browser: Browser, site: Path
) -> None:
    page, faults = visit(browser, (site / "index.html").as_uri())
    page.get_by_role("link", name="Housing").first.click()
    page.locator("#suitable_home").get_by_role("link", name="local_contacts.suitability").click()
    assert "What lcs records as suitability." in page.inner_text("main")
    page.goto((site / "find.html").as_uri())
    page.locator('a[href="item/SSDA903.OC3.ACCOM.html"]').first.click()
    assert "2 of its 2 rules fail" in page.inner_text("h1")
    page.get_by_role("link", name="103", exact=True).click()
    assert page.inner_text("main").startswith("Fails for 6 children in 2025")
    assert faults == []
    page.context.close()
