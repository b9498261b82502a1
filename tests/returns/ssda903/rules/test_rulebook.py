"""The rules as seeds have them: how many there are in each year, and that every name in them means something."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from dagster_project.catalogue import Catalogue, tables
from dagster_project.catalogue.rows import RuleInput
from dagster_project.errors import WreathError
from dagster_project.returns.ssda903.rules.inputs import MADE_OF, REFERENCE_COLUMNS
from dagster_project.returns.ssda903.rules.prepare import DERIVED_COLUMNS
from dagster_project.returns.ssda903.rules.rulebook import RULES, VIEWS, not_held, read_sql, rules_of, words
from dagster_project.returns.ssda903.specification import modules_of
from dagster_project.settings import repository
from tests.returns.ssda903.rules.rule_cases import rules_with_cases

COUNTS = {"2022-23": 271, "2023-24": 280, "2024-25": 296, "2025-26": 311, "2026-27": 322}
ORIGINS = {"DfE": 297, "portal": 1, "tool": 24}
#: What is known of each rule, where it is beside this checkout.
REFERENCE = repository().parent / "shared" / "reference" / "ssda903" / "rules.csv"
#: Settings of a run that a rule may need.
SETTINGS = {"local_authority", "collection_start", "collection_end", "file_format"}
_CALL = re.compile(r"\b(codes|threshold|threshold_date)\(([^)]*)\)")
_COMMENT = re.compile(r"--[^\n]*")


@pytest.fixture(scope="module")
def items(catalogue: Catalogue) -> set[tuple[str, str]]:
    """Module and name of every item of any year, derived columns among them."""
    asked = {(module.name, name) for module in modules_of(catalogue, None) for name in module.columns}
    return asked | {(module, name) for module, columns in DERIVED_COLUMNS.items() for name in columns}


@pytest.fixture(scope="module")
def named() -> dict[str, set[str]]:
    """What the SQL of rules and views asks of each function that reads a seed."""
    found: dict[str, set[str]] = {"codes": set(), "threshold": set(), "threshold_date": set()}
    for path in sorted([*RULES.glob("*.sql"), *VIEWS.glob("*.sql")]):
        for function, argument in _CALL.findall(_COMMENT.sub("", read_sql(path))):
            name = re.fullmatch(r"'([A-Za-z0-9_ ]+)'", argument.strip())
            assert name, f"{path.name}: {function}({argument}) names no seed"
            found[function].add(name[1])
    return found


@pytest.mark.parametrize(("year", "count"), COUNTS.items())
def test_as_many_rules_can_be_run_in_a_year_as_it_has(catalogue: Catalogue, year: str, count: int) -> None:
    assert len(rules_of(catalogue, year)) == count


def test_each_rule_says_who_asks_it(catalogue: Catalogue) -> None:
    assert Counter(row.origin for row in catalogue.table(tables.VALIDATION_RULES)) == ORIGINS


def test_withdrawn_rules_are_no_rules_that_are_held_and_end_with_their_last_year(catalogue: Catalogue) -> None:
    withdrawn = {row.rule: row.valid_to_year for row in catalogue.table(tables.WITHDRAWN_RULES)}
    assert not withdrawn.keys() & {row.rule for row in catalogue.table(tables.VALIDATION_RULES)}
    assert set(not_held(catalogue, min(withdrawn.values()))) == set(withdrawn)
    assert not_held(catalogue, "2026-27") == ()


def test_every_rule_has_its_sql_and_every_sql_its_rule(catalogue: Catalogue) -> None:
    codes = [row.rule.lower() for row in catalogue.table(tables.VALIDATION_RULES)]
    assert sorted(codes) == sorted(path.stem for path in RULES.iterdir())


def test_every_view_is_read_by_a_rule() -> None:
    views = {path.stem: words(read_sql(path)) for path in VIEWS.iterdir()}
    read = set().union(*(words(read_sql(path)) for path in RULES.glob("*.sql")))
    for _ in views:
        read |= set().union(*(names for view, names in views.items() if view in read))
    assert views.keys() <= read


def test_fields_inputs_and_choices_are_of_rules_that_exist(catalogue: Catalogue) -> None:
    rules = {row.rule for row in catalogue.table(tables.VALIDATION_RULES)}
    for table in (tables.RULE_FIELDS, tables.RULE_INPUTS, tables.RULE_CHOICES):
        assert {row.rule for row in catalogue.table(table)} <= rules, table
    assert {row.rule for row in catalogue.table(tables.RULE_INPUTS)} == rules
    assert {row.rule for row in catalogue.table(tables.RULE_FIELDS)} == rules


def test_every_choice_has_its_cases(catalogue: Catalogue) -> None:
    assert {row.rule for row in catalogue.table(tables.RULE_CHOICES)} <= set(rules_with_cases())


@pytest.mark.skipif(not REFERENCE.is_file(), reason="the reference on the rules is not beside this checkout")
def test_every_rule_that_the_open_validator_reads_in_its_own_way_has_a_choice(catalogue: Catalogue) -> None:
    with REFERENCE.open(encoding="utf-8", newline="") as lines:
        own_way = {row["rule"] for row in csv.DictReader(lines) if "QUIRK" in row["edge_cases"]}
    assert len(own_way) > 100
    assert own_way <= {row.rule for row in catalogue.table(tables.RULE_CHOICES)}


def test_rules_are_about_items_that_exist(catalogue: Catalogue, items: set[tuple[str, str]]) -> None:
    fields = catalogue.table(tables.RULE_FIELDS)
    assert [row for row in fields if (row.module, row.item) not in items] == []
    modules = {module for module, _ in items}
    assert {row.module for row in catalogue.table(tables.VALIDATION_RULES)} <= modules


def test_rules_need_what_can_be_given(catalogue: Catalogue, items: set[tuple[str, str]]) -> None:
    modules = {module for module, _ in items}
    derived = {f"{module}.{name}" for module, columns in DERIVED_COLUMNS.items() for name in columns}
    known = {
        "module": modules,
        "previous module": modules,
        "earlier module": modules,
        "derived item": derived,
        "previous derived item": derived,
        "earlier derived item": derived,
        "reference": {f"{name}.{column}" for name, columns in REFERENCE_COLUMNS.items() for column in columns},
        "setting": SETTINGS,
    }
    unknown: list[RuleInput] = [row for row in catalogue.table(tables.RULE_INPUTS) if row.input not in known[row.kind]]
    assert unknown == []
    assert {column for columns in DERIVED_COLUMNS.values() for column in columns} == MADE_OF.keys()


def test_every_threshold_is_named_in_sql_and_every_name_is_a_threshold(
    catalogue: Catalogue, named: dict[str, set[str]]
) -> None:
    unit = {row.threshold: row.unit for row in catalogue.table(tables.RULE_THRESHOLDS)}
    shared: dict[str, str] = {row.parameter: row.unit for row in catalogue.table(tables.PARAMETERS)}
    for function, is_date in (("threshold_date", True), ("threshold", False)):
        own = {threshold for threshold, kind in unit.items() if (kind == "date") is is_date}
        others = named[function] - own
        assert own <= named[function]
        assert others <= {parameter for parameter, kind in shared.items() if (kind == "date") is is_date}


@pytest.mark.parametrize("year", COUNTS)
def test_a_threshold_has_one_value_in_a_year(catalogue: Catalogue, year: str) -> None:
    in_year = Counter(
        row.threshold
        for row in catalogue.table(tables.RULE_THRESHOLDS)
        if (row.valid_from_year or "") <= year <= (row.valid_to_year or "9999-99")
    )
    assert set(in_year.values()) == {1}


def test_every_group_of_codes_is_named_in_sql_and_every_name_has_codes(
    catalogue: Catalogue, named: dict[str, set[str]]
) -> None:
    groups = {row.code_group for row in catalogue.table(tables.RULE_CODE_GROUPS)}
    sets = {row.code_set for row in catalogue.table(tables.CODES)}
    assert groups <= named["codes"] <= groups | sets
    assert not groups & sets, "a group that is called as a code set would be read together with it"


@pytest.mark.parametrize("code", ["102x", "700"])
def test_a_rule_that_the_year_has_not_is_refused_by_name(catalogue: Catalogue, code: str) -> None:
    with pytest.raises(WreathError, match=f"^{code}: no such rule in 2025-26$"):
        rules_of(catalogue, "2025-26", ["102", code])
