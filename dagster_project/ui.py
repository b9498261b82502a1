"""Dagster's own pages, on this machine only."""

from __future__ import annotations

import os
import subprocess
import sys

from dagster_project import files
from dagster_project.settings import Settings, apply_quiet_environment, repository

_INSTANCE = """\
# Written by Wreath: telemetry off, one run at a time, since one file has one writer.
telemetry:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
event_log_storage:
  module: dagster_project.defs.storage
  class: KeptConnectionEventLogStorage
  config:
    base_dir:
      env: WREATH_EVENTS
# What a run prints goes to whoever started it: a copy of it here would be a second log, and a full disk would end it.
compute_logs:
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
"""


def prepare_home(settings: Settings) -> None:
    """Write DAGSTER_HOME's settings where they are missing or old."""
    files.make_folder(settings.dagster, files.OWNER_ONLY)
    path = settings.dagster / "dagster.yaml"
    if not path.exists() or path.read_text(encoding="utf-8") != _INSTANCE:
        files.write_text(path, _INSTANCE)


def serve(settings: Settings, *, port: int) -> int:
    """Run `dagster dev` until it is stopped, and return its exit code."""
    apply_quiet_environment(settings)
    prepare_home(settings)
    command = [
        sys.executable,
        "-m",
        "dagster",
        "dev",
        "-m",
        "dagster_project.definitions",
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
    ]
    return subprocess.run(command, cwd=repository(), env=os.environ.copy(), check=False).returncode
