"""The pages of the return's validation rules: what happened to each, and a page a rule."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from dagster_project.returns.ssda903.rules.rulebook import RULES, read_sql
from dagster_project.site.addresses import slug
from dagster_project.site.content import Content
from dagster_project.site.page import Page
from dagster_project.site.rows import RuleResult


def rule_path(rule: str) -> str:
    """Return the page of a rule, from the site's root."""
    return f"rule/{slug(rule)}.html"


def rules_page(content: Content, code: str, folder: str, given: dict[str, Any]) -> Page:
    """Return the page that lists every rule of an authority's latest years, those that fail first."""
    own = [row for row in content.rules if row.local_authority_code == code]
    by_year: dict[str, list[RuleResult]] = defaultdict(list)
    for row in own:
        by_year[row.collection_year].append(row)
    years = [
        (year, Counter(row.outcome for row in rows), sorted(rows, key=_most_first))
        for year, rows in sorted(by_year.items(), reverse=True)
    ]
    return Page(f"{folder}rules.html", "rules.html", {**given, "here": "rules", "years": years, "rule_path": rule_path})


def rule_pages(content: Content, given: dict[str, Any]) -> Iterator[Page]:
    """Yield a page a rule: what it holds, how to put it right, the items it is about, its SQL and our choices."""
    latest = {row.rule: row for row in content.rules}
    for code, row in sorted(latest.items()):
        about = {
            "rule": row,
            "items": [field for field in content.rule_fields if field.rule == code],
            "choices": [choice for choice in content.rule_choices if choice.rule == code],
            "sql": read_sql(RULES / f"{code.lower()}.sql"),
        }
        yield Page(rule_path(code), "rule.html", {**given, **about, "here": "rule"})


def _most_first(row: RuleResult) -> tuple[int, int, str]:
    rank = {"error": 0, "failed": 1, "not run": 2, "passed": 3}
    return (rank.get(row.outcome, 4), -row.failing_children_shown, row.rule)
