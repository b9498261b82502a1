"""Each question to a graph small enough to draw: two datasets, a fact, a concept, an indicator, a return item.

lcs.calls.kind ──► stg_calls.kind ──recoded──► fct.kind ──chosen──► dom_home.home ──► concept.C1 ──► domain.home
lcs.calls.day ───► stg_calls.day ···ordered··························┘      │
ccis.roll.kind ──► stg_roll.kind ──► fct.kind                              └──► indicator.is_homed ──► dashboard.w.M1
ccis.roll.kind ──► stg_roll.kind ──► SSDA903.OC3.ACCOM ◄···filtered··· stg_calls.day
ccis.roll.note ──► stg_roll.note                     (goes nowhere)
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from small_graph import FEEDS, small_graph, written

from lineage.ask import (
    Changes,
    WrittenGraph,
    what_differs,
    what_is_lost,
    what_stands_behind,
    where_goes,
)


@pytest.fixture
def graph() -> WrittenGraph:
    return written(small_graph())


def test_a_field_feeds_what_its_value_goes_into(graph: WrittenGraph) -> None:
    answer = where_goes(graph, "lcs.calls.kind")
    assert [(way.target_id, len(way.edges)) for way in answer.feeds] == [
        ("concept.C1", 5),
        ("dashboard.w.M1", 6),
        ("domain.home", 6),
        ("indicator.is_homed", 5),
    ]
    assert answer.decides == ()


def test_a_way_is_told_edge_by_edge_with_how_and_where(graph: WrittenGraph) -> None:
    way = next(way for way in where_goes(graph, "lcs.calls.kind").feeds if way.target_id == "concept.C1")
    assert [(edge.to_id, edge.how) for edge in way.edges] == [
        ("landing.lcs__calls.kind", "copied"),
        ("stg_calls.kind", "copied"),
        ("fct.kind", "recoded"),
        ("dom_home.home", "chosen"),
        ("concept.C1", "copied"),
    ]
    assert (way.edges[2].path, way.edges[2].line) == ("dbt/models/fct.sql", 3)


def test_a_field_that_only_orders_decides_and_feeds_nothing(graph: WrittenGraph) -> None:
    answer = where_goes(graph, "lcs.calls.day")
    assert answer.feeds == ()
    assert {way.target_id for way in answer.decides} == {
        "concept.C1",
        "domain.home",
        "indicator.is_homed",
        "dashboard.w.M1",
        "SSDA903.OC3.ACCOM",
    }


def test_a_field_that_feeds_a_target_is_not_said_to_decide_it_too() -> None:
    both = small_graph(extra=[("stg_calls.kind", "dom_home.home", "decides", "filtered")])
    answer = where_goes(written(both), "lcs.calls.kind")
    assert "concept.C1" in {way.target_id for way in answer.feeds}
    assert "concept.C1" not in {way.target_id for way in answer.decides}


def test_of_several_ways_the_shortest_is_told() -> None:
    shorter = small_graph(extra=[("stg_calls.kind", "dom_home.home", *FEEDS)])
    way = next(way for way in where_goes(written(shorter), "lcs.calls.kind").feeds if way.target_id == "concept.C1")
    assert len(way.edges) == 4


def test_a_field_that_nothing_reads_goes_nowhere(graph: WrittenGraph) -> None:
    assert where_goes(graph, "ccis.roll.note")[1:] == ((), ())


def test_only_a_field_can_be_asked_where_it_goes(graph: WrittenGraph) -> None:
    for name in ("fct.kind", "nowhere"):
        with pytest.raises(KeyError):
            where_goes(graph, name)


def test_behind_an_item_stand_what_feeds_and_what_decides_it(graph: WrittenGraph) -> None:
    answer = what_stands_behind(graph, "SSDA903.OC3.ACCOM")
    assert answer.target_kind == "return_item"
    assert [way.field_id for way in answer.feeds] == ["ccis.roll.kind"]
    assert [way.field_id for way in answer.decides] == ["lcs.calls.day"]
    assert [edge.to_id for edge in answer.decides[0].edges] == [
        "landing.lcs__calls.day",
        "stg_calls.day",
        "oc3.ACCOM",
        "SSDA903.OC3.ACCOM",
    ]


def test_behind_a_concept_stand_both_datasets(graph: WrittenGraph) -> None:
    answer = what_stands_behind(graph, "concept.C1")
    assert {way.field_id for way in answer.feeds} == {"lcs.calls.kind", "ccis.roll.kind"}
    assert {way.field_id for way in answer.decides} == {"lcs.calls.day"}


def test_behind_a_target_that_nothing_reaches_stands_nothing(graph: WrittenGraph) -> None:
    assert what_stands_behind(graph, "dashboard.council.M2")[2:] == ((), ())


def test_only_a_target_has_something_behind_it(graph: WrittenGraph) -> None:
    with pytest.raises(KeyError):
        what_stands_behind(graph, "fct.kind")


@pytest.mark.parametrize("target", ["concept.C1", "SSDA903.OC3.ACCOM", "dashboard.w.M1"])
def test_both_directions_tell_of_the_same_pairs_and_lengths(graph: WrittenGraph, target: str) -> None:
    behind = what_stands_behind(graph, target)
    backwards = {(way.field_id, way.via, len(way.edges)) for way in (*behind.feeds, *behind.decides)}
    forwards = {
        (field_id, way.via, len(way.edges))
        for field_id in graph.fields
        for way in (*where_goes(graph, field_id).feeds, *where_goes(graph, field_id).decides)
        if way.target_id == target
    }
    assert backwards == forwards


def test_dropping_the_only_field_behind_an_item_loses_it(graph: WrittenGraph) -> None:
    answer = what_is_lost(graph, ["ccis.roll.kind"])
    assert [loss.target_id for loss in answer.lost] == ["SSDA903.OC3.ACCOM"]
    weakened = {loss.target_id: loss.remaining for loss in answer.weakened}
    assert weakened == dict.fromkeys(
        ["concept.C1", "domain.home", "indicator.is_homed", "dashboard.w.M1"], ("lcs.calls.kind",)
    )


def test_dropping_one_of_two_fields_loses_nothing(graph: WrittenGraph) -> None:
    assert what_is_lost(graph, ["lcs.calls.kind"]).lost == ()


def test_dropping_both_fields_loses_all_that_they_fed(graph: WrittenGraph) -> None:
    answer = what_is_lost(graph, ["lcs.calls.kind", "ccis.roll.kind", "lcs.calls.kind"])
    assert answer.field_ids == ("ccis.roll.kind", "lcs.calls.kind")
    assert {loss.target_id for loss in answer.lost} == {
        "concept.C1",
        "domain.home",
        "indicator.is_homed",
        "dashboard.w.M1",
        "SSDA903.OC3.ACCOM",
    }
    assert answer.weakened == ()


def test_dropping_a_field_that_only_decides_loses_no_value(graph: WrittenGraph) -> None:
    answer = what_is_lost(graph, ["lcs.calls.day"])
    assert (answer.lost, answer.weakened) == ((), ())
    assert {loss.target_id: loss.remaining for loss in answer.decided}["concept.C1"] == ()


def test_dropping_an_unused_field_loses_nothing_at_all(graph: WrittenGraph) -> None:
    assert what_is_lost(graph, ["ccis.roll.note"])[1:] == ((), (), ())


def test_a_graph_does_not_differ_from_itself(graph: WrittenGraph) -> None:
    for part in what_differs(graph, graph):
        assert (part.added, part.removed) == ((), ())


def test_a_new_edge_adds_the_ways_that_it_opens(graph: WrittenGraph) -> None:
    later = written(small_graph(extra=[("stg_roll.note", "dom_home.home", *FEEDS)]))
    answer = what_differs(graph, later)
    assert [edge[:2] for edge in answer.edges.added] == [("stg_roll.note", "dom_home.home")]
    assert "ccis.roll.note -> concept.C1" in answer.ways.added
    assert answer.reached == Changes((), ())


def test_a_cut_edge_takes_away_what_nothing_else_feeds(graph: WrittenGraph) -> None:
    later = written(small_graph(without=[("stg_roll.kind", "oc3.ACCOM")]))
    answer = what_differs(graph, later)
    assert answer.reached == Changes((), ("SSDA903.OC3.ACCOM",))
    assert what_differs(later, graph).reached == Changes(("SSDA903.OC3.ACCOM",), ())


def test_fields_and_models_that_came_are_told(graph: WrittenGraph) -> None:
    more = small_graph(extra=[("lcs.calls.place", "stg_place.place", *FEEDS)])
    answer = what_differs(graph, written(more))
    assert answer.fields == Changes(("lcs.calls.place",), ())
    assert answer.models == Changes(("stg_place",), ())


def test_an_edge_on_another_line_is_the_same_edge(graph: WrittenGraph) -> None:
    moved = WrittenGraph(graph.nodes_frame, graph.edges_frame.with_columns(pl.lit(99).alias("line")), graph.paths_frame)
    assert what_differs(graph, moved).edges.added == ()


def test_a_graph_is_read_as_it_was_written(graph: WrittenGraph, tmp_path: Path) -> None:
    for name, frame in (("nodes", graph.nodes_frame), ("edges", graph.edges_frame), ("paths", graph.paths_frame)):
        frame.write_parquet(tmp_path / f"{name}.parquet")
    assert WrittenGraph.read(tmp_path).edges == graph.edges
    (tmp_path / "paths.parquet").unlink()
    with pytest.raises(OSError):
        WrittenGraph.read(tmp_path)
