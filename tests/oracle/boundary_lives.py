"""The hand-worked table of boundary lives, and the same lives as truth tables.

`as_truth_frames()` lets a test push these lives through the extracts and the warehouse as it does the fictional
authority's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

import polars as pl

from .boundary_adoption import ADOPTION_ROWS
from .boundary_care import CARE_ROWS
from .boundary_children import CHILD_ROWS
from .boundary_contacts import CONTACT_ROWS
from .boundary_oc2 import OC2_ROWS
from .boundary_row import AUTHORITY, BoundaryLife, nhs_number
from .boundary_workers import WORKER_ROWS
from .care_events import AdoptionDecision, Conviction, Involvement, PreviousPermanence, Review
from .truth_tables import TABLES

BOUNDARY_LIVES: tuple[BoundaryLife, ...] = (
    *(*CARE_ROWS, *CONTACT_ROWS),
    *(*OC2_ROWS, *CHILD_ROWS, *WORKER_ROWS, *ADOPTION_ROWS),
)

FORENAMES = ("Ada", "Bram", "Cleo", "Dara", "Edda", "Finn", "Gwen", "Hugo", "Iris", "Joss")
TEAM = "T01"
#: Columns that are no text; the rest of a table's columns are.
TYPES: dict[str, pl.DataType] = {
    **dict.fromkeys(("contact_number", "score"), pl.Int64()),
    **dict.fromkeys(("is_birth_date_estimated", "is_uasc", "is_disabled", "has_ehcp", "is_agency"), pl.Boolean()),
    **dict.fromkeys(("is_short_break", "is_up_to_date", "is_intervention_received"), pl.Boolean()),
    "is_adopted_by_carer": pl.Boolean(),
}


def _person(row: BoundaryLife) -> dict[str, Any]:
    """A row of the person table; names are spelled from the number so that no two people resemble each other."""
    number = int(row.person_id[1:])
    forename = FORENAMES[number % 10]
    surname = "Q" + "".join("bcdfghjklm"[int(digit)] + "aeiouaeiou"[int(digit)] for digit in str(number))
    names = {"forename": forename, "surname": surname, "full_name": f"{forename} {surname}", "surname_before": None}
    flags = dict.fromkeys(("is_birth_date_estimated", "is_disabled", "has_ehcp"), False)
    flags["is_uasc"] = bool(row.life.immigration_statuses)
    others = {"nationality": None, "family_id": f"F{number}", "nhs_number": nhs_number(number)}
    return asdict(row.life.person) | names | flags | others


def _period_id(row: BoundaryLife, day: date) -> str:
    """Name the care period that something belongs to: the one begun last by then, else the first."""
    number = sum(period.start <= day for period in row.spells)
    return f"{row.person_id}/{max(1, number)}"


def _beyond(row: BoundaryLife, event: object, turn: int) -> dict[str, Any]:
    """Return the columns of the truth that the oracle does not read."""
    if isinstance(event, Review):
        return {"care_period_id": _period_id(row, event.review_date), "due_date": event.review_date}
    if isinstance(event, Conviction):
        return {"offence": "Theft from a shop"}
    if isinstance(event, Involvement):
        return {"team": TEAM}
    if isinstance(event, AdoptionDecision):
        own = {"care_period_id": _period_id(row, event.decision_date)}
        return own | {"order_date": None, "placed_date": event.matched_date}
    if isinstance(event, PreviousPermanence):
        return {"care_period_id": f"{row.person_id}/{turn}"}
    for name in ("care_start_date", "placement_start_date", "legal_status_start_date"):
        if hasattr(event, name):
            return {"care_period_id": _period_id(row, getattr(event, name))}
    return {}


def _records(row: BoundaryLife) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every record of a life with the table it belongs to."""
    life = row.life
    key = {"person_id": life.person.person_id, "local_authority_code": life.person.local_authority_code}
    tables = {part: table for part, (table, _, _) in TABLES.items()}
    yield "person", _person(row)
    for part, table in tables.items():
        for turn, event in enumerate(getattr(life, part), start=1):
            yield table, key | asdict(event) | _beyond(row, event, turn)


def _worker(involvement: dict[str, Any]) -> dict[str, Any]:
    """Return a worker's row of the table of professionals, and leave the involvement without the number."""
    own = {"local_authority_code": AUTHORITY, "professional_id": involvement["professional_id"]}
    number = involvement.pop("registration_number")
    told = {"name": f"Worker {own['professional_id']}", "role": "SW", "team": TEAM, "is_agency": False}
    return own | told | {"registration_number": number}


def _schema(table: str, record: dict[str, Any]) -> dict[str, pl.DataType]:
    """Return the types of a table's columns; the day of an earlier order is text, for it may be known in part."""
    has_text_days = table == "previous_permanence"
    day: pl.DataType = pl.String() if has_text_days else pl.Date()
    return {name: TYPES.get(name, day if name.endswith("_date") else pl.String()) for name in record}


def as_truth_frames() -> dict[str, pl.DataFrame]:
    """Return the lives as truth tables by name, in the columns of the fictional authority's truth.

    The tables that no boundary is about (activities, homes, tenancies, surveys …) are left to the caller.
    """
    records: dict[str, list[dict[str, Any]]] = {}
    for row in BOUNDARY_LIVES:
        for table, record in _records(row):
            records.setdefault(table, []).append(record)
    records["professional"] = [_worker(involvement) for involvement in records["involvement"]]
    return {table: pl.DataFrame(own, schema=_schema(table, own[0])) for table, own in records.items()}
