"""The reconciliation report in Chromium: it opens from a file, asks for nothing, and fits a narrow screen and paper."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import sync_playwright

from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903.reconciliation import write_reconciliation

pytestmark = pytest.mark.browser
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def test_the_report_opens_quietly_and_fits_a_narrow_screen_and_paper(
    figures: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{CHROMIUM} is needed in CI; install the package chromium")
        pytest.skip(f"{CHROMIUM} is not installed")
    _, path = write_reconciliation(figures, catalogue, "2025-26", "990", tmp_path)
    faults: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        for width, medium in ((1280, "screen"), (320, "screen"), (1030, "print")):
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.emulate_media(media="print" if medium == "print" else "screen")
            page.on("console", lambda message: faults.append(message.text))
            page.on("request", lambda request: None if request.url.startswith("file:") else faults.append(request.url))
            page.goto(path.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.locator("h1").count() == 1
            page.close()
        browser.close()
    assert faults == []
