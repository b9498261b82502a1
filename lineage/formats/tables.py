"""Nodes and edges as CSV (RFC 4180: comma, CRLF, a quote doubled), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from lineage.ask import WrittenGraph
from lineage.graph import Edge, Node

#: A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def nodes_csv(graph: WrittenGraph) -> str:
    """Return every node, with a header of the fields of Node."""
    return _csv(Node._fields, graph.nodes.values())


def edges_csv(graph: WrittenGraph) -> str:
    """Return every edge, with a header of the fields of Edge, sorted."""
    return _csv(Edge._fields, sorted(graph.edges))


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return buffer.getvalue()


def _cell(value: object) -> object:
    """A text that looks like a formula gets an apostrophe before it, as spreadsheets themselves show text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
