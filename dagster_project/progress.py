"""What a long run tells whoever started it, without knowing whether that is a terminal, a test or Dagster."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One step of a run; `seconds` is None while it is under way."""

    name: str
    detail: str
    seconds: float | None


Listener = Callable[[Step], None]
#: The steps that have ended in this process since a run began.
ended_steps: list[Step] = []
_log = logging.getLogger("wreath")
_listener: ContextVar[Listener | None] = ContextVar("wreath_progress", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Send the steps of this context to `listener`."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


@contextmanager
def step(name: str) -> Iterator[Callable[[str], None]]:
    """Time a step; the function it yields sets the detail shown when the step ends."""
    detail = ""

    def say(text: str) -> None:
        nonlocal detail
        detail = text

    _tell(Step(name, "", None))
    started = time.perf_counter()
    try:
        yield say
    finally:
        _tell(Step(name, detail, time.perf_counter() - started))


def _tell(event: Step) -> None:
    if event.seconds is not None:
        ended_steps.append(event)
    listener = _listener.get()
    if listener is not None:
        listener(event)
    elif event.seconds is not None:
        _log.info("%s: %s (%.1f s)", event.name, event.detail or "done", event.seconds)
