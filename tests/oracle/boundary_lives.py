"""The hand-worked table of boundary lives, and the same lives as truth tables.

`as_truth_frames()` lets a test push these lives through the extracts and the warehouse as it does the fictional
authority's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
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
    | {"is_disabled": FLAG},
    "care_period": KEY
    | {"care_start_date": DAY, "care_end_date": DAY, "primary_need": TEXT, "end_reason": TEXT}
    | {"home_postcode": TEXT, "is_short_break": FLAG},
    "placement": KEY
    | {"placement_start_date": DAY, "placement_end_date": DAY}
    | dict.fromkeys(("placement_type", "provider", "urn", "postcode", "change_reason", "carer_id"), TEXT),
    "legal_status": KEY | {"legal_status_start_date": DAY, "legal_status_end_date": DAY, "legal_status": TEXT},
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
    others = {"is_birth_date_estimated": False, "is_uasc": False, "uasc_claim_end_date": None, "is_disabled": False}
    return asdict(row.life.person) | names | others | {"nhs_number": nhs_number(number)}


def as_truth_frames(rows: Sequence[BoundaryLife] = BOUNDARY_LIVES) -> dict[str, pl.DataFrame]:
    """Return the lives as truth tables by name, in the columns of the fictional authority's truth.

    The tables that no boundary is about (activities, homes, tenancies, surveys …) are left to the caller.
    """
    records: dict[str, list[dict[str, Any]]] = {table: [] for table in SCHEMAS}
    for row in rows:
        life = row.life
        key = {"person_id": life.person.person_id, "local_authority_code": life.person.local_authority_code}
        records["person"].append(_person(row))
        for table, parts in (
            ("care_period", life.care_periods),
            ("placement", life.placements),
            ("legal_status", life.legal_statuses),
            ("contact", life.contacts),
            ("source_record", life.source_records),
        ):
            records[table] += [key | asdict(part) for part in parts]
    return {table: pl.DataFrame(records[table], schema=schema) for table, schema in SCHEMAS.items()}
