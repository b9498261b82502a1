"""Reads what lineage needs out of dbt's manifest: models in the order they are built, with compiled SQL and meta."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

STORED = {"model", "seed", "snapshot"}
#: Models with this tag are made from the graph, so they are no part of it.
MAP_TAG = "map"


@dataclass(frozen=True, slots=True)
class Model:
    """A dbt model, seed or snapshot, or (`kind` source) a table that dbt reads.

    `relation` is `schema.table` in lower case; `path` is the file within the repository; `column_meta` maps a
    lower-case column name to its meta; `sql` is None where there is nothing to analyse.
    """

    name: str
    kind: str
    relation: str
    layer: str
    path: str
    sql: str | None = None
    raw_sql: str = ""
    is_exempt: bool = False
    columns: tuple[str, ...] = ()
    column_meta: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Project:
    """Sources, and models in an order in which each comes after all that it reads."""

    sources: tuple[Model, ...]
    models: tuple[Model, ...]


def read_manifest(path: Path, project_folder: str = "dbt") -> Project:
    """Read a manifest written by `dbt compile` or `dbt docs generate`; file paths are put below `project_folder`.

    Raises OSError when it cannot be read, and ValueError when it holds a model without compiled SQL (as a manifest
    written by `dbt parse` does).
    """
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    sources = tuple(_source(entry) for _, entry in sorted(document["sources"].items()))
    stored = {key: entry for key, entry in document["nodes"].items() if entry["resource_type"] in STORED}
    models = {key: _model(entry, project_folder) for key, entry in stored.items() if _belongs(entry)}
    for key, model in models.items():
        if model.kind == "model" and model.sql is None and stored[key].get("language") != "python":
            raise ValueError(f"{path}: {model.name} has no compiled SQL: run dbt compile into this target folder")
    waits = {
        key: {parent for parent in entry.get("depends_on", {}).get("nodes", []) if parent in stored}
        for key, entry in sorted(stored.items())
    }
    order = [key for key in TopologicalSorter(waits).static_order() if key in models]
    return Project(sources, tuple(models[key] for key in order))


def _belongs(entry: Mapping[str, Any]) -> bool:
    config = entry.get("config", {})
    is_made_from_graph = MAP_TAG in config.get("tags", [])
    return bool(config.get("enabled", True)) and config.get("materialized") != "ephemeral" and not is_made_from_graph


def _column_meta(entry: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Column meta by lower-case name; dbt keeps it below `config` and, for older spellings, beside it."""
    return {
        name.lower(): {**column.get("meta", {}), **column.get("config", {}).get("meta", {})}
        for name, column in entry.get("columns", {}).items()
    }


def _columns(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(column.get("name", name) for name, column in entry.get("columns", {}).items())


def _source(entry: Mapping[str, Any]) -> Model:
    relation = f"{entry['schema']}.{entry['identifier']}".lower()
    return Model(
        name=relation,
        kind="source",
        relation=relation,
        layer=str(entry["schema"]).lower(),
        path="",
        columns=_columns(entry),
        column_meta=_column_meta(entry),
    )


def _model(entry: Mapping[str, Any], project_folder: str) -> Model:
    meta = {**entry.get("meta", {}), **entry.get("config", {}).get("meta", {})}
    folders = entry["path"].split("/")[:-1]
    layer = next((folder for folder in folders if folder != "marts"), entry["resource_type"])
    return Model(
        name=entry["name"],
        kind=entry["resource_type"],
        relation=f"{entry['schema']}.{entry.get('alias') or entry['name']}".lower(),
        layer=layer,
        path=f"{project_folder}/{entry['original_file_path']}",
        sql=entry.get("compiled_code") or None,
        raw_sql=entry.get("raw_code") or "",
        is_exempt=meta.get("lineage") == "exempt",
        columns=_columns(entry),
        column_meta=_column_meta(entry),
    )


class SourceLines:
    """Finds the line of a model's own file from the line of its compiled SQL, which macros make longer."""

    def __init__(self, compiled: str, raw: str) -> None:
        """Match the two texts line by line."""
        self._lines: dict[int, int] = {}
        before, after = compiled.splitlines(), raw.splitlines()
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        for _, start, end, raw_start, raw_end in matcher.get_opcodes():
            for index in range(start, end):
                place = min(raw_start + index - start, max(raw_end - 1, raw_start))
                self._lines[index + 1] = min(place, max(len(after) - 1, 0)) + 1

    def line(self, compiled_line: int | None) -> int | None:
        """Return the line in the file, counted from 1; None stays None."""
        return None if compiled_line is None else self._lines.get(compiled_line, compiled_line)
