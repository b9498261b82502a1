"""Writes the graph as Parquet for dbt and for readers, the same bytes for the same graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from lineage.catalogue_nodes import CatalogueFrames, add_catalogue
from lineage.claims import unclaimed_items
from lineage.graph import Edge, Graph, Node, build_graph
from lineage.manifest import read_manifest
from lineage.problems import LineageError, Problem
from lineage.reach import FieldPath, reachability
from lineage.schema import Schema

_WHOLE_NUMBERS = {"line", "steps"}


@dataclass(frozen=True, slots=True)
class LineageSummary:
    """Counts of one build: models analysed, columns of models, edges by kind, paths; `unresolved` counts problems."""

    models: int
    columns: int
    edges: dict[str, int]
    paths: int
    unresolved: int
    problems: tuple[Problem, ...] = ()


def build(
    manifest_path: Path, schema: Schema, catalogue_frames: CatalogueFrames, out: Path, *, is_strict: bool = True
) -> LineageSummary:
    """Build the graph and write nodes.parquet, edges.parquet and paths.parquet into the folder `out`.

    Raises LineageError, writing nothing, when a column cannot be resolved, banned SQL is found, or a field feeds an
    item of a return without a claim (frame field_return_items, where given); with `is_strict=False` the graph is
    written all the same and the summary holds the problems. Raises OSError or ValueError when the manifest cannot be
    used.
    """
    project = read_manifest(manifest_path)
    graph = build_graph(project, schema)
    problems = tuple(sorted(graph.problems, key=str))
    if problems and is_strict:
        raise LineageError(problems)
    add_catalogue(graph, project, catalogue_frames)
    paths = reachability(graph)
    if "field_return_items" in catalogue_frames:
        problems += tuple(sorted(unclaimed_items(graph, paths, catalogue_frames), key=str))
    if problems and is_strict:
        raise LineageError(problems)
    return write(graph, paths, out, problems)


def write(graph: Graph, paths: list[FieldPath], out: Path, problems: tuple[Problem, ...] = ()) -> LineageSummary:
    """Write a graph and its reachability into the folder `out`, sorted, each file replaced as a whole."""
    out.mkdir(parents=True, exist_ok=True)
    _write_rows([node for _, node in sorted(graph.nodes.items())], Node._fields, out / "nodes.parquet")
    _write_rows([edge for _, edge in sorted(graph.edges.items())], Edge._fields, out / "edges.parquet")
    _write_rows(paths, FieldPath._fields, out / "paths.parquet")
    kinds: Counter[str] = Counter(edge.kind for edge in graph.edges.values())
    return LineageSummary(
        models=len(graph.analysed),
        columns=sum(1 for node in graph.nodes.values() if node.kind == "model_column"),
        edges={kind: kinds.get(kind, 0) for kind in ("feeds", "decides")},
        paths=len(paths),
        unresolved=len(problems),
        problems=problems,
    )


def _write_rows(rows: Sequence[tuple[object, ...]], columns: Sequence[str], path: Path) -> None:
    schema = {name: pl.Int64() if name in _WHOLE_NUMBERS else pl.String() for name in columns}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    waiting = path.with_suffix(".parquet.new")
    frame.write_parquet(waiting, compression="zstd")
    waiting.replace(path)
