"""What people call a field, an item, an indicator or a concept, found on the graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from dagster_project.errors import WreathError
from lineage.ask import WrittenGraph

_NEAREST = 3


def field_named(graph: WrittenGraph, name: str, labels: Mapping[str, str]) -> str:
    """Return the id of a field given whole or by its end (`clea_care_leaver_activity`), in any case.

    Raises:
        WreathError: No field or several are called so; the message gives them, or the nearest by id or by `labels`.
    """
    return _named(name, graph.fields, "field", labels)


def target_named(graph: WrittenGraph, name: str, labels: Mapping[str, str]) -> str:
    """Return the id of a return item, indicator, dashboard measure or domain (`OC3.ACCOM`, `is_neet`)."""
    targets = [target for target in graph.targets if graph.nodes[target].kind != "concept"]
    # An indicator and a measure of Wreath's own dashboard share a name: the indicator is meant.
    indicator = f"indicator.{name.lower()}"
    return indicator if indicator in graph.nodes else _named(name, targets, "return item or indicator", labels)


def concept_named(graph: WrittenGraph, name: str, labels: Mapping[str, str]) -> str:
    """Return the id of a concept (`C16`)."""
    concepts = [target for target in graph.targets if graph.nodes[target].kind == "concept"]
    return _named(name, concepts, "concept", labels)


def _named(name: str, ids: Iterable[str], what: str, labels: Mapping[str, str]) -> str:
    by_lower = {node_id.lower(): node_id for node_id in ids}
    asked = name.strip().lower()
    if asked in by_lower:
        return by_lower[asked]
    ending = [node_id for lower, node_id in by_lower.items() if lower.endswith(f".{asked}")]
    if len(ending) == 1:
        return ending[0]
    if ending:
        raise WreathError(f"{name} is the name of several: {', '.join(ending)}; give one of them whole", exit_code=2)
    near = "; ".join(
        f"{each} ({labels[each]})" if labels.get(each) else each for each in _nearest(asked, by_lower.values(), labels)
    )
    raise WreathError(f"the map has no {what} '{name}'; nearest: {near}", exit_code=2)


def _nearest(asked: str, ids: Iterable[str], labels: Mapping[str, str]) -> list[str]:
    """Those that people call so first, then by the whole name or by its end, since either may be what was mistyped."""
    asked_end = asked.rsplit(".", 1)[-1]

    def likeness(node_id: str) -> float:
        name = node_id.lower()
        is_called = bool(asked) and asked in labels.get(node_id, "").lower()
        return is_called + max(_alike(asked, name), _alike(asked_end, name.rsplit(".", 1)[-1]))

    return sorted(ids, key=lambda node_id: (-likeness(node_id), node_id))[:_NEAREST]


def _alike(asked: str, name: str) -> float:
    return SequenceMatcher(None, asked, name).ratio()
