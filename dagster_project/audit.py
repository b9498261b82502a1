"""The answer to `wreath audit`: decisions from every register, loads, and the runs that are kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dagster_project.landing.manifest import LoadRecord, Manifest
from dagster_project.registers import Entry, Register
from dagster_project.run_record import run_records
from dagster_project.settings import Settings
from dagster_project.terminal import counted


@dataclass(frozen=True)
class Audit:
    """Decisions by day, each with the name of its register; loads as they came; records of runs, the latest last."""

    decisions: tuple[tuple[str, Entry], ...]
    loads: tuple[LoadRecord, ...]
    runs: tuple[Mapping[str, Any], ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return {
            "decisions": [{"register": name, **json.loads(entry.line())} for name, entry in self.decisions],
            "loads": [{name: getattr(load, name) for name in _LOAD_COLUMNS} for load in self.loads],
            "runs": list(self.runs),
        }

    def lines(self) -> list[str]:
        """Return it as lines for people."""
        lines = [f"{len(self.decisions)} decisions"]
        lines += [f"  {entry.day} {entry.who}: {entry.kind}: {_said(entry)}" for _, entry in self.decisions]
        lines.append(f"{len(self.loads)} loads")
        lines += [
            f"  {load.load_id} {load.extract_date or 'no date'} {load.status}: {load.file}, {load.rows_read:,} rows"
            + (f", {load.rows_quarantined:,} left out" if load.rows_quarantined else "")
            + (f", {load.rows_erased:,} of people who were erased" if load.rows_erased else "")
            + (f"; {load.reason}" if load.reason else "")
            for load in self.loads
        ]
        lines.append(f"{counted(len(self.runs), 'run')} on record")
        return lines + [f"  {_run_line(run)}" for run in self.runs]


_LOAD_COLUMNS = (
    "load_id", "sequence", "source", "dataset", "local_authority_code", "file", "sha256", "extract_date", "status",
    "reason", "rows_read", "rows_accepted", "rows_unreadable", "rows_quarantined",
    "rows_erased",
)  # fmt: skip


def audit(settings: Settings, *, since: date | None = None) -> Audit:
    """Gather what is on record; `since` leaves earlier decisions out.

    Raises:
        WreathError: A register is damaged.
    """
    names = sorted(path.stem for path in settings.registers.glob("*.jsonl"))
    entries = [(name, entry) for name in names for entry in Register(settings, name).entries()]
    wanted = [(name, entry) for name, entry in entries if since is None or entry.day >= since]
    wanted.sort(key=lambda found: (found[1].day, found[0], found[1].sequence))
    return Audit(tuple(wanted), tuple(Manifest.read(settings.landing)), tuple(run_records(settings)))


def _run_line(run: Mapping[str, Any]) -> str:
    """A run in one line: when, how it ended, what it took in and out, how long and in how much memory."""
    checks, stand = run.get("checks", {}), run.get("standing", {})
    parts = [
        f"as {run['published']}, as at {run.get('as_at')}" if run.get("published") else run.get("error", ""),
        counted(run["loads_new"], "new load") if "loads_new" in run else "",
        f"{stand['usable']:,} of {stand['rows']:,} rows usable" if stand else "",
        f"{counted(checks['failed'], 'check')} failed" if checks else "",
        f"{run['seconds']:,.0f} s" if "seconds" in run else "",
        f"{run['peak_mb']:,} MB" if run.get("peak_mb") else "",
    ]
    return f"{run['run_id']} {run['outcome']}: " + "; ".join(part for part in parts if part)


def _said(entry: Entry) -> str:
    """The plain values of an entry; what is long or a list is in the register."""
    plain = {name: value for name, value in entry.content.items() if isinstance(value, str | int) and value != ""}
    return ", ".join(f"{name} {value}" for name, value in plain.items() if "sha256" not in name)
