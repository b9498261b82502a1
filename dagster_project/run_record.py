"""One record a run, kept for good: what came in and went out at each step, how long it took, and how it ended."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from dagster_project import files
from dagster_project.errors import WreathError, refusal_of_the_disk
from dagster_project.failure_hook import tell
from dagster_project.progress import ended_steps
from dagster_project.run_facts import add_facts, read_facts, start_facts
from dagster_project.settings import Settings

_log = logging.getLogger("wreath")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


@dataclass
class _Run:
    """The run that this process makes, or made last: why it failed, and its record once it has ended.

    Kept here, since a full disk keeps nothing.
    """

    error: str = ""
    record: dict[str, Any] = field(default_factory=dict)

    def begin(self) -> None:
        """Forget the run before."""
        self.error, self.record = "", {}


_run = _Run()


@contextmanager
def recorded(settings: Settings, *, state: str) -> Iterator[None]:
    """Begin the facts of a run, and write its record when it has ended, however that was.

    A run that was killed is recorded by the next one. When this one failed, the council's own command is told.
    """
    ended_steps.clear()
    _run.begin()
    before = read_facts(settings)
    if before.get("run_id") and not before.get("is_recorded"):
        _write(settings, {**before, "outcome": "cut off"})
    started = datetime.now(UTC)
    start_facts(settings, state=state, run_id=started.strftime("%Y-%m-%dT%H-%M-%S-%fZ"))
    try:
        yield
    finally:
        _end(settings, (datetime.now(UTC) - started).total_seconds())


def _end(settings: Settings, seconds: float) -> None:
    """Write the record of a run that has ended, and tell the council's command when it failed."""
    facts = read_facts(settings)
    outcome = "failed" if _run.error else "published" if facts.get("published") else "not published"
    steps = [{"step": one.name, "said": one.detail, "seconds": round(one.seconds or 0.0, 2)} for one in ended_steps]
    ended = {"outcome": outcome, "seconds": round(seconds, 1), "steps": steps, "peak_mb": peak_memory()}
    _run.record = {**facts, **ended, **({"error": _run.error} if _run.error else {})}
    try:
        _keep_record(settings)
    except OSError as problem:
        # Of a run that failed, the reason must be seen and nothing else: the next run records that it was cut off.
        if facts.get("published") and not _run.error:
            _log.error("the record of run %s could not be written: %s", facts["run_id"], problem)
    if _run.error:
        tell(settings, facts["run_id"], _run.error)


def note_failure(settings: Settings, error: BaseException) -> None:
    """Note why a run fails, before its end or after; of several errors the first counts."""
    if _run.error:
        return
    _run.error = line_of(error)
    if _run.record:
        _run.record |= {"outcome": "failed", "error": _run.error}
        tell(settings, _run.record["run_id"], _run.error)
        _keep_record(settings)


@contextmanager
def noting_failure(settings: Settings) -> Iterator[None]:
    """Note the error that ends a run, also of one that fails before it has begun to record itself."""
    before = read_facts(settings).get("run_id")
    try:
        yield
    except Exception as error:
        try:
            if read_facts(settings).get("run_id") == before:
                with recorded(settings, state=""):
                    note_failure(settings, error)
            else:
                note_failure(settings, error)
        except OSError:
            # Nothing can be recorded: the council's command is told all the same, of a run that may not have begun.
            if not _run.error:
                tell(settings, "", line_of(error))
        raise


def line_of(error: BaseException) -> str:
    """Return an error as one line without what a library said or what stands in quotes: that may be about a person.

    What it said of a disk that is full or closed is about a file.
    """
    unexpected = f"unexpected {type(error).__name__}: see the run in `wreath ui`"
    said = error.for_others if isinstance(error, WreathError) else refusal_of_the_disk(error) or unexpected
    return _QUOTED.sub("'…'", " ".join(said.split()))


def run_records(settings: Settings) -> list[dict[str, Any]]:
    """Return the records of all runs, the latest last."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(settings.runs.glob("*.json"))]


def peak_memory() -> int | None:
    """Return the most memory that this process has held, in megabytes; None on Windows, which does not say."""
    if sys.platform == "win32":
        return None
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most >> 20 if sys.platform == "darwin" else most >> 10


def _keep_record(settings: Settings) -> None:
    _write(settings, _run.record)
    add_facts(settings, is_recorded=True)


def _write(settings: Settings, facts: dict[str, Any]) -> None:
    left_out = ("state", "is_recorded", "held_back")
    record = {name: value for name, value in facts.items() if name not in left_out}
    files.write_json(settings.runs / f"{record['run_id']}.json", record)
