"""Quarantine as a place of work: what waits, why, cell by cell, and what a decision or a corrected file changes."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dagster_project.cli import app
from dagster_project.errors import WreathError
from dagster_project.landing.decisions import REGISTER, decisions
from dagster_project.landing.intake import take_in
from dagster_project.landing.manifest import LoadRecord
from dagster_project.registers import Register
from dagster_project.run import state
from dagster_project.terminal import counted

from .conftest import Council, strict

GOOD = "1,Ann,Alder,F,2008-01-01,Y,"
TWICE = [GOOD, "1,Bo,=cmd,M,soon,Y,", ",Cy,Cole,M,2008-02-02,N,"]
MARCH, APRIL = "lcs/ssd_person_2026-03-31.csv", "lcs/ssd_person_2026-04-30.csv"


def wreath(council: Council, *words: str) -> Result:
    return CliRunner().invoke(app, ["quarantine", *words], env={"WREATH_HOME": str(council.settings.home)})


def said(council: Council, *words: str) -> str:
    result = wreath(council, *words)
    assert result.exit_code == 0, result.output or result.exception
    return result.stdout


def refusal(council: Council, *words: str) -> str:
    result = wreath(council, *words)
    assert isinstance(result.exception, WreathError)
    assert result.exception.exit_code == 2
    return str(result.exception)


def standing(council: Council) -> list[tuple[str, str]]:
    """Take in what is new; return what waits for somebody after that, as the pages show it."""
    council.run(strict)
    wanted = "outcome in ('quarantined', 'refused')"
    return [
        (outcome, file)
        for outcome, file in council.sql(f"select outcome, file from landing.inbox_events where {wanted}")
    ]


def names(council: Council) -> list[str]:
    rows = council.sql("select pers_forename from landing.lcs__ssd_person where is_current order by all")
    return [name for (name,) in rows]


@pytest.fixture
def held(council: Council) -> LoadRecord:
    """A good load of March, and one of April that holds a key twice and is held back."""
    council.people(MARCH, [GOOD])
    council.people(APRIL, TWICE)
    loads = council.run(strict).loads
    assert [load.status for load in loads] == ["warned", "quarantined"]
    return loads[1]


def test_the_list_names_what_waits_and_rows_left_out_of_loads_in_use(council: Council, held: LoadRecord) -> None:
    text = said(council, "list")
    assert held.load_id in text and "waits for you; it keys are not unique" in text
    assert MARCH not in text
    council.people("lcs/ssd_person_2026-05-31.csv", ["2,Di,Dale,F,2008-01-01,Y,", ",Ed,Elm,M,,N,"])
    council.run(strict)
    found = json.loads(said(council, "list", "--json"))
    assert [(one["file"][-14:-4], one["state"]) for one in found] == [("2026-05-31", "used, but for the rows left out")]
    assert [one["state"][:11] for one in json.loads(said(council, "list", "--json", "--all"))] == [
        "replaced by",
        "used, but f",
    ]


def test_how_many_rows_fail_a_check_and_which_is_told_to_the_analyst(council: Council) -> None:
    council.people(APRIL, [GOOD, "2,Di,Dale,F,2008-01-01,Y,", GOOD])
    (held,) = take_in(council.settings, council.catalogue).loads
    assert "2 rows" not in held.reason
    assert f"check failed: {held.reason}: 2 rows (rows 1, 3)" in said(council, "show", held.load_id)


def test_a_file_that_was_refused_is_no_new_load_and_has_no_rows_to_leave_out(council: Council) -> None:
    council.drop("lcs/ssd_person_2026-06-30.csv", "%PDF-1.7")
    council.drop("lcs/ssd_mother_2026-06-30.csv", "moth_person_id\n1\n")
    council.people("lcs/ssd_person_2026-05-31.csv", [GOOD])
    assert council.run(strict).loads_new == 1
    text = said(council, "list")
    assert text.count("nothing of it was taken in") == 2 and "rows left out" not in text
    assert "waits for you; it lacks column moth_childs_person_id" in text


def test_one_is_counted_as_one() -> None:
    assert [counted(number, "new load") for number in (0, 1, 1200)] == ["0 new loads", "1 new load", "1,200 new loads"]


def test_nothing_held_back_is_said(council: Council) -> None:
    assert "nothing is held back" in said(council, "list")


def test_the_cells_at_fault_are_exported_each_with_its_reason_and_no_formula(
    council: Council, held: LoadRecord, tmp_path: Path
) -> None:
    target = tmp_path / "rows.csv"
    text = said(council, "show", held.load_id[:6], "--out", str(target))
    assert "1 x pers_dob: unreadable_date, row kept, cell not read" in text
    with target.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    shown = [
        (row["row_number"], row["pers_person_id"], row["column_in_file"], row["sent"], row["rule"]) for row in rows
    ]
    assert shown == [
        ("1", "1", "pers_person_id", "1", "repeated_key"),
        ("2", "1", "pers_dob", "soon", "unreadable_date"),
        ("2", "1", "pers_person_id", "1", "repeated_key"),
        ("3", "", "pers_person_id", "", "blank_key"),
    ]
    assert [row["fate"] for row in rows][-1] == "row left out"
    assert {row["owner"] for row in rows} == {"Children's social care systems team"}
    assert all(row["reason"] and row["file"] == APRIL for row in rows)


def test_a_cell_that_a_spreadsheet_would_run_is_shown_and_not_run(council: Council, tmp_path: Path) -> None:
    council.people(APRIL, ["1,Ann,Alder,F,=HYPERLINK(1),Y,"])
    load = council.only_load()
    said(council, "show", load.load_id, "--out", str(tmp_path / "rows.csv"))
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as handle:
        assert [row["sent"] for row in csv.DictReader(handle)] == ["'=HYPERLINK(1)"]


def test_a_released_load_is_used_from_the_next_run_and_says_why(council: Council, held: LoadRecord) -> None:
    before = state(council.settings, None)
    said(council, "release", held.load_id, "--why", "Twins; the system reuses the number")
    assert state(council.settings, None) != before
    assert names(council) == ["Ann"]
    result = council.run(strict)
    assert [(load.status, load.load_id) for load in result.retyped] == [("warned", held.load_id)]
    assert standing(council) == []
    assert names(council) == ["Ann", "Bo"]
    reason = council.sql(f"select reason from landing.loads where load_id = '{held.load_id}'")[0][0]
    assert reason.startswith("released on ") and "Twins" in reason and "keys are not unique" in reason
    assert council.run(strict).retyped == ()


def test_a_release_lasts_when_the_catalogue_changes(council: Council, held: LoadRecord) -> None:
    said(council, "release", held.load_id, "--why", "checked")
    council.run(strict)
    council.configure("mapping/code_spellings.csv", "source,code_set,source_value,code\n,SEX,Girl,F\n")
    assert {load.status for load in council.run(strict).retyped} == {"warned"}


def test_a_rejected_load_waits_for_nobody_and_a_release_takes_that_back(council: Council, held: LoadRecord) -> None:
    said(council, "reject", held.load_id, "--why", "an export of the test system")
    assert standing(council) == []
    assert council.sql("select count(*) from landing.landing_errors") == [(0,)]
    assert "rejected on" in said(council, "list", "--all") and held.load_id not in said(council, "list")
    said(council, "release", held.load_id, "--why", "it was the right one")
    council.run(strict)
    assert names(council) == ["Ann", "Bo"]


def test_rejecting_a_load_in_use_brings_the_one_before_it_back(council: Council) -> None:
    council.people(MARCH, [GOOD])
    council.people(APRIL, ["2,Bo,Birch,M,2008-01-01,Y,"])
    load = council.run().loads[1]
    said(council, "reject", load.load_id, "--why", "half of it is missing")
    council.run()
    assert names(council) == ["Ann"]
    assert council.manifest()[1].reason.startswith("rejected on ")


def test_a_refused_file_can_be_rejected_but_not_released(council: Council) -> None:
    council.drop("lcs/ssd_mother_2026-04-30.xml", "<a>")
    load = council.only_load()
    assert "never read as rows" in refusal(council, "release", load.load_id, "--why", "x")
    assert "not whole XML" in said(council, "show", load.load_id)
    assert "never read as rows" in refusal(council, "show", load.load_id, "--out", "/nonexistent/rows.csv")
    assert standing(council) == [("refused", "lcs/ssd_mother_2026-04-30.xml")]
    said(council, "reject", load.load_id, "--why", "it comes as CSV from now on")
    council.people(MARCH, [GOOD])
    assert standing(council) == []


@pytest.mark.parametrize("name", [APRIL, "lcs/ssd_person_2026-04-30 corrected.csv", "lcs/ssd_person_2026-05-31.csv"])
def test_a_corrected_file_replaces_the_load(council: Council, held: LoadRecord, name: str) -> None:
    council.people(name, [GOOD, "2,Bo,Birch,M,2008-01-01,Y,"])
    result = council.run(strict)
    assert standing(council) == []
    assert names(council) == ["Ann", "Bo"]
    assert f"replaced by {result.loads[0].load_id}" in said(council, "list", "--all")


def test_a_later_file_of_an_earlier_day_replaces_nothing(council: Council, held: LoadRecord) -> None:
    council.people("lcs/ssd_person_2026-04-01.csv", [GOOD, "2,Bo,Birch,M,2008-01-01,Y,"])
    assert standing(council) == [("quarantined", APRIL)]


def test_decisions_stand_in_the_register_with_who_and_why(council: Council, held: LoadRecord) -> None:
    said(council, "reject", held.load_id, "--why", "first  reason")
    said(council, "release", held.load_id, "--why", "second")
    entries = Register(council.settings, REGISTER).entries()
    assert [(entry.kind, entry.content["why"]) for entry in entries] == [
        ("load rejected", "first reason"),
        ("load released", "second"),
    ]
    assert all(entry.who and entry.content["file"] == APRIL for entry in entries)
    assert decisions(council.settings)[held.load_id].verdict == "released"


def test_a_decision_that_makes_no_sense_is_refused(council: Council, held: LoadRecord) -> None:
    used = council.manifest()[0]
    assert "is used already" in refusal(council, "release", used.load_id, "--why", "x")
    assert "there is no load 'zz'" in refusal(council, "reject", "zz", "--why", "x")
    assert "2 loads begin with ''" in refusal(council, "show", "") or "no load ''" in refusal(council, "show", "")
    assert "a reason has between" in refusal(council, "reject", held.load_id, "--why", "  ")
    said(council, "reject", held.load_id, "--why", "x")
    assert "was rejected on" in refusal(council, "reject", held.load_id, "--why", "x")


def test_rows_are_not_written_among_wreath_s_own_files(council: Council, held: LoadRecord) -> None:
    target = council.settings.landing / "rows.csv"
    assert "where Wreath keeps its own files" in refusal(council, "show", held.load_id, "--out", str(target))
    assert not target.exists()
    said(council, "show", held.load_id, "--out", str(council.settings.reports / "rows.csv"))


def test_a_record_of_an_earlier_release_can_be_released(council: Council, held: LoadRecord) -> None:
    path = council.settings.landing / "manifest" / f"{held.load_id}.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({k: v for k, v in content.items() if k not in ("is_typed", "decision_number")}))
    said(council, "release", held.load_id, "--why", "checked")
    council.run(strict)
    assert names(council) == ["Ann", "Bo"]
