"""The rules held against cases taken from the open validator's own tests, where those are at hand.

A case may only be answered otherwise where `seeds/returns/rule_choices.csv` names the rule, and the case.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dagster_project.catalogue import Catalogue, tables
from dagster_project.returns.ssda903.rules.validation import validate_frames
from dagster_project.settings import repository

CASES = repository().parent / "shared" / "conformance" / "cases"
#: Columns that four rules' cases call what no file calls them.
_REAL_COLUMNS = {
    "231": {"UASC_STATUS": "UASC"},
    "233": {"DATE_EPISODE_CEASED": "DEC"},
    "709": {"PLACEMENT": "PLACE"},
    "710": {"PLACEMENT": "PLACE"},
}
_LAST = "_last"
_YEAR_OF_RULES = "2026-27"


def _files() -> list[Path]:
    return sorted(CASES.glob("*.json")) if CASES.is_dir() else []


def _frame(rule: str, records: list[dict[str, Any]], columns: list[str]) -> pl.DataFrame:
    real = _REAL_COLUMNS.get(rule, {})
    data = {
        real.get(column, column): [None if row.get(column) is None else str(row[column]) for row in records]
        for column in columns
    }
    return pl.DataFrame(data, schema=dict.fromkeys(data, pl.String))


def _arguments(rule: str, case: dict[str, Any]) -> dict[str, Any]:
    settings = case["metadata"]
    year = settings.get("collectionYear")
    frames = {name: _frame(rule, rows, case["columns"][name]) for name, rows in case["tables"].items()}
    arguments: dict[str, Any] = {
        "tables": {name: frame for name, frame in frames.items() if not name.endswith(_LAST)},
        "previous": {name.removesuffix(_LAST): frame for name, frame in frames.items() if name.endswith(_LAST)} or None,
        "collection_year": f"{int(year) - 1}-{year[2:]}" if year else _YEAR_OF_RULES,
    }
    for ours, theirs in (
        ("collection_start", "collection_start"),
        ("collection_end", "collection_end"),
        ("local_authority", "localAuthority"),
        ("file_format", "file_format"),
    ):
        if theirs in settings:
            arguments[ours] = settings[theirs]
    if "provider_info" in settings:
        records = settings["provider_info"]
        columns = list(dict.fromkeys(column for row in records for column in row))
        arguments["reference"] = {"providers": _frame("", records, columns)}
    return arguments


def _differences(rule: str, case: dict[str, Any], catalogue: Catalogue) -> str | None:
    arguments = _arguments(rule, case)
    result = validate_frames(arguments.pop("tables"), **arguments, rules=[rule], catalogue=catalogue)
    found: dict[str, list[int]] = {}
    for module, row in result.failures.select("module", "row").iter_rows():
        found.setdefault(module, []).append(row)
    expected = {module: sorted(set(rows)) for module, rows in (case["expected_csv"] or {}).items() if rows}
    if found == expected:
        return None
    return f"{rule} {case['name']}: expected {expected}, found {found} ({result.outcomes['reason'][0]})"


@pytest.mark.skipif(not _files(), reason="the conformance cases are not beside this checkout")
def test_cases_are_answered_as_expected_or_a_choice_says_why(
    catalogue: Catalogue, report: Callable[[str], None]
) -> None:
    chosen = {(row.rule, row.cases) for row in catalogue.table(tables.RULE_CHOICES)}
    count, others, by_choice = 0, [], 0
    for path in _files():
        document = json.loads(path.read_text(encoding="utf-8"))
        for case in document["cases"]:
            count += 1
            told = _differences(document["rule"], case, catalogue)
            if told is not None and (document["rule"], case["name"]) in chosen:
                by_choice += 1
            elif told is not None:
                others.append(told)
    report(f"SSDA903 conformance: {count - by_choice - len(others)} of {count} cases agree, {by_choice} by choice")
    assert not others, "\n".join(others)
