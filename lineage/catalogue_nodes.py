"""Joins the graph to the catalogue: fields before it; concepts, domains, indicators and return items after it.

Frames are keyed by table name: fields, concepts, domains, indicators, dashboard_measures, return_items, and
optionally datasets (for the field an extract date is taken from). Values may be text or typed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from lineage.flow import How
from lineage.graph import FIELD_LIST, Edge, Graph, Node
from lineage.manifest import Model, Project

CatalogueFrames = Mapping[str, pl.DataFrame]
#: Columns that stand beside a concept's value and say where it is from, not what it is.
COMPANIONS = ("source", "date", "perspective", "state")
#: The records of all datasets, with the hash of what each row says.
RECORDS = "landing.records"
_DATASET = re.compile(r"\bdataset\s*=\s*'(\w+)'")
TARGET_KINDS = ("concept", "domain", "indicator", "return_item", "dashboard_measure")


def add_catalogue(graph: Graph, project: Project, frames: CatalogueFrames) -> None:
    """Add a node for each catalogue entry and the edges that bind it to columns; raise KeyError for a missing frame."""
    _add_fields(graph, project, frames)
    _add_concepts(graph, project, frames)
    _add_indicators(graph, frames)
    _add_return_items(graph, frames)


def _rows(frames: CatalogueFrames, table: str) -> Iterator[dict[str, Any]]:
    return frames[table].iter_rows(named=True)


def field_id(source: str, dataset: str, field: str) -> str:
    """Return the id of a field as a source sends it."""
    return f"{source}.{dataset}.{field}"


def _landing_column(graph: Graph, source: str, dataset: str, column: str) -> str:
    relation = f"landing.{source}__{dataset}"
    node_id = f"{relation}.{column}"
    graph.add_node(Node(node_id, "source_column", "landing", relation, column))
    return node_id


def _add_fields(graph: Graph, project: Project, frames: CatalogueFrames) -> None:
    dated_by = {}
    if "datasets" in frames:
        dated_by = {row["dataset"]: row["extract_date_from"] for row in _rows(frames, "datasets")}
    for row in _rows(frames, "fields"):
        source, dataset, name = row["source"], row["dataset"], row["field"]
        node_id = field_id(source, dataset, name)
        graph.add_node(Node(node_id, "field", source, dataset, name, row["type"]))
        graph.bind(node_id, _landing_column(graph, source, dataset, name))
        if row["key_position"] not in (None, ""):
            graph.bind(node_id, _landing_column(graph, source, dataset, "record_key"), How.DERIVED)
        if dated_by.get(dataset) == name:
            graph.bind(node_id, _landing_column(graph, source, dataset, "extract_date"))
    _add_door(graph, frames)
    _add_members(graph, frames)
    _add_history(graph, project, frames)


def _add_history(graph: Graph, project: Project, frames: CatalogueFrames) -> None:
    """Let the fields of a dataset decide what is made of the history of its records, which is told by their hash.

    The history holds the records of all datasets in one relation, so which of them a model reads is told by the names
    that it compares `dataset` with.
    """
    fields: dict[str, list[str]] = defaultdict(list)
    for row in _rows(frames, "fields"):
        fields[row["dataset"]].append(_landing_column(graph, row["source"], row["dataset"], row["field"]))
    history = _with_hash(graph)
    datasets = {model.name: _DATASET.findall(model.sql or "") for model in project.models}
    for edge in list(graph.edges.values()):
        model = graph.nodes[edge.to_id].model
        if graph.nodes[edge.from_id].model in history and model not in history:
            for column in (column for name in datasets[model] for column in fields[name]):
                graph.add_edge(edge._replace(from_id=column, kind="decides", how="filtered"))


def _with_hash(graph: Graph) -> set[str]:
    """The models that keep the hash of every dataset's rows."""
    models = {RECORDS}
    while True:
        more = {
            graph.nodes[edge.to_id].model
            for edge in graph.edges.values()
            if edge.to_id.endswith(".row_hash") and edge.from_id.removesuffix(".row_hash") in models
        } - models
        if not more:
            return models - {RECORDS}
        models |= more


def _add_members(graph: Graph, frames: CatalogueFrames) -> None:
    """Let the fields that a list of field names is looked into for reach what is made of the answer."""
    fields: dict[str, set[str]] = defaultdict(set)
    for row in _rows(frames, "fields"):
        fields[f"landing.{row['source']}__{row['dataset']}"].add(row["field"])
    named = {(use.list_id, use.edge.to_id) for use in graph.memberships if use.member is not None}
    copied_from = defaultdict(set)
    for edge in graph.edges.values():
        if edge.to_id.endswith(f".{FIELD_LIST}") and edge.from_id.endswith(f".{FIELD_LIST}"):
            copied_from[edge.to_id].add(edge.from_id)
    for list_id, member, edge in graph.memberships:
        if member is None and (list_id, edge.to_id) in named:
            continue
        for relation in _first_relations(list_id, copied_from):
            for name in sorted(fields[relation] & {member} if member is not None else fields[relation]):
                graph.add_edge(edge._replace(from_id=f"{relation}.{name}"))


def _first_relations(list_id: str, copied_from: Mapping[str, set[str]]) -> list[str]:
    """The relations of landing that a list of field names comes from."""
    seen, waiting = {list_id}, [list_id]
    while waiting:
        fresh = copied_from.get(waiting.pop(), set()) - seen
        seen |= fresh
        waiting += fresh
    return sorted(name.removesuffix(f".{FIELD_LIST}") for name in seen if name not in copied_from)


def _add_door(graph: Graph, frames: CatalogueFrames) -> None:
    """Let the fields without which a row is left out at the door decide every column that landing has of it."""
    columns: dict[str, list[str]] = defaultdict(list)
    for node in graph.nodes.values():
        if node.kind == "source_column":
            columns[node.model].append(node.id)
    for row in _rows(frames, "fields"):
        if _decides_fate(row):
            for column in columns[f"landing.{row['source']}__{row['dataset']}"]:
                graph.add_edge(
                    Edge(field_id(row["source"], row["dataset"], row["field"]), column, "decides", "filtered")
                )


def _decides_fate(row: Mapping[str, Any]) -> bool:
    """Whether a row without a value here is left out: the key, the person key, an essential date."""
    if row["key_position"] not in (None, ""):
        return True
    is_essential = str(row.get("is_essential")).lower() == "true"
    return is_essential and (row["type"] == "date" or row.get("identity_role") not in (None, ""))


def _add_concepts(graph: Graph, project: Project, frames: CatalogueFrames) -> None:
    for row in _rows(frames, "domains"):
        graph.add_node(Node(f"domain.{row['domain_id']}", "domain", "domains", "domain", row["domain_id"]))
    for row in _rows(frames, "concepts"):
        concept = f"concept.{row['concept_id']}"
        graph.add_node(Node(concept, "concept", "domains", row["domain_id"], row["concept_id"]))
        graph.bind(concept, f"domain.{row['domain_id']}")
    domains = {f"dom_{row['domain_id']}" for row in _rows(frames, "domains")}
    for model in project.models:
        if model.name in domains:
            _bind_concepts(graph, model)


def _bind_concepts(graph: Graph, model: Model) -> None:
    """Bind the columns that hold a concept's value, as meta `concept` says; its source, date … are not the concept."""
    columns = {node.column.lower(): node for node in graph.columns_of(model.name)}
    claimed = {name: _listed(model.column_meta.get(name, {}).get("concept")) for name in columns}
    for name, node in columns.items():
        base, _, suffix = name.rpartition("_")
        for concept_id in claimed[name]:
            is_companion = suffix in COMPANIONS and concept_id in claimed.get(base, [])
            if not is_companion and f"concept.{concept_id}" in graph.nodes:
                graph.bind(node.id, f"concept.{concept_id}")


def _listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


def _add_indicators(graph: Graph, frames: CatalogueFrames) -> None:
    for row in _rows(frames, "indicators"):
        indicator = f"indicator.{row['indicator_id']}"
        graph.add_node(Node(indicator, "indicator", "dashboards", row["domain_id"], row["indicator_id"]))
        _bind_column(graph, f"ind_{row['domain_id']}", row["indicator_id"], indicator)
    for row in _rows(frames, "dashboard_measures"):
        measure = f"dashboard.{row['dashboard_id']}.{row['measure_id']}"
        node = Node(measure, "dashboard_measure", "dashboards", row["dashboard_id"], row["measure_id"])
        graph.add_node(node)
        # A measure of the council's own dashboards names no indicator: it stays a claim without a path.
        if row["indicator_id"] and f"indicator.{row['indicator_id']}" in graph.nodes:
            graph.bind(f"indicator.{row['indicator_id']}", measure)


def _add_return_items(graph: Graph, frames: CatalogueFrames) -> None:
    for row in _rows(frames, "return_items"):
        module = f"{row['return_id'].upper()}.{row['module']}"
        item = f"{module}.{row['item']}"
        graph.add_node(Node(item, "return_item", "returns", module, row["item"]))
        _bind_column(graph, f"{row['return_id']}__{row['module']}".lower(), row["item"], item)


def _bind_column(graph: Graph, model: str, column: str, target: str) -> None:
    for node in graph.columns_of(model):
        if node.column.lower() == column.lower():
            graph.bind(node.id, target)
