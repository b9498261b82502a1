"""Frozen returns: kept whole and once, refused when unfinished, and watched from then on."""

from __future__ import annotations

import json
import shutil
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project import files
from dagster_project.catalogue import Catalogue
from dagster_project.errors import WreathError
from dagster_project.registers import Register
from dagster_project.returns.ssda903.against_frozen import standing_lines, write_against_frozen
from dagster_project.returns.ssda903.freeze import Freeze, check_unchanged, freeze_return, freezes, latest_of
from dagster_project.returns.ssda903.layout import AGAINST_FROZEN
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import Published, current
from tests.returns.ssda903.small_returns import Review, SmallReturn

DAY = date(2026, 5, 28)
RETURN = SmallReturn((Review("1", "2024-05-01"), Review("2", "2024-06-01")))
LATER = replace(RETURN, reviews=(RETURN.reviews[0], replace(RETURN.reviews[1], code="PN2", content="other", load="b")))


def publish(settings: Settings, returns: dict[str, SmallReturn]) -> Published:
    """Publish returns, by the folder below `returns` that each stands in."""
    folder = settings.published / "000001"
    shutil.rmtree(folder, ignore_errors=True)
    for name, made in returns.items():
        made.write(folder / "returns" / name)
    with duckdb.connect(str(folder / "identified.duckdb")) as connection:
        connection.execute("create schema returns")
        connection.execute(
            "create table returns.ssda903__year as select '2026-27' as collection_year, "
            "date '2027-04-30' as last_window_date"
        )
    files.write_json(folder / "run.json", {"run": "000001", "as_at": "2026-04-30"})
    files.write_text(settings.published / "CURRENT", "000001\n")
    published = current(settings)
    assert published is not None
    return published


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(tmp_path)
    publish(settings, {"2024-25": RETURN})
    return settings


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_frozen_return_is_the_published_one_file_by_file(settings: Settings) -> None:
    source = settings.published / "000001" / "returns" / "2024-25"
    (source / AGAINST_FROZEN).write_text("no part of the return", encoding="utf-8")
    kept = freeze_return(settings, "2024-25", "  submitted  28 May ", day=DAY, why="the deadline")
    folder = check_unchanged(settings, kept)
    assert folder == settings.home / "returns" / "2024-25" / "001-submitted-28-may"
    expected = contents(source)
    del expected[AGAINST_FROZEN]
    assert contents(folder) == expected
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o444}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o555
    (entry,) = Register(settings, "freezes").entries()
    assert (entry.day, entry.kind) == (DAY, "return frozen")
    assert entry.content["label"] == "submitted 28 May"
    assert entry.content["folder"] == "returns/2024-25/001-submitted-28-may"
    assert freezes(settings) == (kept,)


def test_a_later_freeze_of_the_year_gets_the_next_number_and_is_the_latest(settings: Settings) -> None:
    first = freeze_return(settings, "2024-25", "submitted", day=DAY)
    second = freeze_return(settings, "2024-25", "¿?", day=DAY)
    assert [freeze.name for freeze in freezes(settings)] == ["001-submitted", "002-return"]
    assert latest_of(freezes(settings)) == (second,)
    assert first != second


@pytest.mark.parametrize("label", ["submitted", "SUBMITTED", " submitted "])
def test_a_label_is_used_once_a_year(settings: Settings, label: str) -> None:
    freeze_return(settings, "2024-25", "submitted", day=DAY)
    with pytest.raises(WreathError, match="frozen already") as error:
        freeze_return(settings, "2024-25", label, day=DAY)
    assert error.value.exit_code == 2
    assert len(freezes(settings)) == 1
    assert len(list((settings.returns / "2024-25").iterdir())) == 1


def test_a_provisional_return_is_refused_with_the_day_from_which_it_can_be_frozen(settings: Settings) -> None:
    publish(settings, {"2026-27": RETURN.of(collection_year="2026-27", is_provisional=True)})
    told = r"provisional, as at 2026-04-30: .* closes on 2027-04-30; freeze it"
    with pytest.raises(WreathError, match=told) as error:
        freeze_return(settings, "2026-27", "submitted", day=DAY)
    assert error.value.exit_code == 3
    assert not settings.returns.exists()
    assert freezes(settings) == ()


@pytest.mark.parametrize(
    ("year", "label", "message", "code"),
    [
        ("2024-25", " ", "a label has", 2),
        ("2024-25", "x" * 101, "a label has", 2),
        ("2024", "submitted", "not a collection year", 2),
        ("2023-24", "submitted", "no return of 2023-24; it holds 2024-25", 3),
    ],
)
def test_what_cannot_be_frozen_is_said_in_one_line(
    settings: Settings, year: str, label: str, message: str, code: int
) -> None:
    with pytest.raises(WreathError, match=message) as error:
        freeze_return(settings, year, label, day=DAY)
    assert error.value.exit_code == code
    assert freezes(settings) == ()


def test_nothing_published_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WreathError, match="nothing is published"):
        freeze_return(Settings(tmp_path), "2024-25", "submitted", day=DAY)


def test_a_published_file_that_was_changed_is_not_frozen(settings: Settings) -> None:
    path = settings.published / "000001" / "returns" / "2024-25" / "Reviews.csv"
    path.write_bytes(path.read_bytes().replace(b"PN1", b"PN3"))
    with pytest.raises(WreathError, match=r"Reviews\.csv is not what its manifest says"):
        freeze_return(settings, "2024-25", "submitted", day=DAY)
    assert freezes(settings) == ()


def test_killed_while_freezing_nothing_counts_and_the_next_freeze_is_whole(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    for name in (f"{files.__name__}.copy", f"{Register.__module__}.Register.append"):
        with monkeypatch.context() as patch:
            patch.setattr(name, dies)
            with pytest.raises(KeyboardInterrupt):
                freeze_return(settings, "2024-25", "submitted", day=DAY)
        assert freezes(settings) == ()
    check_unchanged(settings, freeze_return(settings, "2024-25", "submitted", day=DAY))
    assert len(freezes(settings)) == 1


@pytest.mark.parametrize("several", [False, True])
def test_authorities_are_frozen_apart(settings: Settings, several: bool) -> None:
    publish(settings, {"2024-25/990": RETURN, "2024-25/991": RETURN.of(local_authority_code="991")})
    with pytest.raises(WreathError, match="several authorities"):
        freeze_return(settings, "2024-25", "submitted", day=DAY)
    with pytest.raises(WreathError, match="no return of authority 992"):
        freeze_return(settings, "2024-25", "submitted", day=DAY, authority="992")
    for code in ("990", "991") if several else ("991",):
        freeze_return(settings, "2024-25", "submitted", day=DAY, authority=code)
    lines = standing_lines(settings, settings.published / "000001" / "returns")
    assert lines == (
        ["2024-25 of 990: equals 'submitted'", "2024-25 of 991: equals 'submitted'"]
        if several
        else ["2024-25: equals 'submitted'"]
    )


def test_a_changed_frozen_file_is_told_wherever_the_return_is_told(settings: Settings) -> None:
    kept = freeze_return(settings, "2024-25", "submitted", day=DAY)
    path = kept.path(settings) / "Reviews.csv"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"PN1", b"PN3"))
    with pytest.raises(WreathError, match=r"not what was frozen: .*Reviews\.csv was changed; put the folder back"):
        check_unchanged(settings, kept)
    freeze_return(settings, "2024-25", "again", day=DAY)
    lines = standing_lines(settings, settings.published / "000001" / "returns")
    assert "Reviews.csv was changed" in lines[0]
    assert lines[1:] == ["2024-25: equals 'again'"]


def test_a_missing_frozen_file_and_a_forged_manifest_are_found(settings: Settings) -> None:
    kept = freeze_return(settings, "2024-25", "submitted", day=DAY)
    manifest = kept.path(settings) / "manifest.json"
    manifest.chmod(0o644)
    whole = manifest.read_bytes()
    manifest.write_text(json.dumps({**json.loads(whole), "as_at": "2026-05-01"}), encoding="utf-8")
    with pytest.raises(WreathError, match=r"manifest\.json was changed"):
        check_unchanged(settings, kept)
    manifest.write_bytes(whole)
    kept.path(settings).chmod(0o755)
    (kept.path(settings) / "Header.csv").unlink()
    with pytest.raises(WreathError, match=r"Header\.csv is missing"):
        check_unchanged(settings, kept)


def test_without_a_freeze_there_is_nothing_to_tell(settings: Settings, catalogue: Catalogue) -> None:
    returns = settings.published / "000001" / "returns"
    write_against_frozen(settings, catalogue, returns)
    assert standing_lines(settings, returns) == []
    assert not (returns / "2024-25" / AGAINST_FROZEN).exists()


def test_a_later_build_states_how_it_stands_to_the_frozen_return(settings: Settings, catalogue: Catalogue) -> None:
    kept = freeze_return(settings, "2024-25", "submitted 28 May", day=DAY)
    before = contents(kept.path(settings))
    published = publish(settings, {"2024-25": RETURN.of(as_at="2026-05-31")})
    write_against_frozen(settings, catalogue, published.returns)
    assert standing_lines(settings, published.returns) == ["2024-25: equals 'submitted 28 May'"]
    assert (published.returns / "2024-25" / AGAINST_FROZEN).read_bytes().count(b"\r\n") == 1
    published = publish(settings, {"2024-25": LATER})
    path = published.returns / "2024-25" / AGAINST_FROZEN
    assert standing_lines(settings, published.returns) == [
        "2024-25: differs from 'submitted 28 May': `wreath compare frozen:2024-25 published:2024-25` lists how"
    ]
    write_against_frozen(settings, catalogue, published.returns)
    assert standing_lines(settings, published.returns) == [
        f"2024-25: differs from 'submitted 28 May' in 1 row: see {path}"
    ]
    assert b"Reviews,2,2024-06-01,changed,REVIEW_CODE,PN1,PN2,corrected record" in path.read_bytes()
    assert contents(kept.path(settings)) == before


def test_a_year_that_is_no_longer_published_is_told(settings: Settings) -> None:
    freeze_return(settings, "2024-25", "submitted", day=DAY)
    published = publish(settings, {"2025-26": RETURN.of(collection_year="2025-26")})
    assert standing_lines(settings, published.returns) == [
        "2024-25: 'submitted' is frozen; the published copy holds no return of the year"
    ]


def test_a_damaged_register_is_a_line_and_keeps_nothing_from_being_published(
    settings: Settings, catalogue: Catalogue
) -> None:
    freeze_return(settings, "2024-25", "submitted", day=DAY)
    (settings.registers / "freezes.jsonl").write_text("", encoding="utf-8")
    returns = settings.published / "000001" / "returns"
    write_against_frozen(settings, catalogue, returns)
    (line,) = standing_lines(settings, returns)
    assert "freezes.jsonl, line 1: is missing" in line
    assert not (returns / "2024-25" / AGAINST_FROZEN).exists()


def test_a_comparison_that_cannot_be_made_keeps_nothing_from_being_published(
    settings: Settings, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise WreathError("cannot be compared")

    freeze_return(settings, "2024-25", "submitted", day=DAY)
    published = publish(settings, {"2024-25": LATER})
    write_against_frozen(settings, catalogue, published.returns)
    monkeypatch.setattr("dagster_project.returns.ssda903.compare.compare", fails)
    write_against_frozen(settings, catalogue, published.returns)
    assert standing_lines(settings, published.returns) == [
        "2024-25: differs from 'submitted': `wreath compare frozen:2024-25 published:2024-25` lists how"
    ]


@pytest.mark.parametrize("content", [{}, {"label": "submitted"}, dict.fromkeys(Freeze.__annotations__, 1)])
def test_an_entry_that_is_no_freeze_is_damage(settings: Settings, content: dict[str, Any]) -> None:
    Register(settings, "freezes").append("return frozen", content, day=DAY)
    with pytest.raises(WreathError, match=r"freezes\.jsonl, line 1: is no frozen return"):
        freezes(settings)


def test_what_cannot_be_written_is_said_in_one_line(settings: Settings) -> None:
    settings.returns.write_text("in the way", encoding="utf-8")
    with pytest.raises(WreathError, match=r"cannot be kept in .*: put that right"):
        freeze_return(settings, "2024-25", "submitted", day=DAY)
    assert freezes(settings) == ()
