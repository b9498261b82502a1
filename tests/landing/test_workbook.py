"""Excel workbooks: what their cells hold arrives as a CSV of the same would; what cannot be trusted is refused."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from dagster_project.landing.readers import ROW_NUMBER, WORKBOOK, RawTable, RefusalError, read_tables

from .conftest import MOST_UNPACKED, PERSON_HEADER, Council, examples
from .test_bad_input import refused

HEADER = PERSON_HEADER.split(",")
FILE = "lcs/ssd_person_2026-04-30.xlsx"
_SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def workbook(*rows: list[Any], title: str = "Sheet1") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return saved(book)


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Put another part in the place of one of a workbook, or beside the others."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, part)
    return changed.getvalue()


def with_sheet(rows: str) -> bytes:
    return with_part(workbook(["a"]), "xl/worksheets/sheet1.xml", _SHEET.format(rows).encode())


def only(content: bytes) -> RawTable:
    (table,) = read_tables(content, MOST_UNPACKED)
    return table


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        ("00123", "General", "00123"),
        (123, "General", "123"),
        (123.0, "0.00", "123"),
        (123, "00000", "00123"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567.891, "General", "1234567.891"),
        (1e-7, "General", "0.0000001"),
        (9434765919, "General", "9434765919"),
        (True, "General", "true"),
        (date(2025, 12, 31), "dd/mm/yyyy", "2025-12-31"),
        (datetime(2025, 12, 31, 14, 5), "dd/mm/yyyy hh:mm", "2025-12-31 14:05:00"),
        (45291, "dd mmmm yyyy", "2023-12-31"),
        (45291, "General", "45291"),
        ("  spaced ", "General", "  spaced "),
        ("two\nlines", "General", "two\nlines"),
        ("bell_x0007_", "General", "bell\x07"),
        ("#REF!", "General", "#REF!"),
    ],
)
def test_a_cell_is_text_as_it_is_stored(value: Any, number_format: str, text: str) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["a"])
    sheet.append([value])
    sheet["A2"].number_format = number_format
    table = only(saved(book))
    assert table.frame.rows() == [(1, text)]
    assert (table.encoding, table.root) == (WORKBOOK, "Sheet")


def test_a_workbook_makes_the_load_that_its_csv_makes(council: Council) -> None:
    day = date(2008, 1, 31)
    council.drop(
        FILE, workbook(HEADER, [1, "Ann", "Alder", "F", day, True, None], ["002", "Bo", None, "M", 39478, 0, None])
    )
    council.people("lcs/ssd_person_2026-03-31.csv", ["1,Ann,Alder,F,31/01/2008,Y,", "002,Bo,,M,31/01/2008,N,"])
    loads = council.run().loads
    assert [(load.rows_accepted, load.rows_read) for load in loads] == [(2, 2), (2, 2)]
    names = [*HEADER, "row_hash"]
    assert council.typed(loads[0]).select(names).rows() == council.typed(loads[1]).select(names).rows()


def test_a_bare_number_is_a_day_in_a_workbook_only_also_when_typed_again(council: Council) -> None:
    council.drop(FILE, workbook(HEADER, ["1", "Ann", "Alder", "F", 39478, "Y", None]))
    council.people("lcs/ssd_person_2026-03-31.csv", ["1,Ann,Alder,F,39478,Y,"])
    council.run()
    council.configure("mapping/code_spellings.csv", "source,code_set,source_value,code\n,SEX,Girl,F\n")
    assert len(council.run().retyped) == 2
    found = council.sql("select pers_dob, unreadable_fields from landing.lcs__ssd_person order by extract_date")
    assert found == [(None, ["pers_dob"]), (date(2008, 1, 31), [])]


def test_a_code_that_lost_its_zeros_is_still_that_code(council: Council) -> None:
    from dagster_project.landing.typed import _without_zeros

    assert _without_zeros({"00", "01", "1A", "012", "12", "N1"}) == {"0": "00", "1": "01"}
    assert _without_zeros({"01", "001"}) == {}


def test_blank_rows_are_no_rows_and_cells_beside_the_header_are_a_column_without_a_name() -> None:
    table = only(workbook([], ["a", "b", None], [None], ["1", " ", None], [], ["2", None, None, "note"]))
    assert table.columns == ("a", "b", "column_3", "column_4")
    assert table.frame.rows() == [(1, "1", None, None, None), (2, "2", None, None, "note")]


def test_rows_beyond_a_chunk_keep_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    from dagster_project.landing import workbook as reader

    monkeypatch.setattr(reader, "_CHUNK_ROWS", 2)
    table = only(workbook(["a"], *([str(n)] for n in range(4)), ["4", "x"]))
    assert table.frame.rows() == [*((n + 1, str(n), None) for n in range(4)), (5, "4", "x")]


def test_a_hidden_sheet_is_not_read_and_that_is_said(council: Council) -> None:
    book = Workbook()
    for title in ("ssd_person", "Old", "Empty"):
        sheet = book.create_sheet(title)
        sheet.append(HEADER if title != "Empty" else [])
        sheet.append(["1", title])
        sheet.sheet_state = "visible" if title == "ssd_person" else "veryHidden"
    council.drop(FILE, saved(book))
    load = council.only_load()
    assert load.status == "warned"
    assert "hidden sheet 'Old' was not read" in load.reason
    assert council.typed(load)["pers_forename"].to_list() == ["ssd_person"]


def test_each_sheet_of_a_workbook_is_a_load_known_by_its_name_or_header(council: Council) -> None:
    book = Workbook()
    people, mothers = book.create_sheet("People"), book.create_sheet("ssd_mother")
    people.append(HEADER)
    people.append(["1", "Ann"])
    mothers.append(["Mother ID", "moth_childs_person_id"])
    mothers.append(["1", "2"])
    council.drop("lcs/monthly 2026-04-30.xlsx", saved(book))
    assert {(load.dataset, load.rows_read) for load in council.run().loads} == {("ssd_person", 1), ("ssd_mother", 1)}
    assert council.run().loads == ()


@pytest.mark.parametrize(
    ("other", "problem"),
    [(["Notes"], "sheet 'Other' that is no dataset"), ([*HEADER], "two sheets of ssd_person: 'People' and 'Other'")],
)
def test_a_sheet_that_is_nothing_we_know_or_the_same_again_is_named(
    council: Council, other: list[str], problem: str
) -> None:
    book = Workbook()
    for title, header in (("People", HEADER), ("Other", other)):
        book.create_sheet(title).append(header)
    assert problem in refused(council, "lcs/monthly 2026-04-30.xlsx", saved(book))


def test_a_formula_counts_with_its_value_and_without_one_the_file_is_refused(council: Council) -> None:
    cells = '<c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row><row r="2">{}'
    calculated = '<c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>""</f><v></v></c>'
    assert only(with_sheet(f'<row r="1">{cells.format(calculated)}</row>')).frame.rows() == [(1, "2", None)]
    assert "never calculated, in cell B2" in refused(council, FILE, workbook(HEADER, ["1", "=A2&A2"]))


def test_days_counted_from_1904_are_refused(council: Council) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.create_sheet("People").append(HEADER)
    assert "from 1904" in refused(council, FILE, saved(book))


@pytest.mark.parametrize("rows", [[], [HEADER]])
def test_a_workbook_without_rows(council: Council, rows: list[list[str]]) -> None:
    council.drop(FILE, workbook(*rows))
    load = council.only_load()
    assert (load.status, load.rows_read) == ("warned" if rows else "refused", 0)


def zipped(**members: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in members.items():
            archive.writestr(name.replace("__", "/"), part)
    return content.getvalue()


def of_version(content: bytes, version: int) -> bytes:
    """Let an archive ask for a version of the format that nobody has."""
    place = content.index(b"PK\x01\x02") + 6
    return content[:place] + bytes([version]) + content[place + 1 :]


ENTITIES = '<!DOCTYPE a [<!ENTITY b "haha"><!ENTITY c "&b;&b;">]><worksheet>&c;</worksheet>'


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (workbook(HEADER)[:-40], "damaged workbook"),
        (of_version(workbook(HEADER), 64), "damaged workbook"),
        (zipped(**{"ssd_person.csv": b"a,b\n"}), "an archive, not a workbook"),
        (zipped(**{"[Content_Types].xml": b"", "xl__workbook.bin": b""}), "binary workbook"),
        (with_part(workbook(HEADER), "xl/media/zeros.bin", bytes(200 << 20)), "would unpack to 200 MB"),
        (with_part(workbook(HEADER), "xl/worksheets/sheet1.xml", ENTITIES.encode()), "cannot be read"),
        (with_part(workbook(HEADER), "xl/worksheets/sheet1.xml", b"<worksheet><sheetD"), "cannot be read"),
        (with_part(workbook(HEADER), "xl/workbook.xml", b"<workbook/>"), "holds no cells"),
        (with_sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), "cannot be read"),
    ],
)
def test_what_is_no_workbook_or_not_safe_is_refused(council: Council, content: bytes, problem: str) -> None:
    assert problem in refused(council, FILE, content)


def test_how_much_a_workbook_may_unpack_to_is_the_council_s_to_say(council: Council) -> None:
    limit = "parameter,value\ncheck_workbook_megabytes,{}\n"
    council.drop(FILE, with_part(workbook(HEADER, ["1", "Ann"]), "xl/media/picture.bin", bytes(2 << 20)))
    council.configure("returns/parameters.csv", limit.format(2))
    assert "would unpack to 2 MB" in council.only_load().reason
    council.configure("returns/parameters.csv", limit.format(3))
    assert council.only_load().rows_read == 1


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="99999999999"><c t="str"><v>b</v></c></row>',
        "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 500)),
    ],
    ids=["a row far below", "cells far to the right"],
)
def test_cells_far_apart_cost_neither_time_nor_memory(rows: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from dagster_project.landing import workbook as reader

    monkeypatch.setattr(reader, "_MOST_CELLS", 3_000_000)
    with pytest.raises(RefusalError, match="cells far apart"):
        read_tables(with_sheet(rows), MOST_UNPACKED)


def test_nothing_is_written_from_a_workbook_beside_the_loads(council: Council, tmp_path: Path) -> None:
    content = with_part(workbook(HEADER, ["1", "Ann"]), "../../../planted.txt", b"x")
    council.drop(FILE, content)
    assert council.only_load().rows_read == 1
    assert list(tmp_path.rglob("planted*")) == []


CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1901, 1, 1), date(2199, 12, 31)),
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=6).filter(lambda text: not text.startswith("=")),
)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=6))
@examples(60)
def test_every_row_with_text_is_read(rows: list[list[Any]]) -> None:
    table = only(workbook(["a", "b"], *rows))
    filled = [row for row in rows if any(cell is not None and str(cell).strip() for cell in row)]
    assert table.frame[ROW_NUMBER].to_list() == list(range(1, len(filled) + 1))


WHOLE = workbook(["a", "b"], [1, "x"], [date(2026, 1, 1), None])


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
@examples(150)
def test_a_damaged_workbook_does_no_more_than_be_refused(place: int, damage: bytes) -> None:
    try:
        read_tables(WHOLE[:place] + damage + WHOLE[place + len(damage) :], MOST_UNPACKED)
    except RefusalError as refusal:
        assert refusal.problem and refusal.advice


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "A1", "B2", "ZZZZ9", "1", "A0", "é1", "A-1"]),
            st.sampled_from(["n", "s", "str", "b", "e", "d", "inlineStr", "?"]),
            st.sampled_from(["", "-1", "0", "999", "1e999", "NaN", "x", "2026-01-01", "-99999999999"]),
            st.text("<>&ab1", max_size=4),
        ),
        max_size=5,
    ),
    st.sampled_from(["", "1", "0", "-3", "x", "5"]),
)
@examples(150)
def test_no_sheet_does_more_than_be_refused(cells: list[tuple[str, str, str, str]], row: str) -> None:
    made = "".join(
        f'<c r="{ref}" t="{kind}" s="{style[:1] or 0}"><v>{escape(value or style)}</v></c>'
        if ref
        else f'<c t="{kind}"/>'
        for ref, kind, value, style in ((r, k, v, escape(s, {"<": "", ">": "", "&": ""})) for r, k, v, s in cells)
    )
    try:
        tables = read_tables(with_sheet(f'<row r="{row}">{made}</row>'), MOST_UNPACKED)
    except RefusalError as refusal:
        assert refusal.problem and refusal.advice
    else:
        assert all(table.columns for table in tables)
