"""The data dictionary page: every dataset and field, in words."""

from collections import defaultdict

from dagster_project.catalogue import rows, tables
from dagster_project.catalogue.catalogue import Catalogue

HEADER = "<!-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`. -->"


def dictionary_files(catalogue: Catalogue) -> dict[str, str]:
    """Return docs/data-dictionary.md."""
    concepts: dict[tuple[str, str], list[str]] = defaultdict(list)
    labels = {concept.concept_id: concept.label for concept in catalogue.concepts}
    for claim in catalogue.table(tables.FIELD_CONCEPTS):
        concepts[claim.dataset, claim.field].append(f"{claim.concept_id} {labels[claim.concept_id]}")
    parts = [
        HEADER,
        "# Data dictionary",
        f"{len(catalogue.fields)} fields in {len(catalogue.datasets)} datasets of {len(catalogue.sources)} sources.",
        *contents(catalogue),
    ]
    for source in catalogue.sources:
        parts += [f"## {source.title}", source.description]
        for dataset in (dataset for dataset in catalogue.datasets if dataset.source == source.source):
            parts += dataset_section(catalogue, dataset, concepts)
    return {"docs/data-dictionary.md": "\n\n".join(parts) + "\n"}


def contents(catalogue: Catalogue) -> list[str]:
    """Return the list of datasets, each a link to its section."""
    lines = [f"- [{dataset.title} (`{dataset.dataset}`)](#{dataset.dataset})" for dataset in catalogue.datasets]
    return ["\n".join(lines)]


def dataset_section(
    catalogue: Catalogue, dataset: rows.Dataset, concepts: dict[tuple[str, str], list[str]]
) -> list[str]:
    """Return the section of a dataset: what it is, whose, and a table of its fields."""
    linked = "yes" if dataset.is_linkable else "no, never"
    facts = [
        f"- Sent by: {dataset.owner}; {dataset.delivery} delivery, extract date from the {dataset.extract_date_from}",
        f"- Lawful basis: {dataset.lawful_basis}; sharing agreement: {dataset.sharing_agreement}",
        f"- Linked to persons: {linked}; young people told: {dataset.are_young_people_told}; layout: {dataset.status}",
    ]
    head = ["| field | column | type | what it holds | concept | perspective | sensitivity | reference |"]
    head.append("|---|---|---|---|---|---|---|---|")
    body = [field_line(field, concepts[field.dataset, field.field]) for field in catalogue.fields_of(dataset.dataset)]
    return [
        f'<a id="{dataset.dataset}"></a>\n\n### {dataset.title}',
        dataset.description,
        "\n".join(facts),
        "\n".join([*head, *body]),
    ]


def field_line(field: rows.SourceField, concepts: list[str]) -> str:
    """Return the table line of a field; a key or essential field is marked."""
    kind = field.type if field.code_set is None else f"{field.type} `{field.code_set}`"
    marks = [mark for mark, on in (("key", field.key_position is not None), ("essential", field.is_essential)) if on]
    cells = [
        f"`{field.field}`",
        f"`{field.column}`",
        " ".join([kind, *(f"({mark})" for mark in marks)]),
        field.description,
        "; ".join(concepts) or f"none: {field.no_concept_reason}",
        field.perspective,
        field.sensitivity,
        field.reference or "",
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
