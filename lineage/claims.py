"""What the catalogue claims against what the graph proves: fields that feed a return item nobody claimed them for."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import polars as pl

from lineage.graph import Edge, Graph
from lineage.problems import Problem
from lineage.reach import FieldPath

#: Where a field's claim on an item of a return is written.
CLAIMS_FILE = "seeds/catalogue/field_return_items.csv"


def unclaimed_items(graph: Graph, paths: Iterable[FieldPath], frames: Mapping[str, pl.DataFrame]) -> list[Problem]:
    """Return a problem for each field that feeds an item of a return without being claimed for it.

    A field is claimed by a row of frame field_return_items, or because it plays the same part in telling who a row is
    about (`identity_role` of frames fields and return_items): every system's number of the child may feed CHILD. The
    place is the line of SQL that fills the item's column; the message names the whole way.
    """
    claimed = {(row["dataset"], row["field"], _item(row)) for row in _rows(frames, "field_return_items")}
    role_of_item = {_item(row): row["identity_role"] for row in _rows(frames, "return_items")}
    role_of_field = {(row["dataset"], row["field"]): row["identity_role"] for row in _rows(frames, "fields")}
    into = _into(graph)
    problems = []
    for path in paths:
        is_fed = path.target_kind == "return_item" and path.via == "feeds"
        if not is_fed or (path.dataset, path.field, path.target_id) in claimed:
            continue
        role = role_of_item.get(path.target_id)
        if role and role == role_of_field.get((path.dataset, path.field)):
            continue
        way = _way(into, path.field_id, path.target_id)
        place = next(edge for edge in reversed(way) if edge.line is not None)
        stops = " → ".join([path.field_id, *(edge.to_id for edge in way)])
        message = f"feeds a return item that nobody claimed for it: {stops}; add it to {CLAIMS_FILE} or cut the way"
        problems.append(Problem(place.path or "", place.line, "claim", "return item", message))
    return problems


def _rows(frames: Mapping[str, pl.DataFrame], table: str) -> Iterator[dict[str, Any]]:
    return frames[table].iter_rows(named=True)


def _item(row: Mapping[str, Any]) -> str:
    return f"{row['return_id'].upper()}.{row['module']}.{row['item']}"


def _into(graph: Graph) -> dict[str, list[Edge]]:
    """Feeding edges by the node they end in, those whose place is known first."""
    into: dict[str, list[Edge]] = defaultdict(list)
    for _, edge in sorted(graph.edges.items()):
        if edge.kind == "feeds":
            into[edge.to_id].append(edge)
    return into


def _way(into: dict[str, list[Edge]], start: str, end: str) -> list[Edge]:
    """Return the edges of a shortest feeding way from `start` to `end`, which there is."""
    onward: dict[str, Edge] = {}
    waiting = deque([end])
    while waiting and start not in onward:
        node_id = waiting.popleft()
        for edge in into.get(node_id, ()):
            if edge.from_id not in onward and edge.from_id != end:
                onward[edge.from_id] = edge
                waiting.append(edge.from_id)
    way = [onward[start]]
    while way[-1].to_id != end:
        way.append(onward[way[-1].to_id])
    return way
