"""How heavy the pages of the demo are, as a manager's machine loads them from a file share."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dagster_project.warehouse.pointer import require_current
from tests.conftest import Built

pytestmark = pytest.mark.slow
_LARGEST_KB = {"index.html": 100, "domain/*.html": 350}
_LARGEST_SITE_MIB = 30
_LOADED = re.compile(r'<(?:link rel="(?:icon|stylesheet)"[^>]*href|script[^>]*src)="([^"]+)"')


def _loaded_kb(page: Path) -> float:
    """A page and every file it loads, compressed."""
    content = page.read_bytes()
    files = [page.parent / name for name in _LOADED.findall(content.decode("utf-8"))]
    assert files, "a page loads a style sheet"
    return sum(len(gzip.compress(each)) for each in (content, *(file.read_bytes() for file in files))) / 1000


@pytest.mark.parametrize("kind", _LARGEST_KB)
def test_a_page_is_light(demo: Built, kind: str, report: Callable[[str], None]) -> None:
    pages = sorted(require_current(demo.settings).site.glob(kind))
    assert pages
    heaviest = max(map(_loaded_kb, pages))
    report(f"{kind} with all it loads: at most {heaviest:.0f} kB compressed of {_LARGEST_KB[kind]}")
    assert heaviest <= _LARGEST_KB[kind]


def test_the_whole_site_is_light(demo: Built, report: Callable[[str], None]) -> None:
    files = [path for path in require_current(demo.settings).site.rglob("*") if path.is_file()]
    assert {".html", ".csv", ".parquet", ".xlsx", ".css", ".js", ".svg"} <= {path.suffix for path in files}
    size = sum(path.stat().st_size for path in files) / 2**20
    report(f"the site: {len(files):,} files, {size:.1f} MiB of {_LARGEST_SITE_MIB}")
    assert size < _LARGEST_SITE_MIB
