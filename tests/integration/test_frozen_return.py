"""A frozen return and the run after it: what was corrected and what is new is told apart."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import require_current
from tests.command_line import wreath_here as wreath
from tests.conftest import Built

pytestmark = pytest.mark.slow

YEAR = "2024-25"


def _contacts(settings: Settings) -> Path:
    return next((settings.inbox / "lcs").glob("lcs_care_leaver_contacts_*.csv"))


def _correct_one_and_add_one(path: Path, contact_id: str, activity: str, new: dict[str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    (wrong,) = [row for row in rows if row["contact_id"] == contact_id]
    wrong["activity"] = activity
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows([*rows, new])


def _with_a_contact_off_the_birthday(settings: Settings, oc3: pl.DataFrame, source: pl.DataFrame) -> dict[str, Any]:
    """Return a row of OC3 that rests on a contact before or after the birthday: one on the day counts for more."""
    with _contacts(settings).open(encoding="utf-8-sig", newline="") as handle:
        day_of = {row["contact_id"]: row["contact_date"] for row in csv.DictReader(handle)}
    # From 22 on the latest contact of the year counts.
    at_birthday = source.filter(pl.col("rule").str.contains("around the birthday"))
    key_of = dict(at_birthday.select("child", "record_key").rows())
    return next(
        row
        for row in oc3.sort("CHILD").iter_rows(named=True)
        if row["CHILD"] in key_of
        and row["ACTIV"] != "F2"
        and day_of[key_of[row["CHILD"]]] != _birthday_in_the_year(row["DOB"])
    )


def _birthday_in_the_year(dob: str) -> str:
    day, month, _ = dob.split("/")
    day = "28" if (day, month) == ("29", "02") else day
    return f"2024-{month}-{day}" if int(month) >= 4 else f"2025-{month}-{day}"


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _comparison(settings: Settings) -> dict[str, Any]:
    result = wreath(settings.home, "compare", f"frozen:{YEAR}", f"published:{YEAR}", "--format", "json")
    assert result.returncode == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def _told(settings: Settings, result_lines: str) -> str:
    (line,) = [line for line in result_lines.splitlines() if line.startswith(f"{YEAR}: ")]
    status = wreath(settings.home, "status").stdout.splitlines()
    assert line in status
    return line


def test_the_run_after_a_freeze_tells_what_differs_and_why(demo: Built, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "council")
    shutil.copytree(demo.settings.home, settings.home, copy_function=shutil.copy2)

    frozen = wreath(settings.home, "freeze", YEAR, "submitted 28 May", "--why", "the deadline")
    assert frozen.returncode == 0, frozen.stderr
    folder = settings.returns / YEAR / "001-submitted-28-may"
    kept = _bytes(folder)
    assert {"Header.csv", "OC3.csv", "manifest.json", "provenance.parquet"} <= set(kept)
    assert f"{YEAR}: equals 'submitted 28 May'" in wreath(settings.home, "status").stdout
    again = wreath(settings.home, "freeze", YEAR, "submitted 28 May")
    assert (again.returncode, len(again.stderr.splitlines())) == (2, 1)
    unfinished = wreath(settings.home, "freeze", "2026-27", "too early")
    assert (unfinished.returncode, len(unfinished.stderr.splitlines())) == (3, 1)
    assert "closes on 2027-04-30" in unfinished.stderr

    # One contact is corrected, and one that nobody had typed in arrives.
    oc3 = pl.read_csv(folder / "OC3.csv", infer_schema=False)
    provenance = pl.read_parquet(folder / "provenance.parquet").filter(pl.col("module") == "OC3")
    source = provenance.filter((pl.col("dataset") == "lcs_care_leaver_contacts") & (pl.col("item") == "ACTIV"))
    wrong = source.filter(pl.col("value").is_in(["F2", "P2"])).sort("child").row(0, named=True)
    activity = "F4" if wrong["value"] == "F2" else "F2"
    other = _with_a_contact_off_the_birthday(settings, oc3, source.filter(pl.col("child") != wrong["child"]))
    day = _birthday_in_the_year(other["DOB"])
    new = {"contact_id": "CO999999-1", "person_id": other["CHILD"], "contact_date": day, "contact_kind": "VISIT"}
    new |= {"in_touch": "YES", "activity": "F2", "accommodation": "D", "suitability": "1", "recorded_date": day}
    _correct_one_and_add_one(_contacts(settings), wrong["record_key"], activity, new)

    result = wreath(settings.home, "run")
    assert result.returncode == 0, result.stdout + result.stderr
    against = require_current(settings).returns / YEAR / "against_frozen.csv"
    assert _told(settings, result.stdout) == f"{YEAR}: differs from 'submitted 28 May' in 2 rows: see {against}"
    found = _comparison(settings)
    assert {(d["child"], d["item"], d["old"], d["new"], d["reason"]) for d in found["differences"]} == {
        (wrong["child"], "ACTIV", wrong["value"], activity, "corrected record"),
        *(
            (other["CHILD"], item, other[item] or "", value, "new record")
            for item, value in {"IN_TOUCH": "YES", "ACTIV": "F2", "ACCOM": "D1"}.items()
            if other[item] != value
        ),
    }
    assert {d["module"] for d in found["differences"]} == {"OC3"}
    assert found["rows_that_differ"] == 2
    assert wrong["record_key"] in next(d["evidence"] for d in found["differences"] if d["child"] == wrong["child"])
    assert _bytes(folder) == kept
