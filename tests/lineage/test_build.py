"""The whole build on a small project: bound to the catalogue, written, the same bytes every time."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from projects import Project

from lineage import LineageError, build

Frames = dict[str, pl.DataFrame]


@pytest.fixture
def paths(project: Project, frames: Frames, tmp_path: Path) -> set[tuple[str, str, str, int]]:
    build(project.write(tmp_path), project.schema, frames, tmp_path / "out")
    written = pl.read_parquet(tmp_path / "out" / "paths.parquet")
    return set(written.select("field_id", "target_id", "via", "steps").iter_rows())


def test_the_summary_counts_what_was_found(project: Project, frames: Frames, tmp_path: Path) -> None:
    summary = build(project.write(tmp_path), project.schema, frames, tmp_path / "out")
    assert (summary.models, summary.columns, summary.unresolved) == (4, 10, 0)
    assert summary.edges["feeds"] > 0
    assert summary.edges["decides"] > 0


def test_every_field_and_target_of_the_catalogue_is_a_node(project: Project, frames: Frames, tmp_path: Path) -> None:
    build(project.write(tmp_path), project.schema, frames, tmp_path / "out")
    nodes = pl.read_parquet(tmp_path / "out" / "nodes.parquet")
    counts = dict(nodes["kind"].value_counts().iter_rows())
    assert counts["field"] == 7
    assert counts["concept"] == counts["domain"] == counts["indicator"] == counts["dashboard_measure"] == 2
    assert counts["return_item"] == 3


def test_a_field_reaches_what_is_made_from_it(paths: set[tuple[str, str, str, int]]) -> None:
    fed = {(target, steps) for field, target, via, steps in paths if field == "ccis.activity.code" and via == "feeds"}
    assert fed == {
        ("concept.C01", 4),
        ("domain.employment", 5),
        ("indicator.is_engaged", 5),
        ("dashboard.wreath.M1", 6),
        ("SSDA903.OC3.ACTIV", 4),
    }


def test_a_field_that_only_orders_decides_and_does_not_feed(paths: set[tuple[str, str, str, int]]) -> None:
    reached = {(target, via) for field, target, via, _ in paths if field == "lcs.ssd_care_leavers.clea_contact"}
    assert ("concept.C01", "decides") in reached
    assert {via for _, via in reached} == {"decides"}


def test_key_fields_reach_through_the_record_key(paths: set[tuple[str, str, str, int]]) -> None:
    assert ("lcs.ssd_care_leavers.clea_id", "SSDA903.OC3.CHILD", "feeds", 4) in paths


def test_unused_fields_and_unmade_targets_have_no_path(paths: set[tuple[str, str, str, int]]) -> None:
    assert not [path for path in paths if path[0] == "lcs.ssd_care_leavers.clea_note"]
    unmade = {"concept.C70", "indicator.feels_safe", "dashboard.council.M2", "SSDA903.OC3.ACCOM"}
    assert not [path for path in paths if path[1] in unmade]


def test_the_same_input_gives_the_same_bytes(project: Project, frames: Frames, tmp_path: Path) -> None:
    manifest = project.write(tmp_path)
    for name in ("one", "two"):
        build(manifest, project.schema, frames, tmp_path / name)
    for name in ("nodes", "edges", "paths"):
        first, second = (tmp_path / folder / f"{name}.parquet" for folder in ("one", "two"))
        assert first.read_bytes() == second.read_bytes()


def test_an_unresolved_column_stops_the_build_with_file_and_line(
    project: Project, frames: Frames, tmp_path: Path
) -> None:
    project.model("core/broken", "select\n    nowhere\nfrom landing.ccis__activity")
    with pytest.raises(LineageError, match=r"dbt/models/marts/core/broken\.sql:2: column nowhere"):
        build(project.write(tmp_path), project.schema, frames, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    summary = build(project.write(tmp_path), project.schema, frames, tmp_path / "out", is_strict=False)
    assert summary.unresolved == 1


def test_a_project_of_many_models_is_read_whole(frames: Frames, tmp_path: Path) -> None:
    project = Project()
    columns = [f"c{number}" for number in range(40)]
    project.source("landing.wide", columns)
    project.model("core/m0", "select * from landing.wide")
    listed = ",\n".join(f"    upper({column}) as {column}" for column in columns)
    for number in range(1, 120):
        sql = f"with rows_before as (\n    select * from core.m{number - 1}\n)\n\nselect\n{listed}\nfrom rows_before"
        project.model(f"core/m{number}", sql, parents=(f"m{number - 1}",))
    summary = build(project.write(tmp_path), project.schema, frames, tmp_path / "out")
    assert (summary.models, summary.columns, summary.edges["feeds"]) == (120, 4800, 4800 + 13)
