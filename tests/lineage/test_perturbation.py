"""Twelve fields, drawn by a seed, are changed in the data: what changes must be downstream of them in the graph."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable

import pytest

from dagster_project.catalogue import Catalogue
from lineage import Graph
from tests.conftest import Built
from tests.lineage.perturbation import Map, Proof, Verdict, derive, pack
from tests.lineage.perturbation_warehouse import Changes, Model, Warehouse, make_home, read_models, recorded_fields

SAMPLE, SEED = 12, 4

pytestmark = [pytest.mark.slow, pytest.mark.builds]


@pytest.fixture(scope="module")
def models(built: Built) -> list[Model]:
    return read_models(built.manifest)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue, models: list[Model]) -> Warehouse:
    return Warehouse(make_home(tmp_path_factory.mktemp("perturbed"), catalogue), catalogue, models)


@pytest.fixture(scope="module")
def graph(built: Built, warehouse: Warehouse) -> Graph:
    return derive(built.manifest, warehouse)


@pytest.fixture(scope="module")
def proof(warehouse: Warehouse, graph: Graph, models: list[Model], catalogue: Catalogue) -> Proof:
    return Proof(warehouse, Map(graph, models), {found.dataset: found.source for found in catalogue.datasets})


@pytest.fixture(scope="module")
def verdicts(proof: Proof) -> list[Verdict]:
    """Those of the sampled fields, in as few rebuilds as their descendants allow."""
    reached = {key: proof.map.reached(proof.id_of(key)) for key in sorted(recorded_fields(proof.warehouse.settings))}
    somewhere = [key for key, columns in reached.items() if len(columns) > 1]
    sample = random.Random(SEED).sample(somewhere, SAMPLE)
    return [verdict for keys in pack(sample, reached) for verdict in proof.together(keys)]


def test_whatever_a_changed_field_changes_is_downstream_of_it(
    verdicts: list[Verdict], proof: Proof, report: Callable[[str], None]
) -> None:
    report(f"perturbation: {len(verdicts)} fields in {proof.rebuilds} rebuilds")
    report(f"{'field':<60} {'cells':>6} {'reached':>8} {'changed':>8} {'missing':>8} {'never changed':>14}")
    for found in sorted(verdicts, key=lambda found: found.field_id):
        counts = (found.reached, found.changed, found.missing, found.never_changed)
        report(f"{found.field_id:<60} {found.cells:>6} {' '.join(f'{len(columns):>8}' for columns in counts)}")
    assert {found.field_id: found.missing for found in verdicts if found.missing} == {}
    assert {found.field_id: found.error for found in verdicts if found.error} == {}


def test_the_sample_is_of_fields_that_reach_something_and_show_it(verdicts: list[Verdict]) -> None:
    assert len({found.field_id for found in verdicts}) == SAMPLE
    assert len({found.field_id.rpartition(".")[0] for found in verdicts}) > SAMPLE / 3
    assert all(found.cells and found.reached for found in verdicts)
    assert sum(bool(found.changed) for found in verdicts) > SAMPLE / 2
    assert max(len(found.changed) for found in verdicts) > 100


def test_an_edge_taken_out_of_the_graph_is_reported(verdicts: list[Verdict], graph: Graph, models: list[Model]) -> None:
    found = max(verdicts, key=lambda found: len(found.changed))
    into = {column: [e for e in graph.edges.values() if e.to_id == ".".join(column)] for column in found.changed}
    column, edges = min(into.items(), key=lambda item: (len(item[1]), item[0]))
    poorer = copy.copy(graph)
    poorer.edges = {key: edge for key, edge in graph.edges.items() if edge not in edges}
    again = Map(poorer, models).verdict(found.field_id, Changes(changed=set(found.changed)))
    assert column in again.missing


def test_nothing_changed_changes_nothing(warehouse: Warehouse) -> None:
    changes = warehouse.perturb([], SEED)
    assert (changes.changed, changes.moved, changes.rebuilt) == (set(), set(), 0)


def test_a_rebuild_puts_everything_back(warehouse: Warehouse) -> None:
    assert warehouse.perturb([("ssd_care_leavers", "clea_care_leaver_in_touch")], SEED).changed
    assert warehouse.unlike_baseline() == []


def test_descendants_that_meet_are_not_perturbed_together() -> None:
    shared, own = ("model", "a"), ("model", "b")
    reached = {("one", "x"): frozenset({shared, own}), ("two", "y"): frozenset({shared}), ("two", "z"): frozenset()}
    assert pack(reached, reached) == [[("one", "x"), ("two", "z")], [("two", "y")]]
