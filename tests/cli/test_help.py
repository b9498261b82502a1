"""Every command explains itself with one worked example."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from typer.main import get_command
from typer.testing import CliRunner

from dagster_project.cli import app


def _commands() -> list[tuple[str, ...]]:
    root = get_command(app)
    found: list[tuple[str, ...]] = [()]
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        found.append((name,))
        found.extend((name, sub) for sub in getattr(command, "commands", {}))
    return found


@pytest.mark.parametrize("words", _commands(), ids=lambda words: " ".join(words) or "wreath")
def test_help_has_one_example_and_has_not_changed_unnoticed(
    words: tuple[str, ...], snapshot: SnapshotAssertion
) -> None:
    result = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": "100", "TERM": "dumb"}, prog_name="wreath")
    assert result.exit_code == 0
    assert result.output.count("Example: wreath") == 1
    assert result.output == snapshot
