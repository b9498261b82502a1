"""The one kind of error that a user is meant to read."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

#: What the disk may refuse, and what to do about it: the numbers of the operating system, and how DuckDB, SQLite and
#: Polars say the same in words of their own.
_REFUSALS: tuple[tuple[frozenset[int], tuple[str, ...], str, str], ...] = (
    (
        frozenset({errno.ENOSPC, errno.EDQUOT}),
        ("no space left on device", "database or disk is full", "there is not enough space on the disk"),
        "the disk is full",
        "make room (`wreath doctor` says how much a run needs), then run it again",
    ),
    (
        frozenset({errno.EROFS}),
        ("read-only file system", "attempt to write a readonly database"),
        "the place can only be read",
        "mount it for writing, or set WREATH_HOME to another folder",
    ),
    (
        frozenset({errno.EACCES, errno.EPERM}),
        ("permission denied", "access is denied"),
        "this account may not write there, or a program has the file open",
        "close what has it open or give the account the right, then run it again",
    ),
)


class WreathError(Exception):
    """Something a user can put right; the message is one line: what, where, what to do.

    Args:
        message: The line shown on the terminal.
        exit_code: 2 for wrong use, 3 when the work could not be done and nothing was changed.
        for_others: The line for records and for other programs, where the message repeats what a library said, which
            may hold a value of a cell; the message itself unless given.
    """

    def __init__(self, message: str, *, exit_code: int = 3, for_others: str = "") -> None:
        super().__init__(message)
        self.for_others = for_others or message
        self.exit_code = exit_code


def refusal_of_the_disk(error: BaseException, home: Path | None = None) -> str | None:
    """Return one line about an error that comes of a full or closed disk: what, where, what to do; None for others.

    What was published stays published, whatever failed: a run only replaces it as a whole.

    Args:
        error: Of what it came of, the first thing that the disk refused counts: more fails while a failure is noted.
        home: The place to name where no cause does.
    """
    told = None
    for cause in _causes(error):
        said = str(cause).casefold()
        for numbers, words, what, advice in _REFUSALS:
            if (isinstance(cause, OSError) and cause.errno in numbers) or any(word in said for word in words):
                line = f"{what}: {_where(cause, home)}; what is published stays as it is; {advice}"
                told = str(cause) if isinstance(cause, WreathError) else line
    return told


def _where(cause: BaseException, home: Path | None) -> str:
    """Return the file that an error names: DuckDB does so in its words, SQLite and what is printed name none."""
    named = getattr(cause, "filename", None)
    words = " ".join(str(cause).split())
    return str(named or (words if home is None or str(home) in words else f"{home} ({words})"))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and those that it came of, each once: libraries wrap what the system said, and raise it again."""
    found: BaseException | None = error
    seen: list[BaseException] = []
    while found is not None and found not in seen:
        yield found
        seen.append(found)
        found = found.__cause__ or found.__context__
