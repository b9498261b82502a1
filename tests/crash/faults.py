"""A disk that fails at one operation: every write, fsync, rename and removal of ours goes through `files`.

A failure is the machine going away (nothing after it reaches the disk, and what was written but not synced is lost) or
an error of the operating system, after which the program goes on. Files are half written and folders half removed when
it strikes.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, NoReturn

import pytest

from dagster_project import files
from dagster_project.errors import WreathError

#: All that `files` does to the disk: a test holds that there is nothing else.
OPERATIONS = ("_write", "_copy", "_sync", "_move", "_make_folder", "_make_file", "_remove", "_remove_folder")
#: How an operation fails: an error number, or 0 for the machine going away.
KILLED, DISK_FULL, READ_ONLY, DENIED = 0, errno.ENOSPC, errno.EROFS, errno.EACCES


class Killed(BaseException):
    """The machine went away."""


def raise_killed() -> NoReturn:
    """Go away as far as a process can that looks on."""
    raise Killed


class Disk:
    """Fails at one operation: the first of which `strikes` says so, by its name.

    Args:
        strikes: Asked at every operation until one has failed.
        error: How it fails.
        die: What the machine going away is; a process of its own may really end.
    """

    def __init__(self, strikes: Callable[[str], bool], error: int, die: Callable[[], NoReturn] = raise_killed) -> None:
        self.has_failed = False
        self._strikes, self._error, self._die = strikes, error, die
        self._unsynced: set[Path] = set()

    def does(self, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        """Return an operation that may fail."""

        def operation(*arguments: Any) -> None:
            if self.has_failed and self._error == KILLED:
                self._die()
            if not self.has_failed and self._strikes(name):
                self.has_failed = True
                _half(name, *arguments)
                self._fail(arguments[0])
            original(*arguments)
            self._note(name, arguments)

        return operation

    def _note(self, name: str, arguments: tuple[Any, ...]) -> None:
        if name in ("_write", "_copy"):
            self._unsynced.add(arguments[-1] if name == "_copy" else arguments[0])
        elif name == "_sync":
            self._unsynced.discard(arguments[0])
        elif name == "_move":
            source, target = arguments
            moved = {path for path in self._unsynced if path.is_relative_to(source)}
            self._unsynced -= moved
            self._unsynced |= {target / path.relative_to(source) for path in moved}

    def _fail(self, path: Path) -> None:
        if self._error != KILLED:
            raise OSError(self._error, os.strerror(self._error), str(path))
        for lost in self._unsynced:
            with suppress(FileNotFoundError):
                os.truncate(lost, 0)
        self._die()


def _half(name: str, *arguments: Any) -> None:
    """Do half of what an operation was about to do."""
    if name == "_write":
        path, content = arguments
        path.write_bytes(content[: len(content) // 2])
    elif name == "_copy":
        source, target = arguments
        content = source.read_bytes()
        target.write_bytes(content[: len(content) // 2])
    elif name == "_remove_folder":
        inside = sorted(path for path in arguments[0].rglob("*") if path.is_file())
        for path in inside[: len(inside) // 2]:
            path.unlink()


@contextmanager
def failing(point: int, error: int) -> Iterator[Disk]:
    """Let operation number `point` (from 0) fail."""
    numbers = count()
    with installed(Disk(lambda _: next(numbers) == point, error)) as disk:
        yield disk


@contextmanager
def installed(disk: Disk) -> Iterator[Disk]:
    """Send everything that `files` does to the disk through this one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "WAITS", ())
        for name in OPERATIONS:
            patch.setattr(files, name, disk.does(name, getattr(files, name)))
        yield disk


def fail_everywhere(
    error: int, begin: Callable[[], None], act: Callable[[], object], check: Callable[[], None], step: int = 1
) -> int:
    """Fail `act` at its first operation, then at its second, until it completes; return how many that were.

    Args:
        error: How the operation fails.
        begin: Makes the state that `act` starts from.
        act: What is made to fail; it may let the failure through or tell it as a WreathError.
        check: Looks at what is left behind, and acts again undisturbed.
        step: Further by so many operations each time.
    """
    for point in count(0, step):
        begin()
        with failing(point, error) as disk, suppress(Killed, OSError, WreathError):
            act()
        if not disk.has_failed:
            return point
        check()
    raise AssertionError("unreachable")


def fail_again_and_again(begin: Callable[[], None], act: Callable[[], object], look: Callable[[], None]) -> int:
    """Kill `act` at its first operation, its recovery at the second, that one's at the third, until one completes.

    Nothing is put back between: each finds what the one before left. Returns how many were killed.
    """
    begin()
    for point in count():
        with failing(point, KILLED) as disk, suppress(Killed):
            act()
        look()
        if not disk.has_failed:
            return point
    raise AssertionError("unreachable")
