"""Reading XML: one element a row, one element a cell. Entities and document types are refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError, ParserCreate

import polars as pl
from defusedxml.common import DefusedXmlException

from dagster_project.landing.content import Content
from dagster_project.landing.readers import (
    ROW_NUMBER,
    UTF16_MARKS,
    RawTable,
    RefusalError,
    check_width,
    decode,
    decoded_as,
    unique_names,
)

_DECLARED = re.compile(rb"^\s*<\?xml[^>]*encoding", re.IGNORECASE)
#: Rows of a piece of a long file, or a few more.
PIECE_ROWS = 50_000
#: How deep the elements of a row and of a cell lie; the outermost is the first.
_ROW, _CELL = 2, 3
_UNSAFE = "declares a document type or entities, which is not safe to read"
_SAFE = "export it again without a document type declaration"
_Row = dict[str, str]
#: The name of the outermost element, and some of its rows.
_Part = tuple[str, list[_Row]]


def read_xml(content: bytes) -> RawTable:
    """Read `<dataset><row><field>text</field>…</row></dataset>`; raises RefusalError.

    An element that a row lacks is null there. One that a row repeats holds all texts, joined by `; `.
    """
    readable, encoding = as_declared(content)
    parts = list(_read([readable]))
    return _table(lambda: parts, encoding)


def read_long_xml(content: Content) -> RawTable:
    """Read a long file as `read_xml` does, piece by piece; raises RefusalError."""
    if _says_encoding(content.start):
        return _table(lambda: _read(content.chunks()), _said(content.start))
    codec, encoding = decoded_as(content)
    return _table(lambda: _read(content.texts(codec)), encoding)


def as_declared(content: bytes) -> tuple[bytes, str]:
    """Return content as its XML declaration or byte order mark says, and the encoding: UTF-8 where they say none."""
    if _says_encoding(content):
        return content, _said(content)
    text, encoding = decode(content)
    return text.encode(), encoding


def _says_encoding(start: bytes) -> bool:
    is_declared = _DECLARED.match(start.removeprefix(b"\xef\xbb\xbf")) is not None
    return is_declared or start.startswith(UTF16_MARKS)


def _said(start: bytes) -> str:
    return "UTF-16" if start.startswith(UTF16_MARKS) else "as declared"


@contextmanager
def refusing_bad_xml() -> Iterator[None]:
    """Turn whatever a parser says of XML that is broken or unsafe into a RefusalError."""
    try:
        yield
    except (ParseError, ExpatError) as error:
        line, column = error.position if isinstance(error, ParseError) else (error.lineno, error.offset)
        advice = "it may be cut short: export it again and wait until the export has ended"
        raise RefusalError(f"is not whole XML (line {line}, character {column + 1})", advice) from error
    except DefusedXmlException as error:
        raise RefusalError(_UNSAFE, _SAFE) from error
    except (ValueError, LookupError) as error:
        raise RefusalError(f"cannot be read: {error}", "export it again as UTF-8") from error


def local_name(tag: str) -> str:
    """Return an element's name without its namespace."""
    return tag.rpartition("}")[2]


def _table(read: Callable[[], Iterable[_Part]], encoding: str) -> RawTable:
    """Make a table of what `read` gives each time it is asked.

    It is gone through twice: a row does not say what it lacks, so that only the last tells which columns there are.
    """
    tags: dict[str, None] = {}
    for _, rows in read():
        for row in rows:
            tags.update(dict.fromkeys(row))
    check_width(len(tags))
    names, repeated = unique_names(list(tags))
    pieces = _pieces(read(), dict(zip(tags, names, strict=True)))
    root, first = next(pieces)
    return RawTable(first, tuple(names), repeated, encoding, root, rest=(piece for _, piece in pieces))


def _pieces(parts: Iterable[_Part], name_of: dict[str, str]) -> Iterator[tuple[str, pl.DataFrame]]:
    number = 1
    for root, rows in parts:
        numbers = pl.Series(ROW_NUMBER, range(number, number + len(rows)), dtype=pl.Int64)
        cells = (pl.Series(name, [row.get(tag) for row in rows], dtype=pl.String) for tag, name in name_of.items())
        yield root, pl.DataFrame([numbers, *cells])
        number += len(rows)


def _read(text: Iterable[bytes | str]) -> Iterator[_Part]:
    """Yield the name of the outermost element and rows, at least once."""
    reader = _Reader()
    is_first = True
    with refusing_bad_xml():
        for part in text:
            reader.parser.Parse(part, False)
            if len(reader.rows) >= PIECE_ROWS:
                yield reader.root, reader.taken()
                is_first = False
        reader.parser.Parse(b"", True)
    if is_first or reader.rows:
        yield reader.root, reader.taken()


class _Reader:
    """Gathers rows while its parser is fed; a row is forgotten once it was taken."""

    def __init__(self) -> None:
        self.root = ""
        self.rows: list[_Row] = []
        self._row: _Row = {}
        self._depth = 0
        self._said: list[str] = []
        self.parser = ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        # What stands between two cells is gathered too, and dropped where the next cell begins.
        self.parser.CharacterDataHandler = self._said.append

    def taken(self) -> list[_Row]:
        """Return the rows that were gathered since the last time."""
        rows, self.rows = self.rows, []
        return rows

    def _refuse(self, *_: object) -> None:
        """An entity can only be declared in a document type, so none is ever looked at."""
        raise RefusalError(_UNSAFE, _SAFE)

    def _start(self, tag: str, _: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == _CELL:
            self._said.clear()
        elif self._depth == 1:
            self.root = local_name(tag)

    def _end(self, tag: str) -> None:
        if self._depth == _CELL:
            name, said = local_name(tag), "".join(self._said)
            self._row[name] = f"{self._row[name]}; {said}" if name in self._row else said
        elif self._depth == _ROW:
            self.rows.append(self._row)
            self._row = {}
        self._depth -= 1
