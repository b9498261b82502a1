"""What the map and the docs are made from: the graph of the compiled SQL, and dbt's own page.

Both depend on code only, so both are kept until dbt/, seeds/ or lineage/ change.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from dagster_project import files
from dagster_project.digests import digest_of_folders
from dagster_project.errors import WreathError
from dagster_project.settings import Settings, repository
from dagster_project.warehouse import dbt

Schema = Mapping[str, Mapping[str, str]]


def lineage_path(settings: Settings) -> Path:
    """Return the folder of the graph's Parquet files."""
    return settings.build / "lineage"


def _code_digest(settings: Settings) -> str:
    folders = [repository() / name for name in ("dbt", "seeds", "lineage")]
    return digest_of_folders([*folders, settings.config])


def is_fresh(settings: Settings, path: Path) -> bool:
    """Whether `path` was made from the code of now."""
    stamp = path.with_name(path.name + ".digest")
    return path.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == _code_digest(settings)


def mark_fresh(settings: Settings, path: Path) -> None:
    """Note that `path` was made from the code of now."""
    files.write_text(path.with_name(path.name + ".digest"), _code_digest(settings))


def warehouse_schema(warehouse: Path) -> dict[str, dict[str, str]]:
    """Return relation (`schema.table`, lower case) → column → type, in column order, of a built warehouse."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.execute(
            "select table_schema || '.' || table_name, column_name, data_type from information_schema.columns "
            "order by table_schema, table_name, ordinal_position"
        ).fetchall()
    schema: dict[str, dict[str, str]] = {}
    for relation, column, kind in rows:
        schema.setdefault(str(relation).lower(), {})[str(column)] = str(kind)
    return schema


def docs(settings: Settings) -> Path:
    """Return dbt's page, made again where the code has changed."""
    page = dbt.docs_path(settings) / "static_index.html"
    if not is_fresh(settings, page):
        page = dbt.generate_docs(settings)
        if not page.exists():
            raise WreathError("dbt made no docs page; nothing was published")
        mark_fresh(settings, page)
    return page
