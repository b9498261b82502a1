"""What the catalogue knows of the door: which fields a row cannot come in without, and which a list names."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from projects import Project

from lineage.catalogue_nodes import add_catalogue
from lineage.graph import Graph, build_graph
from lineage.manifest import read_manifest

Frames = dict[str, pl.DataFrame]
LEAVERS = "landing.lcs__ssd_care_leavers"


def graph_of(project: Project, frames: Frames, folder: Path) -> Graph:
    manifest = read_manifest(project.write(folder))
    graph = build_graph(manifest, project.schema)
    add_catalogue(graph, manifest, frames)
    return graph


def from_fields(graph: Graph, to_id: str) -> set[tuple[str, str]]:
    return {(edge.from_id, edge.kind) for edge in graph.edges.values() if edge.to_id == to_id}


def test_a_field_that_a_row_needs_decides_every_column_of_its_dataset(
    project: Project, frames: Frames, tmp_path: Path
) -> None:
    frames["fields"] = frames["fields"].with_columns(
        pl.Series("is_essential", ["false", "true", "true", "false", "false", "false", "true"]),
        pl.lit(None, pl.String).alias("identity_role"),
    )
    graph = graph_of(project, frames, tmp_path)
    deciding = {"lcs.ssd_care_leavers.clea_id", "lcs.ssd_care_leavers.clea_contact"}
    assert from_fields(graph, f"{LEAVERS}.clea_activity") == {
        ("lcs.ssd_care_leavers.clea_activity", "feeds"),
        *((name, "decides") for name in deciding),
    }


def list_project() -> Project:
    project = Project()
    project.source(LEAVERS, ["record_key", "clea_activity", "clea_contact", "clea_note", "unreadable_fields"])
    project.model(
        "staging/stg_leaver", f"select record_key, unreadable_fields, clea_activity as activity from {LEAVERS}"
    )
    project.model(
        "core/fct_activity",
        "select activity, list_contains(unreadable_fields, 'clea_activity') as is_unreadable,\n"
        "len(unreadable_fields) > 0 as is_doubtful from staging.stg_leaver",
        parents=("stg_leaver",),
    )
    return project


def test_a_field_looked_for_in_a_list_that_was_copied_feeds_the_answer(frames: Frames, tmp_path: Path) -> None:
    graph = graph_of(list_project(), frames, tmp_path)
    assert from_fields(graph, "fct_activity.is_unreadable") == {
        ("stg_leaver.unreadable_fields", "feeds"),
        (f"{LEAVERS}.clea_activity", "feeds"),
    }


def test_a_list_that_is_not_looked_into_by_name_may_hold_any_field(frames: Frames, tmp_path: Path) -> None:
    graph = graph_of(list_project(), frames, tmp_path)
    named = {name for name, _ in from_fields(graph, "fct_activity.is_doubtful")}
    assert named == {"stg_leaver.unreadable_fields"} | {
        f"{LEAVERS}.{name}" for name in ("clea_id", "clea_activity", "clea_contact", "clea_note")
    }


def test_the_history_of_one_datasets_records_is_decided_by_its_fields_alone(frames: Frames, tmp_path: Path) -> None:
    project = Project()
    project.source("landing.records", ["dataset", "load_id", "row_hash"])
    project.model(
        "core/history", "select dataset, load_id, min(row_hash) as row_hash from landing.records group by all"
    )
    project.model(
        "core/fct_activity",
        "select load_id from core.history where dataset = 'activity'",
        parents=("history",),
    )
    graph = graph_of(project, frames, tmp_path)
    fields = {name for name, kind in from_fields(graph, "fct_activity.load_id") if name.startswith("landing.")}
    assert fields == {f"landing.ccis__activity.{name}" for name in ("client", "code", "verified")}
