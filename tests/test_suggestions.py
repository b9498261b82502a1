"""Suggestions: about a gap that the map shows, decided more than once, and never without a trace."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from dagster_project import files
from dagster_project.cli import app
from dagster_project.errors import WreathError
from dagster_project.landing.tables import SUGGESTIONS, table_path, write_small_tables
from dagster_project.registers import Register
from dagster_project.run import state as run_state
from dagster_project.settings import Settings
from dagster_project.suggestions import REGISTER, State, add_suggestion, decide, suggestions
from dagster_project.warehouse.pointer import require_current
from tests.site import northmoor_pages

DAY, LATER = date(2026, 5, 28), date(2026, 6, 3)
HOPE = "concept_nobody_records:C40"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home whose published map has the gaps and duplications of the fixture."""
    folder = tmp_path / "published" / "000001"
    folder.mkdir(parents=True)
    northmoor_pages.database(folder / "dashboards.duckdb")
    files.write_json(folder / "run.json", {"run": "000001", "as_at": "2026-04-30"})
    files.write_text(tmp_path / "published" / "CURRENT", "000001\n")
    return Settings(tmp_path)


def add(settings: Settings, gap: str = HOPE, **changes: Any) -> None:
    add_suggestion(settings, gap, **({"proposal": "Ask it", "group": "Leaving care team", "day": DAY} | changes))


def test_a_suggestion_is_open_until_somebody_decides_and_the_last_decision_counts(settings: Settings) -> None:
    add(settings, proposal="  Ask it at the\npathway plan ")
    add(settings, "duplication:C20", proposal="Keep one")
    decide(settings, 1, State.AGREED, why="The panel agreed", day=LATER)
    decide(settings, 1, State.DONE, why="In the form since June", day=date(2026, 7, 1))
    first, second = suggestions(settings)
    assert (first.number, first.gap.id, first.gap.label) == (1, HOPE, "Hope for the future")
    assert (first.proposal, first.group, first.day) == ("Ask it at the pathway plan", "Leaving care team", DAY)
    assert (first.state, first.decision, first.decided) == (State.DONE, "In the form since June", date(2026, 7, 1))
    assert (second.number, second.gap.label, second.state, second.decided) == (2, "Kind of home", State.OPEN, None)
    kinds = [entry.kind for entry in Register(settings, REGISTER).entries()]
    assert kinds == ["suggestion made", "suggestion made", "suggestion decided", "suggestion decided"]


@pytest.mark.parametrize("text", ["concept_nobody_records:C41", "C40 hope", "hope for the futur"])
def test_an_unknown_gap_is_refused_with_the_nearest(settings: Settings, text: str) -> None:
    with pytest.raises(WreathError, match=f'the nearest are "{HOPE}" \\(Hope for the future\\)') as refused:
        add(settings, text)
    assert refused.value.exit_code == 2
    assert len(str(refused.value).splitlines()) == 1
    assert suggestions(settings) == ()


@pytest.mark.parametrize(
    ("text", "gap"),
    [("grants", "other:grants"), ("claim_not_proved:d.f C01", "claim_not_proved:d.f C01"), (HOPE, HOPE)],
)
def test_anyway_enters_what_the_map_does_not_show(settings: Settings, text: str, gap: str) -> None:
    add(settings, text, anyway=True)
    assert [one.gap.id for one in suggestions(settings)] == [gap]


def test_before_the_first_run_only_anyway_enters_anything(tmp_path: Path) -> None:
    with pytest.raises(WreathError, match="nothing is published"):
        add(Settings(tmp_path))
    add(Settings(tmp_path), anyway=True)
    assert len(suggestions(Settings(tmp_path))) == 1


def test_what_cannot_be_decided_is_said_and_nothing_is_entered(settings: Settings) -> None:
    with pytest.raises(WreathError, match="there is no suggestion 1: none was made yet"):
        decide(settings, 1, State.AGREED, why="x", day=LATER)
    add(settings)
    for number, state, why, said in [
        (2, State.DONE, "x", "there is no suggestion 2: the last is 1"),
        (1, State.OPEN, "x", "suggestion 1 is open already"),
        (1, State.DONE, "  ", "a reason has between 1 and 600 characters"),
    ]:
        with pytest.raises(WreathError, match=said) as refused:
            decide(settings, number, state, why=why, day=LATER)
        assert refused.value.exit_code == 2
    assert len(Register(settings, REGISTER).entries()) == 1


@pytest.mark.parametrize("field", ["proposal", "group"])
def test_an_empty_or_endless_text_is_refused(settings: Settings, field: str) -> None:
    for text in (" \n", "x" * 601):
        with pytest.raises(WreathError, match="characters"):
            add(settings, **{field: text})


def test_the_rows_for_the_pages_name_nobody(settings: Settings) -> None:
    import polars as pl

    add(settings)
    decide(settings, 1, State.AGREED, why="The panel agreed", day=LATER)
    write_small_tables(settings, [], [], None)
    rows = pl.read_parquet(settings.home / table_path("suggestions")).to_dicts()
    assert set(rows[0]) == set(SUGGESTIONS)
    assert Register(settings, REGISTER).entries()[0].who not in {str(cell) for cell in rows[0].values()}
    assert (rows[0]["gap_kind"], rows[0]["subject_id"], rows[0]["state"]) == ("concept_nobody_records", "C40", "agreed")
    assert (rows[0]["suggested_date"], rows[0]["decided_date"]) == (DAY, LATER)


def test_a_suggestion_or_a_decision_is_something_new_for_a_run(settings: Settings) -> None:
    digests = [run_state(settings, None)]
    add(settings)
    digests.append(run_state(settings, None))
    decide(settings, 1, State.AGREED, why="x", day=LATER)
    digests.append(run_state(settings, None))
    assert len(set(digests)) == 3


def test_the_commands_tell_what_they_did(settings: Settings) -> None:
    environment = {"WREATH_HOME": str(settings.home)}

    def told(*words: str) -> str:
        result = CliRunner().invoke(app, ["suggest", *words], env=environment)
        assert result.exit_code == 0, result.output
        return result.output

    assert told("list") == "no suggestion was made yet\n"
    said = told("add", HOPE, "Ask it [now]", "--group", "Panel")
    assert said.startswith(f"Suggestion 1 about Hope for the future ({HOPE}), for Panel\n")
    assert "must hold no person" in said
    assert "1 declined: Hope" in told("decide", "1", "declined", "--why", "Too many questions")
    assert told("list", "--state", "open") == "no suggestion is open\n"
    (row,) = json.loads(told("list", "--state", "declined", "--json"))
    assert (row["gap"], row["proposal"], row["decision"]) == (HOPE, "Ask it [now]", "Too many questions")
    assert "Ask it [now] (for Panel" in told("list")


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("Ask Zoë O'Hara-Smith first", True),
        ("as O’Hara Smith, ZOË said", True),
        ("see 1000017.", True),
        ("see A123456789012", True),
        ("Zoë is a name and Smith is one", False),
        ("since 21000017 or in 2026", False),
        ("for 402 young people", False),
    ],
)
def test_a_text_that_names_somebody_is_refused_and_not_repeated(
    settings: Settings, text: str, is_refused: bool
) -> None:
    with duckdb.connect(str(require_current(settings).identified)) as connection:
        connection.execute("create schema core")
        connection.execute(
            "create table core.dim_person as select * from (values ('Zoë', 'O''Hara-Smith', '1000017', "
            "'A123456789012', null), (null, 'Ask', '402', null, null)) "
            "as people (forename, surname, lcs_person_id, upn, nhs_number)"
        )
    add(settings)
    attempts = [
        lambda: add(settings, proposal=text),
        lambda: add(settings, group=text),
        lambda: decide(settings, 1, State.AGREED, why=text, day=LATER),
    ]
    for attempt in attempts:
        if not is_refused:
            attempt()
            continue
        with pytest.raises(WreathError, match="name or number of a young person") as refused:
            attempt()
        assert text not in str(refused.value)
    assert len(suggestions(settings)) == (1 if is_refused else 3)
