"""Each stage of the work, failed at every write, fsync, rename and removal that our own code makes, and put right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from dagster_project import demo, files
from dagster_project.catalogue import council_config
from dagster_project.catalogue.council_config import council_files, write_council_config
from dagster_project.landing import intake
from dagster_project.landing.decisions import decide
from dagster_project.registers import Register
from dagster_project.settings import Settings
from dagster_project.warehouse import dbt
from dagster_project.warehouse.pointer import current
from dagster_project.warehouse.publish import KEPT_RUNS, connect, publish
from tests.crash.content import broken, content, open_whole
from tests.crash.faults import DISK_FULL, KILLED, fail_again_and_again, fail_everywhere
from tests.crash.stage import Stage, small_build
from tests.landing.conftest import Council, council, strict

DAY = date(2026, 5, 1)
#: The disk is full at every fourth operation only, where it would show no more than the kills do and take as long.
SPARING = pytest.mark.parametrize(("error", "step"), [(KILLED, 1), (DISK_FULL, 4)], ids=["killed", "disk full"])
BOTH = pytest.mark.parametrize("error", [KILLED, DISK_FULL], ids=["killed", "disk full"])
__all__ = ["council"]


@pytest.fixture
def door(council: Council, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """New files, good and bad, a load that was released and one that was rejected: all that the door does to landing.

    What it writes into build/ every run writes anew: left out, the runs cost a tenth.
    """
    monkeypatch.setattr(intake, "write_small_tables", lambda *_: None)
    monkeypatch.setattr(intake, "write_views", lambda *_: None)
    catalogue = council.catalogue

    def act() -> None:
        intake.take_in(council.settings, catalogue, judge=strict)

    council.drop("lcs/ssd_mother_2026-02-28.csv", _mothers("1,2"))
    council.drop("lcs/ssd_mother_2026-03-31.csv", _mothers("1,2", "1,2", ",3"))
    act()
    good, held = council.manifest()
    decide(council.settings, held, "released", why="both are the same", day=DAY)
    decide(council.settings, good, "rejected", why="of another council", day=DAY)
    council.drop("lcs/ssd_mother_2026-04-29.csv", _mothers("3,4", "3,4"))
    council.drop("lcs/ssd_mother_2026-04-30.csv", _mothers("3,4", ",5"))
    council.drop("lcs/ssd_mother_2026-04-30.xml", "<a>")
    return Stage(council.settings, act)


def _mothers(*rows: str) -> str:
    return "\n".join(["moth_person_id,moth_childs_person_id", *rows]) + "\n"


@SPARING
def test_the_door(door: Stage, error: int, step: int) -> None:
    assert fail_everywhere(error, door.begin, door.act, door.check, step) > 60


def test_the_door_killed_again_in_each_recovery(door: Stage) -> None:
    kills = fail_again_and_again(door.begin, door.act, door.look)
    assert kills > 15
    assert content(door.settings) == door.expected


@pytest.fixture
def publishing(tmp_path: Path) -> Stage:
    """A run about to be published, with as many before it as are kept."""
    settings, ready = Settings(tmp_path / "home"), tmp_path / "ready.duckdb"
    with duckdb.connect(str(ready)) as connection:
        connection.execute("create table things as select * from range(3)")

    def act() -> None:
        small_build(settings, ready)
        publish(settings, {"as_at": "2026-04-30"})

    for _ in range(KEPT_RUNS):
        act()
    return Stage(settings, act)


@SPARING
def test_publishing(publishing: Stage, error: int, step: int) -> None:
    settings, before = publishing.settings, f"{KEPT_RUNS:06d}"

    def check() -> None:
        at_once = open_whole(settings, ())
        assert at_once in (before, f"{KEPT_RUNS + 1:06d}")
        # A reader that opened the run before may still be reading.
        assert (settings.published / before / "identified.duckdb").exists()
        publishing.check()

    assert fail_everywhere(error, publishing.begin, publishing.act, check, step) > 15


def test_publishing_killed_again_in_each_recovery(publishing: Stage) -> None:
    assert fail_again_and_again(publishing.begin, publishing.act, publishing.look) > 10
    assert content(publishing.settings) == publishing.expected
    kept = [path.name for path in publishing.settings.published.iterdir() if path.is_dir()]
    assert len([name for name in kept if name.isdigit()]) == KEPT_RUNS


def test_a_reader_goes_on_with_what_it_opened_after_that_was_deleted(publishing: Stage) -> None:
    published = current(publishing.settings)
    assert published is not None
    with connect(published.identified, publishing.settings) as connection:
        for _ in range(KEPT_RUNS):
            publishing.act()
        assert not published.folder.exists()
        assert connection.execute("select count(*) from things").fetchall() == [(3,)]


@BOTH
def test_a_register(tmp_path: Path, error: int) -> None:
    settings = Settings(tmp_path / "home")
    register = Register(settings, "decisions")

    def enter(thing: int) -> None:
        if thing not in {entry.content["thing"] for entry in register.entries()}:
            register.append("thing decided", {"thing": thing}, day=DAY, who="tester")

    for thing in range(3):
        enter(thing)
    stage = Stage(settings, lambda: enter(3))
    assert fail_everywhere(error, stage.begin, stage.act, stage.check) > 4


@BOTH
def test_the_demo_s_extracts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int) -> None:
    settings = Settings(tmp_path / "home")
    names = ["inbox/lcs/one.csv", "truth/person.parquet"]

    def synthesise(out: Path, *, people: int) -> str:
        for name in [*names, f"inbox/lcs/{people}.csv"]:
            files.write_text(out / name, str(people))
        return ""

    monkeypatch.setattr(demo, "synthesise", synthesise)

    def make(people: int) -> None:
        demo.make_extracts(settings, people=people, listener=lambda step: None)

    settings.home.mkdir()
    first = Stage(settings, lambda: make(1))

    def check() -> None:
        make(1)
        made = sorted(p.relative_to(settings.home).as_posix() for p in settings.inbox.rglob("*.csv"))
        assert made == ["inbox/lcs/1.csv", "inbox/lcs/one.csv"]

    assert fail_everywhere(error, first.begin, first.act, check) > 10
    first.begin()
    make(2)
    assert fail_everywhere(error, lambda: make(2), first.act, check) > 10


def test_the_council_s_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    text = council_files()
    monkeypatch.setattr(council_config, "council_files", lambda: text)
    stage = Stage(Settings(home), lambda: write_council_config(home))
    assert fail_everywhere(KILLED, stage.begin, stage.act, stage.check) >= len(text)


def test_the_parsed_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(tmp_path / "home")
    settings.home.mkdir()

    class Parsed:
        def write(self, path: str) -> None:
            Path(path).write_text("whole", encoding="utf-8")

    monkeypatch.setattr(dbt, "_parsed", lambda settings: Parsed())
    stage = Stage(settings, lambda: dbt.manifest_path(settings))

    def check() -> None:
        stage.check()
        assert dbt.manifest_path(settings).read_text(encoding="utf-8") == "whole"

    assert fail_everywhere(KILLED, stage.begin, stage.act, check) >= 3


def test_what_was_half_published_is_never_current(publishing: Stage) -> None:
    left = publishing.settings.published / f"{KEPT_RUNS + 1:06d}"
    publishing.begin()
    left.mkdir()
    (left / "identified.duckdb").write_bytes(b"half")
    publishing.act()
    published = current(publishing.settings)
    assert published is not None
    assert published.folder == left
    assert broken(publishing.settings, ()) == []
