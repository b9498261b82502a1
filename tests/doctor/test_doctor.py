"""`wreath doctor` finds what was broken on purpose, says how to mend it, and goes on with the other checks."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from filelock import FileLock
from typer.testing import CliRunner

from dagster_project.cli import app
from dagster_project.doctor import CHECKS, State, examine, home, machine
from dagster_project.erasure.stop_list import enter_erasure, fresh_stop_list
from dagster_project.landing.decisions import REGISTER
from dagster_project.landing.storage import TYPED, load_folder
from dagster_project.registers import Register
from dagster_project.run_facts import add_facts
from dagster_project.run_record import recorded
from dagster_project.settings import Settings
from tests.landing.conftest import Council, council, strict

__all__ = ["council"]

ANSWERS = "answer_id,person_reference,measure_id,answered_date\n1,P,V01,2026-09-01\n"
GOOD = "1,Ann,Alder,F,2008-01-01,Y,"


@pytest.fixture
def well(council: Council, monkeypatch: pytest.MonkeyPatch) -> Council:
    """A home in which a load is in use, an entry stands in a register, and a small copy is published."""
    council.people("lcs/ssd_person_2026-04-30.csv", [GOOD])
    load = council.only_load()
    Register(council.settings, REGISTER).append(
        "load released", {"load_id": load.load_id, "why": "checked"}, day=date(2026, 5, 1)
    )
    council.run()
    publish(council.settings)
    council.settings.home.chmod(0o700)
    monkeypatch.setenv("TZ", "Europe/London")
    return council


def publish(settings: Settings, **facts: object) -> Path:
    """Publish two empty databases and the folders beside them."""
    import duckdb

    folder = settings.published / "000001"
    for name in ("site", "returns", "lineage"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name in ("identified", "dashboards"):
        (folder / f"{name}.duckdb").unlink(missing_ok=True)
        duckdb.connect(str(folder / f"{name}.duckdb")).close()
    run = {"run": "000001", "as_at": "2026-04-30", "warnings": 0, **facts}
    (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")
    (settings.published / "CURRENT").write_text("000001\n")
    return folder


def test_a_home_that_is_well_has_no_failed_check(well: Council) -> None:
    findings = examine(well.settings)
    assert len(findings) == len(CHECKS) >= 12
    assert {name: one.found for name, one in findings.items() if one.state is State.FAILED} == {}
    assert all(bool(one.fix) == (one.state is not State.OK) for one in findings.values())
    assert findings["loads"].found == "1 load"
    assert findings["registers"].found == "1 register, entries: 1"


def test_a_home_that_does_not_exist_yet_breaks_no_check(tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*"))
    assert set(examine(Settings(tmp_path / "new" / "home"))) == set(CHECKS)
    assert set(tmp_path.rglob("*")) == before


def _old_python(council: Council, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sys, "version_info", (3, 10, 1))


def _package(council: Council, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(machine, "requires", lambda name: ["polars>=99", "nowhere-to-be-found>=1"])


def _full_disk(council: Council, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=1 << 20))


def _read_only(council: Council, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(os, "access", lambda place, mode: Path(place) != council.settings.landing)


def _open_to_others(council: Council, patch: pytest.MonkeyPatch) -> None:
    council.settings.home.chmod(0o750)


def _long_path(council: Council, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(machine, "_BELOW_HOME", 260)


def _other_zone(council: Council, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(machine, "_ZONE", "Asia/Kathmandu")


def _no_zones(council: Council, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(machine, "_ZONE", "Europe/Northmoor")


def _ascii(council: Council, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(machine.sys, "stdout", SimpleNamespace(encoding="cp850"))


def _extension(council: Council, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(machine, "_EXTENSIONS", ("parquet", "vss"))


def _settings(council: Council, patch: pytest.MonkeyPatch) -> None:
    council.configure("council.toml", "local_authority_code = 'Northmoor'")


def _generated(council: Council, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(home, "check_generated", lambda catalogue, repository: [Path("docs/data-dictionary.md")])


def _register(council: Council, patch: pytest.MonkeyPatch) -> None:
    path = council.settings.registers / f"{REGISTER}.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("checked", "changed"), encoding="utf-8")


def _unfinished_erasure(council: Council, patch: pytest.MonkeyPatch) -> None:
    found = fresh_stop_list(council.settings)
    enter_erasure(council.settings, found, {"why": "asked for", "stops": ["00"], "marks": []}, date(2026, 5, 1))


def _no_key_of_the_stop_list(council: Council, patch: pytest.MonkeyPatch) -> None:
    _unfinished_erasure(council, patch)
    (council.settings.home / "erasure.salt").unlink()


def _lost_load(council: Council, patch: pytest.MonkeyPatch) -> None:
    (load_folder(council.settings, council.manifest()[0]) / TYPED).unlink()


def _manifest(council: Council, patch: pytest.MonkeyPatch) -> None:
    (council.settings.landing / "manifest" / "x.json").write_text("{")


def _clock(council: Council, patch: pytest.MonkeyPatch) -> None:
    council.people("lcs/ssd_person_2098-04-30.csv", [GOOD, "2,Bo,Birch,M,2008-01-01,Y,"])
    council.run()


def _no_inbox(council: Council, patch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(council.settings.inbox)


def _stray(council: Council, patch: pytest.MonkeyPatch) -> None:
    council.drop("lcs/notes.txt", "x")
    council.run()


def _held_back(council: Council, patch: pytest.MonkeyPatch) -> None:
    council.people("lcs/ssd_person_2026-05-31.csv", [GOOD, GOOD])
    council.run(strict)


def _stale(council: Council, patch: pytest.MonkeyPatch) -> None:
    council.drop("voice/survey_answers_2026-09-30.csv", ANSWERS)
    council.run()


def _broken_copy(council: Council, patch: pytest.MonkeyPatch) -> None:
    (publish(council.settings) / "identified.duckdb").write_bytes(b"half a file" * 1000)


def _half_copy(council: Council, patch: pytest.MonkeyPatch) -> None:
    (publish(council.settings) / "site").rmdir()


def _no_copy(council: Council, patch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(council.settings.published)


def _held_in_last_run(council: Council, patch: pytest.MonkeyPatch) -> None:
    publish(council.settings, held_back=[{"outcome": "refused", "message": "x.csv is a PDF", "advice": "export it"}])


FAULTS: list[tuple[str, State, Callable[[Council, pytest.MonkeyPatch], None], str]] = [
    ("Python", State.FAILED, _old_python, "3.10, outside 3.11 to 3.13"),
    ("packages", State.FAILED, _package, "not >=99; nowhere-to-be-found is missing"),
    ("disk", State.FAILED, _full_disk, "0.0 GiB free"),
    ("permissions", State.FAILED, _read_only, "cannot be written"),
    ("privacy", State.FAILED, _open_to_others, "mode 750"),
    ("long paths", State.DOUBTFUL, _long_path, "too many for Windows"),
    ("time zone", State.DOUBTFUL, _other_zone, "not the time in England"),
    ("time zone", State.FAILED, _no_zones, "knows no time zones"),
    ("console", State.DOUBTFUL, _ascii, "cp850 only"),
    ("offline", State.FAILED, _extension, "lacks vss"),
    ("configuration", State.FAILED, _settings, "not three digits"),
    ("generated files", State.FAILED, _generated, "docs/data-dictionary.md"),
    ("registers", State.FAILED, _register, "line 1"),
    ("erasures", State.FAILED, _unfinished_erasure, "1 erasure not carried through"),
    ("erasures", State.FAILED, _no_key_of_the_stop_list, "is missing"),
    ("loads", State.FAILED, _lost_load, "not on the disk"),
    ("loads", State.FAILED, _manifest, "cannot be read"),
    ("clock", State.FAILED, _clock, "is of 2098-04-30"),
    ("inbox", State.FAILED, _no_inbox, "does not exist"),
    ("inbox", State.DOUBTFUL, _stray, "lcs/notes.txt"),
    ("quarantine", State.DOUBTFUL, _held_back, "ssd_person_2026-05-31.csv"),
    ("sources", State.DOUBTFUL, _stale, "nothing lately from lcs (2026-04-30)"),
    ("published copy", State.FAILED, _broken_copy, "cannot be read"),
    ("published copy", State.FAILED, _half_copy, "lacks site"),
    ("published copy", State.DOUBTFUL, _no_copy, "nothing is published"),
    ("last run", State.DOUBTFUL, _held_in_last_run, "x.csv is a PDF"),
]


@pytest.mark.parametrize(
    ("name", "state", "breaks", "found"), FAULTS, ids=lambda value: getattr(value, "__name__", None)
)
def test_what_is_broken_is_found_with_its_fix(
    well: Council,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    state: State,
    breaks: Callable[[Council, pytest.MonkeyPatch], None],
    found: str,
) -> None:
    assert CHECKS[name](well.settings).state is not State.FAILED
    with monkeypatch.context() as patch:
        breaks(well, patch)
        finding = CHECKS[name](well.settings)
        assert (finding.state, bool(finding.fix)) == (state, True)
        assert found in finding.found
        assert "\n" not in finding.found + finding.fix
        if name != "generated files":
            # It takes as long as all others together, and what is broken here is no matter to it.
            patch.setitem(CHECKS, "generated files", lambda settings: finding)
        assert len(examine(well.settings)) == len(CHECKS)


def test_a_run_under_way_is_seen_and_not_disturbed(well: Council) -> None:
    with FileLock(well.settings.home / ".lock"):
        assert CHECKS["run"](well.settings).state is State.DOUBTFUL
    assert CHECKS["run"](well.settings).state is State.OK


def test_every_check_has_a_planted_fault() -> None:
    assert {name for name, *_ in FAULTS} | {"run"} == set(CHECKS)


def wreath(settings: Settings, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words), env={"WREATH_HOME": str(settings.home)})
    return result.exit_code, result.stdout


def test_the_command_ends_with_1_when_something_must_be_mended(well: Council) -> None:
    code, text = wreath(well.settings, "doctor")
    assert (code, text.count("failed ")) == (0, 0)
    well.settings.home.chmod(0o755)
    code, text = wreath(well.settings, "doctor")
    assert code == 1
    assert f"-> chmod 700 {well.settings.home}" in text
    code, text = wreath(well.settings, "doctor", "--json")
    assert (code, {one["check"] for one in json.loads(text)}) == (1, set(CHECKS))


def test_the_audit_tells_decisions_loads_and_runs(well: Council) -> None:
    well.drop("lcs/ssd_mother_2026-04-30.xml", "<a>")
    well.run()
    with recorded(well.settings, state="s"):
        add_facts(well.settings, published="000001", as_at="2026-04-30")
    code, text = wreath(well.settings, "audit")
    assert code == 0
    assert "1 decisions" in text and "load released: load_id" in text and "why checked" in text
    assert "refused: lcs/ssd_mother_2026-04-30.xml, 0 rows" in text
    assert "1 run on record" in text and "published: as 000001, as at 2026-04-30" in text
    found = json.loads(wreath(well.settings, "audit", "--json", "--since", "2026-05-02")[1])
    assert (found["decisions"], len(found["loads"]), len(found["runs"])) == ([], 2, 1)
    assert json.loads(wreath(well.settings, "audit", "--json", "--since", "2026-05-01")[1])["decisions"][0]["register"]


def test_the_audit_of_a_damaged_register_says_so(well: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    from dagster_project.audit import audit
    from dagster_project.errors import WreathError

    _register(well, monkeypatch)
    with pytest.raises(WreathError, match="line 1"):
        audit(well.settings)
