"""A disk that is really full, really read-only or another account's: what the libraries say becomes one line."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import polars as pl
import pytest

from dagster_project import files
from dagster_project.errors import refusal_of_the_disk
from tests.command_line import wreath_here

NOBODY = 65534
_KIB = 256


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a quarter of a megabyte; only who may mount has one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={_KIB}k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this account may not mount a disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def _duckdb(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table things as select md5(range::text) as thing from range(200000)")


def _sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table things as select hex(randomblob(1000000)) as thing")


def _polars(path: Path) -> None:
    frame = pl.DataFrame({"thing": [os.urandom(1000).hex() for _ in range(2000)]})
    with files.writing(path) as temporary:
        frame.write_parquet(temporary)


def _bytes(path: Path) -> None:
    files.write_bytes(path, os.urandom(1_000_000))


@pytest.mark.parametrize("write", [_duckdb, _sqlite, _polars, _bytes])
def test_a_full_disk_is_told_whoever_meets_it(small_disk: Path, write: Callable[[Path], None]) -> None:
    with pytest.raises(Exception) as failed:  # each library has an error of its own
        write(small_disk / "file")
    told = refusal_of_the_disk(failed.value)
    assert told is not None, failed.value
    assert told.startswith("the disk is full: ")
    assert len(told.splitlines()) == 1
    assert told.endswith("then run it again")


def test_a_command_on_a_full_disk_changes_nothing_and_goes_through_once_there_is_room(small_disk: Path) -> None:
    filler, home = small_disk / "filler", small_disk / "home"
    filler.write_bytes(bytes((_KIB - 8) * 1024))
    told = wreath_here(home, "init")
    (line,) = told.stderr.splitlines()
    assert told.returncode == 3
    assert "the disk is full" in line
    assert str(home) in line
    filler.unlink()
    assert wreath_here(home, "init").returncode == 0


def test_a_disk_that_can_only_be_read_is_told(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    told = wreath_here(small_disk / "home", "init")
    (line,) = told.stderr.splitlines()
    assert told.returncode == 3
    assert "the place can only be read" in line
    assert str(small_disk / "home") in line


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can become another account")
def test_a_folder_of_another_account_is_told(tmp_path: Path) -> None:
    # All that the command needs is imported before: the other account may not read it.
    assert wreath_here(tmp_path / "own", "init").returncode == 0
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o755)
    os.seteuid(NOBODY)
    try:
        told = wreath_here(closed / "home", "init")
    finally:
        os.seteuid(0)
    (line,) = told.stderr.splitlines()
    assert told.returncode == 3
    assert "may not write there" in line
    assert str(closed / "home") in line
