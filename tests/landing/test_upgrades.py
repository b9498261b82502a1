"""What the last release left in a home: its loads and its configuration are read by this one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.errors import WreathError
from dagster_project.landing import storage
from dagster_project.landing.authority import home_authority
from dagster_project.landing.intake import take_in
from dagster_project.landing.manifest import Manifest
from dagster_project.landing.storage import ERRORS, RAW, TYPED, load_folder, read_table, schema_version
from dagster_project.landing.typed import Schema
from dagster_project.settings import Settings, repository

from .conftest import lenient

LAST_RELEASE = Path(__file__).with_name("last_release")


@pytest.fixture
def upgraded(tmp_path: Path) -> Settings:
    """A copy of the home; files of a clone are as old as the clone, so nothing is known by its time."""
    shutil.copytree(LAST_RELEASE, tmp_path / "home")
    return Settings(tmp_path / "home")


def _catalogue(settings: Settings) -> Catalogue:
    return Catalogue.load(repository() / "seeds", settings.config)


def test_loads_of_the_last_release_are_read(upgraded: Settings) -> None:
    records, catalogue = list(Manifest.read(upgraded.landing)), _catalogue(upgraded)
    assert {record.dataset for record in records} == {"ssd_person", "ssd_legal_status", "tenancies"}
    for record in records:
        assert read_table(upgraded, record, RAW).height == record.rows_read
        rows = read_table(upgraded, record, TYPED)
        assert rows.height == record.rows_accepted + record.rows_unreadable > 0
        assert set(rows.columns) <= set(Schema.of(catalogue, record.dataset).columns)


def test_a_run_takes_the_loads_of_the_last_release_over_and_adds_none(upgraded: Settings) -> None:
    before = {record.load_id: record for record in Manifest.read(upgraded.landing)}
    result = take_in(upgraded, _catalogue(upgraded), judge=lenient, settle_seconds=0)
    after = {record.load_id: record for record in Manifest.read(upgraded.landing)}
    assert result.loads == ()
    assert after.keys() == before.keys()
    for load_id, record in after.items():
        assert (record.rows_read, record.rows_accepted) == (before[load_id].rows_read, before[load_id].rows_accepted)
        assert record.extract_date == before[load_id].extract_date


def test_the_configuration_of_the_last_release_is_read(upgraded: Settings) -> None:
    assert home_authority(upgraded).code == "990"
    catalogue = _catalogue(upgraded)
    assert {change.file.rsplit("/", 1)[-1] for change in catalogue.overrides} == {
        "column_aliases.csv",
        "code_spellings.csv",
    }


def test_loads_of_an_earlier_layout_are_typed_again(upgraded: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "SCHEMA_VERSION", 2)
    monkeypatch.setattr("dagster_project.landing.loads.SCHEMA_VERSION", 2)
    result = take_in(upgraded, _catalogue(upgraded), judge=lenient, settle_seconds=0)
    assert len(result.retyped) == 3
    for record in Manifest.read(upgraded.landing):
        folder = load_folder(upgraded, record)
        assert record.schema_version == 2
        assert [schema_version(folder / name) for name in (RAW, TYPED, ERRORS)] == [1, 2, 2]
    assert take_in(upgraded, _catalogue(upgraded), judge=lenient, settle_seconds=0).retyped == ()


def test_a_load_of_a_later_release_is_refused_in_one_line(upgraded: Settings) -> None:
    record = next(iter(Manifest.read(upgraded.landing)))
    path = load_folder(upgraded, record) / RAW
    pl.read_parquet(path).write_parquet(path, metadata={"wreath_schema_version": "99"})
    with pytest.raises(WreathError, match=r"raw\.parquet was written by a later release .*update this clone"):
        read_table(upgraded, record, RAW)


def test_what_is_kept_of_the_last_release_does_not_say_its_layout() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (LAST_RELEASE / "landing" / "manifest").glob("*.json")]
    assert len(texts) > 3
    assert not any("schema_version" in json.loads(text) for text in texts)
