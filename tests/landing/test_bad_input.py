"""What a user or an attacker may put into the inbox: one clear line, a record, and nothing else disturbed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from .conftest import LONG_AGO, PERSON_HEADER, Council, strict

GOOD = "1,Ann,Alder,F,2008-01-01,Y,"
CELL_OF_ENTITY = "<a><row><moth_person_id>&b;</moth_person_id></row></a>"


def refused(council: Council, name: str, content: str | bytes) -> str:
    """Drop a file that must be refused; return the one line."""
    council.drop(name, content)
    result = council.run()
    assert [load.status for load in result.loads] == ["refused"]
    events = [event for event in result.events if event.outcome == "refused"]
    assert len(events) == 1
    assert events[0].file == name
    assert events[0].advice
    assert "\n" not in events[0].message
    records = council.manifest()
    assert [record.status for record in records] == ["refused"]
    assert records[0].reason and records[0].file == name
    assert council.sql("select count(*) from landing.records") == [(0,)]
    return f"{events[0].message}: {events[0].advice}"


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_another_separator_is_read(council: Council, separator: str) -> None:
    council.drop("lcs/ssd_person_2026-04-30.csv", f"{PERSON_HEADER}\n{GOOD}\n".replace(",", separator))
    assert council.only_load().rows_accepted == 1


@pytest.mark.parametrize(
    "content",
    [
        b"<ssd_mother><row><moth_person_id>1</moth_person_id>",
        b"<ssd_mother><row><moth_person_id>1</moth_person_id></row>",
        b'<?xml version="1.0" encoding="utf-8"?><ssd_mother><row><moth_per',
        b"<",
    ],
)
def test_truncated_xml_is_refused_with_its_place(council: Council, content: bytes) -> None:
    assert "not whole XML (line 1" in refused(council, "lcs/ssd_mother_2026-04-30.xml", content)


def test_entities_are_refused(council: Council) -> None:
    assert "entities" in refused(
        council,
        "lcs/ssd_mother_2026-04-30.xml",
        f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "xx">]>{CELL_OF_ENTITY}',
    )


@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY b0 "ha">'
        + "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 10))
        + '<!ENTITY b "&b9;">',
        f'<!ENTITY b "{"x" * 100_000}">',
        "<!ENTITY % p \"<!ENTITY b 'x'>\"> %p;",
    ],
    ids=["a billion laughs", "quadratic", "parameter"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_bombs_are_refused(council: Council, entities: str, encoding: str) -> None:
    text = f"<!DOCTYPE a [{entities}]>{CELL_OF_ENTITY.replace('&b;', '&b;' * 1000)}"
    assert "entities" in refused(council, "lcs/ssd_mother_2026-04-30.xml", text.encode(encoding))


@pytest.mark.parametrize(
    "name", ["ssd_person_2026-04-30.xml", "ssd_person_2026-04-30.xlsx", "ssd_person_2026-04-30.CSV"]
)
def test_content_decides_what_a_file_is_whatever_its_extension(council: Council, name: str) -> None:
    council.people(f"lcs/{name}", [GOOD])
    assert council.only_load().rows_accepted == 1


@pytest.mark.parametrize(
    "name",
    [
        "x..%2f..%2fssd_person_2026-04-30.csv",
        "ssd_person..\\..\\x_2026-04-30.csv",
        "ssd_person ' or 1=1 --_2026-04-30.csv",
        "ssd_person $(touch x) `x` ;_2026-04-30.csv",
        "ssd_person {} %s [red]_2026-04-30.csv",
        "ssd_person_" + "x" * 200 + "_2026-04-30.csv",
    ],
)
def test_a_name_is_only_a_name(council: Council, name: str, tmp_path: Path) -> None:
    before = {path.name for path in tmp_path.iterdir()}
    council.people(f"lcs/{name}", [GOOD])
    load = council.only_load()
    assert load.file == f"lcs/{name}"
    assert council.sql("select file_name from landing.loads") == [(f"lcs/{name}",)]
    assert {path.name for path in tmp_path.iterdir()} == before
    parts = {path.relative_to(council.settings.landing).parts[0] for path in council.settings.landing.rglob("*")}
    assert parts == {".incoming", "manifest", "source=lcs"}


def test_a_name_written_from_right_to_left_is_not_shown(council: Council) -> None:
    council.people("lcs/ssd_person_\u202excod.2026-04-30.csv", [GOOD])
    assert [event.outcome for event in council.run().events] == ["stray"]


def test_columns_may_come_in_any_order(council: Council) -> None:
    header, row = PERSON_HEADER.split(","), GOOD.split(",")
    council.drop("lcs/ssd_person_2026-04-30.csv", f"{','.join(header[::-1])}\n{','.join(row[::-1])}\n")
    assert council.only_load().rows_accepted == 1
    assert council.sql("select pers_person_id, pers_forename from landing.lcs__ssd_person") == [("1", "Ann")]


def test_a_column_that_comes_twice_is_refused(council: Council) -> None:
    text = f"{PERSON_HEADER},Pers_Forename\n{GOOD},Bea\n"
    assert "Pers_Forename twice" in refused(council, "lcs/ssd_person_2026-04-30.csv", text)


@pytest.mark.parametrize(
    "foot", ["Total,1", "TOTAL: 2 young people", "(2 rows affected)", "Grand total,,,", "End of report"]
)
def test_totals_below_the_rows_are_set_aside_and_counted(council: Council, foot: str) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [GOOD, GOOD.replace("1", "2", 1), ",,,,,,", foot])
    load = council.only_load()
    assert (load.rows_read, load.rows_accepted, load.rows_unreadable, load.rows_quarantined) == (4, 2, 0, 2)
    found = council.sql("select row_number, rule from landing.landing_errors order by row_number")
    assert found == [(3, "blank_key"), (4, "below_the_rows")]


def test_a_provider_called_total_is_no_total(council: Council) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", ["Total Care Ltd,Ann,Alder,F,2008-01-01,Y,"])
    assert council.only_load().rows_accepted == 1


def test_the_header_again_between_rows_is_set_aside_and_counted(council: Council) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [GOOD, PERSON_HEADER.upper(), GOOD.replace("1", "2", 1)])
    load = council.only_load()
    assert (load.rows_read, load.rows_accepted, load.rows_quarantined) == (3, 2, 1)
    assert council.sql("select row_number, rule from landing.landing_errors") == [(2, "header_again")]


def test_thousands_of_columns_that_nobody_mapped_are_kept(council: Council) -> None:
    more = [f"extra_{place}" for place in range(3000)]
    text = f"{','.join([PERSON_HEADER, *more])}\n{','.join([GOOD, *('x' for _ in more)])}\n"
    council.drop("lcs/export 2026-04-30.csv", text)
    council.drop("lcs/ssd_person_2026-04-30.csv", text)
    assert {(load.status, load.dataset) for load in council.run().loads} == {("refused", ""), ("warned", "ssd_person")}


def test_control_characters_are_not_read_and_are_kept_as_sent(council: Council) -> None:
    council.people(
        "lcs/ssd_person_2026-04-30.csv", ["1,An\x07n\x1b,Alder,F\x00".replace("\x00", "\x7f") + ",2008-01-01,Y,"]
    )
    load = council.only_load()
    assert load.rows_accepted == 1
    assert council.typed(load).select("pers_forename", "pers_sex").row(0) == ("Ann", "F")
    from dagster_project.landing.storage import RAW, read_table

    assert read_table(council.settings, load, RAW)["pers_forename"].to_list() == ["An\x07n\x1b"]


@pytest.mark.parametrize("damage", ["#NAME?", "#REF!", "#####", "9.43E+09"])
def test_what_a_spreadsheet_damaged_is_unreadable_and_as_a_key_costs_the_row(council: Council, damage: str) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [f"1,{damage},Alder,F,2008-01-01,Y,", f"{damage},Bo,Alder,M,,Y,"])
    load = council.only_load()
    assert (load.rows_unreadable, load.rows_quarantined) == (1, 1)
    assert council.sql("select distinct rule from landing.landing_errors") == [("spreadsheet_damage",)]


def test_an_external_entity_is_not_read(council: Council, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    text = f'<!DOCTYPE a [<!ENTITY b SYSTEM "{secret.as_uri()}">]>{CELL_OF_ENTITY}'
    assert "secret" not in refused(council, "lcs/ssd_mother_2026-04-30.xml", text)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"PK\x03\x04rest", "damaged workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old workbook"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"\x00\x01\x02", "not a text file"),
        (b"\x81\x8d,\x90", "neither UTF-8 nor Windows-1252"),
        (b" \n \n", "no text"),
        (b'""\n', "no text"),
        (b'pers_person_id,pers_forename\n1,"Ann\n2,Bob\n', "never closed"),
    ],
)
def test_a_file_that_is_no_csv_is_refused(council: Council, content: bytes, problem: str) -> None:
    assert problem in refused(council, "lcs/ssd_person_2026-04-30.csv", content)


def test_a_renamed_key_column_is_refused_with_the_alias_to_add_and_the_owner(council: Council) -> None:
    text = "clae_cla_episode_id,clae_person_id,clae_cla_episode_start\n1,1,2020-01-01\n"
    line = refused(council, "lcs/ssd_cla_episodes_2026-04-30.csv", text)
    assert "lacks column clae_cla_episode_start_date" in line
    assert "column_aliases.csv" in line
    assert "Children's social care systems team" in line


def test_adding_the_alias_lets_the_refused_file_in(council: Council) -> None:
    council.drop("lcs/ssd_mother_2026-04-30.csv", "moth_person_id,Her child\n1,2\n")
    assert council.only_load().status == "refused"
    council.configure("mapping/column_aliases.csv", "dataset,alias,field\nssd_mother,Her child,moth_childs_person_id\n")
    load = council.only_load()
    assert load.is_usable
    assert council.sql("select moth_childs_person_id from landing.lcs__ssd_mother") == [("2",)]


def test_a_renamed_optional_column_is_reported_as_missing_and_unmapped(council: Council) -> None:
    council.drop("lcs/ssd_person_2026-04-30.csv", "pers_person_id,pers_forenames\n1,Ann\n")
    load = council.only_load()
    assert load.status == "warned"
    assert "pers_forename" in load.missing_columns
    assert "'pers_forenames' for pers_forename" in load.advice
    assert council.sql("select column_name, suggested_field from landing.unmapped_columns") == [
        ("pers_forenames", "pers_forename")
    ]


def test_an_added_column_is_kept_in_the_raw_table_and_reported(council: Council) -> None:
    council.drop("lcs/ssd_person_2026-04-30.csv", f"{PERSON_HEADER},Shoe size\n{GOOD},38\n")
    load = council.only_load()
    assert [note.column for note in load.unmapped_columns] == ["Shoe size"]
    from dagster_project.landing.storage import RAW, read_table

    assert read_table(council.settings, load, RAW)["Shoe size"].to_list() == ["38"]


@pytest.mark.parametrize("header", ["pers_person_id,PERS_PERSON_ID", "moth_person_id,Mother ID,moth_childs_person_id"])
def test_two_columns_for_one_field_are_refused(council: Council, header: str) -> None:
    name = "ssd_person" if "pers" in header else "ssd_mother"
    refused(council, f"lcs/{name}_2026-04-30.csv", f"{header}\n{','.join('1' * (header.count(',') + 1))}\n")


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("lcs/ssd_person.csv", "no extract date"),
        ("lcs/ssd_person_2026-02-30.csv", "date in its name that does not exist"),
        ("ccis/ssd_person_2026-04-30.csv", "is a file of source lcs"),
        ("ccis/mystery_2026-04-30.csv", "no dataset we know"),
    ],
)
def test_a_name_that_does_not_fit_is_refused(council: Council, name: str, problem: str) -> None:
    assert problem in refused(council, name, f"{PERSON_HEADER}\n{GOOD}\n")


def test_the_dataset_is_recognised_by_its_header(council: Council) -> None:
    council.drop("lcs/export 20260430.csv", f"{PERSON_HEADER}\n{GOOD}\n")
    assert council.only_load().dataset == "ssd_person"


@pytest.mark.parametrize("name", ["lcs/notes.txt", "lcs/ssd_person_2026-04-30.xls", "readme.csv"])
def test_a_stray_file_is_named_and_left_alone(council: Council, name: str) -> None:
    path = council.drop(name, "hello")
    result = council.run()
    assert [(event.outcome, event.file) for event in result.events] == [("stray", name)]
    assert result.loads == ()
    assert path.exists()
    assert council.sql("select outcome, file from landing.inbox_events") == [("stray", name)]


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "desktop.ini", "~$ssd_person_2026-04-30.xlsx"])
def test_the_leavings_of_file_managers_are_passed_over(council: Council, name: str) -> None:
    council.drop(f"lcs/{name}", "x")
    assert [event.outcome for event in council.run().events] == ["empty"]


@pytest.mark.parametrize("name", [b"ssd_person\n_2026-04-30.csv", b"ssd_person_\xff_2026-04-30.csv"])
def test_a_name_that_cannot_be_shown_stays_on_one_line(council: Council, name: bytes) -> None:
    Path(os.fsdecode(os.fsencode(council.settings.inbox / "lcs") + b"/" + name)).write_text(PERSON_HEADER)
    events = council.run().events
    assert [event.outcome for event in events] == ["stray"]
    assert events[0].message.isprintable()


def test_a_folder_that_cannot_be_opened_is_named(council: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [GOOD])
    scan = os.scandir

    def closed(path: Path) -> object:
        if Path(path).name == "voice":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", closed)
    assert [(event.outcome, event.file) for event in council.run().events] == [
        ("unknown", "voice"),
        ("warned", "lcs/ssd_person_2026-04-30.csv"),
    ]


def test_a_link_is_not_followed(council: Council, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.csv"
    target.write_text(f"{PERSON_HEADER}\n{GOOD}\n")
    (council.settings.inbox / "lcs" / "ssd_person_2026-04-30.csv").symlink_to(target)
    assert [event.outcome for event in council.run().events] == ["stray"]


@pytest.mark.parametrize("folder", ["lcs/old", "lcs/99", "nowhere", "lcs/9901"])
def test_an_unknown_folder_is_named_and_left_alone(council: Council, folder: str) -> None:
    council.drop(f"{folder}/ssd_person_2026-04-30.csv", f"{PERSON_HEADER}\n{GOOD}\n")
    result = council.run()
    assert ("unknown", folder) in [(event.outcome, event.file) for event in result.events]
    assert result.loads == ()


def test_a_missing_source_folder_is_a_gap_and_breaks_nothing(council: Council) -> None:
    (council.settings.inbox / "finance").rmdir()
    council.people("lcs/ssd_person_2026-04-30.csv", [GOOD])
    result = council.run()
    assert [(event.outcome, event.source) for event in result.events] == [("missing", "finance"), ("warned", "lcs")]
    assert council.sql("select count(*) from landing.finance__leaving_care_payments") == [(0,)]


def test_an_empty_inbox_says_so(council: Council) -> None:
    result = council.run()
    assert [event.outcome for event in result.events] == ["empty"]
    assert result.as_at is None
    assert council.sql("select * from landing.run_settings") == [(None,)]


def test_no_inbox_at_all_says_so(tmp_path: Path, council: Council) -> None:
    import shutil

    shutil.rmtree(council.settings.inbox)
    assert [event.outcome for event in council.run().events] == ["missing"]


@pytest.mark.parametrize("name", ["ssd_person_2026-04-30.csv.part", "ssd_person_2026-04-30.csv.tmp", "x.csv~"])
def test_a_file_on_its_way_is_left_for_the_next_run(council: Council, name: str) -> None:
    council.drop(f"lcs/{name}", PERSON_HEADER)
    result = council.run()
    assert [event.outcome for event in result.events] == ["waiting"]
    assert result.is_waiting


def test_a_file_without_a_byte_is_on_its_way_and_after_a_minute_empty(council: Council) -> None:
    path = council.drop("lcs/ssd_person_2026-04-30.csv", b"")
    os.utime(path)
    assert [event.outcome for event in council.run().events] == ["waiting"]
    os.utime(path, (LONG_AGO, LONG_AGO))
    result = council.run()
    assert [(event.outcome, event.message) for event in result.events] == [
        ("stray", "lcs/ssd_person_2026-04-30.csv is empty: it holds not one byte")
    ]
    assert not result.is_waiting
    council.people("lcs/ssd_person_2026-04-30.csv", [GOOD])
    assert [load.status for load in council.run().loads] == ["warned"]


def test_a_file_that_grows_while_it_is_watched_is_left(council: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    path = council.people("lcs/ssd_person_2026-04-30.csv", [GOOD])
    os.utime(path)

    def grow(seconds: float) -> None:
        with path.open("a") as handle:
            handle.write("2,Bob")

    monkeypatch.setattr(time, "sleep", grow)
    result = council.run()
    assert [event.outcome for event in result.events] == ["waiting"]
    assert result.loads == ()


def test_a_file_that_changes_while_it_is_read_is_left(council: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    path = council.people("lcs/ssd_person_2026-04-30.csv", [GOOD])
    read = Path.read_bytes

    def read_and_grow(self: Path) -> bytes:
        content = read(self)
        if self == path:
            path.write_bytes(content + b"2,Bob")
        return content

    monkeypatch.setattr(Path, "read_bytes", read_and_grow)
    assert [event.outcome for event in council.run().events] == ["waiting"]


def test_a_header_without_rows_is_for_the_judge(council: Council) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [])
    assert council.only_load(strict).status == "quarantined"


def test_xml_without_rows_is_for_the_judge(council: Council) -> None:
    council.drop("lcs/ssd_person_2026-04-30.xml", "<ssd_person></ssd_person>")
    assert council.only_load(strict).status == "quarantined"


def test_a_bad_file_leaves_the_good_one_in_force(council: Council) -> None:
    council.people("lcs/ssd_person_2026-03-31.csv", [GOOD])
    council.run()
    council.drop("lcs/ssd_person_2026-04-30.csv", "a;b;c\n1;2;3\n")
    council.run()
    assert council.sql("select pers_forename, is_current from landing.lcs__ssd_person") == [("Ann", True)]


def test_a_bad_name_for_known_content_leaves_the_load_alone(council: Council) -> None:
    council.people("lcs/ssd_person_2026-03-31.csv", [GOOD])
    first = council.only_load()
    council.people("lcs/ssd_person_2026-02-30.csv", [GOOD])
    result = council.run()
    assert [event.outcome for event in result.events] == ["refused"]
    assert council.manifest() == [first]


def test_the_council_s_settings_are_named_when_they_cannot_be_read(council: Council) -> None:
    from dagster_project.errors import WreathError

    council.configure("council.toml", "local_authority_code = 'Northmoor'")
    with pytest.raises(WreathError, match="three digits"):
        council.run()
