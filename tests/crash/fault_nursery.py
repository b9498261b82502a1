"""A process that has everything imported, and forks a whole run for each line it is given, with a disk that fails once.

`python -m tests.crash.fault_nursery HOME`: a line is JSON with the place, the number of the operation there and the
error, or empty for a run that nobody disturbs. The answer is JSON: how it ended, in how many seconds, what it told,
and how many operations each place has had.

What dbt builds and what disclosure control hides is kept (see kept_work): dbt and DuckDB die in the killed runs
(bench_kills), here it is our own operations that fail.
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import nullcontext
from dataclasses import astuple
from pathlib import Path
from typing import Any, NoReturn

from dagster_project.errors import WreathError, refusal_of_the_disk
from dagster_project.run import run
from dagster_project.settings import Settings, apply_quiet_environment
from dagster_project.warehouse import dbt
from tests.crash.faults import KILLED, Disk, installed
from tests.crash.kept_work import keep_builds, kept_control
from tests.crash.nursery import forked, say
from tests.crash.places import Place, Where

_DEAD = 137
_CONTROL = "Disclosure control"


def main() -> None:
    """Read which operation of each run fails."""
    settings = Settings(Path(sys.argv[1]))
    apply_quiet_environment(settings)
    import dagster_project.definitions  # noqa: F401  # imported once for all runs

    dbt.manifest_path(settings)
    dbt._parsed(settings)
    keep_builds(settings.home.with_name(f"{settings.home.name}.kept"))
    say("ready")
    for line in sys.stdin:
        say(json.dumps(_ended(settings, json.loads(line) if line.strip() else None)))


def _ended(settings: Settings, wanted: dict[str, Any] | None) -> dict[str, Any]:
    """Fork a run and say how it ended."""
    told = settings.home.with_name(f"{settings.home.name}.told")
    told.unlink(missing_ok=True)
    started = time.monotonic()
    child = forked(lambda: _run(settings, wanted, told))
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    said = json.loads(told.read_text(encoding="utf-8")) if told.exists() else {"told": "", "counts": []}
    how = "killed" if code == _DEAD else "failed" if said["told"] else "ended" if code == 0 else f"exit {code}"
    return {"how": how, "seconds": round(time.monotonic() - started, 1), **said}


def _run(settings: Settings, wanted: dict[str, Any] | None, told: Path) -> None:
    """Do what `wreath run --again` does, and note what it would tell on the terminal when it fails."""
    where, error, line = Where(), wanted["error"] if wanted else KILLED, ""
    strikes = where.is_at(Place(*wanted["place"]), wanted["number"]) if wanted else lambda name: not where.next(name)
    # Where disclosure control itself is to fail it has to be there.
    is_in_control = wanted is not None and wanted["place"][0] == _CONTROL
    kept = settings.home.with_name(f"{settings.home.name}.kept")
    with nullcontext() if is_in_control else kept_control(kept), installed(Disk(strikes, error, _die)):
        try:
            run(settings, as_at=None, again=True, listener=where.hears)
        except WreathError as problem:
            line = str(problem)
        except Exception as problem:  # noqa: BLE001  # as the command line does
            line = refusal_of_the_disk(problem) or f"unexpected {type(problem).__name__}: {problem}"
    counts = [[list(astuple(place)), count] for place, count in where.counts.items()]
    told.write_text(json.dumps({"told": line, "counts": counts}), encoding="utf-8")


def _die() -> NoReturn:
    os._exit(_DEAD)


if __name__ == "__main__":
    main()
