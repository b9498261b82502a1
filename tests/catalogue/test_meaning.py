"""Dashboards, indicators, links and survivorship say what they should, and the finding of the background comes out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable

import pytest

from dagster_project.catalogue import Catalogue, tables

#: Concepts of financial preparedness: half of life management, named as a gap of its own.
MONEY = {"C59", "C60", "C61", "C62", "C63"}
#: Populations that lie within no other.
ROOTS = {"looked_after", "care_leaver", "birthday"}


def shown_by_council(catalogue: Catalogue) -> set[str]:
    """Return the concepts on the council's own dashboards."""
    own = {row.dashboard_id for row in catalogue.table(tables.DASHBOARDS) if row.built_by == "council"}
    return {row.concept_id for row in catalogue.table(tables.DASHBOARD_MEASURES) if row.dashboard_id in own}


def share_shown(catalogue: Catalogue, concepts: set[str]) -> float:
    """Return the share of `concepts` that the council's dashboards show."""
    return len(shown_by_council(catalogue) & concepts) / len(concepts)


def of_domain(catalogue: Catalogue, domain: str) -> set[str]:
    """Return the concepts of a domain."""
    return {concept.concept_id for concept in catalogue.concepts if concept.domain_id == domain}


@pytest.mark.parametrize("domain", ["wellbeing", "physical_health", "risk"])
def test_three_domains_hardly_appear_on_the_existing_dashboards(catalogue: Catalogue, domain: str) -> None:
    assert share_shown(catalogue, of_domain(catalogue, domain)) <= 1 / 8


def test_financial_preparedness_does_not_appear_on_the_existing_dashboards(catalogue: Catalogue) -> None:
    assert share_shown(catalogue, MONEY) == 0


@pytest.mark.parametrize(("domain", "least"), [("employment", 3 / 8), ("housing", 7 / 13), ("relationships", 4 / 12)])
def test_the_well_defined_domains_do_appear(catalogue: Catalogue, domain: str, least: float) -> None:
    assert share_shown(catalogue, of_domain(catalogue, domain)) >= least


def test_a_dashboard_that_shows_wellbeing_would_be_noticed(plant: Callable[..., Catalogue]) -> None:
    planted = plant("dashboard_measures", ("council_neet_tracker", "neet"), concept_id="C41")
    assert share_shown(planted, of_domain(planted, "wellbeing")) > 1 / 8


def test_claims_about_the_councils_dashboards_are_marked_as_claims(catalogue: Catalogue) -> None:
    own = {row.dashboard_id for row in catalogue.table(tables.DASHBOARDS) if row.built_by == "council"}
    claims = [row for row in catalogue.table(tables.DASHBOARD_MEASURES) if row.dashboard_id in own]
    assert {claim.basis for claim in claims} == {"assumed"}
    assert all(claim.dataset and claim.field and not claim.indicator_id for claim in claims)


def test_each_domain_has_a_dashboard_of_ours_with_three_indicators_or_more(catalogue: Catalogue) -> None:
    shown: dict[str, set[str]] = defaultdict(set)
    for row in catalogue.table(tables.DASHBOARD_MEASURES):
        if row.indicator_id:
            shown[row.dashboard_id].add(row.indicator_id)
    for domain in catalogue.domains:
        assert len(shown[domain.domain_id]) >= 3, domain.domain_id
    everything = set().union(*shown.values())
    assert everything == {indicator.indicator_id for indicator in catalogue.indicators}


def test_an_indicator_measures_a_concept_of_its_domain(catalogue: Catalogue) -> None:
    domain_of = {concept.concept_id: concept.domain_id for concept in catalogue.concepts}
    assert [i.indicator_id for i in catalogue.indicators if domain_of[i.concept_id] != i.domain_id] == []


def test_suitability_and_feeling_safe_stand_side_by_side(catalogue: Catalogue) -> None:
    found = {indicator.indicator_id: indicator for indicator in catalogue.indicators}
    assert found["has_suitable_accommodation"].perspective == "practitioner"
    assert found["feels_safe_at_home"].perspective == "young person"
    assert found["has_suitable_accommodation"].concept_id != found["feels_safe_at_home"].concept_id
    assert found["is_in_custody"].concept_id == "C25"


def test_whoever_a_measure_is_asked_of_is_among_those_in_care_leaving_it_or_having_a_birthday(
    catalogue: Catalogue,
) -> None:
    """Disclosure control knows of denominators that lie within others only what the catalogue says."""
    population = {row.indicator_id: row.population for row in catalogue.table(tables.INDICATOR_POPULATIONS)}
    whose = {one.indicator_id: population.get(one.indicator_id, one.indicator_id) for one in catalogue.indicators}
    relations = [row for row in catalogue.table(tables.INDICATOR_RELATIONS) if row.relation == "among"]
    assert set(whose.values()) - {whose[row.indicator_id] for row in relations} == ROOTS
    assert {whose[row.other_indicator_id] for row in relations} <= ROOTS


def test_benchmarks_of_indicators_are_published(catalogue: Catalogue) -> None:
    published = {(row.measure, row.breakdown) for row in catalogue.table(tables.BENCHMARKS)}
    for indicator in catalogue.indicators:
        pair = (indicator.benchmark_measure, indicator.benchmark_breakdown)
        assert pair == (None, None) or pair in published, indicator.indicator_id


def test_hidden_published_figures_stay_text(catalogue: Catalogue) -> None:
    counts = Counter(row.count for row in catalogue.table(tables.BENCHMARKS))
    assert counts["c"] > 0
    assert counts[None] == 0


def concepts_of_several_datasets(catalogue: Catalogue) -> dict[str, set[str]]:
    """Return the linkable datasets that record a concept, for concepts with more than one."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in catalogue.table(tables.FIELD_CONCEPTS):
        if catalogue.dataset(claim.dataset).is_linkable:
            found[claim.concept_id].add(claim.dataset)
    return {concept: datasets for concept, datasets in found.items() if len(datasets) > 1}


def test_survivorship_ranks_every_dataset_that_records_a_concept_twice(catalogue: Catalogue) -> None:
    ranked: dict[str, list[str]] = defaultdict(list)
    for row in sorted(catalogue.table(tables.SURVIVORSHIP), key=lambda row: (row.concept_id, row.rank)):
        ranked[row.concept_id].append(row.dataset)
    for concept, datasets in concepts_of_several_datasets(catalogue).items():
        assert datasets <= set(ranked[concept]), concept


def test_it_is_said_of_every_concept_recorded_twice_whether_its_values_can_be_compared(catalogue: Catalogue) -> None:
    said = {row.concept_id: row for row in catalogue.table(tables.CONCEPT_COMPARISONS)}
    recording = {
        concept
        for concept, datasets in concepts_of_several_datasets(catalogue).items()
        if len({d for d in datasets if not is_sent_empty(catalogue, concept, d)}) > 1
    }
    assert set(said) == recording
    assert all(row.reason.endswith(".") for row in said.values())
    assert [row.concept_id for row in said.values() if row.are_values_shown and not row.is_comparable] == []


def is_sent_empty(catalogue: Catalogue, concept_id: str, dataset: str) -> bool:
    """Whether every field of the dataset that speaks to the concept always arrives empty."""
    status = {(field.dataset, field.field): field.status for field in catalogue.fields}
    claims = [row for row in catalogue.table(tables.FIELD_CONCEPTS) if row.concept_id == concept_id]
    return all(status[row.dataset, row.field] == "placeholder" for row in claims if row.dataset == dataset)


def test_survivorship_ranks_are_whole_and_only_linkable_datasets_have_one(catalogue: Catalogue) -> None:
    ranks: dict[str, list[int]] = defaultdict(list)
    for row in catalogue.table(tables.SURVIVORSHIP):
        ranks[row.concept_id].append(row.rank)
        assert catalogue.dataset(row.dataset).is_linkable, row.dataset
        assert catalogue.dataset(row.dataset).source == row.source
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in ranks.values())


def test_no_rule_links_on_a_default_date_without_a_third_field(catalogue: Catalogue) -> None:
    order = {row.rule_id: row.rule_order for row in catalogue.table(tables.LINK_RULES)}
    assert sorted(order, key=order.__getitem__) == [
        "lcs_person_id",
        "upn",
        "nhs_number",
        "name_birth_date",
        "name_birth_date_postcode",
    ]


def test_every_source_that_sends_persons_is_linked_to_the_case_system(catalogue: Catalogue) -> None:
    linked = {row.source_b for row in catalogue.table(tables.LINK_RULES) if row.source_a == "lcs" and row.is_enabled}
    assert linked == {"lcs", "ccis", "housing", "voice", "health", "virtual_school", "finance"}
