"""Ten runs killed at random moments, inside dbt and DuckDB too, and a second command while a run is under way.

benchmarks/crash has hundreds of kills, and of whole runs.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import require_current
from tests.command_line import wreath
from tests.conftest import Built
from tests.crash.content import content
from tests.crash.kills import CHAIN, Worker, begin, chain, undisturbed

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Short:
    """Short runs of a home, and what one leaves that nobody disturbs."""

    base: Path
    home: Path
    nursery: Worker
    whole: tuple[float, dict[str, str]]


@pytest.fixture(scope="module")
def short(demo: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Short]:
    base, home = demo.settings.home, tmp_path_factory.mktemp("short") / "home"
    begin(base, home)
    nursery = Worker("tests.crash.nursery", str(home), "short")
    assert nursery.answer() == "ready"
    yield Short(base, home, nursery, undisturbed(base, home, nursery))
    nursery.end()


def test_ten_kills_lose_nothing_tear_nothing_and_change_nothing(short: Short, report: Callable[[str], None]) -> None:
    line = chain("short", 1, short.base, short.home, short.nursery, short.whole)
    report(f"kills: {line.kills} ({line.killed_in}); reader: {line.reader_opens} opens, {line.reader_errors} errors")
    assert line.kills > CHAIN / 2
    assert (line.losses, line.torn_publishes, line.content_differences, line.reader_errors) == (0, 0, 0, 0)
    assert line.reader_opens > CHAIN


def test_what_comes_while_a_run_is_under_way_leaves_with_a_line_or_reads_what_is_published(
    short: Short, tmp_path: Path
) -> None:
    begin(short.base, short.home)
    before = require_current(Settings(short.home)).folder.name
    short.nursery.say("inf")
    run = _child_in(short, "Warehouse")
    os.kill(run, signal.SIGSTOP)
    try:
        for words in (("run", "--again"), ("erase", "1", "--why", "asked for")):
            told = wreath(short.home, *words)
            assert (told.returncode, len(told.stderr.splitlines())) == (3, 1), told
            assert "another run is under way" in told.stderr
            assert "wait until it ends" in told.stderr
        made = wreath(short.home, "return", "2024-25", str(tmp_path / "out"))
        assert made.returncode == 0, made.stderr
        assert require_current(Settings(short.home)).folder.name == before
    finally:
        os.kill(run, signal.SIGCONT)
    assert short.nursery.answer().startswith("ended")
    left = {name: digest for name, digest in content(Settings(short.home)).items() if "access" not in name}
    assert left == short.whole[1]


def _child_in(short: Short, step: str) -> int:
    """Return the number of the run under way once it is in a step."""
    note, children = (
        short.home.with_name("home.step"),
        Path(f"/proc/{short.nursery.pid}/task/{short.nursery.pid}/children"),
    )
    for _ in range(3000):
        if note.exists() and note.read_text() == step:
            return int(children.read_text().split()[0])
        time.sleep(0.02)
    raise AssertionError(f"no run came to {step}")
