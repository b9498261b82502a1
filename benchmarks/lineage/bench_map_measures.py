"""Time of measuring duplication and gaps for 100,000 people.

Run as `uv run python benchmarks/lineage/bench_map_measures.py HOME`. HOME holds a built demo, whose compiled SQL is
run. What those models read is made by SQL in a fresh DuckDB file of the same schemas: every person
has a record in each dataset and field that the demo's facts name, with the demo's values, so
that more pairs of fields meet in a person than they do in life.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

PEOPLE = 100_000
BUDGET_SECONDS = 20
MEMORY = "1500MB"
#: The models that are timed, by what they measure; each is built after those it reads.
MEASURED = {
    "duplication": [
        "int_map__value",
        "int_map__pair_field",
        "int_map__pair",
        "int_map__pair_cell",
        "int_map__pair_kappa",
        "int_map__pair_measure",
        "map_duplication_pair",
        "map_disagreement",
        "map_duplication",
    ],
    "burden": ["int_map__record_person", "int_map__entry", "int_map__concept_entry", "map_burden", "map_burden_field"],
    "gaps": [
        "int_map__remit",
        "int_map__fill",
        "int_domain__person_group",
        "int_map__fill_count",
        "int_map__fill_compared",
        "int_map__fill_hidden",
        "map_silence",
        "map_gap_fill",
        "int_map__evidence",
        "map_gap_evidence",
    ],
}
#: Columns of a fact that tell one person's record from another's; all others keep the demo's values.
PEOPLED = {"person_id": "'p' || n", "row_number": "n", "record_key": "'r' || n", "postcode": "'AB' || n % 40000"}

Node = dict[str, Any]


def models(manifest: Path) -> dict[str, Node]:
    """Return the models of the manifest by name."""
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    return {node["name"]: node for node in nodes if node["resource_type"] == "model"}


def timed_names() -> list[str]:
    """Return every timed model in the order in which it is built."""
    return [name for names in MEASURED.values() for name in names]


def inputs(found: dict[str, Node]) -> set[tuple[str, str]]:
    """Return schema and name of all that the timed models read and none of them makes."""
    read = set()
    for name in timed_names():
        read |= set(re.findall(r'"warehouse"\."(\w+)"\."(\w+)"', compiled(found[name])))
    return {(schema, name) for schema, name in read if name not in timed_names()}


def compiled(node: Node) -> str:
    """Return the SQL of a model as dbt compiled it."""
    return str(node["compiled_code"])


def columns(connection: duckdb.DuckDBPyConnection, schema: str, name: str) -> list[str]:
    """Return the columns of a relation of the demo, in order."""
    rows = connection.execute(
        "select column_name from information_schema.columns "
        "where table_catalog = 'demo' and table_schema = ? and table_name = ? order by ordinal_position",
        [schema, name],
    ).fetchall()
    return [row[0] for row in rows]


def enlarge(connection: duckdb.DuckDBPyConnection, schema: str, name: str) -> int:
    """Make a relation again, one row a person and field, dataset or concept; returns how many rows it has."""
    connection.execute(f'create schema if not exists "{schema}"')
    known = columns(connection, schema, name)
    source, target = f'demo."{schema}"."{name}"', f'"{schema}"."{name}"'
    if "person_id" not in known and name != "int_landing__record_history":
        connection.execute(f"create table {target} as select * from {source}")
    else:
        kinds = [column for column in ("dataset", "field", "concept_id") if column in known]
        ordered = "order by row_number" if "row_number" in known else "order by person_id"
        parted = f"partition by {', '.join(kinds)} {ordered}" if kinds else ordered
        made = ", ".join(f'{PEOPLED[c]} as "{c}"' if c in PEOPLED else f'sample."{c}"' for c in known)
        kind = " || ' ' || ".join(f"coalesce({column}, '')" for column in kinds) or "''"
        connection.execute(
            f"create table {target} as with rows as ("
            f"select *, {kind} as kind, row_number() over ({parted}) - 1 as place from {source}), "
            f"sizes as (select kind, count(*) as size from rows group by kind) "
            f"select {made} from sizes cross join range({PEOPLE}) as people(n) "
            f"inner join rows as sample on sample.kind = sizes.kind and sample.place = people.n % sizes.size"
        )
    return int(connection.execute(f"select count(*) from {target}").fetchall()[0][0])


def run(connection: duckdb.DuckDBPyConnection, node: Node) -> float:
    """Build one model from its compiled SQL; returns seconds."""
    connection.execute(f'create schema if not exists "{node["schema"]}"')
    started = time.perf_counter()
    connection.execute(f'create table "{node["schema"]}"."{node["name"]}" as {compiled(node)}')
    return time.perf_counter() - started


def measure(home: Path, warehouse: Path, folder: Path) -> dict[str, float]:
    """Make the inputs, run the models and print; returns seconds by kind of measure."""
    found = models(home / "build" / "dbt_docs" / "manifest.json")
    with duckdb.connect(str(folder / "warehouse.duckdb"), config={"file_search_path": str(home)}) as connection:
        connection.execute(f"set memory_limit = '{MEMORY}'")
        connection.execute("set threads = 2")
        connection.execute(f"attach '{warehouse}' as demo (read_only)")
        rows = sum(enlarge(connection, schema, name) for schema, name in sorted(inputs(found)))
        print(f"{PEOPLE:,} people, {rows:,} rows that the models read")
        taken: dict[str, float] = {}
        for kind, names in MEASURED.items():
            before = time.process_time()
            seconds = {name: run(connection, found[name]) for name in names}
            taken[kind] = sum(seconds.values())
            of_processor = time.process_time() - before
            print(
                f"{kind} {taken[kind]:.1f} s ({of_processor:.1f} s of processor): "
                + ", ".join(f"{name} {one:.1f}" for name, one in seconds.items())
            )
        pairs = connection.execute("select count(*) from intermediate.int_map__pair").fetchall()[0][0]
        print(f"{pairs:,} persons by pair of fields")
    return taken


def main() -> None:
    """Measure the demo of the folder named and print; exit 1 over the budget."""
    home = Path(sys.argv[1])
    run_name = (home / "published" / "CURRENT").read_text(encoding="utf-8").strip()
    with tempfile.TemporaryDirectory(prefix="wreath-") as folder:
        taken = measure(home, home / "published" / run_name / "identified.duckdb", Path(folder))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    print(f"all {sum(taken.values()):.1f} s (budget {BUDGET_SECONDS}), peak memory {peak:.2f} GiB")
    sys.exit(int(sum(taken.values()) > BUDGET_SECONDS))


if __name__ == "__main__":
    main()
