"""Every write and rename that Wreath itself makes: whole or not at all, and on the disk before it counts."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any


def private_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter. One that is there is left as it is: the doctor says if it is open.

    On Windows a folder has the rights of the one that it is made in.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Replace `path` by `content`; a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    with temporary.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    replace(temporary, path)


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


def remove(path: Path) -> None:
    """Remove a file, and make that durable; one that is not there is no error.

    Windows removes nothing read-only.
    """
    try:
        path.chmod(0o600)
        path.unlink()
    except FileNotFoundError:
        return
    _sync_folder(path.parent)


def remove_folder(folder: Path) -> None:
    """Remove a folder with all in it, read-only or not; one that is not there is no error."""
    for inside in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        if inside.exists():
            inside.chmod(0o700)
    for path in [path for path in folder.rglob("*") if not path.is_dir()]:
        remove(path)
    if folder.exists():
        shutil.rmtree(folder)
        _sync_folder(folder.parent)


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
