"""dbt's page in Chromium: it opens from a file, finds a domain, tells a column's lineage and leads to the map."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic

import pytest
from playwright.sync_api import Browser, Page, expect

from dagster_project.warehouse.docs_page import PAGE
from dagster_project.warehouse.pointer import require_current
from tests.conftest import Built

pytestmark = [pytest.mark.slow, pytest.mark.browser]
#: The page holds the whole project; on a busy machine with two cores it takes some seconds to stand.
PATIENCE = 30_000


@pytest.fixture(scope="module")
def address(demo: Built) -> str:
    return (require_current(demo.settings).site / PAGE).as_uri()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1400, "height": 1000})
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


def test_it_opens_from_a_file_and_asks_for_nothing_outside(
    page: Page, address: str, report: Callable[[str], None]
) -> None:
    outside: list[str] = []
    own = ("file:", "data:", "blob:", "about:")
    page.on("request", lambda request: None if request.url.startswith(own) else outside.append(request.url))
    began = monotonic()
    page.goto(address)
    expect(page.get_by_role("heading", name="Wreath")).to_be_visible(timeout=PATIENCE)
    report(f"dbt docs page opened in {monotonic() - began:.1f} s")
    assert outside == []


def test_a_search_for_a_domain_finds_its_models_first(page: Page, address: str) -> None:
    page.goto(f"{address}#!/overview")
    page.get_by_placeholder("Search for models").fill("domain:housing")
    finds = page.locator(".search-result h4")
    expect(finds.first).to_contain_text("housing", timeout=PATIENCE)
    first = finds.all_inner_texts()[:8]
    assert first[0].startswith("dom_housing")
    assert [find for find in first if "housing" not in find.lower()] == []
    assert "](" not in page.locator(".results").inner_text()


def test_a_column_tells_its_lineage_and_its_model_leads_to_the_map(page: Page, address: str) -> None:
    page.goto(f"{address}#!/model/model.wreath.dom_housing")
    expect(page.get_by_role("heading", name="dom_housing")).to_be_visible(timeout=PATIENCE)
    page.get_by_text("accommodation", exact=True).first.click()
    said = page.get_by_text("From: housing.hclic_cases.accommodation_at_application").filter(visible=True)
    expect(said.first).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Current accommodation type").click()
    expect(page.get_by_role("heading", name="Where it is recorded")).to_be_visible()
    assert page.url.endswith("/site/thing/C16.html")


def test_an_exposure_leads_to_its_page(page: Page, address: str) -> None:
    page.goto(f"{address}#!/exposure/exposure.wreath.dashboard_housing")
    expect(page.get_by_role("link", name="View this exposure")).to_have_attribute(
        "href", "../domain/housing.html", timeout=PATIENCE
    )
    expect(page.get_by_text("Housing and leaving care leads")).to_be_visible()
