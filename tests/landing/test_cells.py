"""Cells read as the catalogue's types, with both sides of each boundary."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.catalogue import Catalogue
from dagster_project.catalogue.rows import SourceField
from dagster_project.landing.cells import CellReader
from dagster_project.landing.typed import Schema


def field(kind: str) -> SourceField:
    content: dict[str, Any] = {"provenance": "test", "source": "lcs", "dataset": "d", "position": 1}
    content |= {"field": "f", "column": "f", "type": kind, "is_essential": False, "description": "x"}
    content |= {"perspective": "administrative", "sensitivity": "none", "capture": "typed", "status": "x"}
    return SourceField(**content, code_set="S" if kind == "code" else None)


def read(kind: str, *texts: str | None) -> list[Any]:
    reader = CellReader(field(kind), (), (), {})
    return reader.read(reader.recorded(pl.Series(texts, dtype=pl.String))).to_list()


@pytest.mark.parametrize(
    "text",
    [
        "2008-04-01",
        "01/04/2008",
        "1/4/2008",
        " 01/04/2008 ",
        "2008-04-01 00:00:00",
        "2008-04-01T23:59:59.123Z",
        "2008-04-01 00:00:00.0000000",
        "2008-04-01T10:00+01:00",
        "01/04/2008 09:30",
        "01/04/2008 9:30:00",
    ],
)
def test_a_day_is_read_in_each_of_its_forms(text: str) -> None:
    assert read("date", text) == [date(2008, 4, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "2008-02-30",
        "31/02/2008",
        "29/02/2007",
        "04/30/2008",
        "2008-13-01",
        "01/04/08",
        "1 April 2008",
        "39539",
        "2008-04-01 25:00",
        "2008-04-01x",
        "00/00/0000",
        "0202-04-01",
        "2206-04-01",
        "9999-12-31",
        "1899-12-31",
    ],
)
def test_a_day_that_is_none_is_unreadable(text: str) -> None:
    assert read("date", text) == [None]


def test_days_at_the_edges_of_what_is_possible() -> None:
    assert read("date", "1900-01-01", "2199-12-31", "29/02/2008") == [
        date(1900, 1, 1),
        date(2199, 12, 31),
        date(2008, 2, 29),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [("7", 7), ("-7", -7), ("+7", 7), ("007", 7), ("12.0", 12), ("1,200", 1200), ("12.5", None), ("1,20", None),
     ("x", None), ("1e3", None), ("9" * 19, None), ("٣", None), ("", None)],
)  # fmt: skip
def test_whole_numbers(text: str, value: int | None) -> None:
    assert read("integer", text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [("7", 7.0), ("-7.25", -7.25), ("1.4000000000000001", 1.4000000000000001),
     ("£1,200.50", 1200.5), (".5", 0.5), ("+.5", 0.5), ("nan", None), ("inf", None),
     ("1e400", None), ("£", None), (".", None), ("-", None), ("1.2.3", None), ("", None)],
)  # fmt: skip
def test_numbers(text: str, value: float | None) -> None:
    assert read("decimal", text) == [value]


@pytest.mark.parametrize("text", ["Y", "y", "1", "true", "TRUE", "Yes", " yes "])
def test_yes(text: str) -> None:
    assert read("flag", text) == [True]


@pytest.mark.parametrize(("text", "value"), [("N", False), ("0", False), ("No", False), ("2", None), ("maybe", None)])
def test_no_and_neither(text: str, value: bool | None) -> None:
    assert read("flag", text) == [value]


def test_text_is_trimmed_and_blank_is_nothing() -> None:
    assert read("text", " x ", "", "   ", None, "\u00a0") == ["x", None, None, None, None]


@pytest.mark.parametrize("kind", ["text", "integer", "decimal", "date", "flag", "code"])
@given(texts=st.lists(st.one_of(st.none(), st.text(max_size=12)), max_size=10))
def test_no_text_makes_a_reader_fail(kind: str, texts: list[str | None]) -> None:
    assert len(read(kind, *[text and text.encode(errors="ignore").decode() for text in texts])) == len(texts)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_in_both_forms(day: date) -> None:
    assert read("date", day.isoformat(), f"{day:%d/%m/}{day.year:04d}", f"{day}T12:00:00") == [day, day, day]


def sex(catalogue: Catalogue, dataset: str, name: str, *texts: str) -> list[Any]:
    reader = next(reader for reader in Schema.of(catalogue, dataset).readers if reader.field.field == name)
    return reader.read(reader.recorded(pl.Series(texts))).to_list()


def test_codes_are_read_as_code_then_in_any_case_then_by_spelling(tests_catalogue: Catalogue) -> None:
    texts = ("F", "f", " m ", "young  WOMAN", "Lass", "unheard of")
    assert sex(tests_catalogue, "ssd_person", "pers_sex", *texts) == ["F", "F", "M", "F", "F", None]


def test_a_code_outside_its_years_is_still_a_code(tests_catalogue: Catalogue) -> None:
    ended = next(code for code in tests_catalogue.codes("PLACE") if code.valid_to_year)
    name = "clap_cla_placement_type"
    assert sex(tests_catalogue, "ssd_cla_placement", name, ended.code) == [ended.code]


def test_a_null_value_is_not_recorded_only_in_its_own_field(tests_catalogue: Catalogue) -> None:
    readers = {reader.field.field: reader for reader in Schema.of(tests_catalogue, "ssd_person").readers}
    cells = pl.Series(["1900-01-01"])
    assert readers["pers_death_date"].recorded(cells).to_list() == [None]
    assert readers["pers_dob"].recorded(cells).to_list() == ["1900-01-01"]
