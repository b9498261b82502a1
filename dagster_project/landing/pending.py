"""Which files of the inbox were dealt with, and so whether anything is new.

Standard library only: `wreath run` must know in a moment whether there is anything to do.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dagster_project import files
from dagster_project.landing.inbox import DEMO_AUTHORITY, InboxEvent, InboxFile, Outcome, entries, look
from dagster_project.landing.manifest import INBOX_FILE, Manifest


@dataclass(frozen=True)
class Seen:
    """A file that was dealt with, so that it is not read again while nothing has changed."""

    size: int
    modified_ns: int
    sha256: str
    outcome: Outcome
    load_id: str
    digest: str

    @property
    def stamp(self) -> tuple[int, int]:
        """Size in bytes and time of change when the file was dealt with."""
        return self.size, self.modified_ns


def pending(inbox: Path, landing: Path, authority: str = DEMO_AUTHORITY) -> list[InboxFile]:
    """Return the files that are ready and were not dealt with yet; a directory listing and one small file.

    A file counts as dealt with when its size and time are those noted, or, with no note, when its content is in
    the manifest.
    """
    note = _read_note(landing)
    if not inbox.is_dir():
        return []
    sources = note.get("sources") or [entry.name for entry in entries(inbox) if entry.is_dir(follow_symlinks=False)]
    ready = look(inbox, sources, authority, settle_seconds=0).ready
    seen = read_seen(landing)
    unknown = [file for file in ready if file.name not in seen or seen[file.name].stamp != file.stamp]
    if not unknown or seen:
        return unknown
    done = {(record.source, record.local_authority_code, record.sha256) for record in Manifest.read(landing)}
    return [file for file in unknown if (file.source, file.local_authority_code, _sha256(file.path)) not in done]


def read_seen(landing: Path) -> dict[str, Seen]:
    """Return the files dealt with so far by name; empty when the note is missing or cannot be read."""
    return {name: Seen(**values) for name, values in _read_note(landing).get("seen", {}).items()}


def read_events(landing: Path) -> tuple[InboxEvent, ...]:
    """Return what there was to say about the inbox at the last look."""
    return tuple(InboxEvent(**event) for event in _read_note(landing).get("events", []))


def write_note(landing: Path, seen: Mapping[str, Seen], events: Iterable[InboxEvent], sources: Iterable[str]) -> None:
    """Note what was dealt with and what there was to say; an unchanged note is not written again."""
    note = {
        "seen": {name: asdict(entry) for name, entry in sorted(seen.items())},
        "events": [asdict(event) for event in events],
        "sources": sorted(sources),
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


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
