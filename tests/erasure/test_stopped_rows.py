"""Who was erased does not come back: rows are stopped at the door, counted, and taken out of what is kept."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import polars as pl
import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.erasure.landed import cut_kept
from dagster_project.erasure.stop_list import REGISTER, read_stop_list
from dagster_project.erasure.tellers import tellers_of
from dagster_project.errors import WreathError
from dagster_project.landing import storage
from dagster_project.landing.intake import open_door
from dagster_project.landing.storage import RAW, read_table
from dagster_project.registers import Register
from dagster_project.search import hits, words
from tests.erasure.conftest import FILES, THEIRS, home, stop_wren
from tests.landing.conftest import Council, lenient

_WREN = {words("M990100013131"), words("9990000014"), words("ASM11"), words("2005 02 07")}


def _erased(council: Council) -> dict[str, int]:
    return {f"{r.source}/{r.dataset}": r.rows_erased for r in council.manifest() if r.rows_erased}


def _found(folder: Path) -> list[str]:
    return [str(hit) for hit in hits(folder, lambda said: said & _WREN, 3)]


def _kept(council: Council, file: str) -> list[str]:
    load = next(load for load in council.manifest() if load.file == file)
    return [str(key) for key in read_table(council.settings, load, RAW).to_series(1).to_list()]


def test_a_full_extract_does_not_bring_an_erased_person_back(tmp_path: Path) -> None:
    council = home(tmp_path)
    stop_wren(council)
    assert _found(tmp_path) != []
    council.run()
    assert _erased(council) == THEIRS
    # What had their rows is gone from the inbox as well, since landing has the others.
    assert _found(tmp_path) == []


def test_rows_are_taken_out_of_loads_that_are_kept(erased: Council) -> None:
    assert _erased(erased) == THEIRS
    assert _found(erased.settings.home) == []


def test_every_row_is_accounted_for(erased: Council) -> None:
    for load in [load for load in erased.manifest() if load.file in FILES]:
        assert load.rows_read == load.rows_accepted + load.rows_unreadable + load.rows_quarantined + load.rows_erased
        assert load.rows_read == FILES[load.file].count("\n") - 1


def test_somebody_of_the_same_name_stays(erased: Council) -> None:
    assert _kept(erased, "lcs/ssd_person_2026-04-30.csv") == ["1005", "1006"]


def test_the_register_holds_no_number(erased: Council) -> None:
    assert {e.kind for e in Register(erased.settings, REGISTER).entries()} == {"person erased", "numbers added"}
    assert _found(erased.settings.registers) == []


#: What comes a month later, and which rows of it stay.
_LATER = {
    # An application under the same name and birthday with the names the other way round, one so, and a namesake's.
    "housing/housing_register_2026-05-31.csv": (
        "register_reference,applicant_name,date_of_birth\nR1,HOLLOW Wren,2005-02-07\nR2,wrén  hollow,07/02/2005\n"
        "R3,Wren Hollow,06/06/2006\n",
        ["R1", "R3"],
    ),
    # Another client number with the pupil number and birthday of before, and that pupil number on another's row.
    "ccis/young_person_2026-05-31.csv": (
        "client_id,upn,given_name,family_name,date_of_birth\nC-99,m990100013131,Wren,Hollow,2005-02-07\n"
        "C-78,M990100013131,Ash,Moor,2004-03-08\n",
        ["C-78"],
    ),
    # The factors of an assessment made since name nobody, and are read before the assessment.
    "lcs/ssd_assessment_factors_2026-05-31.csv": ("cinf_assessment_id,cinf_table_id\nASM12,F2\nASM13,F3\n", ["ASM12"]),
    "lcs/ssd_cin_assessments_2026-05-31.csv": (
        "cina_assessment_id,cina_person_id\nASM12,1005\nASM13,1004\n",
        ["ASM12"],
    ),
    # Without a number it is name and birthday that tell.
    "health/cla_health_2026-05-31.csv": (
        "nhs_number,forename,surname,date_of_birth\n,Wren,Hollow,2005-02-07\n9990000022,Ash,Moor,2004-03-08\n",
        ["9990000022"],
    ),
}


def test_new_rows_of_theirs_are_known_too(erased: Council) -> None:
    for name, (content, _) in _LATER.items():
        erased.drop(name, content)
    erased.run()
    assert {name: _kept(erased, name) for name in _LATER} == {name: kept for name, (_, kept) in _LATER.items()}


def test_without_its_key_the_stop_list_is_of_no_use(tmp_path: Path) -> None:
    council = home(tmp_path)
    stop_wren(council)
    salt = council.settings.home / "erasure.salt"
    assert salt.stat().st_mode & 0o077 == 0
    salt.write_bytes(b"x" * 32)
    with pytest.raises(WreathError, match="is not the key"):
        read_stop_list(council.settings)
    salt.unlink()
    with pytest.raises(WreathError, match="is missing"):
        read_stop_list(council.settings)


class _Killed(BaseException):
    pass


def test_an_erasure_that_is_killed_at_any_table_is_put_right(
    tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is killed at the first table that it writes, then at the second, and so on until it comes through."""
    council, written, killed = home(tmp_path), 0, 0
    council.run()
    stop_wren(council)
    write_table = storage._write_table

    def write(path: Path, frames: Iterable[pl.DataFrame]) -> None:
        nonlocal written
        written += 1
        if written > killed:
            raise _Killed
        write_table(path, frames)

    monkeypatch.setattr(storage, "_write_table", write)
    while True:
        written = 0
        try:
            cut_kept(open_door(council.settings, catalogue, lenient))
        except _Killed:
            killed += 1
            continue
        break
    assert killed > 2
    assert _erased(council) == THEIRS
    assert _found(council.settings.landing) == []


def test_every_linkable_dataset_tells_whose_a_row_is(catalogue: Catalogue) -> None:
    """But for two that name nobody, which the case system sends empty."""
    silent = [
        dataset.dataset
        for dataset in catalogue.datasets
        if dataset.is_linkable and not any(teller.tells for teller in tellers_of(catalogue, dataset.dataset))
    ]
    assert silent == ["ssd_ehcp_active_plans", "ssd_sen_need"]
