"""What feeds and what decides each column, and what is made from it, read from the graph and said in plain text.

The graph is walked once forwards and twice backwards; each node holds the fields (or the targets) it meets as the bits
of an integer, so the cost is the number of edges and not that of the paths.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter

import polars as pl

from lineage import Node

#: How many names a list holds before it says how many more there are.
LIMIT = 6
NOTHING_RECORDED = "From: nothing recorded"
NOT_TRACED = "From: the map's own graph and the catalogue, which describe fields and no person."
#: What can be made from a column, in the order it is told; a dashboard by its name, whatever measure of it.
_TARGET_WORDS: Mapping[str, tuple[str, str]] = {
    "indicator": ("indicator", "indicators"),
    "return_item": ("return item", "return items"),
    "concept": ("concept", "concepts"),
    "dashboard_measure": ("dashboard", "dashboards"),
    "domain": ("domain", "domains"),
}
_HOW_ORDER = ("filtered", "ordered", "partitioned", "joined")


@dataclass(frozen=True)
class ColumnLineage:
    """One column: ids of the fields and reference columns that feed it, what decides it, and what it reaches.

    `decided_by` holds columns of the column's own SQL with how they decide; `targets` what it feeds by kind, `decides`
    how many more of each kind it only decides.
    """

    fields: tuple[str, ...]
    references: tuple[str, ...]
    decided_by: tuple[tuple[str, str], ...]
    targets: Mapping[str, tuple[str, ...]]
    decides: Mapping[str, int]

    def sentence(self, names: Mapping[str, str]) -> str:
        """Return "From: …; decided by: …. To: …."; `names` gives targets another name than their id."""
        sources = [*self.fields, *self.references]
        upstream = f"From: {listed(sources)}" if sources else NOTHING_RECORDED
        if self.decided_by:
            upstream += f"; decided by: {listed([f'{column} ({how})' for column, how in self.decided_by])}"
        return f"{upstream}. {self._downstream(names)}"

    def _downstream(self, names: Mapping[str, str]) -> str:
        fed = []
        for kind, (one, many) in _TARGET_WORDS.items():
            found = [names.get(target, target.removeprefix(f"{kind}.")) for target in self.targets.get(kind, ())]
            if found:
                fed.append(f"{one if len(found) == 1 else many} {listed(found)}")
        decided = [
            f"{count} {one if count == 1 else many}"
            for kind, (one, many) in _TARGET_WORDS.items()
            if (count := self.decides.get(kind, 0))
        ]
        text = f"To: {'; '.join(fed)}." if fed else "To: nothing that is shown or returned."
        return f"{text} It decides {', '.join(decided)}{' more' if fed else ''}." if decided else text


def listed(names: Sequence[str], limit: int = LIMIT) -> str:
    """Return names with commas, cut after `limit` with the number left out."""
    rest = len(names) - limit
    # One name takes no more room than saying that there is one more.
    return ", ".join(names) if rest <= 1 else f"{', '.join(names[:limit])} and {rest} more"


class LineageText:
    """The lineage of every column of a graph, by `model.column` in lower case; sources are named `schema.table`."""

    def __init__(self, nodes: pl.DataFrame, edges: pl.DataFrame) -> None:
        """Read the graph from its frames, as `lineage.write` writes them."""
        self._nodes = {node.id: node for node in map(Node._make, nodes.sort("id").iter_rows())}
        feeds, both = _edges(edges, feeding_only=True), _edges(edges, feeding_only=False)
        order = _order(self._nodes, both)
        self._roots = [n.id for n in self._nodes.values() if _is_root(n, feeds)]
        self._targets = [n.id for n in self._nodes.values() if n.kind in _TARGET_WORDS]
        self._fed = _spread(order, feeds, self._roots)
        self._reached = _spread(reversed(order), _turned(feeds), self._targets)
        self._decided = _spread(reversed(order), _turned(both), self._targets)
        self._direct = _decisions(edges)
        self._by_name = {f"{n.model}.{n.column}".lower(): n.id for n in self._nodes.values()}

    def column(self, model: str, column: str) -> ColumnLineage | None:
        """Return the lineage of a column; None when the graph has none of that name, as for the map's own models."""
        node_id = self._by_name.get(f"{model}.{column}".lower())
        if node_id is None:
            return None
        roots = _members(self._fed[node_id], self._roots)
        reached = _members(self._reached[node_id], self._targets)
        return ColumnLineage(
            fields=tuple(r for r in roots if self._nodes[r].kind == "field"),
            references=tuple(r for r in roots if self._nodes[r].kind != "field" and r != node_id),
            decided_by=tuple(self._direct.get(node_id, ())),
            targets=self._by_kind(reached),
            decides=self._only_decided(node_id, set(reached)),
        )

    def breadth(self) -> dict[str, int]:
        """Return how many columns each field feeds, over the whole graph: many for a key."""
        counts: Counter[str] = Counter()
        for bits in self._fed.values():
            counts.update(_members(bits, self._roots))
        return dict(counts)

    def _by_kind(self, targets: Iterable[str]) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for target in targets:
            node = self._nodes[target]
            found[node.kind][node.model if node.kind == "dashboard_measure" else target] = None
        return {kind: tuple(names) for kind, names in found.items()}

    def _only_decided(self, node_id: str, reached: set[str]) -> dict[str, int]:
        more = [t for t in _members(self._decided[node_id], self._targets) if t not in reached]
        fed = self._by_kind(reached)
        return {
            kind: n for kind, names in self._by_kind(more).items() if (n := len(set(names) - set(fed.get(kind, ()))))
        }


def _is_root(node: Node, feeds: Mapping[str, list[str]]) -> bool:
    """A field of a source, or a column that stands in no file of a source: of the catalogue, the run, the loads."""
    return node.kind == "field" or (node.kind == "source_column" and not feeds.get(node.id))


def _edges(edges: pl.DataFrame, *, feeding_only: bool) -> dict[str, list[str]]:
    """Nodes that point at each node."""
    chosen = edges.filter(pl.col("kind") == "feeds") if feeding_only else edges
    into: dict[str, list[str]] = defaultdict(list)
    for from_id, to_id in chosen.select("from_id", "to_id").unique().sort("to_id", "from_id").iter_rows():
        into[to_id].append(from_id)
    return into


def _turned(into: Mapping[str, list[str]]) -> dict[str, list[str]]:
    turned: dict[str, list[str]] = defaultdict(list)
    for to_id, from_ids in into.items():
        for from_id in from_ids:
            turned[from_id].append(to_id)
    return turned


def _order(nodes: Mapping[str, Node], into: Mapping[str, list[str]]) -> list[str]:
    return list(TopologicalSorter({node_id: into.get(node_id, ()) for node_id in nodes}).static_order())


def _spread(order: Iterable[str], into: Mapping[str, list[str]], marked: Sequence[str]) -> dict[str, int]:
    """The marks that reach each node, itself included, as bits in the order of `marked`."""
    bits: dict[str, int] = defaultdict(int)
    bits.update({node_id: 1 << place for place, node_id in enumerate(marked)})
    for node_id in order:
        for from_id in into.get(node_id, ()):
            bits[node_id] |= bits[from_id]
    return bits


def _members(bits: int, marked: Sequence[str]) -> list[str]:
    return [node_id for place, node_id in enumerate(marked) if bits >> place & 1] if bits else []


def _decisions(edges: pl.DataFrame) -> dict[str, list[tuple[str, str]]]:
    """The columns that decide each column in its own SQL: filters first, joins last, then by name."""
    hows: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for to_id, from_id, how in edges.filter(pl.col("kind") == "decides").select("to_id", "from_id", "how").iter_rows():
        hows[to_id][from_id].add(how)
    return {
        to_id: [
            (column, ", ".join(sorted(said, key=_place)))
            for column, said in sorted(columns.items(), key=lambda item: (min(map(_place, item[1])), item[0]))
        ]
        for to_id, columns in hows.items()
    }


def _place(how: str) -> int:
    return _HOW_ORDER.index(how) if how in _HOW_ORDER else len(_HOW_ORDER)
