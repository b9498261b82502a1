"""What every test of crashes has."""

from __future__ import annotations

from pathlib import Path

import pytest

from dagster_project import files


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not synced is lost in a failure that is made: the real disk need not be waited for."""
    monkeypatch.setattr(files, "_sync", _seen)


def _seen(path: Path) -> None:
    """Look at a path as a sync would: it must be there."""
    path.stat()
