"""The small tables that SQL reads, written afresh below build/: about loads, the day, and what people suggested."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from dagster_project import files
from dagster_project.landing.acceptance import in_force
from dagster_project.landing.decisions import decisions, waits
from dagster_project.landing.inbox import InboxEvent
from dagster_project.landing.manifest import LoadRecord
from dagster_project.landing.storage import ERRORS, parquet_bytes, read_held_back, read_table
from dagster_project.landing.typed import ERROR_SCHEMA
from dagster_project.settings import Settings
from dagster_project.suggestions import Suggestion, suggestions

Types = Mapping[str, pl.DataType]

_LOAD_KEYS: dict[str, pl.DataType] = {
    "load_id": pl.String(),
    "source": pl.String(),
    "dataset": pl.String(),
    "local_authority_code": pl.String(),
}
LOADS: Types = {
    **_LOAD_KEYS,
    "sequence": pl.Int64(),
    "file_name": pl.String(),
    "sha256": pl.String(),
    "bytes": pl.Int64(),
    "encoding": pl.String(),
    "delivery": pl.String(),
    "owner": pl.String(),
    "extract_date": pl.Date(),
    "confirmed_date": pl.Date(),
    "status": pl.String(),
    "is_in_force": pl.Boolean(),
    "reason": pl.String(),
    "advice": pl.String(),
    "rows_read": pl.Int64(),
    "rows_accepted": pl.Int64(),
    "rows_unreadable": pl.Int64(),
    "rows_quarantined": pl.Int64(),
    "missing_columns": pl.List(pl.String()),
    "catalogue_digest": pl.String(),
}
UNMAPPED: Types = {
    **_LOAD_KEYS,
    "column_name": pl.String(),
    "suggested_field": pl.String(),
    "message": pl.String(),
    "owner": pl.String(),
}
#: Rows of loads in force that could not be taken in; their cells stay in quarantine.
HELD_BACK: Types = {
    **_LOAD_KEYS,
    "row_number": pl.Int64(),
    "reason": pl.String(),
}
CHECKS: Types = {
    **_LOAD_KEYS,
    "expectation": pl.String(),
    "column_name": pl.String(),
    "severity": pl.String(),
    "passed": pl.Boolean(),
    "observed": pl.String(),
    "threshold": pl.String(),
    "message": pl.String(),
    "owner": pl.String(),
}
EVENTS: Types = {
    "file": pl.String(),
    "outcome": pl.String(),
    "message": pl.String(),
    "advice": pl.String(),
    "owner": pl.String(),
    "source": pl.String(),
    "dataset": pl.String(),
    "load_id": pl.String(),
}
RUN_SETTINGS: Types = {"as_at": pl.Date()}
#: Without the accounts that entered them: these rows reach the pages.
SUGGESTIONS: Types = {
    "suggestion_number": pl.Int64(),
    "gap_kind": pl.String(),
    "subject_id": pl.String(),
    "label": pl.String(),
    "proposal": pl.String(),
    "for_group": pl.String(),
    "state": pl.String(),
    "decision": pl.String(),
    "suggested_date": pl.Date(),
    "decided_date": pl.Date(),
}

#: Every small table: its name in schema landing, and its columns.
SMALL_TABLES: Mapping[str, Types] = {
    "loads": LOADS,
    "landing_errors": ERROR_SCHEMA,
    "held_back_rows": HELD_BACK,
    "unmapped_columns": UNMAPPED,
    "check_results": CHECKS,
    "inbox_events": EVENTS,
    "run_settings": RUN_SETTINGS,
    "suggestions": SUGGESTIONS,
}
#: Those that come from registers and not from the inbox.
OF_REGISTERS = frozenset({"suggestions"})


def table_path(name: str) -> Path:
    """Return where a small table is kept, below WREATH_HOME."""
    return Path("build") / "landing" / f"{name}.parquet"


def stored_day(settings: Settings) -> date | None:
    """Return the day that the small tables were last written for; None when there is none yet."""
    path = settings.home / table_path("run_settings")
    found = pl.read_parquet(path)["as_at"].to_list() if path.is_file() else [None]
    return found[0] if isinstance(found[0], date) else None


def write_small_tables(
    settings: Settings, records: Iterable[LoadRecord], events: Iterable[InboxEvent], as_at: date | None
) -> None:
    """Write every small table; those without rows are typed all the same."""
    found = list(records)
    current = in_force(found, as_at)
    tables = {
        "loads": _frame([_load_row(record, current) for record in found], LOADS),
        "landing_errors": _errors(settings, found, current),
        "held_back_rows": _held_back(settings, [record for record in found if record.load_id in current]),
        "unmapped_columns": _frame([row for record in found for row in _unmapped_rows(record)], UNMAPPED),
        "check_results": _frame([row for record in found for row in _check_rows(record)], CHECKS),
        "inbox_events": _frame([vars(event) for event in events], EVENTS),
        "run_settings": _frame([{"as_at": as_at}], RUN_SETTINGS),
        "suggestions": _frame([_suggestion_row(one) for one in suggestions(settings)], SUGGESTIONS),
    }
    for name, frame in tables.items():
        files.write_bytes(settings.home / table_path(name), parquet_bytes(frame))


def _frame(rows: list[dict[str, Any]], types: Types) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict(types))


def _keys(record: LoadRecord) -> dict[str, Any]:
    return {name: getattr(record, name) or None for name in _LOAD_KEYS}


def _load_row(record: LoadRecord, current: frozenset[str]) -> dict[str, Any]:
    own = {name: getattr(record, name) for name in LOADS if hasattr(record, name)}
    return {
        **own,
        **_keys(record),
        "file_name": record.file,
        # Pages count what is held here, not whom it no longer holds.
        "rows_read": record.rows_read - record.rows_erased,
        "extract_date": _day(record.extract_date),
        "confirmed_date": _day(record.confirmed_date),
        "is_in_force": record.load_id in current,
        "missing_columns": list(record.missing_columns),
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _unmapped_rows(record: LoadRecord) -> list[dict[str, Any]]:
    """Rows for columns that no field explains. Their cells are kept in the raw table."""
    rows = []
    for note in record.unmapped_columns:
        message = f"column '{note.column}' is in no list of fields; its cells are kept but not read"
        if note.suggested_field:
            message = f"{message}; if it is {note.suggested_field}, add a line to config/mapping/column_aliases.csv"
        row = {"column_name": note.column, "suggested_field": note.suggested_field, "message": message}
        rows.append({**_keys(record), **row, "owner": record.owner})
    return rows


def _check_rows(record: LoadRecord) -> list[dict[str, Any]]:
    return [
        {**_keys(record), **{name: getattr(check, name) for name in CHECKS if hasattr(check, name)},
         "column_name": check.column, "dataset": record.dataset, "owner": record.owner}
        for check in record.checks
    ]  # fmt: skip


def _suggestion_row(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "suggestion_number": suggestion.number,
        "gap_kind": suggestion.gap.kind,
        "subject_id": suggestion.gap.subject,
        "label": suggestion.gap.label,
        "proposal": suggestion.proposal,
        "for_group": suggestion.group,
        "state": suggestion.state.value,
        "decision": suggestion.decision or None,
        "suggested_date": suggestion.day,
        "decided_date": suggestion.decided,
    }


def _errors(settings: Settings, records: list[LoadRecord], current: frozenset[str]) -> pl.DataFrame:
    """Return the errors that still matter: of loads in force, and of those held back since."""
    in_use = [record for record in records if record.load_id in current]
    decided = decisions(settings)
    last = {_picture(record): record.sequence for record in in_use}
    wanted = [
        record
        for record in records
        if record.is_typed and record.sequence > last.get(_picture(record), 0) and waits(record, records, decided)
    ]
    found = [read_table(settings, record, ERRORS) for record in [*in_use, *wanted]]
    return pl.concat([_frame([], ERROR_SCHEMA), *found])


def _held_back(settings: Settings, in_use: Iterable[LoadRecord]) -> pl.DataFrame:
    """Return the rows of loads in force that no table of theirs has."""
    found = [
        read_held_back(settings, record).with_columns(
            pl.lit(value, pl.String).alias(name) for name, value in _keys(record).items()
        )
        for record in in_use
        if record.rows_quarantined
    ]
    typed = [frame.select(pl.col(name).cast(kind) for name, kind in HELD_BACK.items()) for frame in found]
    return pl.concat([_frame([], HELD_BACK), *typed])


def _picture(record: LoadRecord) -> tuple[str, ...]:
    """What a later load takes the place of: the dataset of an authority, or one collection year of it."""
    year = record.extract_date or "" if record.delivery == "yearly" else ""
    return record.dataset, record.local_authority_code, year
