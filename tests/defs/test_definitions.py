"""The asset graph, as Dagster sees it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from dagster_project.settings import Settings, apply_quiet_environment, repository


@pytest.fixture(scope="module")
def defs(tmp_path_factory: pytest.TempPathFactory) -> Any:
    apply_quiet_environment(Settings(tmp_path_factory.mktemp("definitions")))
    from dagster_project.definitions import defs

    return defs


def test_asset_graph_has_not_changed_unnoticed(defs: Any, snapshot: SnapshotAssertion) -> None:
    lines = []
    for spec in sorted(
        defs.resolve_all_asset_specs(), key=lambda spec: (spec.group_name or "", spec.key.to_user_string())
    ):
        deps = sorted(dep.asset_key.to_user_string() for dep in spec.deps)
        lines.append(f"{spec.group_name}: {spec.key.to_user_string()} <- {', '.join(deps) or 'nothing'}")
    assert "\n".join(lines) == snapshot


def test_graph_reads_from_left_to_right(defs: Any) -> None:
    """No asset depends on one of a later stage."""
    group = {spec.key: spec.group_name or "" for spec in defs.resolve_all_asset_specs()}
    backwards = [
        (spec.key.to_user_string(), dep.asset_key.to_user_string())
        for spec in defs.resolve_all_asset_specs()
        for dep in spec.deps
        if group.get(dep.asset_key, "") > (spec.group_name or "")
    ]
    assert backwards == []


def test_every_asset_is_described_and_grouped(defs: Any) -> None:
    specs = list(defs.resolve_all_asset_specs())
    assert [s.key.to_user_string() for s in specs if not (s.description and s.group_name)] == []


def test_schedule_and_sensor_start_the_main_job(defs: Any) -> None:
    repository = defs.get_repository_def()
    assert {job.name for job in repository.get_all_jobs() if not job.name.startswith("__")} == {"main", "returns"}
    assert repository.get_schedule_def("nightly").job_name == "main"
    assert repository.get_sensor_def("inbox").job_name == "main"


def test_the_published_return_is_partitioned_by_year_and_in_a_job_of_its_own(defs: Any) -> None:
    from dagster_project.defs.job import RETURN

    (spec,) = [spec for spec in defs.resolve_all_asset_specs() if spec.key == RETURN]
    assert spec.partitions_def.get_partition_keys() == ["2022-23", "2023-24", "2024-25", "2025-26", "2026-27"]
    assert RETURN not in defs.resolve_job_def("main").asset_layer.selected_asset_keys
    assert defs.resolve_job_def("returns").asset_layer.selected_asset_keys == {RETURN}


def test_freezing_is_in_nothing_that_starts_by_itself(defs: Any) -> None:
    """A return is frozen by somebody who decides it."""
    repository = defs.get_repository_def()
    names = [name for job in repository.get_all_jobs() for name in (job.name, *(n.name for n in job.nodes))]
    names += [s.name for s in (*repository.schedule_defs, *repository.sensor_defs)]
    names += [spec.key.to_user_string() for spec in defs.resolve_all_asset_specs()]
    assert [name for name in names if "freeze" in name] == []


def test_home_switches_telemetry_off(tmp_path: Path) -> None:
    import yaml

    from dagster_project.ui import prepare_home

    prepare_home(Settings(tmp_path))
    settings = yaml.safe_load((tmp_path / "dagster" / "dagster.yaml").read_text(encoding="utf-8"))
    assert settings["telemetry"] == {"enabled": False}
    assert settings["concurrency"]["runs"]["max_concurrent_runs"] == 1


def test_event_log_keeps_connections_and_remembers_but_not_what_was_printed(tmp_path: Path) -> None:
    import dagster as dg

    from dagster_project.defs.storage import KeptConnectionEventLogStorage
    from dagster_project.ui import prepare_home

    settings = Settings(tmp_path)
    apply_quiet_environment(settings)
    prepare_home(settings)

    @dg.asset
    def one() -> int:
        sys.stdout.write("Ann Alder")
        return 1

    with dg.DagsterInstance.get() as instance:
        assert isinstance(instance.event_log_storage, KeptConnectionEventLogStorage)
        assert dg.materialize([one], instance=instance).success
    with dg.DagsterInstance.get() as instance:
        event = instance.get_latest_materialization_event(dg.AssetKey("one"))
        assert event is not None
        assert len(instance.get_runs()) == 1
    assert [path for path in settings.dagster.rglob("*") if path.is_file() and b"Ann Alder" in path.read_bytes()] == []


def test_dagster_finds_the_definitions_valid(tmp_path: Path) -> None:
    from dagster_project.ui import prepare_home
    from dagster_project.warehouse import dbt

    settings = Settings(tmp_path)
    apply_quiet_environment(settings)
    prepare_home(settings)
    # What this process has parsed need not be parsed again by another.
    dbt.manifest_path(settings)
    command = [sys.executable, "-m", "dagster", "definitions", "validate", "-m", "dagster_project.definitions"]
    result = subprocess.run(
        command, cwd=repository(), env=os.environ.copy(), capture_output=True, text=True, timeout=300, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "All code locations passed validation" in result.stdout + result.stderr
