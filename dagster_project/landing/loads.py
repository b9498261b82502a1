"""One load from file to folder: read, typed, judged, written whole, and only then entered in the manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from dagster_project.catalogue import Catalogue
from dagster_project.catalogue.rows import Dataset
from dagster_project.erasure.cut import Cut
from dagster_project.erasure.stop_list import StopList
from dagster_project.landing.acceptance import usable
from dagster_project.landing.arrivals import Arrival, likely_dataset, load_id_of, recognise
from dagster_project.landing.columns import ColumnMatch, match_columns, require
from dagster_project.landing.content import Content
from dagster_project.landing.decisions import Decision
from dagster_project.landing.inbox import InboxFile
from dagster_project.landing.manifest import USABLE, CheckResult, LoadRecord, Manifest, Status
from dagster_project.landing.piecewise import Case, ReadLoad, extract_date_of, type_pieces
from dagster_project.landing.readers import RESERVED, WORKBOOK, RefusalError
from dagster_project.landing.spool import Spool
from dagster_project.landing.storage import ERRORS, RAW, ROWS, SCHEMA_VERSION, TYPED, keep, read_pieces, scratch
from dagster_project.landing.typed import Identity, Schema, stamp
from dagster_project.settings import Settings

#: Judges a load.
Judge = Callable[[Case], list[CheckResult]]


@dataclass(frozen=True)
class Door:
    """What taking in a load needs: where things are, what they mean, what came before, who judges, what was decided.

    `told` is the sequence of the last load that the published copy tells of: a later one is new, whether it was taken
    in now or by a run that never ended. `stops` says whose rows are not let in.
    """

    settings: Settings
    catalogue: Catalogue
    manifest: Manifest
    judge: Judge
    digest: str
    decisions: Mapping[str, Decision]
    told: int
    stops: StopList = field(default_factory=StopList)

    def schema(self, dataset: str, encoding: str) -> Schema:
        """Return how a dataset is read from a file of an encoding (`RawTable`): days in a workbook may be numbers."""
        return Schema.of(self.catalogue, dataset, counts_days=encoding == WORKBOOK)

    def decision_number(self, load_id: str) -> int:
        """Return the number of the decision in force about a load, 0 for none."""
        decision = self.decisions.get(load_id)
        return decision.number if decision else 0

    def let_in(self, pieces: Iterable[pl.DataFrame], schema: Schema, authority: str) -> Cut:
        """Return the pieces of a raw table without the rows of people who were erased."""
        return Cut(self.settings, self.catalogue, self.stops, schema, authority, pieces)

    def is_stale(self, record: LoadRecord) -> bool:
        """Whether a load with rows was typed under another catalogue, decision or layout than is in force now."""
        in_force = (self.digest, self.decision_number(record.load_id), SCHEMA_VERSION)
        return record.has_rows and (record.catalogue_digest, record.decision_number, record.schema_version) != in_force


def load_file(file: InboxFile, content: Content, door: Door) -> tuple[LoadRecord, ...]:
    """Take in one file: recognise, type, judge, write, enter in the manifest; one record a load.

    Never raises for what is in the file: one that cannot be read is entered as refused, with the reason. A file whose
    content is in the manifest already changes nothing, except that a later date in its name is noted. ChangedError
    when a long file changed while it was read; nothing was entered then.
    """
    try:
        arrivals = recognise(file, content, door.catalogue)
    except RefusalError as refusal:
        dataset = likely_dataset(file, door.catalogue)
        load_id = load_id_of(file.local_authority_code, dataset, content)
        return (_refuse(_blank(file, content, dataset, load_id, door), refusal, door),)
    return tuple(_load(arrival, door) for arrival in arrivals)


def retype(record: LoadRecord, door: Door) -> LoadRecord:
    """Type and judge a kept load again, by another catalogue or decision, or without somebody who was erased.

    Its raw table stays as it is but for the rows of those who were erased.
    A load that can no longer be read (a column that has become essential was never sent) is quarantined.
    """
    schema = door.schema(record.dataset, record.encoding)
    columns, pieces = read_pieces(door.settings, record, RAW)
    cut = door.let_in(pieces, schema, record.local_authority_code)
    with scratch(door.settings, record.load_id) as folder:
        try:
            match = _match([name for name in columns if name not in RESERVED], (), schema, door.catalogue)
        except RefusalError as refusal:
            raw = Spool(folder, "raw")
            for piece in cut:
                raw.add(piece)
            changed = replace(_blank_again(record, door), status="quarantined", reason=refusal.problem)
            changed = replace(changed, advice=refusal.advice, rows_erased=_erased_of(record, cut))
            return keep(door.settings, door.manifest, changed, {RAW: raw.frames()})
        identity = Identity(record.load_id, record.local_authority_code)
        typed = type_pieces(cut, match, schema, identity, folder)
        record = replace(record, rows_erased=_erased_of(record, cut))
        return _settle(record, _Reading(match, typed, date.fromisoformat(record.extract_date or "")), door)


def _erased_of(record: LoadRecord, cut: Cut) -> int:
    """What a killed erasure took out of the raw table is not in the record yet."""
    return record.rows_read - cut.kept if record.is_typed else record.rows_erased + cut.erased


def _blank_again(record: LoadRecord, door: Door) -> LoadRecord:
    blank = replace(record, catalogue_digest=door.digest, checks=(), facts=None, is_typed=False)
    numbered = replace(blank, decision_number=door.decision_number(record.load_id), erasure_number=door.stops.number)
    return replace(numbered, schema_version=SCHEMA_VERSION)


@dataclass(frozen=True)
class _Reading:
    """A load once it has been read: by which columns, with what result, for which day."""

    match: ColumnMatch
    load: ReadLoad
    extract_date: date
    notices: tuple[str, ...] = ()

    @property
    def dataset(self) -> Dataset:
        """The dataset it was read as."""
        return self.load.tally.schema.dataset


def _load(arrival: Arrival, door: Door) -> LoadRecord:
    known = door.manifest.get(arrival.load_id)
    if known is not None and known.has_rows:
        # A file that is read twice, as after a run that was killed, is not delivered twice.
        return known if known.file == arrival.file.name else door.manifest.confirm(known, arrival.day)
    try:
        return _take(arrival, door)
    except RefusalError as refusal:
        return _refuse(_blank_of(arrival, door), refusal, door)


def _take(arrival: Arrival, door: Door) -> LoadRecord:
    schema = door.schema(arrival.dataset, arrival.raw.encoding)
    file, raw = arrival.file, arrival.raw
    match = _match(raw.columns, raw.repeated, schema, door.catalogue, is_empty=raw.root != "" and raw.frame.height == 0)
    record = replace(_blank_of(arrival, door), encoding=raw.encoding)
    cut = door.let_in(raw.pieces(), schema, file.local_authority_code)
    with scratch(door.settings, record.load_id) as folder:
        typed = type_pieces(cut, match, schema, Identity(arrival.load_id, file.local_authority_code), folder)
        day = extract_date_of(typed.tally, arrival.day)
        if day is None:
            advice = f"name it {arrival.dataset}_YYYY-MM-DD{file.path.suffix.casefold()}"
            raise RefusalError("has no extract date", advice)
        arrival.content.check_is_unchanged()
        record = replace(record, rows_erased=cut.erased)
        return _settle(record, _Reading(match, typed, day, arrival.notices), door)


def _settle(record: LoadRecord, reading: _Reading, door: Door) -> LoadRecord:
    """Judge a typed load, put its tables where they belong, and enter it in the manifest."""
    load, match, tally = reading.load, reading.match, reading.load.tally
    earlier = _earlier(record, reading, door)
    checks = door.judge(Case(record.load_id, reading.extract_date, tally, load.sample(), earlier))
    verdict = _decided(_verdict(checks, reading), door.decisions.get(record.load_id))
    status, reason, advice = _noticed(verdict, reading.notices)
    entered = replace(
        record,
        status=status,
        reason=reason,
        advice=advice,
        extract_date=reading.extract_date.isoformat(),
        rows_read=tally.rows_read + record.rows_erased,
        rows_accepted=tally.rows_accepted,
        rows_unreadable=tally.rows_unreadable,
        rows_quarantined=tally.rows_quarantined,
        unmapped_columns=match.unmapped,
        missing_columns=match.missing,
        owner=reading.dataset.owner,
        delivery=reading.dataset.delivery,
        catalogue_digest=door.digest,
        schema_version=SCHEMA_VERSION,
        checks=tuple(checks),
        facts=tally.facts,
        is_typed=True,
        decision_number=door.decision_number(record.load_id),
        erasure_number=door.stops.number,
    )
    rows = (stamp(frame, reading.extract_date) for frame in load.rows.frames())
    tables = {RAW: load.raw.frames(), TYPED: rows, ERRORS: load.errors.frames(), ROWS: load.quarantined.frames()}
    return keep(door.settings, door.manifest, entered, tables)


def _earlier(record: LoadRecord, reading: _Reading, door: Door) -> tuple[LoadRecord, ...]:
    """The last usable loads that this one takes the place of: of one year, where each year has its own."""
    whose = (record.dataset, record.local_authority_code)
    earlier = usable(load for load in door.manifest if (load.dataset, load.local_authority_code) == whose)
    if reading.dataset.delivery == "yearly":
        earlier = [load for load in earlier if load.extract_date == reading.extract_date.isoformat()]
    most = int(door.catalogue.parameter("check_history_loads"))
    return tuple([load for load in earlier if load.sequence < record.sequence][-most:])


def _verdict(checks: list[CheckResult], reading: _Reading) -> tuple[Status, str, str]:
    """Return status, reason and advice of a load."""
    match, owner = reading.match, reading.dataset.owner
    failed = [check for check in checks if check.has_failed]
    critical = [check for check in failed if check.severity == "critical"]
    if critical:
        advice = f"ask {owner} for a corrected file; until then the last accepted load stays in force"
        return "quarantined", "; ".join(check.message for check in critical), advice
    if match.missing:
        reason = f"lacks column {', '.join(match.missing)}, read as not recorded"
        meant = [f"'{note.column}' for {note.suggested_field}" for note in match.unmapped if note.suggested_field]
        advice = f"ask {owner} to export it"
        if meant:
            advice = f"if it was renamed ({', '.join(meant)}), add a line to config/mapping/column_aliases.csv"
        return "warned", reason, advice
    if failed:
        return "warned", "; ".join(check.message for check in failed), f"tell {owner}; the load is used"
    if reading.load.tally.rows_quarantined:
        # Without their number: managers read this, and a few rows may be one person's.
        return "warned", "rows left out", f"`wreath quarantine list` leads to them; tell {owner}"
    return "accepted", "", ""


def _decided(verdict: tuple[Status, str, str], decision: Decision | None) -> tuple[Status, str, str]:
    """Return a verdict as somebody changed it: what was rejected is not used, what was released is, and why is said."""
    status, reason, _ = verdict
    if decision is None:
        return verdict
    if decision.verdict == "rejected":
        return "quarantined", decision.said, "put a corrected file in the inbox"
    return ("warned", f"{decision.said} ({reason})", "") if status == "quarantined" else verdict


def _noticed(verdict: tuple[Status, str, str], notices: Sequence[str]) -> tuple[Status, str, str]:
    """Return the verdict on a load with what was doubtful in reading its file, if it may be used at all."""
    status, reason, advice = verdict
    if not notices or status not in USABLE:
        return verdict
    return "warned", "; ".join([*notices, *([reason] if reason else [])]), advice or "look into the file"


def _match(
    columns: Sequence[str], repeated: Sequence[str], schema: Schema, catalogue: Catalogue, *, is_empty: bool = False
) -> ColumnMatch:
    """Match columns to fields. An XML file without rows has no columns either: that is for the judge to say."""
    match = match_columns(columns, schema.fields, catalogue.aliases(schema.dataset.dataset))
    if not is_empty:
        require(match, schema.fields, repeated, schema.dataset.owner)
    return match


def _blank_of(arrival: Arrival, door: Door) -> LoadRecord:
    return _blank(arrival.file, arrival.content, arrival.dataset, arrival.load_id, door)


def _blank(file: InboxFile, content: Content, dataset: str, load_id: str, door: Door) -> LoadRecord:
    known = door.manifest.get(load_id)
    described = door.catalogue.dataset(dataset) if dataset else None
    return LoadRecord(
        load_id=load_id,
        sequence=known.sequence if known else door.manifest.next_sequence(),
        source=file.source,
        dataset=dataset,
        local_authority_code=file.local_authority_code,
        file=file.name,
        sha256=content.sha256,
        bytes=content.size,
        status="refused",
        owner=described.owner if described else "",
        delivery=described.delivery if described else "",
        catalogue_digest=door.digest,
    )


def _refuse(blank: LoadRecord, refusal: RefusalError, door: Door) -> LoadRecord:
    """Enter a refused file; one whose content was taken in before, under a better name, leaves that record alone."""
    record = replace(blank, reason=refusal.problem, advice=refusal.advice)
    known = door.manifest.get(record.load_id)
    return record if known == record or (known is not None and known.has_rows) else door.manifest.commit(record)
