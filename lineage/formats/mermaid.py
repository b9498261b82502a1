"""A field or a target with its ways as a Mermaid flowchart, to paste into a page or a ticket."""

from __future__ import annotations

from collections.abc import Iterable

from lineage.ask import Way


def mermaid(ways: Iterable[Way]) -> str:
    """Return the ways as one flowchart from left to right; without a way it is empty.

    A line stands for what feeds, a dotted one, with how, for what decides. Fields are drawn as stores and targets
    with round ends.
    """
    found = list(ways)
    edges = dict.fromkeys(edge[:4] for way in found for edge in way.edges)
    stores = {way.field_id for way in found}
    ends = {way.target_id for way in found}
    names = {node_id: f"n{number}" for number, node_id in enumerate(_nodes(edges))}
    lines = ["flowchart LR"]
    lines += [f"    {name}{_shape(node_id, stores, ends)}" for node_id, name in names.items()]
    for from_id, to_id, kind, how in edges:
        arrow = "-->" if kind == "feeds" else f"-. {how} .->"
        lines.append(f"    {names[from_id]} {arrow} {names[to_id]}")
    return "\n".join(lines) + "\n"


def _nodes(edges: Iterable[tuple[str, str, str, str]]) -> dict[str, None]:
    return dict.fromkeys(node_id for edge in edges for node_id in edge[:2])


def _shape(node_id: str, stores: set[str], ends: set[str]) -> str:
    label = '"' + node_id.replace("&", "#amp;").replace('"', "#quot;") + '"'
    if node_id in stores:
        return f"[({label})]"
    return f"([{label}])" if node_id in ends else f"[{label}]"
