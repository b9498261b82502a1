"""Loads that wait for somebody, rows that were left out, and why: for the analyst, and for the owner of the system."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import polars as pl

from dagster_project.catalogue import Catalogue
from dagster_project.errors import WreathError
from dagster_project.landing.acceptance import in_force, replacement
from dagster_project.landing.columns import known_columns
from dagster_project.landing.decisions import Decision, Verdict, decide, decisions, waits
from dagster_project.landing.manifest import LoadRecord, Manifest
from dagster_project.landing.readers import RESERVED, ROW_NUMBER
from dagster_project.landing.storage import ERRORS, RAW, TYPED, read_table
from dagster_project.landing.typed import Schema
from dagster_project.settings import Settings

#: What becomes of a row with a fault, as the owner of a system reads it.
LEFT_OUT, KEPT = "row left out", "row kept, cell not read"
_REPEATED = "comes more than once in the file, where it should tell rows apart"


@dataclass(frozen=True)
class Held:
    """A load that was held back or has rows left out, and how that stands; `replaced_by` is the id of a load."""

    record: LoadRecord
    decision: Decision | None
    replaced_by: str | None
    waits: bool

    @property
    def state(self) -> str:
        """How the load stands, in a few words."""
        if self.replaced_by is not None:
            return f"replaced by {self.replaced_by}"
        if self.decision is not None:
            return self.decision.said
        return "used, but for the rows left out" if self.record.is_usable else "waits for you"

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return {**asdict(self.record), "state": self.state, "waits": self.waits}


def held_loads(settings: Settings, *, everything: bool = False) -> list[Held]:
    """Return the loads that wait for somebody and those in force with rows left out, in the order they came.

    Args:
        settings: Where things are.
        everything: Also those that were rejected or replaced, and rows left out of loads no longer in force.
    """
    records, decided = list(Manifest.read(settings.landing)), decisions(settings)
    current = in_force(records)
    found = []
    for record in records:
        decision, is_waiting = decided.get(record.load_id), waits(record, records, decided)
        has_fault = not record.is_usable or record.rows_quarantined > 0 or decision is not None
        if is_waiting or (has_fault and (everything or record.load_id in current)):
            later = None if record.is_usable else replacement(record, records)
            found.append(Held(record, decision, later.load_id if later else None, is_waiting))
    return found


def find_load(settings: Settings, named: str) -> LoadRecord:
    """Return the load of an id, or of the beginning of one.

    Raises:
        WreathError: There is none, or there are several.
    """
    records = list(Manifest.read(settings.landing))
    found = [record for record in records if named and record.load_id.startswith(named)]
    if len(found) == 1:
        return found[0]
    problem = f"{len(found)} loads begin with '{named}'" if found else f"there is no load '{named}'"
    raise WreathError(f"{problem}: `wreath quarantine list --all` shows their ids", exit_code=2)


def decide_about(settings: Settings, named: str, verdict: Verdict, *, why: str, day: date) -> LoadRecord:
    """Enter a decision about the load of an id; WreathError as `find_load` and `decide` raise it."""
    record = find_load(settings, named)
    decide(settings, record, verdict, why=why, day=day)
    return record


def faults(settings: Settings, record: LoadRecord, catalogue: Catalogue) -> pl.DataFrame:
    """Return every cell of a load that could not be used, with the reason, for the owner of the system.

    One row a cell: file, row_number (below the header), the text of the fields by which a record is known, field,
    the name of its column in the file, what was sent, what became of the row, rule, reason and owner.

    Raises:
        WreathError: The load was never read as rows, so no cell of it is at fault.
    """
    if not record.is_typed:
        raise WreathError(f"{record.file} was never read as rows: it {record.reason}; {record.advice}", exit_code=2)
    raw, schema = read_table(settings, record, RAW), Schema.of(catalogue, record.dataset)
    sent = [name for name in raw.columns if name not in RESERVED]
    column_of, _ = known_columns(sent, schema.fields, catalogue.aliases(record.dataset))
    typed = read_table(settings, record, TYPED)
    keys = [field.field for field in schema.keys]
    errors = read_table(settings, record, ERRORS).select(ROW_NUMBER, "field", "value", "rule", "message", "owner")
    texts = ((pl.col(column_of[key]) if key in column_of else pl.lit(None, pl.String)).alias(key) for key in keys)
    known_by = raw.select(ROW_NUMBER, *texts)
    errors = pl.concat([errors, _repeated(typed, known_by, keys, record.owner)])
    is_kept = pl.col(ROW_NUMBER).is_in(typed[ROW_NUMBER].implode())
    shown = errors.join(known_by, on=ROW_NUMBER, how="left").sort(ROW_NUMBER, "field", "rule")
    return shown.select(
        pl.lit(record.file).alias("file"),
        ROW_NUMBER,
        *keys,
        pl.col("field").alias("field_at_fault"),
        pl.col("field").replace_strict(column_of, default=None, return_dtype=pl.String).alias("column_in_file"),
        pl.col("value").alias("sent"),
        pl.when(is_kept).then(pl.lit(KEPT)).otherwise(pl.lit(LEFT_OUT)).alias("fate"),
        "rule",
        pl.col("message").alias("reason"),
        "owner",
    )


def _repeated(typed: pl.DataFrame, known_by: pl.DataFrame, keys: list[str], owner: str) -> pl.DataFrame:
    """Return rows that share a key, as faults of its first field: they may hold a whole load back."""
    again = typed.filter(pl.col("record_key").is_duplicated()).select(ROW_NUMBER)
    return again.join(known_by, on=ROW_NUMBER).select(
        ROW_NUMBER,
        pl.lit(keys[0]).alias("field"),
        pl.col(keys[0]).alias("value"),
        pl.lit("repeated_key").alias("rule"),
        pl.lit(f"{', '.join(keys)} {_REPEATED}").alias("message"),
        pl.lit(owner).alias("owner"),
    )
