"""Questions to the graph: where a field goes, what stands behind a target, what dropping fields loses, what differs.

A way is the shortest one between a field and a target (concept, domain, indicator, dashboard measure, return item).
It *feeds* when every edge feeds, and *decides* when at least one decides; a way that decides is told only where none
feeds, since the value itself goes there already. Of ways of equal length the first by the names on it is told.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import polars as pl

from lineage.catalogue_nodes import TARGET_KINDS
from lineage.graph import Edge, EdgeKind, Node

#: Files that a folder must hold to be a written graph.
GRAPH_FILES = ("nodes.parquet", "edges.parquet", "paths.parquet")
#: A node, and whether an edge that decides lies on the way to it.
_State = tuple[str, bool]


@dataclass(frozen=True)
class WrittenGraph:
    """A graph as `lineage.write` leaves it: frames with the columns of Node, Edge and FieldPath."""

    nodes_frame: pl.DataFrame
    edges_frame: pl.DataFrame
    paths_frame: pl.DataFrame

    @classmethod
    def read(cls, folder: Path) -> WrittenGraph:
        """Read the files of a folder; OSError when one is not there."""
        return cls(*(pl.read_parquet(folder / name) for name in GRAPH_FILES))

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """Nodes by id."""
        rows = self.nodes_frame.select(Node._fields).iter_rows()
        return {node.id: node for node in (Node(*row) for row in rows)}

    @cached_property
    def edges(self) -> list[Edge]:
        """Every edge, those that feed first, then by name: the order in which ways are preferred."""
        rows = self.edges_frame.select(Edge._fields).iter_rows()
        return sorted((Edge(*row) for row in rows), key=lambda edge: (edge.kind != "feeds", edge[:4]))

    @cached_property
    def fields(self) -> list[str]:
        """Ids of all fields, sorted."""
        return sorted(node.id for node in self.nodes.values() if node.kind == "field")

    @cached_property
    def targets(self) -> list[str]:
        """Ids of everything that a field can be for, sorted."""
        return sorted(node.id for node in self.nodes.values() if node.kind in TARGET_KINDS)

    @cached_property
    def out_of(self) -> dict[str, list[Edge]]:
        """Edges by the node they begin at."""
        return _grouped(self.edges, lambda edge: edge.from_id)

    @cached_property
    def into(self) -> dict[str, list[Edge]]:
        """Edges by the node they end in."""
        return _grouped(self.edges, lambda edge: edge.to_id)


class Way(NamedTuple):
    """A shortest way from a field to a target, edge by edge."""

    field_id: str
    target_id: str
    target_kind: str
    via: EdgeKind
    edges: tuple[Edge, ...]


class FieldAnswer(NamedTuple):
    """Where a field goes: the targets its value goes into, and those of which it only decides the rows or the pick."""

    field_id: str
    feeds: tuple[Way, ...]
    decides: tuple[Way, ...]


class TargetAnswer(NamedTuple):
    """What stands behind a target: the fields whose value goes into it, and those that only decide."""

    target_id: str
    target_kind: str
    feeds: tuple[Way, ...]
    decides: tuple[Way, ...]


class Loss(NamedTuple):
    """A target that dropped fields feed, or only decide (`via`), and the other fields that do the same for it."""

    target_id: str
    target_kind: str
    via: EdgeKind
    dropped: tuple[str, ...]
    remaining: tuple[str, ...]


class DropAnswer(NamedTuple):
    """What dropping fields means.

    `lost` are targets left without any field that feeds them, `weakened` those that lose one of several, `decided`
    those that no dropped field feeds, but of which one decides which rows there are or which is picked.
    """

    field_ids: tuple[str, ...]
    lost: tuple[Loss, ...]
    weakened: tuple[Loss, ...]
    decided: tuple[Loss, ...]


class Changes(NamedTuple):
    """What a later graph has that the earlier had not, and the other way round, sorted."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


class EdgeChanges(NamedTuple):
    """The same of edges."""

    added: tuple[Edge, ...]
    removed: tuple[Edge, ...]


class DiffAnswer(NamedTuple):
    """What differs between two graphs; `reached` are targets that some field feeds, `ways` say which field does."""

    fields: Changes
    models: Changes
    reached: Changes
    ways: Changes
    edges: EdgeChanges


def where_goes(graph: WrittenGraph, field_id: str) -> FieldAnswer:
    """Return the targets that a field reaches, each with its way; KeyError for a node that is no field."""
    if graph.nodes[field_id].kind != "field":
        raise KeyError(field_id)
    found = _search(field_id, graph.out_of, lambda edge: edge.to_id)
    ways = [_way(graph, field_id, node_id, edges) for node_id, edges in found if _is_target(graph, node_id)]
    return FieldAnswer(field_id, _of(ways, "feeds"), _of(ways, "decides"))


def what_stands_behind(graph: WrittenGraph, target_id: str) -> TargetAnswer:
    """Return the fields that feed or decide a target, each with its way; KeyError for a node that is no target."""
    if not _is_target(graph, target_id):
        raise KeyError(target_id)
    found = _search(target_id, graph.into, lambda edge: edge.from_id)
    ways = [
        _way(graph, node_id, target_id, edges[::-1]) for node_id, edges in found if graph.nodes[node_id].kind == "field"
    ]
    return TargetAnswer(target_id, graph.nodes[target_id].kind, _of(ways, "feeds"), _of(ways, "decides"))


def what_is_lost(graph: WrittenGraph, field_ids: Iterable[str]) -> DropAnswer:
    """Return what dropping fields does to the targets they reach; KeyError for a node that is no field."""
    dropped = sorted(set(field_ids))
    for field_id in dropped:
        if graph.nodes[field_id].kind != "field":
            raise KeyError(field_id)
    fed, decided = _fields_by_target(graph, "feeds"), _fields_by_target(graph, "decides")
    fed_losses = [_loss(graph, target, "feeds", behind, dropped) for target, behind in sorted(fed.items())]
    touched = {loss.target_id for loss in fed_losses if loss.dropped}
    only_decided = [
        _loss(graph, target, "decides", behind - fed.get(target, set()), dropped)
        for target, behind in sorted(decided.items())
        if target not in touched
    ]
    return DropAnswer(
        tuple(dropped),
        lost=tuple(loss for loss in fed_losses if loss.dropped and not loss.remaining),
        weakened=tuple(loss for loss in fed_losses if loss.dropped and loss.remaining),
        decided=tuple(loss for loss in only_decided if loss.dropped),
    )


def what_differs(old: WrittenGraph, new: WrittenGraph) -> DiffAnswer:
    """Return what one graph has and the other has not; an edge that only moved to another line is the same edge."""
    return DiffAnswer(
        _changes(old.fields, new.fields),
        _changes(_models(old), _models(new)),
        _changes(_fields_by_target(old, "feeds"), _fields_by_target(new, "feeds")),
        _changes(_fed_pairs(old), _fed_pairs(new)),
        _edge_changes(old, new),
    )


def _grouped(edges: Iterable[Edge], end: Callable[[Edge], str]) -> dict[str, list[Edge]]:
    found: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        found[end(edge)].append(edge)
    return found


def _is_target(graph: WrittenGraph, node_id: str) -> bool:
    return graph.nodes[node_id].kind in TARGET_KINDS


def _search(
    start: str, edges_at: Mapping[str, list[Edge]], far_end: Callable[[Edge], str]
) -> list[tuple[str, list[Edge]]]:
    """Return each node that can be reached with the edges of its shortest way, from `start` on.

    Both sorts of way are followed at once; of a node that is reached by a way that feeds, only that one is returned.
    """
    origin: _State = (start, False)
    came_by: dict[_State, tuple[_State, Edge] | None] = {origin: None}
    waiting = deque([origin])
    while waiting:
        state = waiting.popleft()
        for edge in edges_at.get(state[0], ()):
            following = (far_end(edge), state[1] or edge.kind == "decides")
            if following not in came_by:
                came_by[following] = (state, edge)
                waiting.append(following)
    reached = {node_id: (node_id, (node_id, False) not in came_by) for node_id, _ in came_by if node_id != start}
    return [(node_id, _edges_to(state, came_by)) for node_id, state in reached.items()]


def _edges_to(state: _State, came_by: Mapping[_State, tuple[_State, Edge] | None]) -> list[Edge]:
    edges = []
    step = came_by[state]
    while step is not None:
        edges.append(step[1])
        step = came_by[step[0]]
    return edges[::-1]


def _way(graph: WrittenGraph, field_id: str, target_id: str, edges: list[Edge]) -> Way:
    via: EdgeKind = "decides" if any(edge.kind == "decides" for edge in edges) else "feeds"
    return Way(field_id, target_id, graph.nodes[target_id].kind, via, tuple(edges))


def _of(ways: Iterable[Way], via: EdgeKind) -> tuple[Way, ...]:
    """Ways of one sort: by kind of target, nearest first."""
    found = (way for way in ways if way.via == via)
    return tuple(sorted(found, key=lambda way: (way.target_kind, way.target_id, len(way.edges), way.field_id)))


def _fields_by_target(graph: WrittenGraph, via: EdgeKind) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    rows = graph.paths_frame.filter(pl.col("via") == via).select("target_id", "field_id").iter_rows()
    for target_id, field_id in rows:
        found[target_id].add(field_id)
    return found


def _fed_pairs(graph: WrittenGraph) -> list[str]:
    fed = _fields_by_target(graph, "feeds")
    return [f"{field_id} -> {target}" for target, behind in fed.items() for field_id in behind]


def _loss(graph: WrittenGraph, target: str, via: EdgeKind, behind: set[str], dropped: list[str]) -> Loss:
    gone = [field_id for field_id in dropped if field_id in behind]
    return Loss(target, graph.nodes[target].kind, via, tuple(gone), tuple(sorted(behind - set(gone))))


def _models(graph: WrittenGraph) -> list[str]:
    return [node.model for node in graph.nodes.values() if node.kind == "model_column"]


def _changes(old: Iterable[str], new: Iterable[str]) -> Changes:
    before, after = set(old), set(new)
    return Changes(tuple(sorted(after - before)), tuple(sorted(before - after)))


def _edge_changes(old: WrittenGraph, new: WrittenGraph) -> EdgeChanges:
    before, after = ({edge[:4]: edge for edge in graph.edges} for graph in (old, new))
    return EdgeChanges(
        tuple(after[key] for key in sorted(after.keys() - before.keys())),
        tuple(before[key] for key in sorted(before.keys() - after.keys())),
    )
