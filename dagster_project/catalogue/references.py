"""Checks between tables: what a row names must exist."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dagster_project.catalogue import rows, tables
from dagster_project.catalogue.errors import CatalogueError

if TYPE_CHECKING:
    from dagster_project.catalogue.catalogue import Catalogue

#: (table, column, table it points to, column there). A blank cell points to nothing and is allowed.
REFERENCES: tuple[tuple[tables.Table[rows.Row], str, tables.Table[rows.Row], str], ...] = (
    (tables.DATASETS, "source", tables.SOURCES, "source"),
    (tables.FIELDS, "source", tables.SOURCES, "source"),
    (tables.FIELDS, "dataset", tables.DATASETS, "dataset"),
    (tables.FIELDS, "code_set", tables.CODES, "code_set"),
    (tables.CONCEPTS, "domain_id", tables.DOMAINS, "domain_id"),
    (tables.FIELD_CONCEPTS, "concept_id", tables.CONCEPTS, "concept_id"),
    (tables.VOICE_MEASURES, "domain_id", tables.DOMAINS, "domain_id"),
    (tables.VOICE_MEASURE_CONCEPTS, "measure_id", tables.VOICE_MEASURES, "measure_id"),
    (tables.VOICE_MEASURE_CONCEPTS, "concept_id", tables.CONCEPTS, "concept_id"),
    (tables.INDICATORS, "domain_id", tables.DOMAINS, "domain_id"),
    (tables.INDICATORS, "concept_id", tables.CONCEPTS, "concept_id"),
    (tables.INDICATORS, "benchmark_measure", tables.BENCHMARKS, "measure"),
    (tables.INDICATOR_POPULATIONS, "indicator_id", tables.INDICATORS, "indicator_id"),
    (tables.INDICATOR_RELATIONS, "indicator_id", tables.INDICATORS, "indicator_id"),
    (tables.INDICATOR_RELATIONS, "other_indicator_id", tables.INDICATORS, "indicator_id"),
    (tables.DASHBOARD_MEASURES, "dashboard_id", tables.DASHBOARDS, "dashboard_id"),
    (tables.DASHBOARD_MEASURES, "concept_id", tables.CONCEPTS, "concept_id"),
    (tables.DASHBOARD_MEASURES, "indicator_id", tables.INDICATORS, "indicator_id"),
    (tables.SURVIVORSHIP, "concept_id", tables.CONCEPTS, "concept_id"),
    (tables.SURVIVORSHIP, "dataset", tables.DATASETS, "dataset"),
    (tables.CONCEPT_COMPARISONS, "concept_id", tables.CONCEPTS, "concept_id"),
    (tables.LINK_RULES, "source_a", tables.SOURCES, "source"),
    (tables.LINK_RULES, "source_b", tables.SOURCES, "source"),
    (tables.RETURN_ITEMS, "code_set", tables.CODES, "code_set"),
    (tables.MEASURE_BENCHMARKS, "measure", tables.RETURN_MEASURES, "measure"),
    (tables.MEASURE_BENCHMARKS, "benchmark_measure", tables.BENCHMARKS, "measure"),
    (tables.MEASURE_BENCHMARKS, "benchmark_group", tables.BENCHMARKS, "age_or_group"),
    (tables.MEASURE_BENCHMARKS, "benchmark_breakdown", tables.BENCHMARKS, "breakdown"),
    (tables.MEASURE_BENCHMARKS, "benchmark_total", tables.BENCHMARKS, "breakdown"),
    (tables.CODE_SPELLINGS, "source", tables.SOURCES, "source"),
    (tables.COLUMN_ALIASES, "dataset", tables.DATASETS, "dataset"),
    (tables.RETENTION, "dataset", tables.DATASETS, "dataset"),
)

#: Tables whose rows name a field by dataset and field.
FIELD_REFERENCES: tuple[tables.Table[rows.Row], ...] = (
    tables.FIELD_CONCEPTS,
    tables.DASHBOARD_MEASURES,
    tables.FIELD_RETURN_ITEMS,
    tables.COLUMN_ALIASES,
    tables.NULL_VALUES,
    tables.EXPECTATIONS,
    tables.ERASURE_KEYS,
)


def check_references(catalogue: Catalogue) -> None:
    """Raise CatalogueError for the first row that names something which does not exist."""
    for check in (_check_columns, _check_fields, _check_codes, _check_dataset_columns):
        for problem in check(catalogue):
            raise problem


def _check_columns(catalogue: Catalogue) -> Iterable[CatalogueError]:
    for table, column, target, target_column in REFERENCES:
        known = {getattr(row, target_column) for row in catalogue.table(target)}
        for row in catalogue.table(table):
            value = getattr(row, column)
            if value is not None and value not in known:
                yield _unknown(row, column, f"'{value}' is not in {target.name}; add it there or correct it")


def _check_fields(catalogue: Catalogue) -> Iterable[CatalogueError]:
    known = {(field.dataset, field.field) for field in catalogue.fields}
    datasets = {dataset.dataset for dataset in catalogue.datasets} | {"*", None}
    for table in FIELD_REFERENCES:
        for row in catalogue.table(table):
            dataset, field = getattr(row, "dataset", None), getattr(row, "field", None)
            if dataset not in datasets:
                yield _unknown(row, "dataset", f"'{dataset}' is not in datasets; correct it")
            if dataset not in {"*", None} and field not in {"*", None} and (dataset, field) not in known:
                yield _unknown(row, "field", f"'{field}' is not a field of {dataset}; correct it")
    for check in catalogue.expectations:
        if check.other_field is not None and (check.dataset, check.other_field) not in known:
            problem = f"'{check.other_field}' is not a field of {check.dataset}; correct it"
            yield _unknown(check, "other_field", problem)


def _check_codes(catalogue: Catalogue) -> Iterable[CatalogueError]:
    for code_set, column, row in _coded_cells(catalogue):
        code = getattr(row, column)
        known = [known.code for known in catalogue.codes(code_set)]
        if code is not None and code not in known:
            remedy = f"use one of {', '.join(known)}" if known else "add the code set"
            yield _unknown(row, column, f"'{code}' is not a code of {code_set}; {remedy}")


def _coded_cells(catalogue: Catalogue) -> Iterable[tuple[str, str, rows.Row]]:
    for spelling in catalogue.table(tables.CODE_SPELLINGS):
        yield spelling.code_set, "code", spelling
    for recode in catalogue.table(tables.RECODES):
        yield recode.from_code_set, "from_code", recode
        yield recode.to_code_set, "to_code", recode


def _check_dataset_columns(catalogue: Catalogue) -> Iterable[CatalogueError]:
    common = {column.column for column in catalogue.common_columns}
    for dataset in catalogue.datasets:
        seen = set(common)
        for field in catalogue.fields_of(dataset.dataset):
            if field.column in seen:
                yield _unknown(field, "column", f"'{field.column}' is used twice in {dataset.dataset}; choose another")
            seen.add(field.column)
        if not catalogue.key_fields(dataset.dataset):
            yield _unknown(dataset, "dataset", f"'{dataset.dataset}' has no field with a key_position; give it one")


def _unknown(row: rows.Row, column: str, problem: str) -> CatalogueError:
    named = " ".join(part for part in row.key() if part)
    return CatalogueError(row.provenance, f"{problem} (row {named})", row.provenance_line, column)
