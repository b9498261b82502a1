"""The change since the latest baseline, as the map page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dagster_project.baselines.compare import Change, Kind, Since, shown, shown_difference
from dagster_project.site import words
from dagster_project.site.content import Content
from dagster_project.site.map_view import GAP_TITLE

#: Parts of an area of life that are shown where they changed.
_OF_DOMAIN = {
    "recorded_concepts_count": "things recorded",
    "council_concepts_count": "things on the council's dashboards",
}
#: Of each indicator the one number that stands for it: the last year, all ages.
_HEADLINE = "|rolling_year|all"


@dataclass(frozen=True)
class SinceRow:
    """One number then and now, in words."""

    label: str
    then: str
    now: str
    change: str


@dataclass(frozen=True)
class SinceView:
    """The change since a baseline: what the map counts, and the measures of young people's lives that changed."""

    name: str
    as_at: date
    rows: Sequence[SinceRow]
    indicators: Sequence[SinceRow]
    indicators_count: int

    @property
    def changed_count(self) -> int:
        """How many of the map's numbers are not what they were."""
        return sum(bool(row.change) for row in self.rows)


def view_since(since: Since | None, content: Content, local_authority_code: str) -> SinceView | None:
    """Return the change of the site's own authority and of the map; None without a baseline."""
    if since is None:
        return None
    own = [change for change in since.changes if change.of.authority in ("", local_authority_code)]
    labels = {indicator.indicator_id: indicator.label for indicator in content.indicators}
    headlines = [c for c in own if c.of.subject.endswith(_HEADLINE) and c.of.part == "value_shown"]
    return SinceView(
        name=since.baseline.name,
        as_at=date.fromisoformat(since.baseline.as_at),
        rows=[_row(_label(change), change) for change in sorted(own, key=_place) if _label(change)],
        indicators=[
            _row(labels.get(c.of.subject.removesuffix(_HEADLINE), c.of.label), c)
            for c in headlines
            if c.kind is not Kind.SAME
        ],
        indicators_count=len(headlines),
    )


def _label(change: Change) -> str:
    """Return what a number of the map is called on its page; empty for one that is not shown there."""
    one = change.of
    if one.family == "duplications":
        return one.label
    if one.family == "gaps":
        return GAP_TITLE.get(one.subject, words.sentence_code(one.subject))
    if one.key[0::2] == ("fields", "used"):
        return "Fields that a figure or a return is made from"
    if one.family == "domain" and one.part in _OF_DOMAIN and change.kind is not Kind.SAME:
        return f"{one.label}: {_OF_DOMAIN[one.part]}"
    return ""


def _place(change: Change) -> tuple[int, int]:
    """Where a number stands in the table: gaps in the order of their own page; the rest stays as it came."""
    one = change.of
    families = ("duplications", "gaps", "fields")
    family = families.index(one.family) if one.family in families else len(families)
    return family, list(GAP_TITLE).index(one.subject) if one.subject in GAP_TITLE else len(GAP_TITLE)


def _row(label: str, change: Change) -> SinceRow:
    difference = shown_difference(change) if change.kind is Kind.CHANGED else ""
    return SinceRow(label, shown(change.then), shown(change.now), difference)
