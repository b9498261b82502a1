"""Time and peak memory of writing a return: `uv run python -m benchmarks.returns.bench_return [WREATH_HOME]`.

Of a published warehouse, where one is given, every year that it holds; then of invented return marts of 10,000, 50,000
and 100,000 people, every one with rows in Header, Episodes and SWEpisodes. Each in a process of its own, so that its
peak memory is its own. Budgets: 5 s for a year of the default authority; 60 s and 3 GiB for 100,000 people, growing no
faster than the rows; that is told from processor time, which a busy machine disturbs less.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903.make import WrittenReturn, write_return
from dagster_project.returns.ssda903.marts import collection_years
from dagster_project.settings import Settings, repository
from dagster_project.warehouse.pointer import require_current
from dagster_project.warehouse.publish import connect
from tests.returns.ssda903.invented_marts import FINAL, build

SIZES = (10_000, 50_000, 100_000)
#: How much slower a row may be at the greatest size than at the smallest: noise of a shared machine, not growth.
TOLERANCE = 1.25


def measure(connection: duckdb.DuckDBPyConnection, year: str, out: Path) -> dict[str, float]:
    """Write one return; rows of its modules, seconds, those of the processor, and bytes of its folder."""
    started, worked = time.perf_counter(), time.process_time()
    catalogue = Catalogue.load(repository() / "seeds")
    made: WrittenReturn = write_return(connection, catalogue, year, out, provisional_tags=True)
    seconds, processor = time.perf_counter() - started, time.process_time() - worked
    size = sum(file.bytes for file in made.manifest.files)
    return {"rows": sum(file.rows for file in made.modules), "seconds": seconds, "processor": processor, "bytes": size}


def one(database: str, year: str, out: str, home: str) -> None:
    """In a process of its own: write the return of a database and print what it took."""
    with connect(Path(database), Settings(Path(home))) as connection:
        found = measure(connection, year, Path(out))
    found["mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))


def apart(database: Path, year: str, home: Path) -> dict[str, float]:
    """Run `one` apart from this process."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "benchmarks.returns.bench_return", "--one", str(database), year]
        done = subprocess.run(
            [*command, f"{out}/return", str(home)], check=True, capture_output=True, text=True, cwd=repository()
        )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def show(name: str, found: dict[str, float]) -> None:
    """Print one line."""
    print(
        f"{name}: {found['rows']:>9,.0f} rows, {found['seconds']:6.2f} s, "
        f"{found['processor']:6.2f} s of processor, {found['mib']:6,.0f} MiB, "
        f"{found['bytes'] / 1024**2:6,.1f} MiB of files, {found['processor'] / found['rows'] * 1e6:5.1f} µs a row"
    )


def main(home: Path | None) -> None:
    """Measure and print."""
    if home is not None:
        published = require_current(Settings(home)).identified
        with connect(published, Settings(home)) as connection:
            years = collection_years(connection)
        for year in years:
            show(year, apart(published, year, home))
    costs = []
    for people in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "invented.duckdb"
            with duckdb.connect(str(database)) as connection:
                build(connection, Catalogue.load(repository() / "seeds"), people, (FINAL,))
            found = apart(database, FINAL, Path(folder))
        show(f"{people:>7,} people", found)
        costs.append(found["processor"] / found["rows"])
    grows = "no faster than" if costs[-1] <= costs[0] * TOLERANCE else "FASTER than"
    print(f"work grows {grows} the rows: a row costs {costs[-1] / costs[0]:.2f} times as much at the greatest size")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(*sys.argv[2:])
    else:
        main(Path(sys.argv[1]).absolute() if sys.argv[1:] else None)
