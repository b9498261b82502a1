"""Submitted returns in the inbox: by collection year, recognised by columns, two submissions of one year, XML."""

from __future__ import annotations

from datetime import date

import pytest

from dagster_project.landing.acceptance import as_at, in_force
from dagster_project.landing.content import SHORT_BYTES
from dagster_project.landing.piecewise import Case
from dagster_project.landing.seen import read_events
from dagster_project.landing.submitted import year_in_name
from tests.landing.conftest import Council, strict

EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
OPEN = "990-7,01/06/2021,S,C2,N1,U1,PR1,,,,ZZ1 1AA,ZZ1 1AB,1234567"
CLOSED = "990-7,01/06/2021,S,C2,N1,U1,PR1,01/02/2022,E4A,,ZZ1 1AA,ZZ1 1AB,1234567"
PEOPLE_ROW = "1,Ada,North,F,2004-06-01,N,"
XML = """<?xml version="1.0" encoding="UTF-8"?>
<EXPSSDA903>
  <CHILD>
    <HEADER>
      <CHILDID>990-7</CHILDID><UPN>UN3</UPN><SEX>1</SEX><DOB>01/06/2010</DOB><ETHNIC>WBRI</ETHNIC>
    </HEADER>
    <EPISODE>
      <DECOM>01/06/2021</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U1</PL><PLACE_PROVIDER>PR1</PLACE_PROVIDER>
    </EPISODE>
    <EPISODE>
      <DECOM>01/09/2021</DECOM><RNE>P</RNE><LS>C2</LS><CIN>N1</CIN><PL>U4</PL><PLACE_PROVIDER>PR1</PLACE_PROVIDER>
    </EPISODE>
  </CHILD>
</EXPSSDA903>
"""


def _csv(*rows: str) -> str:
    return "\r\n".join([EPISODES, *rows]) + "\r\n"


def _current(council: Council) -> list[tuple[object, ...]]:
    return council.sql(
        "select local_authority_code, collection_year, child, dec from landing.ssda903_submitted__submitted_episodes "
        "where is_current order by all"
    )


@pytest.mark.parametrize(
    ("name", "authority"),
    [
        ("ssda903_submitted/2021-22/Episodes.csv", "990"),
        ("ssda903_submitted/2021-22/Header.csv", "990"),
        ("ssda903_submitted/2021-22/ssd_person_2026-04-30.csv", "990"),
        ("ssda903_submitted/991/2021-22/cla.csv", "991"),
        ("ssda903_submitted/cla 2021-22 final.csv", "990"),
        ("ssda903_submitted/991/cla_2021_22.csv", "991"),
    ],
)
def test_a_file_is_known_by_its_columns_and_its_year_by_the_folder_or_the_name(
    council: Council, name: str, authority: str
) -> None:
    council.drop(name, _csv(OPEN))
    load = council.only_load()
    assert (load.status, load.dataset, load.local_authority_code) == ("accepted", "submitted_episodes", authority)
    assert (load.extract_date, load.delivery) == ("2022-03-31", "yearly")
    assert _current(council) == [(authority, "2021-22", "990-7", None)]
    assert council.typed(load)["record_key"].to_list() == ["2021-22|990-7|2021-06-01"]


def test_a_return_far_longer_than_any_is_refused_before_it_is_read(council: Council) -> None:
    name = "ssda903_submitted/2021-22/all.xml"
    with council.drop(name, XML).open("ab") as file:
        file.truncate(SHORT_BYTES + 1)
    load = council.only_load()
    assert (load.status, load.reason[:9], load.advice) == ("refused", "has 48 MB", "export it again, by itself")


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("2021-22.csv", "2021-22"),
        ("Episodes_1999_00.csv", "1999-00"),
        ("Episodes 2021-23.csv", ""),
        ("Episodes_2005-06-01.csv", ""),
        ("2020-21 as sent with 2021-22.csv", ""),
        ("Episodes.csv", ""),
    ],
)
def test_a_name_gives_the_one_collection_year_that_it_holds(name: str, year: str) -> None:
    assert year_in_name(name) == year


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("Episodes.csv", _csv(OPEN), "is of no collection year we can tell"),
        ("1999-00/Episodes.csv", _csv(OPEN), "is of collection year 1999-00; the years known are 2015-16 to 2026-27"),
        ("2021-22/Episodes.csv", "CHILD,DOB\r\n990-7,01/06/2010\r\n", "is no module of the return by its columns"),
        ("2021-22/ssd_person.csv", "pers_person_id,pers_dob\n1,2004-06-01\n", "is no module of the return"),
        ("2021-22/x.csv", f"collection_year,{EPISODES}\r\n2021-22,{OPEN}\r\n", "has a column collection_year"),
        ("2021-22/x.xml", "<OTHER><CHILD/></OTHER>", "begins with <OTHER>"),
        ("2021-22/x.xml", "<EXPSSDA903><CHILD>", "is not whole XML"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_clear_line(
    council: Council, name: str, content: str, problem: str
) -> None:
    council.drop(f"ssda903_submitted/{name}", content)
    load = council.only_load()
    assert (load.status, load.reason[: len(problem)]) == ("refused", problem)
    assert load.advice


def test_a_folder_that_is_neither_a_year_nor_an_authority_is_left_alone_and_said(council: Council) -> None:
    for folder in ("2021-23", "old returns", "2021-22/2020-21"):
        council.drop(f"ssda903_submitted/{folder}/Episodes.csv", _csv(OPEN))
    result = council.run()
    assert result.loads == ()
    messages = [event.message for event in result.events if event.outcome == "unknown"]
    assert len(messages) == 3
    assert all("neither an authority's number nor a collection year" in message for message in messages)


def test_of_two_submissions_of_a_year_the_later_counts_and_both_are_kept(council: Council) -> None:
    council.drop("ssda903_submitted/2021-22/Episodes.csv", _csv(OPEN))
    council.drop("ssda903_submitted/2020-21/Episodes.csv", _csv(OPEN))
    council.run()
    council.drop("ssda903_submitted/2021-22/Episodes resubmitted.csv", _csv(CLOSED))
    council.run()
    assert _current(council) == [("990", "2020-21", "990-7", None), ("990", "2021-22", "990-7", date(2022, 2, 1))]
    assert len(council.manifest()) == 3
    assert council.sql("select count(*) from landing.ssda903_submitted__submitted_episodes") == [(3,)]
    assert len(in_force(council.manifest())) == 2


def test_the_same_file_in_two_years_is_a_load_of_each_and_again_nothing(council: Council) -> None:
    for year in ("2020-21", "2021-22"):
        council.drop(f"ssda903_submitted/{year}/Episodes.csv", _csv(OPEN))
    assert len(council.run().loads) == 2
    assert council.run().loads == ()
    council.drop("ssda903_submitted/2021-22/Copy.csv", _csv(OPEN))
    result = council.run()
    assert (result.loads, [event.outcome for event in result.events]) == ((), ["duplicate"])


def test_the_xml_of_a_return_is_one_load_a_module(council: Council) -> None:
    council.drop("ssda903_submitted/2021-22/return.xml", XML)
    result = council.run()
    rows = {load.dataset: load.rows_read for load in result.loads if load.rows_read}
    assert rows == {"submitted_header": 1, "submitted_episodes": 2}
    assert len({load.load_id for load in result.loads}) == len(result.loads) == 10
    assert {load.extract_date for load in result.loads} == {"2022-03-31"}
    assert council.sql("select child, place, row_number from landing.ssda903_submitted__submitted_episodes") == [
        ("990-7", "U1", 1),
        ("990-7", "U4", 2),
    ]
    again = council.run()
    assert (again.loads, again.events) == ((), ())


def test_a_module_of_the_xml_that_is_held_back_stands_until_somebody_acts(council: Council) -> None:
    council.drop("ssda903_submitted/2021-22/return.xml", XML.replace("01/09/2021", "01/06/2021"))
    for _ in range(2):
        council.run(strict)
        standing = {event.dataset for event in read_events(council.settings.landing)}
        assert "submitted_episodes" in standing
        assert "submitted_header" not in standing
    status = {load.dataset: load.status for load in council.manifest()}
    assert status["submitted_header"] == "accepted"


def test_what_is_doubtful_in_the_xml_is_a_warning(council: Council) -> None:
    council.drop("ssda903_submitted/2021-22/return.xml", XML.replace("<RNE>P</RNE>", "<RNE>P</RNE><FOO>1</FOO>"))
    loads = council.run().loads
    assert {load.status for load in loads} == {"warned"}
    assert all("<FOO>" in load.reason for load in loads)


def test_a_submitted_return_does_not_move_the_day_that_everything_is_seen_as_at(council: Council) -> None:
    council.drop("ssda903_submitted/2026-27/Episodes.csv", _csv(OPEN))
    assert council.run().as_at == date(2027, 3, 31)
    council.people("lcs/ssd_person_2026-04-30.csv", [PEOPLE_ROW])
    assert council.run().as_at == date(2026, 4, 30)
    assert as_at(council.manifest(), date(2025, 1, 1)) == date(2025, 1, 1)
    assert _current(council) == []


def test_a_change_of_size_is_measured_against_the_same_year(council: Council) -> None:
    seen: list[list[int]] = []

    def judge(case: Case) -> list[object]:
        seen.append([load.rows_read for load in case.earlier])
        return []

    council.drop("ssda903_submitted/2020-21/Episodes.csv", _csv(OPEN, OPEN.replace("990-7", "990-8")))
    council.run(judge)
    council.drop("ssda903_submitted/2021-22/Episodes.csv", _csv(OPEN))
    council.run(judge)
    council.drop("ssda903_submitted/2020-21/Episodes again.csv", _csv(OPEN))
    council.run(judge)
    assert seen == [[], [], [2]]


def test_a_row_with_a_cell_too_few_keeps_the_year_and_loses_what_is_not_there(council: Council) -> None:
    council.drop("ssda903_submitted/2021-22/Episodes.csv", _csv(OPEN, "990-8,01/07/2021,S,C2"))
    load = council.only_load()
    assert (load.rows_read, load.rows_quarantined, load.rows_unreadable) == (2, 0, 1)
    assert [row[1:3] for row in _current(council)] == [("2021-22", "990-7"), ("2021-22", "990-8")]
