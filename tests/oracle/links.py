"""Which source records belong together, and how well a proposed linking does (definition D33)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

from .lives import Life

#: Authority, source, record id.
RecordKey = tuple[str, str, str]


def true_links(lives: Iterable[Life], sources: Collection[str] | None = None) -> dict[RecordKey, str]:
    """Return the person id of each source record, of the given sources or of all.

    ValueError when one record is said to be about two people.
    """
    links: dict[RecordKey, str] = {}
    for life in lives:
        for record in life.source_records:
            if sources is not None and record.source not in sources:
                continue
            key = (life.person.local_authority_code, record.source, record.source_record_id)
            if links.setdefault(key, life.person.person_id) != life.person.person_id:
                raise ValueError(f"truth: record {key} is about {links[key]} and about {life.person.person_id}")
    return links


@dataclass(frozen=True)
class LinkScore:
    """Pairs of records put together: by the proposal, in truth, and by both."""

    proposed_pairs: int
    true_pairs: int
    correct_pairs: int

    @property
    def precision(self) -> float:
        """Share of the proposed pairs that are right; 1 when nothing is proposed."""
        return self.correct_pairs / self.proposed_pairs if self.proposed_pairs else 1.0

    @property
    def recall(self) -> float:
        """Share of the true pairs that are proposed; 1 when there are none."""
        return self.correct_pairs / self.true_pairs if self.true_pairs else 1.0


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def score_links(truth: Mapping[RecordKey, str], proposed: Mapping[RecordKey, str]) -> LinkScore:
    """Score a proposal (record → cluster id) against the truth (record → person id).

    People and clusters are counted within their authority. ValueError when the proposal holds a record that the truth
    does not know.
    """
    unknown = proposed.keys() - truth.keys()
    if unknown:
        raise ValueError(f"links: {len(unknown)} proposed records are in no life, such as {min(unknown)}")
    by_cluster: Counter[Hashable] = Counter()
    by_person: Counter[Hashable] = Counter()
    by_both: Counter[Hashable] = Counter()
    for key, person in truth.items():
        # a record that the proposal leaves out is a cluster of its own
        cluster: Hashable = proposed.get(key, key)
        by_cluster[key[0], cluster] += 1
        by_person[key[0], person] += 1
        by_both[key[0], person, cluster] += 1
    return LinkScore(_pairs(by_cluster.values()), _pairs(by_person.values()), _pairs(by_both.values()))


def score_by_sources(
    truth: Mapping[RecordKey, str], proposed: Mapping[RecordKey, str]
) -> dict[tuple[str, str], LinkScore]:
    """Score each pair of sources alone: one record from each, or both from the one source when they are equal."""
    sources = sorted({key[1] for key in truth})

    def score(*kept: str) -> LinkScore:
        return score_links(
            {key: person for key, person in truth.items() if key[1] in kept},
            {key: cluster for key, cluster in proposed.items() if key[1] in kept},
        )

    alone = {source: score(source) for source in sources}
    scores = {(source, source): alone[source] for source in sources}
    for number, one in enumerate(sources):
        for other in sources[number + 1 :]:
            both = score(one, other)
            scores[one, other] = LinkScore(
                both.proposed_pairs - alone[one].proposed_pairs - alone[other].proposed_pairs,
                both.true_pairs - alone[one].true_pairs - alone[other].true_pairs,
                both.correct_pairs - alone[one].correct_pairs - alone[other].correct_pairs,
            )
    return scores
