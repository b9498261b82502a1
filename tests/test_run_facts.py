"""What a run takes from the copy that was published before it."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from dagster_project.run_facts import LAST_LOAD, last_load_told_of
from dagster_project.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home whose published warehouse lists two loads."""
    settings = Settings(tmp_path)
    run = settings.published / "000001"
    run.mkdir(parents=True)
    (settings.published / "CURRENT").write_text("000001\n", encoding="utf-8")
    with duckdb.connect(str(run / "identified.duckdb")) as connection:
        connection.execute("create schema landing")
        connection.execute("create table landing.loads as select unnest([3, 7]) as sequence")
    return settings


def _say(settings: Settings, **facts: int) -> None:
    (settings.published / "000001" / "run.json").write_text(json.dumps(facts), encoding="utf-8")


def test_before_the_first_copy_no_load_was_told_of(tmp_path: Path) -> None:
    assert last_load_told_of(Settings(tmp_path)) == 0


def test_a_copy_says_which_load_it_tells_of_last(settings: Settings) -> None:
    _say(settings, **{LAST_LOAD: 5})
    assert last_load_told_of(settings) == 5


def test_of_a_copy_by_an_earlier_release_the_warehouse_says_so(settings: Settings) -> None:
    """A first run after an upgrade that was killed is told of by the next one all the same."""
    _say(settings)
    assert last_load_told_of(settings) == 7
