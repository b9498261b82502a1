"""From the bytes of a file to a table of text, row by row as it was sent. Bad files are refused, never guessed at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from dagster_project.landing.content import Content

#: Columns that a raw table has beside those of the file; a column sent under one of these names is renamed.
ROW_NUMBER = "row_number"
CELL_COUNT = "cell_count"
EXTRA_CELLS = "extra_cells"
RESERVED = (ROW_NUMBER, CELL_COUNT, EXTRA_CELLS)
#: What a table from a workbook has for its encoding.
WORKBOOK = "Excel workbook"
#: Columns of an Excel sheet: more are no extract.
MOST_COLUMNS = 16_384
_CSV_ADVICE = "save it as CSV UTF-8 (comma delimited)"
#: How a workbook or any other zip archive begins.
_ARCHIVE = b"PK\x03\x04"
#: What a decoder says of UTF-8 that ends within a character.
_CUT_SHORT = "unexpected end of data"
#: How UTF-16 text begins.
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


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
    `separator` is what stood between the cells, `root` the name of an XML file's outermost element or of a workbook's
    sheet. `notices` are lines about what was doubtful in reading it. Of a file too long to be read at once, `frame`
    holds the first rows and `rest` the others, piece by piece and once.
    """

    frame: pl.DataFrame
    columns: tuple[str, ...]
    repeated: tuple[str, ...]
    encoding: str
    root: str = ""
    separator: str = ","
    notices: tuple[str, ...] = ()
    rest: Iterable[pl.DataFrame] = ()

    def pieces(self) -> Iterator[pl.DataFrame]:
        """Yield all rows in their order, piece by piece; of a long file only once."""
        yield self.frame
        yield from self.rest


def tables_of(content: Content, most_unpacked: int) -> tuple[RawTable, ...]:
    """Read the tables of a file as `read_tables` does; CSV and XML too long to be held in memory piece by piece."""
    if not content.is_long or content.start.startswith(_ARCHIVE):
        return read_tables(content.whole(), most_unpacked)
    from dagster_project.landing.long_csv import read_long_csv
    from dagster_project.landing.markup import read_long_xml

    check_kind(content.start)
    return (read_long_xml(content) if is_markup(content.start) else read_long_csv(content),)


def read_tables(content: bytes, most_unpacked: int) -> tuple[RawTable, ...]:
    """Read the one table of CSV or XML or every visible sheet of a workbook, told apart by content; RefusalError.

    A workbook may unpack to `most_unpacked` bytes.
    """
    if content.startswith(_ARCHIVE):
        from dagster_project.landing.workbook import read_workbook

        return read_workbook(content, most_unpacked)
    return (read_raw(content),)


def read_raw(content: bytes) -> RawTable:
    """Read CSV or XML, told apart by how the content begins; raises RefusalError."""
    from dagster_project.landing.delimited import read_csv
    from dagster_project.landing.markup import read_xml

    check_is_text(content)
    return read_xml(content) if is_markup(content) else read_csv(content)


def is_markup(content: bytes) -> bool:
    """Whether content begins as XML does, in whatever encoding."""
    start = content[:1000]
    for mark in (b"\xef\xbb\xbf", *UTF16_MARKS):
        start = start.removeprefix(mark)
    return start.replace(b"\x00", b"").lstrip().startswith(b"<")


def check_is_text(content: bytes) -> None:
    """Raise RefusalError for content that cannot be text in UTF-8, UTF-16 or Windows-1252."""
    check_kind(content)
    if b"\x00" in content and not content.startswith(UTF16_MARKS):
        raise RefusalError("is not a text file", "export it again as CSV UTF-8 (comma delimited)")


def check_kind(content: bytes) -> None:
    """Raise RefusalError for content that begins as files do that are no text."""
    if content.startswith(_ARCHIVE):
        raise RefusalError("is a workbook or zip archive, not CSV or XML", _CSV_ADVICE)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusalError("is an old workbook (.xls) or one with a password", f"{_CSV_ADVICE} or .xlsx")
    if content.startswith(b"%PDF"):
        raise RefusalError("is a PDF", "export it again as CSV UTF-8 (comma delimited)")


def decode(content: bytes) -> tuple[str, str]:
    """Return text and the name of its encoding: as its byte order mark says, else UTF-8, else Windows-1252."""
    advice = "export it again as CSV UTF-8 (comma delimited)"
    if content.startswith(UTF16_MARKS):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise RefusalError("is UTF-16 text that is cut short or damaged", advice) from error
        if "\x00" in text:
            raise RefusalError("is not a text file", advice)
        return text, "UTF-16"
    for encoding, name in (("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")):
        try:
            return content.decode(encoding), name
        except UnicodeDecodeError as error:
            if _is_cut_short(content, error):
                raise RefusalError("is cut short in the middle of a character", advice) from error
    raise RefusalError("is neither UTF-8 nor Windows-1252 text", advice)


def decoded_as(content: Content) -> tuple[str, str]:
    """Return codec and name of the encoding of a long file, after decoding all of it: as `decode` tells them apart."""
    advice = "export it again as CSV UTF-8 (comma delimited)"
    if content.start.startswith(UTF16_MARKS):
        candidates = [("utf-16", "UTF-16")]
    else:
        candidates = [("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")]
    for codec, name in candidates:
        is_ascii = True
        try:
            for text in content.texts(codec):
                if "\x00" in text:
                    raise RefusalError("is not a text file", advice)
                is_ascii = is_ascii and text.isascii()
        except UnicodeDecodeError as error:
            if error.reason == _CUT_SHORT and not is_ascii:
                raise RefusalError("is cut short in the middle of a character", advice) from error
        else:
            return codec, name
    raise RefusalError(f"is not {' nor '.join(name for _, name in candidates)} text", advice)


def _is_cut_short(content: bytes, error: UnicodeDecodeError) -> bool:
    """Whether content is UTF-8, with other letters than ASCII's, up to a last character of which bytes are missing."""
    is_end = error.encoding == "utf-8" and error.reason == _CUT_SHORT
    return is_end and not content[: error.start].isascii()


def check_width(columns: int) -> None:
    """Raise RefusalError for more columns than any extract has."""
    if columns > MOST_COLUMNS:
        raise RefusalError(f"has {columns:,} columns, more than {MOST_COLUMNS:,}", "export one row a record")


def unique_names(header: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Return column names that differ (whatever their case), and which of the given ones came more than once.

    A blank name becomes `column_<n>`; a repeated or reserved one is numbered. What cannot be printed becomes a
    question mark.
    """
    taken = set(RESERVED)
    numbers: dict[str, int] = {}
    names: list[str] = []
    repeated: list[str] = []
    sent: set[str] = set()
    for place, text in enumerate(header, start=1):
        name = "".join(sign if sign.isprintable() else "?" for sign in " ".join(text.split())) or f"column_{place}"
        if name.casefold() in sent:
            repeated.append(name)
        sent.add(name.casefold())
        number, candidate = numbers.get(name.casefold(), 1), name
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{name} ({number})"
        numbers[name.casefold()] = number
        taken.add(candidate.casefold())
        names.append(candidate)
    return names, tuple(repeated)
