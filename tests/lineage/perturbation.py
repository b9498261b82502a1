"""The second proof of the lineage: change a field, rebuild, and hold what changed against what the graph says.

A column that changed although the graph knows no way from the field to it is a *missing edge*. A column that the graph
says the field reaches, and that did not change, is either conditional (the case did not come up among so few people) or
drawn in error: such columns are listed, never counted as faults.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lineage import Graph, build_graph, read_manifest, schema_from_rows
from lineage.catalogue_nodes import add_catalogue, field_id
from tests.lineage.perturbation_warehouse import Changes, Column, FieldKey, Model, Warehouse

#: What a record is rather than what it says. Every field changes the hash of its row, and by it the history of records,
#: which holds those of all datasets in one relation while whoever reads it reads one dataset. The list of unreadable
#: fields is followed by the names that it is looked into for. What is made of any of these is not left out.
IDENTITY_COLUMNS = {"row_hash", "unreadable_fields"}
IDENTITY_MODELS = {"int_landing__record_day", "int_landing__record_history"}


@dataclass(frozen=True)
class Verdict:
    """What one field's perturbation showed.

    `cells` is the number of changed cells; `reached` the columns that the graph says are downstream, `changed` those
    that changed, `missing` those of them that the graph does not explain; `error` says why there was no rebuild.
    """

    field_id: str
    cells: int
    reached: frozenset[Column]
    changed: frozenset[Column]
    missing: tuple[Column, ...] = ()
    error: str = ""

    @property
    def never_changed(self) -> frozenset[Column]:
        """Columns downstream that stayed as they were."""
        return self.reached - self.changed


def derive(manifest: Path, warehouse: Warehouse) -> Graph:
    """The graph of a project's compiled SQL over a warehouse, with the catalogue on it; every column must resolve."""
    project = read_manifest(manifest)
    graph = build_graph(project, schema_from_rows(warehouse.schema()))
    assert graph.problems == []
    add_catalogue(graph, project, warehouse.catalogue_frames())
    return graph


class Map:
    """Which columns of models each field reaches, by edges that feed or decide."""

    def __init__(self, graph: Graph, models: Sequence[Model]) -> None:
        """Index a graph; `models` give the grain of each model and which columns can be looked at."""
        self._next: dict[str, set[str]] = defaultdict(set)
        for edge in graph.edges.values():
            self._next[edge.from_id].add(edge.to_id)
        self._grain = {model.name: model.grain for model in models}
        nodes = [node for node in graph.nodes.values() if node.kind == "model_column" and node.model in self._grain]
        self._columns = {node.id: (node.model, node.column) for node in nodes}
        self._reached: dict[str, frozenset[Column]] = {}

    def reached(self, start: str) -> frozenset[Column]:
        """Every column of a model downstream of a node, but for what a record is."""
        if start not in self._reached:
            seen, waiting = {start}, [start]
            while waiting:
                fresh = self._next[waiting.pop()] - seen
                seen |= fresh
                waiting += fresh
            found = (self._columns[name] for name in seen if name in self._columns)
            self._reached[start] = frozenset(column for column in found if not _is_identity(column))
        return self._reached[start]

    def verdict(self, start: str, changes: Changes) -> Verdict:
        """Hold the changes that one field made against what it reaches."""
        reached = self.reached(start)
        changed = frozenset(column for column in changes.changed | changes.moved if not _is_identity(column))
        missing = tuple(column for column in sorted(changed) if not self._explains(column, reached, changes))
        return Verdict(start, changes.cells.get(start, 0), reached, changed, missing, changes.error)

    def _explains(self, column: Column, reached: frozenset[Column], changes: Changes) -> bool:
        """Whether a change is downstream; values that only stand elsewhere may also follow their model's grain."""
        if column in reached:
            return True
        return column in changes.moved and any((column[0], name) in reached for name in self._grain[column[0]])


@dataclass
class Proof:
    """Perturbs fields of a warehouse and holds the changes against a map; `sources` gives the source of a dataset."""

    warehouse: Warehouse
    map: Map
    sources: Mapping[str, str]
    seed: int = 20260430
    rebuilds: int = 0

    def id_of(self, key: FieldKey) -> str:
        """The id of a field in the graph."""
        return field_id(self.sources[key[0]], *key)

    def together(self, keys: Sequence[FieldKey]) -> list[Verdict]:
        """Perturb fields whose descendants do not meet in one rebuild; each alone where something is unexplained."""
        self.rebuilds += 1
        changes = self.warehouse.perturb(keys, self.seed)
        if len(keys) == 1:
            return [self.map.verdict(self.id_of(keys[0]), changes)]
        shares = [self._share(key, changes) for key in keys]
        claimed = {column for share in shares for column in share.changed | share.moved}
        left = {column for column in (changes.changed | changes.moved) - claimed if not _is_identity(column)}
        if left or changes.error:
            return [verdict for key in keys for verdict in self.together([key])]
        return [self.map.verdict(self.id_of(key), share) for key, share in zip(keys, shares, strict=True)]

    def _share(self, key: FieldKey, changes: Changes) -> Changes:
        """Of the changes of several fields those that are this one's, their descendants being apart."""
        reached = self.map.reached(self.id_of(key))
        return Changes(changes.cells, changes.changed & reached, changes.moved & reached, changes.rebuilt)


def pack(keys: Iterable[FieldKey], reached: Mapping[FieldKey, frozenset[Column]]) -> list[list[FieldKey]]:
    """Put fields of different datasets together whose descendants do not meet: greedily, far-reaching ones first."""
    packs: list[tuple[list[FieldKey], set[Column]]] = []
    for key in sorted(keys, key=lambda key: (-len(reached[key]), key)):
        for members, taken in packs:
            if all(key[0] != member[0] for member in members) and taken.isdisjoint(reached[key]):
                members.append(key)
                taken |= reached[key]
                break
        else:
            packs.append(([key], set(reached[key])))
    return [members for members, _ in packs]


def _is_identity(column: Column) -> bool:
    return column[1] in IDENTITY_COLUMNS or column[0] in IDENTITY_MODELS
