"""Catalogue frames and a project small enough to be read at a glance."""

from __future__ import annotations

import polars as pl
import pytest
from projects import Project, care_project

Frames = dict[str, pl.DataFrame]


def rows(columns: str, *lines: str) -> pl.DataFrame:
    """A text frame from `a b c` and lines of as many words; - stands for null."""
    names = columns.split(" ")
    cells = [[None if cell == "-" else cell for cell in line.split(" ")] for line in lines]
    return pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String()), orient="row")


@pytest.fixture
def project() -> Project:
    return care_project()


@pytest.fixture
def frames() -> Frames:
    return {
        "datasets": rows("dataset extract_date_from", "ssd_care_leavers name", "activity verified"),
        "fields": rows(
            "source dataset field type key_position",
            "lcs ssd_care_leavers clea_id text 1",
            "lcs ssd_care_leavers clea_activity code -",
            "lcs ssd_care_leavers clea_contact date -",
            "lcs ssd_care_leavers clea_note text -",
            "ccis activity client text 1",
            "ccis activity code code -",
            "ccis activity verified date -",
        ),
        "domains": rows("domain_id", "employment", "risk"),
        "concepts": rows("concept_id domain_id", "C01 employment", "C70 risk"),
        "indicators": rows("indicator_id domain_id", "is_engaged employment", "feels_safe risk"),
        "dashboard_measures": rows("dashboard_id measure_id indicator_id", "wreath M1 is_engaged", "council M2 -"),
        "return_items": rows("return_id module item", "ssda903 OC3 CHILD", "ssda903 OC3 ACTIV", "ssda903 OC3 ACCOM"),
    }
