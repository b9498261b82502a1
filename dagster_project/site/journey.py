"""The path from a field to what is made from it, or from an item back to its fields: as a picture and as a table.

Ways that begin alike are drawn as one line that branches, like a railway map read from top to bottom. The picture has
a fixed width and may scroll; the table behind it holds the same and reflows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import polars as pl
from markupsafe import Markup

from dagster_project.site.content import Content
from lineage.ask import Way, WrittenGraph, what_stands_behind, where_goes
from lineage.graph import Edge, Node

_ROW, _INDENT, _LEFT, _STAGE_WIDTH, _CHARACTER = 28, 18, 12, 118, 7.9
#: Where on its way a value is, in a reader's words, by the layer of the graph.
_STAGE: Mapping[str, str] = MappingProxyType(
    {
        "landing": "As it arrived",
        "catalogue": "Catalogue",
        "staging": "Tidied",
        "intermediate": "Worked out",
        "core": "Kept",
        "domains": "Area of life",
        "returns": "Return",
        "dashboards": "Dashboard",
    }
)
_KIND: Mapping[str, str] = MappingProxyType(
    {
        "field": "Source field",
        "concept": "Thing known",
        "domain": "Area of life",
        "indicator": "Measure",
        "dashboard_measure": "Dashboard",
        "return_item": "Return item",
    }
)
_HOW: Mapping[str, str] = MappingProxyType(
    {
        "copied": "copied as it is",
        "recoded": "put into the standard code",
        "derived": "worked out from it",
        "chosen": "chosen from several",
        "aggregated": "counted or summed up",
    }
)


@dataclass(frozen=True)
class Stop:
    """A place on the path: the column or thing, where it is, how the value came there and from which stop."""

    node_id: str
    name: str
    stage: str
    how: str
    #: Position of the stop before it; None for the beginning.
    before: int | None
    #: How many branchings lie before it.
    depth: int
    is_end: bool


@dataclass(frozen=True)
class Journey:
    """A path with its stops in the order in which they are drawn: a stop, then everything behind it."""

    stops: Sequence[Stop]
    #: Whether it begins at the target and is drawn back to the fields.
    is_backwards: bool

    @property
    def ends(self) -> list[str]:
        """The ids of what the path ends in."""
        return [stop.node_id for stop in self.stops if stop.is_end]

    @property
    def steps(self) -> list[tuple[Stop, Stop, str]]:
        """Each step as the value takes it: from which stop, to which, and how."""
        joined = [(self.stops[stop.before], stop) for stop in self.stops if stop.before is not None]
        return [(far, near, far.how) if self.is_backwards else (near, far, far.how) for near, far in joined]

    def picture(self, told: str) -> Markup:
        """Draw the path as inline SVG; `told` is its text alternative."""
        places = [(_LEFT + _INDENT * stop.depth, _ROW // 2 + _ROW * row) for row, stop in enumerate(self.stops)]
        parts = []
        for (x, y), stop in zip(places, self.stops, strict=True):
            if stop.before is not None:
                x_before, y_before = places[stop.before]
                line = '<path class="path-line" d="M{} {}V{}H{}"/>'
                parts.append(Markup(line).format(x_before, y_before, y, x))
        text_x = max(x for x, _ in places) + 14
        for (x, y), stop in zip(places, self.stops, strict=True):
            shape = '<circle class="path-stop{}" cx="{}" cy="{}" r="{}"/>'
            parts.append(
                Markup(shape).format(" path-end" if _is_terminus(stop) else "", x, y, 6 if _is_terminus(stop) else 4)
            )
            text = '<text class="path-stage" x="{}" y="{}">{}</text><text class="{}" x="{}" y="{}">{}</text>'
            name_class = "path-name path-last" if _is_terminus(stop) else "path-name"
            parts.append(
                Markup(text).format(text_x, y + 5, stop.stage, name_class, text_x + _STAGE_WIDTH, y + 5, stop.name)
            )
        width = text_x + _STAGE_WIDTH + _CHARACTER * max(len(stop.name) for stop in self.stops) + 8
        frame = '<svg class="path" role="img" aria-label="{}" width="{:.0f}" height="{}">{}</svg>'
        return Markup(frame).format(told, width, _ROW * len(self.stops), Markup("").join(parts))


class _Branch(NamedTuple):
    node_id: str
    how: str
    following: dict[str, _Branch]


class Journeys:
    """The paths of a run, drawn from its published graph; only ways on which a value is carried."""

    def __init__(self, graph: WrittenGraph | None, labels: Mapping[str, str]) -> None:
        """Take the graph, where the run has one, and what people call its fields and targets by their ids."""
        self._labels = labels
        self._graph = graph
        self._nodes: Mapping[str, Node] = graph.nodes if graph is not None else {}
        self._deciding: dict[str, list[str]] = {}
        if graph is not None:
            feeding = graph.edges_frame.filter(pl.col("kind") == "feeds")
            self._graph = WrittenGraph(graph.nodes_frame, feeding, graph.paths_frame)
            decided = (
                graph.paths_frame.filter(pl.col("via") == "decides").select("target_id", "field_id").sort(pl.all())
            )
            for target_id, field_id in decided.iter_rows():
                self._deciding.setdefault(target_id, []).append(field_id)

    def of_field(self, field_id: str) -> Journey | None:
        """Return the path from a field to all that its value goes into; None where it goes nowhere."""
        if self._graph is None or field_id not in self._nodes:
            return None
        ways = where_goes(self._graph, field_id).feeds
        return self._drawn(field_id, ways, lambda edge: edge.to_id, is_backwards=False)

    def of_target(self, target_id: str) -> Journey | None:
        """Return the path from a target back to the fields that feed it; None where no field does."""
        if self._graph is None or target_id not in self._nodes:
            return None
        ways = what_stands_behind(self._graph, target_id).feeds
        return self._drawn(target_id, ways, lambda edge: edge.from_id, is_backwards=True)

    def deciding(self, target_id: str) -> Sequence[str]:
        """Return the ids of fields that only have a say in which rows count for a target."""
        return self._deciding.get(target_id, ())

    def _drawn(
        self, start: str, ways: Sequence[Way], far_end: Callable[[Edge], str], *, is_backwards: bool
    ) -> Journey | None:
        if not ways:
            return None
        root = _Branch(start, "", {})
        ends = set()
        for way in ways:
            branch = root
            for edge in reversed(way.edges) if is_backwards else way.edges:
                branch = branch.following.setdefault(far_end(edge), _Branch(far_end(edge), edge.how, {}))
            ends.add(branch.node_id)
        stops: list[Stop] = []
        self._stop(root, None, 0, ends, stops)
        return Journey(stops, is_backwards)

    def _stop(self, branch: _Branch, before: int | None, depth: int, ends: set[str], stops: list[Stop]) -> None:
        node = self._nodes[branch.node_id]
        how = _HOW.get(branch.how, branch.how)
        is_end = branch.node_id in ends
        stops.append(Stop(node.id, self._name(node), _stage(node), how, before, depth, is_end))
        here = len(stops) - 1
        following = depth + (len(branch.following) > 1)
        for each in branch.following.values():
            self._stop(each, here, following, ends, stops)

    def _name(self, node: Node) -> str:
        if node.kind in ("model_column", "source_column"):
            return f"{node.model.rsplit('.', 1)[-1]}.{node.column}"
        if node.kind == "field":
            return f"{node.model}.{node.column}"
        return self._labels.get(node.id, node.id)


def graph_labels(content: Content) -> dict[str, str]:
    """Return what people call targets, by their ids on the graph."""
    found = {f"concept.{row.concept_id}": row.label for row in content.concepts}
    found |= {f"domain.{row.domain_id}": row.label for row in content.map_domains}
    found |= {f"indicator.{row.indicator_id}": row.label for row in content.indicators}
    found |= {f"dashboard.{row.dashboard_id}.{row.measure_id}": row.label for row in content.dashboard_measures}
    return found


def _stage(node: Node) -> str:
    return _KIND.get(node.kind) or _STAGE.get(node.layer, node.layer)


def _is_terminus(stop: Stop) -> bool:
    return stop.is_end or stop.before is None
