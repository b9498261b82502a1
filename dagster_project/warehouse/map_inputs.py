"""What the map and the docs are made from: the graph of the compiled SQL, and dbt's own page.

Both depend on code only, so both are kept until dbt/, seeds/ or lineage/ change.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from dagster_project import files
from dagster_project.catalogue import Catalogue
from dagster_project.digests import digest_of_folders
from dagster_project.errors import WreathError
from dagster_project.landing.views import write_views
from dagster_project.settings import Settings, repository
from dagster_project.warehouse import dbt
from dagster_project.warehouse.docs_page import read_inputs, write_page
from lineage import LineageError, Schema, build, schema_from_rows


def lineage_path(settings: Settings) -> Path:
    """Return the folder of the graph's Parquet files."""
    return settings.build / "lineage"


def _code_digest(settings: Settings) -> str:
    folders = [repository() / name for name in ("dbt", "seeds", "lineage", "dagster_project/warehouse")]
    return digest_of_folders([*folders, settings.config])


def is_fresh(settings: Settings, path: Path) -> bool:
    """Whether `path` was made from the code of now."""
    stamp = path.with_name(path.name + ".digest")
    return path.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == _code_digest(settings)


def mark_stale(path: Path) -> None:
    """Note that `path` is about to be made again: a run killed meanwhile leaves nothing that looks fresh."""
    files.remove(path.with_name(path.name + ".digest"))


def mark_fresh(settings: Settings, path: Path) -> None:
    """Note that `path` was made from the code of now."""
    files.write_text(path.with_name(path.name + ".digest"), _code_digest(settings))


def warehouse_schema(warehouse: Path) -> Schema:
    """Return relation (`schema.table`, lower case) → column → type, in column order, of a built warehouse."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.execute(
            "select table_schema, table_name, column_name, data_type from information_schema.columns "
            "order by table_schema, table_name, ordinal_position"
        ).fetchall()
    return schema_from_rows(rows)


def lineage_graph(settings: Settings, catalogue: Catalogue) -> str:
    """Derive the graph from the SQL that dbt has just compiled and let SQL read it; returns one line about it.

    Raises:
        WreathError: A column cannot be resolved, or a model uses SQL whose lineage cannot be told; file and line.
    """
    marker = lineage_path(settings) / "paths.parquet"
    if is_fresh(settings, marker):
        return "unchanged"
    frames = {path.stem: pl.read_parquet(path) for path in sorted((settings.build / "catalogue").glob("*.parquet"))}
    manifest = dbt.target_path(settings) / "manifest.json"
    fresh = settings.build / ".lineage.new"
    files.remove_folder(fresh)
    try:
        summary = build(manifest, warehouse_schema(settings.warehouse), frames, fresh)
    except LineageError as error:
        raise WreathError(f"{error}; nothing was published") from error
    mark_fresh(settings, fresh / marker.name)
    files.swap_folder(fresh, lineage_path(settings))
    write_views(settings, catalogue)
    edges = ", ".join(f"{count:,} {kind}" for kind, count in sorted(summary.edges.items()))
    return f"{summary.models} models, {summary.columns:,} columns, edges: {edges}, {summary.unresolved} unresolved"


def docs(settings: Settings) -> Path:
    """Return dbt's page, enriched from the graph, made again where the code has changed."""
    page = dbt.target_path(settings) / "static_index.html"
    if not is_fresh(settings, page):
        mark_stale(page)
        template = dbt.generate_docs(settings)
        if not template.exists():
            raise WreathError("dbt made no docs page; nothing was published")
        inputs = read_inputs(template.parent, lineage_path(settings), settings.build / "catalogue")
        write_page(inputs, template, page)
        mark_fresh(settings, page)
    return page
