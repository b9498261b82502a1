"""Time of deriving the lineage: `uv run python -m benchmarks.lineage.bench_graph WREATH_HOME`.

WREATH_HOME holds a finished run of this code. Three budgets: the whole project cold (10 s), the same when nothing has
changed (2 s), and 500 generated models of 40 lines (60 s). Each in a process of its own, as a run would start it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from dagster_project.settings import Settings, repository
from dagster_project.warehouse import dbt, map_inputs
from dagster_project.warehouse.pointer import require_current
from dagster_project.warehouse.prepare import load_catalogue
from lineage import build

MODELS, COLUMNS = 500, 11
BUDGETS = {"cold": 10, "unchanged": 2, "generated": 60}


def frames_of(home: Path) -> dict[str, pl.DataFrame]:
    """The catalogue's tables as the last run wrote them."""
    return {path.stem: pl.read_parquet(path) for path in sorted((home / "build" / "catalogue").glob("*.parquet"))}


def cold(home: Path) -> str:
    """Derive the graph of the project and write it."""
    settings = Settings(home)
    schema = map_inputs.warehouse_schema(require_current(settings).identified)
    with tempfile.TemporaryDirectory() as folder:
        found = build(dbt.target_path(settings) / "manifest.json", schema, frames_of(home), Path(folder))
    edges = ", ".join(f"{count:,} {kind}" for kind, count in found.edges.items())
    return f"{found.models} models, {found.columns:,} columns, {edges}, {found.unresolved} unresolved"


def unchanged(home: Path) -> str:
    """Ask for the graph where it is fresh."""
    settings = Settings(home)
    marker = map_inputs.lineage_path(settings) / "paths.parquet"
    map_inputs.mark_fresh(settings, marker)
    return map_inputs.lineage_graph(settings, load_catalogue(settings))


def generated(home: Path) -> str:
    """Derive the graph of a chain of invented models of 40 lines, each reading the two before it."""
    with tempfile.TemporaryDirectory() as folder:
        manifest, schema = invent(Path(folder))
        found = build(manifest, schema, frames_of(home), Path(folder) / "out")
    return f"{found.models} models, {found.columns:,} columns, {sum(found.edges.values()):,} edges"


def invent(folder: Path) -> tuple[Path, dict[str, dict[str, str]]]:
    """Write a manifest of generated models over one source, and the columns of everything."""
    columns = {"person_id": "VARCHAR", **{f"c{number}": "VARCHAR" for number in range(COLUMNS)}}
    sources = {f"source.t.s{n}": {"schema": "landing", "identifier": f"s{n}", "columns": {}} for n in range(2)}
    schema = {f"landing.s{n}": columns for n in range(2)}
    nodes = {}
    relations = list(schema)
    for number in range(MODELS):
        name, sql = f"m{number}", _sql(relations[-2], relations[-1])
        nodes[f"model.t.{name}"] = {
            "resource_type": "model", "name": name, "schema": "core", "alias": name, "path": f"marts/core/{name}.sql",
            "original_file_path": f"models/marts/core/{name}.sql", "raw_code": sql, "compiled_code": sql,
            "config": {"materialized": "table", "meta": {}, "tags": []}, "columns": {},
            "depends_on": {"nodes": [f"model.t.m{n}" for n in (number - 2, number - 1) if n >= 0]},
        }  # fmt: skip
        schema[f"core.{name}"] = columns
        relations.append(f"core.{name}")
    path = folder / "manifest.json"
    path.write_text(json.dumps({"sources": sources, "nodes": nodes}), encoding="utf-8")
    return path, schema


def _sql(older: str, newer: str) -> str:
    """A model of 40 lines: a join, a window, a case, an aggregate, and a choice of one row."""
    copied = [f"        newer.c{number}," for number in range(COLUMNS - 3)]
    passed = [f"    joined.c{number}," for number in range(COLUMNS - 3)]
    lines = [
        f"with older as (select * from {older}),",
        f"newer as (select * from {newer} where c0 is not null),",
        "counted as (",
        "    select older.person_id, count(*) as rows_count, max(older.c1) as last_value",
        "    from older",
        "    group by older.person_id",
        "),",
        "joined as (",
        "    select",
        "        newer.person_id,",
        *copied,
        "        case when newer.c1 = 'a' then newer.c2 else counted.last_value end as chosen,",
        "        cast(counted.rows_count as varchar) as rows_text",
        "    from newer",
        "    left join counted on newer.person_id = counted.person_id",
        "    qualify row_number() over (partition by newer.person_id order by newer.c3 desc) = 1",
        ")",
        "select",
        "    joined.person_id,",
        *passed,
        f"    joined.chosen as c{COLUMNS - 3},",
        f"    joined.rows_text as c{COLUMNS - 2},",
        f"    coalesce(joined.c0, joined.c1) as c{COLUMNS - 1}",
        "from joined",
        "where joined.c2 <> 'x'",
        "    and joined.c4 is not null",
    ]
    return "\n".join(lines)


def main(home: Path) -> None:
    """Measure each in a process of its own and print."""
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "home"
        for name in ("build", "published"):
            shutil.copytree(home / name, copied / name)
        for what, budget in BUDGETS.items():
            started = time.perf_counter()
            command = [sys.executable, "-m", "benchmarks.lineage.bench_graph", str(copied), what]
            done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=repository())
            seconds, worked = json.loads(done.stdout.splitlines()[-1])
            text = done.stdout.splitlines()[0]
            whole = time.perf_counter() - started
            print(f"{what}: {seconds:.2f} s, {worked:.2f} s of processor, {whole:.2f} s with starting Python "
                  f"(budget {budget} s): {text}")  # fmt: skip


def one(home: Path, what: str) -> None:
    """In a process of its own: do it, print what was found and what it took."""
    started, worked = time.perf_counter(), time.process_time()
    print({"cold": cold, "unchanged": unchanged, "generated": generated}[what](home))
    print(json.dumps([time.perf_counter() - started, time.process_time() - worked]))


if __name__ == "__main__":
    if sys.argv[2:]:
        one(Path(sys.argv[1]), sys.argv[2])
    else:
        main(Path(sys.argv[1]).absolute())
