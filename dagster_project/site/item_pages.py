"""A page per item of a return: the fields it is made from, the path, the rules that check it and what they found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dagster_project.site import words
from dagster_project.site.addresses import item_path
from dagster_project.site.burden import last_year_over
from dagster_project.site.content import Content
from dagster_project.site.duplication_rows import MapItemOverlap
from dagster_project.site.journey import Journey, Journeys
from dagster_project.site.map_rows import MapField
from dagster_project.site.page import Page
from dagster_project.site.return_rows import MapItemClaim, ReturnItem
from dagster_project.site.rows import RuleResult
from dagster_project.site.rules_view import most_first


@dataclass(frozen=True)
class ItemView:
    """One item of a return, ready for its page."""

    item: ReturnItem
    fields: Sequence[tuple[MapField, MapItemClaim]]
    deciding: Sequence[MapField]
    journey: Journey | None
    year: str
    rules: Sequence[RuleResult]
    overlaps: Sequence[MapItemOverlap]

    @property
    def name(self) -> str:
        """What people call the item."""
        return f"{words.return_name(self.item.return_id)} {self.item.module} {self.item.item}"

    @property
    def failing(self) -> int:
        """How many of its rules have failing rows."""
        return sum(rule.outcome == "failed" for rule in self.rules)

    @property
    def finding(self) -> str:
        """Where the item comes from and how its rules stand, in one line."""
        made = (
            f"made from {words.counted(len(self.fields), 'field')}" if self.fields else "no field is known to feed it"
        )
        if not self.rules:
            return f"{self.name}: {made}"
        fails = "fails" if self.failing == 1 else "fail"
        return f"{self.name}: {made}; {self.failing or 'none'} of its {words.counted(len(self.rules), 'rule')} {fails}"

    @property
    def told(self) -> str:
        """The path in words, for those who do not see it drawn."""
        if self.journey is None:
            return ""
        ends = words.counted(len(self.journey.ends), "source field")
        return f"Path of {self.name} back to {ends}. The table below says the same."


def item_pages(content: Content, journeys: Journeys, given: dict[str, Any]) -> Iterator[Page]:
    """Yield a page an item, with the rules' results of the site's own authority in the last year that is over."""
    by_key = {(field.dataset, field.field): field for field in content.fields}
    by_id = {f"{field.source}.{field.dataset}.{field.field}": field for field in content.fields}
    claims: dict[str, list[MapItemClaim]] = defaultdict(list)
    for claim in content.item_claims:
        claims[claim.return_item_id].append(claim)
    year, rules = _rules_by_item(content, given["council"].code, last_year_over(content, given["run"].as_at))
    asked_by = _overlaps(content)
    for item in content.return_items:
        item_id = item.item_id
        fields = [(by_key[c.dataset, c.field], c) for c in claims[item_id] if (c.dataset, c.field) in by_key]
        view = ItemView(
            item,
            fields,
            [by_id[field_id] for field_id in journeys.deciding(item_id) if field_id in by_id],
            journeys.of_target(item_id),
            year,
            sorted(rules.get((item.module, item.item), ()), key=most_first) if item.is_ssda903 else (),
            asked_by.get(item_id, ()),
        )
        yield Page(item_path(item_id), "item.html", {**given, "here": "find", "view": view})


def _rules_by_item(
    content: Content, local_authority_code: str, over: str
) -> tuple[str, Mapping[tuple[str, str], list[RuleResult]]]:
    """The year to tell of, the last that is over or else the newest checked, and its results by module and item."""
    own = content.rules_of.get(local_authority_code, [])
    checked = {row.collection_year for row in own}
    year = over if over in checked else max(checked, default="")
    results = {row.rule: row for row in own if row.collection_year == year}
    found: dict[tuple[str, str], list[RuleResult]] = defaultdict(list)
    for field in content.rule_fields:
        if field.rule in results:
            found[field.module, field.item].append(results[field.rule])
    return year, found


def _overlaps(content: Content) -> Mapping[str, list[MapItemOverlap]]:
    """For each item, the items of other returns that ask for the same thing."""
    by_concept: dict[str, list[MapItemOverlap]] = defaultdict(list)
    for row in content.item_overlaps:
        by_concept[row.concept_id].append(row)
    found: dict[str, dict[str, MapItemOverlap]] = defaultdict(dict)
    for rows in by_concept.values():
        for row in rows:
            others = {o.return_item_id: o for o in rows if o.return_id != row.return_id}
            found[row.return_item_id] |= others
    return {item_id: [others[key] for key in sorted(others)] for item_id, others in found.items()}
