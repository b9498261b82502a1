"""Digests that decide whether anything has changed. Standard library only: `wreath run` must decide in a moment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from dagster_project.settings import repository

#: Folders of the clone that decide what a run makes.
CODE_FOLDERS = ("dagster_project", "dbt", "seeds", "lineage")
_SKIPPED = {"__pycache__", "target", "logs"}


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's content as 64 hex digits, without holding all of it.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


@cache
def code_digest() -> str:
    """Digest the code that this process runs from: 64 hex digits that change with any file that decides a run.

    Read once: a process goes on with the code that it began with.
    """
    return digest_of_folders(repository() / name for name in CODE_FOLDERS)


def digest_of_folders(folders: Iterable[Path]) -> str:
    """Digest the names and contents of all files below `folders`, whatever their times; 64 hex digits."""
    digest = hashlib.sha256()
    for folder in folders:
        inside = ((p, p.relative_to(folder)) for p in sorted(folder.rglob("*")) if p.is_file())
        for path, name in inside:
            if _SKIPPED & set(name.parts):
                continue
            digest.update(f"{folder.name}/{name.as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
