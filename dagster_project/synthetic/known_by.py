"""Whom each source knows: the silences and old evidence that follow from it in every authority.

A survey sent to care leavers is silent of children, and of those who do not answer it; a service that stops at 18 is
silent of everybody older; a record of events says nothing of those to whom nothing happened. Such a gap is inherent:
the map may show it, and no better recording of the same sources can mend it. Men and women are told apart nowhere here:
no source follows one more than the other, so that a silence of one of them is never inherent.
"""

from __future__ import annotations

from collections.abc import Iterator

from dagster_project.catalogue import Catalogue, tables

#: Stages of the way through care. Who came unaccompanied came late, and so to little of what is done year by year.
_CHILD, _FROM_16, _LATE, _AFTER, _OWN_HOME, _LOST = "child", "from 16", "came late", "after care", "own home", "lost"
_SINCE_16 = frozenset({_FROM_16, _LATE})
_IN_CARE = _SINCE_16 | {_CHILD}
_LEFT = frozenset({_AFTER, _OWN_HOME})
_EVERYBODY = _IN_CARE | _LEFT | {_LOST}
_NOBODY = frozenset[str]()

#: At which stages a dataset, one field of it, or a field about one concept alone, says something of people whether or
#: not something happened to them: that somebody is not in higher education does not tell whether they study at all.
#: What is not here records events and findings: of whom it holds nothing, it says nothing.
_KNOWN: dict[str, frozenset[str]] = {
    "ssd_person": _EVERYBODY,
    "ssd_person.pers_is_mother": _NOBODY,
    "ssd_address": _EVERYBODY - {_LOST},
    "ssd_care_leavers": _LEFT,
    "ssd_care_leavers.clea_care_leaver_eligibility": _SINCE_16 | _LEFT,
    "ssd_care_leavers.clea_pathway_plan_review_date": _SINCE_16 | _LEFT,
    "lcs_care_leaver_contacts": _LEFT,
    "ssd_involvements": _LEFT,
    "ssd_cla_placement": _IN_CARE,
    "ssd_cla_visits": _IN_CARE,
    "ssd_cla_reviews": _IN_CARE,
    "ssd_cla_health": _IN_CARE - {_LATE},
    "ssd_cla_immunisations": _IN_CARE - {_LATE},
    "ssd_sdq_scores": frozenset({_CHILD}),
    "young_person": _SINCE_16,
    "current_activity": _SINCE_16,
    "individual_characteristic": _SINCE_16,
    "intended_destination": _SINCE_16,
    "cla_health": _IN_CARE - {_LATE},
    "pupils": _SINCE_16 | _LEFT,
    "pupils.in_higher_education C09": _NOBODY,
    "pupils.key_stage_4_result": _LEFT,
    "pupils.key_stage_5_result": _LEFT,
    "survey_answers": _LEFT,
    "leaving_care_payments": frozenset({_OWN_HOME}),
    "leaving_care_payments.savings_claimed": _LEFT,
    "leaving_care_payments.benefits_claimed": _LEFT,
    "leaving_care_payments.staying_put_payment": _LEFT,
}
#: Datasets that know only part of their people: those who answer, or whom another body follows and who can be found in
#: its file. Next to a source that knows everybody of another stage, whom they alone know are known of less.
_IN_PART = frozenset(
    {"survey_answers", "young_person", "current_activity", "individual_characteristic", "intended_destination"}
)
#: At which stages people are asked about a concept, by its `asked_of`; at every stage where it is not here.
_ASKED: dict[str | None, frozenset[str]] = {
    "aged 16 or over": _EVERYBODY - {_CHILD},
    "children in care": _IN_CARE,
    "children in care from 4 to 16": _IN_CARE,
    "care leavers": _LEFT | {_LOST},
    "entitled to an adviser": _EVERYBODY - {_CHILD},
    "followed by CCIS": _EVERYBODY - {_CHILD},
}
#: Stages that the people of a group are at, by breakdown and group.
_STAGES: dict[tuple[str, str], frozenset[str]] = {
    ("age", "UNDER_17"): _IN_CARE,
    ("age", "17-18"): _SINCE_16 | _LEFT | {_LOST},
    ("age", "19-21"): _LEFT | {_LOST},
    ("age", "22-25"): _LEFT | {_LOST},
    ("home", "FOSTER"): _IN_CARE,
    ("home", "RESIDENTIAL"): _IN_CARE,
    ("home", "FAMILY"): frozenset({_CHILD, _FROM_16, _AFTER}),
    ("home", "OTHER"): frozenset({_CHILD, _AFTER}),
    ("home", "SUPPORTED"): _SINCE_16 | {_AFTER},
    ("home", "STAYING_PUT"): frozenset({_AFTER}),
    ("home", "UNSETTLED"): frozenset({_AFTER}),
    ("home", "CUSTODY"): frozenset({_AFTER}),
    ("home", "OWN"): frozenset({_OWN_HOME}),
    ("home", "NOT_KNOWN"): frozenset({_LOST}),
    ("in_touch", "IN_CARE"): _IN_CARE,
    ("in_touch", "IN_TOUCH"): _LEFT,
    ("in_touch", "OUT_OF_TOUCH"): _LEFT | {_LOST},
    ("in_touch", "NOT_KNOWN"): frozenset({_LOST}),
    ("formerly_unaccompanied", "YES"): frozenset({_LATE, _AFTER, _OWN_HOME, _LOST}),
    ("formerly_unaccompanied", "NO"): frozenset({_CHILD, _FROM_16, _AFTER, _OWN_HOME, _LOST}),
}
#: Datasets whose record of somebody is renewed within the year; what else is on record grows old by nature.
_RENEWED = frozenset(
    {
        "ssd_care_leavers", "lcs_care_leaver_contacts", "ssd_cla_visits", "ssd_cla_reviews",
        "ssd_cla_health", "ssd_sdq_scores", "current_activity", "young_person", "cla_health", "pupils",
    }
)  # fmt: skip
#: Age at which a source stops that stops at none.
_NO_END = 200


def recording_fields(catalogue: Catalogue) -> dict[str, list[tuple[str, str]]]:
    """Return dataset and field of all that records each concept of single people; placeholders record nothing."""
    placeholders = {(field.dataset, field.field) for field in catalogue.fields if field.status == "placeholder"}
    linkable = {dataset.dataset for dataset in catalogue.datasets if dataset.is_linkable}
    found: dict[str, list[tuple[str, str]]] = {}
    for claim in catalogue.table(tables.FIELD_CONCEPTS):
        place = (claim.dataset, claim.field)
        if claim.dataset in linkable and place not in placeholders:
            found.setdefault(claim.concept_id, []).append(place)
    return found


def _known(concept: str, fields: list[tuple[str, str]]) -> frozenset[str]:
    """Return the stages at which a concept's fields know as many as anywhere."""
    whole, in_part = _NOBODY, _NOBODY
    for dataset, field in fields:
        names = (f"{dataset}.{field} {concept}", f"{dataset}.{field}", dataset)
        stages = next((_KNOWN[name] for name in names if name in _KNOWN), _NOBODY)
        if dataset in _IN_PART:
            in_part |= stages
        else:
            whole |= stages
    return whole or in_part


def inherent_fill_gaps(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield kind and subject of the gaps that follow from whom the sources know, as the map names them."""
    asked_of = {concept.concept_id: concept.asked_of for concept in catalogue.concepts}
    ends = {dataset.dataset: dataset.covers_to_age or _NO_END for dataset in catalogue.datasets}
    for concept, fields in recording_fields(catalogue).items():
        known = _known(concept, fields)
        asked = _ASKED.get(asked_of[concept], _EVERYBODY)
        if not known & asked:
            yield "recorded_for_few", concept
        if not _RENEWED & {dataset for dataset, _ in fields}:
            yield "evidence_old", concept
        if max(ends[dataset] for dataset, _ in fields) <= 18:
            yield "coverage_ends_at_18", concept
        for (breakdown, group), stages in _STAGES.items():
            if stages & asked - known:
                yield "silent_group", f"{concept} {breakdown} {group}"
