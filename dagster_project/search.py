"""A search of files for what names somebody.

Each file is decoded first: in what is compressed a search of bytes finds nothing, and so proves nothing. Text is taken
as words in lower case. What is looked for is a phrase: a few words in a row, such as a name or a number.
"""

from __future__ import annotations

import gzip
import html
import io
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb
import openpyxl
import polars as pl

Phrase = tuple[str, ...]
#: Tells which of some phrases are among those looked for.
Among = Callable[[set[Phrase]], Collection[Phrase]]

#: A number with its decimals is one word: those of a second are nobody's number.
_WORD = re.compile(r"[0-9]+[.][0-9]+|[a-z0-9]+")
#: Between two cells: nobody's name, so that no phrase reaches over it.
_APART, _APART_WORD = "\0", "cell0apart"
_MARKED_UP = (".html", ".xml", ".svg")
_SQLITE, _GZIP, _ZLIB = b"SQLite format 3\0", b"\x1f\x8b", b"\x78"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, order=True)
class Hit:
    """A phrase that was found: `file` below the folder, `place` in it (a column, a member of an archive), or ''."""

    file: str
    place: str
    phrase: Phrase

    def __str__(self) -> str:
        """Say what was found and where; for tests and fictional people only, since it repeats the phrase."""
        return f"{self.file} {self.place}: {' '.join(self.phrase)}"


def words(text: str) -> Phrase:
    """Return the words of a text."""
    return tuple(_WORD.findall(text.lower()))


def hits(folder: Path, among: Among, longest: int, *, skip: Collection[Path] = ()) -> list[Hit]:
    """Return every phrase looked for that a file below `folder` holds, in its content or its name.

    Args:
        folder: Where to look; a single file may be given too.
        among: Tells which phrases are looked for.
        longest: Words of the longest of them.
        skip: Files and folders that are left out.
    """
    found = set()
    for path in files_below(folder, skip):
        name = path.relative_to(folder).as_posix() if path != folder else path.name
        for place, text in texts_of(name, path):
            found |= {Hit(name, place, phrase) for phrase in among(phrases(text, longest))}
    return sorted(found)


def phrases(text: str, longest: int) -> set[Phrase]:
    """Return every run of up to `longest` words in a text; none reaches from one cell into the next."""
    found = _WORD.findall(text.lower().replace(_APART, f" {_APART_WORD} "))
    return {run for length in range(1, longest + 1) for run in zip(*(found[i:] for i in range(length)), strict=False)}


def files_below(folder: Path, skip: Collection[Path] = ()) -> list[Path]:
    """Return every file below a folder (or the file itself) in the order of their names, but for those to skip."""
    paths = [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.is_file())
    return [path for path in paths if not any(path.is_relative_to(place) for place in skip)]


def texts_of(name: str, path: Path) -> Iterator[tuple[str, str]]:
    """Yield a file as text: its name, then pages, tables, the members of archives, databases column by column."""
    yield "its name", name
    if name.endswith(".duckdb"):
        yield from _duckdb(path)
    else:
        yield from _decoded(name, path.read_bytes(), path)


def _decoded(name: str, content: bytes, path: Path | None = None) -> Iterator[tuple[str, str]]:
    if name.endswith(".parquet"):
        frame = pl.read_parquet(io.BytesIO(content), hive_partitioning=False)
        for column in frame.columns:
            yield column, _cells(frame[column])
    elif content.startswith(_SQLITE) and path is not None:
        yield from _sqlite(path)
        # What was deleted stays in the pages of the file.
        yield "its bytes", _text(content)
    elif zipfile.is_zipfile(io.BytesIO(content)):
        if name.endswith(".xlsx"):
            yield from _workbook(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield member, member
                yield from ((f"{member} {place}", text) for place, text in _decoded(member, archive.read(member)))
    else:
        # As it stands, and as a browser reads it: a name may be cut by marks or written in character references.
        text = _text(_unpacked(content))
        yield "", text
        if name.endswith(_MARKED_UP):
            # What stands in two cells of a table is not read as one.
            apart = re.sub(r"</?(td|th|tr)\b[^>]*>", _APART, text)
            yield "as read", html.unescape(re.sub(r"<[^>]*>", "", apart))


def _workbook(content: bytes) -> Iterator[tuple[str, str]]:
    """A sheet as a reader sees it: in the file a date is a number of days, and text stands elsewhere."""
    with closing(openpyxl.load_workbook(io.BytesIO(content), read_only=True)) as book:
        for sheet in book.worksheets:
            rows = sheet.iter_rows(values_only=True)
            yield sheet.title, _APART.join(str(cell) for row in rows for cell in row if cell is not None)


def _cells(column: pl.Series) -> str:
    return _APART.join(map(str, column.drop_nulls().unique().to_list()))


def _unpacked(content: bytes) -> bytes:
    try:
        if content.startswith(_GZIP):
            return gzip.decompress(content)
        return zlib.decompress(content) if content.startswith(_ZLIB) else content
    except (OSError, EOFError, zlib.error):
        return content


def _text(content: bytes) -> str:
    return content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8", errors="replace")


def _duckdb(path: Path) -> Iterator[tuple[str, str]]:
    """Tables only: the views of a warehouse read the Parquet files of landing, which are files of their own."""
    with duckdb.connect(str(path), read_only=True) as connection:
        columns = connection.execute(
            "select columns.schema_name, columns.table_name, column_name from duckdb_columns() as columns "
            "inner join duckdb_tables() as tables using (database_oid, table_oid) order by all"
        ).fetchall()
        for schema, table, column in columns:
            rows = connection.execute(
                f"select distinct cast({_named(column)} as varchar) from {_named(schema)}.{_named(table)} "
                f"where {_named(column)} is not null"
            ).fetchall()
            yield f"{table}.{column}", _APART.join(value for (value,) in rows)


def _sqlite(path: Path) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        connection.text_factory = bytes
        tables = connection.execute("select name from sqlite_master where type = 'table'").fetchall()
        for (name,) in tables:
            table = name.decode()
            for row in connection.execute(f"select * from {_named(table)}"):
                packed = (_text(_unpacked(v)) if isinstance(v, bytes) else str(v) for v in row if v is not None)
                yield table, _APART.join(packed)


def _named(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
