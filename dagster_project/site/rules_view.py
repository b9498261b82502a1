"""The pages of the return's validation rules: what happened to each, and a page a rule."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from dagster_project.returns.ssda903.rules.rulebook import RULES, read_sql
from dagster_project.site.addresses import item_path, rule_path
from dagster_project.site.content import Content
from dagster_project.site.page import Page
from dagster_project.site.rows import RuleResult


def rules_page(content: Content, code: str, folder: str, given: dict[str, Any]) -> Page:
    """Return the page that lists every rule of an authority's latest years, those that fail first."""
    by_year: dict[str, list[RuleResult]] = defaultdict(list)
    for row in content.rules_of.get(code, ()):
        by_year[row.collection_year].append(row)
    years = [
        (year, Counter(row.outcome for row in rows), sorted(rows, key=most_first))
        for year, rows in sorted(by_year.items(), reverse=True)
    ]
    return Page(f"{folder}rules.html", "rules.html", {**given, "here": "return", "years": years})


def rule_pages(content: Content, given: dict[str, Any]) -> Iterator[Page]:
    """Yield a page a rule: what it holds, how to put it right, the items it is about, its SQL and our choices."""
    latest = {row.rule: row for row in content.rules}
    own: dict[str, list[RuleResult]] = defaultdict(list)
    for row in content.rules_of.get(given["council"].code, ()):
        own[row.rule].append(row)
    known = {(item.module, item.item): item_path(item.item_id) for item in content.return_items if item.is_ssda903}
    for code, row in sorted(latest.items()):
        fields = [field for field in content.rule_fields if field.rule == code]
        about = {
            "rule": row,
            "results": sorted(own[code], key=lambda result: result.collection_year, reverse=True),
            "items": [(field, known.get((field.module, field.item), "")) for field in fields],
            "choices": [choice for choice in content.rule_choices if choice.rule == code],
            "sql": read_sql(RULES / f"{code.lower()}.sql"),
        }
        yield Page(rule_path(code), "rule.html", {**given, **about, "here": "return"})


def most_first(row: RuleResult) -> tuple[int, int, str]:
    """Return the place of a rule in a list: errors, then those with most failing rows, then those not run or passed."""
    rank = {"error": 0, "failed": 1, "not run": 2, "passed": 3}
    return (rank.get(row.outcome, 4), -row.failing_children_shown, row.rule)
