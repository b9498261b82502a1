"""What is published now. Standard library only: `wreath run` asks this before it decides to import anything."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dagster_project.errors import WreathError
from dagster_project.settings import Settings


@dataclass(frozen=True)
class Published:
    """A published run, as its folder."""

    folder: Path

    @property
    def identified(self) -> Path:
        """The whole warehouse, with persons."""
        return self.folder / "identified.duckdb"

    @property
    def dashboards(self) -> Path:
        """Aggregates, map and quality; no person."""
        return self.folder / "dashboards.duckdb"

    @property
    def site(self) -> Path:
        """The managers' pages."""
        return self.folder / "site"

    @property
    def returns(self) -> Path:
        """Return files, one folder a collection year."""
        return self.folder / "returns"

    @property
    def lineage(self) -> Path:
        """The graph of the map, as Parquet and in open formats; no person."""
        return self.folder / "lineage"

    def facts(self) -> dict[str, Any]:
        """What the run recorded of itself."""
        facts: dict[str, Any] = json.loads((self.folder / "run.json").read_text(encoding="utf-8"))
        return facts


def current(settings: Settings) -> Published | None:
    """Return the published run, or None before the first."""
    pointer = settings.published / "CURRENT"
    try:
        folder = settings.published / pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return Published(folder) if (folder / "run.json").exists() else None


def require_current(settings: Settings) -> Published:
    """Return the published run, or say how to make one."""
    published = current(settings)
    if published is None:
        raise WreathError(f"nothing is published in {settings.home}: run `wreath run` (or `wreath demo`) first")
    return published
