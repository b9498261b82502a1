"""The catalogue holds every table, field, concept and item that it should, and each row is whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest

from dagster_project.catalogue import Catalogue, tables

Check = Callable[[Catalogue], list[str]]
SSD_REFERENCE = re.compile(r"^[A-Z0-9]{4,5}\d{3}A$")


def fields_without_meaning(catalogue: Catalogue) -> list[str]:
    """A field speaks to a concept, or says why it does not; never both."""
    spoken = {(claim.dataset, claim.field) for claim in catalogue.table(tables.FIELD_CONCEPTS)}
    return [
        f"{field.dataset}.{field.field}"
        for field in catalogue.fields
        if ((field.dataset, field.field) in spoken) == (field.no_concept_reason is not None)
    ]


def fields_with_poor_descriptions(catalogue: Catalogue) -> list[str]:
    """A description is one sentence of its own, used for one field only."""
    used = Counter(field.description for field in catalogue.fields)
    return [
        f"{field.dataset}.{field.field}"
        for field in catalogue.fields
        if used[field.description] > 1 or not re.fullmatch(r"[A-Z].{8,}[^.]\.", field.description)
    ]


def primary_concepts_missing(catalogue: Catalogue) -> list[str]:
    """A field with concepts has exactly one that is its main one."""
    claims = catalogue.table(tables.FIELD_CONCEPTS)
    main = Counter((claim.dataset, claim.field) for claim in claims if claim.is_primary)
    return [f"{claim.dataset}.{claim.field}" for claim in claims if main[claim.dataset, claim.field] != 1]


def code_fields_without_codes(catalogue: Catalogue) -> list[str]:
    """A code set that a field or an item names has at least two codes, or is a single special value."""
    named = {field.code_set for field in catalogue.fields if field.code_set}
    return sorted(code_set for code_set in named if len(catalogue.codes(code_set)) < 2)


def linkable_without_identity(catalogue: Catalogue) -> list[str]:
    """A dataset that may not be linked names no person; what it holds never enters the spine."""
    return [
        field.dataset
        for field in catalogue.fields
        if field.identity_role is not None and not catalogue.dataset(field.dataset).is_linkable
    ]


def items_without_source(catalogue: Catalogue) -> list[str]:
    """Every item of every return is made from a field."""
    made = {(claim.return_id, claim.module, claim.item) for claim in catalogue.table(tables.FIELD_RETURN_ITEMS)}
    items = [(item.return_id, item.module, item.item) for item in catalogue.return_items]
    return [".".join(item) for item in items if item not in made]


def positions_with_holes(catalogue: Catalogue) -> list[str]:
    """The fields of a dataset are numbered from 1 without a hole."""
    return [
        dataset.dataset
        for dataset in catalogue.datasets
        if [field.position for field in catalogue.fields_of(dataset.dataset)]
        != list(range(1, len(catalogue.fields_of(dataset.dataset)) + 1))
    ]


def essential_keys_missing(catalogue: Catalogue) -> list[str]:
    """A field of the business key is essential."""
    return [f"{f.dataset}.{f.field}" for f in catalogue.fields if f.key_position is not None and not f.is_essential]


CHECKS: tuple[Check, ...] = (
    fields_without_meaning,
    fields_with_poor_descriptions,
    primary_concepts_missing,
    code_fields_without_codes,
    linkable_without_identity,
    items_without_source,
    positions_with_holes,
    essential_keys_missing,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_nothing_is_missing(check: Check, catalogue: Catalogue) -> None:
    assert check(catalogue) == []


DOB = ("ssd_person", "pers_dob")


@pytest.mark.parametrize(
    ("check", "table", "key", "values"),
    [
        (fields_without_meaning, "field_concepts", ("ssd_person", "pers_send_flag", "C13"), {}),
        (fields_without_meaning, "fields", ("ssd_person", "pers_send_flag"), {"no_concept_reason": "audit"}),
        (fields_with_poor_descriptions, "fields", DOB, {"description": "Day the person died."}),
        (fields_with_poor_descriptions, "fields", DOB, {"description": "no sentence"}),
        (primary_concepts_missing, "field_concepts", ("ssd_person", "pers_send_flag", "C13"), {"is_primary": False}),
        (code_fields_without_codes, "fields", ("ssd_person", "pers_sex"), {"code_set": "NONSENSE"}),
        (linkable_without_identity, "datasets", ("tenancies",), {"is_linkable": False}),
        (
            items_without_source,
            "field_return_items",
            ("lcs_903_items", "dolo_end_date", "ssda903", "DoLo", "DOLO_END"),
            {},
        ),
        (positions_with_holes, "fields", DOB, {}),
        (essential_keys_missing, "fields", ("ssd_person", "pers_person_id"), {"is_essential": False}),
    ],
)
def test_a_planted_fault_is_found(
    plant: Callable[..., Catalogue], check: Check, table: str, key: tuple[str, ...], values: dict[str, object]
) -> None:
    assert check(plant(table, key, **values)) != []


def test_every_standard_dataset_field_is_there_with_its_reference(catalogue: Catalogue) -> None:
    standard = [field for field in catalogue.fields if field.dataset.startswith("ssd_")]
    assert len(standard) == 244
    assert [f.field for f in standard if not SSD_REFERENCE.match(f.reference or "")] == []
    assert len({field.reference for field in standard}) == 244
    assert [f.field for f in standard if not f.origin] == []


def test_the_catalogue_has_not_shrunk(catalogue: Catalogue) -> None:
    assert len(catalogue.datasets) == 67
    assert len(catalogue.fields) == 553
    assert len(catalogue.table(tables.VOICE_MEASURES)) == 59
    assert len(catalogue.table(tables.CODES)) >= 880
    assert len(catalogue.table(tables.CODE_SPELLINGS)) >= 950


def test_the_two_local_datasets_are_marked_as_such(catalogue: Catalogue) -> None:
    for name in ("lcs_care_leaver_contacts", "lcs_903_items"):
        assert catalogue.dataset(name).status == "local, unconfirmed"


def test_lettings_are_for_aggregate_use_only(catalogue: Catalogue) -> None:
    assert not catalogue.dataset("core_lettings").is_linkable
    assert {f.field for f in catalogue.fields_of("core_lettings")}.isdisjoint({"full_name", "date_of_birth"})


def test_nothing_is_claimed_that_only_a_council_can_confirm(catalogue: Catalogue) -> None:
    own = [dataset for dataset in catalogue.datasets if dataset.source != "reference"]
    assert {dataset.lawful_basis for dataset in own} == {"not confirmed"}
    about_nobody = {d.dataset for d in catalogue.datasets if d.are_young_people_told == "not applicable"}
    assert about_nobody == {"ssd_department", "ssd_professionals", "postcodes", "authorities", "providers"}
    assert {d.are_young_people_told for d in own if d.dataset not in about_nobody} == {"not confirmed"}


def test_concepts_by_domain_are_the_seventy_two(catalogue: Catalogue) -> None:
    assert Counter(concept.domain_id for concept in catalogue.concepts) == {
        "employment": 8,
        "education": 7,
        "housing": 13,
        "relationships": 12,
        "wellbeing": 7,
        "physical_health": 8,
        "life_management": 9,
        "risk": 8,
    }
    assert [c.concept_id for c in catalogue.concepts] == [f"C{number:02d}" for number in range(1, 73)]


def test_voice_measures_all_say_what_may_be_done_with_them(catalogue: Catalogue) -> None:
    measures = catalogue.table(tables.VOICE_MEASURES)
    assert [measure.measure_id for measure in measures] == [f"V{number:02d}" for number in range(1, 60)]
    assert all(measure.licence_caveat.endswith(".") for measure in measures)
    spoken = {claim.measure_id for claim in catalogue.table(tables.VOICE_MEASURE_CONCEPTS)}
    assert spoken == {measure.measure_id for measure in measures}
    assert {code.code for code in catalogue.codes("VOICE_MEASURE")} == spoken
