"""What lies in the inbox: which files are ready, which must wait, and what does not belong there."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from dagster_project.catalogue.rows.base import check_year

Outcome = Literal[
    "accepted", "warned", "quarantined", "duplicate", "refused", "stray", "waiting", "missing", "empty", "unknown"
]

#: How long a file that changed a moment ago is watched before it is read (seconds).
SETTLE_SECONDS = 0.5
#: Files that changed within this time (seconds) are watched; older ones are taken to be whole.
YOUNG_SECONDS = 60.0
#: Leavings of file managers, which nobody put there on purpose.
CLUTTER = frozenset({"thumbs.db", "desktop.ini"})
UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".filepart", "~")
READABLE = (".csv", ".xml", ".xlsx", ".xlsm")

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
    """A file in the inbox, as its path and its directory entry tell; `collection_year` is that of its folder or ''."""

    path: Path
    name: str
    source: str
    local_authority_code: str
    size: int
    modified_ns: int
    collection_year: str = ""

    @property
    def stamp(self) -> tuple[int, int]:
        """Size in bytes and time of change: another stamp is another file."""
        return self.size, self.modified_ns


@dataclass(frozen=True)
class Look:
    """One look into the inbox: files that can be read now, and events about everything else."""

    ready: tuple[InboxFile, ...]
    events: tuple[InboxEvent, ...]


def look(
    inbox: Path,
    sources: Iterable[str],
    authority: str,
    settle_seconds: float = SETTLE_SECONDS,
    yearly: Collection[str] = (),
) -> Look:
    """Sort what lies in the inbox; nothing is read and nothing raises for what people may put there.

    Args:
        inbox: Folder with one folder a source.
        sources: Names of the sources that the catalogue knows.
        authority: DfE number for files that are in no authority's own folder.
        settle_seconds: How long files that changed a moment ago are watched, once for all; 0 not to watch.
        yearly: Those of the sources whose files may lie in folders named after their collection year.
    """
    known = sorted(sources)
    ready: list[InboxFile] = []
    events: list[InboxEvent] = []
    if not inbox.is_dir():
        advice = "make the folder and put each system's extracts in a folder named after it"
        return Look((), (InboxEvent("", "missing", "there is no inbox folder", advice),))
    for entry in _listed(inbox, "", "", events):
        if entry.name in known and entry.is_dir(follow_symlinks=False):
            place = _Place(Path(entry.path), entry.name, entry.name, authority, "", entry.name in yearly)
            _look_in_folder(place, ready, events)
        elif entry.is_dir(follow_symlinks=False):
            message = f"folder inbox/{shown(entry.name)} belongs to no source and was left alone"
            advice = f"rename it to one of {', '.join(known)}"
            events.append(InboxEvent(shown(entry.name), "unknown", message, advice))
        else:
            advice = f"move it into the folder of its source: {', '.join(known)}"
            events.append(_stray(shown(entry.name), "", "lies beside the source folders", advice))
    ready = _watch(ready, settle_seconds, events)
    ready.sort(key=lambda file: (file.source, _date_key(file.path.name), file.name))
    # Returns of earlier years come once, if at all: nothing is missing without them.
    events.extend(_missing(source) for source in known if source not in yearly and not (inbox / source).is_dir())
    if not ready and not any(event.outcome in ("waiting", "stray") for event in events):
        events.append(InboxEvent("", "empty", "the inbox holds no file", "put extracts in inbox/<source>/"))
    return Look(tuple(ready), tuple(events))


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


@dataclass(frozen=True)
class _Place:
    """A folder of a source: where it is, what it is called below the inbox, and what its files have in common."""

    folder: Path
    name: str
    source: str
    authority: str
    collection_year: str
    is_yearly: bool

    def inner(self, name: str) -> _Place | None:
        """Return what a folder inside this one is, None when its name says nothing: an authority, then a year."""
        path = replace(self, folder=self.folder / name, name=f"{self.name}/{shown(name)}")
        if self.collection_year:
            return None
        if self.name == self.source and re.fullmatch(r"\d{3}", name):
            return replace(path, authority=name)
        if self.is_yearly and _is_year(name):
            return replace(path, collection_year=name)
        return None


def _look_in_folder(place: _Place, ready: list[InboxFile], events: list[InboxEvent]) -> None:
    for entry in _listed(place.folder, place.name, place.source, events):
        if not entry.is_dir(follow_symlinks=False):
            _look_at(entry, place, ready, events)
            continue
        inner = place.inner(entry.name)
        if inner is not None:
            _look_in_folder(inner, ready, events)
        else:
            events.append(_nameless(place, f"{place.name}/{shown(entry.name)}"))


def _nameless(place: _Place, where: str) -> InboxEvent:
    """Return the event of a folder whose name is neither an authority's number nor, where that may be, a year."""
    if place.name != place.source and not place.is_yearly:
        return _stray(where, place.source, "is a link or a folder, not a file", "put the file itself there")
    message = f"folder inbox/{where} is not an authority's number and was left alone"
    advice = "name it by three digits, such as 815, or move its files up"
    if place.is_yearly:
        message = f"folder inbox/{where} is neither an authority's number nor a collection year and was left alone"
        advice = "name it by a year, such as 2021-22, or by three digits with the years inside"
    return InboxEvent(where, "unknown", message, advice, source=place.source)


def _is_year(name: str) -> bool:
    try:
        return check_year(name) == name
    except ValueError:
        return False


def _look_at(entry: os.DirEntry[str], place: _Place, ready: list[InboxFile], events: list[InboxEvent]) -> None:
    where, source = f"{place.name}/{shown(entry.name)}", place.source
    if not entry.is_file(follow_symlinks=False):
        events.append(_stray(where, source, "is a link or a folder, not a file", "put the file itself there"))
        return
    if not entry.name.isprintable():
        events.append(_stray(where, source, "has a name with characters that cannot be shown", "rename it"))
        return
    status = entry.stat(follow_symlinks=False)
    is_young = abs(time.time_ns() - status.st_mtime_ns) < YOUNG_SECONDS * 1e9
    if entry.name.casefold().endswith(UNFINISHED) or (status.st_size == 0 and is_young):
        events.append(waiting(where, source))
    elif status.st_size == 0:
        events.append(_stray(where, source, "is empty: it holds not one byte", "export it again"))
    elif not entry.name.casefold().endswith(READABLE):
        events.append(_stray(where, source, "is neither .csv, .xml nor .xlsx", "export it as CSV, or take it out"))
    else:
        size, time_ns = status.st_size, status.st_mtime_ns
        path, year = Path(entry.path), place.collection_year
        ready.append(InboxFile(path, where, source, place.authority, size, time_ns, year))


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


def _missing(source: str) -> InboxEvent:
    message = f"folder inbox/{source} does not exist, so nothing new was read from that source"
    return InboxEvent(source, "missing", message, "make it when the source sends extracts", source=source)


def _stray(where: str, source: str, problem: str, advice: str) -> InboxEvent:
    return InboxEvent(where, "stray", f"{where} {problem}", advice, source=source)


def _listed(folder: Path, where: str, source: str, events: list[InboxEvent]) -> list[os.DirEntry[str]]:
    """Return what lies in a folder by name, without hidden files and the leavings of file managers.

    Of a folder that cannot be opened: nothing, and an event.
    """
    try:
        with os.scandir(folder) as found:
            listed = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        message = f"folder inbox/{where} cannot be opened: {error.strerror}"
        events.append(InboxEvent(where, "unknown", message, "give Wreath the right to read it", source=source))
        return []
    return [entry for entry in listed if not (entry.name.startswith((".", "~$")) or entry.name.casefold() in CLUTTER)]


def shown(name: str) -> str:
    """Return a name on one line: what cannot be printed becomes a question mark."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)


def _date_key(name: str) -> str:
    """Older extracts are taken in first; a date that is none sorts first and is refused when the file is read."""
    try:
        found = date_in_name(name)
    except ValueError:
        found = None
    return found.isoformat() if found else ""
