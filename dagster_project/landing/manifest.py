"""The manifest: one JSON record a load, written last, so that a load without one never happened."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal, Self

from dagster_project import files

Status = Literal["accepted", "warned", "quarantined", "refused"]

#: Loads whose rows the warehouse may use.
USABLE: tuple[Status, ...] = ("accepted", "warned")
#: What was found in the inbox at the last look, beside the load records.
INBOX_FILE = "inbox.json"


@dataclass(frozen=True)
class CheckResult:
    """What one expectation said of one load.

    `observed` is what was found and `threshold` what was expected, both as text for people. `passed` is None where
    there was nothing to judge by, and the message says why. `rows` are numbers of the first rows at fault: where they
    are, never what is in them. `message` reaches the pages: what was found, which may be a few people, is not in it.
    """

    dataset: str
    load_id: str
    expectation: str
    column: str | None
    severity: Literal["critical", "warning"]
    passed: bool | None
    observed: str | None
    threshold: str | None
    message: str
    rows: tuple[int, ...] = ()

    @property
    def has_failed(self) -> bool:
        """Whether it was judged and found wanting."""
        return self.passed is False

    @property
    def exact(self) -> str:
        """The message with what was found and where, for the analyst."""
        found = f"{self.message}: {self.observed}" if self.observed else self.message
        return f"{found} (rows {', '.join(str(number) for number in self.rows)})" if self.rows else found

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Self:
        """Make a result of parsed JSON."""
        return cls(**{**content, "rows": tuple(content.get("rows", ()))})


@dataclass(frozen=True)
class LoadFacts:
    """Counts of a load that later loads of its dataset are held against, so that its rows are not read again.

    `rows` are the usable rows; `recorded` says in how many of them each field holds anything, read or not; `codes`
    how many have each code, by field.
    """

    rows: int
    recorded: dict[str, int]
    codes: dict[str, dict[str, int]]


@dataclass(frozen=True)
class ColumnNote:
    """A column of a file that no field explains, with the field it may have been meant for."""

    column: str
    suggested_field: str | None


@dataclass(frozen=True)
class LoadRecord:
    """One file that was read: what it was, what became of its rows, and whether it may be used.

    Dates are ISO text, as in the JSON. `sequence` counts loads in the order in which they were taken in;
    `confirmed_date` is the latest extract date for which the very same content was delivered again.
    `rows_accepted` are rows without a fault: with `rows_unreadable`, `rows_quarantined` and `rows_erased` (those of
    people who were erased; they are not kept) they make `rows_read`. `erasure_number` is the place in its register of
    the last erasure that the rows were compared with, 0 for none.
    `facts` are None of a load that was never typed, or only by a release that did not count them.
    `is_typed` says whether the load could be read as the rows of its dataset; `decision_number` is the place in its
    register of the decision about the load that was in force when it was typed, 0 for none; `schema_version` is the
    layout of its tables.
    """

    load_id: str
    sequence: int
    source: str
    dataset: str
    local_authority_code: str
    file: str
    sha256: str
    bytes: int
    status: Status
    reason: str = ""
    advice: str = ""
    owner: str = ""
    delivery: str = ""
    encoding: str = ""
    extract_date: str | None = None
    confirmed_date: str | None = None
    rows_read: int = 0
    rows_accepted: int = 0
    rows_unreadable: int = 0
    rows_quarantined: int = 0
    rows_erased: int = 0
    unmapped_columns: tuple[ColumnNote, ...] = ()
    missing_columns: tuple[str, ...] = ()
    catalogue_digest: str = ""
    checks: tuple[CheckResult, ...] = ()
    facts: LoadFacts | None = None
    is_typed: bool = False
    decision_number: int = 0
    erasure_number: int = 0
    schema_version: int = 1

    @property
    def is_usable(self) -> bool:
        """Whether the warehouse may use the rows of this load."""
        return self.status in USABLE

    @property
    def has_rows(self) -> bool:
        """Whether the load was read at all, accepted or not."""
        return self.status != "refused"

    @property
    def picture_date(self) -> str:
        """The latest day for which this load is known to be the picture; ISO text, '' for none."""
        return self.picture_date_by(None)

    def picture_date_by(self, day: date | None) -> str:
        """The same as was known on a day: what is later does not count; ISO text, '' when all of it is later."""
        known = (found for found in (self.extract_date, self.confirmed_date) if found)
        return max((found for found in known if day is None or found <= day.isoformat()), default="")

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Self:
        """Make a record of parsed JSON; keys that this release does not know are left out.

        A record of a release that did not say so was typed when it is used or was judged.
        """
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in content.items() if name in known}
        values["unmapped_columns"] = tuple(ColumnNote(**note) for note in values.get("unmapped_columns", ()))
        values["missing_columns"] = tuple(values.get("missing_columns", ()))
        values["checks"] = tuple(CheckResult.from_json(check) for check in values.get("checks", ()))
        values["facts"] = LoadFacts(**values["facts"]) if values.get("facts") else None
        values.setdefault("is_typed", bool(values["checks"]) or values.get("status") in USABLE)
        return cls(**values)


class Manifest:
    """The load records below `landing/manifest`, in memory and on disk."""

    def __init__(self, folder: Path, records: Iterable[LoadRecord]) -> None:
        self.folder = folder
        self._records = {record.load_id: record for record in records}

    @classmethod
    def read(cls, landing: Path) -> Manifest:
        """Read every record; a folder that does not exist is an empty manifest."""
        folder = landing / "manifest"
        paths = sorted(folder.glob("*.json")) if folder.is_dir() else []
        texts = (path.read_text(encoding="utf-8") for path in paths if path.name != INBOX_FILE)
        return cls(folder, (LoadRecord.from_json(json.loads(text)) for text in texts))

    def __iter__(self) -> Iterator[LoadRecord]:
        """Yield records in the order in which the loads were taken in."""
        return iter(sorted(self._records.values(), key=lambda record: (record.sequence, record.load_id)))

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self._records)

    def get(self, load_id: str) -> LoadRecord | None:
        """Return the record of a load, or None."""
        return self._records.get(load_id)

    def next_sequence(self) -> int:
        """Return the number of the next load."""
        return max((record.sequence for record in self._records.values()), default=0) + 1

    def commit(self, record: LoadRecord) -> LoadRecord:
        """Write a record; from here on the load counts."""
        files.write_json(self.folder / f"{record.load_id}.json", asdict(record))
        self._records[record.load_id] = record
        return record

    def confirm(self, record: LoadRecord, extract_date: date | None) -> LoadRecord:
        """Note that the same content was delivered again for a later extract date; otherwise do nothing."""
        if extract_date is None or extract_date.isoformat() <= record.picture_date or not record.extract_date:
            return record
        return self.commit(replace(record, confirmed_date=extract_date.isoformat()))
