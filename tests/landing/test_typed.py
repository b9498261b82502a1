"""Three fates of a row, and an error row for every cell that could not be used."""

from __future__ import annotations

import csv
import io
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.catalogue import Catalogue
from dagster_project.landing.columns import match_columns
from dagster_project.landing.piecewise import extract_date_of
from dagster_project.landing.readers import RESERVED, read_raw
from dagster_project.landing.tally import Tally
from dagster_project.landing.typed import (
    COMMON_SCHEMA,
    Identity,
    Schema,
    TypedLoad,
    is_record_number,
    type_rows,
)
from dagster_project.settings import repository

SEEDS = Catalogue.load(repository() / "seeds")
EPISODES = ["clae_cla_episode_id", "clae_person_id", "clae_cla_episode_start_date", "clae_cla_primary_need_code"]
GOOD = ["1", "P1", "2020-01-31", "N1"]


def typed(dataset: str, header: list[str], rows: list[list[str]]) -> TypedLoad:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    raw = read_raw(text.getvalue().encode())
    schema = Schema.of(SEEDS, dataset)
    match = match_columns([name for name in raw.columns if name not in RESERVED], schema.fields, {})
    return type_rows(raw.frame, match, schema, Identity("0" * 16, "990"))


def fate(row: list[str]) -> str:
    load = typed("ssd_cla_episodes", EPISODES, [row])
    assert load.rows_accepted + load.rows_unreadable + load.rows_quarantined == load.rows_read == 1
    return "a" if load.rows_accepted else "b" if load.rows_unreadable else "c"


@pytest.mark.parametrize(
    ("place", "text", "expected"),
    [
        (0, "1", "a"),
        (0, "", "c"),
        (1, "  ", "c"),
        (2, "", "c"),
        (2, "31/02/2020", "c"),
        (3, "", "a"),
        (3, "n1", "a"),
        (3, "nonsense", "b"),
    ],
)
def test_fates(place: int, text: str, expected: str) -> None:
    row = list(GOOD)
    row[place] = text
    assert fate(row) == expected


def test_an_essential_code_that_cannot_be_read_does_not_cost_the_row() -> None:
    header = ["answer_id", "person_reference", "measure_id", "answered_date"]
    load = typed("survey_answers", header, [["1", "P1", "V99x", "2026-01-01"]])
    assert (load.rows_unreadable, load.rows_quarantined) == (1, 0)


def test_an_unreadable_cell_is_null_named_and_kept_as_text_in_the_errors() -> None:
    load = typed("ssd_cla_episodes", EPISODES, [GOOD, ["2", "P2", "01/02/2020", "nonsense"]])
    assert load.rows["clae_cla_primary_need_code"].to_list() == ["N1", None]
    assert load.rows["unreadable_fields"].to_list() == [[], ["clae_cla_primary_need_code"]]
    error = load.errors.row(0, named=True)
    assert (error["row_number"], error["field"], error["value"]) == (2, "clae_cla_primary_need_code", "nonsense")
    assert (error["rule"], error["owner"]) == ("unknown_code", "Children's social care systems team")
    assert "nonsense" not in error["message"]
    assert load.unreadable_count["clae_cla_primary_need_code"] == 1


def test_a_quarantined_row_says_why_and_keeps_its_text() -> None:
    load = typed("ssd_cla_episodes", EPISODES, [["", "P1", "soon", "N1"]])
    row = load.quarantined.row(0, named=True)
    assert row["clae_cla_episode_start_date"] == "soon"
    assert "clae_cla_episode_id is blank" in row["reason"]
    assert "clae_cla_episode_start_date is not a date" in row["reason"]
    assert load.errors["rule"].to_list() == ["blank_key", "unreadable_date"]


def test_a_row_with_too_many_cells_keeps_only_what_decides_its_fate() -> None:
    load = typed("ssd_cla_episodes", EPISODES, [[*GOOD, "more"], GOOD])
    assert load.rows["clae_cla_episode_start_date"].to_list() == [date(2020, 1, 31)] * 2
    assert load.rows["clae_cla_primary_need_code"].to_list() == [None, "N1"]
    assert load.rows["unreadable_fields"].to_list() == [["clae_cla_primary_need_code"], []]
    assert load.errors.select("value", "rule").row(0) == ("N1", "ragged_row")


def test_a_row_with_too_few_cells_says_unreadable_never_not_recorded() -> None:
    load = typed("ssd_cla_episodes", EPISODES, [GOOD[:3], GOOD[:2]])
    assert load.rows["unreadable_fields"].to_list() == [["clae_cla_primary_need_code"]]
    assert load.rows_quarantined == 1


def test_columns_and_types_are_those_of_the_catalogue_whatever_was_sent() -> None:
    load = typed("ssd_cla_episodes", EPISODES, [GOOD])
    assert dict(load.rows.schema) == Schema.of(SEEDS, "ssd_cla_episodes").columns
    empty = typed("ssd_cla_episodes", EPISODES, [])
    assert dict(empty.rows.schema) == dict(load.rows.schema)


def test_the_record_key_joins_the_business_key() -> None:
    load = typed("hclic_people", ["case_reference", "person_number"], [["H1", "02"]])
    assert load.rows["record_key"].to_list() == ["H1|2"]


def test_the_hash_follows_content_not_place_nor_spelling() -> None:
    load = typed(
        "ssd_cla_episodes", EPISODES, [GOOD, GOOD, ["1", "P1", "31/01/2020", " n1"], ["1", "P1", "2020-01-31", ""]]
    )
    first, second, respelled, other = load.rows["row_hash"].to_list()
    assert first == second == respelled != other


def test_a_number_that_the_system_makes_anew_is_no_content() -> None:
    header = ["clea_table_id", "clea_person_id"]
    load = typed("ssd_care_leavers", header, [["a", "1"], ["b", "1"]])
    assert load.rows["row_hash"].n_unique() == 1
    numbers = {field.field for field in SEEDS.fields if is_record_number(field)}
    assert numbers == {"clea_table_id", "fami_table_id", "moth_table_id"}


def test_unreadable_text_is_content() -> None:
    load = typed("ssd_cla_episodes", EPISODES, [[*GOOD[:3], "x"], [*GOOD[:3], "y"], [*GOOD[:3], ""]])
    assert load.rows["row_hash"].n_unique() == 3


@pytest.mark.parametrize(
    ("days", "name_date", "expected"),
    [
        (["2026-03-01", "2026-04-02"], None, date(2026, 4, 2)),
        (["2026-03-01", "2062-04-02"], date(2026, 4, 30), date(2026, 3, 1)),
        ([], date(2026, 4, 30), date(2026, 4, 30)),
        ([], None, None),
    ],
)
def test_the_extract_date_of_a_log_is_its_last_day(days: list[str], name_date: date | None, expected: date) -> None:
    header = ["answer_id", "person_reference", "measure_id", "answered_date"]
    load = typed("survey_answers", header, [[str(n), "P1", "V01", day] for n, day in enumerate(days)])
    tally = Tally(Schema.of(SEEDS, "survey_answers"))
    tally.add(load)
    assert extract_date_of(tally, name_date) == expected


CELLS = st.one_of(
    st.sampled_from(["", " ", "1", "P1", "N1", "n1", "2020-01-31", "31/02/2020", "Y"]), st.text(max_size=5)
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=12))
def test_every_row_has_one_fate(rows: list[list[str]]) -> None:
    rows = [[cell.replace("\x00", "").encode(errors="ignore").decode() for cell in row] for row in rows]
    load = typed("ssd_cla_episodes", EPISODES, rows)
    assert load.rows_accepted + load.rows_unreadable + load.rows_quarantined == load.rows_read
    assert load.rows_accepted >= 0
    kept, left_out = set(load.rows["row_number"]), set(load.quarantined["row_number"])
    assert kept | left_out == set(range(1, load.rows_read + 1))
    assert kept & left_out == set()
    named = load.rows.filter(pl.col("unreadable_fields").list.len() > 0)["row_number"]
    assert set(named) | left_out == set(load.errors["row_number"])
    assert load.rows["record_key"].null_count() == 0


def test_no_field_is_named_like_a_column_of_ours() -> None:
    ours = {*COMMON_SCHEMA, "is_current"}
    assert [(field.dataset, field.field) for field in SEEDS.fields if field.field in ours] == []


def test_our_columns_are_those_of_the_catalogue() -> None:
    listed = {column.column: column.data_type for column in SEEDS.common_columns}
    types = {"local_authority_code": "varchar", "load_id": "varchar", "row_number": "bigint", "extract_date": "date"}
    types |= {"record_key": "varchar", "row_hash": "varchar", "unreadable_fields": "varchar[]", "is_current": "boolean"}
    assert listed == types
    assert [*COMMON_SCHEMA, "is_current"] == list(listed)
