"""The oracle against the hand-worked table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from .boundary_lives import BOUNDARY_LIVES, as_truth_frames
from .boundary_row import AS_AT, BoundaryLife
from .dates import CollectionYear
from .eligibility import status_on
from .oc3 import oc3_row
from .rows import ReturnRow
from .truth_tables import load_lives
from .whole_return import MODULES, make_return


@pytest.mark.parametrize("row", [row for row in BOUNDARY_LIVES if row.oc3], ids=lambda row: row.person_id)
def test_a_boundary_life_has_the_oc3_row_worked_out_by_hand(row: BoundaryLife) -> None:
    found = {}
    for year in row.oc3:
        oc3 = oc3_row(row.life, row.person_id, CollectionYear.named(year), AS_AT)
        found[year] = f"{oc3.in_touch} {oc3.activ} {oc3.accom}" if oc3 else "-"
    assert found == row.oc3, row.why


@pytest.mark.parametrize("row", [row for row in BOUNDARY_LIVES if row.status], ids=lambda row: row.person_id)
def test_a_boundary_life_has_the_status_worked_out_by_hand(row: BoundaryLife) -> None:
    found = {day: status_on(row.life, date.fromisoformat(day), AS_AT) or "-" for day in row.status}
    assert found == row.status, row.why


def told(row: ReturnRow) -> str:
    """The items of a row but CHILD and DOB; '-' for a blank one."""
    items = [value for item, value in row.as_return().items() if item not in ("CHILD", "DOB")]
    return " ".join("-" if value is None else str(value) for value in items)


@pytest.mark.parametrize("row", [row for row in BOUNDARY_LIVES if row.gives], ids=lambda row: row.person_id)
def test_a_boundary_life_has_the_rows_of_other_modules_worked_out_by_hand(row: BoundaryLife) -> None:
    found = {}
    for where in row.gives:
        module, year = where.split()
        rows = getattr(make_return([row.life], year, AS_AT), module.lower())
        found[where] = "; ".join(told(one) for one in rows) or "-"
    assert found == row.gives, row.why


@pytest.mark.parametrize("module", sorted(MODULES.keys() - {"header", "episodes", "oc3"}))
def test_each_module_has_rows_worked_out_by_hand_and_lives_without_one(module: str) -> None:
    by_hand = [told for row in BOUNDARY_LIVES for key, told in row.gives.items() if key.lower().startswith(module)]
    assert "-" in by_hand
    assert len(by_hand) - by_hand.count("-") >= 2


def test_the_table_is_large_enough_and_each_row_has_its_own_id() -> None:
    assert len(BOUNDARY_LIVES) >= 170
    assert len({row.person_id for row in BOUNDARY_LIVES}) == len(BOUNDARY_LIVES)
    assert sum(len(row.oc3) for row in BOUNDARY_LIVES) >= 100
    assert sum(len(row.status) for row in BOUNDARY_LIVES) >= 100
    assert sum(len(row.gives) for row in BOUNDARY_LIVES) >= 200


def test_the_truth_tables_of_the_boundary_lives_load_as_the_same_lives(tmp_path: Path) -> None:
    for table, frame in as_truth_frames().items():
        frame.write_parquet(tmp_path / f"{table}.parquet")
    loaded = {life.person.person_id: life for life in load_lives(tmp_path)}
    assert loaded == {row.person_id: row.life for row in BOUNDARY_LIVES}


def test_a_missing_truth_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"person\.parquet"):
        load_lives(tmp_path)
