"""Renames that are whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from dagster_project import files


def folder(path: Path, content: str) -> Path:
    path.mkdir()
    (path / "file").write_text(content)
    return path


def test_a_folder_takes_the_place_of_another(tmp_path: Path) -> None:
    target = folder(tmp_path / "out", "old")
    files.swap_folder(folder(tmp_path / ".out.new", "new"), target)
    assert (target / "file").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_swap_that_fails_leaves_the_old_folder(tmp_path: Path) -> None:
    target = folder(tmp_path / "out", "old")
    with pytest.raises(FileNotFoundError):
        files.swap_folder(tmp_path / "not there", target)
    assert (target / "file").read_text() == "old"


def test_what_a_killed_swap_left_aside_stays_until_the_next_one_has_ended(tmp_path: Path) -> None:
    aside, target = folder(tmp_path / ".out.old", "the only one"), tmp_path / "out"
    with pytest.raises(FileNotFoundError):
        files.swap_folder(tmp_path / "not there", target)
    assert (target / "file").read_text() == "the only one"
    target.rename(aside)
    files.swap_folder(folder(tmp_path / ".out.new", "new"), target)
    assert (target / "file").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_is_read_only_goes_with_all_in_it(tmp_path: Path) -> None:
    kept = folder(tmp_path / "kept", "old")
    (kept / "file").chmod(0o444)
    kept.chmod(0o555)
    files.remove_folder(kept)
    files.remove_folder(kept)
    assert list(tmp_path.iterdir()) == []


def test_a_private_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    files.make_folder(tmp_path / "new" / "home", files.OWNER_ONLY)
    assert (tmp_path / "new" / "home").stat().st_mode & 0o077 == 0
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    files.make_folder(shared, files.OWNER_ONLY)
    assert shared.stat().st_mode & 0o777 == 0o755
