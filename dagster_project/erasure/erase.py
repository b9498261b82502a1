"""Erasing people: the stop-list first, then everything that holds them, then a search that says what is left.

Each step finds for itself what is still to do, by the stop-list and not by anything kept from an earlier step: an
erasure that was killed is put right by going through all of them again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dagster_project import files
from dagster_project.catalogue import Catalogue
from dagster_project.erasure.frozen import cut_frozen
from dagster_project.erasure.plan import Plan, Whom, make_plan
from dagster_project.erasure.stop_list import (
    REGISTER,
    StopList,
    enter_end,
    enter_erasure,
    fresh_stop_list,
    read_stop_list,
    unfinished,
)
from dagster_project.errors import WreathError
from dagster_project.named_people import refuse_people
from dagster_project.progress import Listener
from dagster_project.registers import Register
from dagster_project.run import only_run
from dagster_project.search import Hit, hits, phrases, words
from dagster_project.settings import Settings, repository
from dagster_project.warehouse.pointer import require_current

_INSTEAD = "(erased)"
_LONGEST_REASON = 600


@dataclass(frozen=True)
class Erased:
    """How an erasure ended: what was done, in lines, and what a search of everything below WREATH_HOME still found."""

    lines: tuple[str, ...]
    left: tuple[Hit, ...]


def foresee(settings: Settings, whom: Whom) -> tuple[Plan, tuple[Hit, ...]]:
    """Return what erasing some people would touch and where a search finds them now; nothing is changed.

    Raises:
        WreathError: As `make_plan` raises it.
    """
    catalogue = Catalogue.load(repository() / "seeds", settings.config)
    plan = make_plan(settings, catalogue, read_stop_list(settings), whom)
    longest = max(map(len, plan.phrases), default=0)
    found = hits(settings.home, lambda said: said & plan.phrases, longest, skip=(settings.truth,))
    return plan, tuple(found)


def erase(settings: Settings, whom: Whom, *, why: str, day: date, listener: Listener) -> Erased:
    """Erase people from this copy for good.

    Args:
        settings: Where things are.
        whom: Their numbers.
        why: A reason, for the register.
        day: Local day.
        listener: Told what the run that builds the warehouse anew is doing.

    Raises:
        WreathError: A number is of nobody or of several, the reason is empty, too long or names a person, or a run is
            under way: nothing is changed. Or the run failed: `finish` goes on from there.
    """
    reason = checked_reason(settings, why)
    with only_run(settings):
        before = fresh_stop_list(settings)
        if unfinished(settings) and all(before.marked([words(one)]) for one in whom.identifiers):
            # The very erasure that was killed.
            return finish(settings, day=day, listener=listener)
        catalogue = Catalogue.load(repository() / "seeds", settings.config)
        plan = make_plan(settings, catalogue, before, whom)
        enter_erasure(settings, before, plan.content(reason, before), day)
        return finish(settings, day=day, listener=listener)


def checked_reason(settings: Settings, why: str) -> str:
    """Return a reason on one line; WreathError when it is empty, too long or names a person."""
    reason = " ".join(why.split())
    if not 1 <= len(reason) <= _LONGEST_REASON:
        raise WreathError(f"--why must hold a reason of 1 to {_LONGEST_REASON} characters", exit_code=2)
    refuse_people(settings, reason)
    return reason


def finish(settings: Settings, *, day: date, listener: Listener) -> Erased:
    """Carry through every erasure that was entered; harmless when all were.

    Raises:
        WreathError: A run is under way or failed, or a file is held open by another program.
    """
    from dagster_project.run import run

    with only_run(settings):
        stops = read_stop_list(settings)
        if not stops:
            raise WreathError("nobody was ever erased here", exit_code=2)
        lines = cut_frozen(settings, stops, day)
        lines += _redact(settings, stops)
        lines += run(settings, as_at=None, again=True, listener=listener).lines[:1]
        # The run may have found more of their numbers.
        stops = read_stop_list(settings)
        lines += _retire_builds(settings)
        lines += _remove_reports(settings, stops)
        left = search_home(settings, stops)
        places = sorted({hit.file for hit in left})
        enter_end(settings, {"hits": len(left), "files": places}, day)
    return Erased(tuple(lines), tuple(left))


def search_home(settings: Settings, stops: StopList) -> list[Hit]:
    """Return everything below WREATH_HOME by which somebody who was erased can be found.

    The truth of the demo is left out: a council's home has none.
    """
    skip = (settings.truth, settings.registers / f"{REGISTER}.jsonl")
    return hits(settings.home, stops.marked, stops.longest, skip=skip) if stops.longest else []


def _redact(settings: Settings, stops: StopList) -> list[str]:
    """Take their numbers out of the registers: an explained failure names the child, a sheet made names the person."""

    def is_theirs(text: str) -> bool:
        return bool(stops.marked(phrases(text, stops.longest)))

    lines = []
    for path in sorted(settings.registers.glob("*.jsonl")):
        if path.stem != REGISTER:
            changed = Register(settings, path.stem).redact(is_theirs, _INSTEAD)
            lines += [f"register {path.stem}: {changed} entries no longer name them"] if changed else []
    return lines


def _retire_builds(settings: Settings) -> list[str]:
    """Remove every published run but the one that was built without them."""
    now = require_current(settings).folder
    old = [path for path in sorted(settings.published.iterdir()) if path.is_dir() and path != now]
    for folder in old:
        _remove(folder)
    return [f"{len(old)} older published builds removed"] if old else []


def _remove_reports(settings: Settings, stops: StopList) -> list[str]:
    """Remove reports that name them; those of the last run were made without."""
    if not settings.reports.is_dir() or not stops.longest:
        return []
    named = sorted({hit.file for hit in hits(settings.reports, stops.marked, stops.longest)})
    for name in named:
        files.remove(settings.reports / name)
    return [f"reports/{name} removed" for name in named]


def _remove(folder: Path) -> None:
    files.remove_folder(folder)
    if folder.exists():
        raise WreathError(f"{folder} cannot be removed: close what has it open, then `wreath erase --finish`")
