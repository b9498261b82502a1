"""One record a run, however it ends; trends over them; and the council's own command when a run fails."""

from __future__ import annotations

import errno
import json
import logging
import sys
from pathlib import Path

import pytest

from dagster_project import files
from dagster_project.audit import audit
from dagster_project.errors import WreathError
from dagster_project.failure_hook import tell
from dagster_project.landing.manifest import LoadFacts, LoadRecord
from dagster_project.landing.standing import standing
from dagster_project.progress import step
from dagster_project.run_facts import add_facts, start_facts
from dagster_project.run_record import line_of, note_failure, noting_failure, recorded, run_records
from dagster_project.settings import Settings
from dagster_project.trends import sparkline, trend_lines

PUBLISHED = {"published": "000001", "loads_new": 1, "as_at": "2026-04-30", "checks": {"failed": 2}}
STANDING = {"rows": 1000, "usable": 990, "unreadable": 5, "filled": 0.8, "open_failures": 1}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path)


def on_failure(settings: Settings, code: str, seconds: float = 20) -> Path:
    """Have a failure run a line of Python; return a file that it may write."""
    settings.config.mkdir(exist_ok=True)
    command = json.dumps([sys.executable, "-c", code])
    text = f"on_failure = {command}\non_failure_seconds = {seconds}\n"
    (settings.config / "council.toml").write_text(text, encoding="utf-8")
    return settings.home / "told.txt"


def test_a_run_that_published_is_recorded_with_its_steps(settings: Settings) -> None:
    with recorded(settings, state="s"):
        with step("Inbox") as say:
            say("1 new load")
        add_facts(settings, **PUBLISHED, standing=STANDING)
    (record,) = run_records(settings)
    assert (record["outcome"] == "published" and record["peak_mb"] is None) or record["peak_mb"] > 10
    assert [(one["step"], one["said"]) for one in record["steps"]] == [("Inbox", "1 new load")]
    assert "state" not in record
    line = audit(settings).lines()[-1]
    assert "published: as 000001, as at 2026-04-30; 1 new load; 990 of 1,000 rows usable; 2 checks failed" in line


def test_a_run_that_failed_says_why_and_only_the_first_error_counts(settings: Settings) -> None:
    with recorded(settings, state="s"):
        note_failure(settings, WreathError("the first: mend it"))
        note_failure(settings, WreathError("another"))
    assert [(run["outcome"], run["error"]) for run in run_records(settings)] == [("failed", "the first: mend it")]
    assert audit(settings).lines()[-1].count("failed: the first: mend it") == 1


def test_a_run_that_was_killed_is_recorded_by_the_next(settings: Settings) -> None:
    start_facts(settings, state="s", run_id="2026-01-01T02-00-00-000000Z")
    with recorded(settings, state="s"):
        add_facts(settings, **PUBLISHED)
    with recorded(settings, state="s"):
        pass
    assert [run["outcome"] for run in run_records(settings)] == ["cut off", "published", "not published"]


def test_no_value_that_a_library_repeats_leaves_the_run() -> None:
    said = WreathError("dbt: Could not convert Ann Alder to date", for_others="dbt: model x failed")
    assert line_of(said) == "dbt: model x failed"
    assert line_of(WreathError("file 'Ann Alder.csv'\nholds \"Ann\"")) == "file '…' holds '…'"
    assert line_of(ValueError("Ann Alder")) == "unexpected ValueError: see the run in `wreath ui`"


def test_the_command_gets_the_error_and_the_run(settings: Settings) -> None:
    code = "import os, pathlib; pathlib.Path(os.environ['WREATH_TOLD']).write_text("
    told = on_failure(settings, code + "os.environ['WREATH_RUN'] + ' ' + os.environ['WREATH_ERROR'])")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WREATH_TOLD", str(told))
        with recorded(settings, state="s"):
            note_failure(settings, WreathError("it broke: mend it"))
    (record,) = run_records(settings)
    assert told.read_text() == f"{record['run_id']} it broke: mend it"


@pytest.mark.parametrize("begins", [True, False])
def test_the_command_is_told_though_a_full_disk_keeps_no_record(settings: Settings, begins: bool) -> None:
    code = (
        f"import os, pathlib; pathlib.Path({str(settings.home / 'told.txt')!r}).write_text(os.environ['WREATH_ERROR'])"
    )
    told = on_failure(settings, code)

    def full(path: Path, _: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    with pytest.MonkeyPatch.context() as patch, pytest.raises(OSError, match="No space"), noting_failure(settings):
        if not begins:
            patch.setattr(files, "_write", full)
        with recorded(settings, state="s"):
            patch.setattr(files, "_write", full)
            files.write_text(settings.home / "load", "rows")
    assert told.read_text().startswith(f"the disk is full: {settings.home}")
    assert run_records(settings) == []
    with recorded(settings, state="s"):
        pass
    assert [run["outcome"] for run in run_records(settings)] == ["cut off", "not published"][not begins :]


@pytest.mark.parametrize(
    ("code", "said"),
    [("import sys; sys.exit(5)", "ended with 5"), ("import time; time.sleep(60)", "was stopped after 0.2 seconds")],
)
def test_a_command_that_fails_or_hangs_hides_nothing(
    settings: Settings, code: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    on_failure(settings, code, seconds=0.2 if "sleep" in code else 20)
    with (
        caplog.at_level(logging.ERROR, logger="wreath"),
        pytest.raises(WreathError, match="it broke"),
        recorded(settings, state="s"),
    ):
        note_failure(settings, WreathError("it broke"))
        raise WreathError("it broke")
    assert said in caplog.text


@pytest.mark.parametrize(
    "text",
    [
        'on_failure = "rm"',
        "on_failure = [3]",
        "on_failure = ['x']\non_failure_seconds = 0",
        "=",
        "on_failure = ['/no']",
    ],
)
def test_a_command_that_cannot_be_run_is_a_line_in_the_log(
    settings: Settings, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings.config.mkdir()
    (settings.config / "council.toml").write_text(text, encoding="utf-8")
    with caplog.at_level(logging.ERROR, logger="wreath"):
        tell(settings, "1", "it broke")
    assert "on_failure in config/council.toml could not be run" in caplog.text


def test_dagster_notes_the_error_of_a_step_and_records_the_run(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dagster as dg

    from dagster_project.defs.job import note_why
    from dagster_project.defs.resources import RunSettings

    monkeypatch.setenv("WREATH_HOME", str(settings.home))

    @dg.op(required_resource_keys={"run_settings"})
    def breaks() -> None:
        raise WreathError("it broke: mend it")

    @dg.job(hooks={note_why}, resource_defs={"run_settings": RunSettings()}, executor_def=dg.in_process_executor)
    def night() -> None:
        breaks()

    assert not night.execute_in_process(raise_on_error=False).success
    with pytest.raises(WreathError, match="it broke"), noting_failure(settings):
        night.execute_in_process()
    assert [(run["outcome"], run["error"]) for run in run_records(settings)] == [("failed", "it broke: mend it")] * 2


def test_a_run_that_fails_before_it_begins_is_no_other_run_s_failure(settings: Settings) -> None:
    with recorded(settings, state="s"):
        add_facts(settings, **PUBLISHED)
    with pytest.raises(WreathError), noting_failure(settings):
        raise WreathError("nothing could be loaded")
    assert [run["outcome"] for run in run_records(settings)] == ["published", "failed"]


def test_signs_survive_where_there_are_no_blocks() -> None:
    assert sparkline([1, 2, 3, 8], "utf-8") == "▁▂▃█"
    assert sparkline([1, 2, 3, 8], "ascii") == sparkline([1, 2, 3, 8], None) == "_.-#"
    assert sparkline([4, 4], "cp1252") == "__"


def load(name: str, sequence: int, rows: int, filled: int = 0) -> LoadRecord:
    day = f"2026-0{sequence}-28"
    facts = LoadFacts(rows, {"a": filled, "b": rows}, {})
    counts = {"rows_read": rows, "rows_accepted": rows - 1, "rows_unreadable": 1}
    about = {"extract_date": day, "delivery": "full", "facts": facts}
    return LoadRecord(f"{name}{sequence}", sequence, "lcs", name, "990", "f.csv", "", 0, "accepted", **counts, **about)


def test_trends_are_told_in_words(settings: Settings) -> None:
    runs = [{"outcome": "published", "standing": {**STANDING, "rows": rows}} for rows in (900, 1000, 1000, 1200)]
    loads = [load("people", 1, 100), load("people", 2, 90), load("homes", 1, 10), load("homes", 2, 10)]
    assert trend_lines([*runs, {"outcome": "failed"}], loads) == [
        "Over the last 4 runs that were published:",
        "  rows in use: 1,200, up from 1,000  _--#",
        "  rows with unreadable cells: 5, as before  ____",
        "  cells filled: 80.0%, as before  ____",
        "  checks that failed and stand: 1, as before  ____",
        "Rows by load, of the 1 dataset that changed most:",
        "  people of 990: 90, down from 100  #_",
    ]
    assert trend_lines(runs[:1], loads[:1]) == []


def test_only_loads_in_force_stand() -> None:
    found = standing([load("people", 1, 100), load("people", 2, 90, filled=45)], None)
    assert (found.loads, found.rows, found.usable, found.unreadable, found.filled) == (1, 90, 90, 1, 0.75)
