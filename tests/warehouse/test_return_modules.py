"""The modules of the return are the catalogue's, wherever SQL or Python has to name them."""

from __future__ import annotations

import re

import yaml

from dagster_project.catalogue import Catalogue, tables
from dagster_project.returns.ssda903.matching import LINE_ITEMS
from dagster_project.returns.ssda903.specification import modules_of
from dagster_project.settings import repository

DBT = repository() / "dbt"


def _modules(catalogue: Catalogue) -> list[str]:
    return [module.name for module in modules_of(catalogue, None)]


def test_the_unions_over_all_modules_leave_none_out(catalogue: Catalogue) -> None:
    macro = (DBT / "macros" / "return_text.sql").read_text(encoding="utf-8")
    named = re.search(r"set modules = \[(.*?)\]", macro, flags=re.DOTALL)
    assert named
    assert re.findall(r'"(\w+)"', named[1]) == _modules(catalogue)


def test_the_reckoning_leaves_no_module_out(catalogue: Catalogue) -> None:
    model = (DBT / "models/marts/returns/ssda903__reckoning.sql").read_text(encoding="utf-8")
    named = re.search(r"set candidates = \{(.*?)\}", model, flags=re.DOTALL)
    assert named
    assert re.findall(r'"(\w+)":', named[1]) == _modules(catalogue)


def test_rows_are_matched_by_what_tells_the_lines_of_a_child_apart(catalogue: Catalogue) -> None:
    for module in modules_of(catalogue, None):
        described = yaml.safe_load((DBT / f"models/marts/returns/{module.mart}.yml").read_text(encoding="utf-8"))
        grain = described["models"][0]["config"]["meta"]["grain"]
        line = [key for key in grain if key not in ("local_authority_code", "collection_year", "CHILD")]
        assert sorted(LINE_ITEMS.get(module.name, ())) == sorted(line), module.name


def test_every_measure_of_the_catalogue_is_counted_by_the_mart(catalogue: Catalogue) -> None:
    model = (DBT / "models/marts/returns/ssda903__measure.sql").read_text(encoding="utf-8")
    lists = re.findall(r"count_measures\(\s*ref\([^)]*\),\s*\[(.*?)\]", model, flags=re.DOTALL)
    counted = [name for named in lists for name in re.findall(r"'(\w+)'", named)]
    assert sorted(counted) == sorted(row.measure for row in catalogue.table(tables.RETURN_MEASURES))
