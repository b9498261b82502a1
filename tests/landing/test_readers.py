"""CSV and XML as text: every row is there, whatever it holds, and both ways of reading CSV agree."""

from __future__ import annotations

import csv
import io

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.landing import delimited
from dagster_project.landing.readers import CELL_COUNT, EXTRA_CELLS, ROW_NUMBER, RefusalError, read_raw, unique_names

CELL = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=6)
PLAIN_CELL = st.text("abcÄ€0 .-;|'", max_size=5)


def written(header: list[str], rows: list[list[str]], line_end: str = "\r\n") -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writerows([header, *rows])
    return text.getvalue()


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_what_a_csv_writer_writes_is_read_back_cell_by_cell(rows: list[list[str]], line_end: str) -> None:
    table = read_raw(written(["a", "b", "c"], rows, line_end).encode())
    assert table.frame.rows() == [(number, *row) for number, row in enumerate(rows, start=1)]


@given(st.lists(st.lists(PLAIN_CELL, min_size=2, max_size=4), max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_the_fast_way_of_reading_csv_agrees_with_the_slow_one(rows: list[list[str]], line_end: str) -> None:
    text = line_end.join(["first,second,third", *(",".join(row) for row in rows)])
    names = ["first", "second", "third"]
    fast, slow = delimited._read_plain(text, names, ","), delimited._read_any(text, names, ",")
    assert fast is None or fast.equals(slow)
    assert (fast is not None) == all(len(row) == 3 for row in rows)


@given(st.binary(max_size=200))
def test_no_content_does_more_than_be_refused(content: bytes) -> None:
    try:
        table = read_raw(content)
    except RefusalError as refusal:
        assert refusal.problem
        assert refusal.advice
    else:
        assert table.frame[ROW_NUMBER].to_list() == list(range(1, table.frame.height + 1))


@given(
    st.text(alphabet='a,"\n\r;<>/&é ', max_size=60), st.sampled_from(["", "a,b\n", "<a><b>", '<?xml version="1.0"?>'])
)
def test_no_text_does_more_than_be_refused(text: str, before: str) -> None:
    try:
        table = read_raw((before + text).encode())
    except RefusalError as refusal:
        assert refusal.problem
    else:
        assert len(set(table.columns)) == len(table.columns)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("name,place\nZoë,Café\n".encode(), "UTF-8"),
        ("name,place\nZoë,Café\n".encode("utf-8-sig"), "UTF-8"),
        ("name,place\nZoë,Café\n".encode("cp1252"), "Windows-1252"),
        ("name,place\nZoë,Café\n".encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + "name,place\nZoë,Café\n".encode("utf-16-be"), "UTF-16"),
    ],
)
def test_encodings(content: bytes, encoding: str) -> None:
    table = read_raw(content)
    assert table.encoding == encoding
    assert table.frame.rows() == [(1, "Zoë", "Café")]


@pytest.mark.parametrize(
    "content",
    [
        "<a><row><name>Zoë</name></row></a>".encode(),
        "<a><row><name>Zoë</name></row></a>".encode("utf-8-sig"),
        "<a><row><name>Zoë</name></row></a>".encode("cp1252"),
        "<a><row><name>Zoë</name></row></a>".encode("utf-16"),
        '<?xml version="1.0" encoding="utf-16"?><a><row><name>Zoë</name></row></a>'.encode("utf-16"),
        '<?xml version="1.0" encoding="windows-1252"?><a><row><name>Zoë</name></row></a>'.encode("cp1252"),
        b'<a xmlns="urn:x"><row><name>Zo&#235;</name></row></a>',
    ],
)
def test_xml_encodings(content: bytes) -> None:
    assert read_raw(content).frame.rows() == [(1, "Zoë")]


@pytest.mark.parametrize(
    "content",
    [
        "name\nZoë\nRené".encode()[:-1],
        "name\nZoë".encode("utf-16")[:-1],
        b"\xff\xfea\x00\x00\x00",
        b"\xff\xfe\x00\xd8",
    ],
)
def test_text_that_is_cut_short_or_no_text_is_refused_not_misread(content: bytes) -> None:
    with pytest.raises(RefusalError, match=r"cut short|not a text file"):
        read_raw(content)


def test_a_last_letter_of_windows_1252_is_not_taken_for_half_a_character() -> None:
    assert read_raw("name\nRené".encode("cp1252")).frame["name"].to_list() == ["René"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("hint", ["", "sep={}\r\n"])
def test_whatever_separates_cells_is_found_in_the_header(separator: str, hint: str) -> None:
    text = (
        hint.format(separator)
        + separator.join(["a", "b", "c"])
        + "\r\n"
        + separator.join(["1", '"x,;\ny"', ""])
        + "\r\n"
    )
    table = read_raw(text.encode())
    assert (table.separator, table.columns) == (separator, ("a", "b", "c"))
    assert table.frame.rows() == [(1, "1", "x,;\ny", "")]


@pytest.mark.parametrize("repeated", [True, False])
def test_thousands_of_columns_are_read(repeated: bool) -> None:
    header = ["a" if repeated else f"a{place}" for place in range(10_000)]
    table = read_raw((",".join(header) + "\n" + ",".join("1" * 10_000) + "\n").encode())
    assert len(set(table.columns)) == 10_000
    assert table.frame.shape == (1, 10_001)


@pytest.mark.parametrize(
    "content", [b"," * 20_000 + b"\n", b"<a><r>" + b"".join(b"<c%d/>" % n for n in range(20_000)) + b"</r></a>"]
)
def test_more_columns_than_any_extract_has_are_refused(content: bytes) -> None:
    with pytest.raises(RefusalError, match="columns, more than"):
        read_raw(content)


def test_a_name_of_a_column_cannot_steer_a_terminal() -> None:
    assert read_raw(b"a\x1b[31m,b\n1,2\n").columns == ("a?[31m", "b")


def test_xml_of_great_depth_is_read_or_refused() -> None:
    content = b"<a><r>" + b"<c>" * 200_000 + b"1" + b"</c>" * 200_000 + b"</r></a>"
    assert read_raw(content).frame.rows() == [(1, "1")]


def test_xml_rows_may_lack_or_repeat_elements() -> None:
    text = "<a>\n <row><x>1</x></row>\n <row><y>2</y><y>3</y></row>\n <row/>\n</a>"
    table = read_raw(text.encode())
    assert table.frame.rows() == [(1, "1", None), (2, None, "2; 3"), (3, None, None)]
    assert table.root == "a"


def test_rows_with_another_number_of_cells_are_kept_and_marked() -> None:
    table = read_raw(b"a,b,c\n1,2,3\n4\n5,6,7,8,9\n7,8,9,,\n")
    assert table.frame.select("a", "b", "c").rows() == [
        ("1", "2", "3"),
        ("4", None, None),
        ("5", "6", "7"),
        ("7", "8", "9"),
    ]
    assert table.frame[CELL_COUNT].to_list() == [3, 1, 5, 3]
    assert table.frame[EXTRA_CELLS].to_list() == [None, None, "8,9", None]


@pytest.mark.parametrize("text", ["a,b\n1,2\n\n \n3,4\n\n", "\n\na,b\n1,2\n3,4", "a,b\r1,2\r3,4\r"])
def test_lines_without_text_are_no_rows(text: str) -> None:
    assert read_raw(text.encode()).frame.rows() == [(1, "1", "2"), (2, "3", "4")]


def test_a_row_of_blank_cells_is_a_row() -> None:
    assert read_raw(b"a,b\n,\n").frame.height == 1


def test_line_ends_and_doubled_quotes_inside_quotes() -> None:
    assert read_raw(b'a,b\n"x\r\ny","say ""hi"""\n').frame.rows() == [(1, "x\r\ny", 'say "hi"')]


def test_a_quote_that_was_not_doubled_does_not_cost_the_file() -> None:
    assert read_raw(b'a,b\n1,"Rose" Cottage\n2,x\n').frame["a"].to_list() == ["1", "2"]


def test_a_line_like_our_own_mark_does_not_end_the_file() -> None:
    text = f"a,b\n1,2\n{delimited._SENTINEL}\n3,4\n"
    assert read_raw(text.encode()).frame.height == 3


def test_long_cells_are_read() -> None:
    assert read_raw(f'a,b\n1,"{"x" * 300_000}"\n'.encode()).frame["b"].str.len_chars().item() == 300_000


def test_names_are_made_to_differ() -> None:
    assert unique_names(["A", "", "a", "row_number", " b  c "]) == (
        ["A", "column_2", "a (2)", "row_number (2)", "b c"],
        ("a",),
    )


def test_every_cell_is_text() -> None:
    assert set(read_raw(b"a,b\n1,2.0\n").frame.drop(ROW_NUMBER).dtypes) == {pl.String()}
