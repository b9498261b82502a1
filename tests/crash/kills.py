"""Chains of runs that are killed at random moments, what is found after each kill, and what the last run leaves."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from dagster_project.digests import code_digest
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import require_current
from tests.crash.content import PARTS, content, lost, torn

CHAIN = 10
_TOLD = "published/identified.duckdb:landing.inbox_events"
SEED = 20260430


@dataclass(frozen=True)
class Line:
    """One chain of kills. `killed_in` says in which steps; `ended` counts runs that ended before their moment came."""

    kind: str
    chain: int
    code: str
    kills: int
    ended: int
    losses: int
    torn_publishes: int
    content_differences: int
    reader_opens: int
    reader_errors: int
    killed_in: str


class Worker:
    """A process that is spoken to line by line."""

    def __init__(self, module: str, *words: str) -> None:
        command = [sys.executable, "-m", module, *words]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    def answer(self) -> str:
        """Return its next line."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def ask(self, line: str) -> str:
        """Say a line and return the answer."""
        self.say(line)
        return self.answer()

    def say(self, line: str) -> None:
        """Say a line."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def end(self) -> str:
        """Close its input and return its last line."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        last = self.answer()
        self._process.wait()
        return last


def begin(base: Path, home: Path) -> None:
    """Start from the finished run, with the contacts sent again."""
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(base, home, copy_function=shutil.copy2)
    send_again(home)


def send_again(home: Path) -> None:
    """Send the contacts again: a day later and a row shorter."""
    old = next((home / "inbox" / "lcs").glob("lcs_care_leaver_contacts*"))
    later = old.with_name("lcs_care_leaver_contacts_2026-05-01.csv")
    later.write_bytes(b"".join(old.read_bytes().splitlines(keepends=True)[:-1]))


def undisturbed(base: Path, home: Path, nursery: Worker) -> tuple[float, dict[str, str]]:
    """Return how long a run takes that nobody disturbs, and what it leaves."""
    begin(base, home)
    how, seconds = nursery.ask("inf").split()
    assert how == "ended", how
    return float(seconds), content(Settings(home))


def published_run(settings: Settings) -> str:
    """Return the name of the published run."""
    return require_current(settings).folder.name


def differences(settings: Settings, expected: dict[str, str], *, is_told: bool) -> list[str]:
    """Return the names of what differs from what an undisturbed run leaves.

    `is_told` is whether a run before the last one had published, though failed or killed: it told of the new load, and
    the last one had nothing to tell of.
    """
    left = content(settings)
    names = left.keys() | expected.keys()
    return sorted(name for name in names if left.get(name) != expected.get(name) and not (is_told and name == _TOLD))


def chain(kind: str, number: int, base: Path, home: Path, nursery: Worker, whole: tuple[float, dict[str, str]]) -> Line:
    """Kill ten runs, one after the other, and let the eleventh end."""
    begin(base, home)
    settings, chance = Settings(home), random.Random(SEED + number)
    before = published_run(settings)
    parts = PARTS if kind == "whole" else ()
    reader = Worker("tests.crash.reader", str(home), *parts)
    steps: Counter[str] = Counter()
    losses: list[str] = []
    tears: list[str] = []
    for _ in range(CHAIN):
        how, _, where = nursery.ask(f"{chance.uniform(0, whole[0]):.2f}").partition(" ")
        steps[where if how == "killed" else how] += 1
        losses += lost(settings)
        tears += torn(settings, parts)
    is_told = published_run(settings) != before
    end = nursery.ask("inf")
    tears += torn(settings, parts) + ([] if end.startswith("ended") else [end])
    losses += lost(settings)
    opens, errors = reader.end().split()
    different = differences(settings, whole[1], is_told=is_told)
    for line in [*losses, *tears, *different]:
        sys.stderr.write(f"{kind} {number}: {line}\n")
    ended = steps.pop("ended", 0)
    killed_in = "; ".join(f"{step} {count}" for step, count in sorted(steps.items()))
    code = code_digest()[:12]
    return Line(
        kind, number, code, CHAIN - ended, ended, len(losses), len(tears), len(different), int(opens),
        int(errors), killed_in,
    )  # fmt: skip
