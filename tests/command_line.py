"""The command line as a user meets it: what it prints, and how it ends."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from dagster_project.cli import main

WIDTH = "200"


@dataclass(frozen=True)
class Told:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def wreath(home: Path, *words: str) -> Told:
    """Run a command in a process of its own, as a user would."""
    environment = {**os.environ, "WREATH_HOME": str(home), "COLUMNS": WIDTH}
    command = [sys.executable, "-c", "from dagster_project.cli import main; main()", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900, check=False)
    return Told(done.returncode, done.stdout, done.stderr)


def wreath_here(home: Path, *words: str) -> Told:
    """Run a command in this process: without the half minute that a new one spends on imports and on parsing dbt."""
    # Data is written as bytes, so the streams must be what a process has: text over bytes.
    out, errors = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True) for _ in range(2))
    code = 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(errors):
        patch.setenv("WREATH_HOME", str(home))
        patch.setenv("COLUMNS", WIDTH)
        patch.setattr(sys, "argv", ["wreath", *words])
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
    return Told(code, _written(out), _written(errors))


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
