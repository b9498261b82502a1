"""A process that has everything imported and dbt's project parsed, and forks a run for each line it is given.

`python -m tests.crash.nursery HOME KIND`: a line is the number of seconds after which the run is killed (`inf` for
never); the answer is `killed STEP` or `ended SECONDS`, STEP being the one under way. KIND `whole` is `wreath run
--again`; `short` takes in, builds the staging models and publishes those, for kills that cost a tenth.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from dagster_project.landing.intake import take_in
from dagster_project.progress import Step, listening, step
from dagster_project.run import only_run, run
from dagster_project.run_facts import add_facts, last_load_told_of, read_facts, start_facts
from dagster_project.settings import Settings, apply_quiet_environment
from dagster_project.warehouse import dbt
from dagster_project.warehouse.prepare import load_catalogue, prepare_build, write_catalogue_tables
from dagster_project.warehouse.publish import begin_draft, draft, publish

_LOOK = 0.02


def whole(settings: Settings) -> None:
    """Do what `wreath run --again` does."""
    run(settings, as_at=None, again=True, listener=_noting(settings))


def short(settings: Settings) -> None:
    """Take in what is new, build the staging models on it, and publish what came of it."""
    with only_run(settings), listening(_noting(settings)):
        catalogue = load_catalogue(settings)
        start_facts(settings, run_id="short", state="")
        with step("Catalogue"):
            write_catalogue_tables(settings, catalogue)
        with step("Inbox"):
            result = take_in(settings, catalogue, told=last_load_told_of(settings))
        add_facts(settings, as_at=str(result.as_at), last_load=result.last_sequence)
        begin_draft(settings)
        prepare_build(settings, catalogue)
        with step("Warehouse"):
            dbt.build_models(settings, select=["staging"]).raise_for_faults()
        with step("Dashboards"), duckdb.connect(str(draft(settings).dashboards)) as connection:
            connection.execute(f"attach '{settings.warehouse}' as warehouse (read_only)")
            connection.execute("create table loads as select * from warehouse.landing.loads order by all")
        with step("Publish"):
            publish(settings, read_facts(settings))


KINDS: dict[str, Callable[[Settings], None]] = {"whole": whole, "short": short}


def _noting(settings: Settings) -> Callable[[Step], None]:
    """Note the step under way; it begins when it has no seconds yet."""
    note = _note(settings)
    return lambda event: None if event.seconds is not None else note.write_text(event.name) and None


def _note(settings: Settings) -> Path:
    return settings.home.with_name(f"{settings.home.name}.step")


def forked(work: Callable[[], None]) -> int:
    """Do something in a process of its own, which ends with 0 when it comes through; return the number of it."""
    child = os.fork()
    if child == 0:
        code = 1
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return child


def killed_after(settings: Settings, work: Callable[[Settings], None], seconds: float) -> str:
    """Fork a run, kill it after some seconds, and say how it ended."""
    _note(settings).write_text("start")
    started = time.monotonic()
    child = forked(lambda: work(settings))
    while time.monotonic() - started < seconds:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            took = time.monotonic() - started
            return f"ended {took:.1f}" if status == 0 else f"failed {_note(settings).read_text()}"
        time.sleep(_LOOK)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return f"killed {_note(settings).read_text()}"


def say(line: str) -> None:
    """Answer with a line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Read how long each run may live."""
    settings, work = Settings(Path(sys.argv[1])), KINDS[sys.argv[2]]
    apply_quiet_environment(settings)
    if work is whole:
        import dagster_project.definitions  # noqa: F401  # imported once for all runs
    dbt.manifest_path(settings)
    dbt._parsed(settings)
    say("ready")
    for line in sys.stdin:
        say(killed_after(settings, work, float(line)))


if __name__ == "__main__":
    main()
