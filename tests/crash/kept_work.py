"""The two long computations of a run, kept by the digest of all that they read: the same is not computed again.

A run of which only our own operations are of interest takes a quarter of the time.
"""

from __future__ import annotations

import hashlib
import pickle
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from dagster_project.digests import digest_of_folders
from dagster_project.disclosure import control as module
from dagster_project.settings import Settings
from dagster_project.warehouse import dbt

_TABLES = "select table_name from duckdb_tables() where database_name = current_database() order by all"


def keep_builds(kept: Path) -> None:
    """Let dbt build once from what it reads, and take what it built from there when that is read again."""
    build = dbt.build

    def build_once(settings: Settings, *, select: Sequence[str] = (), exclude: Sequence[str] = ()) -> dbt.BuildResult:
        loads = sorted(settings.landing.glob("source=*"))
        tables = [settings.build / name for name in ("catalogue", "landing", "lineage")]
        views = (settings.build / "landing.sql").read_text(encoding="utf-8")
        folder = kept / _digest(digest_of_folders([*loads, *tables]), views, select, exclude)
        if not (folder / "result").exists():
            result = build(settings, select=select, exclude=exclude)
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(settings.warehouse, folder / "warehouse.duckdb")
            (folder / "result").write_bytes(pickle.dumps(result))
        else:
            shutil.copyfile(folder / "warehouse.duckdb", settings.warehouse)
        found: dbt.BuildResult = pickle.loads((folder / "result").read_bytes())
        return found

    dbt.build = build_once


@contextmanager
def kept_control(kept: Path) -> Iterator[None]:
    """Let disclosure control decide once about the same tables after the same edition."""
    decide = module.control

    def control(connection: duckdb.DuckDBPyConnection, last_edition: Path | None, cache: Path) -> module.Controlled:
        file = kept / f"{_digest(_of_tables(connection), last_edition and _of_edition(last_edition))}.duckdb"
        if not file.with_suffix(".result").exists():
            found = decide(connection, last_edition, cache)
            file.unlink(missing_ok=True)
            _copy_tables(connection, file, "kept.{0}", "{0}")
            file.with_suffix(".result").write_bytes(pickle.dumps(found))
        else:
            _copy_tables(connection, file, "{0}", "kept.{0}")
        again: module.Controlled = pickle.loads(file.with_suffix(".result").read_bytes())
        return again

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "control", control)
        yield


def _copy_tables(connection: duckdb.DuckDBPyConnection, file: Path, to: str, of: str) -> None:
    """Copy every table to a file or from there, names given by patterns."""
    connection.execute(f"attach '{file}' as kept")
    database = "kept" if of.startswith("kept") else "memory"
    names = connection.execute(
        "select table_name from duckdb_tables() where database_name = ? order by all", [database]
    ).fetchall()
    for (name,) in names:
        target, source = (pattern.format(f'"{name}"') for pattern in (to, of))
        connection.execute(f"create or replace table {target} as select * from {source}")
    connection.execute("detach kept")


def _of_tables(connection: duckdb.DuckDBPyConnection) -> str:
    found = []
    for (name,) in connection.execute(_TABLES).fetchall():
        rows = connection.execute(f'select count(*), bit_xor(hash(rows)), sum(hash(rows)) from "{name}" as rows')
        found.append((name, rows.fetchall()))
    return _digest(found)


def _of_edition(database: Path) -> str:
    with duckdb.connect(str(database), read_only=True) as connection:
        return _of_tables(connection)


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
