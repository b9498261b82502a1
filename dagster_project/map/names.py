"""What people call a field, an item, an indicator or a concept, found on the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from dagster_project.errors import WreathError
from lineage.ask import WrittenGraph

_NEAREST = 3
#: Share of letters in common from which a name is near: low enough for C9 to be near C1.
_LIKENESS = 0.5


def field_named(graph: WrittenGraph, name: str) -> str:
    """Return the id of a field given whole or by its end (`clea_care_leaver_activity`), in any case.

    Raises:
        WreathError: No field or several are called so; the message gives them, or the nearest.
    """
    return _named(name, graph.fields, "field")


def target_named(graph: WrittenGraph, name: str) -> str:
    """Return the id of a return item, indicator, dashboard measure or domain (`OC3.ACCOM`, `is_neet`)."""
    targets = [target for target in graph.targets if graph.nodes[target].kind != "concept"]
    # An indicator and a measure of Wreath's own dashboard share a name: the indicator is meant.
    indicator = f"indicator.{name.lower()}"
    return indicator if indicator in graph.nodes else _named(name, targets, "return item or indicator")


def concept_named(graph: WrittenGraph, name: str) -> str:
    """Return the id of a concept (`C16`)."""
    return _named(name, [target for target in graph.targets if graph.nodes[target].kind == "concept"], "concept")


def _named(name: str, ids: Iterable[str], what: str) -> str:
    by_lower = {node_id.lower(): node_id for node_id in ids}
    asked = name.lower()
    if asked in by_lower:
        return by_lower[asked]
    ending = [node_id for lower, node_id in by_lower.items() if lower.endswith(f".{asked}")]
    if len(ending) == 1:
        return ending[0]
    if ending:
        raise WreathError(f"{name} is the name of several: {', '.join(ending)}; give one of them whole", exit_code=2)
    near = _nearest(asked, by_lower)
    advice = f"; nearest: {', '.join(near)}" if near else ""
    raise WreathError(f"the map has no {what} {name}{advice}", exit_code=2)


def _nearest(asked: str, by_lower: dict[str, str]) -> list[str]:
    """Nearest first, by the whole name and by its end, since either may be what was mistyped."""
    by_end: dict[str, list[str]] = defaultdict(list)
    for lower in by_lower:
        by_end[lower.rsplit(".", 1)[-1]].append(lower)
    whole = get_close_matches(asked, by_lower, _NEAREST, _LIKENESS)
    ends = get_close_matches(asked.rsplit(".", 1)[-1], by_end, _NEAREST, _LIKENESS)
    found = dict.fromkeys([*whole, *(lower for end in ends for lower in by_end[end])])
    return [by_lower[lower] for lower in found][:_NEAREST]
