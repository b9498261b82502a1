"""Same arguments, same bytes; another seed, other lives."""

import hashlib
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.errors import WreathError
from dagster_project.settings import repository
from dagster_project.synthetic import generate

PROGRAM = """
import sys
from pathlib import Path
from dagster_project.synthetic import generate
generate(Path(sys.argv[1]), people=40, authorities=2, seed=11)
"""


def digests(folder: Path) -> dict[str, str]:
    """Return the hash of every file below a folder, by its path within it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def run(out: Path, hash_seed: str, threads: str) -> dict[str, str]:
    """Generate in a process of its own and return the hashes of its files."""
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "POLARS_MAX_THREADS": threads}
    subprocess.run([sys.executable, "-c", PROGRAM, str(out)], check=True, env=environment, cwd=repository())
    return digests(out)


def test_bytes_do_not_depend_on_hash_seed_or_threads(tmp_path: Path) -> None:
    first = run(tmp_path / "first", "1", "1")
    second = run(tmp_path / "second", "2", "4")
    assert first == second
    assert any(name.startswith("inbox/lcs/991/") for name in first)
    assert any(name.startswith("truth/") for name in first)


def test_another_seed_gives_other_lives(tmp_path: Path, catalogue: Catalogue) -> None:
    generate(tmp_path / "one", people=30, seed=1, catalogue=catalogue)
    generate(tmp_path / "two", people=30, seed=2, catalogue=catalogue)
    one, two = digests(tmp_path / "one"), digests(tmp_path / "two")
    assert one["truth/person.parquet"] != two["truth/person.parquet"]
    assert one["truth/contact.parquet"] != two["truth/contact.parquet"]


def test_faults_do_not_touch_the_truth(tmp_path: Path, catalogue: Catalogue) -> None:
    generate(tmp_path / "exact", people=30, faults=0, catalogue=catalogue)
    generate(tmp_path / "usual", people=30, faults=1, catalogue=catalogue)
    exact, usual = digests(tmp_path / "exact" / "truth"), digests(tmp_path / "usual" / "truth")
    assert {name for name in exact if exact[name] != usual[name]} == {"map_expected.parquet", "source_record.parquet"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"people": 5}, "people: 5"),
        ({"authorities": 0}, "authorities: 0"),
        ({"authorities": 11}, "authorities: 11"),
        ({"as_at": date(2012, 1, 1)}, "as_at: 2012-01-01"),
        ({"people": 20, "faults": -1.0}, "faults: -1"),
    ],
)
def test_wrong_arguments_are_refused_in_one_line(tmp_path: Path, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(WreathError, match=message) as caught:
        generate(tmp_path, **arguments)
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)
