"""Time and size of the pages as authorities are added: `python benchmarks/site/bench_authorities.py WREATH_HOME`.

WREATH_HOME holds a finished run of one authority. Its figures are copied to 10, 50 and 150 authorities, each under a
number of its own, and the pages of all are built. The time of the processor tells, on a machine that does other work;
the budget is for 150 authorities.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import duckdb

from dagster_project.run_facts import run_facts
from dagster_project.settings import Settings
from dagster_project.site import build_site
from dagster_project.warehouse.pointer import require_current
from lineage.ask import WrittenGraph

AUTHORITIES = (1, 10, 50, 150)
BUDGET_SECONDS = 180
_FIRST = 1000
_TABLES = "select table_name from information_schema.columns where column_name = 'local_authority_code' order by all"


def multiply(database: Path, target: Path, own: str, authorities: int) -> None:
    """Write a copy of `database` in which the figures of `own` stand for `authorities` authorities."""
    shutil.copyfile(database, target)
    codes = f"(select cast({_FIRST} + range as varchar) as code from range({authorities - 1})) as codes"
    # A load is named by its file: that of another authority is another load, with checks of its own.
    load = "t.load_id || '-' || codes.code as load_id"
    with duckdb.connect(str(target)) as connection:
        connection.execute(f"insert into rpt_check select t.* replace ({load}) from rpt_check as t, {codes}")
        for (table,) in connection.execute(_TABLES).fetchall():
            code = "codes.code as local_authority_code" + (f", {load}" if table == "rpt_load" else "")
            connection.execute(
                f'insert into "{table}" select t.* replace ({code}) from "{table}" as t, {codes} '
                "where t.local_authority_code = ?",
                [own],
            )


def measure(home: Path, authorities: int) -> tuple[int, float, float, float]:
    """Return files, seconds by the clock, seconds of processor and MiB of the pages of so many authorities."""
    settings = Settings(home)
    published = require_current(settings)
    run = run_facts(settings)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "dashboards.duckdb"
        multiply(published.dashboards, database, run.local_authority_code, authorities)
        graph = WrittenGraph.read(published.lineage)
        names = {str(_FIRST + i): f"Authority {_FIRST + i}" for i in range(authorities - 1)}
        facts = replace(run, authority_names={**run.authority_names, **names})
        clock, processor = time.perf_counter(), time.process_time()
        written = build_site(database, Path(folder) / "site", dbt_docs=None, run=facts, graph=graph)
        took, used = time.perf_counter() - clock, time.process_time() - processor
        return len(written), took, used, sum(path.stat().st_size for path in written) / 2**20


def main() -> None:
    """Measure each number of authorities and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--authorities", type=int, nargs="*", default=AUTHORITIES)
    asked = parser.parse_args()
    print("| authorities | files | seconds | of processor | processor an authority more | MiB |")
    print("|---|---|---|---|---|---|")
    first: tuple[int, float] | None = None
    for authorities in asked.authorities:
        files, took, used, size = measure(asked.home.absolute(), authorities)
        first = first or (authorities, used)
        more = authorities - first[0]
        each = f"{(used - first[1]) / more:.2f}" if more else ""
        print(f"| {authorities} | {files:,} | {took:.1f} | {used:.1f} | {each} | {size:.0f} |", flush=True)
    print(f"Budget: {BUDGET_SECONDS} s for 150 authorities.")


if __name__ == "__main__":
    main()
