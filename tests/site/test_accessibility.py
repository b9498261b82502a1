"""Every kind of page meets WCAG 2.2 AA as far as axe can tell, by keyboard, narrow, zoomed, in print, in high contrast.

axe-core comes from an installed package. dbt docs are made by another program and are exempt: the statement says so.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dagster_project.site import build_site
from tests.site import northmoor_pages
from tests.site.reading import RUN, graph, text_of, visit

pytestmark = pytest.mark.browser
#: One page of each template.
PAGES = [
    *("index", "domain/housing", "map", "find", "gaps", "gaps/wellbeing", "duplications", "decisions", "quality"),
    *("return", "rules", "rule/103", "about", "thing/C20", "field/local_contacts.accommodation"),
    "item/SSDA903.OC3.ACCOM",
]
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("accessible")
    docs = folder / "static_index.html"
    docs.write_text("<html></html>", encoding="utf-8")
    path = northmoor_pages.database(folder / "d.duckdb")
    build_site(
        path, folder / "out", dbt_docs=docs, run=RUN, graph=graph(), feeds=northmoor_pages.feeds(folder / "feeds")
    )
    return folder / "out"


def violations(page: Page) -> list[str]:
    """What axe finds on a page with everything unfolded, as rule and element."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("(rules) => axe.run({ runOnly: rules, preload: false })", _RULES)
    assert found["passes"], "axe looked at nothing"
    return [f"{v['id']}: {node['html'][:120]}" for v in found["violations"] for node in v["nodes"]]


def test_every_template_has_a_page_here() -> None:
    templates = {path.name for path in (files("dagster_project.site") / "templates").iterdir()}
    assert len(PAGES) == len(templates - {"base.html", "_parts.html"})


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser: Browser, site: Path, name: str, scheme: str) -> None:
    page, faults = visit(browser, (site / f"{name}.html").as_uri())
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    assert violations(page) == []
    assert faults == []
    page.context.close()


def test_axe_finds_what_is_wrong(browser: Browser, site: Path) -> None:
    page, _ = visit(browser, (site / "index.html").as_uri())
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"assets/mark.svg\">')")
    assert [found.partition(":")[0] for found in violations(page)] == ["image-alt"]
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reflows_at_320_pixels_which_is_400_per_cent_zoom(browser: Browser, site: Path, name: str) -> None:
    """A window of 1,280 pixels at 400 % zoom lays a page out at 320 (WCAG 1.4.10)."""
    page, _ = visit(browser, (site / f"{name}.html").as_uri(), 320)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.context.close()


def test_the_names_of_two_fields_are_not_cut_into_pieces_at_320_pixels(browser: Browser, site: Path) -> None:
    page, _ = visit(browser, (site / "thing" / "C20.html").as_uri(), 320)
    widths = page.eval_on_selector_all("th:has(> code)", "cells => cells.map((one) => one.clientWidth)")
    assert widths
    assert min(widths) >= 200
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_everything_that_scrolls_or_leads_on_is_reached_by_keyboard(browser: Browser, site: Path, name: str) -> None:
    page, _ = visit(browser, (site / f"{name}.html").as_uri(), 320)
    # Of buttons that choose one of several, the chosen one is reached; arrows lead to the others.
    wanted = page.evaluate(
        """() => [...document.querySelectorAll('a[href], summary, input, [tabindex="0"]')]
            .filter((one) => one.checkVisibility() && (one.type !== 'radio' || one.checked)).length"""
    )
    reached = 0
    for _ in range(wanted + 1):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => {
                const one = document.activeElement;
                if (one === document.body || one.dataset.seen) return null;
                one.dataset.seen = 'yes';
                const style = getComputedStyle(one);
                return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
            }"""
        )
        if state is None:
            break
        assert state, "what has the focus shows it"
        reached += 1
    assert reached >= wanted
    page.context.close()


@pytest.mark.parametrize("name", ["index", "decisions", "thing/C20", "item/SSDA903.OC3.ACCOM"])
def test_a_page_prints_with_its_tables_whole(browser: Browser, site: Path, name: str) -> None:
    page, _ = visit(browser, (site / f"{name}.html").as_uri())
    page.emulate_media(media="print")
    assert page.locator("header nav").is_hidden()
    clipped = page.evaluate(
        """() => [...document.querySelectorAll('.scroll')]
            .filter((one) => getComputedStyle(one).overflowY !== 'visible').length"""
    )
    assert clipped == 0
    assert len(page.pdf(format="A4")) > 5000
    page.context.close()


def test_what_is_folded_is_printed_unfolded_without_a_script_but_for_long_lists(browser: Browser, site: Path) -> None:
    page, _ = visit(browser, (site / "domain" / "housing.html").as_uri(), scripts=False)
    folded = page.locator("#suitable_home .meaning dd, #suitable_home .by-age td")
    assert not any(one.is_visible() for one in folded.all())
    page.emulate_media(media="print")
    assert folded.count() > 5
    assert all(one.is_visible() for one in folded.all())
    page.goto((site / "quality.html").as_uri())
    checks = page.locator("details.long", has_text="All ").first
    assert checks.locator("summary").is_visible()
    assert not checks.locator("td").first.is_visible()
    page.context.close()


def test_in_high_contrast_paths_and_links_are_still_drawn(browser: Browser, site: Path) -> None:
    page, _ = visit(browser, (site / "item/SSDA903.OC3.ACCOM.html").as_uri())
    page.emulate_media(forced_colors="active")
    colours = page.evaluate(
        """() => ['.path-line', '.path text'].map((name) => {
            const style = getComputedStyle(document.querySelector(name));
            return name === '.path-line' ? style.stroke : style.fill;
        })"""
    )
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background not in colours
    page.context.close()


def test_the_statement_names_what_is_exempt(site: Path) -> None:
    page = text_of(site / "about.html")
    assert "Accessibility statement" in page
    assert "Exempt is the page “dbt docs”" in page
