"""The decision whether anything is new: right, quick, and without importing a library."""

from __future__ import annotations

import subprocess
import sys
import time

from dagster_project.landing.inbox import dataset_in_name, date_in_name
from dagster_project.landing.pending import pending
from dagster_project.settings import repository

from .conftest import Council

ANN = "1,Ann,Alder,F,2008-01-01,Y,"


def names(council: Council) -> list[str]:
    return [file.name for file in pending(council.settings.inbox, council.settings.landing)]


def test_a_file_is_pending_until_it_was_dealt_with(council: Council) -> None:
    assert names(council) == []
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN])
    council.drop("lcs/ssd_mother_2026-04-30.csv", "a;b\n1;2\n")
    council.drop("lcs/notes.txt", "x")
    assert names(council) == ["lcs/ssd_mother_2026-04-30.csv", "lcs/ssd_person_2026-04-30.csv"]
    council.run()
    assert names(council) == []
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN, "2,Bob,Birch,M,2007-05-05,N,"])
    assert names(council) == ["lcs/ssd_person_2026-04-30.csv"]


def test_without_its_note_it_goes_by_content(council: Council) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN])
    council.run()
    (council.settings.landing / "manifest" / "inbox.json").unlink()
    assert names(council) == []


def test_a_folder_that_is_no_source_is_not_pending(council: Council) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN])
    council.run()
    council.drop("nowhere/ssd_person_2026-04-30.csv", "x")
    assert names(council) == []


def test_the_decision_is_quick(council: Council) -> None:
    for number in range(60):
        council.people(f"lcs/ssd_person_2026-04-30_{number}.csv", [f"{number},Ann,Alder,F,2008-01-01,Y,"])
    council.run()
    started = time.perf_counter()
    assert names(council) == []
    assert time.perf_counter() - started < 0.2


def test_the_decision_imports_no_library() -> None:
    code = (
        "import sys; from dagster_project.landing.pending import pending; "
        "print({'polars', 'duckdb', 'pandas', 'pydantic', 'great_expectations'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=repository())
    assert done.stdout.strip() == "set()"


def test_names_of_files() -> None:
    datasets = ["ssd_cla_health", "ssd_contacts", "ssd_person"]
    assert dataset_in_name("ssd_person_2026-04-30.csv", datasets) == "ssd_person"
    assert dataset_in_name("SSD_PERSON 20260430 (2).CSV", datasets) == "ssd_person"
    assert dataset_in_name("ssd_person.csv", datasets) == "ssd_person"
    assert dataset_in_name("ssd_contacts_extra_2026-04-30.csv", datasets) is None
    assert dataset_in_name("person.csv", datasets) is None
    assert str(date_in_name("ssd_person_20260430.csv")) == "2026-04-30"
    assert date_in_name("ssd_person_123456789.csv") is None
