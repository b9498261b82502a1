"""Column lineage from compiled SQL, joined to the catalogue: which field goes where, proved by the code that runs.

A pure package: it reads a dbt manifest, the columns of every relation and the catalogue as frames, and gives a typed
graph. It knows nothing of Dagster, of dbt's Python or of the pipeline that calls it.
"""

from lineage.flow import How
from lineage.graph import Edge, Graph, Node, build_graph
from lineage.manifest import Project, read_manifest
from lineage.problems import LineageError, Problem
from lineage.schema import Schema, schema_from_catalog, schema_from_rows
from lineage.write import LineageSummary, build, write

__all__ = [
    "Edge",
    "Graph",
    "How",
    "LineageError",
    "LineageSummary",
    "Node",
    "Problem",
    "Project",
    "Schema",
    "build",
    "build_graph",
    "read_manifest",
    "schema_from_catalog",
    "schema_from_rows",
    "write",
]
