"""What a process keeps of dbt's parse for the next one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dagster_project.errors import WreathError
from dagster_project.settings import Settings
from dagster_project.warehouse import dbt
from tests.conftest import Built


@pytest.fixture
def moved(demo: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """What the demo kept of the parse in a home elsewhere, and a process that has parsed nothing."""
    monkeypatch.setattr(dbt, "_PARSED", {})
    settings = Settings(tmp_path / "elsewhere")
    shutil.copytree(demo.settings.build / "parsed", settings.build / "parsed")
    return settings


def _anew(_: Settings) -> dbt._Parse:
    return dbt._Parse("parsed anew", b"packed anew")


def test_a_home_that_was_moved_is_not_parsed_again(moved: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbt, "_parse", _anew)
    manifest = dbt._parsed(moved)
    assert "model.wreath.stg_lcs__person" in manifest.nodes
    assert "model.wreath.stg_lcs__person" in manifest.flat_graph["nodes"]


def test_another_project_or_another_dbt_is_parsed_anew_and_kept(
    moved: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dbt, "project_digest", lambda: "of another day")
    monkeypatch.setattr(dbt, "_parse", _anew)
    assert dbt._parsed(moved) == "parsed anew"
    assert [path.name for path in (moved.build / "parsed").iterdir()] == ["of another day.msgpack"]
    assert dbt._kept_path(moved, "msgpack").read_bytes() == b"packed anew"


def test_a_second_home_of_one_process_is_given_the_parse_too(moved: Settings, tmp_path: Path) -> None:
    second, first = Settings(tmp_path / "second"), dbt._parsed(moved)
    assert dbt._parsed(second) is first
    assert dbt._kept_path(second, "msgpack").read_bytes() == dbt._kept_path(moved, "msgpack").read_bytes()


def test_what_dbt_tells_of_a_failure_is_no_more_than_our_line(
    moved: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(WreathError, match="landing"):
        dbt.build_models(moved, select=["stg_lcs__person"]).raise_for_faults()
    assert capfd.readouterr() == ("", "")
