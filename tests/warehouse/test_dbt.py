"""What a process keeps of dbt's parse for the next one."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from dagster_project.settings import Settings
from dagster_project.warehouse import dbt
from tests.conftest import Built


@pytest.fixture
def moved(demo: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The demo's parse in a home elsewhere, and a process that has parsed nothing."""
    monkeypatch.setattr(dbt, "_PARSED", {})
    settings = Settings(tmp_path / "elsewhere")
    dbt.target_path(settings).mkdir(parents=True)
    for name in ("partial_parse.msgpack", "parsed.digest"):
        shutil.copy2(dbt.target_path(demo.settings) / name, dbt.target_path(settings))
    return settings


def _never(_: Settings) -> Any:
    raise AssertionError("parsed again")


def test_a_home_that_was_moved_is_not_parsed_again(moved: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbt, "_parse", _never)
    manifest = dbt._parsed(moved)
    assert "model.wreath.stg_lcs__person" in manifest.nodes
    assert "model.wreath.stg_lcs__person" in manifest.flat_graph["nodes"]


@pytest.mark.parametrize("lost", ["partial_parse.msgpack", "parsed.digest"])
def test_half_of_what_was_kept_is_not_trusted(moved: Settings, monkeypatch: pytest.MonkeyPatch, lost: str) -> None:
    (dbt.target_path(moved) / lost).unlink()
    monkeypatch.setattr(dbt, "_parse", _never)
    with pytest.raises(AssertionError, match="parsed again"):
        dbt._parsed(moved)


def test_another_project_or_another_dbt_is_parsed_again(moved: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbt, "project_digest", lambda: "of another day")
    monkeypatch.setattr(dbt, "_parse", lambda _: "parsed anew")
    assert dbt._parsed(moved) == "parsed anew"
    assert (dbt.target_path(moved) / "parsed.digest").read_text("utf-8") == "of another day"
