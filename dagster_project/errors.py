"""The one kind of error that a user is meant to read."""

from __future__ import annotations


class WreathError(Exception):
    """Something a user can put right; the message is one line: what, where, what to do.

    Args:
        message: The line shown on the terminal.
        exit_code: 2 for wrong use, 3 when the work could not be done and nothing was changed.
    """

    def __init__(self, message: str, *, exit_code: int = 3) -> None:
        super().__init__(message)
        self.exit_code = exit_code
