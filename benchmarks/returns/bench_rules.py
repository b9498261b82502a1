"""Time and peak memory of `wreath validate`: `uv run python -m benchmarks.returns.bench_rules [CHILDREN …]`.

Invented sets of 500, 10,000, 100,000 and 1,000,000 children, or of the sizes that are named, are each held against the
rules with last year's return, in a process of its own: start, reading and report files are in it. What was measured is
printed, and put into rules_speed.csv beside this file in place of what it says of the same sizes.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import astuple, dataclass, fields
from itertools import pairwise
from pathlib import Path

from dagster_project.settings import repository

#: Children → most seconds, and most memory in GiB.
BUDGETS: dict[int, tuple[float | None, float | None]] = {
    500: (1.5, None),
    10_000: (2.2, None),
    100_000: (15, 1.5),
    1_000_000: (None, 16),
}
ERROR_RATE = 0.01
TABLE = Path(__file__).with_name("rules_speed.csv")
#: `getrusage` counts memory in KiB.
_KIB_A_GIB = 1024**2


@dataclass(frozen=True)
class Measure:
    """What one run took: `user` and `system` are seconds of the processor, `gib` the most memory at a time.

    `load` is how many processes wanted a processor in the minute before, on `processors` of them.
    """

    children: int
    rows: int
    seconds: float
    user: float
    system: float
    gib: float
    load: float
    processors: int


def generate(folder: Path, children: int) -> int:
    """Write a set in a process of its own, whose memory is then free, and return the number of its rows."""
    command = ["-m", "benchmarks.returns.generate_returns", str(folder), "--children", str(children)]
    done = subprocess.run(
        [sys.executable, *command, "--error-rate", str(ERROR_RATE)],
        check=True,
        capture_output=True,
        text=True,
        cwd=repository(),
    )
    return int(done.stdout.split()[0].replace(",", ""))


def measure(children: int) -> Measure:
    """Generate a set and validate it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = generate(folder, children)
        wreath = str(Path(sys.executable).with_name("wreath"))
        command = [wreath, "validate", f"{folder}/current", "--year", "2026-27", "--previous", f"{folder}/previous"]
        load, started = os.getloadavg()[0], time.perf_counter()
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, env={**os.environ, "WREATH_HOME": f"{folder}/home"}
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
    if status:
        raise SystemExit(f"wreath validate of {children:,} children ended with {os.waitstatus_to_exitcode(status)}")
    taken = (round(value, 2) for value in (seconds, used.ru_utime, used.ru_stime, used.ru_maxrss / _KIB_A_GIB, load))
    return Measure(children, rows, *taken, os.cpu_count() or 1)


def show(found: Measure) -> None:
    """Print one line, with what is beyond its budget."""
    seconds, gib = BUDGETS.get(found.children, (None, None))
    beyond = [f"beyond {seconds} s"] if seconds is not None and found.seconds > seconds else []
    beyond += [f"beyond {gib} GiB"] if gib is not None and found.gib > gib else []
    print(
        f"{found.children:>9,} children {found.rows:>10,} rows {found.seconds:7.2f} s {found.user:7.2f} s user "
        f"{found.system:6.2f} s system {found.gib:6.2f} GiB, at load {found.load:.0f} {'; '.join(beyond)}",
        flush=True,
    )


def record(found: list[Measure]) -> None:
    """Put the measures into the table, each size once and in order."""
    names = [column.name for column in fields(Measure)]
    known = {}
    if TABLE.exists():
        with TABLE.open(encoding="utf-8", newline="") as lines:
            known = {int(row["children"]): list(row.values()) for row in csv.DictReader(lines)}
    known |= {measured.children: [str(value) for value in astuple(measured)] for measured in found}
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows([names, *(known[size] for size in sorted(known))])


def main(sizes: list[int]) -> None:
    """Measure, print and record."""
    found: list[Measure] = []
    for children in sizes:
        found.append(measure(children))
        show(found[-1])
        record(found)
    for smaller, larger in pairwise(found):
        rows, user = larger.rows / smaller.rows, larger.user / smaller.user
        print(f"from {smaller.children:,} to {larger.children:,}: {rows:.1f} times the rows, {user:.1f} times the work")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(BUDGETS))
