"""The one kind of error that a user is meant to read."""

from __future__ import annotations


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
