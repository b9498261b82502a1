"""Checks of WREATH_HOME: settings, registers, loads, what waits, what is published."""

from __future__ import annotations

from datetime import date

import duckdb
from filelock import FileLock, Timeout

from dagster_project.catalogue import Catalogue, check_generated, override_rows
from dagster_project.doctor.finding import Finding, doubtful, failed, fine
from dagster_project.erasure.stop_list import read_stop_list, unfinished
from dagster_project.errors import WreathError
from dagster_project.landing.acceptance import usable
from dagster_project.landing.authority import home_authority
from dagster_project.landing.manifest import LoadRecord, Manifest
from dagster_project.landing.seen import read_events
from dagster_project.landing.storage import ERRORS, RAW, TYPED, load_folder
from dagster_project.quarantine import held_loads
from dagster_project.registers import Register
from dagster_project.run import held_back_lines
from dagster_project.settings import Settings, repository
from dagster_project.terminal import counted
from dagster_project.warehouse.pointer import current
from dagster_project.warehouse.publish import connect

#: A source whose latest extract is this many days older than the latest of all has missed a monthly delivery.
_STALE_DAYS = 45
_RUN, _AGAIN = "`wreath run` makes it", "`wreath run --again` makes it anew"
#: What reading a manifest that was damaged raises.
_DAMAGED = (ValueError, TypeError, OSError)


def configuration(settings: Settings) -> Finding:
    """Whether the council's own settings can be read, and how many rows of the catalogue they change."""
    try:
        authority = home_authority(settings)
        rows = override_rows(Catalogue.load(repository() / "seeds", settings.config))
    except WreathError as error:
        return failed(str(error), "correct the file it names; `wreath init` writes those that are missing")
    changed = f"{len(rows)} rows of the catalogue are the council's own (`wreath catalogue overrides` lists them)"
    return fine(f"authority {authority.code}; {changed if rows else 'the catalogue as it came'}")


def generated(settings: Settings) -> Finding:
    """Whether the files that are made from the catalogue are those of this release."""
    stale = check_generated(Catalogue.load(repository() / "seeds"), repository())
    if stale:
        return failed(f"{len(stale)} files differ from the catalogue, such as {stale[0]}", "`wreath catalogue write`")
    return fine("as the catalogue says")


def registers(settings: Settings) -> Finding:
    """Whether no register was changed, cut off or half written."""
    names = sorted(path.stem for path in settings.registers.glob("*.jsonl"))
    try:
        entries = sum(len(Register(settings, name).entries()) for name in names)
    except WreathError as error:
        return failed(str(error), "put both files of the register back from a backup")
    return fine(f"{counted(len(names), 'register')}, entries: {entries}")


def erasures(settings: Settings) -> Finding:
    """Whether every erasure was carried through, and the key of the stop-list is there."""
    try:
        stops, left = read_stop_list(settings), unfinished(settings)
    except WreathError as error:
        return failed(str(error), "put erasure.salt back from a backup, and the register with it")
    if left:
        return failed(f"{counted(len(left), 'erasure')} not carried through", "`wreath erase --finish`")
    return fine(f"{len(stops.stops)} numbers are stopped" if stops else "nobody was erased")


def loads(settings: Settings) -> Finding:
    """Whether every load that the manifest knows is on the disk."""
    try:
        records = list(Manifest.read(settings.landing))
    except _DAMAGED as error:
        return failed(f"the manifest of the loads cannot be read: {error}", "put landing/ back from a backup")
    lost = [record for record in records if _is_lost(settings, record)]
    if lost:
        fix = f"put landing/ back from a backup, or delete landing/manifest/{lost[0].load_id}.json and send it again"
        return failed(f"{counted(len(lost), 'load')} not on the disk, such as that of {lost[0].file}", fix)
    return fine(counted(len(records), "load"))


def _is_lost(settings: Settings, record: LoadRecord) -> bool:
    wanted = (RAW, TYPED, ERRORS) if record.is_usable else (RAW,)
    return record.has_rows and not all((load_folder(settings, record) / name).exists() for name in wanted)


def clock(settings: Settings) -> Finding:
    """Whether no extract is of a day that this machine's clock has not reached."""
    today = date.today().isoformat()
    ahead = [load for load in usable(_records(settings)) if load.delivery != "yearly" and load.picture_date > today]
    if ahead:
        fix = "set the clock, or correct the date in the file's name"
        return failed(f"{ahead[-1].file} is of {ahead[-1].picture_date}, and today is {today}", fix)
    return fine(f"today is {today}")


def inbox(settings: Settings) -> Finding:
    """Whether there is an inbox, and nothing in it was left lying at the last look."""
    if not settings.inbox.is_dir():
        return failed(f"{settings.inbox} does not exist", "make it, with a folder for each source that sends files")
    left = [event for event in read_events(settings.landing) if event.outcome in ("stray", "unknown", "waiting")]
    if left:
        return doubtful(f"{counted(len(left), 'thing')} left alone: {left[0].message}", left[0].advice)
    return fine("nothing in it was left alone")


def quarantine(settings: Settings) -> Finding:
    """Whether a load waits for somebody."""
    try:
        waiting = [held for held in held_loads(settings) if held.waits]
    except (WreathError, *_DAMAGED):
        return doubtful("cannot be told", "mend what `loads` and `registers` above name as damaged")
    if waiting:
        found = f"{counted(len(waiting), 'load')} held back, such as {waiting[0].record.file}"
        return doubtful(found, f"`wreath quarantine show {waiting[0].record.load_id}` says why and what to do")
    return fine("no load waits for you")


def sources(settings: Settings) -> Finding:
    """Whether every source that ever sent something sent something lately."""
    latest: dict[str, str] = {}
    for load in usable(_records(settings)):
        if load.delivery != "yearly":
            latest[load.source] = max(latest.get(load.source, ""), load.picture_date)
    if not latest:
        return doubtful("no source has sent anything yet", "put extracts in inbox/<source>/, then `wreath run`")
    newest = date.fromisoformat(max(latest.values()))
    stale = {name: day for name, day in latest.items() if (newest - date.fromisoformat(day)).days > _STALE_DAYS}
    if stale:
        listed = ", ".join(f"{name} ({day})" for name, day in sorted(stale.items()))
        return doubtful(f"nothing lately from {listed}", "ask the owner of the system for a new extract")
    return fine(f"{len(latest)} sources, the latest extract of {newest}")


def other_run(settings: Settings) -> Finding:
    """Whether a run could begin now."""
    if not settings.home.is_dir():
        return fine("no run is under way")
    try:
        with FileLock(settings.home / ".lock", timeout=0):
            return fine("no run is under way")
    except Timeout:
        return doubtful("a run is under way", "wait until it ends; a killed run holds nothing")
    except OSError as error:
        return failed(
            f"the lock of a run cannot be taken: {error.strerror}", "give this account the right to write there"
        )


def published(settings: Settings) -> Finding:
    """Whether what people read can be opened."""
    copy = current(settings)
    if copy is None:
        return doubtful("nothing is published yet", _RUN)
    try:
        for database in (copy.identified, copy.dashboards):
            with connect(database, settings) as connection:
                connection.execute("select count(*) from information_schema.tables").fetchall()
    except duckdb.Error as error:
        return failed(
            f"{copy.folder} cannot be read: {str(error).splitlines()[0]}", "`wreath run --again` makes it anew"
        )
    missing = [place.name for place in (copy.site, copy.returns, copy.lineage) if not place.is_dir()]
    if missing:
        return failed(f"{copy.folder} lacks {', '.join(missing)}", _AGAIN)
    return fine(f"{copy.folder} can be read")


def last_run(settings: Settings) -> Finding:
    """Whether the last run held nothing back."""
    copy = current(settings)
    if copy is None:
        return doubtful("no run has ended yet", _RUN)
    facts = copy.facts()
    held = held_back_lines(facts)
    if held:
        return doubtful(
            f"run {facts['run']} held {counted(len(held), 'load')} back: {held[0]}", "`wreath quarantine list`"
        )
    return fine(f"run {facts['run']} as at {facts['as_at']}, {facts['warnings']} warnings")


def _records(settings: Settings) -> list[LoadRecord]:
    """The loads; none where they cannot be read, which is for the check of the loads to say."""
    try:
        return list(Manifest.read(settings.landing))
    except _DAMAGED:
        return []
