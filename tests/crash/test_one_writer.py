"""Nothing but `files` writes, renames or removes: what it does can be made to fail, and so is known to be survived."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from dagster_project import files
from dagster_project.settings import repository
from tests.crash.faults import OPERATIONS

FILES = repository() / "dagster_project" / "files.py"
#: `lineage` knows nothing of the rest: it writes into a folder that is swapped in whole.
MODULES = sorted(p for p in (repository() / "dagster_project").rglob("*.py") if p != FILES)
CHANGING = {
    *("write_text", "write_bytes", "touch", "truncate", "symlink_to", "hardlink_to", "copyfile", "copyfileobj"),
    *("copy2", "copytree", "unlink", "rmdir", "rmtree", "removedirs", "renames", "mkdir", "makedirs", "mkstemp"),
    *("mkdtemp", "NamedTemporaryFile", "TemporaryDirectory"),
}
#: Writers of libraries, and what they may write to: a path that `files.writing` gave, or memory.
LIBRARIES = frozenset(
    ["write_parquet", "write_csv", "write_excel", "write_ndjson", "write_ipc", "sink_parquet", "sink_csv"]
)
PLACES = {"temporary", "buffer"}


def changes(tree: ast.AST) -> Iterator[str]:
    """Yield every call that changes the disk without `files`."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name, owner = _named(call)
        texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        is_rename = name == "replace" and owner is not None and len(call.args) == 1 and not call.keywords
        opens = name == "open" and any(set(text) <= set("rwaxbt+") and set(text) & set("wax+") for text in texts)
        to_a_file = name in LIBRARIES and bool(call.args) and ast.unparse(call.args[0]) not in PLACES
        is_change = name in CHANGING and owner is not None
        if owner != "files" and (is_change or is_rename or opens or to_a_file):
            yield f"line {call.lineno}: {ast.unparse(call.func)}"


def _named(call: ast.Call) -> tuple[str, str | None]:
    """Return the name of what is called, and of what it belongs to (None for a plain function)."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr, ast.unparse(call.func.value)
    return (call.func.id if isinstance(call.func, ast.Name) else ""), None


def test_nothing_else_changes_the_disk() -> None:
    found = {path.relative_to(repository()).as_posix(): list(changes(ast.parse(path.read_text()))) for path in MODULES}
    assert len(found) > 200
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "line",
    [
        "path.write_text(x)",
        "path.open('wb')",
        "open(path, 'a')",
        "a.replace(b)",
        "shutil.rmtree(x)",
        "frame.write_csv(path)",
        "folder.mkdir()",
    ],
)
def test_a_change_of_the_disk_is_found(line: str) -> None:
    assert list(changes(ast.parse(line)))


@pytest.mark.parametrize(
    "line", ["text.replace('a', 'b')", "path.open('rb')", "frame.write_csv(buffer)", "files.copy(a, b)"]
)
def test_reading_is_no_change(line: str) -> None:
    assert not list(changes(ast.parse(line)))


def test_every_operation_of_files_can_be_made_to_fail() -> None:
    tree = ast.parse(FILES.read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    of_disk = {node.name for node in functions if list(changes(node)) or "os.fsync" in ast.unparse(node)}
    assert of_disk == set(OPERATIONS)
    assert all(callable(getattr(files, name)) for name in OPERATIONS)
