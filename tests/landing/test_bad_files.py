"""What becomes of every kind of file is as the table in the docs says."""

from __future__ import annotations

from pathlib import Path

from dagster_project.quality.judge import SuiteJudge
from dagster_project.settings import repository

from .bad_files import drop_all, line_of
from .conftest import Council

PAGE: Path = repository() / "docs" / "bad-files.md"


def _lines(council: Council) -> list[str]:
    kinds = drop_all(council, council.catalogue)
    result = council.run(SuiteJudge(council.catalogue))
    events = {event.file: event for event in result.events}
    loads = {load.file: load for load in result.loads}
    assert events.keys() == kinds.keys()
    for load in result.loads:
        assert load.rows_read == load.rows_accepted + load.rows_unreadable + load.rows_quarantined
    return [line_of(kind, events[name], loads.get(name)) for name, kind in kinds.items()]


def test_what_becomes_of_each_kind_of_file_is_as_the_docs_say(council: Council) -> None:
    """Where it is meant to change, the lines that this test prints belong on the page."""
    lines = _lines(council)
    listed = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][1:]
    assert listed == lines, "\n".join(lines)
