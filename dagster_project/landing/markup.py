"""Reading XML: one element a row, one element a cell. Entities and document types are refused."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element, ParseError

import polars as pl
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from dagster_project.landing.readers import (
    ROW_NUMBER,
    UTF16_MARKS,
    RawTable,
    RefusalError,
    check_width,
    decode,
    unique_names,
)

_DECLARED = re.compile(rb"^\s*<\?xml[^>]*encoding", re.IGNORECASE)


def read_xml(content: bytes) -> RawTable:
    """Read `<dataset><row><field>text</field>…</row></dataset>`; raises RefusalError.

    An element that a row lacks is null there. One that a row repeats holds all texts, joined by `; `.
    """
    content, encoding = as_declared(content)
    with refusing_bad_xml():
        root, rows = _rows(content)
    tags = list(dict.fromkeys(tag for row in rows for tag in row))
    check_width(len(tags))
    names, repeated = unique_names(tags)
    series = [
        pl.Series(name, [row.get(tag) for row in rows], dtype=pl.String) for tag, name in zip(tags, names, strict=True)
    ]
    frame = pl.DataFrame([pl.Series(ROW_NUMBER, range(1, len(rows) + 1), dtype=pl.Int64), *series])
    return RawTable(frame, tuple(names), repeated, encoding, root)


def as_declared(content: bytes) -> tuple[bytes, str]:
    """Return content as its XML declaration or byte order mark says, and the encoding: UTF-8 where they say none."""
    if content.startswith(UTF16_MARKS):
        return content, "UTF-16"
    if _DECLARED.match(content.removeprefix(b"\xef\xbb\xbf")):
        return content, "as declared"
    text, encoding = decode(content)
    return text.encode(), encoding


@contextmanager
def refusing_bad_xml() -> Iterator[None]:
    """Turn whatever a parser says of XML that is broken or unsafe into a RefusalError."""
    try:
        yield
    except ParseError as error:
        line, column = error.position
        advice = "it may be cut short: export it again and wait until the export has ended"
        raise RefusalError(f"is not whole XML (line {line}, character {column + 1})", advice) from error
    except DefusedXmlException as error:
        advice = "export it again without a document type declaration"
        raise RefusalError("declares a document type or entities, which is not safe to read", advice) from error
    except (ValueError, LookupError) as error:
        raise RefusalError(f"cannot be read: {error}", "export it again as UTF-8") from error


def _rows(content: bytes) -> tuple[str, list[dict[str, str]]]:
    """Return the name of the root and the cells of each row; each row is forgotten once read."""
    rows: list[dict[str, str]] = []
    root: Element | None = None
    depth = 0
    for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            root = element if root is None else root
            depth += 1
            continue
        depth -= 1
        if depth == 1:
            rows.append(_cells(element))
            if root is not None:
                root.clear()
    return "" if root is None else local_name(root.tag), rows


def _cells(row: Element) -> dict[str, str]:
    cells: dict[str, str] = {}
    for cell in row:
        name, text = local_name(cell.tag), "".join(cell.itertext())
        cells[name] = f"{cells[name]}; {text}" if name in cells else text
    return cells


def local_name(tag: str) -> str:
    """Return an element's name without its namespace."""
    return tag.rpartition("}")[2]
