"""The second proof of the lineage: change a field, rebuild, and hold what changed against what the graph says.

A column that changed although the graph knows no way from the field to it is a *missing edge*. A column that the graph
says the field reaches, and that did not change, is either conditional (the case did not come up among so few people) or
drawn in error: such columns are listed, never counted as faults.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lineage import Graph, build_graph, read_manifest, schema_from_rows
from lineage.catalogue_nodes import add_catalogue, field_id
from tests.lineage.perturbation_warehouse import Changes, Model, Warehouse

Column = tuple[str, str]
FieldKey = tuple[str, str]


@dataclass(frozen=True)
class Missing:
    """A column that a field changed without a way to it in the graph."""

    field_id: str
    column: Column
    is_moved: bool


@dataclass
class Verdict:
    """What one field's perturbation showed: columns reached by the graph, changed, and changed without a way."""

    field_id: str
    cells: int
    reached: frozenset[Column]
    changed: frozenset[Column]
    missing: tuple[Missing, ...] = ()
    error: str = ""

    @property
    def never_changed(self) -> frozenset[Column]:
        """Columns downstream that stayed as they were."""
        return self.reached - self.changed


class Map:
    """Which columns of models each field reaches, by edges that feed or decide."""

    def __init__(self, graph: Graph, models: Sequence[Model]) -> None:
        """Index a graph; `models` give the grain of each model and which columns can be looked at."""
        self._next: dict[str, set[str]] = defaultdict(set)
        for edge in graph.edges.values():
            self._next[edge.from_id].add(edge.to_id)
        names = {model.name for model in models}
        self._columns = {
            node.id: (node.model, node.column)
            for node in graph.nodes.values()
            if node.kind == "model_column" and node.model in names
        }
        self._grain = {model.name: model.grain for model in models}
        self._reached: dict[str, frozenset[Column]] = {}

    def reached(self, start: str) -> frozenset[Column]:
        """Every column of a model downstream of a node."""
        if start not in self._reached:
            seen, waiting = {start}, [start]
            while waiting:
                fresh = self._next[waiting.pop()] - seen
                seen |= fresh
                waiting += fresh
            self._reached[start] = frozenset(self._columns[name] for name in seen if name in self._columns)
        return self._reached[start]

    def is_explained(self, column: Column, reached: frozenset[Column], *, is_moved: bool) -> bool:
        """Whether a change is downstream; values that only stand elsewhere may also follow their model's grain."""
        model, _ = column
        return column in reached or (is_moved and any((model, name) in reached for name in self._grain[model]))


@dataclass
class Proof:
    """Perturbs fields of a warehouse and holds the changes against a map."""

    warehouse: Warehouse
    map: Map
    sources: Mapping[str, str]
    seed: int = 20260430
    rebuilds: int = field(default=0)

    def id_of(self, key: FieldKey) -> str:
        """The id of a field in the graph."""
        return field_id(self.sources[key[0]], *key)

    def together(self, keys: Sequence[FieldKey]) -> list[Verdict]:
        """Perturb fields whose descendants do not meet in one rebuild; each alone where something is unexplained."""
        changes = self._perturb(keys)
        verdicts = [self._verdict(key, self._share(key, changes)) for key in keys]
        explained = frozenset().union(*(self.map.reached(self.id_of(key)) for key in keys))
        is_clear = not changes.error and all(
            self.map.is_explained(column, explained, is_moved=column in changes.moved)
            for column in changes.changed | changes.moved
        )
        if is_clear:
            return verdicts
        if len(keys) == 1:
            return [self._verdict(keys[0], changes)]
        return [verdict for key in keys for verdict in self.together([key])]

    def _perturb(self, keys: Sequence[FieldKey]) -> Changes:
        self.rebuilds += 1
        return self.warehouse.perturb(keys, self.seed)

    def _share(self, key: FieldKey, changes: Changes) -> Changes:
        """Of the changes of several fields those that are this one's, their descendants being apart."""
        reached = self.map.reached(self.id_of(key))
        return Changes(changes.cells, changes.changed & reached, changes.moved & reached, changes.rebuilt)

    def _verdict(self, key: FieldKey, changes: Changes) -> Verdict:
        name = self.id_of(key)
        reached = self.map.reached(name)
        missing = [
            Missing(name, column, column in changes.moved)
            for column in sorted(changes.changed | changes.moved)
            if not self.map.is_explained(column, reached, is_moved=column in changes.moved)
        ]
        changed = frozenset(changes.changed | changes.moved)
        return Verdict(name, changes.cells.get(name, 0), reached, changed, tuple(missing), changes.error)


def pack(keys: Iterable[FieldKey], reached: Mapping[FieldKey, frozenset[Column]]) -> list[list[FieldKey]]:
    """Put fields of different datasets together whose descendants do not meet: greedily, the farthest-reaching first."""
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


def derive(manifest: Path, warehouse: Warehouse) -> Graph:
    """The graph of a project's compiled SQL over a warehouse, with the catalogue on it; every column must resolve."""
    project = read_manifest(manifest)
    graph = build_graph(project, schema_from_rows(warehouse.schema()))
    assert graph.problems == []
    add_catalogue(graph, project, warehouse.catalogue_frames())
    return graph
