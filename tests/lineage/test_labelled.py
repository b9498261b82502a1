"""The resolver against edges drawn by hand: precision and recall must be 1 on the SQL that the project allows."""

from __future__ import annotations

import sys

import pytest
from labelled_cases import Case, Edge, read_cases

from lineage.flow import ColumnRef, stored_relation
from lineage.resolve import resolve

SCHEMA = {
    "core.person": ["person_id", "forename", "surname", "birth_date", "sex", "postcode"],
    "core.contact": ["person_id", "contact_date", "activity", "accommodation", "contact_kind", "load_id"],
    "core.homeless": ["case_person_id", "opened_date", "closed_date", "needs", "detail", "postcode"],
    "core.spell": ["person_id", "opened_date", "closed_date"],
    "core.code": ["code", "label", "standard_code"],
    "core.recode": ["from_code", "basis", "to_code"],
    "landing.run_settings": ["as_at_date", "collection_year"],
}
REFERENCE = {"core.recode", "landing.run_settings"}
RELATIONS = {name: stored_relation(name, columns) for name, columns in SCHEMA.items()}
CASES = read_cases()


def named(ref: ColumnRef) -> str:
    """The origin as the labels spell it: a member of a list in brackets."""
    return f"{ref.relation}.{ref.column}" + (f"[{ref.member}]" if ref.member is not None else "")


def found_edges(case: Case) -> tuple[set[Edge], list[str]]:
    resolution = resolve(case.sql, RELATIONS.get, case.name, REFERENCE)
    assert resolution.problems == ()
    relation = resolution.relation
    edges: set[Edge] = set()
    for output in relation.outputs.values():
        edges |= {(output.name, "feeds", named(ref), how.word) for ref, how in output.flow.feeds.items()}
        decides = output.flow.decides | relation.decides
        edges |= {(output.name, "decides", named(ref), decision) for ref, decision in decides}
    return edges, [output.name for output in relation.outputs.values()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_edges_are_those_drawn_by_hand(case: Case) -> None:
    found, columns = found_edges(case)
    labelled = case.edges(columns)
    assert found == labelled


def test_precision_and_recall(capsys: pytest.CaptureFixture[str]) -> None:
    right = drawn = made = 0
    for case in CASES:
        found, columns = found_edges(case)
        labelled = case.edges(columns)
        right, drawn, made = right + len(found & labelled), drawn + len(labelled), made + len(found)
    precision, recall = right / made, right / drawn
    with capsys.disabled():
        sys.stdout.write(
            f"\nlineage: {len(CASES)} labelled queries, {drawn} edges, precision {precision:.3f}, recall {recall:.3f}\n"
        )
    assert (precision, recall) == (1.0, 1.0)


def test_the_labelled_set_does_not_shrink() -> None:
    assert len(CASES) >= 54
    assert sum(len(case.edges(found_edges(case)[1])) for case in CASES) >= 250
