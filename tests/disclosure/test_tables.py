"""Every table that tells of people is controlled: what its own numbers, or those of another table, would give away."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project.errors import WreathError
from tests.disclosure.copies import DAY, TABLES, Copy


def pair(copy: Copy, name: str, agree: int | None, both: int | None, a: tuple[int | None, ...]) -> None:
    """Show how far two fields agree; `a` holds of whom the first is recorded, unreadable and not recorded."""
    status, fresher = ("c", None) if both is None else ("shown", 3)
    share = None if agree is None or both is None else agree / both
    row = ["990", name, "C01", "lcs", f"a{name}", "housing", "b", *a, 60, 0, 40, status, both, agree]
    copy.insert("map_duplication_pair", [*row, share, share, share, share, share, share, fresher])


def letting(copy: Copy, kind: str, count: int | None) -> None:
    """Show how many lettings there were of a kind."""
    copy.insert("rpt_social_letting", ["990", "2025-26", kind, "28", count, "c" if count is None else "shown"])


def disagreements(copy: Copy) -> list[Any]:
    return copy.rows("select place, a_value, people_count_shown from map_disagreement order by all")


def test_disagreements_that_leave_a_few_over_lose_the_smallest(copy: Copy) -> None:
    copy.silence("all", "ALL", 100, 60, 100)
    pair(copy, "one", 20, 50, (60, 0, 40))
    for place, (value, people) in enumerate((("x", 15), ("y", 6), ("z", 7)), start=1):
        copy.insert("map_disagreement", ["990", "one", place, value, "other", people])
    copy.control()
    # Of the 30 who differ, 2 would be left over.
    assert disagreements(copy) == [(1, "x", 15), (2, "z", 7)]


def test_a_pair_that_is_hidden_takes_its_words_with_it(copy: Copy) -> None:
    copy.silence("all", "ALL", 100, 60, 100)
    copy.insert("map_duplication", ["C01", 2, 0.4, 0.4])
    pair(copy, "one", 20, 50, (60, 0, 40))
    # Of 53 recorded, 3 are not in both.
    pair(copy, "two", 20, 50, (53, 0, 47))
    copy.insert("map_disagreement", ["990", "two", 1, "x", "other", 30])
    copy.connection.execute("update map_duplication_pair set agree_share = 0.9 where pair_id = 'one'")
    copy.control()
    shown = "select pair_id, status, both_count_shown, kappa from map_duplication_pair order by all"
    assert copy.rows(shown) == [("one", "shown", 50, 0.4), ("two", "c", None, None)]
    assert disagreements(copy) == []
    assert copy.rows("select * from map_duplication") == [("C01", 1, 0.9, 0.4)]


def test_a_field_that_people_left_over_would_tell_is_hidden(copy: Copy) -> None:
    copy.silence("all", "ALL", 100, 60, 100)
    pair(copy, "one", None, None, (60, 37, 3))
    copy.control()
    columns = "select columns('a_.*_count_shown') from map_duplication_pair"
    assert copy.rows(columns) == [(None, None, None)]


def test_a_kind_of_letting_hidden_alone_is_told_by_the_length_of_the_log(copy: Copy) -> None:
    copy.connection.execute("insert into warehouse.staging.stg_housing__social_letting select '990' from range(43)")
    for kind, count in (("P", 20), ("Q", 20), ("R", None)):
        letting(copy, kind, count)
    copy.control()
    assert copy.rows("select client_group_code, status from rpt_social_letting order by all") == [
        ("P", "c"),
        ("Q", "shown"),
        ("R", "c"),
    ]


def test_care_leavers_of_the_return_are_not_told_beside_nearly_as_many_of_the_measures(copy: Copy) -> None:
    copy.connection.execute("insert into warehouse.catalogue.indicator_populations values ('i', 'birthday', true)")
    copy.connection.execute(f"insert into collection_years values ('2025-26', '{DAY}')")
    copy.rate("all", 60, 100)
    copy.insert("return_reckoning", ["990", "2025-26", "OC3", 103, 9, 0, 50, 0])
    copy.insert("return_reckoning", ["990", "2025-26", "Reviews", 103, 9, 0, 50, 0])
    copy.control()
    assert copy.rows("select module, returned_count_shown from return_reckoning order by all") == [
        ("OC3", None),
        ("Reviews", 103),
    ]
    assert copy.rows("select status from rpt_indicator_series") == [("shown",)]


def test_who_is_past_an_age_is_not_told_beside_nearly_as_many_who_are_older(copy: Copy) -> None:
    copy.connection.execute("insert into warehouse.intermediate.int_map__remit values ('C02', 18)")
    copy.silence("all", "ALL", 100, 60, 100)
    for group, people in (("17-18", None), ("19-21", 40), ("22-25", 10), ("UNDER_17", None)):
        copy.silence("age", group, people or 0, None, 0)
    copy.connection.execute("update map_silence set cohort_count_shown = null where group_id in ('17-18', 'UNDER_17')")
    message = "Whoever records it stops at the age of 18. 97 of 100 people are 18 or older."
    copy.insert("map_gap_evidence", ["990", "coverage_ends_at_18", "C02", "C02", message, 97, 100, 97])
    copy.insert("map_gap", ["990", "coverage_ends_at_18", "C02", message, 97, 100, 97, None, None])
    copy.control()
    for table in ("map_gap_evidence", "map_gap"):
        assert copy.rows(f"select message, numerator_shown from {table}") == [
            ("Whoever records it stops at the age of 18.", None)
        ]


def test_entries_of_a_dataset_are_not_told_beside_those_of_what_it_holds(copy: Copy) -> None:
    copy.connection.execute("insert into map_claim values ('C01', 'd', 'f', true), ('C01', 'e', 'f', true)")
    copy.connection.execute("insert into map_field values ('d', 'f', 'typed'), ('e', 'f', 'typed')")
    copy.connection.execute("insert into map_burden values ('990', '2025-26', 'C01', 23, 0, 0, 'shown')")
    copy.connection.execute("insert into map_burden_field values ('990', '2025-26', 'd', 20)")
    copy.control()
    # Of e there are 3.
    assert copy.rows("select count(*) from map_burden_field") == [(0,)]


def test_lettings_that_the_last_edition_showed_are_known_and_only_grow(copy: Copy, tmp_path: Path) -> None:
    copy.connection.execute("insert into warehouse.staging.stg_housing__social_letting select '990' from range(24)")
    for kind, count in (("P", None), ("Q", None), ("R", 6)):
        letting(copy, kind, count)
    copy.control()
    of_r = "select status from rpt_social_letting where client_group_code = 'R'"
    assert copy.rows(of_r) == [("shown",)]
    last = tmp_path / "last.duckdb"
    with duckdb.connect(str(last)) as connection:
        connection.execute(TABLES)
        for kind, count in (("P", 12), ("Q", 6)):
            connection.execute(f"insert into rpt_social_letting values ('990', '2025-26', '{kind}', '28', {count}, '')")
    # P and Q are 18 together, and were 18 then.
    copy.control(last)
    assert copy.rows(of_r) == [("c",)]


def test_a_number_hidden_in_vain_is_shown_where_it_is_of_no_few(copy: Copy) -> None:
    copy.silence("all", "ALL", 60, 30, 60)
    copy.silence("sex", "F", 20, None, 20)
    copy.silence("sex", "M", 40, None, 40)
    copy.control()
    # Everybody is asked: so are all of each group, however many that the thing is recorded of.
    asked = (
        "select group_id, asked_count_shown, recorded_count_shown from map_silence where breakdown = 'sex' order by 1"
    )
    assert copy.rows(asked) == [("F", 20, None), ("M", 40, None)]


def test_a_council_that_calls_more_a_few_tells_less_of_rules(copy: Copy) -> None:
    copy.set("fewest_people_shown", "10")
    copy.connection.execute("insert into rpt_rule values ('101', false, 9), ('102', false, 10), ('103', false, 0)")
    copy.control()
    assert copy.rows("from rpt_rule order by rule") == [("101", True, None), ("102", False, 10), ("103", False, 0)]


def test_a_council_that_calls_more_a_few_tells_less_of_rows_at_fault(copy: Copy) -> None:
    copy.set("fewest_people_shown", "10")
    copy.connection.execute("insert into rpt_load values ('a', 9, 10), ('b', 0, 7), ('c', null, null)")
    copy.control()
    assert copy.rows("from rpt_load order by all") == [("a", None, 10), ("b", 0, None), ("c", None, None)]


def test_a_table_that_contradicts_itself_is_refused(copy: Copy) -> None:
    letting(copy, "P", 20)
    copy.connection.execute("insert into rpt_social_letting select * from rpt_social_letting")
    copy.connection.execute("update rpt_social_letting set lettings_count_shown = 21 where rowid = 1")
    with pytest.raises(WreathError, match=r"rpt_social_letting .* 2[01] here and 2[01] elsewhere"):
        copy.control()
