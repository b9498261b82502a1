"""The hand-worked table of boundary lives, and the same lives as truth tables.

`as_truth_frames()` lets a test push these lives through the extracts and the warehouse as it does the fictional
authority's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import polars as pl

from .boundary_care import CARE_ROWS
from .boundary_contacts import CONTACT_ROWS
from .boundary_row import BoundaryLife, nhs_number

BOUNDARY_LIVES: tuple[BoundaryLife, ...] = (*CARE_ROWS, *CONTACT_ROWS)

FORENAMES = ("Ada", "Bram", "Cleo", "Dara", "Edda", "Finn", "Gwen", "Hugo", "Iris", "Joss")
TEXT, DAY, FLAG = pl.String(), pl.Date(), pl.Boolean()
KEY: dict[str, pl.DataType] = {"person_id": TEXT, "local_authority_code": TEXT}
SCHEMAS: dict[str, dict[str, pl.DataType]] = {
    "person": KEY
    | dict.fromkeys(("forename", "surname", "full_name", "surname_before", "sex"), TEXT)
    | {"birth_date": DAY, "is_birth_date_estimated": FLAG}
    | dict.fromkeys(("ethnicity", "upn", "upn_unknown_code", "nhs_number"), TEXT)
    | {"death_date": DAY, "is_uasc": FLAG, "uasc_claim_end_date": DAY, "first_child_birth_date": DAY}
    | {"is_disabled": FLAG, "has_ehcp": FLAG, "nationality": TEXT, "family_id": TEXT},
    "care_period": KEY
    | {"care_period_id": TEXT}
    | {"care_start_date": DAY, "care_end_date": DAY, "primary_need": TEXT, "end_reason": TEXT}
    | {"home_postcode": TEXT, "is_short_break": FLAG},
    "placement": KEY
    | {"care_period_id": TEXT}
    | {"placement_start_date": DAY, "placement_end_date": DAY}
    | dict.fromkeys(("placement_type", "provider", "urn", "postcode", "change_reason", "carer_id"), TEXT),
    "legal_status": KEY
    | {"care_period_id": TEXT}
    | {"legal_status_start_date": DAY, "legal_status_end_date": DAY, "legal_status": TEXT},
    "contact": KEY
    | {"contact_date": DAY, "contact_number": pl.Int64()}
    | dict.fromkeys(("contact_kind", "in_touch", "activity", "accommodation", "suitability"), TEXT),
    "source_record": KEY | {"source": TEXT, "dataset": TEXT, "source_record_id": TEXT},
}


def _person(row: BoundaryLife) -> dict[str, Any]:
    """A row of the person table; names are spelled from the number so that no two people resemble each other."""
    number = int(row.person_id[1:])
    forename = FORENAMES[number % 10]
    surname = "Q" + "".join("bcdfghjklm"[int(digit)] + "aeiouaeiou"[int(digit)] for digit in str(number))
    names = {"forename": forename, "surname": surname, "full_name": f"{forename} {surname}", "surname_before": None}
    flags = dict.fromkeys(("is_birth_date_estimated", "is_uasc", "is_disabled", "has_ehcp"), False)
    others = {"uasc_claim_end_date": None, "nationality": None, "family_id": f"F{number}"}
    return asdict(row.life.person) | names | flags | others | {"nhs_number": nhs_number(number)}


def _period_id(row: BoundaryLife, day: date) -> str:
    """Name the care period that a placement or a legal status of the table belongs to: the one begun last by then."""
    number = sum(period.start <= day for period in row.spells)
    return f"{row.person_id}/{number}"


def as_truth_frames(rows: Sequence[BoundaryLife] = BOUNDARY_LIVES) -> dict[str, pl.DataFrame]:
    """Return the lives as truth tables by name, in the columns of the fictional authority's truth.

    The tables that no boundary is about (activities, homes, tenancies, surveys …) are left to the caller.
    """
    records: dict[str, list[dict[str, Any]]] = {table: [] for table in SCHEMAS}
    for row in rows:
        life = row.life
        key = {"person_id": life.person.person_id, "local_authority_code": life.person.local_authority_code}
        records["person"].append(_person(row))
        for period in life.care_periods:
            own = {"care_period_id": _period_id(row, period.care_start_date)}
            records["care_period"].append(key | own | asdict(period))
        for placed in life.placements:
            own = {"care_period_id": _period_id(row, placed.placement_start_date)}
            records["placement"].append(key | own | asdict(placed))
        for status in life.legal_statuses:
            own = {"care_period_id": _period_id(row, status.legal_status_start_date)}
            records["legal_status"].append(key | own | asdict(status))
        records["contact"] += [key | asdict(contact) for contact in life.contacts]
        records["source_record"] += [key | asdict(record) for record in life.source_records]
    return {table: pl.DataFrame(records[table], schema=schema) for table, schema in SCHEMAS.items()}
