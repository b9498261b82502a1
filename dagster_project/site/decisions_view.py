"""What the council could stop, merge and start: three lists to print and take to a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dagster_project.site.burden import ALL_CONCEPTS, repeated_entries, typed_in_vain
from dagster_project.site.content import Content
from dagster_project.site.duplication_rows import MapBurden, MapBurdenField
from dagster_project.site.map_rows import CandidateMeasure, MapDuplication, MapField, MapGap
from dagster_project.site.map_view import MapView

#: Reasons for which a field rightly makes nothing: it says who, when or in whose words, or another service needs it.
_KEPT_FOR_ITSELF = frozenset({"identifier", "audit", "free text", "repeats the return", "service record"})


@dataclass(frozen=True)
class Merge:
    """A thing that is recorded more than once, and how many of a year's entries that is."""

    duplication: MapDuplication
    burden: MapBurden | None


@dataclass(frozen=True)
class Start:
    """A thing that nobody records, and what could be asked."""

    gap: MapGap
    candidates: Sequence[CandidateMeasure]


@dataclass(frozen=True)
class DecisionsView:
    """The three lists, what weighs most first."""

    stop: Sequence[tuple[MapField, MapBurdenField]]
    merge: Sequence[Merge]
    start: Sequence[Start]
    all_entries: MapBurden | None


def view_decisions(content: Content, mapped: MapView, local_authority_code: str, year: str) -> DecisionsView:
    """Return the lists of an authority; entries are those of the collection year `year`, else of the newest."""
    by_key = {(field.dataset, field.field): field for field in content.fields}
    vain = typed_in_vain(content, local_authority_code, year)
    stop = [
        (by_key[key], row) for key, row in vain.items() if key in by_key and row.fate_reason not in _KEPT_FOR_ITSELF
    ]
    burdens = repeated_entries(content, local_authority_code, year)
    merge = [Merge(row, burdens.get(row.concept_id)) for row in content.duplications]
    own = ("", local_authority_code)
    start = [
        Start(gap, mapped.candidates_of(gap))
        for gap in content.gaps
        if gap.gap_kind == "concept_nobody_records" and gap.local_authority_code in own
    ]
    return DecisionsView(
        stop=sorted(stop, key=lambda pair: (-(pair[1].entries_count_shown or 0), pair[1].dataset, pair[1].field)),
        merge=sorted(merge, key=_most_repeated),
        start=sorted(start, key=lambda one: (one.gap.domain_id, one.gap.subject_id)),
        all_entries=burdens.get(ALL_CONCEPTS),
    )


def _most_repeated(merge: Merge) -> tuple[int, str]:
    return (-(merge.burden.repeated_count_shown or 0) if merge.burden else 0, merge.duplication.label)
