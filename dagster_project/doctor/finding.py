"""What a check of the doctor found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """`failed` will spoil the next run or breaks a promise; `doubtful` is worth a look."""

    OK = "ok"
    DOUBTFUL = "doubtful"
    FAILED = "failed"


@dataclass(frozen=True)
class Finding:
    """What was found, in a few words, and what to do about it ('' when all is well)."""

    state: State
    found: str
    fix: str = ""


def fine(found: str) -> Finding:
    """All is well."""
    return Finding(State.OK, found)


def doubtful(found: str, fix: str) -> Finding:
    """Worth a look."""
    return Finding(State.DOUBTFUL, found, fix)


def failed(found: str, fix: str) -> Finding:
    """To be mended before the next run."""
    return Finding(State.FAILED, found, fix)
