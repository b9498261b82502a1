"""What a home holds, by content: two homes that were taken through the same must be equal in this.

As the design has it: files that are reproducible count by their bytes, DuckDB files by a digest of each table, pages
without the stamp of their making. What is only work in progress (build/, dagster/) or a lock does not count.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from dagster_project.digests import sha256_of
from dagster_project.landing.manifest import Manifest
from dagster_project.landing.storage import ERRORS, RAW, TYPED, load_folder, read_table
from dagster_project.returns.ssda903.layout import MANIFEST
from dagster_project.returns.ssda903.manifest import ReturnManifest
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import Published, current
from dagster_project.warehouse.publish import connect

#: Folders of a home that hold what was decided, taken in or made for people.
_KEPT = ("landing", "quarantine", "registers", "returns", "reports", "baselines", "config")
#: What a run tells of itself (its record, the loads that it took in and their checks), and the name under which it was
#: published: how often it was tried shows in them.
_OWN_FACTS = {"run", "run_id", "state", "loads_new", "loads_retyped", "loads", "checks"}
_STAMP = re.compile(rb"<p data-build-stamp>.*?</p>")
#: A cache, and the guards of registers, which are one entry behind a kill until the next entry.
_NOT_COUNTED = ("inbox.json", ".last.json", ".last.json.tmp", ".lock")
#: What a published copy has beside its two databases, the last page and the last file that its making writes included.
PARTS = ("site/index.html", "site/docs/index.html", "returns/2025-26/manifest.json", "lineage/paths.parquet")


def kept(settings: Settings) -> dict[str, str]:
    """Return the digest of everything that counts in a home but for the published copy, by its name."""
    return {name: _digest(path.read_bytes()) for name, path in _files(settings)}


def content(settings: Settings) -> dict[str, str]:
    """Return the digest of everything that counts in a home, by its name."""
    found = kept(settings)
    published = current(settings)
    return found | (_published(published, settings) if published else {})


def broken(settings: Settings, parts: Iterable[str] = PARTS) -> list[str]:
    """Return what is wrong with the published copy and the loads; nothing is, when the list is empty."""
    return torn(settings, parts) + lost(settings)


def torn(settings: Settings, parts: Iterable[str] = PARTS) -> list[str]:
    """Return what is wrong with the published copy: it can be opened and is all of one run."""
    published = current(settings)
    return _torn(published, settings, parts) if published else []


def lost(settings: Settings) -> list[str]:
    """Return what is wrong with the loads: each is on the disk, once, with the rows that its record counts."""
    found = []
    records = list(Manifest.read(settings.landing))
    for record in records:
        if record.has_rows:
            wanted = (RAW, TYPED, ERRORS) if record.is_typed else (RAW,)
            found += [
                f"{record.load_id}: {name} is missing"
                for name in wanted
                if not (load_folder(settings, record) / name).exists()
            ]
        if record.is_usable and not found:
            rows = read_table(settings, record, TYPED).height
            if rows != record.rows_accepted + record.rows_unreadable:
                found.append(f"{record.load_id}: {rows} rows, not those of its record")
    sequences = [record.sequence for record in records]
    return found + (["two loads share a number"] if len(set(sequences)) != len(sequences) else [])


def open_whole(settings: Settings, parts: Iterable[str] = PARTS) -> str:
    """Open the published copy as a reader does and return the name of its run; raise when it is not whole.

    Raises:
        AssertionError: What is there is not all of one run.
    """
    published = current(settings)
    assert published is not None, "nothing is published"
    found = _torn(published, settings, parts)
    assert not found, found
    return published.folder.name


def _torn(published: Published, settings: Settings, parts: Iterable[str]) -> list[str]:
    """Look at the two databases as readers do, and at every other part of the copy."""
    facts = published.facts()
    found = [] if facts["run"] == published.folder.name else [f"run.json is that of run {facts['run']}"]
    for database in (published.identified, published.dashboards):
        try:
            with connect(database, settings) as connection:
                counted = connection.execute("select count(*) from duckdb_tables()").fetchall()
        except duckdb.Error as error:
            found.append(f"{database.name}: {str(error).splitlines()[0]}")
        else:
            found += [] if counted[0][0] else [f"{database.name} is empty"]
    for part in (published.folder / name for name in parts):
        if not part.exists():
            found.append(f"{part.name} is missing")
        elif part.name == MANIFEST:
            listed = ReturnManifest.read(part.parent).files
            changed = [file.file for file in listed if sha256_of(part.parent / file.file) != file.sha256]
            found += [f"{name} is not what its manifest says" for name in changed]
    return found


def _files(settings: Settings) -> Iterator[tuple[str, Path]]:
    for folder in _KEPT:
        for path in sorted((settings.home / folder).rglob("*")):
            if path.is_file() and not path.name.endswith(_NOT_COUNTED):
                yield path.relative_to(settings.home).as_posix(), path


def _published(published: Published, settings: Settings) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(p for p in published.folder.rglob("*") if p.is_file()):
        name = f"published/{path.relative_to(published.folder).as_posix()}"
        if path.suffix == ".duckdb":
            found |= {f"{name}:{table}": digest for table, digest in _tables(path, settings).items()}
        elif path.name == "run.json":
            facts = json.loads(path.read_text(encoding="utf-8"))
            kept = {key: value for key, value in facts.items() if key not in _OWN_FACTS}
            found[name] = _digest(json.dumps(kept, sort_keys=True).encode())
        else:
            found[name] = _digest(_STAMP.sub(b"", path.read_bytes()))
    return found


def _tables(database: Path, settings: Settings) -> dict[str, str]:
    """Digest every table's rows, in whatever order they are stored."""
    with connect(database, settings) as connection:
        names = connection.execute("select schema_name, table_name from duckdb_tables() order by all").fetchall()
        return {
            f"{schema}.{table}": str(
                connection.execute(
                    f"select count(*), bit_xor(md5_number(rows::varchar)), sum(hash(rows::varchar)::hugeint) "
                    f'from "{schema}"."{table}" as rows'
                ).fetchall()
            )
            for schema, table in names
        }


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
