"""Every field of the catalogue changed in the data, one at a time, and what changed held against the graph.

`uv run python -m benchmarks.lineage.bench_perturbation WREATH_HOME [SECONDS]`, where WREATH_HOME holds a finished run
of this code, of which only the compiled SQL is used. The authority of 60 people is invented below its build/. Each
field is changed alone, so that no other field's descendants can hide an edge that is missing. What was measured is kept
line by line: another call goes on where this one ended (or SECONDS had passed), and afresh when the code has changed; a
changed graph needs no new measuring. Ends by writing the tables beside this file and docs/lineage-perturbation.md.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dagster_project.catalogue import Catalogue
from dagster_project.digests import digest_of_folders
from dagster_project.settings import Settings, repository
from dagster_project.warehouse import dbt
from lineage.catalogue_nodes import field_id
from tests.lineage.perturbation import Map, Verdict, derive
from tests.lineage.perturbation_warehouse import PEOPLE, Changes, Warehouse, make_home, read_models

SEED = 20260430
BESIDE = Path(__file__).parent
PAGE = repository() / "docs" / "lineage-perturbation.md"
#: Schemas whose columns are ends: what is shown, returned, or read by whoever makes a page.
ENDS = ("domains", "dashboards", "returns")


@dataclass(frozen=True)
class Measured:
    """The changes that each field made, in a file that grows by a line a field."""

    path: Path
    digest: str

    def read(self) -> dict[str, Changes]:
        """Changes by field id; none when other code made them."""
        lines = self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else []
        if not lines or json.loads(lines[0]) != {"digest": self.digest}:
            self.path.write_text(json.dumps({"digest": self.digest}) + "\n", encoding="utf-8")
            return {}
        return {row["field"]: _changes(row) for row in map(json.loads, lines[1:])}

    def add(self, name: str, changes: Changes) -> None:
        """Keep what one field changed."""
        row = {
            "field": name,
            "cells": changes.cells.get(name, 0),
            "changed": sorted(changes.changed),
            "moved": sorted(changes.moved),
            "rebuilt": changes.rebuilt,
            "error": changes.error,
        }
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")


def _changes(row: dict[str, object]) -> Changes:
    pairs = {key: {(model, column) for model, column in row[key]} for key in ("changed", "moved")}  # type: ignore[attr-defined]
    cells = {str(row["field"]): int(str(row["cells"]))}
    return Changes(cells, pairs["changed"], pairs["moved"], int(str(row["rebuilt"])), str(row["error"]))


def main(home: Path, seconds: float) -> None:
    """Measure what is not measured yet, then write the tables of all that is."""
    catalogue = Catalogue.load(repository() / "seeds")
    manifest = dbt.target_path(Settings(home)) / "manifest.json"
    folder = home / "build" / "perturbation"
    own = Settings(folder / "home") if (folder / "home").exists() else make_home(folder / "home", catalogue)
    models = read_models(manifest)
    warehouse = Warehouse(own, catalogue, models)
    code = [repository() / name for name in ("dbt", "seeds", "dagster_project/synthetic", "dagster_project/landing")]
    warehouse.rebuild()
    if unrepeatable := warehouse.unlike_baseline():
        sys.exit(f"built twice, these models differ, so that nothing can be told: {', '.join(unrepeatable)}")
    kept = Measured(folder / "changes.jsonl", digest_of_folders(code))
    done, started = kept.read(), time.monotonic()
    names = {field_id(f.source, f.dataset, f.field): (f.dataset, f.field) for f in catalogue.fields}
    # The first field of every dataset, then the second …: what is cut short has seen all datasets.
    places = {field_id(f.source, f.dataset, f.field): f.position for f in catalogue.fields}
    for name, key in sorted(names.items(), key=lambda entry: places[entry[0]]):
        if name not in done and time.monotonic() - started < seconds:
            done[name] = warehouse.perturb([key], SEED)
            kept.add(name, done[name])
            print(f"{len(done)}/{len(names)} {name}: {len(done[name].changed)} columns changed {done[name].error}")
    drawn = Map(derive(manifest, warehouse), models)
    verdicts = [drawn.verdict(name, done[name]) for name in names if name in done]
    ends = {model.name for model in models if model.relation.split(".")[0] in ENDS}
    write_tables(verdicts, ends)
    PAGE.write_text(page(verdicts, len(names), ends), encoding="utf-8")
    print("\n".join(summary(verdicts, len(names), ends)))


def write_tables(verdicts: Sequence[Verdict], ends: set[str]) -> None:
    """Write a row for each field, and one for each model at the end that it reaches and changed nothing of."""
    header = ["field", "cells", "reached", "changed", "missing", "never_changed"]
    rows = [(v.field_id, v.cells, *_counts(v)) for v in verdicts]
    _write(BESIDE / "perturbation.csv", header, rows)
    known = perturbed(verdicts)
    still = []
    for verdict in known:
        reached = Counter(model for model, _ in verdict.reached if model in ends)
        changed = {model for model, _ in verdict.changed}
        still += [(verdict.field_id, model, reached[model]) for model in sorted(reached) if model not in changed]
    _write(BESIDE / "perturbation_never_changed.csv", ["field", "model", "columns"], still)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def perturbed(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Those of fields that arrive, so that there were cells to change."""
    return [verdict for verdict in verdicts if verdict.cells]


def summary(verdicts: Sequence[Verdict], of: int, ends: set[str]) -> list[str]:
    """Lines for the terminal and the page."""
    known = perturbed(verdicts)
    reached, changed = sum(len(v.reached) for v in known), sum(len(v.changed & v.reached) for v in known)
    at_ends = [column for v in known for column in v.reached if column[0] in ends]
    still = [column for v in known for column in v.never_changed if column[0] in ends]
    return [
        f"{len(verdicts)} of {of} fields of the catalogue done: {len(known)} arrive and were changed, "
        f"{len(verdicts) - len(known)} do not arrive in the fictional extracts.",
        f"{reached:,} pairs of a field and a column downstream of it; {changed:,} of them changed "
        f"({changed / max(reached, 1):.0%}).",
        f"Columns of domains, dashboards and returns alone: {len(at_ends):,} pairs, {len(still):,} never changed.",
        f"Missing edges: {sum(len(v.missing) for v in known)}.",
        f"Rebuilds that SQL broke off: {sum(bool(v.error) for v in known)}.",
    ]


def page(verdicts: Sequence[Verdict], of: int, ends: set[str]) -> str:
    """The page for readers: what was done, the sums, and a row a dataset."""
    by_dataset: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_dataset[verdict.field_id.rpartition(".")[0]].append(verdict)
    lines = [_INTRODUCTION, *(f"- {line}" for line in summary(verdicts, of, ends)), "", _HEADER]
    for dataset, found in by_dataset.items():
        known = perturbed(found)
        sums = [sum(counts) for counts in zip(*map(_counts, known), strict=True)] or [0, 0, 0, 0]
        lines.append(f"| {dataset} | {len(found)} | {len(known)} | {' | '.join(f'{n:,}' for n in sums)} |")
    lines += ["", *_missing(verdicts), *_broken(verdicts), _READING, "", *_stillest(verdicts)]
    return "\n".join(lines) + "\n"


def _missing(verdicts: Sequence[Verdict]) -> list[str]:
    found = [f"- `{v.field_id}` changed `{model}.{column}`" for v in verdicts for model, column in v.missing]
    return ["Missing edges:", "", *found, ""] if found else []


def _broken(verdicts: Sequence[Verdict]) -> list[str]:
    found = [f"- `{v.field_id}`: {v.error}" for v in verdicts if v.error]
    return ["Rebuilds that SQL broke off, so that what comes after was not compared:", "", *found, ""] if found else []


def _stillest(verdicts: Sequence[Verdict]) -> list[str]:
    """The fields that changed nothing at all of what they reach."""
    still = [v for v in perturbed(verdicts) if v.reached and not v.changed]
    kinds = Counter(v.field_id.rpartition(".")[0] for v in still)
    text = "; ".join(f"{dataset} {count}" for dataset, count in sorted(kinds.items())) or "none"
    return [f"Fields that were changed and changed nothing: {len(still)} ({text})."]


def _counts(verdict: Verdict) -> tuple[int, int, int, int]:
    """Columns reached, changed, changed without a way, and reached but never changed."""
    parts = (verdict.reached, verdict.changed, verdict.missing, verdict.never_changed)
    reached, changed, missing, never_changed = map(len, parts)
    return reached, changed, missing, never_changed


_HEADER = (
    "| dataset | fields | changed in the data | columns reached | columns changed | missing | never changed |\n"
    "|---|---|---|---|---|---|---|"
)
_INTRODUCTION = f"""# The lineage, proved by perturbation

Written by `benchmarks/lineage/bench_perturbation.py`. A fictional authority of {PEOPLE} people is built once. Then one
field is changed in what the source sent (of the cells that hold something 45 % take another valid value of their type,
10 % are blanked, 5 % become unreadable; of the blank ones 15 % are filled), the load is typed again, every model that
dbt says depends on it is rebuilt, and each column of each model is compared with the first build. A column that changed
must be downstream of the field in the derived graph, by edges that feed or decide. Values that are the same but stand
beside another key of their model may also follow a column of that key.

Left out of the comparison, since they change with every field by construction: `row_hash`, and the history of records
that is told from it (`int_landing__record_day`, `int_landing__record_history`), which holds all datasets in one
relation while whoever reads it reads one; `unreadable_fields`, a list of names, whose members are followed by name
instead. What is made of any of them is compared. What is recorded of a load (its id, counts and day) is
held still, and so is the day that all is seen as at.
"""
_READING = """Each field: [perturbation.csv](../benchmarks/lineage/perturbation.csv). Models of domains, dashboards and
returns that a field reaches and changed no column of:
[perturbation_never_changed.csv](../benchmarks/lineage/perturbation_never_changed.csv). Such an edge is conditional
(the case did not come up among so few people, or another value won) or, less often, drawn where nothing can pass: a
filter on a constant that picks one dataset of several is not told from one that picks rows of all."""

if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), float(sys.argv[2]) if sys.argv[2:] else float("inf"))
