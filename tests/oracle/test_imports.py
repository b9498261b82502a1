"""The oracle stands alone: its modules import the standard library, Polars and each other."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
MODULES = sorted(FOLDER.glob("*.py"))
TOOLS_OF_TESTS = {"pytest", "hypothesis"}


def outside_imports(text: str) -> set[str]:
    """Return the top-level names that a module imports from outside this folder."""
    names = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.ImportFrom) and node.level > 1:
            names.add("the folder above")
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_of_the_oracle_imports_nothing_of_the_project(path: Path) -> None:
    allowed = set(sys.stdlib_module_names) | {"polars"}
    if path.stem.startswith("test_") or path.stem in ("random_lives", "random_events"):
        allowed |= TOOLS_OF_TESTS
    assert outside_imports(path.read_text(encoding="utf-8")) <= allowed


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_of_the_oracle_imports_nothing_by_name(path: Path) -> None:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    named = {call.id for call in calls if isinstance(call, ast.Name)}
    named |= {call.attr for call in calls if isinstance(call, ast.Attribute)}
    assert not named & {"__import__", "import_module", "exec", "eval"}


@pytest.mark.parametrize(
    "text",
    [
        "import dagster_project",
        "from dagster_project.returns import writers",
        "from ..landing import x",
        "import duckdb",
    ],
)
def test_a_forbidden_import_would_be_seen(text: str) -> None:
    assert not outside_imports(text) <= set(sys.stdlib_module_names) | {"polars"}


def test_only_the_lives_and_the_truth_tables_touch_polars() -> None:
    using = {path.stem for path in MODULES if "polars" in outside_imports(path.read_text("utf-8"))}
    assert using == {"truth_tables", "boundary_lives"}
