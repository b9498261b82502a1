"""The lives read from the fictional authority's `truth/*.parquet`.

Only the tables and columns that the return, eligibility and links need are read.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import polars as pl

from .care_events import (
    AdoptionDecision,
    Conviction,
    HealthCheck,
    ImmigrationStatus,
    Immunisation,
    Involvement,
    LibertyOrder,
    MissingEpisode,
    PreviousPermanence,
    Review,
    Sdq,
    SubstanceMisuse,
)
from .lives import CarePeriod, Contact, LegalStatus, Life, Person, Placement, SourceRecord

Row = TypeVar("Row")
Key = tuple[str, str]
KEYS = ("local_authority_code", "person_id")
#: Where each part of a life stands: table, row, and the columns that put its rows in order.
TABLES: dict[str, tuple[str, type[Any], tuple[str, ...]]] = {
    "care_periods": ("care_period", CarePeriod, ("care_start_date",)),
    "placements": ("placement", Placement, ("placement_start_date",)),
    "legal_statuses": ("legal_status", LegalStatus, ("legal_status_start_date",)),
    "source_records": ("source_record", SourceRecord, ("source", "source_record_id")),
    "reviews": ("review", Review, ("review_date",)),
    "health_checks": ("health_check", HealthCheck, ("check_date", "kind")),
    "immunisations": ("immunisation", Immunisation, ("status_date",)),
    "sdqs": ("sdq", Sdq, ("completed_date",)),
    "convictions": ("conviction", Conviction, ("offence_date",)),
    "misuses": ("substance_misuse", SubstanceMisuse, ("recorded_date",)),
    "immigration_statuses": ("immigration_status", ImmigrationStatus, ("start_date",)),
    "missing_episodes": ("missing_episode", MissingEpisode, ("start_date",)),
    "liberty_orders": ("liberty_order", LibertyOrder, ("start_date",)),
    "adoption_decisions": ("adoption_decision", AdoptionDecision, ("decision_date",)),
    "contacts": ("contact", Contact, ("contact_date", "contact_number")),
    "involvements": ("involvement", Involvement, ("start_date", "professional_id")),
    # of several the one of the latest period of care comes last
    "previous_permanences": ("previous_permanence", PreviousPermanence, ("care_period_id",)),
}


def _table(truth: Path, name: str) -> pl.DataFrame:
    """Return a table; FileNotFoundError when there is none."""
    path = truth / f"{name}.parquet"
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such truth table; make the fictional authority first")
    return pl.read_parquet(path)


def _by_person(frame: pl.DataFrame, row_type: type[Row], *order: str) -> dict[Key, tuple[Row, ...]]:
    """Return the rows by authority and person id, ordered by the columns `order`, those alike as the table has them."""
    names = [field.name for field in fields(row_type)]  # type: ignore[arg-type]
    rows: dict[Key, list[Row]] = defaultdict(list)
    chosen = frame.sort(*order, maintain_order=True).select(*KEYS, *(name for name in names if name not in KEYS))
    for record in chosen.iter_rows(named=True):
        rows[record[KEYS[0]], record[KEYS[1]]].append(row_type(**{name: record[name] for name in names}))
    return {key: tuple(own) for key, own in rows.items()}


def _prepared(truth: Path, name: str) -> pl.DataFrame:
    """Return a table as the lives take it: with numbers of workers beside those whom they worked with."""
    frame = _table(truth, name)
    if name == "contact":
        return frame.with_columns(pl.col("suitability").cast(pl.String))
    if name == "involvement":
        worker = ["local_authority_code", "professional_id"]
        numbers = _table(truth, "professional").select(*worker, "registration_number")
        return frame.join(numbers, on=worker, how="left", maintain_order="left")
    return frame


def load_lives(truth: Path) -> list[Life]:
    """Read every life below the folder `truth`, ordered by authority and person id.

    FileNotFoundError when a table is missing; polars.exceptions.ColumnNotFoundError when a column is.
    """
    people = _by_person(_table(truth, "person"), Person, "person_id")
    parts: dict[str, dict[Key, tuple[Any, ...]]] = {
        part: _by_person(_prepared(truth, table), row_type, *order) for part, (table, row_type, order) in TABLES.items()
    }
    return [Life(people[key][0], **{part: rows.get(key, ()) for part, rows in parts.items()}) for key in sorted(people)]
