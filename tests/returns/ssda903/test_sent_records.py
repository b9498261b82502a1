"""Which load says what a record is now."""

from __future__ import annotations

from datetime import date

from dagster_project.returns.ssda903.manifest import Input
from dagster_project.returns.ssda903.sent_records import by_day


def load(name: str, day: date | None) -> Input:
    return Input(source="lcs", dataset="ssd_person", load_id=name, file=f"{name}.csv", sha256="ab", extract_date=day)


def test_the_latest_load_is_the_last_and_one_without_a_day_is_never_it() -> None:
    loads = [
        load("second", date(2026, 4, 30)),
        load("undated", None),
        load("third", date(2026, 4, 30)),
        load("first", date(2025, 12, 31)),
    ]
    assert [found.load_id for found in by_day(loads)] == ["undated", "first", "second", "third"]
