"""Everything the map knows by name, in one list that a page can be searched by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dagster_project.site import words
from dagster_project.site.addresses import concept_path, domain_path, field_path, item_path, slug
from dagster_project.site.content import Content
from dagster_project.site.map_view import MapView

#: Kinds of entry in the order of the list, with what several of them are called.
KINDS = {
    "Thing worth knowing": "things worth knowing",
    "Measure": "measures",
    "Dashboard figure": "dashboard figures",
    "Return item": "return items",
    "Field": "fields",
}


@dataclass(frozen=True)
class Entry:
    """One line of the list: what it is, its name, what it is about, and the page and anchor that tell more."""

    kind: str
    name: str
    about: str
    where: str
    page: str
    anchor: str = ""


@dataclass(frozen=True)
class FindView:
    """The whole list with how many entries there are of each kind."""

    entries: Sequence[Entry]

    @property
    def counts(self) -> list[str]:
        """Such as "547 fields", kind by kind."""
        found = Counter(entry.kind for entry in self.entries)
        return [words.counted(found[kind], kind.lower(), many) for kind, many in KINDS.items() if found[kind]]


def view_find(content: Content, mapped: MapView, folder: str) -> FindView:
    """Return the list; `folder` is that of the authority whose figures the measures lead to."""
    entries = [
        *_concepts(content, mapped),
        *_indicators(content, mapped, folder),
        *_measures(content),
        *_items(content),
        *_fields(content, mapped),
    ]
    return FindView(entries)


def _concepts(content: Content, mapped: MapView) -> Iterator[Entry]:
    for row in content.concepts:
        where = mapped.domain_label.get(row.domain_id, row.domain_id)
        yield Entry("Thing worth knowing", row.label, row.definition, where, concept_path(row.concept_id))


def _indicators(content: Content, mapped: MapView, folder: str) -> Iterator[Entry]:
    for row in content.indicators:
        where = mapped.domain_label.get(row.domain_id, row.domain_id)
        if row.domain_id in mapped.domain_label:
            page = folder + domain_path(row.domain_id)
            yield Entry("Measure", row.label, row.definition, where, page, slug(row.indicator_id))


def _measures(content: Content) -> Iterator[Entry]:
    """Figures on the council's own dashboards; those on ours are the measures."""
    boards = {board.dashboard_id: board for board in content.dashboards if board.is_councils}
    labels = {concept.concept_id: concept.label for concept in content.concepts}
    for row in content.dashboard_measures:
        if row.dashboard_id in boards and row.concept_id in labels:
            about = f"Said to be about: {labels[row.concept_id]}."
            board = boards[row.dashboard_id].title
            yield Entry("Dashboard figure", row.label, about, board, concept_path(row.concept_id))


def _items(content: Content) -> Iterator[Entry]:
    for row in content.return_items:
        name = f"{row.module} {row.item}"
        yield Entry("Return item", name, row.description, words.return_name(row.return_id), item_path(row.item_id))


def _fields(content: Content, mapped: MapView) -> Iterator[Entry]:
    for row in content.fields:
        name = f"{row.dataset}.{row.field}"
        where = mapped.source_title.get(row.source, row.source)
        yield Entry("Field", name, row.description, where, field_path(row.dataset, row.field))
