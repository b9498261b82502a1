"""Ten runs killed at random moments, inside dbt and DuckDB too; benchmarks/crash has hundreds, and of whole runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Built
from tests.crash.kills import CHAIN, Worker, begin, chain, undisturbed

pytestmark = pytest.mark.slow


def test_ten_kills_lose_nothing_tear_nothing_and_change_nothing(
    demo: Built, tmp_path: Path, report: Callable[[str], None]
) -> None:
    base, home = demo.settings.home, tmp_path / "home"
    begin(base, home)
    nursery = Worker("tests.crash.nursery", str(home), "short")
    assert nursery.answer() == "ready"
    line = chain("short", 1, base, home, nursery, undisturbed(base, home, nursery))
    nursery.end()
    report(f"kills: {line.kills} ({line.killed_in}); reader: {line.reader_opens} opens, {line.reader_errors} errors")
    assert line.kills > CHAIN / 2
    assert (line.losses, line.torn_publishes, line.content_differences, line.reader_errors) == (0, 0, 0, 0)
    assert line.reader_opens > CHAIN
