"""Reachability: for each field every concept, domain, indicator, return item and measure it reaches, and how far.

All targets are searched at once, backwards, one step at a time: each node holds the set of targets it reaches as the
bits of an integer, so the cost is the number of edges times the longest path, not times the number of fields.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from lineage.catalogue_nodes import TARGET_KINDS
from lineage.graph import EdgeKind, Graph


class FieldPath(NamedTuple):
    """A field reaches a target: `via` feeds (every edge feeds) or decides (at least one edge decides)."""

    source: str
    dataset: str
    field: str
    field_id: str
    target_id: str
    target_kind: str
    via: EdgeKind
    steps: int


def reachability(graph: Graph) -> list[FieldPath]:
    """Return the shortest path of each sort from each field to each target it reaches, sorted."""
    targets = sorted(node.id for node in graph.nodes.values() if node.kind in TARGET_KINDS)
    feeds = _into(graph, "feeds")
    decides = _into(graph, "decides")
    paths = []
    for state in _levels(targets, feeds, decides):
        for node_id, bits in state.new.items():
            node = graph.nodes[node_id]
            if node.kind != "field":
                continue
            for target in _members(bits, targets):
                kind = graph.nodes[target].kind
                where = (node.layer, node.model, node.column, node_id)
                paths.append(FieldPath(*where, target, kind, state.via, state.steps))
    return sorted(paths)


class _Level(NamedTuple):
    via: EdgeKind
    steps: int
    new: dict[str, int]


def _into(graph: Graph, kind: EdgeKind) -> dict[str, list[str]]:
    """Nodes that point at each node by edges of one kind."""
    pointing: dict[str, set[str]] = defaultdict(set)
    for edge in graph.edges.values():
        if edge.kind == kind:
            pointing[edge.to_id].add(edge.from_id)
    return {to_id: sorted(from_ids) for to_id, from_ids in pointing.items()}


def _members(bits: int, targets: list[str]) -> list[str]:
    return [target for index, target in enumerate(targets) if bits >> index & 1]


def _levels(targets: list[str], feeds: dict[str, list[str]], decides: dict[str, list[str]]) -> list[_Level]:
    """Search backwards in two states at once: only feeding edges so far, or a deciding edge on the way."""
    fed: dict[str, int] = defaultdict(int)
    decided: dict[str, int] = defaultdict(int)
    new_fed = {target: 1 << index for index, target in enumerate(targets)}
    new_decided: dict[str, int] = {}
    levels, steps = [], 0
    while new_fed or new_decided:
        steps += 1
        next_fed: dict[str, int] = defaultdict(int)
        next_decided: dict[str, int] = defaultdict(int)
        for node_id, bits in new_fed.items():
            _spread(feeds.get(node_id, []), bits, next_fed)
            _spread(decides.get(node_id, []), bits, next_decided)
        for node_id, bits in new_decided.items():
            _spread(feeds.get(node_id, []), bits, next_decided)
            _spread(decides.get(node_id, []), bits, next_decided)
        new_fed, new_decided = _unseen(next_fed, fed), _unseen(next_decided, decided)
        levels += [_Level("feeds", steps, new_fed), _Level("decides", steps, new_decided)]
    return levels


def _spread(node_ids: list[str], bits: int, into: dict[str, int]) -> None:
    for node_id in node_ids:
        into[node_id] |= bits


def _unseen(reached: dict[str, int], seen: dict[str, int]) -> dict[str, int]:
    fresh = {}
    for node_id, bits in reached.items():
        new = bits & ~seen[node_id]
        if new:
            fresh[node_id] = new
            seen[node_id] |= new
    return fresh
