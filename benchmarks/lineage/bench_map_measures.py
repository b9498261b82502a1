"""Time of measuring duplication, burden and gaps for 100,000 people.

Run as `uv run python benchmarks/lineage/bench_map_measures.py HOME [PEOPLE]`. HOME holds a built demo, whose compiled
SQL is run. What those models read is made by SQL in a fresh DuckDB file of the same schemas, in two ways:

- *as in the demo*: the demo's people copied with all their records until there are as many whose concepts are asked,
  so that records a person, pairs that meet in a person and people who left long ago are as in the demo;
- *everybody everywhere*: a record for every person in every dataset and field that the demo's facts name, so that
  far more pairs of fields meet in a person than they do in life.

The budget is for duplication and gaps of the first. Making the rows is not counted.
"""

from __future__ import annotations

import json
import math
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

PEOPLE = 100_000
BUDGET_SECONDS = 20
MEMORY = "1500MB"
#: What the budget is for: burden, which counts entries of all time and not what is said of anybody now, is beside it.
BUDGETED = ("duplication", "gaps")
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
    "burden": ["int_map__record_person", "int_map__entry", "int_map__concept_entry", "map_burden", "map_burden_field"],
}
#: Columns that tell one person's record from another's, where a person is made in person n's place or as copy n.
PLACED = {"person_id": "'p' || n", "row_number": "n", "record_key": "'r' || n", "postcode": "'AB' || n % 40000"}
COPIED = {
    "person_id": "person_id || '-' || n",
    "row_number": "row_number + n * 10000000",
    "record_key": "record_key || '-' || n",
    "postcode": "postcode || '-' || n",
}

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


def made(known: list[str], how: dict[str, str]) -> str:
    """Return the columns of a relation as a select makes them from `source`."""
    return ", ".join(f'{how.get(column, f"""source."{column}" """).strip()} as "{column}"' for column in known)


def copied(relation: str, known: list[str], times: int, _: int) -> str:
    """Return SQL of a relation's rows, once a copy of the demo's people."""
    return f"select {made(known, COPIED)} from {relation} as source cross join range({times}) as copies(n)"


def placed(relation: str, known: list[str], _: int, people: int) -> str:
    """Return SQL of one row a person and dataset, field or concept, with the demo's values in turn."""
    kind = ", ".join(column for column in ("dataset", "field", "concept_id") if column in known) or "true"
    return (
        f"with source as (select *, row_number() over (order by {kind}) - 1 as place from {relation}), "
        f"kinds as (select min(place) as first_place, count(*) as size from source group by {kind}) "
        f"select {made(known, PLACED)} from kinds cross join range({people}) as people(n) "
        f"inner join source on source.place = kinds.first_place + people.n % kinds.size"
    )


#: By name, SQL of a relation's rows from its name, its columns, how often the demo's people are copied, and how many
#: people there shall be.
FILLS: dict[str, Callable[[str, list[str], int, int], str]] = {
    "as in the demo": copied,
    "everybody everywhere": placed,
}


def enlarge(connection: duckdb.DuckDBPyConnection, names: set[tuple[str, str]], fill: str, people: int) -> int:
    """Make relations again, larger where they hold records of people; returns how many rows there are."""
    cohort = connection.execute("select count(*) from demo.intermediate.int_domain__cohort").fetchall()[0][0]
    count = 0
    for schema, name in sorted(names):
        known = columns(connection, schema, name)
        relation = f'demo."{schema}"."{name}"'
        is_of_people = "person_id" in known or name == "int_landing__record_history"
        rows = FILLS[fill](relation, known, math.ceil(people / cohort), people) if is_of_people else f"from {relation}"
        connection.execute(f'create schema if not exists "{schema}"')
        connection.execute(f'create table "{schema}"."{name}" as {rows}')
        count += connection.execute(f'select count(*) from "{schema}"."{name}"').fetchall()[0][0]
    return count


def run(connection: duckdb.DuckDBPyConnection, node: Node) -> float:
    """Build one model from its compiled SQL; returns seconds."""
    connection.execute(f'create schema if not exists "{node["schema"]}"')
    started = time.perf_counter()
    connection.execute(f'create table "{node["schema"]}"."{node["name"]}" as {compiled(node)}')
    return time.perf_counter() - started


def measure(home: Path, warehouse: Path, fill: str, people: int) -> float:
    """Make the inputs, run the models and print; returns the seconds of those that the budget is for."""
    found = models(home / "build" / "dbt_docs" / "manifest.json")
    with (
        tempfile.TemporaryDirectory(prefix="wreath-") as folder,
        duckdb.connect(f"{folder}/warehouse.duckdb", config={"file_search_path": str(home)}) as connection,
    ):
        for statement in (
            f"set memory_limit = '{MEMORY}'",
            "set threads = 2",
            f"attach '{warehouse}' as demo (read_only)",
        ):
            connection.execute(statement)
        rows = enlarge(connection, inputs(found), fill, people)
        print(f"{people:,} people, {fill}: {rows:,} rows that the models read", flush=True)
        taken = {kind: timed(connection, found, kind) for kind in MEASURED}
        pairs = connection.execute("select count(*) from intermediate.int_map__pair").fetchall()[0][0]
        budgeted = sum(taken[kind] for kind in BUDGETED)
        print(f"  {' and '.join(BUDGETED)} {budgeted:.1f} s (budget {BUDGET_SECONDS}); {pairs:,} persons by pair")
    return budgeted


def timed(connection: duckdb.DuckDBPyConnection, found: dict[str, Node], kind: str) -> float:
    """Run the models of one kind of measure and print; returns seconds."""
    worked = time.process_time()
    seconds = {name: run(connection, found[name]) for name in MEASURED[kind]}
    worked = time.process_time() - worked
    each = ", ".join(f"{name} {one:.1f}" for name, one in seconds.items())
    print(f"  {kind} {sum(seconds.values()):.1f} s ({worked:.1f} s of processor): {each}", flush=True)
    return sum(seconds.values())


def main() -> None:
    """Measure the demo of the folder named and print; exit 1 when its people take longer than the budget."""
    home = Path(sys.argv[1]).absolute()
    people = int(sys.argv[2]) if sys.argv[2:] else PEOPLE
    run_name = (home / "published" / "CURRENT").read_text(encoding="utf-8").strip()
    warehouse = home / "published" / run_name / "identified.duckdb"
    taken = [measure(home, warehouse, fill, people) for fill in FILLS]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    print(f"peak memory {peak:.2f} GiB")
    sys.exit(int(taken[0] > BUDGET_SECONDS))


if __name__ == "__main__":
    main()
