"""The note of the last look into the inbox: which files were dealt with, and what there was to say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dagster_project import files
from dagster_project.landing.inbox import InboxEvent, Outcome
from dagster_project.landing.manifest import INBOX_FILE


@dataclass(frozen=True)
class Seen:
    """A file that was dealt with, so that it is not read again while nothing has changed.

    `outcome` is 'refused' when any of its loads was, else that of the first; `told` is the sequence of the last load
    that the published copy told of when the file was met.
    """

    size: int
    modified_ns: int
    sha256: str
    outcome: Outcome
    load_ids: tuple[str, ...]
    digest: str
    told: int = 0

    @property
    def stamp(self) -> tuple[int, int]:
        """Size in bytes and time of change when the file was dealt with."""
        return self.size, self.modified_ns


def read_seen(landing: Path) -> dict[str, Seen]:
    """Return the files dealt with so far by name; empty when the note is missing or cannot be read.

    Entries of an older release, which knew of one load a file, are left out: their files are read once more.
    """
    noted = _read_note(landing).get("seen", {})
    return {
        name: Seen(**{**values, "load_ids": tuple(values["load_ids"])})
        for name, values in noted.items()
        if "load_ids" in values
    }


def read_events(landing: Path) -> tuple[InboxEvent, ...]:
    """Return what there was to say about the inbox at the last look."""
    return tuple(InboxEvent(**event) for event in _read_note(landing).get("events", []))


def write_note(landing: Path, seen: Mapping[str, Seen], events: Iterable[InboxEvent]) -> None:
    """Note what was dealt with and what there was to say; an unchanged note is not written again."""
    note = {
        "seen": {name: {**asdict(entry), "load_ids": list(entry.load_ids)} for name, entry in sorted(seen.items())},
        "events": [asdict(event) for event in events],
    }
    if note != _read_note(landing):
        files.write_json(landing / "manifest" / INBOX_FILE, note)


def _read_note(landing: Path) -> dict[str, Any]:
    """A note that cannot be read is only a lost cache: files are then recognised by their content."""
    try:
        note: dict[str, Any] = json.loads((landing / "manifest" / INBOX_FILE).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return note
