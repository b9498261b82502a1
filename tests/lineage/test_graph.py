"""From a manifest and a schema to a graph: nodes, edges, places, and models that are not to be trusted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from projects import Project

from lineage.graph import Edge, Graph, build_graph
from lineage.manifest import SourceLines, read_manifest
from lineage.schema import schema_from_catalog


def graph_of(project: Project, folder: Path) -> Graph:
    return build_graph(read_manifest(project.write(folder)), project.schema)


def edges(graph: Graph, to_id: str, kind: str) -> set[tuple[str, str]]:
    return {(edge.from_id, edge.how) for edge in graph.edges.values() if edge.to_id == to_id and edge.kind == kind}


def test_edges_join_columns_of_models_and_sources(project: Project, tmp_path: Path) -> None:
    graph = graph_of(project, tmp_path)
    assert graph.problems == []
    assert edges(graph, "fct_activity.activity_code", "feeds") == {
        ("landing.lcs__ssd_care_leavers.clea_activity", "copied"),
        ("landing.ccis__activity.code", "recoded"),
        ("catalogue.recodes.to_code", "recoded"),
    }
    assert edges(graph, "fct_activity.activity_code", "decides") == {
        ("landing.ccis__activity.code", "joined"),
        ("catalogue.recodes.from_code", "joined"),
    }
    assert edges(graph, "dom_employment.main_activity", "feeds") == {("fct_activity.activity_code", "chosen")}
    assert edges(graph, "ssda903__oc3.ACTIV", "feeds") == {("fct_activity.activity_code", "derived")}


def test_an_edge_knows_file_and_line(project: Project, tmp_path: Path) -> None:
    graph = graph_of(project, tmp_path)
    edge = graph.edges["dom_employment.main_activity", "ind_employment.is_engaged", "feeds", "derived"]
    assert edge == Edge(
        "dom_employment.main_activity",
        "ind_employment.is_engaged",
        "feeds",
        "derived",
        "dbt/models/marts/domains/ind_employment.sql",
        1,
    )


def test_a_line_is_that_of_the_file_as_written_not_as_compiled(project: Project, tmp_path: Path) -> None:
    project.model(
        "core/dim_person",
        "select\n    record_key,\n    nullif(\n        clea_note,\n        ''\n    ) as note,\n    nope\n"
        "from landing.lcs__ssd_care_leavers",
        raw="select\n    record_key,\n    {{ text('clea_note') }} as note,\n    nope\nfrom {{ source('lcs', 'x') }}",
    )
    graph = graph_of(project, tmp_path)
    assert [(problem.path, problem.line) for problem in graph.problems] == [("dbt/models/marts/core/dim_person.sql", 4)]
    assert SourceLines("a\nb\nc", "a\nb\nc").line(2) == 2
    assert SourceLines("a", "a").line(None) is None


def test_types_and_layers_are_on_the_nodes(project: Project, tmp_path: Path) -> None:
    node = graph_of(project, tmp_path).nodes["landing.ccis__activity.code"]
    assert (node.kind, node.layer, node.data_type) == ("source_column", "landing", "VARCHAR")


def test_an_exempt_model_has_columns_and_no_edges(project: Project, tmp_path: Path) -> None:
    project.model(
        "core/odd", "select columns('c.*') from landing.ccis__activity", meta={"lineage": "exempt"}, columns=["code"]
    )
    graph = graph_of(project, tmp_path)
    assert graph.problems == []
    assert "odd.code" in graph.nodes
    assert edges(graph, "odd.code", "feeds") == set()
    assert "odd" not in graph.analysed


def test_columns_that_the_database_does_not_hold_are_a_problem(project: Project, tmp_path: Path) -> None:
    project.model("core/stale", "select code as a, verified as b from landing.ccis__activity", columns=["a", "c"])
    problems = graph_of(project, tmp_path).problems
    assert [(problem.rule, problem.kind) for problem in problems] == [("columns differ", "schema")]
    assert "in the schema only: c; in the SQL only: b" in problems[0].message


def test_a_manifest_without_compiled_sql_is_refused(project: Project, tmp_path: Path) -> None:
    project.nodes["model.t.fct_activity"]["compiled_code"] = None
    with pytest.raises(ValueError, match="fct_activity has no compiled SQL"):
        read_manifest(project.write(tmp_path))


def test_models_made_from_the_graph_are_no_part_of_it(project: Project, tmp_path: Path) -> None:
    project.model("lineage/map_field", "select id from landing.lineage_nodes", tags=["map"])
    project.nodes["model.t.map_field"]["compiled_code"] = None
    graph = graph_of(project, tmp_path)
    assert graph.problems == []
    assert "map_field" not in {node.model for node in graph.nodes.values()}


def test_reference_data_stay_reference_data_through_a_model(project: Project, tmp_path: Path) -> None:
    project.model("core/int_recode", "select from_code, upper(to_code) as to_code from catalogue.recodes")
    project.model(
        "core/coded",
        "select case when ccis.code is not null then r.to_code end as standard_code\n"
        "from landing.ccis__activity as ccis left join core.int_recode as r on ccis.code = r.from_code",
        parents=("int_recode",),
    )
    fed = edges(graph_of(project, tmp_path), "coded.standard_code", "feeds")
    assert fed == {("landing.ccis__activity.code", "recoded"), ("int_recode.to_code", "recoded")}


def test_a_dbt_catalog_gives_the_schema_in_column_order(tmp_path: Path) -> None:
    columns = {"B": {"name": "B", "type": "DATE", "index": 2}, "a": {"name": "a", "type": "VARCHAR", "index": 1}}
    entry = {"metadata": {"schema": "Core", "name": "Dim"}, "columns": columns}
    path = tmp_path / "catalog.json"
    path.write_text(json.dumps({"nodes": {"model.t.dim": entry}, "sources": {}}), encoding="utf-8")
    schema = schema_from_catalog(path)
    assert {name: list(columns.items()) for name, columns in schema.items()} == {
        "core.dim": [("a", "VARCHAR"), ("B", "DATE")]
    }
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(ValueError, match="is not a dbt catalog"):
        schema_from_catalog(path)
