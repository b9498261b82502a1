"""Reading anybody's return: recognised by its columns, and nothing passed over in silence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.errors import WreathError
from dagster_project.returns.ssda903.csv_files import to_csv
from dagster_project.returns.ssda903.read import ReadReturn, read_return
from dagster_project.returns.ssda903.xml_file import to_xml
from dagster_project.returns.ssda903.xml_layout import XmlLayout
from tests.returns.ssda903.conftest import MakeSet

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,M,01/02/2005,WBRI,UN1,,\n"
OC3 = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,01/02/2005,YES,F2,U1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "sent"
    found.mkdir()
    return found


def told(read: ReadReturn) -> list[str]:
    return [str(notice) for notice in read.notices]


def test_files_are_recognised_whatever_they_are_called(folder: Path, catalogue: Catalogue) -> None:
    (folder / "extract (3) FINAL.CSV").write_text(HEADER)
    (folder / "oc3_from_lcs.txt").write_text(OC3)
    read = read_return(folder, catalogue, "2025-26")
    assert (read.file_format, read.file_set.rows, told(read)) == ("csv", {"Header": 1, "OC3": 1}, [])
    assert read.files["OC3"].name == "oc3_from_lcs.txt"


def test_names_of_columns_may_differ_in_case_spaces_and_order(folder: Path, catalogue: Catalogue) -> None:
    (folder / "a.csv").write_text(" accom ,Child,DOB,In_Touch,activ\nU1,1,01/02/2005,YES,F2\n")
    read = read_return(folder, catalogue)
    assert read.file_set["OC3"].rows() == [("1", "01/02/2005", "YES", "F2", "U1")]


@pytest.mark.parametrize(
    ("content", "notice"),
    [
        (OC3.replace("ACCOM", "ACCOM,WARD").replace("U1", "U1,North"), "column 'WARD' is not of OC3"),
        (OC3.replace("ACCOM", "ACCOM,child").replace("U1", "U1,2"), "column 'child (2)' is not of OC3"),
        (OC3.replace(",", ";"), "separated by semicolons"),
        (OC3.replace(",", "\t"), "separated by tabs"),
        (OC3.replace("U1", "U\xe9").encode("cp1252"), "Windows-1252"),
        (OC3 + "2,01/02/2005,YES\n", "sent.csv, row 2: has 3 cells, the header 5"),
        (OC3 + "2,01/02/2005,YES,F2,U1,x\n", "sent.csv, row 2: has 6 cells, the header 5"),
    ],
)
def test_what_is_odd_is_read_and_told(content: str | bytes, notice: str, folder: Path, catalogue: Catalogue) -> None:
    (folder / "sent.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    read = read_return(folder, catalogue)
    assert len(told(read)) == 1
    assert notice in told(read)[0]
    assert read.file_set["OC3"]["CHILD"][0] == "1"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_byte_order_mark_is_no_matter(mark: str, folder: Path, catalogue: Catalogue) -> None:
    (folder / "a.csv").write_text(mark + OC3, encoding="utf-8")
    assert told(read_return(folder, catalogue)) == []


def test_whatever_is_not_read_is_told(folder: Path, catalogue: Catalogue) -> None:
    (folder / "a.csv").write_text(OC3)
    (folder / "b.csv").write_text(OC3)
    (folder / "c.csv").write_text("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER\n1,M,,,,\n")
    (folder / "Header_old.csv").write_text("CHILD,SEX,DOB,ETHNIC\n1,M,,\n")
    (folder / "d.csv").write_text("name,age\nx,1\n")
    (folder / "dolo.csv").write_text("CHILD,DOB,DOLO_START,DOLO_END\n")
    (folder / "notes.docx").write_bytes(b"PK\x03\x04")
    (folder / "notes.txt").write_bytes(b"")
    (folder / "old").mkdir()
    (folder / "z.xml").write_text("<EXPSSDA903/>")
    read = read_return(folder, catalogue, "2025-26")
    assert read.file_set.rows == {"OC3": 1}
    expected = {
        "b.csv": "is OC3, as a.csv is",
        "c.csv": "lacks MC_DOB to be Header",
        "Header_old.csv": "lacks UPN, MOTHER, MC_DOB to be Header",
        "d.csv": "has the columns of no file",
        "dolo.csv": "is DoLo, which the year does not have",
        "notes.docx": "neither CSV nor XML",
        "notes.txt": "holds no text",
        "old": "is a folder",
        "z.xml": "beside CSV files",
    }
    found = {notice.file: notice.message for notice in read.notices}
    assert found.keys() == expected.keys()
    assert [name for name, words in expected.items() if words not in found[name]] == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (OC3.encode("utf-16")[:-1], "UTF-16"),
        (b"PK\x03\x04rest", "workbook"),
        (OC3.encode() + b'2,"01/02', "quotation mark"),
        (b"", "holds no text"),
        (b"<EXPSSDA903><CHILD>", "not whole XML"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><EXPSSDA903>&b;</EXPSSDA903>", "document type"),
    ],
)
def test_a_file_that_cannot_be_read_stops_the_reading(
    content: bytes, words: str, folder: Path, catalogue: Catalogue
) -> None:
    (folder / "sent.csv").write_bytes(content)
    with pytest.raises(WreathError, match=words) as error:
        read_return(folder, catalogue)
    assert "sent.csv" in str(error.value)
    assert ";" in str(error.value), "what to do"


def test_a_folder_without_a_return_says_what_it_holds(folder: Path, catalogue: Catalogue) -> None:
    with pytest.raises(WreathError, match="no file of the return"):
        read_return(folder, catalogue)
    (folder / "a.csv").write_text("name,age\n")
    with pytest.raises(WreathError, match=r"a\.csv"):
        read_return(folder, catalogue)
    with pytest.raises(WreathError, match="is not there"):
        read_return(folder / "nowhere", catalogue)


def test_the_same_return_is_read_from_csv_and_from_xml(
    folder: Path, catalogue: Catalogue, layout: XmlLayout, make_set: MakeSet
) -> None:
    child = {"CHILD": "1", "SEX": "F", "DOB": "01/02/2005"}
    sent = make_set(Header=[child], OC3=[{**child, "ACTIV": "F2"}], Reviews=[child, child])
    (folder / "any.xml").write_bytes(to_xml(sent, layout).content)
    by_xml = read_return(folder, catalogue)
    assert by_xml.file_format == "xml"
    for name, frame in sent.tables.items():
        (folder / f"{name}.csv").write_bytes(to_csv(frame))
    by_csv = read_return(folder, catalogue)
    assert by_csv.file_format == "csv"
    assert by_csv.file_set == sent
    assert all(frame.equals(sent[name]) for name, frame in by_xml.file_set.tables.items())
    assert read_return(folder, catalogue, file_format="xml").file_set == by_xml.file_set
    files = [folder / "Header.csv", folder / "OC3.csv"]
    assert read_return(files, catalogue).file_set.rows == {"Header": 1, "OC3": 1}
    shutil.copy(folder / "any.xml", folder / "other.xml")
    with pytest.raises(WreathError, match="several XML files"):
        read_return(folder, catalogue, file_format="xml")
