"""CSV and the model: what was written is read back, and written again it is the same bytes."""

from __future__ import annotations

import csv
import io

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.landing.readers import ROW_NUMBER, RefusalError
from dagster_project.returns.ssda903.csv_files import from_csv, to_csv

COLUMNS = ("CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM")
TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), min_size=1, max_size=8)
AWKWARD = st.sampled_from(
    [" ", '"', ",", "\n", "\r", "\r\n", ";", "\t", "'", '""', "﻿", " a ", "é€", "=1+1", "null", "\x1c"]
)
CELL = st.one_of(st.none(), TEXT, AWKWARD)


def frame(rows: list[list[str | None]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")


@given(st.lists(st.lists(CELL, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=6))
def test_csv_to_model_to_csv_is_the_same_bytes(rows: list[list[str | None]]) -> None:
    written = to_csv(frame(rows))
    read = from_csv(written)
    assert read.columns == COLUMNS
    assert read.frame.drop(ROW_NUMBER).rows() == [tuple(row) for row in rows]
    assert to_csv(read.frame.select(COLUMNS)) == written


@given(st.lists(st.lists(CELL, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=6))
def test_what_we_write_is_what_python_writes(rows: list[list[str | None]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([COLUMNS, *rows])
    assert list(csv.reader(io.StringIO(to_csv(frame(rows)).decode(), newline=""))) == list(
        csv.reader(io.StringIO(text.getvalue(), newline=""))
    )


def test_a_plain_file_has_no_quotation_mark_and_ends_its_lines_with_cr_lf() -> None:
    content = to_csv(frame([["1", "01/02/2005", "YES", "F2", None], ["2", None, None, None, None]]))
    assert content == b"CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\r\n1,01/02/2005,YES,F2,\r\n2,,,,\r\n"


@pytest.mark.parametrize(("separator", "name"), [(";", "semicolons"), ("\t", "tabs"), (",", "commas")])
def test_other_separators_are_understood(separator: str, name: str) -> None:
    lines = [separator.join(COLUMNS), separator.join(["1", "01/02/2005", "YES", "a,b" if separator != "," else "", ""])]
    read = from_csv("\n".join(lines).encode())
    assert read.separator == separator, name
    assert read.frame["CHILD"].to_list() == ["1"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-32"])
def test_other_unicode_is_refused_with_what_to_do(encoding: str) -> None:
    with pytest.raises(RefusalError) as refusal:
        from_csv(",".join(COLUMNS).encode(encoding))
    assert "UTF-8" in refusal.value.advice
