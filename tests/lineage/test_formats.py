"""The open formats say what the graph says, and the tools they are made for accept them."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from openlineage.client.event_v2 import InputDataset, Job, JobEvent, OutputDataset
from openlineage.client.facet_v2 import column_lineage_dataset as column_lineage
from openlineage.client.serde import Serde
from small_graph import FEEDS, small_graph, written

from lineage import Edge, Node
from lineage.ask import WrittenGraph, what_stands_behind, where_goes
from lineage.formats import edges_csv, graph_json, graph_schema, mermaid, nodes_csv, openlineage_events
from lineage.formats.openlineage import TRANSFORMATIONS

AS_AT = date(2026, 4, 30)


@pytest.fixture
def graph() -> WrittenGraph:
    return written(small_graph())


@pytest.fixture
def document(graph: WrittenGraph) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(graph_json(graph))
    return loaded


@pytest.fixture
def validator() -> Draft202012Validator:
    schema = json.loads(graph_schema())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_json_is_as_its_schema_says(document: dict[str, Any], validator: Draft202012Validator) -> None:
    validator.validate(document)


@pytest.mark.parametrize(
    ("place", "name", "value"),
    [("nodes", "kind", "person"), ("edges", "how", "guessed"), ("edges", "how", "joined"), ("nodes", "value", "Ann")],
    ids=["unknown kind", "unknown how", "a how that decides on an edge that feeds", "a value of a person"],
)
def test_the_schema_refuses_what_is_no_graph(
    document: dict[str, Any], validator: Draft202012Validator, place: str, name: str, value: str
) -> None:
    first = next(each for each in document[place] if each["kind"] != "decides")
    first[name] = value
    with pytest.raises(ValidationError):
        validator.validate(document)


def test_json_holds_every_node_and_edge(graph: WrittenGraph, document: dict[str, Any]) -> None:
    assert {node["id"] for node in document["nodes"]} == set(graph.nodes)
    assert sorted(Edge(**{"path": None, "line": None, **edge}) for edge in document["edges"]) == sorted(graph.edges)


def test_csv_holds_every_node_and_edge(graph: WrittenGraph) -> None:
    nodes = list(csv.DictReader(io.StringIO(nodes_csv(graph), newline="")))
    edges = list(csv.DictReader(io.StringIO(edges_csv(graph), newline="")))
    assert [row["id"] for row in nodes] == list(graph.nodes)
    assert [tuple(row.values())[:4] for row in edges] == [edge[:4] for edge in sorted(graph.edges)]


def test_csv_ends_lines_and_quotes_as_rfc_4180_says() -> None:
    graph = small_graph()
    graph.add_node(Node('a.b "c", d', "model_column", "core", "a", 'b "c", d'))
    text = nodes_csv(written(graph))
    assert text.count("\r\n") == text.count("\n") == len(graph.nodes) + 1
    assert '"a.b ""c"", d"' in text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_csv_never_holds_a_formula(start: str) -> None:
    graph = small_graph()
    graph.add_node(Node(f"{start}HYPERLINK(1)", "model_column", "core", "m", "c"))
    rows = list(csv.reader(io.StringIO(nodes_csv(written(graph)), newline="")))
    assert [f"'{start}HYPERLINK(1)"] == [row[0] for row in rows if "HYPERLINK" in row[0]]


def test_the_same_graph_gives_the_same_text(graph: WrittenGraph) -> None:
    again = written(small_graph())
    assert graph_json(graph) == graph_json(again)
    assert openlineage_events(graph, AS_AT) == openlineage_events(again, AS_AT)


def _events(graph: WrittenGraph) -> dict[str, dict[str, Any]]:
    events = [json.loads(line) for line in openlineage_events(graph, AS_AT).splitlines()]
    return {event["job"]["name"]: event for event in events}


def _by_the_client(event: dict[str, Any]) -> JobEvent:
    """The event as the official client makes it; an unknown key, and a time that is none, are errors there."""

    def transformation(given: dict[str, Any]) -> column_lineage.Transformation:
        return column_lineage.Transformation(**given)

    def field(given: dict[str, Any]) -> column_lineage.InputField:
        return column_lineage.InputField(
            **{**given, "transformations": [transformation(each) for each in given["transformations"]]}
        )

    def facet(given: dict[str, Any]) -> column_lineage.ColumnLineageDatasetFacet:
        columns = {
            name: column_lineage.Fields(inputFields=[field(each) for each in column["inputFields"]])
            for name, column in given["fields"].items()
        }
        return column_lineage.ColumnLineageDatasetFacet(fields=columns, producer=given["_producer"])

    outputs = [
        OutputDataset(**{**each, "facets": {"columnLineage": facet(each["facets"]["columnLineage"])}})
        for each in event["outputs"]
    ]
    return JobEvent(
        eventTime=event["eventTime"],
        producer=event["producer"],
        job=Job(**event["job"]),
        inputs=[InputDataset(**each) for each in event["inputs"]],
        outputs=outputs,
    )


def test_events_are_what_the_official_client_makes_of_them(graph: WrittenGraph) -> None:
    for event in _events(graph).values():
        assert Serde.to_dict(_by_the_client(event)) == event


def test_an_event_tells_direct_from_indirect(graph: WrittenGraph) -> None:
    facet = _events(graph)["oc3"]["outputs"][0]["facets"]["columnLineage"]
    inputs = {
        (each["name"], each["field"]): each["transformations"] for each in facet["fields"]["ACCOM"]["inputFields"]
    }
    assert inputs == {
        ("stg_roll", "kind"): [{"type": "DIRECT", "subtype": "IDENTITY", "description": "copied"}],
        ("stg_calls", "day"): [{"type": "INDIRECT", "subtype": "FILTER", "description": "filtered"}],
    }


def test_a_column_that_feeds_and_decides_is_one_input_with_both() -> None:
    both = small_graph(extra=[("stg_roll.kind", "oc3.ACCOM", "decides", "joined")])
    facet = _events(written(both))["oc3"]["outputs"][0]["facets"]["columnLineage"]
    (own,) = [each for each in facet["fields"]["ACCOM"]["inputFields"] if each["name"] == "stg_roll"]
    assert sorted(each["type"] for each in own["transformations"]) == ["DIRECT", "INDIRECT"]


def test_every_edge_is_in_exactly_one_event(graph: WrittenGraph) -> None:
    transformations = [
        transformation
        for event in _events(graph).values()
        for column in event["outputs"][0]["facets"]["columnLineage"]["fields"].values()
        for each in column["inputFields"]
        for transformation in each["transformations"]
    ]
    assert len(transformations) == len(graph.edges)


def test_every_how_of_the_schema_has_a_transformation() -> None:
    schema = json.loads(graph_schema())
    assert set(TRANSFORMATIONS) == set(schema["$defs"]["edge"]["properties"]["how"]["enum"])


def test_a_diagram_draws_every_node_and_edge_of_the_ways_once(graph: WrittenGraph) -> None:
    answer = what_stands_behind(graph, "SSDA903.OC3.ACCOM")
    text = mermaid([*answer.feeds, *answer.decides])
    assert text.startswith("flowchart LR\n")
    assert text.count('[("ccis.roll.kind")]') == text.count('(["SSDA903.OC3.ACCOM"])') == 1
    assert text.count('["oc3.ACCOM"]') == 1
    assert len(re.findall(r"n\d+ --> n\d+", text)) == 6
    assert len(re.findall(r"n\d+ -\. filtered \.-> n\d+", text)) == 1


def test_a_diagram_of_nothing_is_empty_and_names_cannot_break_out_of_labels(graph: WrittenGraph) -> None:
    assert mermaid(where_goes(graph, "ccis.roll.note").feeds) == "flowchart LR\n"
    quoted = written(small_graph(extra=[("stg_roll.note", 'odd."x"', *FEEDS), ('odd."x"', "dom_home.home", *FEEDS)]))
    text = mermaid(where_goes(quoted, "ccis.roll.note").feeds)
    assert '"odd.#quot;x#quot;"' in text
