"""A small authority's warehouse in memory, rebuilt from dbt's compiled SQL as often as a proof needs it.

dbt's own run takes most of its time between the models; here its compiled SQL is run in its order and nothing else. The
relations a model depends on are those of dbt's manifest, not of the lineage that is on trial. A model none of whose
relations changed is left as it is. What is recorded of a load (its id, counts and day) stays that of the baseline: it
changes by construction with every file, and says nothing about where a value goes.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import polars as pl

from dagster_project.catalogue import Catalogue
from dagster_project.landing.columns import match_columns
from dagster_project.landing.intake import take_in
from dagster_project.landing.manifest import LoadRecord, Manifest
from dagster_project.landing.piecewise import extract_date_of
from dagster_project.landing.readers import RESERVED
from dagster_project.landing.storage import RAW, TYPED, load_folder, parquet_bytes, read_table
from dagster_project.landing.tables import write_small_tables
from dagster_project.landing.tally import Tally
from dagster_project.landing.typed import COMMON_SCHEMA, Identity, Schema, stamp, type_rows
from dagster_project.landing.views import write_views
from dagster_project.settings import Settings
from dagster_project.synthetic import generate
from tests.lineage.perturbation_values import perturb

AS_AT = date(2026, 4, 30)
PEOPLE = 60
MAP_TAG = "map"

#: A model and a column of it.
Column = tuple[str, str]
#: A dataset and a field of it.
FieldKey = tuple[str, str]
#: Relations of landing that are made from the rows or dates of every dataset.
_OF_ALL_DATASETS = ("landing.records", "landing.loads")


@dataclass(frozen=True)
class Model:
    """A model as dbt compiled it: `relation` and `reads` are `schema.table`."""

    name: str
    relation: str
    sql: str
    grain: tuple[str, ...]
    reads: frozenset[str]


@dataclass(frozen=True)
class Digest:
    """What a relation holds, whatever the order of its rows.

    `values` is of a column's values alone, `placed` of the values with the grain beside them; `whole` of whole rows.
    """

    rows: int
    whole: int
    values: Mapping[str, int]
    placed: Mapping[str, int]


@dataclass
class Changes:
    """Columns that differ from the baseline, and what went wrong.

    `changed`: the values themselves differ, or there are more or fewer rows. `moved`: the values are the same, but
    stand beside another grain. `cells` is the number of changed cells by the field's id, `rebuilt` that of models.
    """

    cells: dict[str, int] = field(default_factory=dict)
    changed: set[Column] = field(default_factory=set)
    moved: set[Column] = field(default_factory=set)
    rebuilt: int = 0
    error: str = ""


def read_models(manifest: Path) -> list[Model]:
    """Models with compiled SQL, each after all that it reads.

    Those of the map are made from the graph and left out, and so are the rules of the return, which are exempt from it.
    """
    document = json.loads(manifest.read_text(encoding="utf-8"))
    nodes = {
        key: node
        for key, node in document["nodes"].items()
        if node["resource_type"] == "model"
        and MAP_TAG not in node["config"]["tags"]
        and node["config"]["meta"].get("lineage") != "exempt"
    }
    relations = {key: f"{node['schema']}.{node['alias']}" for key, node in nodes.items()}
    relations |= {key: f"{node['schema']}.{node['identifier']}" for key, node in document["sources"].items()}
    parents = {key: [name for name in node["depends_on"]["nodes"] if name in nodes] for key, node in nodes.items()}
    order = TopologicalSorter({key: sorted(names) for key, names in sorted(parents.items())}).static_order()
    return [
        Model(
            name=nodes[key]["name"],
            relation=relations[key],
            sql=nodes[key]["compiled_code"],
            grain=tuple(nodes[key]["config"]["meta"]["grain"]),
            reads=frozenset(relations[name] for name in nodes[key]["depends_on"]["nodes"] if name in relations),
        )
        for key in order
    ]


def make_home(folder: Path, catalogue: Catalogue, people: int = PEOPLE) -> Settings:
    """Invent an authority with the usual faults below `folder` and take its extracts in; nobody judges the loads."""
    settings = Settings(folder)
    generate(settings.home, people=people, as_at=AS_AT, catalogue=catalogue)
    take_in(settings, catalogue, as_at=AS_AT, settle_seconds=0, judge=lambda *_: [])
    return settings


class Warehouse:
    """Models of a project over the landing of a home, in memory."""

    def __init__(self, settings: Settings, catalogue: Catalogue, models: Sequence[Model]) -> None:
        """Build everything once; the digests of that build are the baseline."""
        self.settings, self._catalogue, self._models = settings, catalogue, models
        self._connection = duckdb.connect(":memory:")
        for statement in (
            f"set file_search_path = '{settings.home}'",
            "set enable_external_file_cache = false",
            "set preserve_insertion_order = false",
            "set threads = 1",
            "attach ':memory:' as warehouse",
            "use warehouse",
            *(f"create schema {name}" for name in sorted({model.relation.split(".")[0] for model in models})),
        ):
            self._connection.execute(statement)
        self._landing()
        for model in models:
            self._build(model)
        self.baseline = {model.relation: self._digest(model.relation, model.grain) for model in models}

    def schema(self) -> list[tuple[str, str, str, str]]:
        """Rows (schema, table, column, type) of everything built, in order."""
        return self._connection.execute(
            "select table_schema, table_name, column_name, data_type from information_schema.columns "
            "where table_catalog = 'warehouse' order by table_schema, table_name, ordinal_position"
        ).fetchall()

    def rebuild(self) -> None:
        """Build every model again over what is in landing: the same, where SQL is repeatable."""
        for model in self._models:
            self._build(model)

    def unlike_baseline(self) -> list[str]:
        """Return the models that are other than at first."""
        return [m.name for m in self._models if self._digest(m.relation, m.grain) != self.baseline[m.relation]]

    def catalogue_frames(self) -> dict[str, pl.DataFrame]:
        """The layered catalogue as frames by table."""
        paths = sorted((self.settings.build / "catalogue").glob("*.parquet"))
        return {path.stem: pl.read_parquet(path) for path in paths}

    def perturb(self, fields: Sequence[FieldKey], seed: int) -> Changes:
        """Change fields (dataset, field), rebuild what depends on them, compare, and put everything back."""
        changes = Changes()
        touched = {self._catalogue.dataset(dataset) for dataset, _ in fields}
        relations = [*(f"landing.{found.source}__{found.dataset}" for found in touched), *_OF_ALL_DATASETS]
        before = {relation: self._digest(relation) for relation in relations}
        with self._changed_landing(fields, seed, changes):
            if not any(changes.cells.values()):
                return changes
            self._connection.execute("begin")
            try:
                self._landing(relations)
                stale = {relation for relation in relations if self._digest(relation) != before[relation]}
                self._rebuild(stale, changes)
            except duckdb.Error as error:
                changes.error = " ".join(str(error).split())[:200]
            self._connection.execute("rollback")
        return changes

    def _rebuild(self, stale: set[str], changes: Changes) -> None:
        for model in self._models:
            if not model.reads & stale:
                continue
            self._build(model)
            changes.rebuilt += 1
            then = self.baseline[model.relation]
            if self._whole(model.relation) == (then.rows, then.whole):
                continue
            stale.add(model.relation)
            now = self._digest(model.relation, model.grain)
            for column in now.values:
                if now.rows != then.rows or now.values[column] != then.values[column]:
                    changes.changed.add((model.name, column))
                elif now.placed[column] != then.placed[column]:
                    changes.moved.add((model.name, column))

    @contextmanager
    def _changed_landing(self, fields: Sequence[FieldKey], seed: int, changes: Changes) -> Iterator[None]:
        """Type the loads of some fields' datasets again from changed raw tables; as they were afterwards."""
        records = list(Manifest.read(self.settings.landing))
        kept: dict[Path, bytes] = {}
        now = []
        for record in records:
            chosen = [name for dataset, name in fields if dataset == record.dataset]
            if chosen and record.is_usable:
                path = load_folder(self.settings, record) / TYPED
                kept[path] = path.read_bytes()
                record = self._retype(record, chosen, seed, changes)
            now.append(record)
        self._write_landing(now)
        try:
            yield
        finally:
            for path, content in kept.items():
                path.write_bytes(content)
            self._write_landing(records)

    def _retype(self, record: LoadRecord, names: Sequence[str], seed: int, changes: Changes) -> LoadRecord:
        schema = Schema.of(self._catalogue, record.dataset)
        raw = read_table(self.settings, record, RAW)
        columns = [name for name in raw.columns if name not in RESERVED]
        match = match_columns(columns, schema.fields, self._catalogue.aliases(record.dataset))
        for reader in schema.readers:
            name = reader.field.field
            if name in names and name in match.column_of:
                draw = random.Random(f"{seed}.{record.load_id}.{name}")
                found = perturb(raw, match.column_of[name], reader, draw)
                raw = found.raw
                key = f"{record.source}.{record.dataset}.{name}"
                changes.cells[key] = changes.cells.get(key, 0) + found.cells
        typed = type_rows(raw, match, schema, Identity(record.load_id, record.local_authority_code))
        day = date.fromisoformat(record.extract_date or "")
        if schema.dataset.extract_date_from:
            tally = Tally(schema)
            tally.add(typed)
            day = extract_date_of(tally, _name_date(record)) or day
        (load_folder(self.settings, record) / TYPED).write_bytes(parquet_bytes(stamp(typed.rows, day)))
        return record

    def _write_landing(self, records: Sequence[LoadRecord]) -> None:
        write_small_tables(self.settings, records, [], AS_AT)
        write_views(self.settings, self._catalogue, Manifest(self.settings.landing / "manifest", records))

    def _landing(self, relations: Collection[str] | None = None) -> None:
        """Make the relations that dbt reads, or only some of them anew."""
        text = (self.settings.build / "landing.sql").read_text(encoding="utf-8")
        for statement in text.split(";\n\n"):
            name = statement.split(" as\n", 1)[0].rpartition(" ")[2].replace('"', "")
            if relations is None or name in relations:
                self._connection.execute(statement)

    def _build(self, model: Model) -> None:
        self._connection.execute(f"create or replace table warehouse.{model.relation} as {model.sql}")

    def _whole(self, relation: str) -> tuple[int, int]:
        """The rows of a relation and the sum of their hashes."""
        schema, table = relation.split(".")
        names = ", ".join(_quoted(row[2]) for row in self._columns(schema, table))
        row = self._connection.execute(f"select count(*), sum(hash({names})) from warehouse.{relation}").fetchall()[0]
        return int(row[0]), int(row[1] or 0)

    def _digest(self, relation: str, grain: Sequence[str] = ()) -> Digest:
        schema, table = relation.split(".")
        columns = [row[2] for row in self._columns(schema, table)]
        keys = ", ".join(_quoted(name) for name in grain)
        terms = ["count(*)", f"sum(hash({', '.join(map(_quoted, columns))}))"]
        terms += [f"sum(hash({_quoted(name)}))" for name in columns]
        terms += [f"sum(hash({keys}, {_quoted(name)}))" for name in columns] if keys else []
        row = self._connection.execute(f"select {', '.join(terms)} from warehouse.{relation}").fetchall()[0]
        sums = [int(value or 0) for value in row]
        width = len(columns)
        values = dict(zip(columns, sums[2 : 2 + width], strict=True))
        placed = dict(zip(columns, sums[2 + width :], strict=False))
        return Digest(sums[0], sums[1], values, placed)

    def _columns(self, schema: str, table: str) -> list[tuple[str, ...]]:
        return self._connection.execute(
            "select table_schema, table_name, column_name from information_schema.columns where "
            "table_catalog = 'warehouse' and table_schema = ? and table_name = ? order by ordinal_position",
            [schema, table],
        ).fetchall()


def _name_date(record: LoadRecord) -> date | None:
    """The day in a file's name."""
    found = re.search(r"\d{4}-\d{2}-\d{2}", record.file)
    return date.fromisoformat(found[0]) if found else None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def recorded_fields(settings: Settings) -> set[FieldKey]:
    """Fields (dataset, field) with a value in some usable load."""
    found = set()
    for record in Manifest.read(settings.landing):
        if record.is_usable:
            rows: pl.DataFrame = read_table(settings, record, TYPED)
            names = [name for name in rows.columns if name not in COMMON_SCHEMA]
            found |= {(record.dataset, name) for name in names if rows[name].null_count() < rows.height}
    return found
