"""The dbt models of the rules: dbt builds a model once what it names is there, and cannot see what its code reads."""

from __future__ import annotations

import re

import pytest

from dagster_project.catalogue import Catalogue, tables
from dagster_project.returns.ssda903.rules.prepare import PERIODS, modules_read
from dagster_project.returns.ssda903.rules.rulebook import rules_of
from dagster_project.returns.ssda903.specification import modules_of
from dagster_project.settings import repository

MODELS = repository() / "dbt" / "models" / "intermediate" / "return"
#: Says which years and authorities the marts hold.
ALWAYS = "Header"
#: Module → what stands for the time before the first year that the marts hold, which only its history reads.
EARLIER = {"Episodes": "int_return__earlier_episode", "UASC": "int_return__earlier_unaccompanied"}
_REF = re.compile(r'dbt\.ref\("ssda903__(\w+)"\)')
_ANSWERS = re.compile(r'answers\("(\w+)", session\)')


@pytest.fixture(scope="module")
def modules(catalogue: Catalogue) -> list[str]:
    return [module.name for module in modules_of(catalogue, None)]


def test_every_module_has_a_model_of_its_rules(modules: list[str]) -> None:
    found = {path.stem: _ANSWERS.findall(path.read_text()) for path in MODELS.glob("*_rules.py")}
    assert found == {f"int_return__{module.lower()}_rules": [module] for module in modules}


def test_a_model_waits_for_the_marts_that_its_rules_read_and_no_others(
    catalogue: Catalogue, modules: list[str]
) -> None:
    latest = max(row.collection_year for row in catalogue.table(tables.COLLECTION_YEARS))
    rules = rules_of(catalogue, latest)
    for module in modules:
        read = modules_read([rule for rule in rules if rule.module == module], modules)
        wanted = {name.lower() for names in read.values() for name in names} | {ALWAYS.lower()}
        text = (MODELS / f"int_return__{module.lower()}_rules.py").read_text()
        assert sorted(_REF.findall(text)) == sorted(wanted), module
        for name, model in EARLIER.items():
            assert (f'dbt.ref("{model}")' in text) == (name in read[PERIODS[-1]]), (module, name)
