"""What an erasure does beside the loads: older builds, reports and registers; and that it can be gone through again."""

from __future__ import annotations

from pathlib import Path

import pytest

from dagster_project.erasure.erase import finish
from dagster_project.erasure.stop_list import (
    ENDED,
    REGISTER,
    enter_erasure,
    fresh_stop_list,
    shape_of,
    unfinished,
)
from dagster_project.errors import WreathError
from dagster_project.registers import Register
from dagster_project.run import Outcome
from dagster_project.search import words
from dagster_project.settings import Settings
from tests.erasure.conftest import DAY

_CHILD = "1004233"


def _quiet(step: str) -> None:
    """Say nothing of a run."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home in which an erasure was entered and no more: an older build, a report and an exception name the person."""
    made = Settings(tmp_path)
    found = fresh_stop_list(made)
    phrase = words(_CHILD)
    content = {"why": "x", "stops": ["00"], "marks": [found.mark_of(phrase)], "mark_shapes": [list(shape_of(phrase))]}
    enter_erasure(made, found, content, DAY)
    for path in ("published/000001/run.json", "reports/sheet.csv", "reports/other.csv"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("{}" if "other" in path else f'{{"child": "{_CHILD}"}}')
    Register(made, "rule_exceptions").append("failure explained", {"child": _CHILD, "rule": "102"}, day=DAY)
    return made


@pytest.fixture
def published(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A run that publishes an empty build."""

    def run(given: Settings, **_: object) -> Outcome:
        folder = given.published / "000002"
        folder.mkdir(exist_ok=True)
        (folder / "run.json").write_text("{}")
        (given.published / "CURRENT").write_text("000002\n")
        return Outcome(("Published run 000002.", "Open:"), 0)

    monkeypatch.setattr("dagster_project.run.run", run)
    return settings


def test_older_builds_and_reports_go_and_registers_no_longer_name_them(published: Settings) -> None:
    done = finish(published, day=DAY, listener=_quiet)
    assert done.left == ()
    assert [path.name for path in published.published.iterdir() if path.is_dir()] == ["000002"]
    assert [path.name for path in published.reports.iterdir()] == ["other.csv"]
    assert Register(published, "rule_exceptions").entries()[0].content["child"] == "(erased)"
    assert unfinished(published) == []
    assert Register(published, REGISTER).entries()[-1].content == {"hits": 0, "files": []}


def test_what_is_left_is_told(published: Settings) -> None:
    (published.home / "notes.txt").write_text(f"call {_CHILD}")
    done = finish(published, day=DAY, listener=_quiet)
    assert [hit.file for hit in done.left] == ["notes.txt"]


_STEPS = ("cut_frozen", "_redact", "_retire_builds", "_remove_reports", "search_home", "enter_end")


@pytest.mark.parametrize("step", _STEPS)
def test_killed_at_any_step_it_goes_on(published: Settings, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(f"dagster_project.erasure.erase.{step}", killed)
        finish(published, day=DAY, listener=_quiet)
    assert len(unfinished(published)) == 1
    assert finish(published, day=DAY, listener=_quiet).left == ()
    kinds = [entry.kind for entry in Register(published, REGISTER).entries()]
    assert kinds.count(ENDED) == 1
    assert not (published.published / "000001").exists()


def test_where_nobody_was_erased_there_is_nothing_to_finish(tmp_path: Path) -> None:
    with pytest.raises(WreathError, match="nobody was ever erased"):
        finish(Settings(tmp_path), day=DAY, listener=_quiet)
