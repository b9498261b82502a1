"""A CSV of a table of a page: read from the page itself, so that it can say nothing the page does not."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from dagster_project.spreadsheets import inert

#: A table that names its file; tables do not stand in tables.
_TABLE = re.compile(r'<table[^>]* data-csv="([^"]+)"[^>]*>.*?</table>', re.DOTALL)
#: What lets a line break on the page, or keeps it from breaking, as plain text.
_PLAIN = str.maketrans({"\N{ZERO WIDTH SPACE}": None, "\N{NON-BREAKING HYPHEN}": "-", "\N{NO-BREAK SPACE}": " "})
_CELLS = {"th", "td"}
#: Elements without an end.
_EMPTY = {"wbr", "br"}


class _Rows(HTMLParser):
    """Collects the rows of a table; a cell over several columns leaves the others empty."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None
        self._columns = 1
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in _CELLS:
            self._cell = []
            self._columns = int(dict(attrs).get("colspan") or 1)
        elif self._cell is not None and tag not in _EMPTY:
            classes = (dict(attrs).get("class") or "").split()
            # What is read aloud only repeats the headings of the table.
            self._unseen += bool(self._unseen or "unseen" in classes)
            if "block" in classes and "".join(self._cell).strip():
                self._cell.append("; ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _CELLS and self._cell is not None:
            text = " ".join("".join(self._cell).translate(_PLAIN).split())
            self.rows[-1] += [inert(text), *[""] * (self._columns - 1)]
            self._cell = None
        elif self._unseen:
            self._unseen -= 1

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._unseen:
            self._cell.append(data)


def table_files(page: str) -> Iterator[tuple[str, str]]:
    """Yield the path, from the site's root, and the CSV of every table of a page that names a file."""
    for found in _TABLE.finditer(page):
        table = _Rows()
        table.feed(found[0])
        table.close()
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(table.rows)
        yield found[1], out.getvalue()
