"""`wreath init`: a configuration folder with comments that changes nothing until somebody edits it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dagster_project.catalogue import Catalogue, write_council_config
from dagster_project.catalogue.council_config import PURPOSES, council_files
from dagster_project.catalogue.tables import TABLES
from dagster_project.settings import repository

SEEDS = repository() / "seeds"


def test_a_fresh_folder_changes_nothing(tmp_path: Path) -> None:
    written = write_council_config(tmp_path)
    assert [path.relative_to(tmp_path / "config").as_posix() for path in written] == list(council_files())
    catalogue = Catalogue.load(SEEDS, tmp_path / "config")
    assert catalogue.overrides == ()
    assert catalogue.layered == Catalogue.load(SEEDS).layered


def test_deadlines_are_rows_of_the_calendar_and_no_settings() -> None:
    files = council_files()
    assert "to which the pages count the days" in files["returns/collection_years.csv"]
    assert "eadline" not in files["council.toml"]


def test_a_second_time_nothing_is_written_and_nothing_overwritten(tmp_path: Path) -> None:
    write_council_config(tmp_path)
    own = tmp_path / "config" / "council.toml"
    own.write_text('local_authority_code = "815"\n', encoding="utf-8")
    (tmp_path / "config" / "mapping" / "recodes.csv").unlink()
    assert [path.name for path in write_council_config(tmp_path)] == ["recodes.csv"]
    assert own.read_text(encoding="utf-8") == 'local_authority_code = "815"\n'


def test_the_settings_file_is_valid_and_says_nothing_yet(tmp_path: Path) -> None:
    assert tomllib.loads(council_files()["council.toml"]) == {}
    uncommented = council_files()["council.toml"].replace("# local_", "local_").replace("# authority_", "authority_")
    assert tomllib.loads(uncommented) == {"local_authority_code": "990", "authority_name": "Northmoor"}


@pytest.mark.parametrize("name", [name for name in council_files() if name.endswith(".csv")])
def test_each_file_explains_every_column(name: str) -> None:
    lines = council_files()[name].splitlines()
    header = lines[-1].split(",")
    explained = [line.removeprefix("# ").split(":")[0] for line in lines if line.startswith("# ") and ":" in line]
    assert set(header) <= set(explained)
    assert all(line.startswith("# ") for line in lines[:-1])


def test_purposes_are_those_of_tables_that_exist() -> None:
    assert set(PURPOSES) <= {table.name for table in TABLES}
