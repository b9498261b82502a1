"""Runs killed at random moments, inside dbt and DuckDB too: what is lost, torn or different afterwards (nothing).

`uv run python -m benchmarks.crash.bench_kills HOME KIND KILLS`: HOME holds a finished run of this code on 60 people
(`wreath demo --people 60`, then `wreath run --again`) and is only copied; KIND is `whole` or `short` (see
tests/crash/nursery.py). Kills come in chains of ten: each finds what the one before left, and one undisturbed run ends
the chain, whose content must be that of a run that nobody disturbed. A reader opens the published copy meanwhile. The
table beside this file grows by a line a chain: another call goes on where this one ended.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import asdict, fields
from pathlib import Path

from tests.crash.kills import Line, Worker, begin, chain, undisturbed

TABLE = Path(__file__).with_name("kills.csv")


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
        number = 1 + max((int(line["chain"]) for line in kept() if line["kind"] == kind), default=0)
        line = asdict(chain(kind, number, base, home, nursery, whole))
        is_new = not TABLE.exists()
        with TABLE.open("a", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, [field.name for field in fields(Line)], lineterminator="\n")
            writer.writerows([line] if not is_new else [{name: name for name in line}, line])
        print(line, flush=True)
    nursery.end()


if __name__ == "__main__":
    main()
