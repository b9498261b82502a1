"""The graph as OpenLineage events (specification 2-0-2) with column-lineage facets (1-2-0), one event a dataset made.

They are JobEvents, which describe a job and not one run of it: the graph is read from code, and is the same whenever
the job runs. What feeds is a DIRECT transformation and what decides an INDIRECT one; our own word for how stands in
the description, so that nothing is lost where the specification has fewer words.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from lineage.ask import WrittenGraph
from lineage.graph import Edge, Node

PRODUCER = "urn:wreath:lineage"
NAMESPACE = "wreath"
_SPECIFICATION = "https://openlineage.io/spec"
_EVENT = f"{_SPECIFICATION}/2-0-2/OpenLineage.json#/$defs/JobEvent"
_FACET = f"{_SPECIFICATION}/facets/1-2-0/ColumnLineageDatasetFacet.json#/$defs/ColumnLineageDatasetFacet"
#: How an edge works → type and subtype of a transformation. The specification has one word for grouping, with or
#: without a value aggregated.
TRANSFORMATIONS = {
    "copied": ("DIRECT", "IDENTITY"),
    "recoded": ("DIRECT", "TRANSFORMATION"),
    "derived": ("DIRECT", "TRANSFORMATION"),
    "chosen": ("DIRECT", "TRANSFORMATION"),
    "aggregated": ("DIRECT", "AGGREGATION"),
    "joined": ("INDIRECT", "JOIN"),
    "filtered": ("INDIRECT", "FILTER"),
    "ordered": ("INDIRECT", "SORT"),
    "partitioned": ("INDIRECT", "GROUP_BY"),
    "counted": ("INDIRECT", "GROUP_BY"),
}


def openlineage_events(graph: WrittenGraph, as_at: date) -> str:
    """Return the events as JSON lines, by name of the dataset made; their time is midnight of `as_at`, not a clock's.

    A dataset is a file of a source, a relation, a module of a return, a dashboard, or all concepts, domains or
    indicators.
    """
    return "".join(json.dumps(event, sort_keys=True) + "\n" for event in _events(graph, as_at))


def _events(graph: WrittenGraph, as_at: date) -> Iterator[dict[str, Any]]:
    made: dict[str, list[Edge]] = defaultdict(list)
    for edge in sorted(graph.edges):
        made[_dataset(graph.nodes[edge.to_id])].append(edge)
    for name, edges in sorted(made.items()):
        inputs = sorted({_dataset(graph.nodes[edge.from_id]) for edge in edges})
        yield {
            "eventTime": f"{as_at.isoformat()}T00:00:00Z",
            "producer": PRODUCER,
            "schemaURL": _EVENT,
            "job": {"namespace": NAMESPACE, "name": name, "facets": {}},
            "inputs": [{"namespace": NAMESPACE, "name": each, "facets": {}, "inputFacets": {}} for each in inputs],
            "outputs": [
                {
                    "namespace": NAMESPACE,
                    "name": name,
                    "facets": {"columnLineage": _facet(graph, edges)},
                    "outputFacets": {},
                }
            ],
        }


def _dataset(node: Node) -> str:
    return node.id.removesuffix(f".{node.column}")


def _facet(graph: WrittenGraph, edges: list[Edge]) -> dict[str, Any]:
    by_column: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for edge in edges:
        kind, subtype = TRANSFORMATIONS[edge.how]
        transformation = {"type": kind, "subtype": subtype, "description": edge.how}
        by_column[graph.nodes[edge.to_id].column][edge.from_id].append(transformation)
    return {
        "_producer": PRODUCER,
        "_schemaURL": _FACET,
        "fields": {
            column: {"inputFields": [_input(graph.nodes[from_id], how) for from_id, how in sorted(inputs.items())]}
            for column, inputs in by_column.items()
        },
        "dataset": [],
    }


def _input(node: Node, transformations: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "namespace": NAMESPACE,
        "name": _dataset(node),
        "field": node.column,
        "transformations": transformations,
    }
