"""The one kind of error that a user is meant to read."""

from __future__ import annotations

import errno
from collections.abc import Iterator

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


def refusal_of_the_disk(error: BaseException) -> str | None:
    """Return one line about an error that comes of a full or closed disk: what, where, what to do; None for others.

    What was published stays published, whatever failed: a run only replaces it as a whole.
    """
    for cause in _causes(error):
        said = str(cause).casefold()
        for numbers, words, what, advice in _REFUSALS:
            if (isinstance(cause, OSError) and cause.errno in numbers) or any(word in said for word in words):
                where = getattr(cause, "filename", None) or " ".join(str(cause).split())
                return f"{what}: {where}; what is published stays as it is; {advice}"
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and those that it came of, for libraries wrap what the system said."""
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or found.__context__
