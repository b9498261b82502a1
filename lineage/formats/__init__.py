"""The graph in formats that other tools read: JSON with a schema, CSV, OpenLineage events, Mermaid diagrams."""

from lineage.formats.graph_json import SCHEMA_FILE, graph_json, graph_schema
from lineage.formats.mermaid import mermaid
from lineage.formats.openlineage import openlineage_events
from lineage.formats.tables import edges_csv, nodes_csv

__all__ = [
    "SCHEMA_FILE",
    "edges_csv",
    "graph_json",
    "graph_schema",
    "mermaid",
    "nodes_csv",
    "openlineage_events",
]
