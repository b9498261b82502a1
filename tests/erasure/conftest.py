"""A council with three people in every kind of source, of whom one is to be erased."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dagster_project.erasure.stop_list import enter_erasure, fresh_stop_list
from dagster_project.settings import Settings, repository
from tests.landing.conftest import Council

DAY = date(2026, 11, 27)
#: Wren Hollow, to be erased, is 1004 in the case system; Ash Moor is 1005, Wren Hollow of another birthday 1006.
FILES = {
    "lcs/ssd_person_2026-04-30.csv": (
        "pers_person_id,pers_forename,pers_surname,pers_dob,pers_common_child_id\n"
        "1004,Wren,Hollow,2005-02-07,999 000 0014\n1005,Ash,Moor,2004-03-08,9990000022\n"
        "1006,Wren,Hollow,2006-06-06,\n"
    ),
    "lcs/ssd_mother_2026-04-30.csv": "moth_person_id,moth_childs_person_id\n1005,1004\n1005,1007\n",
    "lcs/ssd_assessment_factors_2026-04-30.csv": (
        "cinf_table_id,cinf_assessment_id,cinf_assessment_factors_json\nF1,ASM11,\nF2,ASM12,\n"
    ),
    "lcs/ssd_cin_assessments_2026-04-30.csv": "cina_assessment_id,cina_person_id\nASM11,1004\nASM12,1005\n",
    "ccis/young_person_2026-04-30.csv": (
        "client_id,upn,given_name,family_name,date_of_birth\n"
        "C-77,M990100013131,Wren,Hollow,07/02/2005\nC-78,M990100013132,Ash,Moor,08/03/2004\n"
    ),
    "ccis/current_activity_2026-04-30.csv": "client_id,current_activity_code\nC-77,210\nC-78,210\n",
    "housing/hclic_people_2026-04-30.csv": (
        "case_reference,person_number,person_name,date_of_birth\n"
        "HC11,1,Wren Hollow,2005-02-07\nHC11,2,Ash Moor,2004-03-08\nHC12,1,Ash Moor,2004-03-08\n"
    ),
    "housing/hclic_support_needs_2026-04-30.csv": "case_reference\nHC11\nHC12\n",
    "health/cla_health_2026-04-30.csv": (
        "nhs_number,forename,surname,date_of_birth\n9990000014,Wren,Hollow,2005-02-07\n9990000022,Ash,Moor,2004-03-08\n"
    ),
}
#: Rows that are Wren's, by file.
THEIRS = {
    "lcs/ssd_person": 1, "lcs/ssd_mother": 1, "lcs/ssd_assessment_factors": 1, "lcs/ssd_cin_assessments": 1,
    "ccis/young_person": 1, "ccis/current_activity": 1, "housing/hclic_people": 1, "housing/hclic_support_needs": 1,
    "health/cla_health": 1,
}  # fmt: skip


def stop_wren(council: Council) -> None:
    """Enter the numbers that the identity resolution would know of."""
    found = fresh_stop_list(council.settings)
    known = (
        ("lcs_person_id", "1004"),
        ("ccis_client_id", "C77"),
        ("nhs_number", "9990000014"),
        ("case_person", "HC11|1"),
    )
    stops = [found.hash_of(number, "990", value) for number, value in known]
    enter_erasure(council.settings, found, {"why": "asked for", "stops": stops, "marks": []}, DAY)


def home(folder: Path) -> Council:
    """Return a council's home with all files in its inbox."""
    found = Council(Settings(folder), repository() / "seeds")
    found.configure("council.toml", 'local_authority_code = "990"\n')
    for name, content in FILES.items():
        found.drop(name, content)
    return found


@pytest.fixture(scope="module")
def erased(tmp_path_factory: pytest.TempPathFactory) -> Council:
    """A home that had loaded Wren before she was erased; its tests only look, or drop files of their own."""
    found = home(tmp_path_factory.mktemp("erased"))
    found.run()
    assert [load for load in found.manifest() if load.rows_erased] == []
    stop_wren(found)
    found.run()
    return found
