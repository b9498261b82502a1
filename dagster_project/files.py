"""Every write and rename that Wreath itself makes: whole or not at all, and on the disk before it counts."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """Give a path for a library to write to; what is there at the end replaces `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    yield temporary
    with temporary.open("rb+") as handle:
        os.fsync(handle.fileno())
    replace(temporary, path)


def write_bytes(path: Path, content: bytes) -> None:
    """Replace `path` by `content`; a reader sees the old file or the new one."""
    with writing(path) as temporary:
        temporary.write_bytes(content)


def write_text(path: Path, content: str) -> None:
    """Replace `path` by UTF-8 text with the line ends given."""
    write_bytes(path, content.encode("utf-8"))


def write_json(path: Path, content: Any) -> None:
    """Replace `path` by JSON with sorted keys, so that equal content is equal bytes."""
    write_text(path, json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False, default=str) + "\n")


def copy(source: Path, target: Path) -> None:
    """Replace `target` by a copy of the content of `source`; a reader sees the old file or the new one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.tmp")
    with source.open("rb") as original, temporary.open("wb") as handle:
        shutil.copyfileobj(original, handle)
        handle.flush()
        os.fsync(handle.fileno())
    replace(temporary, target)


def replace(source: Path, target: Path) -> None:
    """Rename a file or folder onto `target`, and make the rename durable."""
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
    _sync_folder(target.parent)


def swap_folder(source: Path, target: Path) -> None:
    """Put `source` in the place of folder `target`, which may exist; the old one stands again if that fails.

    What is there is never gone before the new one stands: a swap that was killed half way leaves the old one aside, and
    the next one keeps it there until it has ended. Whoever calls sees to it that nobody else swaps the same folder.
    """
    old = target.with_name(f".{target.name}.old")
    if target.exists():
        shutil.rmtree(old, ignore_errors=True)
        target.replace(old)
    try:
        replace(source, target)
    except OSError:
        if old.exists():
            old.replace(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _sync_folder(folder: Path) -> None:
    """Windows cannot open folders; there the rename itself has to do."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
