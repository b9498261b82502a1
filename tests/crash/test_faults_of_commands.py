"""Each command that keeps, removes or hands out something, failed at every operation, and done again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from itertools import count
from pathlib import Path

import duckdb
import pytest

from dagster_project import files, retention
from dagster_project.access import record_access
from dagster_project.baselines.keep import keep_baseline
from dagster_project.catalogue import Catalogue
from dagster_project.erasure import erase as erasing
from dagster_project.erasure.plan import Whom
from dagster_project.erasure.stop_list import StopList, shape_of
from dagster_project.errors import WreathError
from dagster_project.landing import intake
from dagster_project.landing.decisions import Verdict
from dagster_project.landing.decisions import decide as decide_about_load
from dagster_project.landing.manifest import Manifest
from dagster_project.people import Person
from dagster_project.person_sheet import make as making
from dagster_project.registers import Register
from dagster_project.returns.ssda903 import make
from dagster_project.returns.ssda903.freeze import check_unchanged, freeze_return, freezes
from dagster_project.run import Outcome
from dagster_project.search import words
from dagster_project.settings import Settings
from dagster_project.suggestions import State, add_suggestion, decide
from dagster_project.warehouse.publish import publish as publish_build
from tests.crash.faults import DISK_FULL, KILLED, Killed, fail_again_and_again, fail_everywhere, failing
from tests.crash.stage import Stage, small_build
from tests.landing.conftest import Council, council, lenient, strict
from tests.returns.ssda903.test_freeze import RETURN, publish
from tests.site import northmoor_pages

DAY, YEAR = date(2026, 5, 28), "2024-25"
BOTH = pytest.mark.parametrize("error", [KILLED, DISK_FULL], ids=["killed", "disk full"])
__all__ = ["council"]


def unless_done(act: Callable[[], object]) -> Callable[[], None]:
    """Return what somebody does who was cut off: the same again, and being told that it is done will do.

    The first time, when nobody is cut off, it has to go through.
    """
    calls = count()

    def again() -> None:
        try:
            act()
        except WreathError as told:
            if next(calls) == 0 or told.exit_code != 2:
                raise
        else:
            next(calls)

    return again


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a published copy: a return of a finished year, the map of Northmoor, nobody known."""
    settings = Settings(tmp_path_factory.mktemp("published") / "home")
    copy = publish(settings, {YEAR: RETURN})
    northmoor_pages.database(copy.dashboards)
    with duckdb.connect(str(copy.identified)) as connection:
        connection.execute("create schema core")
        connection.execute(
            "create table core.dim_person (forename text, surname text, lcs_person_id text, upn text, nhs_number text)"
        )
    return settings.home


@pytest.fixture
def settings(published: Path, tmp_path: Path) -> Settings:
    home = tmp_path / "home"
    shutil.copytree(published, home)
    return Settings(home)


@BOTH
def test_a_frozen_return(settings: Settings, error: int) -> None:
    freeze_return(settings, YEAR, "first", day=DAY)
    stage = Stage(settings, unless_done(lambda: freeze_return(settings, YEAR, "submitted", day=DAY)), publishes=False)

    def check() -> None:
        stage.check()
        for kept in freezes(settings):
            check_unchanged(settings, kept)

    assert fail_everywhere(error, stage.begin, stage.act, check) > 30


def test_a_frozen_return_killed_again_in_each_recovery(settings: Settings) -> None:
    stage = Stage(settings, unless_done(lambda: freeze_return(settings, YEAR, "submitted", day=DAY)), publishes=False)
    assert fail_again_and_again(stage.begin, stage.act, stage.look) > 5
    stage.check()


@BOTH
def test_a_baseline(settings: Settings, error: int) -> None:
    stage = Stage(settings, unless_done(lambda: keep_baseline(settings, "autumn", day=DAY)), publishes=False)
    assert fail_everywhere(error, stage.begin, stage.act, stage.check) > 10


@BOTH
def test_a_suggestion_and_what_is_decided_about_it(settings: Settings, error: int) -> None:
    gap = "concept_nobody_records:C40"
    add_suggestion(settings, gap, "Ask it", group="Team", day=DAY)
    stage = Stage(
        settings,
        unless_done(lambda: add_suggestion(settings, gap, "Ask it in June", group="Team", day=DAY)),
        publishes=False,
    )
    assert fail_everywhere(error, stage.begin, stage.act, stage.check) >= 8
    stage = Stage(
        settings,
        unless_done(lambda: decide(settings, 1, State.AGREED, why="The panel agreed", day=DAY)),
        publishes=False,
    )
    assert fail_everywhere(error, stage.begin, stage.act, stage.check) >= 8


def test_an_entry_that_fails_at_the_same_moment_twice_leaves_a_register_that_can_be_read(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "home")
    register = Register(settings, "decisions")
    for thing in range(2):
        register.append("thing decided", {"thing": thing}, day=DAY)
    stage = Stage(settings, lambda: register.append("thing decided", {"thing": "new"}, day=DAY), publishes=False)
    for point in range(30):
        stage.begin()
        for error in (KILLED, KILLED, DISK_FULL):
            fail_at(point, error, stage.act)
            assert len(register.entries()) in range(2, 6)
        stage.act()
        assert register.entries()[-1].content == {"thing": "new"}


def fail_at(point: int, error: int, act: Callable[[], object]) -> None:
    """Fail `act` at one operation."""
    with failing(point, error), suppress(Killed, OSError, WreathError):
        act()


@BOTH
def test_a_return_written_to_a_folder_is_on_record_before_it_stands_there(
    settings: Settings, tmp_path: Path, error: int
) -> None:
    out = tmp_path / "out"
    names = ("Header.csv", "OC3.csv", "manifest.json")

    def act() -> None:
        with make._in_one_go(out) as fresh:
            for name in names:
                make.files.write_text(fresh / name, "new")
            record_access(settings, "return made", {"collection_year": YEAR}, day=DAY)

    def begin() -> None:
        stage.begin()
        for name in names:
            (out / name).write_text("old")

    def check() -> None:
        stage.look()
        there = {(out / name).read_text() for name in names if (out / name).exists()}
        aside = out.with_name(f".{out.name}.old")
        assert there in ({"old"}, {"new"}) or (aside / names[0]).read_text() == "old"
        assert there != {"new"} or len(Register(settings, "access").entries()) == 1
        act()
        assert {path.name: path.read_text() for path in out.iterdir()} == dict.fromkeys(names, "new")
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out")] == []

    out.mkdir()
    stage = Stage(settings, act, publishes=False)
    assert fail_everywhere(error, begin, act, check) > 25


@BOTH
def test_a_sheet_about_somebody_is_on_record_before_it_stands_there(
    settings: Settings, tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    out, pages = tmp_path / "sheet.html", [f'<meta content="{making.GENERATOR}">{age}' for age in ("old", "new")]
    somebody = Person("990", "1", ())
    files.make_folder(settings.truth)  # a home of the fictional authority
    monkeypatch.setattr(making, "find_person", lambda *_, **__: somebody)
    monkeypatch.setattr(making, "read_sheet", lambda *_: None)
    monkeypatch.setattr(making, "render", lambda *_, **__: pages[1])

    def act() -> None:
        with duckdb.connect() as connection:
            making.make_sheet(connection, settings, catalogue, "1004233", out, day=DAY)

    def begin() -> None:
        stage.begin()
        out.write_text(pages[0])

    def check() -> None:
        stage.look()
        entered = len(Register(settings, "access").entries())
        assert out.read_text() in pages[: 1 + entered]
        act()
        assert out.read_text() == pages[1]
        assert out.stat().st_mode & 0o777 == files.OWNER_ONLY_FILE
        assert len(Register(settings, "access").entries()) == entered + 1
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []

    stage = Stage(settings, act, publishes=False)
    assert fail_everywhere(error, begin, act, check) > 10


@BOTH
@pytest.mark.parametrize("verdict", ["rejected", "released"])
def test_a_decision_about_a_load_that_was_held_back(council: Council, verdict: Verdict, error: int) -> None:
    council.drop("lcs/ssd_mother_2026-04-30.csv", "moth_person_id,moth_childs_person_id\n1,2\n1,2\n")
    council.run(judge=strict)
    (record,) = council.manifest()
    stage = Stage(
        council.settings,
        unless_done(lambda: decide_about_load(council.settings, record, verdict, why="a test export", day=DAY)),
        publishes=False,
    )
    assert fail_everywhere(error, stage.begin, stage.act, stage.check) >= 8


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """A warehouse in which nobody is known."""
    path = tmp_path / "ready.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema core")
        connection.execute(
            "create table core.dim_person (local_authority_code text, person_id text, birth_date date, forename text, "
            "surname text, lcs_person_id text, upn text, nhs_number text)"
        )
        connection.execute(
            "create table core.bridge_person_source_record (local_authority_code text, person_id text, source text)"
        )
    return path


def small_run(catalogue: Catalogue, ready: Path) -> Callable[..., Outcome]:
    """Return a run that takes in what is new, and publishes the loads that there are.

    What the door writes into build/ every run writes anew: left out, as in the tests of the door.
    """

    def run(settings: Settings, **_: object) -> Outcome:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(intake, "write_small_tables", lambda *_: None)
            patch.setattr(intake, "write_views", lambda *_: None)
            intake.take_in(settings, catalogue, judge=lenient)
        small_build(settings, ready)
        loads = sorted(record.load_id for record in Manifest.read(settings.landing))
        publish_build(settings, {"as_at": "2026-04-30", "loads": loads})
        return Outcome(("Published.",), 0)

    return run


def test_what_is_past_its_period(council: Council, ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = council.catalogue
    run = small_run(catalogue, ready)
    monkeypatch.setattr(retention, "run", run)
    monkeypatch.setattr(Catalogue, "load", lambda *_: catalogue)
    monkeypatch.setattr(retention, "loads_past", lambda records, *_: [r for r in records if "2022" in r.file])
    for day in ("2022-04-29", "2022-04-30", "2026-04-30"):
        council.drop(f"lcs/ssd_mother_{day}.csv", f"moth_person_id,moth_childs_person_id\n1,{day[-2:]}\n")
    run(council.settings)

    def act() -> None:
        retention.apply_periods(council.settings, why="yearly review", day=DAY, listener=lambda step: None)

    stage = Stage(council.settings, act)
    assert fail_everywhere(KILLED, stage.begin, act, stage.check, 4) > 20


def test_somebody_who_is_erased(council: Council, ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings, catalogue = council.settings, council.catalogue
    run = small_run(catalogue, ready)
    monkeypatch.setattr(Catalogue, "load", lambda *_: catalogue)
    council.drop("lcs/ssd_mother_2026-04-30.csv", "moth_person_id,moth_childs_person_id\n1005,1004\n1005,1007\n")
    run(settings)
    (settings.reports / "rules").mkdir(parents=True)
    (settings.reports / "rules" / "report.csv").write_text("child\n1004233\n")
    Register(settings, "rule_exceptions").append("failure explained", {"child": "1004233"}, day=DAY)
    monkeypatch.setattr("dagster_project.run.run", run)
    monkeypatch.setattr("secrets.token_bytes", lambda count: b"s" * count)

    class Plan:
        def content(self, why: str, before: StopList) -> dict[str, object]:
            stops = [before.hash_of("lcs_person_id", "990", number) for number in ("1004", "1004233")]
            phrase = words("1004233")
            return {
                "why": why,
                "stops": stops,
                "marks": [before.mark_of(phrase)],
                "mark_shapes": [list(shape_of(phrase))],
            }

    def plan(given: Settings, _: object, before: StopList, *__: object) -> Plan:
        if before.stops:
            raise WreathError("nobody is known by that number, already erased", exit_code=2)
        return Plan()

    monkeypatch.setattr(erasing, "make_plan", plan)

    def act() -> None:
        erasing.erase(settings, Whom(("1004233",)), why="asked for", day=DAY, listener=lambda step: None)

    stage = Stage(settings, unless_done(act))

    def check() -> None:
        # Until the erasure is carried through, a load may have fewer rows than its record says.
        stage.act()
        stage.check()

    assert "1004" not in str([council.typed(record) for record in council.manifest()])
    assert fail_everywhere(KILLED, stage.begin, stage.act, check, 8) > 20
