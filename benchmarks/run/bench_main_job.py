"""Time and peak memory of the main job as a user starts it: `uv run python benchmarks/run/bench_main_job.py`.

Three budgets: the demo from nothing, a run with nothing new, a run with one changed file.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def timed(home: Path, *words: str) -> tuple[float, str]:
    """Run `wreath WORDS` in a process of its own; seconds and what it printed."""
    environment = {**os.environ, "WREATH_HOME": str(home)}
    command = [sys.executable, "-c", "from dagster_project.cli import main; main()", *words]
    started = time.perf_counter()
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        sys.exit(result.stdout + result.stderr)
    return time.perf_counter() - started, result.stdout


def change_one_file(home: Path) -> None:
    """Send the contacts again, a day later and a row shorter."""
    folder = home / "inbox" / "lcs"
    old = next(path for path in folder.iterdir() if path.name.startswith("lcs_care_leaver_contacts"))
    lines = old.read_bytes().splitlines(keepends=True)
    (folder / "lcs_care_leaver_contacts_2026-05-01.csv").write_bytes(b"".join(lines[:-1]))


def main() -> None:
    """Measure and print."""
    home = Path(tempfile.mkdtemp(prefix="wreath-"))
    try:
        demo, steps = timed(home, "demo")
        nothing, _ = timed(home, "run")
        change_one_file(home)
        changed, _ = timed(home, "run", "--as-at", "2026-04-30")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 / 1024
        print(steps)
        print(f"demo from nothing {demo:.1f} s (budget 90)")
        print(f"nothing new {nothing:.2f} s (budget 3)")
        print(f"one changed file {changed:.1f} s (budget 60)")
        print(f"peak memory {peak:.2f} GiB (budget 2)")
    finally:
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
