"""The main job as an analyst meets it: run it, run it again, give it something bad."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.registers import Register
from dagster_project.returns.ssda903.manifest import ReturnManifest
from dagster_project.returns.ssda903.specification import modules_of
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import require_current
from tests.command_line import wreath
from tests.conftest import Built

pytestmark = pytest.mark.slow


@pytest.fixture
def own_copy(demo: Built, tmp_path: Path) -> Iterator[Settings]:
    """A copy of the demo's home under another path, with times kept: what was published must still work there."""
    home = tmp_path / "elsewhere"
    shutil.copytree(demo.settings.home, home, copy_function=shutil.copy2)
    yield Settings(home)


def _extract(settings: Settings, source: str, dataset: str) -> Path:
    return next(path for path in (settings.inbox / source).iterdir() if path.name.startswith(dataset))


def test_published_run_is_whole(demo: Built) -> None:
    published = require_current(demo.settings)
    assert {"identified.duckdb", "dashboards.duckdb", "site", "returns", "run.json"} <= {
        p.name for p in published.folder.iterdir()
    }
    assert (published.site / "index.html").exists()
    assert len(list((published.site / "domain").glob("*.html"))) == 8
    assert (published.site / "docs" / "index.html").exists()
    assert {p.name for p in published.returns.iterdir()} >= {"2024-25", "2025-26"}


def test_published_warehouse_is_whole_without_the_build_folder(demo: Built, tmp_path: Path) -> None:
    copy = shutil.copy2(require_current(demo.settings).identified, tmp_path / "alone.duckdb")
    with duckdb.connect(str(copy), read_only=True) as connection:
        for table in ("landing.landing_errors", "landing.loads", "catalogue.codes", "staging.stg_lcs__person"):
            assert connection.execute(f"select count(*) from {table}").fetchall()[0][0] > 0


def test_return_files_have_the_items_in_order(demo: Built, catalogue: Catalogue) -> None:
    folder = require_current(demo.settings).returns / "2025-26"
    headers = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as handle:
            headers[path.stem] = next(csv.reader(handle))
    modules = modules_of(catalogue, "2025-26")
    assert len(modules) == 11
    assert {module.name: headers.pop(module.name) for module in modules} == {
        module.name: list(module.columns) for module in modules
    }
    assert "left_out" in headers
    assert (folder / "SSDA903.xml").exists()
    assert ReturnManifest.read(folder).collection_year == "2025-26"


def test_unfinished_year_is_marked_provisional(demo: Built) -> None:
    assert (require_current(demo.settings).returns / "2026-27" / "OC3_provisional.csv").exists()


def test_second_run_adds_no_load_and_leaves_the_pointer(own_copy: Settings) -> None:
    pointer = own_copy.published / "CURRENT"
    before = (
        pointer.read_bytes(),
        pointer.stat().st_mtime_ns,
        sorted(p.name for p in (own_copy.landing / "manifest").iterdir()),
    )
    result = wreath(own_copy.home, "run")
    assert result.returncode == 0, result.stderr
    assert "Nothing new" in result.stdout
    after = (
        pointer.read_bytes(),
        pointer.stat().st_mtime_ns,
        sorted(p.name for p in (own_copy.landing / "manifest").iterdir()),
    )
    assert after == before


def test_moved_home_still_writes_the_same_return_says_what_is_left_out_and_enters_who_made_it(
    demo: Built, own_copy: Settings, tmp_path: Path
) -> None:
    result = wreath(own_copy.home, "return", "2025-26", str(tmp_path / "out"))
    assert result.returncode == 0, result.stderr
    assert "left out: in care on the birthday" in result.stdout
    assert f"line by line in {tmp_path / 'out' / 'left_out.csv'}" in result.stdout
    first = require_current(demo.settings).returns / "2025-26"
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == {
        p.name: p.read_bytes() for p in first.iterdir()
    }
    (entry,) = Register(own_copy, "access").entries()
    assert (entry.kind, entry.content["collection_year"]) == ("return made", "2025-26")


def test_person_free_file_has_no_person(demo: Built) -> None:
    from dagster_project.warehouse.publish import connect

    published = require_current(demo.settings)
    with connect(published.identified, demo.settings) as connection:
        names = connection.execute(
            "select forename from staging.stg_lcs__person union select surname from staging.stg_lcs__person "
            "union select upn from staging.stg_lcs__return_record union select lcs_person_id "
            "from staging.stg_lcs__person"
        ).fetchall()
    wanted = {str(name) for (name,) in names if name}
    with connect(published.dashboards, demo.settings) as connection:
        tables = connection.execute("select table_schema, table_name from information_schema.tables").fetchall()
        found = set()
        for schema, table in tables:
            for row in connection.execute(f'select * from "{schema}"."{table}"').fetchall():
                found |= {str(cell) for cell in row} & wanted
    assert tables
    assert found == set()


def test_wrong_use_is_exit_code_2_and_one_line(own_copy: Settings, tmp_path: Path) -> None:
    for words in (("return", "last year", str(tmp_path)), ("run", "--as-at", "30/04/2026")):
        result = wreath(own_copy.home, *words)
        assert result.returncode == 2
        assert len(result.stderr.strip().splitlines()) == 1


def test_nothing_published_is_exit_code_3(tmp_path: Path) -> None:
    result = wreath(tmp_path / "empty", "status")
    assert result.returncode == 3
    assert "wreath run" in result.stderr


def test_demo_never_touches_a_real_inbox(tmp_path: Path) -> None:
    (tmp_path / "inbox" / "lcs").mkdir(parents=True)
    (tmp_path / "inbox" / "lcs" / "ssd_person_2026-04-30.csv").write_text("pers_person_id\n1\n", encoding="utf-8")
    result = wreath(tmp_path, "demo")
    assert result.returncode == 2
    assert (tmp_path / "inbox" / "lcs" / "ssd_person_2026-04-30.csv").read_text(
        encoding="utf-8"
    ) == "pers_person_id\n1\n"


def test_demo_never_touches_a_council_that_came_after_it(own_copy: Settings) -> None:
    own = own_copy.inbox / "lcs" / "ssd_person_2026-06-30.csv"
    own.write_text("pers_person_id\n1\n", encoding="utf-8")
    assert wreath(own_copy.home, "init").returncode == 2
    (own_copy.config).mkdir(exist_ok=True)
    result = wreath(own_copy.home, "demo")
    assert result.returncode == 2
    assert own.exists()


def test_unexpected_error_is_one_line_and_not_exit_code_1(own_copy: Settings, tmp_path: Path) -> None:
    require_current(own_copy).identified.write_bytes(b"not a database")
    result = wreath(own_copy.home, "return", "2025-26", str(tmp_path / "out"))
    assert result.returncode == 3
    assert len(result.stderr.strip().splitlines()) == 1


def test_run_beside_a_run_leaves_with_a_clear_line(own_copy: Settings) -> None:
    from filelock import FileLock

    with FileLock(own_copy.home / ".lock"):
        result = wreath(own_copy.home, "run")
    assert result.returncode == 3
    assert "another run" in result.stderr


def test_facts_hold_no_clock_time_but_say_what_was_built(demo: Built) -> None:
    facts = json.loads((require_current(demo.settings).folder / "run.json").read_text(encoding="utf-8"))
    assert facts["models"] > 100
    assert facts["tests"] > 100
    assert facts["as_at"] == "2026-04-30"
