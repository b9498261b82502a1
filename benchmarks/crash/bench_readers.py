"""Readers that open the published copy while it is published again and again: how often what they saw was not whole.

`uv run python -m benchmarks.crash.bench_readers HOME OPENS`: HOME holds a finished run on 60 people and is only copied.
Each open reads CURRENT and run.json, counts the tables of both databases, looks for the last page and file of a
publication, and compares every file of a return with its manifest. Copies older than the last three are deleted
meanwhile. The table beside this file grows by a line a round until it has so many opens.
"""

from __future__ import annotations

import csv
import shutil
import sys
import time
from pathlib import Path

from dagster_project.digests import code_digest
from tests.crash.content import PARTS
from tests.crash.kills import Worker

TABLE = Path(__file__).with_name("readers.csv")
COLUMNS = ("round", "code", "seconds", "readers", "publishes", "opens", "errors")
READERS, SECONDS = 2, 120


def main() -> None:
    """Go on until the table has so many opens."""
    base, wanted = Path(sys.argv[1]).absolute(), int(sys.argv[2])
    home = base.with_name(f"{base.name}-readers")
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(base, home, copy_function=shutil.copy2)
    lines = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())) if TABLE.exists() else []
    while sum(int(line["opens"]) for line in lines) < wanted:
        found = one_round(home)
        lines.append(dict(zip(COLUMNS, map(str, (len(lines) + 1, *found)), strict=True)))
        with TABLE.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(lines)
        print(lines[-1], flush=True)


def one_round(home: Path) -> tuple[str, int, int, int, int, int]:
    """Let readers and a publisher run for a while."""
    readers = [Worker("tests.crash.reader", str(home), *PARTS) for _ in range(READERS)]
    publisher = Worker("tests.crash.republisher", str(home))
    time.sleep(SECONDS)
    publishes = int(publisher.end())
    counts = [tuple(map(int, reader.end().split())) for reader in readers]
    return code_digest()[:12], SECONDS, READERS, publishes, sum(c[0] for c in counts), sum(c[1] for c in counts)


if __name__ == "__main__":
    main()
