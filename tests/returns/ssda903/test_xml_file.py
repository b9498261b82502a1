"""XML and the model: lossless where XML can hold the return, and otherwise every value that it cannot is listed."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.catalogue import Catalogue, tables
from dagster_project.landing.readers import RefusalError
from dagster_project.returns.ssda903.specification import RETURN_ID, modules_of
from dagster_project.returns.ssda903.xml_file import to_xml
from dagster_project.returns.ssda903.xml_layout import XmlLayout
from dagster_project.returns.ssda903.xml_losses import Loss
from dagster_project.returns.ssda903.xml_reading import from_xml
from tests.returns.ssda903.conftest import MakeSet

Rows = dict[str, list[dict[str, str | None]]]
XML_TEXT = st.text(
    st.characters(blacklist_categories=["Cs"], min_codepoint=0x20, blacklist_characters="\ufffe\uffff"),
    min_size=1,
    max_size=5,
)
CELL = st.one_of(st.none(), XML_TEXT, st.sampled_from(["\n", "\r", "\r\n", "\t", " ", "]]>", "&amp;", "<a>", "'\""]))
ONE_A_CHILD = ("UASC", "OC2", "OC3", "AD1", "PrevPerm")
PROVISIONAL = ("SWEpisodes", "DoLo")


@st.composite
def sound_returns(draw: st.DrawFn, layout: XmlLayout) -> Rows:
    """Returns with one Header row a child, and the same birth date and sex everywhere."""
    rows: Rows = {part.module.name: [] for part in layout.modules}
    for child in draw(st.lists(XML_TEXT, unique=True, max_size=3)):
        about = {"CHILD": child, "DOB": draw(CELL), "SEX": draw(CELL)}
        for part in layout.modules:
            name = part.module.name
            most = 1 if name in ONE_A_CHILD else 3
            number = 1 if name == "Header" else draw(st.integers(0, most))
            for _ in range(number):
                rows[name].append({item: about[item] if item in about else draw(CELL) for item in part.module.columns})
    return rows


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_csv_to_model_to_xml_to_model_loses_nothing(data: st.DataObject, layout: XmlLayout, make_set: MakeSet) -> None:
    sent = make_set(**data.draw(sound_returns(layout)))
    made = to_xml(sent, layout, provisional_tags=True)
    assert (made.losses, made.left_out_modules) == ((), ())
    read, _ = from_xml(made.content, layout)
    empty = {name for name in PROVISIONAL if not sent[name].height}
    assert {n: f.rows() for n, f in read.in_order().tables.items()} == {
        n: f.rows() for n, f in sent.in_order().tables.items() if n not in empty
    }


def test_the_same_return_is_the_same_bytes(layout: XmlLayout, make_set: MakeSet) -> None:
    sent = make_set(Header=[{"CHILD": "1", "SEX": "M"}], Episodes=[{"CHILD": "1", "PLACE": "U1"}])
    assert to_xml(sent, layout).content == to_xml(sent, layout).content


def test_xml_looks_like_this(catalogue: Catalogue, make_set: MakeSet) -> None:
    layout = XmlLayout.of(catalogue, modules_of(catalogue, "2022-23"))
    sent = make_set(
        Header=[{"CHILD": "A&1", "SEX": "F", "DOB": "01/02/2005", "ETHNIC": "WBRI"}],
        UASC=[{"CHILD": "A&1", "SEX": "F", "DOB": "01/02/2005"}],
        Missing=[{"CHILD": "A&1", "DOB": "01/02/2005", "MISSING": "M", "MIS_START": "01/05/2022"}],
        Episodes=[{"CHILD": "A&1", "DECOM": "01/04/2020", "PLACE": "U1"}],
    )
    root = ElementTree.fromstring(to_xml(sent, layout).content)
    assert [(element.tag, element.text) for element in root.iter() if not len(element)] == [
        ("CHILDID", "A&1"), ("UPN", None), ("SEX", "F"), ("DOB", "01/02/2005"), ("ETHNIC", "WBRI"), ("UASC", "1"),
        ("MISSING", "M"), ("MIS_START", "01/05/2022"), ("MIS_END", None), ("DUC", None), ("MOTHER", None),
        ("MC_DOB", None), ("DECOM", "01/04/2020"), ("RNE", None), ("LS", None), ("CIN", None), ("PL", "U1"),
        ("PL_POST", None), ("HOME_POST", None), ("URN", None), ("PLACE_PROVIDER", None), ("DEC", None), ("REC", None),
        ("REASON_PLACE_CHANGE", None),
    ]  # fmt: skip
    assert [element.tag for element in root[0]] == ["HEADER", "EPISODE"]


def test_every_item_of_the_return_has_an_element(catalogue: Catalogue) -> None:
    listed = {(row.module, row.item) for row in catalogue.table(tables.XML_ELEMENTS)}
    items = {(item.module, item.item) for item in catalogue.return_items if item.return_id == RETURN_ID}
    assert items == listed - {("UASC", None)}


def test_only_the_modules_that_no_source_shows_have_proposed_names(layout: XmlLayout) -> None:
    assert [part.module.name for part in layout.modules if part.is_provisional] == list(PROVISIONAL)
    assert [part.module.name for part in layout.modules if not part.is_repeated and part.module.name != "Header"] == [
        "UASC", "OC2", "OC3", "AD1", "PrevPerm",
    ]  # fmt: skip


def test_unconfirmed_modules_are_left_out_and_named_unless_asked_for(layout: XmlLayout, make_set: MakeSet) -> None:
    sent = make_set(Header=[{"CHILD": "1"}], SWEpisodes=[{"CHILD": "1", "SW_ID": "SW1"}])
    without, with_them = to_xml(sent, layout), to_xml(sent, layout, provisional_tags=True)
    assert (without.left_out_modules, with_them.left_out_modules) == (PROVISIONAL, ())
    assert b"SW1" not in without.content
    assert from_xml(with_them.content, layout)[0]["SWEpisodes"]["SW_ID"].to_list() == ["SW1"]


ONE = {"CHILD": "1", "DOB": "01/02/2005", "SEX": "M"}


@pytest.mark.parametrize(
    ("rows", "losses"),
    [
        (
            {"Header": [ONE, {**ONE, "UPN": "X"}]},
            [(2, "CHILD", "1"), (2, "SEX", "M"), (2, "DOB", "01/02/2005"), (2, "UPN", "X")],
        ),
        ({"Header": [ONE], "OC3": [{**ONE, "DOB": "02/02/2005"}]}, [(1, "DOB", "02/02/2005")]),
        ({"Header": [ONE], "OC3": [{"CHILD": "1"}]}, [(1, "DOB", "")]),
        ({"Header": [ONE], "UASC": [{**ONE, "SEX": "F"}]}, [(1, "SEX", "F")]),
        ({"Header": [ONE], "OC3": [{"CHILD": "2", "ACTIV": "F2"}]}, [(1, "CHILD", "2"), (1, "ACTIV", "F2")]),
        ({"Header": [ONE], "OC3": [{}]}, [(1, "CHILD", "")]),
        ({"OC3": [{"CHILD": "1"}]}, [(1, "CHILD", "1")]),
        ({"Header": [ONE], "OC2": [ONE, {**ONE, "SDQ_SCORE": "3"}]},
         [(2, "CHILD", "1"), (2, "DOB", "01/02/2005"), (2, "SDQ_SCORE", "3")]),
        ({"Header": [{**ONE, "UPN": "a\x01"}]}, [(1, "UPN", "a\x01")]),
        ({"Header": [{**ONE, "CHILD": "\x02"}]}, [(1, "CHILD", "\x02"), (1, "SEX", "M"), (1, "DOB", "01/02/2005")]),
        ({"Header": [ONE], "Episodes": [{**ONE, "URN": "\ufffe"}]}, [(1, "URN", "\ufffe")]),
    ],
)  # fmt: skip
def test_what_xml_cannot_hold_is_listed_value_by_value(
    rows: Rows, losses: list[tuple[int, str, str]], layout: XmlLayout, make_set: MakeSet
) -> None:
    found = to_xml(make_set(**rows), layout, provisional_tags=True).losses
    assert sorted((loss.row, loss.item, loss.value) for loss in found) == sorted(losses)
    assert all(loss.reason for loss in found)


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_whatever_is_not_listed_as_lost_is_read_back(data: st.DataObject, layout: XmlLayout, make_set: MakeSet) -> None:
    """Any return at all: the rows read back are those written without the lost ones, cell by cell."""
    child = st.sampled_from([None, "1", "2", "\x01"])
    cell = st.sampled_from([None, "a", "b", "\x02", "\n"])
    rows: Rows = {
        part.module.name: data.draw(
            st.lists(
                st.fixed_dictionaries({n: child if n == "CHILD" else cell for n in part.module.columns}), max_size=3
            )
        )
        for part in layout.modules
        if part.module.name in {"Header", "Episodes", "UASC", "OC3"}
    }
    sent = make_set(**rows)
    made = to_xml(sent, layout)
    read, _ = from_xml(made.content, layout)
    for name in rows:
        expected = _without_losses(name, read[name].columns, rows, made.losses)
        assert sorted(map(repr, read[name].rows())) == sorted(map(repr, expected))


def _without_losses(name: str, columns: list[str], rows: Rows, losses: tuple[Loss, ...]) -> list[tuple[Any, ...]]:
    """The rows that the losses leave: whole rows lost go, differing cells are the Header's, forbidden ones blank."""
    lost = {(loss.module, loss.row, loss.item): loss.reason for loss in losses}
    gone = {(m, r) for (m, r, _), reason in lost.items() if "blank" not in reason and "is not the" not in reason}
    headers = [row for i, row in enumerate(rows["Header"], 1) if ("Header", i) not in gone]
    given = {row["CHILD"]: {k: None if v and "\x02" in v else v for k, v in row.items()} for row in headers}
    kept = []
    for number, row in enumerate(rows[name], 1):
        if (name, number) in gone:
            continue
        cells = []
        for item in columns:
            value = row[item]
            reason = lost.get((name, number, item), "")
            cells.append(given[row["CHILD"]][item] if "is not the" in reason else None if reason else value)
        kept.append(tuple(cells))
    return kept


def test_a_row_without_any_value_is_still_a_row(layout: XmlLayout, make_set: MakeSet) -> None:
    names = [part.module.name for part in layout.modules]
    sent = make_set(**{name: [{"CHILD": "1"}] for name in names})
    made = to_xml(sent, layout, provisional_tags=True)
    assert made.losses == ()
    assert from_xml(made.content, layout)[0] == sent


def test_equal_rows_of_a_group_all_survive(layout: XmlLayout, make_set: MakeSet) -> None:
    sent = make_set(Header=[{"CHILD": "1"}], Reviews=[{"CHILD": "1", "REVIEW_CODE": "PN1"}] * 3)
    assert from_xml(to_xml(sent, layout).content, layout)[0]["Reviews"].height == 3


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><EXPSSDA903>&c;</EXPSSDA903>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><EXPSSDA903><CHILD>&b;</CHILD></EXPSSDA903>'


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (BOMB, "document type or entities"),
        (OUTSIDE, "document type or entities"),
        (b"<EXPSSDA903><CHILD><HEADER>", "not whole XML"),
        (b"<EXPSSDA903></EXPSSDA904>", "not whole XML"),
        (b'<?xml version="1.0" encoding="klingon"?><EXPSSDA903/>', "cannot be read"),
        (b'<?xml version="1.0" encoding="UTF-8"?><EXPSSDA903><A>\xe9</A></EXPSSDA903>', "not whole XML"),
        (b"<Message><Children/></Message>", "not with <EXPSSDA903>"),
        (b"", "not whole XML"),
    ],
)
def test_bad_xml_is_refused_and_says_why(content: bytes, problem: str, layout: XmlLayout) -> None:
    with pytest.raises(RefusalError) as refusal:
        from_xml(content, layout)
    assert problem in refusal.value.problem
    assert refusal.value.advice


def test_xml_in_utf_16_is_read_like_any_other(layout: XmlLayout) -> None:
    text = "<EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID><SEX>M</SEX></HEADER></CHILD></EXPSSDA903>"
    assert from_xml(text.encode("utf-16"), layout)[0] == from_xml(text.encode(), layout)[0]


def test_what_is_not_of_the_return_is_reported(layout: XmlLayout) -> None:
    content = b"""<EXPSSDA903><LA>999</LA><CHILD><HEADER><CHILDID>1</CHILDID><SEX>M</SEX><SEX>F</SEX><HAIR>red</HAIR>
    <AREVIEW><REVIEW>01/01/2026</REVIEW><CHAIR>x</CHAIR></AREVIEW><DUC>01/05/2026</DUC><ACTIV/></HEADER>
    <HEADER/><EPISODE><DECOM>01/04/2025</DECOM></EPISODE></CHILD><CHILD><EPISODE/></CHILD></EXPSSDA903>"""
    read, notices = from_xml(content, layout)
    assert {name: rows for name, rows in read.rows.items() if rows} == {
        "Header": 1, "Episodes": 2, "UASC": 1, "Reviews": 1, "OC3": 1,
    }  # fmt: skip
    for word in (
        "<LA>",
        "<HAIR>",
        "<CHAIR>",
        "<SEX> stands twice",
        "further <HEADER>",
        "without <HEADER>",
        "UASC",
        "OC3",
    ):
        assert any(word in notice for notice in notices), word


def test_names_in_a_namespace_and_other_encodings_are_read(layout: XmlLayout) -> None:
    text = '<EXPSSDA903 xmlns="urn:a"><CHILD><HEADER><CHILDID>é</CHILDID></HEADER></CHILD></EXPSSDA903>'
    for content in (text.encode("cp1252"), ('<?xml version="1.0" encoding="iso-8859-1"?>' + text).encode("latin-1")):
        assert from_xml(content, layout)[0]["Header"]["CHILD"].to_list() == ["é"]
