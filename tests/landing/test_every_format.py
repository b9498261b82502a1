"""One promise for every format: each row that was sent is accepted, accepted with unreadable cells, or left out."""

from __future__ import annotations

import csv
import io
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.catalogue import Catalogue
from dagster_project.landing.columns import match_columns
from dagster_project.landing.readers import ROW_NUMBER, WORKBOOK, read_tables
from dagster_project.landing.typed import Identity, Schema, type_rows
from dagster_project.settings import repository

from .conftest import MOST_UNPACKED, examples
from .test_workbook import workbook

SEEDS = Catalogue.load(repository() / "seeds")
DATASET = "ssd_cla_episodes"
HEADER = ["clae_cla_episode_id", "clae_person_id", "clae_cla_episode_start_date", "clae_cla_primary_need_code", "Extra"]
AWKWARD = [
    "", " ", "1", "P1", "2020-01-31", "31/02/2020", "45291", "N1", "nonsense", "#REF!", "1.2E+05", "Total",
    "End of report", *HEADER, "=1+1", 'say "x"', "a,b;c\td|e", "two\nlines", "é€", "\x07",
]  # fmt: skip
CELL = st.one_of(st.sampled_from(AWKWARD), st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=5))
ROWS = st.lists(st.lists(CELL, min_size=len(HEADER), max_size=len(HEADER)), max_size=8)


STARTS = [b"", b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"<a>", b"sep=;\n"]


def as_csv(rows: list[list[str]], separator: str, encoding: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xml(rows: list[list[str]]) -> bytes:
    cells = (
        "".join(f"<{name}>{escape(cell.replace(chr(7), ''))}</{name}>" for name, cell in zip(HEADER, row, strict=True))
        for row in rows[1:]
    )
    return f"<{DATASET}>{''.join(f'<row>{row}</row>' for row in cells)}</{DATASET}>".encode()


FORMATS = {
    "comma": lambda rows: as_csv(rows, ",", "utf-8"),
    "semicolon with a mark": lambda rows: as_csv(rows, ";", "utf-8-sig"),
    "tab in UTF-16": lambda rows: as_csv(rows, "\t", "utf-16"),
    "bar": lambda rows: as_csv(rows, "|", "utf-8"),
    "xml": as_xml,
    "workbook": lambda rows: workbook(*([cell.replace("\x07", "").replace("=", "'=") for cell in row] for row in rows)),
}


@pytest.mark.parametrize("name", FORMATS)
@given(rows=ROWS)
@examples(100)
def test_every_row_that_was_sent_has_one_fate_and_every_row_left_out_a_reason(name: str, rows: list[list[str]]) -> None:
    (raw,) = read_tables(FORMATS[name]([HEADER, *rows]), MOST_UNPACKED)
    schema = Schema.of(SEEDS, DATASET, counts_days=raw.encoding == WORKBOOK)
    load = type_rows(raw.frame, match_columns(raw.columns, schema.fields, {}), schema, Identity("0" * 16, "990"))
    sent = [row for row in rows if name != "workbook" or any(cell.replace("\x07", "").strip() for cell in row)]
    assert load.rows_read == len(sent)
    assert load.rows_accepted + load.rows_unreadable + load.rows_quarantined == load.rows_read
    kept, left_out = load.rows[ROW_NUMBER].to_list(), load.quarantined[ROW_NUMBER].to_list()
    assert sorted([*kept, *left_out]) == list(range(1, len(sent) + 1))
    assert all(load.quarantined["reason"].to_list())
    unreadable = load.rows.filter(load.rows["unreadable_fields"].list.len() > 0)[ROW_NUMBER]
    assert set(unreadable) <= set(load.errors[ROW_NUMBER])


@given(
    content=st.binary(max_size=300),
    start=st.sampled_from([b"", b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"<a>", b"sep=;\n"]),
)
@examples(300)
def test_no_bytes_do_more_than_be_refused(content: bytes, start: bytes) -> None:
    from dagster_project.landing.readers import RefusalError

    try:
        tables = read_tables(start + content, MOST_UNPACKED)
    except RefusalError as refusal:
        assert refusal.problem and refusal.advice
    else:
        assert all(table.frame[ROW_NUMBER].to_list() == list(range(1, table.frame.height + 1)) for table in tables)
