"""From what somebody names on the command line to a report in WREATH_HOME/reports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903.read import Format, read_return
from dagster_project.returns.ssda903.return_names import locate_return
from dagster_project.returns.ssda903.rules.earlier import read_history, read_reference
from dagster_project.returns.ssda903.rules.exceptions import exceptions, with_explanations
from dagster_project.returns.ssda903.rules.inputs import Frames
from dagster_project.returns.ssda903.rules.reach import history_begins, with_reach
from dagster_project.returns.ssda903.rules.report import JSON, Report, failures_of, make_report
from dagster_project.returns.ssda903.rules.validation import validate_frames
from dagster_project.settings import Settings

#: Folder of the reports of rules below WREATH_HOME/reports.
FOLDER = "rules"


@dataclass(frozen=True)
class Asked:
    """What `wreath validate` was asked: a return by name, its year, and what to hold beside it.

    `previous` and each of `history` are names too, as `locate_return` has them; a folder in `history` may hold one
    a year. `authority` says whose frozen and published returns are meant, `local_authority` what PL_LA is held against.
    """

    named: str
    collection_year: str
    previous: str | None = None
    history: tuple[str, ...] = ()
    reference: Path | None = None
    local_authority: str | None = None
    authority: str | None = None
    file_format: Format | None = None


def validate_return(settings: Settings, catalogue: Catalogue, asked: Asked) -> tuple[Report, Path]:
    """Hold a return against the rules, and return the report with the folder it belongs in.

    Raises:
        WreathError: A return or list that is named cannot be read.
    """
    year = asked.collection_year
    locate = partial(locate_return, settings, authority=asked.authority)
    read = read_return(locate(asked.named), catalogue, year, file_format=asked.file_format)
    previous = None if asked.previous is None else read_return(locate(asked.previous), catalogue).file_set.tables
    history = read_history([locate(named) for named in asked.history], catalogue) if asked.history else None
    result = validate_frames(
        read.file_set.tables,
        collection_year=year,
        previous=previous,
        history=history,
        reference=None if asked.reference is None else read_reference(asked.reference),
        local_authority=asked.local_authority,
        file_format=read.file_format,
        catalogue=catalogue,
    )
    notices = [str(notice) for notice in read.notices]
    failures = result.failures
    if history is not None:
        failures = with_reach(failures, read.file_set.tables, history, catalogue)
        notices += _of_history(history)
    failures = with_explanations(failures, exceptions(settings))
    report = make_report(asked.named, year, result, failures, catalogue, tuple(notices))
    return report, settings.reports / FOLDER / _folder_name(asked)


def _of_history(history: Frames) -> list[str]:
    """What to know of the earlier years that were given."""
    begins = history_begins(history)
    if begins is None:
        return ["history: no episode in the years that were given has ended, so they show no earlier care"]
    return [f"history: the years that were given know nothing of care that ended before {begins:%d/%m/%Y}"]


def known_failures(settings: Settings) -> pl.DataFrame:
    """Return the failures of every report of rules that is kept."""
    found = [failures_of(path.read_text(encoding="utf-8")) for path in settings.reports.glob(f"{FOLDER}/*/{JSON}")]
    return pl.concat(found) if found else failures_of('{"failures": []}')


def _folder_name(asked: Asked) -> str:
    """The year and the return's own name, without what a file system cannot hold."""
    own = re.sub(r"[^A-Za-z0-9-]+", "_", Path(asked.named).name).strip("_")[-60:]
    return f"{asked.collection_year}_{own or 'return'}"
