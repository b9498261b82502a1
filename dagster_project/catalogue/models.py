"""The dbt side of the catalogue: sources, and one staging model for each dataset."""

from collections import defaultdict
from functools import cache
from inspect import getdoc
from typing import Any

import yaml

from dagster_project.catalogue import rows, tables
from dagster_project.catalogue.catalogue import Catalogue
from dagster_project.catalogue.doc_blocks import catalogue_block, common_block, dataset_block, doc, field_block
from dagster_project.catalogue.shapes import columns_of, sql_type
from dagster_project.catalogue.tables import TABLES

HEADER = "Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`."
DATA_TYPES = {
    "text": "varchar",
    "code": "varchar",
    "integer": "bigint",
    "decimal": "double",
    "date": "date",
    "flag": "boolean",
}


def as_yaml(content: dict[str, Any]) -> str:
    """Return a YAML file with the generated header, keys in the given order.

    libyaml writes it: every wheel of PyYAML has it, and it takes a tenth of the time.
    """
    return f"# {HEADER}\n" + yaml.dump(content, Dumper=yaml.CSafeDumper, sort_keys=False, width=110, allow_unicode=True)


def staging_name(dataset: rows.Dataset) -> str:
    """Return the name of a dataset's staging model."""
    return f"stg_{dataset.source}__{dataset.entity}"


def staging_grain(catalogue: Catalogue, dataset: rows.Dataset) -> list[str]:
    """Return the columns that tell the rows of a staging model apart."""
    return ["local_authority_code", *(field.column for field in catalogue.key_fields(dataset.dataset))]


def source_files(catalogue: Catalogue) -> dict[str, str]:
    """Return one dbt sources file for each source system, and one for the catalogue's own tables."""
    facts = ColumnFacts(catalogue)
    files = {
        f"dbt/models/sources/{source.source}.yml": source_yaml(catalogue, source, facts) for source in catalogue.sources
    }
    files["dbt/models/sources/catalogue.yml"] = catalogue_yaml()
    return files


def source_yaml(catalogue: Catalogue, source: rows.Source, facts: "ColumnFacts") -> str:
    """Return the dbt sources file of a source: its landing views, one a dataset."""
    own = [dataset for dataset in catalogue.datasets if dataset.source == source.source]
    entry = {
        "name": source.source,
        "description": f"{source.title}. {source.description}",
        "schema": "landing",
        "tables": [source_table(catalogue, dataset, facts) for dataset in own],
    }
    return as_yaml({"version": 2, "sources": [entry]})


def source_table(catalogue: Catalogue, dataset: rows.Dataset, facts: "ColumnFacts") -> dict[str, Any]:
    """Return the sources entry of a dataset: every field as sent, what it means, and the columns that landing adds."""
    common = [
        {"name": column.column, "data_type": column.data_type, "description": doc(common_block(column))}
        for column in catalogue.common_columns
    ]
    own = [field_entry(field, field.field, facts) for field in catalogue.fields_of(dataset.dataset)]
    return {
        "name": dataset.dataset,
        "identifier": f"{dataset.source}__{dataset.dataset}",
        "description": doc(dataset_block(dataset)),
        "config": {"meta": dataset_meta(dataset)},
        "columns": [*common, *own],
    }


def field_entry(field: rows.SourceField, name: str, facts: "ColumnFacts") -> dict[str, Any]:
    """Return the entry of the column `name` that holds `field`: type, description and what it means."""
    return {
        "name": name,
        "data_type": DATA_TYPES[field.type],
        "description": doc(field_block(field)),
        "config": {"meta": facts.meta(field)},
    }


def dataset_meta(dataset: rows.Dataset) -> dict[str, Any]:
    """Return what dbt docs show about a dataset beside its description."""
    return {
        "owner": dataset.owner,
        "delivery": dataset.delivery,
        "lawful_basis": dataset.lawful_basis,
        "sharing_agreement": dataset.sharing_agreement,
        "is_linkable": dataset.is_linkable,
        "are_young_people_told": dataset.are_young_people_told,
        "status": dataset.status,
    }


def catalogue_yaml() -> str:
    """Return the dbt sources file of the catalogue's own tables."""
    listed = [
        {
            "name": table.name,
            "description": f"One row per {' and '.join(table.row.key_columns)}. {getdoc(table.row)}",
            "columns": [
                {
                    "name": name,
                    "data_type": sql_type(field.annotation),
                    "description": doc(catalogue_block(table.name, name)),
                }
                for name, field in columns_of(table.row).items()
            ],
        }
        for table in TABLES
    ]
    entry = {
        "name": "catalogue",
        "description": "The catalogue, with the council's own rows layered over it.",
        "schema": "catalogue",
        "tables": listed,
    }
    return as_yaml({"version": 2, "sources": [entry]})


def staging_files(catalogue: Catalogue) -> dict[str, str]:
    """Return the staging model of each dataset and one properties file for each source."""
    files: dict[str, str] = {}
    entries: dict[str, list[dict[str, Any]]] = defaultdict(list)
    facts = ColumnFacts(catalogue)
    for dataset in catalogue.datasets:
        name = staging_name(dataset)
        files[f"dbt/models/staging/{dataset.source}/{name}.sql"] = staging_sql(catalogue, dataset)
        entries[dataset.source].append(staging_entry(catalogue, dataset, facts))
    for source, models in entries.items():
        content = as_yaml({"version": 2, "models": models})
        files[f"dbt/models/staging/{source}/_{source}__models.yml"] = content
    return files


def staging_sql(catalogue: Catalogue, dataset: rows.Dataset) -> str:
    """Return the staging model of a dataset: current rows, columns under their warehouse names."""
    common = [column.column for column in catalogue.common_columns if column.is_staged]
    own = [
        field.field if field.field == field.column else f"{field.field} as {field.column}"
        for field in catalogue.fields_of(dataset.dataset)
    ]
    columns = ",\n        ".join([*common, *own])
    source = f"{{{{ source('{dataset.source}', '{dataset.dataset}') }}}}"
    return (
        f"-- {HEADER}\n"
        f"with source as (\n\n    select * from {source}\n    where is_current\n\n),\n\n"
        f"final as (\n\n    select\n        {columns}\n    from source\n\n)\n\nselect * from final\n"
    )


def staging_entry(catalogue: Catalogue, dataset: rows.Dataset, facts: "ColumnFacts") -> dict[str, Any]:
    """Return the properties of a staging model: grain, descriptions and what each column means."""
    grain = staging_grain(catalogue, dataset)
    common = [
        {"name": column.column, "data_type": column.data_type, "description": doc(common_block(column))}
        for column in catalogue.common_columns
        if column.is_staged
    ]
    own = [field_entry(field, field.column, facts) for field in catalogue.fields_of(dataset.dataset)]
    return {
        "name": staging_name(dataset),
        "description": f"One row per {' and '.join(grain)}. {doc(dataset_block(dataset))}",
        "config": {"meta": {"grain": grain, "owner": dataset.owner, "is_linkable": dataset.is_linkable}},
        "data_tests": ["grain"],
        "columns": [*common, *own],
    }


class ColumnFacts:
    """What the catalogue claims about a field: concepts, domains, return items."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Index the claims by dataset and field."""
        domain_of = {concept.concept_id: concept.domain_id for concept in catalogue.concepts}
        self._concepts: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._items: dict[tuple[str, str], list[str]] = defaultdict(list)
        for claim in catalogue.table(tables.FIELD_CONCEPTS):
            self._concepts[claim.dataset, claim.field].append(claim.concept_id)
        for item in catalogue.table(tables.FIELD_RETURN_ITEMS):
            self._items[item.dataset, item.field].append(f"{item.return_id}.{item.module}.{item.item}")
        self._domain = cache(domain_of.__getitem__)

    def meta(self, field: rows.SourceField) -> dict[str, Any]:
        """Return the meta of a column made from `field`."""
        concepts = self._concepts[field.dataset, field.field]
        return {
            "source_field": f"{field.source}.{field.dataset}.{field.field}",
            "concepts": list(concepts),
            "domains": list(dict.fromkeys(self._domain(concept) for concept in concepts)),
            "perspective": field.perspective,
            "sensitivity": field.sensitivity,
            "return_items": list(self._items[field.dataset, field.field]),
        }
