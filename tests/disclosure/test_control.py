"""Disclosure control of small published tables, from the marts' rows to what may leave."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project.disclosure import control as controlling
from dagster_project.disclosure.figures import Figures
from dagster_project.errors import WreathError
from tests.disclosure.copies import DAY, TABLES, Copy


def by_group(copy: Copy) -> dict[str, Any]:
    return dict(
        copy.rows(
            "select group_id, (numerator_shown, denominator_shown, value_shown, status) from rpt_indicator_breakdown"
        )
    )


def test_a_group_hidden_alone_takes_the_smallest_other_with_it(copy: Copy) -> None:
    copy.rate("all", 63, 110)
    copy.rate("F", 30, 50)
    copy.rate("M", 30, 40)
    copy.rate("NOT_KNOWN", None, None)
    assert copy.control().hidden_places == 1
    assert by_group(copy) == {
        "F": (30, 50, 60, "shown"),
        "M": (None, None, None, "c"),
        "NOT_KNOWN": (None, None, None, "c"),
    }


def test_two_hidden_groups_need_no_third(copy: Copy) -> None:
    copy.rate("all", 50, 110)
    copy.rate("F", 30, 50)
    copy.rate("M", None, None)
    copy.rate("NOT_KNOWN", None, None)
    assert copy.control().hidden_places == 0


def test_a_denominator_shown_with_another_measure_of_the_same_people_is_known(copy: Copy) -> None:
    copy.connection.execute(
        "insert into warehouse.catalogue.indicator_populations values ('i', 'p', false), ('j', 'p', false)"
    )
    # Of i, 6 of 12 are left over for M and whoever is not known: from 0 to 6 of either, however large they are.
    copy.rate("all", 36, 62)
    copy.rate("F", 30, 50)
    copy.rate("M", None, None)
    copy.rate("NOT_KNOWN", None, None)
    assert copy.control().hidden_places == 0
    # That there are 11 of M, which j shows, leaves one over, and 5 or 6 of the 11.
    copy.rate("all", 0, 62, "j")
    copy.rate("F", 0, 50, "j")
    copy.rate("M", 0, 11, "j")
    copy.rate("NOT_KNOWN", None, None, "j")
    assert copy.control().hidden_places > 0
    assert copy.rows("select status from rpt_indicator_breakdown where indicator_id = 'j' and group_id = 'M'") == [
        ("c",)
    ]


def test_three_quarters_and_the_year_would_tell_the_fourth(copy: Copy) -> None:
    copy.connection.execute("insert into warehouse.catalogue.indicator_populations values ('i', 'p', true)")
    copy.rate("all", 33, 100)
    for day, met in (("2025-06-30", 10), ("2025-09-30", 10), ("2025-12-31", 10), (DAY, None)):
        copy.quarter(day, met, 25 if met else None)
    copy.control()
    hidden = copy.rows("select period_end_date::varchar from rpt_indicator_series where status = 'c' order by all")
    assert hidden == [("2025-06-30",), (DAY,)]


def test_measures_that_add_up_tell_the_one_that_is_hidden(copy: Copy) -> None:
    populations = ", ".join(f"('{name}', 'p', false)" for name in ("whole", "a", "b"))
    copy.connection.execute(f"insert into warehouse.catalogue.indicator_populations values {populations}")
    copy.connection.execute(
        "insert into warehouse.catalogue.indicator_relations "
        "values ('a', 'adds_to', 'whole'), ('b', 'adds_to', 'whole')"
    )
    for indicator, met in (("whole", 33), ("a", 30), ("b", None)):
        copy.rate("all", met, 100 if met else None, indicator)
    copy.control()
    assert copy.rows("select indicator_id, status from rpt_indicator_series order by all") == [
        ("a", "c"),
        ("b", "c"),
        ("whole", "shown"),
    ]


@pytest.mark.parametrize(("leading", "hidden"), [("other", ["a", "c"]), ("a", ["b", "c"])])
def test_what_leads_a_domain_is_hidden_last(copy: Copy, leading: str, hidden: list[str]) -> None:
    copy.connection.execute("insert into rpt_domain values (?)", [leading])
    copy.connection.execute(
        "insert into warehouse.catalogue.indicator_relations values "
        "('a', 'adds_to', 'whole'), ('b', 'adds_to', 'whole'), ('c', 'adds_to', 'whole')"
    )
    populations = ", ".join(f"('{name}', 'p', false)" for name in ("whole", "a", "b", "c"))
    copy.connection.execute(f"insert into warehouse.catalogue.indicator_populations values {populations}")
    for indicator, met in (("whole", 61), ("a", 40), ("b", 18), ("c", None)):
        copy.rate("all", met, 100 if met else None, indicator)
    copy.control()
    assert copy.rows("select indicator_id from rpt_indicator_series where status = 'c' order by all") == [
        (name,) for name in hidden
    ]


@pytest.mark.parametrize(
    ("setting", "others", "hidden"),
    [("true", 109, ["j"]), ("true", 104, []), ("true", 110, []), ("false", 109, [])],
)
def test_a_council_may_hide_those_whom_only_one_of_two_measures_is_about(
    copy: Copy, setting: str, others: int, hidden: list[str]
) -> None:
    copy.set("denominator_differences_hidden", setting)
    copy.connection.execute("insert into warehouse.catalogue.indicator_relations values ('j', 'among', 'i')")
    copy.rate("all", 60, 110)
    copy.rate("all", 50, others, "j")
    copy.control()
    assert copy.rows("select indicator_id from rpt_indicator_series where status = 'c'") == [(name,) for name in hidden]


def test_a_council_may_hide_more_than_1_to_5_by_a_setting(copy: Copy) -> None:
    copy.set("fewest_people_shown", "10")
    copy.rate("all", 50, 110)
    copy.rate("F", 9, 40)
    copy.rate("M", 41, 70)
    copy.control()
    assert [row[3] for row in by_group(copy).values()] == ["c", "c"]


def test_a_judgement_goes_with_the_numbers_that_it_judges(copy: Copy) -> None:
    copy.silence("all", "ALL", 60, 30, 60)
    copy.silence("sex", "F", 20, 7, 20)
    copy.silence("sex", "M", 30, 20, 30)
    copy.silence("sex", "NOT_KNOWN", 10, None, 10)
    copy.gap("silent_group", "C01 sex F")
    copy.gap("silent_group", "C01 sex M")
    copy.control()
    assert copy.rows(
        "select group_id, status, recorded_count_shown, is_recorded_for_few, is_silent "
        "from map_silence where breakdown = 'sex' order by all"
    )[:2] == [("F", "c", None, None, None), ("M", "shown", 20, False, True)]
    for table in ("map_gap", "map_gap_fill", "map_candidate_measure"):
        assert copy.rows(f"select subject_id from {table}") == [("C01 sex M",)]


def test_nothing_is_said_of_groups_beside_everybody_who_is_hidden(copy: Copy) -> None:
    copy.silence("all", "ALL", 60, None, 60)
    copy.silence("sex", "F", 20, 7, 20)
    copy.silence("sex", "M", 40, None, 40)
    copy.gap("silent_group", "C01 sex F")
    copy.gap("recorded_for_few", "C01")
    copy.connection.execute("update map_silence set is_recorded_for_few = null, is_silent = null where status = 'c'")
    copy.control()
    assert copy.rows("select status, rest_share_pct, is_silent from map_silence where group_id = 'F'") == [
        ("shown", None, None)
    ]
    assert copy.rows("select * from map_gap") == []


def test_too_little_hidden_stops_the_build_with_table_and_cell(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(controlling, "suppress", lambda figures, fewest: [])
    copy.rate("all", 63, 110)
    copy.rate("F", 60, 100)
    copy.rate("M", None, None)
    with pytest.raises(
        WreathError,
        match=r"^rpt_indicator_breakdown of authority 990: met i rolling_year 2026-03-31 sex M is hidden, "
        r"yet what is shown says it is 3; hide its row in the mart, then run again$",
    ):
        copy.control()


def test_a_small_number_that_is_shown_stops_the_build(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(controlling, "suppress", lambda figures, fewest: [])
    copy.rate("all", 3, 110)
    with pytest.raises(WreathError, match="met i rolling_year 2026-03-31 all all is shown, of fewer than 6 people"):
        copy.control()


def test_entries_that_the_last_edition_showed_bound_those_that_are_hidden_now(copy: Copy, tmp_path: Path) -> None:
    last = tmp_path / "last.duckdb"
    with duckdb.connect(str(last)) as connection:
        connection.execute(TABLES)
        connection.execute("insert into map_burden values ('990', '2025-26', 'C01', 26, 13, 0.5, 'shown')")
    copy.connection.execute("insert into map_burden values ('990', '2025-26', 'C01', 26, null, null, 'shown')")
    copy.control(last)
    assert copy.rows("select status, entries_count_shown from map_burden") == [("few", None)]


def test_what_was_decided_is_kept_and_not_solved_again(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    copy.rate("all", 63, 110)
    copy.rate("F", 60, 100)
    copy.rate("M", None, None)
    copy.connection.execute("create table before as from rpt_indicator_breakdown")
    copy.control()
    first = by_group(copy)
    copy.connection.execute("delete from rpt_indicator_breakdown; insert into rpt_indicator_breakdown from before")

    def never(*_: object) -> None:
        raise AssertionError("solved again")

    monkeypatch.setattr(controlling, "suppress", never)
    monkeypatch.setattr(controlling, "attack", never)
    copy.control()
    assert by_group(copy) == first
    kept = json.loads(copy.cache.read_text(encoding="utf-8"))
    copy.cache.write_text(json.dumps({**kept, "made_by": "another version"}), encoding="utf-8")
    with pytest.raises(AssertionError, match="solved again"):
        copy.control()


def test_the_order_in_which_relations_were_found_makes_no_other_figures() -> None:
    digests = set()
    for names in (("a", "b"), ("b", "a")):
        figures = Figures()
        for name in names:
            figures.adds_up((name,), [(name, "part"), (name, "rest")])
        digests.add(controlling._digest(figures))
    assert len(digests) == 1
