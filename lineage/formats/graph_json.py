"""The graph as one JSON document, described by the JSON Schema beside this file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib.resources import files

from lineage.ask import WrittenGraph
from lineage.graph import Edge, Node

#: Name of the schema, here and wherever the graph is written.
SCHEMA_FILE = "graph.schema.json"
#: Raised when a reader of the format must change; the schema holds the same number.
VERSION = 1


def graph_json(graph: WrittenGraph) -> str:
    """Return the graph as JSON, a node or an edge a line, in the order of the frames: equal graphs, equal text."""
    return (
        f'{{"$schema": "{SCHEMA_FILE}", "version": {VERSION},\n"nodes": [\n'
        + ",\n".join(_objects(graph.nodes.values()))
        + '\n],\n"edges": [\n'
        + ",\n".join(_objects(sorted(graph.edges)))
        + "\n]}\n"
    )


def graph_schema() -> str:
    """Return the JSON Schema (draft 2020-12) of `graph_json`."""
    return (files("lineage.formats") / SCHEMA_FILE).read_text(encoding="utf-8")


def _objects(rows: Iterable[Node] | Iterable[Edge]) -> Iterator[str]:
    for row in rows:
        yield json.dumps({name: value for name, value in row._asdict().items() if value is not None})
