"""From the bytes of a file to a table of text, row by row as it was sent. Bad files are refused, never guessed at."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

#: Columns that a raw table has beside those of the file; a column sent under one of these names is renamed.
ROW_NUMBER = "row_number"
CELL_COUNT = "cell_count"
EXTRA_CELLS = "extra_cells"
RESERVED = (ROW_NUMBER, CELL_COUNT, EXTRA_CELLS)


class RefusalError(Exception):
    """A file cannot be read at all. The message says what is wrong with it, `advice` what to do."""

    def __init__(self, problem: str, advice: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.advice = advice


@dataclass(frozen=True)
class RawTable:
    """A file as text.

    `frame` holds every column as sent (String; null where a row had no such cell) and `row_number` from 1; if any
    row has more or fewer cells than the header, also `cell_count` (how many it had) and `extra_cells` (those beyond
    the header, as CSV text). `repeated` are header names that came more than once; the later ones carry a number.
    `separator` is what stood between the cells, `root` the name of an XML file's outermost element.
    """

    frame: pl.DataFrame
    columns: tuple[str, ...]
    repeated: tuple[str, ...]
    encoding: str
    root: str = ""
    separator: str = ","


def read_raw(content: bytes) -> RawTable:
    """Read CSV or XML, told apart by how the content begins; raises RefusalError."""
    from dagster_project.landing.delimited import read_csv
    from dagster_project.landing.markup import read_xml

    check_is_text(content)
    return read_xml(content) if is_markup(content) else read_csv(content)


def is_markup(content: bytes) -> bool:
    """Whether content begins as XML does."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def check_is_text(content: bytes) -> None:
    """Raise RefusalError for content that cannot be text in UTF-8 or Windows-1252."""
    if content.startswith(b"PK\x03\x04"):
        raise RefusalError("is a workbook or zip archive, not CSV or XML", "save it as CSV UTF-8 (comma delimited)")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusalError("is UTF-16 text", "save it as CSV UTF-8 (comma delimited)")
    if b"\x00" in content:
        raise RefusalError("is not a text file", "export it again as CSV UTF-8 (comma delimited)")


def decode(content: bytes) -> tuple[str, str]:
    """Return text and the name of its encoding: UTF-8 with or without byte order mark, else Windows-1252."""
    for encoding, name in (("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")):
        try:
            return content.decode(encoding), name
        except UnicodeDecodeError:
            continue
    raise RefusalError("is neither UTF-8 nor Windows-1252 text", "export it again as CSV UTF-8 (comma delimited)")


def unique_names(header: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Return column names that differ (whatever their case), and which of the given ones came more than once.

    A blank name becomes `column_<n>`; a repeated or reserved one is numbered.
    """
    taken = set(RESERVED)
    names: list[str] = []
    repeated: list[str] = []
    sent: set[str] = set()
    for place, text in enumerate(header, start=1):
        name = " ".join(text.split()) or f"column_{place}"
        if name.casefold() in sent:
            repeated.append(name)
        sent.add(name.casefold())
        number, candidate = 2, name
        while candidate.casefold() in taken:
            candidate, number = f"{name} ({number})", number + 1
        taken.add(candidate.casefold())
        names.append(candidate)
    return names, tuple(repeated)
