"""Files as systems, spreadsheets and attackers send them, each with what becomes of it, as a table of the docs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dagster_project.catalogue import Catalogue
from dagster_project.landing.inbox import InboxEvent, shown
from dagster_project.landing.manifest import LoadRecord

from .conftest import Council
from .test_workbook import ENTITIES, with_part, with_sheet, workbook, zipped

DATASET = "ssd_person"
ROW: Mapping[str, object] = {
    "pers_person_id": "1004",
    "pers_forename": "Ann",
    "pers_surname": "Alder",
    "pers_sex": "F",
    "pers_dob": "2008-01-31",
    "pers_send_flag": "Y",
}
_DTD = "<!DOCTYPE a [{}]><ssd_person><row><pers_person_id>&b;</pers_person_id></row></ssd_person>"
_LAUGHS = '<!ENTITY b0 "ha">' + "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 10))


@dataclass(frozen=True)
class File:
    """A kind of file: what it is, its content, and its name where that is what is odd."""

    kind: str
    content: bytes
    name: str = "ssd_person_{day}.csv"


def header(catalogue: Catalogue) -> list[str]:
    return [field.field for field in catalogue.fields_of(DATASET)]


class Writer:
    """Writes tables of one dataset in the ways in which they come."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.header = header(catalogue)

    def cells(self, **changed: object) -> list[object]:
        return [{**ROW, **changed}.get(name) for name in self.header]

    def lines(self, *rows: list[object], head: list[str] | None = None, separator: str = ",") -> str:
        written = [self.header if head is None else head, *rows]
        return "".join(separator.join("" if c is None else str(c) for c in row) + "\r\n" for row in written)

    def csv(self, **changed: object) -> bytes:
        return self.lines(self.cells(**changed)).encode()

    def xml(self, cells: str = "<pers_person_id>1004</pers_person_id>") -> str:
        blank = "".join(f"<{name}/>" for name in self.header if name not in cells)
        return f"<{DATASET}><row>{cells}{blank}</row></{DATASET}>"

    def book(self, **changed: object) -> bytes:
        return workbook(self.header, self.cells(**changed))


def encoded(make: Writer) -> list[File]:
    accented = make.lines(make.cells(pers_forename="Zoë"))
    return [
        File("UTF-8 with a mark", accented.encode("utf-8-sig")),
        File("UTF-16", accented.encode("utf-16")),
        File("Windows-1252", accented.encode("cp1252")),
        File(
            "UTF-8 cut in the middle of a character",
            make.lines(make.cells(pers_forename="Zoë")).encode()[:-4] + b"\xc3",
        ),
        File("bytes that are no text", b"\x00\x01\x02" + make.csv()),
        File("control characters in a cell", make.csv(pers_forename="An\x07n")),
    ]


def separated(make: Writer) -> list[File]:
    row = make.cells()
    return [
        *(File(f"{name} between cells", make.lines(row, separator=sign).replace("\r\n", "\n", 1).encode())
          for name, sign in (("semicolons", ";"), ("tabs", "\t"), ("vertical bars", "|"))),
        File("a line that tells Excel the separator", b"sep=,\r\n" + make.csv()),
        File("a quoted cell of two lines", make.csv(pers_surname='"Alder\nnée Ash"')),
        File("a quotation mark that is never closed", make.csv(pers_surname='"Alder')),
        File("a row with more cells than the header", make.lines([*row, "one", "more"]).encode()),
        File("a row with fewer cells than the header", make.lines(row[:7]).encode()),
    ]  # fmt: skip


def headed(make: Writer) -> list[File]:
    names, row = make.header, make.cells()
    return [
        File("columns in another order", make.lines(row[::-1], head=names[::-1]).encode()),
        File("a column twice", make.lines([*row, "x"], head=[*names, "pers_forename"]).encode()),
        File("a column of no use missing", make.lines(row[:-1], head=names[:-1]).encode()),
        File("the column of the key missing", make.lines(row[1:], head=names[1:]).encode()),
        File("the column of the key renamed", make.lines(row, head=["pers_person_idx", *names[1:]]).encode()),
        File("a column that nobody mapped", make.lines([*row, "38"], head=[*names, "shoe size"]).encode()),
        File("3,000 columns that nobody mapped",
             make.lines([*row, *["x"] * 3000], head=[*names, *(f"x{n}" for n in range(3000))]).encode()),
        File("more columns than a sheet of Excel has", ",".join(f"x{n}" for n in range(20_000)).encode()),
        File("the header again below the rows", make.lines(row, list(names)).encode()),
        File("a total below the rows", make.lines(row, ["Total", 1]).encode()),
        File("a header without rows", make.lines().encode()),
        File("blank lines only", b" \r\n \r\n"),
        File("not one byte", b""),
    ]  # fmt: skip


def celled(make: Writer) -> list[File]:
    row = make.cells()
    return [
        File("a day that does not exist", make.csv(pers_dob="31/02/2008")),
        File("a code that is in no list", make.csv(pers_sex="Q7")),
        File("a number that a spreadsheet cut short", make.csv(pers_common_child_id="9.99E+09")),
        File("a row without its key", make.lines(row, make.cells(pers_person_id="")).encode()),
        File("a key twice", make.lines(row, make.cells(pers_forename="Bea")).encode()),
        File("a text that begins as a formula does", make.csv(pers_surname="=cmd|' /c calc'!A1")),
    ]


def marked_up(make: Writer) -> list[File]:
    name = "ssd_person_{day}.xml"
    return [
        File("XML", make.xml().encode(), name),
        File("XML without rows", b"<ssd_person></ssd_person>", name),
        File("XML cut short", make.xml().encode()[:-9], name),
        File("XML that grows when it is read (a billion laughs)",
             _DTD.format(_LAUGHS + '<!ENTITY b "&b9;">').encode(), name),
        File("XML that asks for a file of the machine", _DTD.format('<!ENTITY b SYSTEM "file:///etc/passwd">').encode(),
             name),
    ]  # fmt: skip


def workbooks(make: Writer) -> list[File]:
    name, day = "ssd_person_{day}.xlsx", date(2008, 1, 31)
    zeros = with_part(make.book(), "xl/media/zeros.bin", bytes(200 << 20))
    numbered = with_sheet(
        '<row r="1"><c r="A1" t="str"><v>pers_person_id</v></c></row><row r="2"><c r="A2"><f>1+1</f></c></row>'
    )
    return [
        File("a workbook", make.book(), name),
        File("a workbook with days as days and as numbers", make.book(pers_dob=day, pers_expected_dob=39478), name),
        File("a workbook with a number where text is expected", make.book(pers_person_id=1004, pers_legacy_id=7), name),
        File("a workbook with a formula that was never calculated", numbered, name),
        File("a workbook cut short", make.book()[:-40], name),
        File("a workbook that unpacks to 200 times its size", zeros, name),
        File("a workbook with entities inside", with_part(make.book(), "xl/worksheets/sheet1.xml", ENTITIES.encode()),
             name),
        File("a binary workbook", zipped(**{"[Content_Types].xml": b"", "xl__workbook.bin": b""}), name),
        File("an archive with a CSV file in it", zipped(**{"ssd_person.csv": make.csv()}), name),
        File("an old workbook, or one with a password", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64, name),
    ]  # fmt: skip


def named(make: Writer) -> list[File]:
    return [
        File("CSV named as a workbook", make.csv(), "ssd_person_{day}.xlsx"),
        File("a workbook named as CSV", make.book(pers_surname="Moor")),
        File("a PDF named as CSV", b"%PDF-1.7\n1 0 obj"),
        File("another kind of file", b"hello", "notes_{day}.txt"),
        File("a name with a path in it", make.csv(), "x..%2f..%2fssd_person_{day}.csv"),
        File("a name that turns the line round", make.csv(), "ssd_person_\u202e{day}.csv"),
        File("a day in the name that does not exist", make.csv(), "ssd_person_2026-02-30.csv"),
        File("no day in the name", make.csv(), "ssd_person.csv"),
        File("a file of another source", make.csv(), "tenancies_{day}.csv"),
        File("columns of no dataset", b"a,b\n1,2\n", "export_{day}.csv"),
        File("a file that is still being written", make.csv(), "ssd_person_{day}.csv.part"),
    ]


def files(catalogue: Catalogue) -> list[File]:
    """Return all of them."""
    make = Writer(catalogue)
    plain = [File("CSV", make.csv()), File("the same file again", make.csv())]
    parts = (encoded, separated, headed, celled, marked_up, workbooks, named)
    return [*plain, *(file for part in parts for file in part(make))]


def drop_all(council: Council, catalogue: Catalogue) -> dict[str, str]:
    """Put all of them into the inbox, each of a month of its own; return what each file name is."""
    kinds = {}
    for number, file in enumerate(files(catalogue)):
        day = f"{2018 + number // 12}-{number % 12 + 1:02d}-01"
        name = f"lcs/{file.name.format(day=day)}"
        # Two files of the same content are one load: each but the second has a number of its own in a cell.
        own = file.content if number < 2 else file.content.replace(b"1004", f"{1004 + number}".encode())
        council.drop(name, own)
        kinds[shown(name)] = file.kind
    return kinds


def line_of(kind: str, event: InboxEvent, load: LoadRecord | None) -> str:
    """Return the line of a table: a kind of file, what became of it, and what is said."""
    said = event.message.removeprefix(f"{event.file} ")
    said = f"{said}: {event.advice}" if event.advice else said
    said = re.sub(r"[0-9a-f]{16}", "…", re.sub(r"lcs/\S+", "the first", said)).replace("|", "\\|")
    return f"| {kind} | {_outcome(event, load)} | {said} |"


def _outcome(event: InboxEvent, load: LoadRecord | None) -> str:
    if event.outcome in ("stray", "waiting", "unknown"):
        return "left alone"
    if load is None or event.outcome in ("refused", "quarantined", "duplicate"):
        return {"duplicate": "nothing added"}.get(event.outcome, event.outcome)
    if load.rows_quarantined:
        return f"accepted, {load.rows_quarantined} of {load.rows_read} rows left out"
    return "accepted with unreadable cells" if load.rows_unreadable else "accepted"
