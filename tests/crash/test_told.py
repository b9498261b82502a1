"""What a full, closed or read-only disk makes Wreath say, and what a killed run leaves in Dagster's own records."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dagster_project.errors import WreathError, refusal_of_the_disk
from dagster_project.warehouse.dbt import BuildResult, NodeResult
from tests.command_line import wreath_here
from tests.crash.faults import DENIED, DISK_FULL, READ_ONLY, failing

REFUSALS = [(DISK_FULL, "the disk is full"), (READ_ONLY, "can only be read"), (DENIED, "may not write there")]


@pytest.mark.parametrize(("error", "words"), REFUSALS)
def test_a_refusal_of_the_disk_is_one_line_that_says_what_where_and_what_to_do(
    tmp_path: Path, error: int, words: str
) -> None:
    with failing(2, error):
        told = wreath_here(tmp_path / "home", "init")
    assert told.returncode == 3
    (line,) = told.stderr.splitlines()
    assert words in line
    assert str(tmp_path) in line
    assert line.count(";") == 2


@pytest.mark.parametrize(("error", "words"), REFUSALS)
def test_a_home_that_cannot_be_made_is_told_in_one_line(tmp_path: Path, error: int, words: str) -> None:
    with failing(0, error):
        told = wreath_here(tmp_path / "home", "run")
    assert told.returncode == 3
    (line,) = told.stderr.splitlines()
    assert words in line


def test_what_dbt_says_of_a_full_disk_comes_with_what_to_do() -> None:
    said = 'IO Error: Could not write file "warehouse.duckdb.wal": No space left on device'
    node = NodeResult("model.wreath.x", "model", "x", "error", 0.0, 0, said, "error")
    with pytest.raises(WreathError, match=r"the disk is full: .*warehouse\.duckdb\.wal.*; make room"):
        BuildResult((node,)).raise_for_faults()


def test_a_refusal_is_found_beneath_what_a_library_made_of_it() -> None:
    try:
        try:
            raise PermissionError(13, "Permission denied", "landing/x")
        except PermissionError as error:
            raise RuntimeError("the step failed") from error
    except RuntimeError as wrapped:
        assert "landing/x" in (refusal_of_the_disk(wrapped) or "")
    assert refusal_of_the_disk(ValueError("something else")) is None


def test_a_library_that_raises_an_error_again_sends_nobody_in_a_circle() -> None:
    full, about = OSError(DISK_FULL, "No space left on device"), RuntimeError("the step failed")
    full.__context__, about.__cause__ = about, full
    assert "the disk is full: home ([Errno 28] No space left on device); " in (
        refusal_of_the_disk(about, Path("home")) or ""
    )


def test_what_a_full_disk_said_first_counts_and_is_said_once() -> None:
    said = "the disk is full: build/warehouse.duckdb: No space left on device; make room"
    noted = OSError(DISK_FULL, "No space left on device", "dagster/history/runs.db")
    noted.__context__ = WreathError(said)
    assert refusal_of_the_disk(noted) == said


def test_a_console_of_another_code_page_ends_no_command(tmp_path: Path) -> None:
    home = tmp_path / "Zażółć"
    environment = {**os.environ, "WREATH_HOME": str(home), "PYTHONIOENCODING": "cp1252", "COLUMNS": "200"}
    command = [sys.executable, "-c", "from dagster_project.cli import main; main()", "init"]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0
    assert "Zażółć" in done.stdout.decode("utf-8")


def test_a_run_that_a_killed_process_left_under_way_is_ended() -> None:
    import dagster as dg

    from dagster_project.defs.job import end_dead_runs

    @dg.op
    def nothing() -> None: ...

    @dg.job
    def job() -> None:
        nothing()

    with dg.DagsterInstance.ephemeral() as instance:
        left = instance.create_run_for_job(job, status=dg.DagsterRunStatus.STARTED)
        whole = instance.create_run_for_job(job, status=dg.DagsterRunStatus.SUCCESS)
        end_dead_runs(instance)
        found = {run.run_id: run.status for run in instance.get_runs()}
    assert found == {left.run_id: dg.DagsterRunStatus.FAILURE, whole.run_id: dg.DagsterRunStatus.SUCCESS}
