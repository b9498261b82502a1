"""Who was erased does not come back: rows are stopped at the door, counted, and taken out of what is kept."""

from __future__ import annotations

import polars as pl
import pytest

from dagster_project.erasure.stop_list import REGISTER, read_stop_list
from dagster_project.errors import WreathError
from dagster_project.landing.storage import RAW, read_table
from dagster_project.registers import Register
from dagster_project.search import hits, words
from tests.erasure.conftest import FILES, THEIRS, stop_wren
from tests.landing.conftest import Council

_WREN = {words("M990100013131"), words("9990000014"), words("ASM11"), words("2005 02 07")}


def _erased(council: Council) -> dict[str, int]:
    return {f"{r.source}/{r.dataset}": r.rows_erased for r in council.manifest() if r.rows_erased}


def _found(council: Council) -> list[str]:
    settings = council.settings
    return [str(hit) for hit in hits(settings.home, lambda said: said & _WREN, 3, skip=(settings.config,))]


def test_a_full_extract_does_not_bring_an_erased_person_back(full: Council) -> None:
    stop_wren(full)
    assert _found(full) != []
    full.run()
    assert _erased(full) == THEIRS
    # What had their rows is gone from the inbox as well, since landing has the others.
    assert _found(full) == []


def test_rows_are_taken_out_of_loads_that_are_kept(full: Council) -> None:
    full.run()
    assert _erased(full) == {}
    stop_wren(full)
    full.run()
    assert _erased(full) == THEIRS
    assert _found(full) == []


def test_every_row_is_accounted_for(full: Council) -> None:
    stop_wren(full)
    full.run()
    for load in full.manifest():
        assert load.rows_read == load.rows_accepted + load.rows_unreadable + load.rows_quarantined + load.rows_erased
        assert load.rows_read == FILES[load.file].count("\n") - 1


def test_somebody_of_the_same_name_stays(full: Council) -> None:
    stop_wren(full)
    full.run()
    person = next(load for load in full.manifest() if load.dataset == "ssd_person")
    assert read_table(full.settings, person, RAW)["pers_person_id"].to_list() == ["1005", "1006"]


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        # A new application under the same name and date of birth, and one of a namesake.
        (
            "housing/housing_register_2026-05-31.csv",
            "register_reference,applicant_name,date_of_birth\nR1,HOLLOW Wren,2005-02-07\nR2,Wren Hollow,07/02/2005\n"
            "R3,Wren Hollow,06/06/2006\n",
            ["R1", "R3"],
        ),
        # Another client number, with the pupil number and date of birth of before; and the pupil number of a slip.
        (
            "ccis/young_person_2026-05-31.csv",
            "client_id,upn,given_name,family_name,date_of_birth\nC-99,m990100013131,Wren,Hollow,2005-02-07\n"
            "C-78,M990100013131,Ash,Moor,2004-03-08\n",
            ["C-78"],
        ),
        # An assessment made since: its factors name nobody, and come first.
        (
            "lcs/ssd_cin_assessments_2026-05-31.csv",
            "cina_assessment_id,cina_person_id\nASM12,1005\nASM13,1004\n",
            ["ASM12"],
        ),
    ],
)
def test_new_rows_of_theirs_are_known_too(full: Council, name: str, content: str, kept: list[str]) -> None:
    full.run()
    stop_wren(full)
    full.run()
    full.drop(
        "lcs/ssd_assessment_factors_2026-05-31.csv", FILES["lcs/ssd_assessment_factors_2026-04-30.csv"] + "F3,ASM13,\n"
    )
    full.drop(name, content)
    full.run()
    load = next(load for load in full.manifest() if load.file == name)
    assert read_table(full.settings, load, RAW).to_series(1).to_list() == kept
    if "assessments" in name:
        factors = [load for load in full.manifest() if load.dataset == "ssd_assessment_factors"][-1]
        assert read_table(full.settings, factors, RAW)["cinf_assessment_id"].to_list() == ["ASM12"]


def test_a_row_that_lost_its_number_is_known_by_name_and_birthday(full: Council) -> None:
    full.run()
    stop_wren(full)
    full.run()
    header = FILES["health/cla_health_2026-04-30.csv"].splitlines()[0]
    full.drop("health/cla_health_2026-05-31.csv", f"{header}\n,Wren,Hollow,2005-02-07\n,Ash,Moor,2004-03-08\n")
    full.run()
    load = [load for load in full.manifest() if load.dataset == "cla_health"][-1]
    assert (load.rows_erased, load.rows_quarantined) == (1, 1)


def test_the_register_holds_no_number(full: Council) -> None:
    stop_wren(full)
    full.run()
    assert hits(full.settings.registers, lambda said: said & _WREN, 3) == []


def test_without_its_key_the_stop_list_lets_nobody_in(full: Council) -> None:
    stop_wren(full)
    salt = full.settings.home / "erasure.salt"
    assert salt.stat().st_mode & 0o077 == 0
    salt.write_bytes(b"x" * 32)
    with pytest.raises(WreathError, match="is not the key"):
        full.run()
    salt.unlink()
    with pytest.raises(WreathError, match="is missing"):
        full.run()


@pytest.mark.parametrize("killed_at", range(1, 9))
def test_a_killed_erasure_is_put_right_by_the_next_run(
    full: Council, killed_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is killed at the n-th table that it writes of a load, each time one further."""
    from dagster_project.landing import storage

    full.run()
    stop_wren(full)
    written = 0

    class Killed(BaseException):
        pass

    def write(frame: pl.DataFrame) -> bytes:
        nonlocal written
        written += 1
        if written == killed_at:
            raise Killed
        return parquet_bytes(frame)

    parquet_bytes = storage.parquet_bytes
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(storage, "parquet_bytes", write)
        full.run()
    full.run()
    assert _erased(full) == THEIRS
    assert _found(full) == []
    assert len(read_stop_list(full.settings).stops) > 4
    assert {entry.kind for entry in Register(full.settings, REGISTER).entries()} == {"person erased", "numbers added"}
