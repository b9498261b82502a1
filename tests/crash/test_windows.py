"""What Windows does otherwise, simulated: files that are open, names that differ only in capitals, short paths."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path, PurePosixPath

import pytest

from dagster_project import files
from dagster_project.landing.inbox import look
from dagster_project.settings import Settings, repository
from tests.conftest import Built

#: Names below WREATH_HOME may be this long, so that a home whose path has 140 characters stays within Windows' 260.
LONGEST = 120
#: dbt names these itself, up to 30 characters longer, and prefixes long paths on Windows as it must.
OF_DBT = ("build/dbt/", "build/dbt_docs/")
FORBIDDEN = set('<>:"|?*\\')
RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}


def _open_for(times: int, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Let the next renames fail as they do on Windows while another program has the file open."""
    tried: list[Path] = []
    move = files._move

    def refusing(source: Path, target: Path) -> None:
        tried.append(target)
        if len(tried) <= times:
            raise PermissionError(13, "The process cannot access the file", str(target))
        move(source, target)

    monkeypatch.setattr(files, "_move", refusing)
    monkeypatch.setattr(files, "WAITS", (0.0,) * len(files.WAITS))
    return tried


def test_a_file_that_is_open_for_a_moment_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.write_text(tmp_path / "CURRENT", "000001\n")
    tried = _open_for(3, monkeypatch)
    files.write_text(tmp_path / "CURRENT", "000002\n")
    assert len(tried) == 4
    assert (tmp_path / "CURRENT").read_text(encoding="utf-8") == "000002\n"


def test_a_file_that_stays_open_keeps_what_it_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.write_text(tmp_path / "CURRENT", "000001\n")
    tried = _open_for(100, monkeypatch)
    with pytest.raises(PermissionError):
        files.write_text(tmp_path / "CURRENT", "000002\n")
    assert len(tried) == len(files.WAITS) + 1
    assert (tmp_path / "CURRENT").read_text(encoding="utf-8") == "000001\n"
    assert [path.name for path in tmp_path.iterdir()] == ["CURRENT"]


def test_a_folder_that_somebody_reads_is_retired_whole_when_it_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = tmp_path / "000001"
    for name in ("identified.duckdb", "site/index.html"):
        files.write_text(run / name, name)
    with monkeypatch.context() as patch:
        _open_for(1, patch)
        assert not files.retire_folder(run)
    assert sorted(path.name for path in run.rglob("*") if path.is_file()) == ["identified.duckdb", "index.html"]
    assert files.retire_folder(run)
    assert list(tmp_path.iterdir()) == []


def test_what_could_not_be_deleted_aside_goes_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = tmp_path / "000001"
    files.write_text(run / "index.html", "page")
    with monkeypatch.context() as patch:
        patch.setattr(files, "_remove_folder", lambda path: None)
        assert files.retire_folder(run)
    assert [path.name for path in tmp_path.iterdir()] == [".000001.gone"]
    assert files.retire_folder(run)
    assert list(tmp_path.iterdir()) == []


def test_a_source_folder_in_capitals_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "LCS").mkdir()
    found = {event.file: event for event in look(tmp_path, ["lcs"], "990").events}
    assert "rename it to one of lcs" in found["LCS"].advice


def test_nothing_is_forked() -> None:
    """Windows only spawns, and what a library starts in threads does not survive a fork."""
    named = {"fork", "forkpty", "set_start_method"}
    for path in (repository() / "dagster_project").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not used & named, path


def _names(home: Path) -> list[PurePosixPath]:
    return [PurePosixPath(path.relative_to(home).as_posix()) for path in home.rglob("*")]


@pytest.mark.slow
def test_every_name_of_a_whole_run_can_stand_on_windows(demo: Built) -> None:
    names = _names(demo.settings.home)
    assert len(names) > 1500
    for name in names:
        for part in name.parts:
            assert not set(part) & FORBIDDEN, name
            assert part == part.rstrip(". "), name
            assert part.split(".")[0].casefold() not in RESERVED, name
    long = [str(name) for name in names if len(str(name)) >= LONGEST and not str(name).startswith(OF_DBT)]
    assert long == []
    folded = Counter(str(name).casefold() for name in names)
    assert [name for name, count in folded.items() if count > 1] == []


def test_the_longest_name_that_a_load_can_get_is_short_enough(tmp_path: Path) -> None:
    from dagster_project.catalogue import Catalogue
    from dagster_project.landing.manifest import LoadRecord
    from dagster_project.landing.storage import ERRORS, load_folder

    settings = Settings(tmp_path)
    for dataset in Catalogue.load(repository() / "seeds").datasets:
        record = LoadRecord("0" * 16, 1, dataset.source, dataset.dataset, "990", "f", "s", 1, "quarantined")
        written = load_folder(settings, record) / f".{ERRORS}.tmp"
        assert len(written.relative_to(tmp_path).as_posix()) < LONGEST
