"""Great Expectations suites, one a dataset, from the checks listed in the catalogue."""

import json
from typing import Any

from dagster_project.catalogue import rows
from dagster_project.catalogue.catalogue import Catalogue

GENERATED = "Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`."


def suite_files(catalogue: Catalogue) -> dict[str, str]:
    """Return the suite of each dataset: expectations/<source>__<dataset>.json."""
    return {
        f"expectations/{dataset.source}__{dataset.dataset}.json": json.dumps(suite(catalogue, dataset), indent=2) + "\n"
        for dataset in catalogue.datasets
    }


def suite(catalogue: Catalogue, dataset: rows.Dataset) -> dict[str, Any]:
    """Return the suite of a dataset, over three frames that the check makes from a load.

    Each expectation's meta names its frame: `rows` is the typed load with the authority's code; `columns` has one
    row a field (field, unreadable_share); `load` has one row (row_count_change_share, null for a first load).
    """
    expected: list[dict[str, Any]] = []
    for check in applicable(catalogue, dataset.dataset):
        expected += expectations_of(catalogue, dataset, check)
    meta = {"generated": GENERATED, "dataset": dataset.dataset, "source": dataset.source, "owner": dataset.owner}
    return {"name": f"{dataset.source}__{dataset.dataset}", "expectations": expected, "meta": meta}


def applicable(catalogue: Catalogue, dataset: str) -> list[rows.Expectation]:
    """Return the checks of a dataset: its own row of a kind and field wins over a row for every dataset or field."""
    chosen: dict[tuple[str, str | None], rows.Expectation] = {}
    for check in sorted(catalogue.expectations, key=lambda check: check.dataset != "*"):
        if check.dataset in {"*", dataset}:
            chosen[check.expectation, check.field] = check
    return list(chosen.values())


def expectations_of(catalogue: Catalogue, dataset: rows.Dataset, check: rows.Expectation) -> list[dict[str, Any]]:
    """Return the Great Expectations entries of one check."""
    if check.expectation == "min_rows":
        kwargs = {"min_value": int(check.threshold or 0)}
        return [entry("expect_table_row_count_to_be_between", kwargs, check, "rows")]
    if check.expectation == "unique_key":
        keys = ["local_authority_code", *(field.field for field in catalogue.key_fields(dataset.dataset))]
        return [entry("expect_compound_columns_to_be_unique", {"column_list": keys}, check, "rows")]
    if check.expectation == "row_count_change_share":
        limits = {"column": "row_count_change_share", "max_value": check.threshold}
        limits["min_value"] = -(check.threshold or 0.0)
        return [entry("expect_column_values_to_be_between", limits, check, "load")]
    own = {row.field for row in catalogue.expectations if row.dataset == dataset.dataset}
    names = [field.field for field in catalogue.fields_of(dataset.dataset) if field.type != "text"]
    wanted = [name for name in names if name not in own] if check.field == "*" else [check.field or ""]
    return [unreadable(name, check) for name in wanted]


def unreadable(field: str, check: rows.Expectation) -> dict[str, Any]:
    """Return the limit on the share of a field's cells that could not be read."""
    kwargs: dict[str, Any] = {
        "column": "unreadable_share",
        "max_value": check.threshold,
        "row_condition": f'field == "{field}"',
        "condition_parser": "pandas",
    }
    return entry("expect_column_values_to_be_between", kwargs, check, "columns") | {"id": None}


def entry(kind: str, kwargs: dict[str, Any], check: rows.Expectation, frame: str) -> dict[str, Any]:
    """Return one expectation as Great Expectations 1 stores it; its severity is the catalogue's."""
    meta = {"frame": frame, "check": check.expectation, "field": check.field, "reason": check.reason}
    return {"type": kind, "kwargs": kwargs, "meta": meta, "severity": check.severity}
