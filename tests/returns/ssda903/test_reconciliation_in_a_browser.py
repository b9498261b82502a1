"""The reconciliation report in Chromium: it opens from a file, asks for nothing, and fits a narrow screen and paper."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser

from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903.reconciliation import write_reconciliation

pytestmark = pytest.mark.browser


def test_the_report_opens_quietly_and_fits_a_narrow_screen_and_paper(
    browser: Browser, figures: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    _, path = write_reconciliation(figures, catalogue, "2025-26", "990", tmp_path)
    faults: list[str] = []
    for width, medium in ((1280, "screen"), (320, "screen"), (1030, "print")):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.emulate_media(media="print" if medium == "print" else "screen")
        page.on("console", lambda message: faults.append(message.text))
        page.on("request", lambda request: None if request.url.startswith("file:") else faults.append(request.url))
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("h1").count() == 1
        page.close()
    assert faults == []
