"""What lies in the inbox: which files are ready, which must wait, and what does not belong there.

Standard library only: `wreath run` must know in a moment whether there is anything to do.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from dagster_project import files
from dagster_project.errors import WreathError
from dagster_project.landing.manifest import INBOX_FILE, Manifest

Outcome = Literal[
    "accepted", "warned", "quarantined", "duplicate", "refused", "stray", "waiting", "missing", "empty", "unknown"
]

#: The fictional authority, for which a folder without settings is read.
DEMO_AUTHORITY = "990"
#: How long a file that changed a moment ago is watched before it is read (seconds).
SETTLE_SECONDS = 0.5
#: Files that changed within this time (seconds) are watched; older ones are taken to be whole.
YOUNG_SECONDS = 60.0
#: Leavings of file managers, which nobody put there on purpose.
CLUTTER = frozenset({"thumbs.db", "desktop.ini"})
UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".filepart", "~")
READABLE = (".csv", ".xml")

_DATE = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


@dataclass(frozen=True)
class InboxEvent:
    """One thing to say about the inbox: what, where, what to do, and who answers for it.

    `file` is a path below the inbox (a folder where the event is about one); `load_id` is '' when nothing was read.
    """

    file: str
    outcome: Outcome
    message: str
    advice: str = ""
    owner: str = ""
    source: str = ""
    dataset: str = ""
    load_id: str = ""


@dataclass(frozen=True)
class InboxFile:
    """A file in the inbox, as its path and its directory entry tell."""

    path: Path
    name: str
    source: str
    local_authority_code: str
    size: int
    modified_ns: int

    @property
    def stamp(self) -> tuple[int, int]:
        """Size in bytes and time of change: another stamp is another file."""
        return self.size, self.modified_ns


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


@dataclass(frozen=True)
class Look:
    """One look into the inbox: files that can be read now, and events about everything else."""

    ready: tuple[InboxFile, ...]
    events: tuple[InboxEvent, ...]


def home_authority(config: Path) -> str:
    """Return the DfE number of the council whose inbox this is; WreathError when the settings cannot be read."""
    path = config / "council.toml"
    if not path.is_file():
        return DEMO_AUTHORITY
    try:
        value = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("local_authority_code", DEMO_AUTHORITY)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WreathError(f"config/council.toml: {error}; correct the line", exit_code=2) from error
    if not re.fullmatch(r"\d{3}", str(value)):
        message = f"config/council.toml: local_authority_code '{value}' is not three digits; write it as \"815\""
        raise WreathError(message, exit_code=2)
    return str(value)


def look(inbox: Path, sources: Iterable[str], authority: str, settle_seconds: float = SETTLE_SECONDS) -> Look:
    """Sort what lies in the inbox; nothing is read and nothing raises for what people may put there.

    Args:
        inbox: Folder with one folder a source.
        sources: Names of the sources that the catalogue knows.
        authority: DfE number for files that are in no authority's own folder.
        settle_seconds: How long files that changed a moment ago are watched, once for all; 0 not to watch.
    """
    known = sorted(sources)
    ready: list[InboxFile] = []
    events: list[InboxEvent] = []
    if not inbox.is_dir():
        advice = "make the folder and put each system's extracts in a folder named after it"
        return Look((), (InboxEvent("", "missing", "there is no inbox folder", advice),))
    for entry in _entries(inbox):
        if entry.name in known and entry.is_dir(follow_symlinks=False):
            _look_in_source(Path(entry.path), entry.name, authority, ready, events)
        elif entry.is_dir(follow_symlinks=False):
            events.append(
                InboxEvent(
                    entry.name,
                    "unknown",
                    f"folder inbox/{entry.name} belongs to no source and was left alone",
                    f"rename it to one of {', '.join(known)}",
                )
            )
        else:
            advice = f"move it into the folder of its source: {', '.join(known)}"
            events.append(_stray(entry.name, "", "lies beside the source folders", advice))
    ready = _watch(ready, settle_seconds, events)
    ready.sort(key=lambda file: (file.source, _date_key(file.path.name), file.name))
    for source in known:
        if not (inbox / source).is_dir():
            message = f"folder inbox/{source} does not exist, so nothing new was read from that source"
            advice = "make it when the source sends extracts"
            events.append(InboxEvent(source, "missing", message, advice, source=source))
    if not ready and not any(event.outcome in ("waiting", "stray") for event in events):
        events.append(InboxEvent("", "empty", "the inbox holds no file", "put extracts in inbox/<source>/"))
    return Look(tuple(ready), tuple(events))


def pending(inbox: Path, landing: Path, authority: str = DEMO_AUTHORITY) -> list[InboxFile]:
    """Return the files that are ready and were not dealt with yet; a directory listing and one small file.

    A file counts as dealt with when its size and time are those noted, or, with no note, when its content is in
    the manifest.
    """
    note = _read_note(landing)
    if not inbox.is_dir():
        return []
    sources = note.get("sources") or [entry.name for entry in _entries(inbox) if entry.is_dir(follow_symlinks=False)]
    ready = look(inbox, sources, authority, settle_seconds=0).ready
    seen = read_seen(landing)
    unknown = [file for file in ready if file.name not in seen or seen[file.name].stamp != file.stamp]
    if not unknown or seen:
        return unknown
    done = {(record.source, record.local_authority_code, record.sha256) for record in Manifest.read(landing)}
    return [file for file in unknown if (file.source, file.local_authority_code, _sha256(file.path)) not in done]


def date_in_name(name: str) -> date | None:
    """Return the last date in a file name (2026-04-30 or 20260430), None without one.

    Raises ValueError for digits that look like a date and are none, such as 2026-02-30.
    """
    found = _DATE.findall(name)
    if not found:
        return None
    year, month, day = found[-1]
    return date(int(year), int(month), int(day))


def dataset_in_name(name: str, datasets: Iterable[str]) -> str | None:
    """Return the dataset that a file name begins with; the longest when several do."""
    stem = name.casefold()
    fitting = [
        dataset
        for dataset in datasets
        if stem.startswith(dataset) and not re.match(r"[a-z]", stem[len(dataset) :].rpartition(".")[0].lstrip(" _-"))
    ]
    return max(fitting, key=len, default=None)


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


def _look_in_source(
    folder: Path, source: str, authority: str, ready: list[InboxFile], events: list[InboxEvent]
) -> None:
    for entry in _entries(folder):
        where = f"{source}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if not re.fullmatch(r"\d{3}", entry.name):
                message = f"folder inbox/{where} is not an authority's number and was left alone"
                advice = "name it by three digits, such as 815, or move its files up"
                events.append(InboxEvent(where, "unknown", message, advice, source=source))
                continue
            for inner in _entries(Path(entry.path)):
                _look_at(inner, f"{where}/{inner.name}", source, entry.name, ready, events)
        else:
            _look_at(entry, where, source, authority, ready, events)


def _look_at(
    entry: os.DirEntry[str],
    where: str,
    source: str,
    authority: str,
    ready: list[InboxFile],
    events: list[InboxEvent],
) -> None:
    if not entry.is_file(follow_symlinks=False):
        events.append(_stray(where, source, "is a link or a folder, not a file", "put the file itself there"))
        return
    status = entry.stat(follow_symlinks=False)
    if entry.name.casefold().endswith(UNFINISHED) or status.st_size == 0:
        events.append(waiting(where, source))
    elif not entry.name.casefold().endswith(READABLE):
        events.append(_stray(where, source, "is neither .csv nor .xml", "export it as CSV, or take it out"))
    else:
        found = InboxFile(Path(entry.path), where, source, authority, status.st_size, status.st_mtime_ns)
        ready.append(found)


def _watch(ready: list[InboxFile], seconds: float, events: list[InboxEvent]) -> list[InboxFile]:
    """Look again, after a moment, at files that changed a moment ago; those that change still are left alone."""
    now = time.time_ns()
    young = [file for file in ready if abs(now - file.modified_ns) < YOUNG_SECONDS * 1e9]
    if not young or seconds <= 0:
        return ready
    time.sleep(seconds)
    growing = {file.name for file in young if not is_unchanged(file)}
    events.extend(waiting(file.name, file.source) for file in young if file.name in growing)
    return [file for file in ready if file.name not in growing]


def is_unchanged(file: InboxFile) -> bool:
    """Whether a file still has the size and time of change that it was seen with."""
    try:
        status = file.path.stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == file.stamp


def waiting(where: str, source: str) -> InboxEvent:
    """Return the event of a file that seems to be on its way still."""
    message = f"{where} seems to be still being written and was left for the next run"
    return InboxEvent(where, "waiting", message, "run again when the export has ended", source=source)


def _stray(where: str, source: str, problem: str, advice: str) -> InboxEvent:
    return InboxEvent(where, "stray", f"{where} {problem}", advice, source=source)


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if not entry.name.startswith(".") and not entry.name.startswith("~$") and entry.name.casefold() not in CLUTTER:
            yield entry


def _date_key(name: str) -> str:
    """Older extracts are taken in first; a date that is none sorts first and is refused when the file is read."""
    try:
        found = date_in_name(name)
    except ValueError:
        found = None
    return found.isoformat() if found else ""


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
