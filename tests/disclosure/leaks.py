"""A search of published files for anything that names a person of the fictional truth."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import polars as pl

#: Columns of the truth that name somebody by themselves, by their ends.
_NAMING = ("person_id", "upn", "nhs_number", "full_name", "source_record_id", "professional_id", "carer_id", "postcode")
_REFERENCES = ("payment_id", "tenancy_reference", "register_reference", "case_reference", "registration_number")
#: A number with its decimals is one word: those of a second are nobody's number.
_WORD = re.compile(r"[0-9]+[.][0-9]+|[a-z0-9]+")
#: What is shorter may be anything: a number of a page, a code.
_SHORTEST = 5
_LONGEST_PHRASE = 3
#: Between two cells: nobody's name, so that no phrase reaches over it.
_APART, _APART_WORD = "\0", "cell0apart"
Phrase = tuple[str, ...]


def phrases_of_people(truth: Path) -> dict[Phrase, str]:
    """Return what names somebody, as words in a row, with where the truth has it."""
    found: dict[Phrase, str] = {}
    for path in sorted(truth.glob("*.parquet")):
        frame = pl.read_parquet(path)
        for column in frame.columns:
            named = column.endswith(_NAMING) or column in _REFERENCES or (path.stem, column) == ("professional", "name")
            if named or column.endswith("birth_date"):
                for value in frame[column].drop_nulls().unique().to_list():
                    for text in _written(value):
                        phrase = _words(text)[:_LONGEST_PHRASE]
                        if sum(map(len, phrase)) >= _SHORTEST:
                            found.setdefault(phrase, f"{path.stem}.{column}")
    return found


def _written(value: object) -> tuple[str, ...]:
    """A date in the ways in which pages and files write one; a postcode with and without its space."""
    if isinstance(value, date):
        return value.isoformat(), f"{value.day} {value:%B} {value.year}", f"{value:%d/%m/%Y}", f"{value:%Y%m%d}"
    text = str(value)
    return (text, text.replace(" ", "")) if len(text.split()) == 2 and any(map(str.isdigit, text)) else (text,)


def _words(text: str) -> Phrase:
    return tuple(_WORD.findall(text.lower()))


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every file below `folder` as text: pages, tables, the members of archives, databases column by column."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        yield from _decoded(path.relative_to(folder).as_posix(), path.read_bytes(), path)


def _decoded(name: str, content: bytes, path: Path | None = None) -> Iterator[tuple[str, str]]:
    yield f"{name} (its name)", name
    if name.endswith(".parquet"):
        frame = pl.read_parquet(io.BytesIO(content))
        for column in frame.columns:
            yield f"{name} {column}", "\n".join(map(str, frame[column].drop_nulls().unique().to_list()))
    elif name.endswith(".duckdb") and path is not None:
        yield from _database(name, path)
    elif zipfile.is_zipfile(io.BytesIO(content)):
        if name.endswith(".xlsx"):
            yield from _workbook(name, content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from _decoded(f"{name}/{member}", archive.read(member))
    else:
        # As it stands, and as a browser reads it: a name may be cut by marks or written in character references.
        text = content.decode("utf-8", errors="replace")
        yield name, text
        if name.endswith((".html", ".xml", ".svg")):
            # What stands in two cells of a table is not read as one.
            apart = re.sub(r"</?(td|th|tr)\b[^>]*>", _APART, text)
            yield f"{name} (as read)", html.unescape(re.sub(r"<[^>]*>", "", apart))


def _workbook(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """A sheet as a reader sees it: in the file a date is a number of days, and text stands elsewhere."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    for sheet in book.worksheets:
        rows = sheet.iter_rows(values_only=True)
        yield f"{name} {sheet.title}", _APART.join(str(cell) for row in rows for cell in row if cell is not None)
    book.close()


def _database(name: str, path: Path) -> Iterator[tuple[str, str]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        columns = connection.execute(
            "select table_schema, table_name, column_name from information_schema.columns order by all"
        ).fetchall()
        for schema, table, column in columns:
            values = connection.execute(
                f'select distinct cast("{column}" as varchar) from "{schema}"."{table}" where "{column}" is not null'
            ).fetchall()
            yield f"{name} {table}.{column}", "\n".join(value for (value,) in values)


def leaks(folder: Path, people: dict[Phrase, str]) -> list[str]:
    """Return each thing that names somebody, with the file that holds it and where the truth has it."""
    found = []
    for name, text in texts(folder):
        words = _WORD.findall(text.lower().replace(_APART, f" {_APART_WORD} "))
        for length in range(1, _LONGEST_PHRASE + 1):
            rows = set(zip(*(words[i:] for i in range(length)), strict=False))
            found += [f"{name}: {' '.join(phrase)} ({people[phrase]})" for phrase in rows & people.keys()]
    return sorted(found)
