"""Great Expectations suites, one a dataset, from the checks listed in the catalogue."""

import json
from collections.abc import Iterable
from typing import Any

from dagster_project.catalogue import rows
from dagster_project.catalogue.catalogue import Catalogue

GENERATED = "Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`."
#: What is measured of a column for each check of columns.
COLUMN_MEASURES = {
    "max_unreadable_share": "unreadable_share",
    "max_completeness_drop": "completeness_drop",
    "max_code_drift": "code_drift",
}
#: What is measured of two columns for each check of two.
PAIR_MEASURES = {"max_share_before": "share_before", "max_share_without": "share_without"}


def suite_files(catalogue: Catalogue) -> dict[str, str]:
    """Return the suite of each dataset: expectations/<source>__<dataset>.json."""
    return {
        f"expectations/{dataset.source}__{dataset.dataset}.json": json.dumps(suite(catalogue, dataset), indent=2) + "\n"
        for dataset in catalogue.datasets
    }


def suite(catalogue: Catalogue, dataset: rows.Dataset) -> dict[str, Any]:
    """Return the suite of a dataset, over four frames that the check makes from a load.

    Each expectation's meta names its frame: `rows` are rows of the typed load with the authority's code, all of those
    that can fail among them; `columns` has one row a field (field, COLUMN_MEASURES), `pairs` one row a pair of fields
    (field, other_field, PAIR_MEASURES), `load` one row (usable_rows, row_count_change_share, days_stale).
    """
    expected: list[dict[str, Any]] = []
    for check in applicable(catalogue, dataset.dataset):
        expected += expectations_of(catalogue, dataset, check)
    meta = {"generated": GENERATED, "dataset": dataset.dataset, "source": dataset.source, "owner": dataset.owner}
    return {"name": f"{dataset.source}__{dataset.dataset}", "expectations": expected, "meta": meta}


def applicable(catalogue: Catalogue, dataset: str) -> list[rows.Expectation]:
    """Return the checks of a dataset: its own row of a kind and field wins over a row for every dataset or field."""
    chosen: dict[tuple[str, str | None, str | None], rows.Expectation] = {}
    for check in sorted(catalogue.expectations, key=lambda check: check.dataset != "*"):
        if check.dataset in {"*", dataset}:
            chosen[check.expectation, check.field, check.other_field] = check
    return list(chosen.values())


def expectations_of(catalogue: Catalogue, dataset: rows.Dataset, check: rows.Expectation) -> list[dict[str, Any]]:
    """Return the Great Expectations entries of one check."""
    if check.expectation == "min_rows":
        return [limit("usable_rows", check, "load", min_value=int(check.threshold or 0))]
    if check.expectation == "unique_key":
        keys = ["local_authority_code", *(field.field for field in catalogue.key_fields(dataset.dataset))]
        return [entry("expect_compound_columns_to_be_unique", {"column_list": keys}, check, "rows")]
    if check.expectation == "row_count_change_share":
        most = check.threshold or 0.0
        return [limit("row_count_change_share", check, "load", max_value=most, min_value=-most)]
    if check.expectation == "max_days_stale":
        is_told = any(is_event_date(field) for field in catalogue.fields_of(dataset.dataset))
        return [limit("days_stale", check, "load", max_value=check.threshold)] if is_told else []
    if check.expectation in PAIR_MEASURES:
        return [about_field(PAIR_MEASURES[check.expectation], check.field or "", check, "pairs")]
    measure = COLUMN_MEASURES[check.expectation]
    return [about_field(measure, name, check, "columns") for name in _fields(catalogue, dataset, check)]


def is_event_date(field: rows.SourceField) -> bool:
    """Whether a field holds the day of something that happened, by which the age of an extract can be told."""
    return field.type == "date" and field.identity_role is None


def _fields(catalogue: Catalogue, dataset: rows.Dataset, check: rows.Expectation) -> Iterable[str]:
    """Return the fields that a check of columns is about; * leaves those out that have a row of the kind themselves."""
    if check.field != "*":
        return [check.field or ""]
    whose = (dataset.dataset, check.expectation)
    own = {row.field for row in catalogue.expectations if (row.dataset, row.expectation) == whose}
    fields = [field for field in catalogue.fields_of(dataset.dataset) if field.field not in own]
    if check.expectation == "max_unreadable_share":
        return [field.field for field in fields if field.type != "text"]
    if check.expectation == "max_code_drift":
        return [field.field for field in fields if field.type in ("code", "flag")]
    return [field.field for field in fields if field.key_position is None]


def about_field(measure: str, field: str, check: rows.Expectation, frame: str) -> dict[str, Any]:
    """Return the limit on what is measured of a field, or of a pair of fields."""
    condition = f'field == "{field}"'
    if check.other_field is not None:
        condition += f' and other_field == "{check.other_field}"'
    asked = limit(measure, check, frame, max_value=check.threshold)
    asked["kwargs"] |= {"row_condition": condition, "condition_parser": "pandas"}
    asked["meta"]["field"] = field
    return asked | {"id": None}


def limit(measure: str, check: rows.Expectation, frame: str, **limits: float | None) -> dict[str, Any]:
    """Return the expectation that a measure of the load lies within limits."""
    return entry("expect_column_values_to_be_between", {"column": measure, **limits}, check, frame)


def entry(kind: str, kwargs: dict[str, Any], check: rows.Expectation, frame: str) -> dict[str, Any]:
    """Return one expectation as Great Expectations 1 stores it; its severity is the catalogue's."""
    meta = {"frame": frame, "check": check.expectation, "field": check.field, "reason": check.reason}
    if check.other_field is not None:
        meta["other_field"] = check.other_field
    return {"type": kind, "kwargs": kwargs, "meta": meta, "severity": check.severity}
