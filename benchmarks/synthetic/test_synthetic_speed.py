"""How long the fictional authority takes, and how much memory.

Run by hand: `pytest benchmarks/synthetic -k default` for the default size, and for 100,000 people
`pytest benchmarks/synthetic -k large`. Each size runs in a process of its own, so that its peak memory is its own.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from dagster_project.settings import repository

PROGRAM = """
import json, resource, sys, time
from pathlib import Path
from dagster_project.synthetic import generate
begun = time.perf_counter()
summary = generate(Path(sys.argv[1]), people=int(sys.argv[2]))
seconds = time.perf_counter() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
print(json.dumps({"seconds": seconds, "peak_gib": peak, "rows": sum(summary.rows.values())}))
"""


def measured(folder: Path, people: int) -> dict[str, float]:
    """Generate in a process of its own; return seconds without start-up, peak memory in GiB, and rows."""
    command = [sys.executable, "-c", PROGRAM, str(folder), str(people)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=repository())
    found: dict[str, float] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("people", "seconds", "peak_gib"),
    [pytest.param(970, 5.0, 1.0, id="default"), pytest.param(100_000, 180.0, 4.0, id="large")],
)
def test_synthetic_speed(
    benchmark: BenchmarkFixture, tmp_path: Path, people: int, seconds: float, peak_gib: float
) -> None:
    found = benchmark.pedantic(measured, args=(tmp_path, people), rounds=1)  # type: ignore[no-untyped-call]
    benchmark.extra_info.update(found)
    assert found["seconds"] < seconds
    assert found["peak_gib"] < peak_gib
