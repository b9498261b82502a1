"""Making a return from marts: what is in its folder, the same bytes again, and never half of it."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections.abc import Iterator
from datetime import date
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.errors import WreathError
from dagster_project.returns.ssda903 import make as make_module
from dagster_project.returns.ssda903.layout import ABOUT
from dagster_project.returns.ssda903.left_out import notices
from dagster_project.returns.ssda903.make import write_all_years, write_return, xml_lines
from dagster_project.returns.ssda903.manifest import ReturnManifest
from dagster_project.returns.ssda903.marts import collection_years, from_marts
from dagster_project.returns.ssda903.read import read_return
from dagster_project.returns.ssda903.specification import modules_of
from dagster_project.settings import repository
from tests.conftest import Built
from tests.returns.ssda903.invented_marts import AUTHORITY, FINAL, PROVISIONAL, build

PEOPLE = 200


@pytest.fixture(scope="module")
def invented(catalogue: Catalogue) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        build(connection, catalogue, PEOPLE, (FINAL, PROVISIONAL))
        yield connection


@pytest.fixture
def changed(catalogue: Catalogue) -> Iterator[duckdb.DuckDBPyConnection]:
    """Marts of a few people, for a test to change."""
    with duckdb.connect() as connection:
        build(connection, catalogue, 8, (FINAL, PROVISIONAL))
        yield connection


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_return_has_a_file_a_module_and_what_it_rests_on(
    invented: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    made = write_return(invented, catalogue, FINAL, tmp_path / "out")
    expected = [module.name for module in modules_of(catalogue, FINAL)]
    assert [file.module for file in made.modules] == expected
    assert len(expected) == 11
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        *(f"{name}.csv" for name in expected), "SSDA903.xml", "manifest.json", "provenance.parquet", "left_out.csv",
        "reconciliation.csv", "reconciliation.html",
    }  # fmt: skip
    assert not any(path.name.startswith(".") for path in tmp_path.iterdir())


def test_an_unfinished_year_is_marked_in_every_name(
    invented: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    made = write_return(invented, catalogue, PROVISIONAL, tmp_path)
    assert made.manifest.is_provisional
    assert len(made.modules) == 12
    names = {path.name for path in tmp_path.iterdir()} - ABOUT
    assert all(name.rpartition(".")[0].endswith("_provisional") for name in names)


def test_what_is_written_is_read_back_as_the_marts_have_it(
    invented: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    write_return(invented, catalogue, FINAL, tmp_path, provisional_tags=True)
    wanted = from_marts(invented, catalogue, FINAL, AUTHORITY)
    by_csv = read_return(tmp_path, catalogue, FINAL)
    assert by_csv.file_set == wanted
    assert by_csv.notices == ()
    by_xml = read_return(tmp_path, catalogue, FINAL, file_format="xml")
    assert by_xml.file_set.in_order() == wanted.in_order()
    assert by_xml.notices == ()


def test_made_again_every_byte_is_the_same(
    invented: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    for name in ("first", "second"):
        write_return(invented, catalogue, FINAL, tmp_path / name)
    before = contents(tmp_path / "first")
    write_return(invented, catalogue, FINAL, tmp_path / "first")
    assert contents(tmp_path / "second") == contents(tmp_path / "first") == before


def test_the_manifest_is_true(invented: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path) -> None:
    made = write_return(invented, catalogue, FINAL, tmp_path)
    manifest = ReturnManifest.read(tmp_path)
    assert manifest == made.manifest
    found = contents(tmp_path)
    assert {entry.file for entry in manifest.files} == set(found) - {"manifest.json"}
    for entry in manifest.files:
        content = found[entry.file]
        assert (entry.sha256, entry.bytes) == (hashlib.sha256(content).hexdigest(), len(content))
    for module in manifest.modules:
        assert found[module.file].count(b"\r\n") == module.rows + 1
    assert (manifest.as_at, manifest.code.digest, manifest.catalogue_digest) == (
        date(2026, 4, 30),
        "c0de",
        catalogue.digest(),
    )
    assert (manifest.parameters, manifest.inputs[0].file) == ({"a_parameter": "3"}, "lcs/ssd_person.csv")
    raw = json.loads(found["manifest.json"])
    assert list(raw) == sorted(raw)
    left_out = found["left_out.csv"].count(b"\r\n") - 1
    assert sum(sum(by_module.values()) for by_module in manifest.left_out.values()) == left_out > 0


def test_the_xml_without_its_unconfirmed_modules_says_so(
    invented: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    made = write_return(invented, catalogue, FINAL, tmp_path)
    assert made.manifest.xml.left_out_modules == ("SWEpisodes",)
    assert any("SWEpisodes" in line for line in xml_lines(made))
    with_them = write_return(invented, catalogue, FINAL, tmp_path, provisional_tags=True)
    assert (with_them.manifest.xml.left_out_modules, with_them.manifest.xml.losses) == ((), ())


def test_every_value_has_a_line_of_provenance_with_the_record_it_came_from(
    invented: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    made = write_return(invented, catalogue, FINAL, tmp_path)
    found = pl.read_parquet(tmp_path / "provenance.parquet")
    assert found.columns == [
        "module", "child", "line", "item", "value", "rule", "source", "dataset", "load_id", "row_number", "record_key",
        "row_hash",
    ]  # fmt: skip
    file_set = read_return(tmp_path, catalogue, FINAL).file_set
    filled = {
        name: frame.width * frame.height - sum(frame.null_count().row(0)) for name, frame in file_set.tables.items()
    }
    assert dict(found.group_by("module").len().iter_rows()) == filled
    assert found["row_hash"].null_count() == 0
    assert found.equals(found.sort("module", "child", "line", "item"))
    assert len(made.modules) == 11


def test_a_module_without_rows_is_a_file_with_its_header_alone(
    changed: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    changed.execute("delete from returns.ssda903__uasc")
    made = write_return(changed, catalogue, FINAL, tmp_path)
    assert (tmp_path / "UASC.csv").read_bytes() == b"CHILD,SEX,DOB,DUC\r\n"
    assert {file.module: file.rows for file in made.modules}["UASC"] == 0


def test_blank_is_empty_whether_null_or_empty_text(
    changed: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    changed.execute("delete from returns.ssda903__oc3")
    changed.execute(
        f"insert into returns.ssda903__oc3 values ('{AUTHORITY}', '{FINAL}', 'b', date '2005-02-01', '', null, '0'), "
        f"('{AUTHORITY}', '{FINAL}', 'a', null, 'YES', 'F2', 'U1'), ('991', '{FINAL}', 'z', null, null, null, null)"
    )
    write_return(changed, catalogue, FINAL, tmp_path)
    assert (tmp_path / "OC3.csv").read_bytes() == (
        b"CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\r\na,,YES,F2,U1\r\nb,01/02/2005,,,0\r\n"
    )


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("drop table returns.ssda903__missing", "no table returns.ssda903__missing"),
        ('alter table returns.ssda903__missing drop "MIS_END"', 'no column "MIS_END" of returns.ssda903__missing'),
    ],
)
def test_a_mart_that_is_missing_is_an_error_and_leaves_what_was_there(
    sql: str, words: str, changed: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    write_return(changed, catalogue, FINAL, out)
    before = contents(out)
    changed.execute(sql)
    with pytest.raises(WreathError, match=words):
        write_return(changed, catalogue, FINAL, out)
    assert contents(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_another_catalogue_than_the_warehouses_is_refused_and_writes_nothing(
    changed: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    changed.execute("update landing.built_by set catalogue_digest = 'ca7a'")
    with pytest.raises(WreathError, match="the catalogue has changed since the warehouse was built") as error:
        write_return(changed, catalogue, FINAL, tmp_path / "out")
    assert error.value.exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_only_what_cannot_be_written_is_a_matter_of_the_folder(
    changed: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(path: Path | None) -> None:
        def raises(*_: object) -> None:
            raise OSError(5, "broken", None if path is None else str(path))

        monkeypatch.setattr(make_module, "write_reconciliation", raises)

    fails(tmp_path / "read" / "a template")
    with pytest.raises(OSError, match="broken"):
        write_return(changed, catalogue, FINAL, tmp_path / "written" / "out")
    for written in (None, tmp_path / "written" / ".out.new" / "reconciliation.csv"):
        fails(written)
        with pytest.raises(WreathError, match="choose another folder"):
            write_return(changed, catalogue, FINAL, tmp_path / "written" / "out")


def test_a_killed_run_leaves_the_old_return_and_the_next_one_cleans_up(
    invented: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    write_return(invented, catalogue, FINAL, out)
    before = contents(out)
    leftover = tmp_path / ".out.new"
    leftover.mkdir()
    (leftover / "Header.csv").write_text("half")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(make_module, "write_provenance", killed)
    with pytest.raises(KeyboardInterrupt):
        write_return(invented, catalogue, FINAL, out)
    assert contents(out) == before
    monkeypatch.undo()
    write_return(invented, catalogue, FINAL, out)
    assert contents(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_second_making_in_the_same_folder_is_refused_until_the_first_ends(
    invented: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    write_return(invented, catalogue, FINAL, out)
    before = contents(out)
    database = tmp_path / "marts.duckdb"
    with duckdb.connect(str(database)) as own:
        build(own, catalogue, 8, (FINAL,))
    context = multiprocessing.get_context("spawn")
    is_under_way, may_end = context.Event(), context.Event()
    first = context.Process(target=_make_slowly, args=(database, out, is_under_way, may_end))
    first.start()
    assert is_under_way.wait(120)
    with pytest.raises(WreathError, match="another return is being made in") as error:
        write_return(invented, catalogue, FINAL, out)
    assert error.value.exit_code == 3
    assert contents(out) == before
    may_end.set()
    first.join(120)
    assert first.exitcode == 0
    made = ReturnManifest.read(out)
    assert {file.file: file.sha256 for file in made.files} == {
        name: hashlib.sha256(content).hexdigest() for name, content in contents(out).items() if name != "manifest.json"
    }
    assert contents(out) != before
    write_return(invented, catalogue, FINAL, out)
    assert contents(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["marts.duckdb", "out"]


def _make_slowly(database: Path, out: Path, is_under_way: Event, may_end: Event) -> None:
    """Make a return in a process of its own, and wait in the midst of it."""
    write = make_module.write_reconciliation

    def wait_then_write(*arguments: Any) -> None:
        is_under_way.set()
        assert may_end.wait(120)
        write(*arguments)

    make_module.write_reconciliation = wait_then_write  # type: ignore[assignment]
    with duckdb.connect(str(database), read_only=True) as connection:
        write_return(connection, Catalogue.load(repository() / "seeds"), FINAL, out)


def test_files_of_the_other_state_go(invented: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path) -> None:
    write_return(invented, catalogue, PROVISIONAL, tmp_path)
    write_return(invented, catalogue, FINAL, tmp_path)
    assert [path.name for path in tmp_path.iterdir() if "provisional" in path.name] == []


@pytest.mark.parametrize("name", ["thesis.docx", "header.txt", "Header.csv.bak", ".hidden"])
def test_a_folder_with_anything_else_is_refused_and_untouched(
    name: str, invented: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(WreathError, match="choose an empty or a new folder") as error:
        write_return(invented, catalogue, FINAL, tmp_path)
    assert (error.value.exit_code, [path.name for path in tmp_path.iterdir()]) == (2, [name])


def test_a_file_or_a_folder_named_like_a_file_is_refused(
    invented: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    (tmp_path / "Header.csv").mkdir()
    with pytest.raises(WreathError, match=r"Header\.csv"):
        write_return(invented, catalogue, FINAL, tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(WreathError, match="is a file"):
        write_return(invented, catalogue, FINAL, tmp_path / "file")


def test_the_folder_may_be_the_one_we_stand_in(
    invented: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir(mode=0o700)
    monkeypatch.chdir(out)
    write_return(invented, catalogue, FINAL, Path())
    monkeypatch.undo()
    assert (out / "manifest.json").exists()
    if os.name != "nt":
        assert out.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("year", "authority", "exit_code", "words"),
    [
        ("2025", None, 2, "write it as 2025-26"),
        ("2025-27", None, 2, "write it as 2025-26"),
        ("2019-20", None, 3, "it holds 2025-26, 2026-27"),
        (FINAL, "123", 2, "it holds 990"),
    ],
)
def test_wrong_use_says_what_there_is(
    year: str, authority: str | None, exit_code: int, words: str,
    invented: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path,
) -> None:  # fmt: skip
    with pytest.raises(WreathError, match=words) as error:
        write_return(invented, catalogue, year, tmp_path / "out", authority=authority)
    assert error.value.exit_code == exit_code
    assert not (tmp_path / "out").exists()


def test_several_authorities_each_have_a_folder(
    changed: duckdb.DuckDBPyConnection, catalogue: Catalogue, tmp_path: Path
) -> None:
    changed.execute(
        f'insert into returns.ssda903__header (local_authority_code, collection_year, "CHILD") '
        f"values ('991', '{FINAL}', 'x')"
    )
    with pytest.raises(WreathError, match="say --authority"):
        write_return(changed, catalogue, FINAL, tmp_path / "out")
    made = write_all_years(changed, catalogue, tmp_path / "all")
    folders = [written.folder.relative_to(tmp_path / "all").as_posix() for written in made]
    assert folders == ["2025-26/990", "2025-26/991", "2026-27/990", "2026-27/991"]
    header = read_return(tmp_path / "all/2025-26/991", catalogue, FINAL).file_set
    assert {name: rows for name, rows in header.rows.items() if rows} == {"Header": 1}


def test_what_the_warehouse_holds_is_told(invented: duckdb.DuckDBPyConnection) -> None:
    assert collection_years(invented) == [FINAL, PROVISIONAL]
    lines = notices(invented, FINAL)
    assert lines
    assert all(line.startswith("OC3: ") for line in lines)


@pytest.mark.slow
def test_the_fictional_authority_s_return_is_read_back(demo: Built, catalogue: Catalogue, tmp_path: Path) -> None:
    with demo.connect() as connection:
        for year in collection_years(connection):
            made = write_return(connection, catalogue, year, tmp_path / year, provisional_tags=True)
            wanted = from_marts(connection, catalogue, year, made.manifest.local_authority_code)
            assert made.manifest.xml.losses == ()
            assert read_return(tmp_path / year, catalogue, year).file_set == wanted
            by_xml = read_return(tmp_path / year, catalogue, year, file_format="xml").file_set
            assert {n: f.rows() for n, f in by_xml.in_order().tables.items()} == {
                n: f.rows() for n, f in wanted.in_order().tables.items() if n in by_xml
            }
            provenance = pl.read_parquet(tmp_path / year / "provenance.parquet")
            taken = provenance.filter(pl.col("load_id").is_not_null())
            assert taken["row_hash"].null_count() == 0
