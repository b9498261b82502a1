"""Who may import whom, and what a module may be called."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from dagster_project.settings import repository

ROOT = repository()
MODULES = sorted([*(ROOT / "dagster_project").rglob("*.py"), *(ROOT / "lineage").rglob("*.py")])
DAGSTER = {"dagster", "dagster_dbt"}
#: What `wreath run` may import before it knows that something is new.
DECIDING = [
    "run.py",
    "digests.py",
    "errors.py",
    "settings.py",
    "progress.py",
    "warehouse/pointer.py",
    "cli.py",
    "return_commands.py",
    "terminal.py",
    "returns/ssda903/__init__.py",
    "files.py",
]
HEAVY = {
    "polars",
    "duckdb",
    "dbt",
    "dagster",
    "dagster_dbt",
    "great_expectations",
    "pandas",
    "sqlglot",
    "altair",
    "numpy",
    "highspy",
    "jinja2",
}


def _imports(path: Path, *, top_level_only: bool = False) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level_only else list(ast.walk(tree))
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_only_the_definitions_know_dagster(path: Path) -> None:
    allowed = _name(path) == "dagster_project/definitions.py" or "defs" in path.parts
    used = {name.split(".")[0] for name in _imports(path)} & DAGSTER
    assert allowed or not used


def test_great_expectations_is_imported_only_inside_functions() -> None:
    assert [
        _name(p) for p in MODULES if "great_expectations" in {n.split(".")[0] for n in _imports(p, top_level_only=True)}
    ] == []


def test_lineage_knows_nothing_of_the_rest() -> None:
    own = [p for p in MODULES if p.is_relative_to(ROOT / "lineage")]
    used = {name.split(".")[0] for path in own for name in _imports(path)}
    assert used & {"dagster_project", "dagster", "dbt", "duckdb"} == set()


@pytest.mark.parametrize("name", DECIDING)
def test_the_decision_whether_to_run_imports_nothing_heavy(name: str) -> None:
    used = {n.split(".")[0] for n in _imports(ROOT / "dagster_project" / name, top_level_only=True)}
    assert used & HEAVY == set()


def test_how_a_return_stands_to_the_frozen_one_is_told_without_data_frames() -> None:
    asked = "import sys, dagster_project.cli, dagster_project.returns.ssda903.against_frozen; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(found.stdout.split()) & HEAVY == set()


def test_a_return_is_validated_without_what_only_a_run_needs() -> None:
    asked = "import sys, dagster_project.cli, dagster_project.returns.ssda903.rules.run; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(found.stdout.split()) & HEAVY <= {"polars", "duckdb", "jinja2"}


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "common", "helpers", "helper", "lib", "misc", "core"}
    assert [_name(path) for path in MODULES if path.stem in empty] == []


def test_nothing_shadows_a_library() -> None:
    assert not (ROOT / "dbt" / "__init__.py").exists()
    assert not (ROOT / "tests" / "dbt").exists()


def test_files_stay_readable() -> None:
    long = {_name(p): n for p in MODULES if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400}
    assert long == {}


def test_no_tracked_text_names_a_machine() -> None:
    places = ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/")
    kinds = {".py", ".sql", ".yml", ".md", ".toml", ".csv", ".json", ".html", ".css", ".js"}
    folders = ["dagster_project", "lineage", "dbt", "seeds", "expectations", "docs", "benchmarks"]
    found = [
        _name(path)
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in kinds
        and "target" not in path.parts
        and any(place in path.read_text(encoding="utf-8", errors="replace") for place in places)
    ]
    assert found == []
