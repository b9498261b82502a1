"""Loads as a whole: ids, the same file twice, typing again, and a run that was killed half-way."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from dagster_project.landing.intake import take_in
from dagster_project.landing.manifest import LoadRecord, Manifest
from dagster_project.landing.storage import ERRORS, RAW, ROWS, TYPED, load_folder, partition, read_table
from dagster_project.settings import repository

from .conftest import PERSON_HEADER, Council, strict

ANN = "1,Ann,Alder,F,2008-01-01,Y,"
BOB = "2,Bob,Birch,M,2007-05-05,N,"
NAMELESS = ",Cy,Cedar,M,2007-05-05,N,"


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with the hash of its content."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def test_the_id_is_the_hash_of_authority_dataset_and_content(council: Council) -> None:
    path = council.people("lcs/ssd_person_2026-04-30.csv", [ANN])
    expected = hashlib.sha256(b"990\nssd_person\n" + path.read_bytes()).hexdigest()[:16]
    load = council.only_load()
    assert load.load_id == expected
    folder = council.settings.landing / f"source=lcs/dataset=ssd_person/load_id={expected}"
    assert {path.name for path in folder.iterdir()} == {RAW, TYPED, ERRORS}


def test_the_same_file_twice_does_nothing(council: Council) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN, NAMELESS])
    council.run()
    before = tree(council.settings.home)
    result = council.run()
    assert (result.loads, result.retyped, result.events) == ((), (), ())
    assert tree(council.settings.landing) == {
        name.removeprefix("landing/"): digest for name, digest in before.items() if name.startswith("landing/")
    }


@pytest.mark.parametrize("name", ["ssd_person_2026-04-30 (1).csv", "990/ssd_person_2026-04-30.csv"])
def test_the_same_content_under_another_name_adds_nothing(council: Council, name: str) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN])
    council.run()
    council.people(f"lcs/{name}", [ANN])
    result = council.run()
    assert result.loads == ()
    assert [event.outcome for event in result.events] == ["duplicate"]
    assert len(council.manifest()) == 1


def test_the_note_of_files_seen_is_only_a_cache(council: Council) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN])
    council.run()
    for content in ("", "{", None):
        note = council.settings.landing / "manifest" / "inbox.json"
        note.unlink() if content is None else note.write_text(content)
        assert council.run().loads == ()
    assert len(council.manifest()) == 1


def test_the_same_bytes_for_two_authorities_are_two_loads(council: Council) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN])
    council.people("lcs/991/ssd_person_2026-04-30.csv", [ANN])
    loads = council.run().loads
    assert sorted(load.local_authority_code for load in loads) == ["990", "991"]
    assert council.sql("select local_authority_code from landing.lcs__ssd_person where is_current order by all") == [
        ("990",),
        ("991",),
    ]


def test_the_authority_of_the_inbox_is_the_council_s_own(council: Council) -> None:
    council.configure("council.toml", 'local_authority_code = "815"\n')
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN])
    assert council.only_load().local_authority_code == "815"


def test_counts_add_up_and_the_rows_left_out_are_kept(council: Council) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN, "2,Bob,Birch,M,31/02/2007,N,", NAMELESS])
    load = council.only_load()
    assert (load.rows_read, load.rows_accepted, load.rows_unreadable, load.rows_quarantined) == (3, 1, 1, 1)
    kept = council.settings.quarantine / partition(load) / ROWS
    assert kept.exists()
    assert council.sql("select row_number, rule from landing.landing_errors order by all") == [
        (2, "unreadable_date"),
        (3, "blank_key"),
    ]
    held_back = council.sql(
        "select load_id, dataset, local_authority_code, row_number, reason from landing.held_back_rows"
    )
    message = council.sql("select message from landing.landing_errors where row_number = 3")[0][0]
    assert held_back == [(load.load_id, "ssd_person", "990", 3, message)]
    council.people("lcs/ssd_person_2026-05-31.csv", [ANN])
    council.run()
    assert council.sql("select count(*) from landing.held_back_rows") == [(0,)]


def test_a_load_that_is_held_back_leaves_the_last_one_in_force(council: Council) -> None:
    council.people("lcs/ssd_person_2026-03-31.csv", [ANN])
    council.run(strict)
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN, ANN, NAMELESS])
    held = council.only_load(strict)
    assert held.status == "quarantined"
    assert load_folder(council.settings, held) == council.settings.quarantine / partition(held)
    assert read_table(council.settings, held, ROWS).height == 1
    assert not (council.settings.landing / partition(held)).exists()
    assert council.sql("select extract_date from landing.lcs__ssd_person") != []
    assert council.sql("select count(*), bool_and(is_current) from landing.lcs__ssd_person") == [(1, True)]
    assert [str(day) for (day,) in council.sql("select as_at from landing.run_settings")] == ["2026-03-31"]


def test_a_corrected_file_for_the_same_day_takes_over(council: Council) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN])
    council.run()
    council.people("lcs/ssd_person_2026-04-30.csv", ["1,Anna,Alder,F,2008-01-01,Y,"])
    council.run()
    assert council.sql("select pers_forename from landing.lcs__ssd_person where is_current") == [("Anna",)]


def test_old_content_that_comes_back_later_is_the_picture_again(council: Council) -> None:
    for day, row in (("2026-01-31", ANN), ("2026-02-28", BOB), ("2026-03-31", ANN)):
        council.people(f"lcs/ssd_person_{day}.csv", [row])
        result = council.run()
    assert result.loads == ()
    assert str(result.as_at) == "2026-03-31"
    assert council.sql("select pers_forename from landing.lcs__ssd_person where is_current") == [("Ann",)]


def test_a_changed_catalogue_types_kept_loads_again_and_leaves_the_raw_table(council: Council) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", ["1,Ann,Alder,Girl next door,2008-01-01,Y,"])
    first = council.only_load()
    assert first.rows_unreadable == 1
    raw = (load_folder(council.settings, first) / RAW).stat()
    council.configure("mapping/code_spellings.csv", "source,code_set,source_value,code\n,SEX,Girl next door,F\n")
    result = council.run()
    assert [load.load_id for load in result.retyped] == [first.load_id]
    assert result.loads == ()
    assert council.typed(result.retyped[0])["pers_sex"].to_list() == ["F"]
    assert result.retyped[0].rows_unreadable == 0
    assert council.sql("select count(*) from landing.landing_errors") == [(0,)]
    after = (load_folder(council.settings, first) / RAW).stat()
    assert (raw.st_ino, raw.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert council.run().retyped == ()


def test_typing_again_may_release_and_hold_back_a_load(council: Council) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN, ANN])
    held = council.only_load(strict)
    assert held.status == "quarantined"
    council.configure("mapping/code_spellings.csv", "source,code_set,source_value,code\n,SEX,Girl,F\n")
    assert [load.status for load in council.run().retyped] == ["warned"]
    assert council.sql("select count(*) from landing.lcs__ssd_person") == [(2,)]
    council.configure("mapping/code_spellings.csv", "source,code_set,source_value,code\n,SEX,Boy,M\n")
    assert [load.status for load in council.run(strict).retyped] == ["quarantined"]
    assert council.sql("select count(*) from landing.lcs__ssd_person") == [(0,)]
    assert not (council.settings.landing / partition(held)).exists()


def test_a_kept_load_that_lacks_a_column_become_essential_is_held_back(council: Council) -> None:
    council.drop("lcs/ssd_mother_2026-04-30.csv", "Mother ID,moth_childs_person_id\n1,2\n")
    assert council.only_load().is_usable
    (council.settings.config / "mapping/column_aliases.csv").unlink()
    result = council.run()
    assert [load.status for load in result.retyped] == ["quarantined"]
    assert council.sql("select count(*) from landing.lcs__ssd_mother") == [(0,)]
    council.configure("mapping/column_aliases.csv", "dataset,alias,field\nssd_mother,Mother ID,moth_person_id\n")
    assert [load.is_usable for load in council.run().retyped] == [True]
    assert council.sql("select count(*) from landing.lcs__ssd_mother") == [(1,)]


def test_a_council_s_own_expectations_judge_loads_again(council: Council) -> None:

    council.people("lcs/ssd_person_2026-04-30.csv", [ANN, BOB])
    assert [load.status for load in take_in(council.settings, council.catalogue).loads] == ["warned"]
    header = "dataset,field,expectation,threshold,severity,reason"
    council.configure("catalogue/expectations.csv", f"{header}\nssd_person,,min_rows,3,critical,We are many.\n")
    (held,) = take_in(council.settings, council.catalogue).retyped
    assert (held.status, held.reason) == ("quarantined", "holds fewer usable rows than 3")
    assert [check.exact for check in held.checks if check.severity == "critical" and check.has_failed] == [
        "holds fewer usable rows than 3: 2"
    ]


def test_how_few_rows_fail_a_check_is_in_no_text_that_reaches_the_pages(council: Council) -> None:
    """The pages read the reason of a load and the message of a check; the analyst reads what was found beside them."""
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN, BOB, ANN])
    (held,) = take_in(council.settings, council.catalogue).loads
    (twice,) = [check for check in held.checks if check.has_failed]
    assert twice.exact == f"{twice.message}: 2 rows (rows 1, 3)"
    said = "has rows that share a key, where local_authority_code, pers_person_id should tell rows apart"
    assert council.sql("select reason from landing.loads") == [(said,)]
    model = (repository() / "dbt/models/marts/dashboards/rpt_check.sql").read_text(encoding="utf-8")
    published = council.sql(model.replace("{{ source('landing', 'check_results') }}", "landing.check_results"))
    (failed,) = [row for row in published if False in row]
    assert said in failed
    assert not [cell for cell in failed if "2 rows" in str(cell) or "1, 3" in str(cell)]


def test_what_a_run_that_never_ended_took_in_is_new_to_the_next(council: Council) -> None:
    council.people("lcs/ssd_person_2026-03-31.csv", [ANN])
    council.run()
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN, ANN])
    council.people("lcs/ssd_person_2026-04-30 (1).csv", [ANN, ANN])
    council.drop("lcs/ssd_mother_2026-04-30.xml", "<a>")
    killed, again = (take_in(council.settings, council.catalogue, judge=strict, told=1) for _ in range(2))
    assert [load.status for load in killed.held_back] == ["refused", "quarantined"]
    assert "duplicate" in {event.outcome for event in killed.events}
    assert (again.loads, again.events) == (killed.loads, killed.events)
    after = take_in(council.settings, council.catalogue, judge=strict, told=again.last_sequence)
    assert after.loads == ()


def test_a_file_that_added_nothing_to_a_run_that_never_ended_is_told_of_by_the_next(council: Council) -> None:
    council.people("lcs/ssd_person_2026-03-31.csv", [ANN])
    council.run()
    council.people("lcs/ssd_person_2026-03-31 (1).csv", [ANN])
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN, BOB])
    killed, again = (take_in(council.settings, council.catalogue, judge=strict, told=1) for _ in range(2))
    assert "duplicate" in {event.outcome for event in killed.events}
    assert again.events == killed.events
    assert take_in(council.settings, council.catalogue, judge=strict, told=again.last_sequence).events == ()


def test_what_a_killed_run_left_aside_is_cleared(council: Council) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN])
    left = council.settings.landing / ".incoming" / "abc" / RAW
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    council.run()
    assert not left.parent.exists()


def test_a_record_of_a_later_release_is_still_read() -> None:
    record = LoadRecord("a" * 16, 1, "lcs", "ssd_person", "990", "f", "s", 1, "accepted")
    assert LoadRecord.from_json({**vars(record), "something_new": 1}) == record


def test_records_come_back_as_they_were_written(council: Council) -> None:
    council.drop("lcs/ssd_person_2026-04-30.csv", f"{PERSON_HEADER},Extra\n{ANN},x\n")
    load = council.only_load(strict)
    assert Manifest.read(council.settings.landing).get(load.load_id) == load
