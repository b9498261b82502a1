"""Keeping a baseline, finding it again, and noticing that somebody has changed it."""

from __future__ import annotations

import difflib
import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version
from typing import Any

from dagster_project import files
from dagster_project.baselines.measures import Measured, Measurement, measure
from dagster_project.errors import WreathError
from dagster_project.numbered import place_for
from dagster_project.registers import Register, one_line
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import require_current

#: Name of the register, and what its entries are.
REGISTER, KIND = "baselines", "baseline kept"
#: How a baseline's file is laid out; a later release reads every earlier one.
SCHEMA = 1
#: Words that `wreath baseline` understands as commands.
RESERVED = ("compare", "keep", "list")
_READ_ONLY = 0o444
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Baseline:
    """A baseline as the register names it.

    Args:
        name: What people call it; used once.
        why: Why it was kept; may be empty.
        as_at: Day that the measured copy looked from, as YYYY-MM-DD.
        run: Published run that was measured.
        measures: How many numbers it holds.
        file: Where it is, relative to WREATH_HOME, with slashes.
        sha256: Digest of that file.
        day: When it was kept.
        who: Account that kept it.
    """

    name: str
    why: str
    as_at: str
    run: str
    measures: int
    file: str
    sha256: str
    day: date
    who: str


def baselines(settings: Settings) -> tuple[Baseline, ...]:
    """Return every baseline, earliest first.

    Raises:
        WreathError: The register is damaged.
    """
    return _entered(Register(settings, REGISTER))


def keep_baseline(settings: Settings, name: str, *, day: date, why: str = "") -> Baseline:
    """Measure the published copy and keep the numbers for good.

    Raises:
        WreathError: Nothing is published, or the name is empty, too long, a command or used before, or a text cannot
            be printed.
    """
    published = require_current(settings)
    facts = published.facts()
    register = Register(settings, REGISTER)
    reason = one_line(why)
    with register.held():
        before = _entered(register)
        wanted = _checked_name(name, before)
        measured = measure(published.dashboards)
        document = files.json_bytes(
            {
                "schema": SCHEMA,
                "name": wanted,
                "as_at": facts["as_at"],
                "run": facts["run"],
                "version": version("wreath"),
                "families": measured.families,
                "measures": [asdict(one) for one in measured.measurements],
            }
        )
        target = place_for(
            settings.baselines,
            wanted,
            entered={settings.home / baseline.file for baseline in before},
            is_the_same=lambda path: path.read_bytes() == document,
            otherwise="baseline",
            suffix=".json",
        )
        if not target.exists():
            files.write_bytes(target, document)
        target.chmod(_READ_ONLY)
        content = {
            "name": wanted,
            "why": reason,
            "as_at": facts["as_at"],
            "run": facts["run"],
            "measures": len(measured.measurements),
            "file": target.relative_to(settings.home).as_posix(),
            "sha256": hashlib.sha256(document).hexdigest(),
        }
        entry = register.append(KIND, content, day=day)
    return Baseline(**content, day=entry.day, who=entry.who)


def find_baseline(settings: Settings, name: str) -> Baseline:
    """Return the baseline of that name, whatever its capitals.

    Raises:
        WreathError: There is none; the message names the nearest.
    """
    known = {baseline.name.casefold(): baseline for baseline in baselines(settings)}
    wanted = " ".join(name.split()).casefold()
    if wanted not in known:
        near = difflib.get_close_matches(wanted, known, cutoff=0) if known else []
        names = ", ".join(f"'{known[one].name}'" for one in near)
        advice = f"the nearest are {names}" if names else "none was kept yet: `wreath baseline NAME` keeps one"
        raise WreathError(f"there is no baseline '{name}': {advice}", exit_code=2)
    return known[wanted]


def read_baseline(settings: Settings, baseline: Baseline) -> Measured:
    """Return what a baseline measured; the file is what was kept.

    Raises:
        WreathError: The file is missing or was changed, or a later release wrote it.
    """
    path = settings.home / baseline.file
    advice = "put it back from a backup"
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise WreathError(f"the baseline '{baseline.name}' is missing: {path}; {advice}") from error
    if hashlib.sha256(content).hexdigest() != baseline.sha256:
        raise WreathError(f"the baseline '{baseline.name}' is not what was kept: {path} was changed; {advice}")
    document: dict[str, Any] = json.loads(content)
    if document["schema"] > SCHEMA:
        raise WreathError(f"the baseline '{baseline.name}' was kept by a later release of Wreath: update this one")
    families = {name: tuple(parts) for name, parts in document["families"].items()}
    return Measured(families, tuple(Measurement(**one) for one in document["measures"]))


def _entered(register: Register) -> tuple[Baseline, ...]:
    return tuple(Baseline(**e.content, day=e.day, who=e.who) for e in register.entries() if e.kind == KIND)


def _checked_name(name: str, before: tuple[Baseline, ...]) -> str:
    wanted = one_line(name)
    if not wanted or len(wanted) > _LONGEST_NAME:
        raise WreathError(f"a name has between 1 and {_LONGEST_NAME} characters: {wanted!r}", exit_code=2)
    if wanted.casefold() in RESERVED:
        raise WreathError(f"'{wanted}' is a command and cannot name a baseline: choose another name", exit_code=2)
    for baseline in before:
        if baseline.name.casefold() == wanted.casefold():
            raise WreathError(
                f"'{baseline.name}' was kept on {baseline.day}; a name is used once: choose another", exit_code=2
            )
    return wanted
