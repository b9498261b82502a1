"""Runs killed at random moments, inside dbt and DuckDB too: what is lost, torn or different afterwards (nothing).

`uv run python -m benchmarks.crash.bench_kills HOME KIND KILLS`: HOME holds a finished run of this code on 60 people
(`wreath demo --people 60`, then `wreath run --again`) and is only copied; KIND is `whole` or `short` (see
tests/crash/nursery.py). Kills come in chains of ten: each finds what the one before left, and one undisturbed run ends
the chain, whose content must be that of a run that nobody disturbed. A reader opens the published copy meanwhile. The
table beside this file grows by a line a chain: another call goes on where this one ended.
"""

from __future__ import annotations

import csv
import random
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from dagster_project.digests import code_digest
from dagster_project.settings import Settings
from tests.crash.content import PARTS, broken, content

TABLE = Path(__file__).with_name("kills.csv")
CHAIN = 10
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

    def answer(self) -> str:
        """Return its next line."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def ask(self, line: str) -> str:
        """Say a line and return the answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return self.answer()

    def end(self) -> str:
        """Close its input and return its last line."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        last = self.answer()
        self._process.wait()
        return last


def begin(base: Path, home: Path) -> None:
    """Start from the finished run, with the contacts sent again: a day later and a row shorter."""
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(base, home, copy_function=shutil.copy2)
    old = next((home / "inbox" / "lcs").glob("lcs_care_leaver_contacts*"))
    later = old.with_name("lcs_care_leaver_contacts_2026-05-01.csv")
    later.write_bytes(b"".join(old.read_bytes().splitlines(keepends=True)[:-1]))


def undisturbed(base: Path, home: Path, nursery: Worker) -> tuple[float, dict[str, str]]:
    """Return how long a run takes that nobody disturbs, and what it leaves."""
    begin(base, home)
    how, seconds = nursery.ask("inf").split()
    assert how == "ended", how
    return float(seconds), content(Settings(home))


def chain(kind: str, number: int, base: Path, home: Path, nursery: Worker, whole: tuple[float, dict[str, str]]) -> Line:
    """Kill ten runs, one after the other, and let the eleventh end."""
    begin(base, home)
    settings, chance = Settings(home), random.Random(SEED + number)
    parts = PARTS if kind == "whole" else ()
    reader = Worker("tests.crash.reader", str(home), *parts)
    steps: Counter[str] = Counter()
    found: list[str] = []
    for _ in range(CHAIN):
        how, _, where = nursery.ask(f"{chance.uniform(0, whole[0]):.2f}").partition(" ")
        steps[where if how == "killed" else how] += 1
        found += broken(settings, parts)
    end = nursery.ask("inf")
    found += broken(settings, parts) + ([] if end.startswith("ended") else [end])
    opens, errors = reader.end().split()
    left = content(settings)
    different = sorted(name for name in left.keys() | whole[1].keys() if left.get(name) != whole[1].get(name))
    for line in [*found, *different]:
        print(f"{kind} {number}: {line}", file=sys.stderr, flush=True)
    loads = [line for line in found if ":" in line or "loads" in line]
    ended = steps.pop("ended", 0)
    killed_in = "; ".join(f"{step} {count}" for step, count in sorted(steps.items()))
    code = code_digest()[:12]
    return Line(
        kind, number, code, CHAIN - ended, ended, len(loads), len(found) - len(loads), len(different), int(opens),
        int(errors), killed_in,
    )  # fmt: skip


def kept() -> list[dict[str, str]]:
    """Return the lines of the table so far."""
    if not TABLE.exists():
        return []
    with TABLE.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def main() -> None:
    """Go on until the table has so many kills of this kind."""
    base, kind, wanted = Path(sys.argv[1]).absolute(), sys.argv[2], int(sys.argv[3])
    home = base.with_name(f"{base.name}-{kind}")
    begin(base, home)
    nursery = Worker("tests.crash.nursery", str(home), kind)
    assert nursery.answer() == "ready"
    whole = undisturbed(base, home, nursery)
    print(f"an undisturbed run takes {whole[0]:.1f} s and leaves {len(whole[1])} things", flush=True)
    while sum(int(line["kills"]) for line in kept() if line["kind"] == kind) < wanted:
        number = 1 + sum(line["kind"] == kind for line in kept())
        line = asdict(chain(kind, number, base, home, nursery, whole))
        is_new = not TABLE.exists()
        with TABLE.open("a", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, [field.name for field in fields(Line)], lineterminator="\n")
            writer.writerows([line] if not is_new else [{name: name for name in line}, line])
        print(line, flush=True)
    nursery.end()


if __name__ == "__main__":
    main()
