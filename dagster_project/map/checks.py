"""The validation rules that check items of the return."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from dagster_project.catalogue import Catalogue, tables


class Check(NamedTuple):
    """A rule, with those of the asked items that it checks, by their ids on the graph."""

    rule: str
    title: str
    items: tuple[str, ...]


def checks_on(catalogue: Catalogue, items: Iterable[str]) -> tuple[Check, ...]:
    """Return the rules that check any of the items, given by their ids on the graph; other ids have none."""
    asked = set(items)
    found: dict[str, list[str]] = defaultdict(list)
    for field in catalogue.table(tables.RULE_FIELDS):
        if (item := f"SSDA903.{field.module}.{field.item}") in asked:
            found[field.rule].append(item)
    titles = {rule.rule: rule.title for rule in catalogue.table(tables.VALIDATION_RULES)}
    return tuple(Check(rule, titles[rule], tuple(sorted(found[rule]))) for rule in sorted(found))
