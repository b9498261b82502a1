from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .boundary_lives import BOUNDARY_LIVES
from .links import LinkScore, RecordKey, score_by_sources, score_links, true_links
from .lives import Life, SourceRecord

TRUTH: dict[RecordKey, str] = {
    ("990", "lcs", "1"): "a",
    ("990", "lcs", "2"): "a",
    ("990", "ccis", "7"): "a",
    ("990", "lcs", "3"): "b",
    ("990", "housing", "H1"): "b",
    ("991", "lcs", "1"): "a",
}


def test_pairs_are_counted_by_hand() -> None:
    # together in truth: 1-2, 1-7, 2-7, 3-H1; proposed: 1-7, 3-2; right: 1-7
    proposed = {("990", "lcs", "1"): "x", ("990", "ccis", "7"): "x", ("990", "lcs", "3"): "y", ("990", "lcs", "2"): "y"}
    score = score_links(TRUTH, proposed)
    assert score == LinkScore(proposed_pairs=2, true_pairs=4, correct_pairs=1)
    assert (score.precision, score.recall) == (0.5, 0.25)


def test_each_pair_of_sources_is_scored_alone() -> None:
    proposed = {("990", "lcs", "1"): "x", ("990", "ccis", "7"): "x", ("990", "lcs", "3"): "y", ("990", "lcs", "2"): "y"}
    scores = score_by_sources(TRUTH, proposed)
    assert scores["ccis", "lcs"] == LinkScore(1, 2, 1)
    assert scores["lcs", "lcs"] == LinkScore(1, 1, 0)
    assert scores["housing", "lcs"] == LinkScore(0, 1, 0)


def test_the_same_id_in_another_authority_is_another_person() -> None:
    assert score_links(TRUTH, dict.fromkeys(TRUTH, "one")).proposed_pairs == 10


def test_a_record_of_two_people_or_of_none_is_refused() -> None:
    one, other = BOUNDARY_LIVES[0].life, BOUNDARY_LIVES[1].life
    twice = Life(other.person, source_records=one.source_records)
    with pytest.raises(ValueError, match="is about"):
        true_links([one, twice])
    with pytest.raises(ValueError, match="no life"):
        score_links(TRUTH, {("990", "lcs", "999"): "x"})


def test_links_can_be_kept_to_some_sources() -> None:
    life = Life(
        BOUNDARY_LIVES[0].life.person, source_records=(SourceRecord("lcs", "d", "1"), SourceRecord("voice", "d", "2"))
    )
    assert true_links([life], {"lcs"}) == {("990", "lcs", "1"): "B101"}


@given(st.dictionaries(st.sampled_from(sorted(TRUTH)), st.sampled_from("xyz")))
def test_the_truth_scores_full_marks_and_no_proposal_more(proposed: dict[RecordKey, str]) -> None:
    perfect = score_links(TRUTH, TRUTH)
    assert (perfect.precision, perfect.recall) == (1.0, 1.0)
    score = score_links(TRUTH, proposed)
    assert score.correct_pairs <= min(score.proposed_pairs, score.true_pairs)
    by_sources = score_by_sources(TRUTH, proposed).values()
    assert sum(part.correct_pairs for part in by_sources) == score.correct_pairs
