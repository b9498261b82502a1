"""One person's sheet: what it tells is what is held, in plain words; nobody else sees it; its making is on record."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser

from dagster_project.audit import audit
from dagster_project.catalogue import Catalogue, tables
from dagster_project.errors import WreathError
from dagster_project.people import find_person
from dagster_project.person_sheet import make_sheet
from dagster_project.person_sheet.content import Sheet, read_sheet
from dagster_project.person_sheet.make import render
from dagster_project.person_sheet.plain import PlainWords
from dagster_project.registers import Register
from dagster_project.settings import Settings
from tests.conftest import Built

DAY = date(2026, 5, 4)
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: Words that say something about a system, not to a person.
_JARGON = re.compile(r"\b(NEET|EET|LAC|CLA|UASC|PA|placements?|cohort|data ?set|indicator|SSDA903|service user)\b")


@pytest.fixture(scope="module")
def words(catalogue: Catalogue) -> PlainWords:
    return PlainWords.of(catalogue)


@pytest.fixture
def connection(demo: Built) -> Iterator[duckdb.DuckDBPyConnection]:
    with demo.connect() as opened:
        yield opened


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home of the fictional authority with nothing in it, so that the shared demo keeps no access."""
    (tmp_path / "home" / "truth").mkdir(parents=True)
    return Settings(tmp_path / "home")


def _person(connection: duckdb.DuckDBPyConnection, which: str) -> str:
    """The person of the demo with the most or the least on record, formerly unaccompanied, out of touch or outside."""
    query = {
        "most": "select person_id from domains.fct_person_concept group by 1 "
        "order by count(*) filter (where state = 'recorded') desc, 1 limit 1",
        "least": "select person_id from domains.fct_person_concept group by 1 "
        "order by count(*) filter (where state = 'recorded'), 1 limit 1",
        "unaccompanied": "select person_id from core.dim_person where lcs_person_id in "
        "(select CHILD from returns.ssda903__uasc) "
        "and person_id in (select person_id from domains.fct_person_concept) order by 1 limit 1",
        "out of touch": "select person_id from domains.fct_person_concept "
        "where concept_id = 'C29' and value = 'NO' order by 1 limit 1",
        "died": "select person_id from core.dim_person where death_date is not null and lcs_person_id in "
        "(select CHILD from returns.ssda903__provenance) order by 1 limit 1",
        "outside": "select person_id from core.dim_person "
        "where person_id not in (select person_id from domains.fct_person_concept) order by 1 limit 1",
    }[which]
    return str(connection.execute(query).fetchall()[0][0])


def _sheet(connection: duckdb.DuckDBPyConnection, which: str, words: PlainWords) -> Sheet:
    return read_sheet(connection, find_person(connection, _person(connection, which)), words)


def test_every_concept_source_and_module_has_plain_words(catalogue: Catalogue, words: PlainWords) -> None:
    subjects = {row.concept_id for row in catalogue.table(tables.CONCEPTS)}
    subjects |= {row.source for row in catalogue.table(tables.SOURCES)}
    subjects |= {f"SSDA903.{m.module}" for m in catalogue.table(tables.RETURN_MODULES) if m.return_id == "ssda903"}
    named = {subject for subject, _ in words.words}
    assert named == subjects
    assert {subject for subject, value in words.words if not value} == subjects
    assert [text for text in words.words.values() if _JARGON.search(text)] == []


@pytest.mark.parametrize(
    ("concept_id", "value", "said"),
    [
        ("C16", "U", "A home of your own"),
        ("C41", "9", "9 out of 10 (10 is best)"),
        ("C59", "700.0", "£700"),
        ("C02", "true", "Yes"),
        ("C02", "false", "No"),
        ("C30", "2026-03-15", "15 March 2026"),
        ("C21", "NM13 7AE", "NM13 7AE"),
        ("C28", "2", "2"),
    ],
)
def test_a_value_is_said_in_words(words: PlainWords, concept_id: str, value: str, said: str) -> None:
    assert words.value(concept_id, value) == said


@pytest.mark.slow
def test_no_code_of_the_demo_is_left_without_words(connection: duckdb.DuckDBPyConnection, words: PlainWords) -> None:
    values = connection.execute(
        "select concept_id, value from domains.fct_person_concept where value is not null and concept_id <> 'C21' "
        "union select concept_id, value from intermediate.int_map__value "
        "where value is not null and concept_id <> 'C21'"
    ).fetchall()
    assert len(values) > 500
    assert {(c, v) for c, v in values if re.fullmatch(r"[A-Z][A-Z0-9_]*", words.value(c, v))} == set()


@pytest.mark.slow
def test_the_sheet_tells_what_is_held_and_what_is_not(connection: duckdb.DuckDBPyConnection, words: PlainWords) -> None:
    person_id = _person(connection, "most")
    states = dict(
        connection.execute(
            "select state, count(*) from domains.fct_person_concept where person_id = ? group by 1", [person_id]
        ).fetchall()
    )
    sheet = _sheet(connection, "most", words)
    assert len(sheet.areas) == 8
    assert sheet.held_count == states["recorded"] + states.get("unreadable", 0)
    assert sum(len(area.blank) for area in sheet.areas) == states["not_recorded"]
    assert len(sheet.unasked) == states["nobody_records"]
    assert sheet.own_words_count > 0 and sheet.differing
    assert {len({said.value for said in held.differs}) > 1 for held in sheet.differing} == {True}
    (touch,) = (held for area in sheet.areas for held in area.held if "team are in touch" in held.name)
    assert touch.figures_count > 0 and "Leaving care scorecard" in touch.dashboards and touch.return_years
    assert "The housing team" in {system.name for system in sheet.systems}


@pytest.mark.slow
def test_a_year_in_which_the_return_has_nothing_of_the_person_is_not_named(
    connection: duckdb.DuckDBPyConnection, words: PlainWords
) -> None:
    sheet = _sheet(connection, "unaccompanied", words)
    named = {year for area in sheet.areas for held in area.held for year in held.return_years}
    filled = connection.execute(
        "select distinct collection_year from returns.ssda903__provenance where value is not null and CHILD in "
        "(select source_record_id from core.bridge_person_source_record "
        "where dataset = 'ssd_person' and person_id = ?)",
        [_person(connection, "unaccompanied")],
    ).fetchall()
    assert named and named <= {year for (year,) in filled}
    assert "Coming to this country on your own" in {module for module, _ in sheet.modules}


@pytest.mark.slow
def test_somebody_outside_the_eight_areas_is_told_so(connection: duckdb.DuckDBPyConnection, words: PlainWords) -> None:
    sheet = _sheet(connection, "outside", words)
    assert sheet.areas == [] and sheet.systems
    page = render(sheet, authority="Northmoor", day=DAY)
    assert "Nothing is written here about your life." in page and "We have nothing like that about you." in page


def test_names_of_sources_and_files_are_said_of_another(words: PlainWords) -> None:
    """The only words of the catalogue on the sheet of somebody who has died."""
    subjects = {subject for subject, _ in words.words if subject.startswith("SSDA903.") or subject.islower()}
    said = {subject: words.about_another().name(subject, "") for subject in subjects}
    assert said["SSDA903.OC3"] == "How they are doing after care"
    assert said["SSDA903.UASC"] == "Coming to this country on their own"
    assert said["voice"] == "Their own words: surveys and the app"
    assert [
        text for text in said.values() if re.search(r"\byou|(?:to|with|for|about|of|hurt) they\b", text, re.I)
    ] == []


@pytest.mark.slow
def test_of_somebody_who_has_died_the_sheet_speaks_to_those_who_are_left(
    connection: duckdb.DuckDBPyConnection, words: PlainWords
) -> None:
    sheet = _sheet(connection, "died", words)
    page = render(sheet, authority="Northmoor", day=DAY)
    assert sheet.death_date is not None and sheet.areas == [] and sheet.systems and sheet.modules
    assert f"What is written about {sheet.name}, and where it goes</h1>" in page and "We are sorry." in page
    told = page[: page.index("What you can do")].replace("somebody you trust, and stop when you want", "")
    assert re.findall(r"(?i)[^.>]*\byour?\b[^.<]*", told[told.index("<h1>") :]) == []


@pytest.mark.slow
def test_a_sheet_is_one_file_that_fetches_nothing_and_runs_nothing(
    connection: duckdb.DuckDBPyConnection, words: PlainWords
) -> None:
    sheet = replace(_sheet(connection, "most", words), name="<script>alert(1)</script>")
    page = render(sheet, authority="Northmoor", day=DAY)
    assert "<script" not in page and "&lt;script&gt;" in page
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"|url\(|@import|https?:', page) == []
    anchors = re.findall(r'href="#([^"]*)"', page)
    assert anchors and all(page.count(f'id="{anchor}"') == 1 for anchor in anchors)


@pytest.mark.slow
def test_the_making_is_on_record_without_a_name_and_only_the_owner_may_read(
    connection: duckdb.DuckDBPyConnection, settings: Settings, catalogue: Catalogue, tmp_path: Path
) -> None:
    out, number = tmp_path / "sheets" / "sheet.html", _person(connection, "most").removeprefix("P")
    sheet = make_sheet(connection, settings, catalogue, number, out, day=DAY, why="Pathway plan")
    assert sheet.name in out.read_text(encoding="utf-8")
    if os.name == "posix":
        assert out.stat().st_mode & 0o777 == 0o600
    (entry,) = Register(settings, "access").entries()
    digest = find_person(connection, number).digest()
    assert (entry.kind, entry.day) == ("person sheet made", DAY)
    assert entry.content == {"local_authority_code": "990", "person_sha256": digest, "why": "Pathway plan"}
    register = (settings.registers / "access.jsonl").read_text(encoding="utf-8")
    assert not any(part in register for part in (number, *sheet.name.split()))
    (line,) = (line for line in audit(settings).lines() if "person sheet made" in line)
    assert line.endswith(": person sheet made: local_authority_code 990, why Pathway plan")
    make_sheet(connection, settings, catalogue, f"P{number}", out, day=DAY)
    assert [one.content["person_sha256"] for one in Register(settings, "access").entries()] == [digest, digest]


@pytest.mark.slow
def test_nothing_is_written_or_entered_where_there_is_no_sheet_to_make(
    connection: duckdb.DuckDBPyConnection, settings: Settings, catalogue: Catalogue, tmp_path: Path
) -> None:
    number, other = _person(connection, "most"), tmp_path / "letter.html"
    other.write_text("<p>Dear all</p>", encoding="utf-8")
    for given, out, message in (
        ("nobody", tmp_path / "a.html", "has the number nobody"),
        (number, other, "is there already and is no sheet"),
        (number, tmp_path, "is a folder: give the sheet a file name"),
    ):
        with pytest.raises(WreathError, match=message):
            make_sheet(connection, settings, catalogue, given, out, day=DAY)
    assert Register(settings, "access").entries() == ()
    assert other.read_text(encoding="utf-8") == "<p>Dear all</p>" and not (tmp_path / "a.html").exists()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("which", ["most", "least", "out of touch", "died"])
def test_a_sheet_can_be_read_by_everybody_on_a_telephone_and_on_paper(
    browser: Browser, connection: duckdb.DuckDBPyConnection, words: PlainWords, tmp_path: Path, which: str
) -> None:
    out = tmp_path / "sheet.html"
    out.write_text(render(_sheet(connection, which, words), authority="Northmoor", day=DAY), encoding="utf-8")
    page = browser.new_page(viewport={"width": 320, "height": 800})
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(out.as_uri())
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("(rules) => axe.run({ runOnly: rules, preload: false })", _RULES)
    assert found["passes"] and [violation["id"] for violation in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert requests == [out.as_uri()]
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 8
    page.close()
