"""The typed graph of columns: what feeds and what decides each column of each model, proved by its compiled SQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from lineage.flow import ColumnRef, How, Relation, stored_relation
from lineage.manifest import Model, Project, SourceLines
from lineage.problems import Problem
from lineage.resolve import Resolution, resolve
from lineage.schema import Schema

NodeKind = Literal[
    "field",
    "source_column",
    "model_column",
    "indicator",
    "return_item",
    "dashboard_measure",
    "concept",
    "domain",
]
REFERENCE_SCHEMA = "catalogue"
#: The day a run looks from: a setting, like the calendar of the catalogue, and nobody's data.
RUN_SETTINGS = "landing.run_settings"
EdgeKind = Literal["feeds", "decides"]
#: Column of landing that lists the fields whose cell in the row could not be read; copied on under the same name.
FIELD_LIST = "unreadable_fields"


class Node(NamedTuple):
    """A place a value can be. `model` is what it belongs to (model, dataset, dashboard …) and `column` its own name."""

    id: str
    kind: NodeKind
    layer: str
    model: str
    column: str
    data_type: str | None = None
    path: str | None = None


class Edge(NamedTuple):
    """From one node to another: `how` it feeds or decides, with the file and line (from 1) that says so."""

    from_id: str
    to_id: str
    kind: EdgeKind
    how: str
    path: str | None = None
    line: int | None = None


class Membership(NamedTuple):
    """A list of field names looked into: for the field `member`, or (None) for any that it may hold."""

    list_id: str
    member: str | None
    edge: Edge


@dataclass(slots=True)
class Graph:
    """Nodes by id, edges by (from, to, kind, how), and every problem found on the way.

    `memberships` are uses of lists of field names, for the catalogue to say which fields those are.
    """

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str, str, str], Edge] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    analysed: list[str] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)

    def add_node(self, node: Node) -> None:
        """Add a node, unless one of its id is there."""
        self.nodes.setdefault(node.id, node)

    def add_edge(self, edge: Edge) -> None:
        """Add an edge, unless one between the same nodes of the same kind and how is there."""
        self.edges.setdefault(edge[:4], edge)

    def bind(self, from_id: str, to_id: str, how: How = How.COPIED) -> None:
        """Let a node feed another, with the file of the first as the place."""
        node = self.nodes.get(from_id)
        self.add_edge(Edge(from_id, to_id, "feeds", how.word, node.path if node else None))

    def columns_of(self, model: str) -> list[Node]:
        """Return the model-column nodes of a model, in the order they were added."""
        return [node for node in self.nodes.values() if node.kind == "model_column" and node.model == model]


def build_graph(project: Project, schema: Schema) -> Graph:
    """Build the graph of a dbt project over a schema.

    Problems (unresolved columns, banned constructs, a model whose columns differ from the schema's) are gathered in
    `Graph.problems`, never raised. A model absent from the schema has the columns its SQL puts out.
    """
    graph = Graph()
    relations = {name: stored_relation(name, columns) for name, columns in schema.items()}
    reference = {source.relation for source in project.sources if source.layer == REFERENCE_SCHEMA} | {RUN_SETTINGS}
    owners = {model.relation: model for model in (*project.sources, *project.models)}
    for source in project.sources:
        _add_columns(graph, source, relations.setdefault(source.relation, _declared(source)), schema)
    for model in project.models:
        if model.sql is None or model.is_exempt:
            _add_columns(graph, model, relations.setdefault(model.relation, _declared(model)), schema)
            continue
        resolution = resolve(model.sql, relations.get, model.path, reference)
        _add_model(graph, model, resolution, relations, owners, schema)
        if resolution.reads and resolution.reads <= reference:
            reference.add(model.relation)
    return graph


def _declared(model: Model) -> Relation:
    return stored_relation(model.relation, model.columns)


def _node_id(owners: dict[str, Model], ref: ColumnRef) -> str:
    owner = owners.get(ref.relation)
    return f"{owner.name if owner else ref.relation}.{ref.column}"


def _add_columns(graph: Graph, model: Model, relation: Relation, schema: Schema) -> None:
    types = {name.lower(): data_type for name, data_type in schema.get(model.relation, {}).items()}
    kind: NodeKind = "source_column" if model.kind == "source" else "model_column"
    for key, output in relation.outputs.items():
        node_id = f"{model.name}.{output.name}"
        path = model.path or None
        graph.add_node(Node(node_id, kind, model.layer, model.name, output.name, types.get(key), path))


def _add_model(
    graph: Graph,
    model: Model,
    resolution: Resolution,
    relations: dict[str, Relation],
    owners: dict[str, Model],
    schema: Schema,
) -> None:
    lines = SourceLines(model.sql or "", model.raw_sql)
    graph.problems += [replace(problem, line=lines.line(problem.line)) for problem in resolution.problems]
    graph.analysed.append(model.name)
    outputs = resolution.relation.outputs
    if model.relation not in relations:
        relations[model.relation] = stored_relation(model.relation, [output.name for output in outputs.values()])
    stored = relations[model.relation]
    _add_columns(graph, model, stored, schema)
    if not resolution.problems:
        graph.problems += _differences(model, stored, resolution.relation)
    for key, output in outputs.items():
        if key not in stored.outputs:
            continue
        to_id = f"{model.name}.{stored.outputs[key].name}"
        line = lines.line(output.line)
        origins: list[tuple[ColumnRef, EdgeKind, str]] = [
            *((ref, "feeds", how.word) for ref, how in output.flow.feeds.items()),
            *((ref, "decides", decision) for ref, decision in output.flow.decides | resolution.relation.decides),
        ]
        for ref, kind, word in origins:
            edge = Edge(_node_id(owners, ref), to_id, kind, word, model.path, line)
            if ref.column == FIELD_LIST and key != FIELD_LIST:
                graph.memberships.append(Membership(edge.from_id, ref.member, edge))
            if ref.member is None:
                graph.add_edge(edge)


def _differences(model: Model, stored: Relation, resolved: Relation) -> Iterable[Problem]:
    """A model whose SQL puts out other columns than the database holds was misread, or the schema is stale."""
    missing = [output.name for key, output in stored.outputs.items() if key not in resolved.outputs]
    extra = [output.name for key, output in resolved.outputs.items() if key not in stored.outputs]
    if missing or extra:
        detail = f"in the schema only: {', '.join(missing) or 'none'}; in the SQL only: {', '.join(extra) or 'none'}"
        yield Problem(model.path, None, "schema", "columns differ", f"columns differ ({detail}): build it again")
