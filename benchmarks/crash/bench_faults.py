"""A whole run failed at each place where it writes, syncs or renames: what is lost, torn or different (nothing).

`uv run python -m benchmarks.crash.bench_faults HOME WHICH ERROR`: HOME holds a finished run of this code on 60
people (see bench_kills) and is only copied. The operations of an undisturbed run are counted first, by place (the step,
the operation and who asked for it); those of one place are the turns of one loop, and the
table says how many `points` of them were failed: WHICH is `middle` (one of each place) or `ends` (the first and the
last, where there are more). ERROR is `killed` (the machine goes away, and what was
not synced is lost) or `disk-full` (one operation of each place fails and the program goes on to say so).

Runs come in chains: each finds what the one before left, so that all but the first are failed while they recover; an
undisturbed run ends the chain, whose content must be that of a run that nobody disturbed. The table beside this file
grows by the places of a chain: another call goes on where this one ended.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import sys
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path
from typing import Any

from dagster_project.digests import code_digest
from dagster_project.settings import Settings
from tests.crash.content import PARTS, content, lost, torn
from tests.crash.faults import DISK_FULL, KILLED
from tests.crash.kills import Worker, differences, published_run, send_again
from tests.crash.places import Place

TABLE = Path(__file__).with_name("faults.csv")
ERRORS = {"killed": KILLED, "disk-full": DISK_FULL}
#: A chain is ended after so many failed runs.
CHAIN = 8


@dataclass(frozen=True)
class Line:
    """A place of a run. `failed` counts the points at which a run was really there; `recovered` is what came right."""

    error: str
    which: str
    code: str
    step: str
    operation: str
    asked_by: str
    operations: int
    points: int
    failed: int
    recovered: int
    losses: int
    torn_publishes: int
    content_differences: int
    longer_than_a_line: int


@dataclass
class Bench:
    """The home that is failed, and what an undisturbed run makes of it."""

    base: Path
    home: Path
    which: str
    error: str
    nursery: Worker

    def __post_init__(self) -> None:
        self.settings = Settings(self.home)
        self.begin()
        end = self.run(None)
        assert end["how"] == "ended", end
        self.expected = content(self.settings)
        self.counts = {Place(*place): count for place, count in end["counts"]}
        self.begin()
        print(f"{end['seconds']} s; {sum(self.counts.values()):,} operations at {len(self.counts)} places", flush=True)

    def begin(self) -> None:
        """Start from the finished run; nobody writes into what is published, so links do there."""
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self.base, self.home, ignore=shutil.ignore_patterns("published"), copy_function=shutil.copy2)
        shutil.copytree(self.base / "published", self.home / "published", copy_function=os.link)
        send_again(self.home)

    def run(self, point: tuple[Place, int] | None) -> dict[str, Any]:
        """Run, and fail at a point."""
        wanted = {"place": astuple(point[0]), "number": point[1], "error": ERRORS[self.error]} if point else None
        answer: dict[str, Any] = json.loads(self.nursery.ask(json.dumps(wanted) if wanted else ""))
        return answer

    def points(self, place: Place) -> list[int]:
        """Return which operations of a place are failed."""
        count = self.counts[place]
        return [count // 2] if self.which == "middle" else sorted({0, count - 1} - {count // 2})

    def chain(self, places: list[Place]) -> list[Line]:
        """Fail a run at the points of some places, one after the other, and let the last one end."""
        self.begin()
        found = {place: [0, 0, 0, 0] for place in places}
        for place in places:
            for number in self.points(place):
                found[place] = [a + b for a, b in zip(found[place], self._failed(place, number), strict=True)]
        is_told = published_run(self.settings) != published_run(Settings(self.base))
        end = self.run(None)
        different = differences(self.settings, self.expected, is_told=is_told)
        wrong = [*lost(self.settings), *torn(self.settings, PARTS), *different]
        wrong += [] if end["how"] == "ended" else [json.dumps(end)]
        for line in wrong:
            sys.stderr.write(f"{[place.step for place in places]}: {line}\n")
        return [self._line(place, len(wrong), *found[place]) for place in places]

    def _failed(self, place: Place, number: int) -> tuple[int, int, int, int]:
        """Fail one run; return whether it was there, losses, tears, and whether it told more than a line."""
        end = self.run((place, number))
        losses, tears = lost(self.settings), torn(self.settings, PARTS)
        is_long = end["how"] == "failed" and ("\n" in end["told"] or end["told"].startswith("unexpected"))
        for line in [*losses, *tears, *([end["told"]] if is_long else [])]:
            sys.stderr.write(f"{place} {number}: {line}\n")
        print(f"{end['how']} {end['seconds']} s {number} of {place} {end['told']}", flush=True)
        return end["how"] in ("killed", "failed"), len(losses), len(tears), is_long

    def _line(self, place: Place, wrong: int, failed: int, losses: int, tears: int, long: int) -> Line:
        return Line(
            self.error, self.which, code_digest()[:12], place.step, place.operation, place.caller, self.counts[place],
            len(self.points(place)), failed, 0 if wrong else failed, losses, tears, wrong, long,
        )  # fmt: skip


def kept() -> list[dict[str, str]]:
    """Return the lines of the table so far."""
    if not TABLE.exists():
        return []
    with TABLE.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def chains(bench: Bench) -> list[list[Place]]:
    """Put the places that the table does not have into chains in the order of a run, the end of a run first."""
    done = {(row["error"], row["which"], row["step"], row["operation"], row["asked_by"]) for row in kept()}
    found: list[list[Place]] = []
    group: list[Place] = []
    for place in bench.counts:
        if bench.points(place) and (bench.error, bench.which, *astuple(place)) not in done:
            group.append(place)
        if sum(len(bench.points(one)) for one in group) >= CHAIN:
            found.append(group)
            group = []
    return [*([group] if group else []), *reversed(found)]


def main() -> None:
    """Go on until the table has every place."""
    base, which, error = Path(sys.argv[1]).absolute(), sys.argv[2], sys.argv[3]
    home = base.with_name(f"{base.name}-{error}")
    home.mkdir(exist_ok=True)
    nursery = Worker("tests.crash.fault_nursery", str(home))
    assert nursery.answer() == "ready"
    bench = Bench(base, home, which, error, nursery)
    for places in chains(bench):
        lines = [asdict(line) for line in bench.chain(places)]
        is_new = not TABLE.exists()
        with TABLE.open("a", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, [field.name for field in fields(Line)], lineterminator="\n")
            writer.writerows([*([{name: name for name in lines[0]}] if is_new else []), *lines])
    nursery.end()


if __name__ == "__main__":
    main()
