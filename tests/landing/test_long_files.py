"""A file too long for memory is read in pieces, and gives what it would have given at once."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.landing import content as contents
from dagster_project.landing import long_csv, markup
from dagster_project.landing.content import Content
from dagster_project.landing.delimited import read_csv
from dagster_project.landing.long_csv import read_long_csv
from dagster_project.landing.manifest import CheckResult
from dagster_project.landing.markup import read_long_xml, read_xml
from dagster_project.landing.piecewise import Case
from dagster_project.landing.readers import CELL_COUNT, EXTRA_CELLS, RawTable, RefusalError
from dagster_project.landing.spool import Spool, with_foot
from dagster_project.landing.storage import ERRORS, RAW, TYPED, read_held_back, read_table

from .conftest import Council, examples, strict

CELL = st.sampled_from(["", "a", " b ", "é", '"', '"x"', '"a,b"', '"a\n"', '"a""b"', '5"', "end", '"\r\n;"'])
LINES = st.lists(st.lists(CELL, min_size=0, max_size=4).map(",".join), max_size=30)
END = st.sampled_from(["\n", "\r\n", "\r"])
MARCH, APRIL = "lcs/ssd_person_2026-03-31.csv", "lcs/ssd_person_2026-04-30.csv"


@pytest.fixture
def in_small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is long, and a piece holds a few rows."""
    monkeypatch.setattr(contents, "SHORT_BYTES", 0)
    monkeypatch.setattr(contents, "_CHUNK_BYTES", 7)
    monkeypatch.setattr(long_csv, "PIECE_CHARACTERS", 150)


def said(read: RawTable) -> tuple[list[dict[str, object]], tuple[str, ...], str, str]:
    """Rows with their marks, where a piece has some or not; columns, encoding and separator."""
    width = len(read.columns)
    rows = [
        {**{CELL_COUNT: width, EXTRA_CELLS: None}, **row}
        for piece in read.pieces()
        for row in piece.iter_rows(named=True)
    ]
    return rows, read.columns, read.encoding, read.separator


@given(lines=LINES, end=END, encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
@examples(150)
def test_pieces_together_are_the_file_read_at_once(
    lines: list[str], end: str, encoding: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = end.join(["id,name,born", *lines]).encode(encoding)
    path = tmp_path_factory.getbasetemp() / "long.csv"
    path.write_bytes(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_csv, "PIECE_CHARACTERS", 20)
        try:
            expected = said(read_csv(data))
        except RefusalError:
            with pytest.raises(RefusalError):
                said(read_long_csv(Content(path, len(data), 0, None)))
        else:
            assert said(read_long_csv(Content(path, len(data), 0, None))) == expected


XML_CELL = st.sampled_from(["", "a", " b ", "&#233;", "<c>x</c>y", "<!-- no -->z", "<![CDATA[<&]]>", "\n", "]"])
XML_ROWS = st.lists(st.lists(st.tuples(st.sampled_from("abc"), XML_CELL), max_size=4), max_size=12)
XML_START = st.sampled_from(["", '<?xml version="1.0" encoding="{}"?>', "<!-- x -->", "<!DOCTYPE r>", "\ufeff"])


@given(
    rows=XML_ROWS,
    start=XML_START,
    encoding=st.sampled_from(["utf-8", "utf-16", "cp1252"]),
    cut=st.one_of(st.none(), st.integers(1, 40)),
)
@examples(150)
def test_pieces_of_xml_together_are_the_file_read_at_once(
    rows: list[list[tuple[str, str]]],
    start: str,
    encoding: str,
    cut: int | None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    made = "".join(f"<row>{''.join(f'<{name}>{cell}</{name}>' for name, cell in row)}</row>\n" for row in rows)
    text = f"{start.format(encoding)}<r xmlns='urn:x'>\u00e9{made}</r>"
    data = text.encode(encoding, errors="ignore")[: None if cut is None else -cut]
    path = tmp_path_factory.getbasetemp() / "long.xml"
    path.write_bytes(data)
    with pytest.MonkeyPatch.context() as patch:
        try:
            expected = said(read_xml(data))
        except RefusalError as refusal:
            with pytest.raises(RefusalError, match=re.escape(refusal.problem)):
                read_long_xml(Content(path, len(data), 0, None))
        else:
            patch.setattr(contents, "_CHUNK_BYTES", 7)
            patch.setattr(markup, "PIECE_ROWS", 3)
            assert said(read_long_xml(Content(path, len(data), 0, None))) == expected


@pytest.mark.usefixtures("in_small_pieces")
def test_a_load_of_xml_in_pieces_is_counted_whole(council: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "PIECE_ROWS", 10)
    rows = "".join(f"<row><pers_person_id>{n or ''}</pers_person_id><pers_sex>F</pers_sex></row>" for n in range(45))
    council.drop(APRIL.replace(".csv", ".xml"), f"<ssd_person>{rows}</ssd_person>")
    load = council.only_load()
    assert (load.rows_read, load.rows_accepted, load.rows_quarantined) == (45, 44, 1)
    assert read_table(council.settings, load, RAW)["row_number"].to_list() == list(range(1, 46))


def people() -> list[str]:
    chance = random.Random(4)
    rows = [f'{n},"Ann, {n}",Alder,F,2008-01-{n % 28 + 1:02d},Y,' for n in range(200)]
    rows[20], rows[150] = "20,Bo,Birch,F,soon,Y,", ",No,Key,F,2008-01-01,Y,"
    chance.shuffle(rows)
    return [*rows, "Total: 200"]


def outcome(council: Council) -> tuple[pl.DataFrame, ...]:
    """Take in one load; its tables, and the counts of its record."""
    load = council.only_load()
    assert load.rows_accepted + load.rows_unreadable + load.rows_quarantined == load.rows_read == 201
    tables = [read_table(council.settings, load, name) for name in (RAW, TYPED, ERRORS)]
    left_out = read_held_back(council.settings, load)
    marks = [CELL_COUNT, EXTRA_CELLS]
    return (*(table.drop(marks, strict=False) for table in (*tables, left_out)), pl.DataFrame({"f": [str(load.facts)]}))


def test_a_load_in_pieces_is_the_same_load(council: Council, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    council.people(APRIL, people())
    at_once = outcome(council)
    other = Council(type(council.settings)(tmp_path / "other"), council.seeds)
    other.configure("council.toml", 'local_authority_code = "990"\n')
    other.people(APRIL, people())
    request.getfixturevalue("in_small_pieces")
    in_pieces = outcome(other)
    assert all(one.equals(two) for one, two in zip(at_once, in_pieces, strict=True))
    assert not list((other.settings.landing / ".incoming").glob("*"))


@pytest.mark.usefixtures("in_small_pieces")
def test_a_load_in_pieces_is_typed_again_in_pieces(council: Council) -> None:
    council.people(APRIL, people())
    before = council.typed(council.only_load())
    council.configure("mapping/code_spellings.csv", "source,code_set,source_value,code\n,SEX,Other,M\n")
    (again,) = council.run().retyped
    assert council.typed(again).equals(before)


@pytest.mark.usefixtures("in_small_pieces")
def test_a_key_that_comes_again_in_another_piece_is_found(council: Council) -> None:
    shared: list[int] = []

    def judge(case: Case) -> list[CheckResult]:
        shared.extend(case.sample["row_number"].to_list())
        return strict(case)

    rows = people()
    council.people(APRIL, [*rows[:-1], "7,Di,Dale,F,2008-01-01,Y,"])
    assert council.only_load(judge).status == "quarantined"
    assert shared == [1 + next(place for place, row in enumerate(rows) if row.startswith("7,")), 201]


@pytest.mark.usefixtures("in_small_pieces")
def test_a_long_file_that_changes_while_it_is_read_waits(council: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    path = council.people(APRIL, people())
    was = long_csv.read_long_csv

    def read_and_touch(content: Content) -> RawTable:
        found = was(content)
        os.utime(path, (2_000_000_000, 2_000_000_000))
        return found

    monkeypatch.setattr(long_csv, "read_long_csv", read_and_touch)
    result = council.run()
    assert result.is_waiting and result.loads == () and council.manifest() == []


@pytest.mark.usefixtures("in_small_pieces")
def test_a_long_file_with_a_quotation_mark_that_is_never_closed_is_refused(council: Council) -> None:
    council.people(APRIL, [*people(), '300,"Ann,Alder,F,2008-01-01,Y,'])
    load = council.only_load()
    assert load.status == "refused" and "never closed" in load.reason
    assert not list((council.settings.landing / ".incoming").glob("*"))


def test_the_foot_of_a_table_is_never_cut() -> None:
    frame = pl.DataFrame({"n": range(100)})
    for size in (1, 7, 20, 33, 100):
        found = list(with_foot(frame.iter_slices(size), 20))
        assert [is_last for _, is_last in found] == [*[False] * (len(found) - 1), True]
        assert found[-1][0].height >= 20
        assert pl.concat([piece for piece, _ in found]).equals(frame)


def test_a_spool_gives_back_what_it_was_given(tmp_path: Path) -> None:
    spool, frame = Spool(tmp_path / "scratch", "rows"), pl.DataFrame({"n": [1, 2]})
    for piece in (frame.clear(), frame, frame.clear()):
        spool.add(piece)
    assert [one.height for one in spool.frames()] == [2] and not (tmp_path / "scratch").exists()
    spool.add(frame)
    assert [one.height for one in spool.frames()] == [2, 2] and spool.height == 4
