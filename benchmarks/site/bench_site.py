"""Time, size and accessibility of the managers' pages: `uv run python benchmarks/site/bench_site.py WREATH_HOME`.

WREATH_HOME holds a finished run. Its pages are built again elsewhere; then axe looks at every one of them in Chromium,
in light mode and 1,280 pixels wide, with everything unfolded (the tests look at one page a template, in both modes).
`--pages 40` takes every so-many-th page, so that about 40 are looked at. The dbt docs are exempt.
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
import time
from collections import Counter
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import sync_playwright

from dagster_project.run_facts import run_facts
from dagster_project.settings import Settings
from dagster_project.site import build_site
from dagster_project.warehouse.pointer import require_current
from lineage.ask import WrittenGraph

BUDGET_SECONDS, BUDGET_MIB = 10, 30
BUDGET_KB = {"index.html": 100, "domain/*.html": 350}
BUDGET_DRAWN_SECONDS = 1
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RUN = "(rules) => axe.run({ runOnly: rules, preload: false, resultTypes: ['violations'] })"
#: Milliseconds from the call to the page loaded and first painted, whichever is later.
_DRAWN = """() => Math.max(
    performance.getEntriesByType('navigation')[0].loadEventEnd,
    performance.getEntriesByName('first-contentful-paint')[0].startTime,
)"""
_UNFOLD = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"


def built(home: Path, out: Path) -> list[Path]:
    """Build the pages of the published run and say what that took."""
    settings = Settings(home)
    published = require_current(settings)
    graph = WrittenGraph.read(published.lineage)
    clock, processor = time.perf_counter(), time.process_time()
    written = build_site(
        published.dashboards, out, dbt_docs=published.site / "docs", run=run_facts(settings), graph=graph
    )
    took, used = time.perf_counter() - clock, time.process_time() - processor
    size = sum(path.stat().st_size for path in written) / 2**20
    print(f"{len(written):,} files in {took:.1f} s ({used:.1f} s of processor; budget {BUDGET_SECONDS} s)")
    print(f"{size:.1f} MiB (budget {BUDGET_MIB} MiB)")
    for name, budget in BUDGET_KB.items():
        largest = max(len(gzip.compress(path.read_bytes())) for path in out.glob(name)) / 1000
        print(f"{name}: at most {largest:.0f} kB compressed (budget {budget} kB)")
    return [path for path in written if path.suffix == ".html" and "docs" not in path.relative_to(out).parts]


def drawn(out: Path) -> None:
    """Say how long the overview and the pages of the domains take from `file://`, each opened with an empty cache."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name in BUDGET_KB:
            took = []
            for path in sorted(out.glob(name)):
                page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
                page.goto(path.as_uri())
                charts = page.locator("svg.chart:visible")
                assert all((box := chart.bounding_box()) and box["width"] > 200 for chart in charts.all())
                took.append(page.evaluate(_DRAWN) / 1000)
                page.context.close()
            print(f"{name}: drawn in at most {max(took):.2f} s (budget {BUDGET_DRAWN_SECONDS} s)")
        browser.close()


def look(pages: list[Path]) -> Counter[str]:
    """Return how often axe finds each fault."""
    axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    found: Counter[str] = Counter()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        for path in pages:
            page.goto(path.as_uri())
            page.evaluate(_UNFOLD)
            page.evaluate(axe)
            for fault in page.evaluate(_RUN, _RULES)["violations"]:
                found[f"{fault['id']} ({path.parent.name}/{path.name})"] += len(fault["nodes"])
        browser.close()
    return found


def main() -> None:
    """Build, measure, look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--pages", type=int, default=0, help="about how many pages axe looks at; 0 for all")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pages = built(asked.home.absolute(), Path(folder) / "site")
        drawn(Path(folder) / "site")
        chosen = pages[:: max(1, len(pages) // asked.pages)] if asked.pages else pages
        found = look(chosen)
    print(f"axe looked at {len(chosen):,} of {len(pages):,} pages: {found.total()} faults")
    for fault, count in found.most_common(20):
        print(f"  {fault}: {count}")


if __name__ == "__main__":
    main()
