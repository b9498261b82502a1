"""No file that managers read names anybody: every file is decoded and searched for the fictional truth."""

import gzip
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest

from dagster_project.search import Phrase
from dagster_project.settings import repository
from dagster_project.warehouse.pointer import require_current
from tests.conftest import Built
from tests.disclosure.leaks import leaks, phrases_of_people

_PERSON = {
    "person_id": ["PER-000123"],
    "full_name": ["Wren O'Hollow"],
    "birth_date": [date(2005, 2, 7)],
    "home_postcode": ["NM4 7QX"],
}


@pytest.fixture
def people(tmp_path: Path) -> dict[Phrase, str]:
    (tmp_path / "truth").mkdir()
    pl.DataFrame(_PERSON).write_parquet(tmp_path / "truth" / "person.parquet")
    return phrases_of_people(tmp_path / "truth")


def _parquet(path: Path) -> None:
    pl.DataFrame({"day": [date(2005, 2, 7)]}).write_parquet(path)


def _workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["born", date(2005, 2, 7)])
    book.save(path)


def _archive(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", "<t>Wren</t><t> O&#39;Hollow</t>")


def _database(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table t as select 'seen at NM47QX' as note")


def _event_log(path: Path, *, packed: bool) -> None:
    """As Dagster keeps events: some as text, some compressed."""
    said = b'{"message": "PER-000123 could not be read"}'
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("create table event_logs (id integer, event blob)")
        connection.execute("insert into event_logs values (1, ?)", [zlib.compress(said) if packed else said])


def _deleted(path: Path) -> None:
    """A row that was deleted is in no table any more, and still in the file."""
    _event_log(path, packed=False)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("pragma secure_delete = off")
        connection.execute("delete from event_logs")


@pytest.mark.parametrize(
    ("name", "plant"),
    [
        ("page.html", lambda path: path.write_text("<p>Wren <b>O&rsquo;Hollow</b></p>", encoding="utf-8")),
        ("page.html", lambda path: path.write_text("<p>born 7 February 2005</p>", encoding="utf-8")),
        ("table.csv", lambda path: path.write_text("a,b\n1,PER-000123\n", encoding="utf-8")),
        ("table.csv", lambda path: path.write_text("a,b\n1,07/02/2005\n", encoding="utf-8")),
        ("table.parquet", _parquet),
        ("book.xlsx", _workbook),
        ("book.zip", _archive),
        ("copy.duckdb", _database),
        ("runs.db", lambda path: _event_log(path, packed=False)),
        ("runs.db", lambda path: _event_log(path, packed=True)),
        ("runs.db", _deleted),
        ("old.log.gz", lambda path: path.write_bytes(gzip.compress(b"PER-000123"))),
        ("export.csv", lambda path: path.write_text("PER-000123", encoding="utf-16")),
        ("per-000123.svg", lambda path: path.write_text("<svg></svg>", encoding="utf-8")),
    ],
)
def test_a_planted_person_is_found_in_every_kind_of_file(
    tmp_path: Path, people: dict[Phrase, str], name: str, plant: Callable[[Path], object]
) -> None:
    (tmp_path / "site").mkdir()
    assert leaks(tmp_path / "site", people) == []
    plant(tmp_path / "site" / name)
    assert leaks(tmp_path / "site", people) != []


def test_the_cells_of_a_table_are_not_read_together(tmp_path: Path, people: dict[Phrase, str]) -> None:
    (tmp_path / "page.html").write_text("<tr><th>2005</th><td>02</td><td>07</td></tr>", encoding="utf-8")
    found = leaks(tmp_path, people)
    assert [hit for hit in found if "as read" in hit] == []


@pytest.mark.slow
def test_what_managers_read_names_nobody_nor_does_any_log(
    demo: Built, tmp_path: Path, report: Callable[[str], None]
) -> None:
    published = require_current(demo.settings)
    people = phrases_of_people(demo.settings.home / "truth")
    assert len(people) > 5_000
    # Words of the seeds are public, and so are the days that stand for many: one may be a birthday.
    for phrase in _public_phrases(published.dashboards, people):
        del people[phrase]
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "dashboards.duckdb").write_bytes(published.dashboards.read_bytes())
    settings = demo.settings
    logs = (settings.dagster, settings.build / "logs", settings.landing / "manifest", settings.registers)
    searched = (published.site, tmp_path / "copy", published.lineage, *logs)
    found = [hit for folder in searched for hit in leaks(folder, people)]
    report(
        f"leak search of pages, dashboards.duckdb, map, logs and DAGSTER_HOME: {len(people)} phrases, {len(found)} hits"
    )
    assert found == []


def _public_phrases(dashboards: Path, people: dict[Phrase, str]) -> set[Phrase]:
    hits = leaks(repository() / "seeds", people)
    found = {tuple(hit.rsplit(": ", 1)[1].rsplit(" (", 1)[0].split()) for hit in hits}
    with duckdb.connect(str(dashboards), read_only=True) as connection:
        days = connection.execute(
            "select period_end_date from rpt_indicator_series union select freshest_date from rpt_concept_coverage "
            "union select extract_date from rpt_load"
        ).fetchall()
    for (day,) in days:
        if day is not None:
            found |= {tuple(f"{day:%Y %m %d}".split()), (str(day.day), f"{day:%B}".lower(), str(day.year))}
    return found & people.keys()
