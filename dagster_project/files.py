"""Every write, rename and removal that Wreath itself makes: whole or not at all, and on the disk before it counts.

The last part of the file is all that touches the disk; tests make each of those fail, one after the other.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

#: Seconds between attempts to rename what another program has open: on Windows a reader or a virus scanner keeps a
#: file from being replaced, mostly for a moment.
WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)
#: Modes of a folder that only its owner may enter, and of a file that only its owner may read (POSIX).
OWNER_ONLY = 0o700
OWNER_ONLY_FILE = 0o600


def write_bytes(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Replace `path` by `content`, with the permissions of `mode` from the first byte on; a reader sees old or new."""
    with writing(path) as temporary:
        if mode is not None:
            remove(temporary)
            _make_file(temporary, mode)
        _write(temporary, content)


def write_text(path: Path, content: str) -> None:
    """Replace `path` by UTF-8 text with the line ends given."""
    write_bytes(path, content.encode("utf-8"))


def write_json(path: Path, content: Any) -> None:
    """Replace `path` by JSON with sorted keys, so that equal content is equal bytes."""
    write_bytes(path, json_bytes(content))


def json_bytes(content: Any) -> bytes:
    """Return what `write_json` writes."""
    text = json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False, default=str) + "\n"
    return text.encode("utf-8")


def copy(source: Path, target: Path) -> None:
    """Replace `target` by a copy of the content of `source`; a reader sees the old file or the new one."""
    with writing(target) as temporary:
        _copy(source, temporary)


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """Give a path for a library to write to; what is there at the end replaces `path`, unless the work failed."""
    make_folder(path.parent)
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        with _naming(path):
            yield temporary
            _sync(temporary)
            _rename(temporary, path)
    except BaseException:
        with suppress(OSError):
            remove(temporary)
        raise
    _sync_folder(path.parent)


def write_aside(path: Path, content: bytes) -> None:
    """Write a file of a folder that nobody reads yet; `swap_folder` or `place_folder` sees it onto the disk."""
    make_folder(path.parent)
    with _naming(path):
        _write(path, content)


def replace(source: Path, target: Path) -> None:
    """Rename a file or folder onto `target`, and make the rename durable."""
    make_folder(target.parent)
    _rename(source, target)
    _sync_folder(target.parent)


def place_folder(source: Path, target: Path) -> None:
    """Put a folder that was written aside where it counts; there may be nothing yet."""
    _settle(source)
    replace(source, target)


def swap_folder(source: Path, target: Path) -> None:
    """Put `source` in the place of folder `target`, which may exist; the old one stands again if that fails.

    What is there is never gone before the new one stands: a swap that was killed half way leaves the old one aside, and
    the next one keeps it there until it has ended. Whoever calls sees to it that nobody else swaps the same folder.
    """
    old = target.with_name(f".{target.name}.old")
    _settle(source)
    if target.exists():
        remove_folder(old)
        _rename(target, old)
    try:
        replace(source, target)
    except OSError:
        if old.exists():
            _rename(old, target)
        raise
    remove_folder(old)


def make_folder(path: Path, mode: int = 0o777) -> None:
    """Make a folder and those above it; what is there stays as it is. A `mode` of `OWNER_ONLY` keeps others out."""
    if not path.is_dir():
        make_folder(path.parent, mode)
        _make_folder(path, mode)


def remove(path: Path) -> None:
    """Remove a file, and make that durable; one that is not there is removed already."""
    if path.exists() or path.is_symlink():
        _remove(path)
        _sync_folder(path.parent)


def remove_folder(path: Path) -> None:
    """Remove a folder with all in it, read-only or not, as far as can be; what stays is removed another time."""
    if path.exists():
        _remove_folder(path)


def retire_folder(path: Path) -> bool:
    """Remove a folder that somebody may be reading: whole, or not at all when a file in it is open (on Windows).

    Returns:
        Whether it is gone from its place. What could not be deleted lies aside, and the next call for it ends that.
    """
    aside = path.with_name(f".{path.name}.gone")
    remove_folder(aside)
    if path.exists():
        try:
            _move(path, aside)
        except PermissionError:
            return False
        remove_folder(aside)
    return True


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Name the file in an error that names none: a disk that is full does not say where."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def _settle(folder: Path) -> None:
    """See every file and folder below `folder`, and itself, onto the disk."""
    for parent, _, names in os.walk(folder):
        for name in names:
            _sync(Path(parent) / name)
        _sync_folder(Path(parent))


def _rename(source: Path, target: Path) -> None:
    """Rename, with patience for what another program has open."""
    for wait in WAITS:
        try:
            _move(source, target)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    _move(source, target)


def _sync_folder(folder: Path) -> None:
    """Windows cannot open folders; there the rename itself has to do."""
    if os.name != "nt":
        _sync(folder)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)


def _sync(path: Path) -> None:
    """Windows flushes only what is open for writing."""
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _move(source: Path, target: Path) -> None:
    source.replace(target)


def _make_folder(path: Path, mode: int) -> None:
    path.mkdir(mode=mode, exist_ok=True)


def _make_file(path: Path, mode: int) -> None:
    path.touch(mode=mode)


def _remove(path: Path) -> None:
    """Windows removes nothing read-only."""
    if os.name == "nt":
        path.chmod(stat.S_IWRITE)
    path.unlink(missing_ok=True)


def _remove_folder(path: Path) -> None:
    for inside in (path, *(below for below in path.rglob("*") if below.is_dir())):
        with suppress(OSError):
            inside.chmod(OWNER_ONLY)
    shutil.rmtree(path, ignore_errors=True)
