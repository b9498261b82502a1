"""One run, from inbox to published pages: the decision whether there is anything to do, and the job that does it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from dagster_project import files
from dagster_project.digests import code_digest, digest_of_folders
from dagster_project.errors import WreathError
from dagster_project.progress import Listener, listening
from dagster_project.settings import Settings, apply_quiet_environment
from dagster_project.warehouse.pointer import Published, current

#: Registers that decide about loads and rows or that the pages show something of: an entry is new for a run.
SHOWN_REGISTERS = ("suggestions", "baselines", "quarantine", "erasures")


@dataclass(frozen=True)
class Outcome:
    """How a run ended: what to tell, and the exit code (0 published or nothing to do, 1 a load was held back)."""

    lines: tuple[str, ...]
    exit_code: int


def state(settings: Settings, as_at: date | None) -> str:
    """Digest of all that a run depends on: code, the council's settings, the inbox, the day, the registers shown.

    Files count by name, size and time of change, so that this takes a moment whatever their size; ingestion itself
    goes by content.
    """
    digest = hashlib.sha256(str(as_at).encode())
    digest.update(code_digest().encode())
    digest.update(digest_of_folders([settings.config]).encode())
    for register in SHOWN_REGISTERS:
        entered = settings.registers / f"{register}.jsonl"
        digest.update(hashlib.sha256(entered.read_bytes() if entered.exists() else b"").digest())
    for path in sorted(p for p in settings.inbox.rglob("*") if p.is_file()):
        facts = path.stat()
        digest.update(f"{path.relative_to(settings.inbox).as_posix()}\0{facts.st_size}\0{facts.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def run(settings: Settings, *, as_at: date | None, again: bool, listener: Listener) -> Outcome:
    """Run everything that is new, or say that nothing is.

    Raises:
        WreathError: Another run holds the lock, or a step failed; what was published stays published.
    """
    with only_run(settings), listening(listener):
        return _run(settings, as_at=as_at, again=again)


@contextmanager
def only_run(settings: Settings) -> Iterator[None]:
    """Hold WREATH_HOME for one run; entering it again in the same process is free.

    Raises:
        WreathError: Another run holds it.
    """
    files.make_folder(settings.home, files.OWNER_ONLY)
    lock = FileLock(settings.home / ".lock", timeout=0, is_singleton=True, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise WreathError(f"another run is under way in {settings.home}: wait until it ends") from error
    try:
        yield
    finally:
        lock.release()


def _run(settings: Settings, *, as_at: date | None, again: bool) -> Outcome:
    before = current(settings)
    now = state(settings, as_at)
    if before is not None and not again and before.facts().get("state") == now:
        facts = before.facts()
        return Outcome(
            (f"Nothing new since run {facts['run']} (as at {facts['as_at']}); the published copy is untouched.",), 0
        )
    apply_quiet_environment(settings)
    from dagster_project.defs.job import execute

    execute(settings, as_at=as_at)
    after = current(settings)
    if after is None:
        raise WreathError("the run ended without publishing; see `wreath ui`")
    return _outcome(settings, after)


def _outcome(settings: Settings, published: Published) -> Outcome:
    from dagster_project.baselines import compare as baselines
    from dagster_project.returns.ssda903.against_frozen import standing_lines
    from dagster_project.terminal import counted

    facts = published.facts()
    held = held_back_lines(facts)
    lines = [
        f"Published run {facts['run']} as at {facts['as_at']}: {counted(facts['loads_new'], 'new load')}, "
        f"{facts['models']} models, {facts['tests']} tests ({facts['warnings']} warnings).",
        *held,
        *standing_lines(settings, published.returns),
        *baselines.standing_lines(settings),
        "Open:",
        f"  pages    {_shown(published.site / 'index.html')}",
        f"  dbt docs {_shown(published.site / 'docs' / 'index.html')}",
        f"  returns  {_shown(published.returns)}",
        "  Dagster  wreath ui",
    ]
    return Outcome(tuple(lines), 1 if held else 0)


def held_back_lines(facts: dict[str, Any]) -> list[str]:
    """Return a line for each file that was held back: what, where (the message names the file), what to do."""
    return [
        f"{event['outcome']}: {event['message']}" + (f"; {event['advice']}" if event["advice"] else "")
        for event in facts.get("held_back", [])
    ]


def _shown(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
