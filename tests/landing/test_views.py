"""The views that SQL reads: typed where nothing came, current by delivery, and whole after the folder has moved."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

import duckdb
import polars as pl
import pytest

from dagster_project.digests import code_digest
from dagster_project.landing.acceptance import as_at, in_force
from dagster_project.landing.manifest import LoadRecord
from dagster_project.landing.tables import SMALL_TABLES
from dagster_project.landing.views import GRAPH_TABLES, write_views
from dagster_project.settings import Settings

from .conftest import Council

ANN, BOB = "1,Ann,Alder,F,2008-01-01,Y,", "2,Bob,Birch,M,2007-05-05,N,"
ANSWERS = "answer_id,person_reference,measure_id,answered_date,answer\n"
LETTING = "letting_reference\n{}\n"


def test_every_dataset_and_table_has_a_typed_view_when_nothing_has_arrived(council: Council) -> None:
    council.run()
    catalogue = council.catalogue
    described = council.sql(
        "select table_schema, table_name, column_name, data_type from information_schema.columns order by all"
    )
    views = {(schema, name) for schema, name, *_ in described}
    assert {f"{dataset.source}__{dataset.dataset}" for dataset in catalogue.datasets} <= {n for _, n in views}
    assert {*SMALL_TABLES, *GRAPH_TABLES, "records"} <= {name for schema, name in views if schema == "landing"}
    assert ("catalogue", "codes") in views
    types = {column: kind for _, name, column, kind in described if name == "lcs__ssd_person"}
    assert (types["pers_dob"], types["pers_send_flag"], types["unreadable_fields"]) == ("DATE", "BOOLEAN", "VARCHAR[]")


def test_types_are_the_same_with_and_without_rows(council: Council) -> None:
    query = (
        "select table_name, column_name, data_type, ordinal_position from information_schema.columns "
        "where table_schema = 'landing' order by all"
    )
    council.run()
    before = council.sql(query)
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN])
    council.drop("voice/survey_answers_2026-04-30.csv", f"{ANSWERS}1,P1,V01,2026-03-01,7\n")
    council.drop("housing/core_lettings_2026-04-30.csv", LETTING.format(1))
    council.run()
    assert council.sql(query) == before


def test_of_full_extracts_the_latest_day_is_current_whatever_the_order_of_arrival(council: Council) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN, BOB])
    council.run()
    council.people("lcs/ssd_person_2026-03-31.csv", [BOB])
    council.run()
    query = "select extract_date, count(*), bool_and(is_current) from landing.lcs__ssd_person group by all order by all"
    assert council.sql(query) == [(date(2026, 3, 31), 1, False), (date(2026, 4, 30), 2, True)]


def test_of_a_log_the_latest_row_of_each_record_is_current(council: Council) -> None:
    council.drop("voice/survey_answers_2026-03-31.csv", f"{ANSWERS}1,P1,V01,2026-03-01,7\n2,P2,V01,2026-03-02,5\n")
    council.drop("voice/survey_answers_2026-04-30.csv", f"{ANSWERS}2,P2,V01,2026-04-02,6\n")
    council.run()
    query = "select record_key, answer from landing.voice__survey_answers where is_current order by all"
    assert council.sql(query) == [("1", "7"), ("2", "6")]


def test_of_increments_all_records_are_current_once(council: Council) -> None:
    council.drop("housing/core_lettings_2026-03-31.csv", LETTING.format(1))
    council.drop("housing/core_lettings_2026-04-30.csv", LETTING.format("1\n2"))
    council.drop("housing/991/core_lettings_2026-04-30.csv", LETTING.format(1))
    council.run()
    query = (
        "select local_authority_code, record_key, extract_date from landing.housing__core_lettings "
        "where is_current order by all"
    )
    day = date(2026, 4, 30)
    assert council.sql(query) == [("990", "1", day), ("990", "2", day), ("991", "1", day)]
    assert council.sql("select count(*) from landing.housing__core_lettings") == [(4,)]


def test_the_records_of_all_datasets_are_together(council: Council) -> None:
    council.people("lcs/ssd_person_2026-03-31.csv", [ANN])
    council.people("lcs/ssd_person_2026-04-30.csv", [BOB])
    council.drop("voice/survey_answers_2026-04-30.csv", f"{ANSWERS}1,P1,V01,2026-03-01,7\n")
    council.run()
    query = "select dataset, delivery, record_key, extract_date, is_current from landing.records order by all"
    assert council.sql(query) == [
        ("ssd_person", "full", "1", date(2026, 3, 31), False),
        ("ssd_person", "full", "2", date(2026, 4, 30), True),
        ("survey_answers", "log", "1", date(2026, 3, 1), True),
    ]


def test_the_views_are_whole_after_the_folder_has_moved(council: Council) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN])
    council.run()
    moved = Settings(council.settings.home.with_name("moved"))
    shutil.move(council.settings.home, moved.home)
    text = (moved.build / "landing.sql").read_text(encoding="utf-8")
    assert str(council.settings.home) not in text
    with duckdb.connect(config={"file_search_path": str(moved.home)}) as connection:
        connection.execute(text)
        assert connection.execute("select pers_forename from landing.lcs__ssd_person").fetchall() == [("Ann",)]
        assert connection.execute("select count(*) > 0 from catalogue.codes").fetchall() == [(True,)]


def test_folder_names_do_not_become_columns(council: Council) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN])
    council.run()
    columns = [name for name, *_ in council.sql("describe landing.lcs__ssd_person")]
    assert "source" not in columns
    assert "dataset" not in columns


def test_the_warehouse_names_the_code_and_the_catalogue_it_is_built_with(council: Council) -> None:
    council.run()
    [(version, code, catalogue)] = council.sql("select version, code_digest, catalogue_digest from landing.built_by")
    assert version
    assert (code, catalogue) == (code_digest(), council.catalogue.digest())


def test_the_graph_is_read_once_it_is_there(council: Council) -> None:
    council.run()
    assert council.sql("select count(*) from landing.lineage_paths") == [(0,)]
    for stem, types in GRAPH_TABLES.values():
        path = council.settings.build / "lineage" / f"{stem}.parquet"
        path.parent.mkdir(exist_ok=True)
        row = {name: [1 if kind == pl.Int64() else "x"] for name, kind in types.items()}
        pl.DataFrame(row, schema=dict(types)).write_parquet(path)
    write_views(council.settings, council.catalogue)
    assert council.sql("select steps from landing.lineage_paths") == [(1,)]


def test_the_graph_s_columns_are_those_that_lineage_writes() -> None:
    from lineage.graph import Edge, Node
    from lineage.reach import FieldPath

    for name, fields in (("nodes", Node._fields), ("edges", Edge._fields), ("paths", FieldPath._fields)):
        assert set(GRAPH_TABLES[f"lineage_{name}"][1]) == set(fields)


def test_the_wanted_day_is_the_day(council: Council) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN])
    assert council.run(as_at=date(2026, 1, 1)).as_at == date(2026, 1, 1)
    assert council.sql("select as_at from landing.run_settings") == [(date(2026, 1, 1),)]


def test_looking_from_between_two_full_extracts_gives_the_first(council: Council) -> None:
    council.people("lcs/ssd_person_2026-03-31.csv", [ANN])
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN, BOB])
    council.run(as_at=date(2026, 4, 15))
    current = "select pers_forename from landing.lcs__ssd_person where is_current order by all"
    in_force_days = "select extract_date from landing.loads where is_in_force"
    assert council.sql(current) == [("Ann",)]
    assert council.sql("select extract_date, is_current from landing.records") == [(date(2026, 3, 31), True)]
    assert council.sql(in_force_days) == [(date(2026, 3, 31),)]
    write_views(council.settings, council.catalogue)
    assert council.sql(current) == [("Ann",)]
    council.run()
    assert council.sql(current) == [("Ann",), ("Bob",)]
    assert council.sql(in_force_days) == [(date(2026, 4, 30),)]


def test_answers_of_a_later_day_are_not_there_yet(council: Council) -> None:
    council.drop("voice/survey_answers_2026-03-31.csv", f"{ANSWERS}1,P1,V01,2026-03-01,7\n")
    council.drop("voice/survey_answers_2026-04-30.csv", f"{ANSWERS}1,P1,V01,2026-04-02,6\n")
    council.run(as_at=date(2026, 3, 31))
    assert council.sql("select answer, is_current from landing.voice__survey_answers") == [("7", True)]


def test_a_dataset_that_came_later_only_is_not_in_force_and_that_is_said(council: Council) -> None:
    council.people("lcs/ssd_person_2026-04-30.csv", [ANN])
    council.run(as_at=date(2026, 1, 1))
    assert council.sql("select count(*) from landing.lcs__ssd_person") == [(0,)]
    assert council.sql("select is_in_force from landing.loads") == [(False,)]
    told = "select message from landing.inbox_events where outcome = 'missing' and dataset = 'ssd_person'"
    assert council.sql(told) == [("ssd_person of 990 has no load up to 2026-01-01: the first is 2026-04-30",)]
    council.run()
    assert council.sql(told) == []


def load(load_id: str, sequence: int, day: str, **changes: str) -> LoadRecord:
    record = LoadRecord(load_id, sequence, "lcs", "ssd_person", "990", "f", "s", 1, "accepted", delivery="full")
    return replace(record, extract_date=day, **changes)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([load("a", 1, "2026-01-01"), load("b", 2, "2026-02-01")], {"b"}),
        ([load("a", 2, "2026-01-01"), load("b", 1, "2026-02-01")], {"b"}),
        ([load("a", 1, "2026-01-01"), load("b", 2, "2026-01-01")], {"b"}),
        ([load("a", 1, "2026-01-01"), load("b", 2, "2026-02-01", status="quarantined")], {"a"}),
        ([load("a", 1, "2026-01-01"), load("b", 2, "2026-02-01", local_authority_code="991")], {"a", "b"}),
        ([load("a", 1, "2026-01-01", delivery="log"), load("b", 2, "2026-02-01", delivery="log")], {"a", "b"}),
        ([load("a", 1, "2026-01-01", confirmed_date="2026-03-01"), load("b", 2, "2026-02-01")], {"a"}),
        ([], set()),
    ],
)
def test_loads_in_force(records: list[LoadRecord], expected: set[str]) -> None:
    assert in_force(records) == expected


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([load("a", 1, "2026-01-01"), load("b", 2, "2026-02-01")], {"a"}),
        ([load("a", 1, "2026-01-01"), load("b", 2, "2026-01-15")], {"b"}),
        ([load("a", 1, "2026-01-01", confirmed_date="2026-03-01"), load("b", 2, "2026-01-10")], {"b"}),
        ([load("a", 1, "2026-01-01", confirmed_date="2026-01-12"), load("b", 2, "2026-01-10")], {"a"}),
        ([load("a", 1, "2026-01-01", confirmed_date="2026-03-01"), load("b", 2, "2026-02-01")], {"a"}),
        ([load("a", 1, "2026-01-01", delivery="log"), load("b", 2, "2026-02-01", delivery="log")], {"a"}),
        ([load("a", 1, "2026-02-01"), load("b", 2, "2026-03-01")], set()),
    ],
)
def test_loads_in_force_on_a_day(records: list[LoadRecord], expected: set[str]) -> None:
    assert in_force(records, date(2026, 1, 15)) == expected


def test_the_day_is_the_latest_of_a_usable_load() -> None:
    records = [load("a", 1, "2026-01-01"), load("b", 2, "2026-02-01", status="quarantined")]
    assert as_at(records) == date(2026, 1, 1)
    assert as_at([]) is None
