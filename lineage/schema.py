"""The columns of every stored relation, without which `select *` and bare names cannot be told.

A schema maps `schema.table` (lower case) to its columns in order, each with its type as the database names it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Schema = Mapping[str, Mapping[str, str]]


def schema_from_rows(rows: Iterable[tuple[str, str, str, str]]) -> dict[str, dict[str, str]]:
    """Build a schema from rows (schema, table, column, type), as information_schema.columns gives them in order."""
    schema: dict[str, dict[str, str]] = {}
    for schema_name, table, column, data_type in rows:
        schema.setdefault(f"{schema_name}.{table}".lower(), {})[column] = data_type
    return schema


def schema_from_catalog(path: Path) -> dict[str, dict[str, str]]:
    """Read the schema out of dbt's `catalog.json`.

    Raises OSError when the file cannot be read and ValueError when it is no dbt catalog.
    """
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if "nodes" not in document or "sources" not in document:
        raise ValueError(f"{path}: is not a dbt catalog: run dbt docs generate first")
    rows = []
    for entry in [*document["sources"].values(), *document["nodes"].values()]:
        table = entry["metadata"]
        columns = sorted(entry["columns"].values(), key=lambda column: int(column["index"]))
        rows += [(table["schema"], table["name"], column["name"], column["type"]) for column in columns]
    return schema_from_rows(rows)
