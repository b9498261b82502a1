"""Whose inbox it is: a council says so itself, and nobody is taken for the fictional authority by chance."""

from __future__ import annotations

from pathlib import Path

import pytest

from dagster_project.catalogue import write_council_config
from dagster_project.errors import WreathError
from dagster_project.landing.authority import FICTIONAL, Authority, home_authority
from dagster_project.settings import Settings

from .conftest import Council


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return Settings(tmp_path)


def write(home: Settings, content: str) -> None:
    home.config.mkdir(exist_ok=True)
    (home.config / "council.toml").write_text(content, encoding="utf-8")


@pytest.mark.parametrize("has_folder", [True, False])
def test_a_council_without_a_number_is_told_to_write_it(home: Settings, has_folder: bool) -> None:
    if has_folder:
        write_council_config(home.home)
    with pytest.raises(WreathError, match=r"council\.toml has no local_authority_code: run `wreath init`") as caught:
        home_authority(home)
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)


def test_nothing_is_taken_in_for_a_council_without_a_number(council: Council) -> None:
    (council.settings.config / "council.toml").unlink()
    council.people("lcs/ssd_person_2026-04-30.csv", ["1,Ann,Alder,F,2008-01-01,Y,"])
    with pytest.raises(WreathError, match="local_authority_code"):
        council.run()
    assert council.manifest() == []


def test_only_a_home_with_the_truth_is_the_fictional_authority(home: Settings) -> None:
    home.truth.mkdir()
    assert home_authority(home) == FICTIONAL
    write(home, 'local_authority_code = "991"\nauthority_name = "Southmoor"\n')
    assert home_authority(home) == Authority("991", "Southmoor")


def test_a_name_is_not_needed(home: Settings) -> None:
    write(home, 'local_authority_code = "815"\n')
    assert home_authority(home) == Authority("815", None)


def test_a_file_that_is_no_toml_is_named(home: Settings) -> None:
    write(home, "local_authority_code = 'Northmoor")
    with pytest.raises(WreathError, match="correct the line"):
        home_authority(home)
