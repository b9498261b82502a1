"""Catalogues to break: a copy of the seeds, a council's configuration, and rows changed in memory."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.settings import repository

Plant = Callable[..., Catalogue]


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Return a copy of the seeds that a test may spoil."""
    return Path(shutil.copytree(repository() / "seeds", tmp_path / "seeds"))


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Return an empty configuration folder."""
    folder = tmp_path / "config"
    folder.mkdir()
    return folder


@pytest.fixture
def write(config: Path) -> Callable[[str, str], Path]:
    """Return a function that writes a file of the configuration folder."""

    def write_file(name: str, content: str) -> Path:
        path = config / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    return write_file


@pytest.fixture
def plant(catalogue: Catalogue) -> Plant:
    """Return a function that changes one row of the catalogue, unchecked, or drops it when nothing is to be changed."""

    def change(table: str, key: tuple[str, ...], **values: Any) -> Catalogue:
        rows = catalogue.layered[table]
        assert any(row.key() == key for row in rows), f"{table} has no row {key}"
        changed = [row.model_copy(update=values) if row.key() == key else row for row in rows]
        kept = changed if values else [row for row in rows if row.key() != key]
        return replace(catalogue, layered={**catalogue.layered, table: tuple(kept)})

    return change
