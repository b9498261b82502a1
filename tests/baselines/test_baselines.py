"""Baselines: kept once and for good, compared number by number, readable when a release measures more."""

from __future__ import annotations

import json
import stat
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from dagster_project import files
from dagster_project.baselines.compare import Kind, as_json, as_lines, since, since_latest, standing_lines
from dagster_project.baselines.keep import Baseline, baselines, find_baseline, keep_baseline, read_baseline
from dagster_project.baselines.measures import FAMILIES, measure
from dagster_project.cli import app
from dagster_project.errors import WreathError
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import require_current
from tests.site import northmoor_pages

DAY = date(2026, 5, 28)
MAIN_ACTIVITY = "in_touch|rolling_year|all"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = tmp_path / "published" / "000001"
    folder.mkdir(parents=True)
    northmoor_pages.database(folder / "dashboards.duckdb")
    files.write_json(folder / "run.json", {"run": "000001", "as_at": "2026-04-30"})
    files.write_text(tmp_path / "published" / "CURRENT", "000001\n")
    return Settings(tmp_path)


def change(settings: Settings, *statements: str) -> None:
    with duckdb.connect(str(require_current(settings).dashboards)) as connection:
        for statement in statements:
            connection.execute(statement)


def keep(settings: Settings, name: str = "autumn 2026") -> Baseline:
    return keep_baseline(settings, name, day=DAY, why="before the plan")


def values(settings: Settings, family: str) -> dict[str, float | None]:
    found = measure(require_current(settings).dashboards).measurements
    return {f"{one.subject} {one.part}": one.value for one in found if one.family == family}


def test_a_baseline_holds_every_number_of_the_copy_and_its_words(settings: Settings) -> None:
    kept = keep(settings)
    held = read_baseline(settings, kept)
    assert held == measure(require_current(settings).dashboards)
    assert (kept.name, kept.as_at, kept.run, kept.measures) == (
        "autumn 2026",
        "2026-04-30",
        "000001",
        len(held.measurements),
    )
    assert baselines(settings) == (kept,)
    # Whose voice is silent is counted by authority; the other gaps lie in the catalogue or the code.
    assert values(settings, "gaps") == {
        "concept_nobody_records count": 2,
        "field_unused count": 1,
        "silent_group count": 1,
    }
    assert values(settings, "duplications") == {" count": 2}
    (home,) = [
        one for one in held.measurements if one.family == "coverage" and one.key[2:] == ("C20", "recorded_count_shown")
    ]
    assert (home.authority, home.label, home.value, home.status) == ("990", "Kind of home", 391, "")


def test_of_a_series_only_the_latest_day_counts(settings: Settings) -> None:
    change(
        settings,
        "delete from rpt_indicator_series",
        "insert into rpt_indicator_series values "
        "('990', 'in_touch', 'rolling_year', '2026-03-31', 'all', 60, 100, 60.0, 'shown'),"
        "('990', 'in_touch', 'rolling_year', '2025-12-31', 'all', 50, 100, 50.0, 'shown')",
    )
    (value, *_) = [
        one for one in measure(require_current(settings).dashboards).measurements if one.part == "value_shown"
    ]
    assert (value.subject, value.value, value.period, value.unit) == (MAIN_ACTIVITY, 60, "2026-03-31", "percent")


def test_a_hidden_number_is_kept_as_hidden(settings: Settings) -> None:
    held = [one for one in measure(require_current(settings).dashboards).measurements if one.subject == "C22"]
    assert {
        (one.value, one.status) for one in held if one.family == "coverage" and one.part == "recorded_count_shown"
    } == {(None, "c")}


def test_a_number_that_is_hidden_in_a_shown_row_is_never_told_as_not_recorded(settings: Settings) -> None:
    keep(settings)
    change(settings, "update map_burden set repeated_count_shown = null, repeated_share = null")
    lines = [line for line in as_lines(since(settings, "autumn 2026")) if ", repeated: " in line]
    assert lines
    assert all(line.endswith(" -> not shown") for line in lines)


def test_the_change_is_told_with_a_new_kind_of_gap_counted_from_nought(settings: Settings) -> None:
    keep(settings)
    assert {one.kind for one in since(settings, "autumn 2026").changes} == {Kind.SAME}
    change(
        settings,
        "delete from map_gap where gap_kind = 'field_unused'",
        "insert into map_gap values ('column_unmapped', 'd.c', 'd.c', null, 'unknown', '', null)",
        "update rpt_concept_coverage set recorded_count_shown = 400 where concept_id = 'C20'",
        "update rpt_concept_coverage set recorded_count_shown = null, status = 'c' where concept_id = 'C21'",
    )
    found = since(settings, "Autumn  2026")
    told = {(c.of.family, c.of.subject, c.of.part): c.difference for c in found.of_kind(Kind.CHANGED)}
    assert told == {
        ("gaps", "field_unused", "count"): -1,
        ("gaps", "column_unmapped", "count"): 1,
        ("coverage", "C20", "recorded_count_shown"): 9,
    }
    (hidden,) = found.of_kind(Kind.NOT_COMPARABLE)
    assert (hidden.of.subject, hidden.difference) == ("C21", None)
    lines = list(as_lines(found))
    assert lines[0].startswith("Since 'autumn 2026' (as at 2026-04-30): 3 of ")
    assert "  990 Kind of home, recorded: 391 -> 400 (+9)" in lines
    assert "  Field unused: 1 -> 0 (-1)" in lines
    assert "  990 Home judged suitable, recorded: 388 -> hidden" in lines
    rows = {(row["family"], row["subject"], row["part"]): row for row in as_json(found)["measures"]}
    assert rows["coverage", "C20", "recorded_count_shown"]["then"] == 391


def test_what_only_one_release_measures_is_named_and_is_no_change(settings: Settings) -> None:
    change(settings, "alter table map_duplication drop column sources_count", "drop table rpt_check")
    keep(settings)
    fresh = settings.home / "fresh.duckdb"
    northmoor_pages.database(fresh).replace(require_current(settings).dashboards)
    change(settings, "alter table map_duplication drop column fields_count")
    found = since(settings, "autumn 2026")
    assert found.of_kind(Kind.CHANGED) + found.of_kind(Kind.NOT_COMPARABLE) == ()
    assert found.only_now == ("checks count", "duplication sources_count")
    assert found.only_then == ("duplication fields_count",)
    lines = list(as_lines(found))
    assert "Not measured when the baseline was kept: checks count, duplication sources_count" in lines
    assert "Measured no longer: duplication fields_count" in lines


def test_a_name_is_used_once(settings: Settings) -> None:
    keep(settings)
    before = sorted(settings.baselines.iterdir())
    for name, said in [("Autumn 2026 ", "a name is used once"), (" ", "between 1 and 60"), ("List", "is a command")]:
        with pytest.raises(WreathError, match=said) as refused:
            keep(settings, name)
        assert refused.value.exit_code == 2
    assert sorted(settings.baselines.iterdir()) == before
    assert keep(settings, "spring").file == "baselines/002-spring.json"


def test_an_unknown_baseline_names_the_nearest(settings: Settings) -> None:
    with pytest.raises(WreathError, match="none was kept yet"):
        find_baseline(settings, "autumn")
    keep(settings)
    with pytest.raises(WreathError, match="there is no baseline 'autum': the nearest are 'autumn 2026'"):
        find_baseline(settings, "autum")


def test_a_changed_missing_or_later_file_is_noticed_and_stops_no_run(settings: Settings) -> None:
    kept = keep(settings)
    path = settings.home / kept.file
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert standing_lines(settings) == []
    content = path.read_bytes()
    path.chmod(0o644)
    for damage, said in [(lambda: path.write_bytes(content + b" "), "was changed"), (path.unlink, "is missing")]:
        damage()
        with pytest.raises(WreathError, match=said):
            since(settings, "autumn 2026")
        assert since_latest(settings, require_current(settings).dashboards) is None
        (line,) = standing_lines(settings)
        assert said in line
    assert since_latest(Settings(settings.home / "other"), require_current(settings).dashboards) is None


def test_every_family_has_a_name_and_words_of_its_own() -> None:
    for words in ([family.name for family in FAMILIES], [family.title for family in FAMILIES]):
        assert len(set(words)) == len(words)


def test_a_word_that_is_no_command_is_a_name(settings: Settings) -> None:
    def told(words: Sequence[str], code: int = 0) -> str:
        result = CliRunner().invoke(app, ["baseline", *words], env={"WREATH_HOME": str(settings.home)})
        assert result.exit_code == code, result.output
        return result.output

    assert told(["list"]).startswith("no baseline was kept yet")
    assert "as 'autumn 2026'" in told(["autumn 2026", "--why", "before the plan"])
    assert "as 'spring'" in told(["keep", "spring"])
    assert "before the plan" in told(["list"])
    assert [row["name"] for row in json.loads(told(["list", "--json"]))] == ["autumn 2026", "spring"]
    assert told(["compare", "spring"]).startswith("Since 'spring' (as at 2026-04-30): 0 of ")
    assert json.loads(told(["compare", "spring", "--json"]))["baseline"]["name"] == "spring"
