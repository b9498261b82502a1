"""Which silences follow from whom a source knows, on concepts of the real catalogue."""

from __future__ import annotations

import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.synthetic.known_by import inherent_fill_gaps


@pytest.fixture(scope="module")
def inherent(catalogue: Catalogue) -> set[str]:
    return {f"{kind} {subject}" for kind, subject in inherent_fill_gaps(catalogue)}


def test_whom_only_the_survey_knows_are_heard_less_than_children_at_their_reviews(inherent: set[str]) -> None:
    assert "silent_group C40 home OWN" in inherent
    assert "silent_group C40 home FOSTER" not in inherent


def test_what_only_the_survey_records_is_silent_of_children_and_of_no_care_leaver_in_touch(inherent: set[str]) -> None:
    assert "silent_group C42 home FOSTER" in inherent
    assert "silent_group C42 home OWN" not in inherent


def test_no_silence_of_a_sex_is_inherent(inherent: set[str]) -> None:
    assert not any(" sex " in gap for gap in inherent)


def test_a_home_grows_old_where_people_stay(inherent: set[str]) -> None:
    assert "evidence_old C28" in inherent
    assert "evidence_old C16" not in inherent


def test_what_is_asked_of_care_leavers_and_kept_of_children_is_recorded_for_few(inherent: set[str]) -> None:
    assert "recorded_for_few C52" in inherent
    assert "recorded_for_few C51" not in inherent


def test_children_whose_activity_another_body_follows_are_known_of_less(inherent: set[str]) -> None:
    assert {"silent_group C01 home FOSTER", "silent_group C09 home FOSTER"} <= inherent
    assert not {"silent_group C01 home OWN", "silent_group C10 home FOSTER"} & inherent
