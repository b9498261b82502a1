"""From the inbox to loads in force: what is new is read, typed, judged and kept; what cannot be is said in one line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dagster_project.catalogue import Catalogue
from dagster_project.erasure.landed import cut_kept, remove_originals
from dagster_project.erasure.stop_list import read_stop_list
from dagster_project.landing.acceptance import as_at as day_to_look_from
from dagster_project.landing.acceptance import not_yet
from dagster_project.landing.authority import home_authority
from dagster_project.landing.content import ChangedError, Content
from dagster_project.landing.decisions import decisions, waits
from dagster_project.landing.inbox import (
    SETTLE_SECONDS,
    InboxEvent,
    InboxFile,
    Look,
    Outcome,
    is_unchanged,
    look,
    waiting,
)
from dagster_project.landing.loads import Door, Judge, load_file, retype
from dagster_project.landing.manifest import LoadRecord, Manifest
from dagster_project.landing.seen import Seen, read_events, read_seen, write_note
from dagster_project.landing.storage import tidy
from dagster_project.landing.tables import write_small_tables
from dagster_project.landing.views import write_views
from dagster_project.settings import Settings


@dataclass(frozen=True)
class TakeInResult:
    """What one run took in.

    `loads` are the new loads (accepted, warned, quarantined or refused), `retyped` those typed again because
    the catalogue changed or somebody decided about them, `events` everything worth a line, `as_at` the day that the
    warehouse is seen as at, `last_sequence` the number of the last load there is.
    """

    loads: tuple[LoadRecord, ...]
    retyped: tuple[LoadRecord, ...]
    events: tuple[InboxEvent, ...]
    as_at: date | None
    last_sequence: int

    @property
    def loads_new(self) -> int:
        """How many files were read as loads now, used or not; one that could not be read at all is no load."""
        return sum(load.has_rows for load in self.loads)

    @property
    def held_back(self) -> tuple[LoadRecord, ...]:
        """Loads entered now that the warehouse may not use."""
        return tuple(load for load in self.loads if not load.is_usable)

    @property
    def is_waiting(self) -> bool:
        """Whether a file was left for the next run, which must then not be taken for 'nothing new'."""
        return any(event.outcome == "waiting" for event in self.events)


def open_door(settings: Settings, catalogue: Catalogue, judge: Judge | None = None, told: int | None = None) -> Door:
    """Gather what taking in loads needs; `judge` is Great Expectations with the catalogue's suites unless given."""
    if judge is None:
        from dagster_project.quality.judge import SuiteJudge

        judge = SuiteJudge(catalogue)
    manifest, stops = Manifest.read(settings.landing), read_stop_list(settings)
    last = manifest.next_sequence() - 1 if told is None else told
    return Door(settings, catalogue, manifest, judge, catalogue.reading_digest(), decisions(settings), last, stops)


def take_in(
    settings: Settings,
    catalogue: Catalogue,
    *,
    as_at: date | None = None,
    settle_seconds: float = SETTLE_SECONDS,
    judge: Judge | None = None,
    told: int | None = None,
) -> TakeInResult:
    """Take in what is new in the inbox and write the views that SQL reads.

    Args:
        settings: Where things are.
        catalogue: The layered catalogue; loads typed by another one are typed again.
        as_at: The day to look from; by default the latest extract date of a usable load.
        settle_seconds: How long files that changed a moment ago are watched; those that change still are left
            for the next run.
        judge: Judges loads; tests give their own.
        told: Sequence of the last load that was told of: what a run took in that never ended is new again. By default
            every load that there is was told of.

    Raises:
        WreathError: The council's settings cannot be read. Bad input never raises: it is an event and a record.
    """
    door = open_door(settings, catalogue, judge, told)
    tidy(settings, door.manifest)
    sources = [source.source for source in catalogue.sources]
    found = look(settings.inbox, sources, home_authority(settings).code, settle_seconds, catalogue.yearly_sources)
    door = cut_kept(door)
    retyped = retype_stale(door)
    loads, events = take_in_files(found, door)
    # What was stopped just now may tell whose rows of other files are.
    door = cut_kept(door)
    remove_originals(settings, door.manifest)
    standing = [event for event in read_events(settings.landing) if event not in events]
    day = finish(settings, catalogue, door.manifest, [*events, *standing], as_at)
    return TakeInResult(loads, retyped, events, day, door.manifest.next_sequence() - 1)


def retype_stale(door: Door) -> tuple[LoadRecord, ...]:
    """Type every load again that was typed under another catalogue or decision, oldest first; return their records."""
    known = {dataset.dataset for dataset in door.catalogue.datasets}
    stale = [record for record in door.manifest if door.is_stale(record)]
    return tuple(retype(record, door) for record in stale if record.dataset in known)


def take_in_files(found: Look, door: Door) -> tuple[tuple[LoadRecord, ...], tuple[InboxEvent, ...]]:
    """Take in the files of a look that were not dealt with yet; return their loads and everything worth a line."""
    landing = door.settings.landing
    seen, events = read_seen(landing), list(found.events)
    loads: list[LoadRecord] = []
    known = {record.load_id for record in door.manifest if record.has_rows and record.sequence <= door.told}
    for file in found.ready:
        entry = seen.get(file.name)
        if entry is not None and entry.stamp == file.stamp and not _try_again(entry, door):
            continue
        try:
            content = _opened(file)
            entered = load_file(file, content, door)
        except ChangedError:
            events.append(waiting(file.name, file.source))
            continue
        outcomes: list[Outcome] = []
        for load in entered:
            is_new = load.load_id not in known
            # The file that brought a load says so again; another one with the same content adds nothing.
            is_itself = not is_new and load.status != "refused" and load.file == file.name
            event = _event(file, load, is_new=is_new or is_itself or load.status == "refused")
            outcomes.append(event.outcome)
            if is_new:
                loads.append(load)
            if not is_itself:
                events.append(event)
        known |= {load.load_id for load in entered if load.has_rows}
        outcome = "refused" if "refused" in outcomes else outcomes[0]
        load_ids = tuple(load.load_id for load in entered)
        seen[file.name] = Seen(*file.stamp, entered[0].sha256, outcome, load_ids, door.digest, door.told)
    present = {file.name for file in found.ready}
    kept = {name: entry for name, entry in seen.items() if name in present}
    lasting = [*found.events, *_standing(kept, door)]
    write_note(landing, kept, lasting)
    return tuple(loads), tuple(events)


def finish(
    settings: Settings,
    catalogue: Catalogue,
    manifest: Manifest,
    events: Collection[InboxEvent],
    as_at: date | None = None,
) -> date | None:
    """Write the small tables and the views, and return the day that everything is seen as at."""
    day = day_to_look_from(manifest, as_at)
    write_small_tables(settings, manifest, [*events, *_later_than(day, manifest)], day)
    write_views(settings, catalogue, manifest)
    return day


def _later_than(day: date | None, manifest: Manifest) -> list[InboxEvent]:
    """Events about datasets of which nothing is in force, since everything that came of them is of a later day."""
    advice = "look from a later day, or put an older extract in the inbox"
    return [
        InboxEvent(
            load.file,
            "missing",
            f"{load.dataset} of {load.local_authority_code} has no load up to {day}: the first is {load.extract_date}",
            advice,
            load.owner,
            load.source,
            load.dataset,
            load.load_id,
        )
        for load in not_yet(manifest, day)
    ]


def _try_again(entry: Seen, door: Door) -> bool:
    """Every load deserves its record and to be told of, a refused file another look when the catalogue has changed.

    A file that added nothing is told of as long as the published copy tells of no load since: a run that met it may
    never have ended.
    """
    records = [door.manifest.get(load_id) for load_id in entry.load_ids]
    if any(record is None or record.sequence > door.told for record in records):
        return True
    if entry.outcome == "duplicate":
        return entry.told == door.told
    return entry.outcome == "refused" and entry.digest != door.digest


def _opened(file: InboxFile) -> Content:
    """Return the content of a file; ChangedError when it changed since it was seen or cannot be opened yet."""
    try:
        content = Content.of(file.path)
    except OSError as error:
        raise ChangedError from error
    if not is_unchanged(file) or content.size != file.size:
        raise ChangedError
    return content


def _event(file: InboxFile, load: LoadRecord, *, is_new: bool) -> InboxEvent:
    outcome: Outcome = load.status if is_new else "duplicate"
    message = f"{file.name} {load.reason}" if load.reason else f"{file.name} was taken in"
    if outcome == "duplicate":
        message = f"{file.name} holds what {load.file} brought before; nothing was added"
        return InboxEvent(file.name, outcome, message, "", load.owner, load.source, load.dataset, load.load_id)
    return InboxEvent(file.name, outcome, message, load.advice, load.owner, load.source, load.dataset, load.load_id)


def _standing(seen: dict[str, Seen], door: Door) -> list[InboxEvent]:
    """Events that stand until somebody acts: files that lie in the inbox and were refused or quarantined."""
    events = []
    for name, entry in sorted(seen.items()):
        for load in (door.manifest.get(load_id) for load_id in entry.load_ids):
            if load is not None and entry.outcome != "duplicate" and waits(load, door.manifest, door.decisions):
                file = InboxFile(Path(name), name, load.source, load.local_authority_code, 0, 0)
                events.append(_event(file, load, is_new=True))
    return events
