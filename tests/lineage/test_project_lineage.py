"""The lineage of the real project: every column resolves, every field is on the map."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
import pytest

from lineage import Graph, LineageSummary, build, build_graph, read_manifest, schema_from_rows
from tests.conftest import Built

SEEDS = Path(__file__).parents[2] / "seeds" / "catalogue"
TABLES = (
    "datasets", "fields", "domains", "concepts", "indicators", "dashboard_measures", "return_items",
)  # fmt: skip
LAYERS_OF_MARTS = {"core", "domains", "dashboards", "returns"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def warehouse(built: Built) -> Built:
    return built


@pytest.fixture(scope="module")
def schema(warehouse: Built) -> dict[str, dict[str, str]]:
    with duckdb.connect(str(warehouse.database), read_only=True) as connection:
        rows = connection.execute(
            "select table_schema, table_name, column_name, data_type from information_schema.columns "
            "order by table_schema, table_name, ordinal_position"
        ).fetchall()
    return schema_from_rows(rows)


@pytest.fixture(scope="module")
def frames() -> dict[str, pl.DataFrame]:
    return {name: pl.read_csv(SEEDS / f"{name}.csv", infer_schema_length=0) for name in TABLES}


@pytest.fixture(scope="module")
def graph(warehouse: Built, schema: dict[str, dict[str, str]]) -> Graph:
    return build_graph(read_manifest(warehouse.manifest), schema)


@pytest.fixture(scope="module")
def written(
    warehouse: Built,
    schema: dict[str, dict[str, str]],
    frames: dict[str, pl.DataFrame],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[LineageSummary, Path]:
    folder = tmp_path_factory.mktemp("lineage")
    return build(warehouse.manifest, schema, frames, folder), folder


def test_every_column_resolves(written: tuple[LineageSummary, Path]) -> None:
    summary, _ = written
    assert summary.unresolved == 0
    assert summary.models > 100


def test_every_mart_column_of_the_database_is_on_the_graph(graph: Graph, schema: dict[str, dict[str, str]]) -> None:
    held = {
        (relation.split(".")[1], column)
        for relation, columns in schema.items()
        if relation.split(".")[0] in LAYERS_OF_MARTS
        for column in columns
    }
    drawn = {(node.model, node.column) for node in graph.nodes.values() if node.kind == "model_column"}
    assert held - drawn == set()


def test_every_field_of_the_catalogue_is_on_the_map(
    written: tuple[LineageSummary, Path], frames: dict[str, pl.DataFrame]
) -> None:
    nodes = pl.read_parquet(written[1] / "nodes.parquet").filter(pl.col("kind") == "field")
    assert set(nodes["id"]) == {".".join(row) for row in frames["fields"].select("source", "dataset", "field").rows()}


def test_every_field_reaches_a_landing_column_that_staging_reads(graph: Graph, frames: dict[str, pl.DataFrame]) -> None:
    read = {edge.from_id for edge in graph.edges.values() if edge.kind == "feeds"}
    for source, dataset, field in frames["fields"].select("source", "dataset", "field").rows():
        assert f"landing.{source}__{dataset}.{field}" in read


def test_every_return_item_that_is_made_has_a_path(written: tuple[LineageSummary, Path]) -> None:
    paths = pl.read_parquet(written[1] / "paths.parquet").filter(pl.col("via") == "feeds")
    reached = set(paths.filter(pl.col("target_kind") == "return_item")["target_id"])
    edges = pl.read_parquet(written[1] / "edges.parquet")
    nodes = pl.read_parquet(written[1] / "nodes.parquet").filter(pl.col("kind") == "return_item")
    made = set(nodes["id"]) & set(edges["to_id"])
    assert made
    assert made - reached == set()
