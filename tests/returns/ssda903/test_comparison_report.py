"""Comparing folders and files by the names people give them, and how the result is shown."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest
from typer.testing import CliRunner

from dagster_project.catalogue import Catalogue
from dagster_project.cli import app
from dagster_project.errors import WreathError
from dagster_project.returns.ssda903.compare import COLUMNS, compare
from dagster_project.returns.ssda903.comparison_report import as_csv, as_json, as_lines
from dagster_project.returns.ssda903.freeze import freeze_return
from dagster_project.returns.ssda903.provisional import provisional_lines
from dagster_project.returns.ssda903.return_names import locate_return
from dagster_project.settings import Settings
from tests.returns.ssda903.small_returns import Review, SmallReturn
from tests.returns.ssda903.test_freeze import publish

BEFORE = SmallReturn((Review("1", "2024-05-01"), Review("2", "2024-06-01")))
CORRECTED = replace(BEFORE.reviews[0], code=None, content="other", load="load2")
AFTER = replace(BEFORE, reviews=(CORRECTED, Review("2", "2025-01-05"), BEFORE.reviews[1])).of(as_at="2026-05-31")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    return BEFORE.write(tmp_path / "before"), AFTER.write(tmp_path / "after")


def test_a_comparison_starts_with_counts_and_then_lists_every_difference(
    folders: tuple[Path, Path], catalogue: Catalogue
) -> None:
    lines = as_lines(compare(*folders, catalogue, names=("frozen:2024-25", "published:2024-25")))
    assert lines[:8] == [
        "A  frozen:2024-25",
        "B  published:2024-25",
        "   as at: 2026-04-30 → 2026-05-31",
        "",
        "module   rows A  rows B  differ",
        "Header   2       2       none",
        "Reviews  2       3       1 changed: corrected record",
        "                         1 added: new record",
    ]
    assert [" ".join(line.split()) for line in lines[8:]] == [
        "",
        "module child line change item A → B reason evidence",
        "Reviews 1 2024-05-01 changed REVIEW_CODE PN1 → blank corrected record "
        "lcs.ssd_cla_reviews 1-2024-05-01 in ssd_cla_reviews_load2.csv, row 0",
        "Reviews 2 2025-01-05 added all DOB 01/01/2010; REVIEW_CODE PN1 new record "
        "lcs.ssd_cla_reviews 2-2025-01-05 in ssd_cla_reviews_load1.csv, row 1",
    ]


def test_equal_returns_say_so(folders: tuple[Path, Path], catalogue: Catalogue) -> None:
    found = compare(folders[0], folders[0], catalogue)
    assert found.rows_that_differ == 0
    assert as_lines(found)[-1] == "Every row is the same."
    assert as_csv(found) == (",".join(COLUMNS) + "\r\n").encode()


def test_a_module_that_the_other_year_does_not_have_is_named_and_not_compared(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    """SWEpisodes is asked since 2023-24; without a return's word for its year its file is only missing."""
    with_workers = BEFORE.write(tmp_path / "with")
    workers = b"CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\r\n1,01/01/2010,AB1234567890,01/05/2024,,INITIA\r\n"
    (with_workers / "SWEpisodes.csv").write_bytes(workers)
    earlier = BEFORE.of(collection_year="2022-23").write(tmp_path / "earlier")
    for pair, sizes in (((earlier, with_workers), "no file 1"), ((with_workers, earlier), "1 no file")):
        found = compare(*pair, catalogue)
        assert found.not_compared == {"SWEpisodes": "2022-23"}
        assert found.rows_that_differ == 0
        lines = [" ".join(line.split()) for line in as_lines(found)]
        assert f"SWEpisodes {sizes} not compared: the module does not exist in 2022-23" in lines
        assert lines[-1] == "Every row that is compared is the same."
        assert json.loads(as_json(found))["not_compared"] == {"SWEpisodes": "2022-23"}
    same_year = BEFORE.write(tmp_path / "same year")
    assert compare(with_workers, same_year, catalogue).counts().rows() == [("SWEpisodes", "removed", "unexplained", 1)]


def test_every_module_of_a_submitted_return_is_compared_though_it_says_nothing_of_itself(
    folders: tuple[Path, Path], tmp_path: Path, catalogue: Catalogue
) -> None:
    submitted = tmp_path / "ssda903_submitted" / "2024-25"
    submitted.mkdir(parents=True)
    for name in ("Header", "Reviews"):
        (submitted / f"our {name} of the year.csv").write_bytes((folders[0] / f"{name}.csv").read_bytes())
    found = compare(submitted, folders[1], catalogue)
    assert found.rows.rows() == [("Header", 2, 2), ("Reviews", 2, 3)]
    assert found.counts().select("module", "change", "rows").rows() == [
        ("Reviews", "changed", 1),
        ("Reviews", "added", 1),
    ]


def test_csv_and_json_hold_the_same_differences(folders: tuple[Path, Path], catalogue: Catalogue) -> None:
    found = compare(*folders, catalogue)
    rows = list(csv.DictReader(io.StringIO(as_csv(found).decode(), newline="")))
    parsed = json.loads(as_json(found))
    assert [{name: str(value) for name, value in row.items()} for row in parsed["differences"]] == rows
    assert parsed["rows_that_differ"] == 2
    assert parsed["counts"] == [
        {"module": "Reviews", "change": "changed", "reason": "corrected record", "rows": 1},
        {"module": "Reviews", "change": "added", "reason": "new record", "rows": 1},
    ]
    assert parsed["settings"] == {"as at": "2026-04-30 → 2026-05-31"}


def test_anybodys_return_is_compared_and_what_was_not_read_is_told(
    folders: tuple[Path, Path], tmp_path: Path, catalogue: Catalogue
) -> None:
    foreign = tmp_path / "from the vendor"
    foreign.mkdir()
    (foreign / "903 reviews final.csv").write_bytes((folders[1] / "Reviews.csv").read_bytes())
    (foreign / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    found = compare(folders[0], foreign, catalogue)
    assert found.counts().filter(module="Reviews").select("change", "reason").rows() == [
        ("changed", "not known: no provenance"),
        ("added", "not known: no provenance"),
    ]
    assert found.rows.filter(module="Header").row(0) == ("Header", 2, None)
    assert any(line.startswith("B, notes.csv") for line in found.notices)


def test_a_return_is_found_by_what_people_call_it(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "home")
    publish(settings, {"2024-25": BEFORE})
    day = date(2026, 5, 28)
    first = freeze_return(settings, "2024-25", "submitted 28 May", day=day).path(settings)
    second = freeze_return(settings, "2024-25", "amended", day=day).path(settings)
    assert locate_return(settings, "published:2024-25") == settings.published / "000001" / "returns" / "2024-25"
    assert locate_return(settings, "frozen:2024-25") == second
    for label in ("submitted 28 May", "SUBMITTED 28 MAY", "001-submitted-28-may", "001"):
        assert locate_return(settings, f"frozen:2024-25/{label}") == first
    assert locate_return(settings, str(tmp_path)) == tmp_path


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("frozen:2024-25", "no return of 2024-25 is frozen: `wreath freeze 2024-25 LABEL` keeps one"),
        ("frozen:last", "not a collection year"),
        ("frozen:2023-24/x", "no return of 2023-24 is frozen as 'x'; there are 'submitted'"),
        ("published:2019-20", "no return of 2019-20; it holds 2023-24"),
        ("not/there", "no return 'not/there': name a folder"),
    ],
)
def test_a_return_that_is_not_there_is_one_line(tmp_path: Path, named: str, message: str) -> None:
    settings = Settings(tmp_path)
    publish(settings, {"2023-24": BEFORE.of(collection_year="2023-24")})
    freeze_return(settings, "2023-24", "submitted", day=date(2026, 5, 28))
    with pytest.raises(WreathError, match=message) as error:
        locate_return(settings, named)
    assert error.value.exit_code == (2 if named == "frozen:last" else 3)


def test_the_frozen_return_of_one_of_several_authorities_is_asked_for(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    publish(settings, {"2024-25/990": BEFORE, "2024-25/991": BEFORE.of(local_authority_code="991")})
    kept = {
        code: freeze_return(settings, "2024-25", "submitted", day=date(2026, 5, 28), authority=code)
        for code in ("990", "991")
    }
    with pytest.raises(WreathError, match="several authorities"):
        locate_return(settings, "frozen:2024-25")
    for code, freeze in kept.items():
        assert locate_return(settings, "frozen:2024-25", authority=code) == freeze.path(settings)


def test_the_command_writes_what_it_is_asked_for(folders: tuple[Path, Path], tmp_path: Path) -> None:
    environment = {"WREATH_HOME": str(tmp_path / "home")}
    words = ["compare", *map(str, folders)]
    table = CliRunner().invoke(app, words, env=environment)
    assert table.exit_code == 0, table.output
    assert "1 changed: corrected record" in table.output
    target = tmp_path / "differences.csv"
    kept = CliRunner().invoke(app, [*words, "--format", "csv", "--out", str(target)], env=environment)
    assert kept.output == f"2 rows differ: {target}\n"
    assert target.read_bytes().startswith(b"row,module,child,")


def test_a_provisional_return_says_what_is_not_in_and_until_when() -> None:
    with duckdb.connect() as connection:
        connection.execute("create schema returns")
        connection.execute(
            "create table returns.ssda903__year as select '2026-27' as collection_year, "
            "date '2026-05-10' as known_to_date, date '2027-03-31' as end_date, "
            "date '2027-04-30' as last_window_date, true as is_provisional"
        )
        connection.execute(
            "create table returns.ssda903__not_yet_due as select * from (values "
            "('2026-27', '990', 'birthday to come'), ('2026-27', '990', 'birthday to come'), "
            "('2026-27', '990', 'window open'), ('2026-27', '991', 'window open')) "
            "as due (collection_year, local_authority_code, state)"
        )
        assert provisional_lines(connection, "2025-26", "990") == []
        assert provisional_lines(connection, "2026-27", "990") == [
            "Provisional: a later run may say something else.",
            "  The year is known to 2026-05-10; what is asked of 2027-03-31 is told as of that day.",
            "  Not yet due: 2 birthdays are to come, and 1 contact windows are open; the last closes on 2027-04-30.",
            "  It can be frozen from a run as at 2027-04-30 or later.",
        ]


def test_what_people_open_holds_no_formula_and_what_they_see_steers_no_terminal(
    folders: tuple[Path, Path], catalogue: Catalogue
) -> None:
    found = compare(*folders, catalogue)
    texts = pl.lit("=1+1\x1b[2J\n")
    found = replace(found, differences=found.differences.with_columns(texts.alias("child"), texts.alias("evidence")))
    rows = list(csv.DictReader(io.StringIO(as_csv(found).decode(), newline="")))
    assert {(row["child"], row["evidence"]) for row in rows} == {("'=1+1\x1b[2J\n", "'=1+1\x1b[2J\n")}
    assert all(line.isprintable() for line in as_lines(found))


def test_an_authority_that_chooses_nothing_is_refused_and_so_is_writing_where_wreath_keeps_things(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("WREATH_HOME", str(home))
    words = ["compare", *map(str, folders)]
    said = CliRunner().invoke(app, [*words, "--authority", "990"]).exception
    assert isinstance(said, WreathError)
    assert said.exit_code == 2
    own = Settings(home)
    for place in (home, own.returns / "2024-25" / "001-submitted", own.published, own.registers, own.inbox / "lcs"):
        for command in (["return", "2024-25", str(place)], [*words, "--out", str(place)]):
            said = CliRunner().invoke(app, command).exception
            assert isinstance(said, WreathError), command
            assert said.exit_code == 2
            assert "where Wreath keeps its own files" in str(said)
    said = CliRunner().invoke(app, ["return", "2024-25", str(own.reports / "out")]).exception
    assert "nothing is published" in str(said)
