"""A graph written by hand, as the lineage would write it, with edges added or taken away."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from lineage import Edge, Graph, Node
from lineage.ask import WrittenGraph
from lineage.reach import FieldPath, reachability

FEEDS = ("feeds", "copied")
_FIELDS = ("lcs.calls.kind", "lcs.calls.day", "ccis.roll.kind", "ccis.roll.note")
_TARGETS = {
    "concept.C1": "concept",
    "domain.home": "domain",
    "indicator.is_homed": "indicator",
    "dashboard.w.M1": "dashboard_measure",
    "dashboard.council.M2": "dashboard_measure",
    "SSDA903.OC3.ACCOM": "return_item",
}
_EDGES = [
    *((field, f"landing.{field.replace('.', '__', 1)}", *FEEDS) for field in _FIELDS),
    ("landing.lcs__calls.kind", "stg_calls.kind", *FEEDS),
    ("landing.lcs__calls.day", "stg_calls.day", *FEEDS),
    ("landing.ccis__roll.kind", "stg_roll.kind", *FEEDS),
    ("landing.ccis__roll.note", "stg_roll.note", *FEEDS),
    ("stg_calls.kind", "fct.kind", "feeds", "recoded"),
    ("stg_roll.kind", "fct.kind", *FEEDS),
    ("fct.kind", "dom_home.home", "feeds", "chosen"),
    ("stg_calls.day", "dom_home.home", "decides", "ordered"),
    ("dom_home.home", "concept.C1", *FEEDS),
    ("concept.C1", "domain.home", *FEEDS),
    ("dom_home.home", "indicator.is_homed", "feeds", "aggregated"),
    ("indicator.is_homed", "dashboard.w.M1", *FEEDS),
    ("stg_roll.kind", "oc3.ACCOM", *FEEDS),
    ("stg_calls.day", "oc3.ACCOM", "decides", "filtered"),
    ("oc3.ACCOM", "SSDA903.OC3.ACCOM", *FEEDS),
]


def small_graph(*, extra: Iterable[tuple[str, str, str, str]] = (), without: Iterable[tuple[str, str]] = ()) -> Graph:
    """The graph that test_ask draws; `extra` edges bring their nodes, `without` names edges by their ends."""
    graph = Graph()
    for target, kind in _TARGETS.items():
        graph.add_node(_node(target, kind))
    cut = set(without)
    for from_id, to_id, kind, how in [*_EDGES, *extra]:
        if (from_id, to_id) in cut:
            continue
        for node_id in (from_id, to_id):
            graph.add_node(_node(node_id, _kind(node_id)))
        is_made = _kind(to_id) == "model_column"
        path, line = (f"dbt/models/{to_id.split('.')[0]}.sql", 3) if is_made else (None, None)
        graph.add_edge(Edge(from_id, to_id, kind, how, path, line))
    return graph


def written(graph: Graph) -> WrittenGraph:
    """The graph as frames, with the paths that the lineage finds in it."""
    nodes = [node for _, node in sorted(graph.nodes.items())]
    edges = [edge for _, edge in sorted(graph.edges.items())]
    return WrittenGraph(
        _frame(nodes, Node._fields), _frame(edges, Edge._fields), _frame(reachability(graph), FieldPath._fields)
    )


def _frame(rows: list[tuple[object, ...]], columns: Iterable[str]) -> pl.DataFrame:
    schema = {name: pl.Int64() if name in ("line", "steps") else pl.String() for name in columns}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _kind(node_id: str) -> str:
    if node_id.startswith("landing."):
        return "source_column"
    if node_id.startswith(("lcs.", "ccis.")):
        return "field"
    return _TARGETS.get(node_id, "model_column")


def _node(node_id: str, kind: str) -> Node:
    model, _, column = node_id.rpartition(".")
    if kind == "field":
        source, model = model.split(".")
        return Node(node_id, kind, source, model, column)
    return Node(node_id, kind, "core", model, column)
