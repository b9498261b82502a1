"""Where in a run an operation of the disk stands: the step under way, the operation, and who asked for it.

Operations of one place are those of one loop, such as the writing of the site's pages: that the first fails, some in
the middle and the last stands for them all.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dagster_project.progress import Step
from dagster_project.settings import repository

#: What is passed over on the way to who asked: the module that writes, context managers, and this harness.
_BETWEEN = ("dagster_project/files.py", "contextlib.py", "tests/crash/")
#: Before the first step, and between two.
NO_STEP = "between steps"


@dataclass(frozen=True, order=True)
class Place:
    """A step of a run, an operation of `files` and the function that asked for it."""

    step: str
    operation: str
    caller: str


class Where:
    """Follows a run; asked at each operation, it knows its place and the how many-th of that place it is."""

    def __init__(self) -> None:
        self.counts: Counter[Place] = Counter()
        self._steps: list[str] = []

    def hears(self, event: Step) -> None:
        """Follow the steps of a run; they may stand in one another."""
        if event.seconds is None:
            self._steps.append(event.name)
        else:
            self._steps.pop()

    def next(self, operation: str) -> tuple[Place, int]:
        """Return the place of an operation that is about to be done and its number there, from 0."""
        place = Place(self._steps[-1] if self._steps else NO_STEP, operation.lstrip("_"), _caller())
        self.counts[place] += 1
        return place, self.counts[place] - 1

    def is_at(self, place: Place, number: int) -> Callable[[str], bool]:
        """Return what says of an operation whether it is this one."""
        return lambda operation: self.next(operation) == (place, number)


def _caller() -> str:
    """Return the function of ours that asked `files` for what it is doing."""
    frame = sys._getframe(1)
    while frame.f_back is not None and any(part in Path(frame.f_code.co_filename).as_posix() for part in _BETWEEN):
        frame = frame.f_back
    path = Path(frame.f_code.co_filename)
    name = path.relative_to(repository()).as_posix() if path.is_relative_to(repository()) else path.name
    return f"{name.removeprefix('dagster_project/')}:{frame.f_code.co_name}"
