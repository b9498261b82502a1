"""The fictional authority follows North Yorkshire's published figures."""

import pytest

from dagster_project.synthetic import Truth, simulate
from dagster_project.synthetic.calibration import TARGETS, measure, misses
from dagster_project.synthetic.days import day
from dagster_project.synthetic.render.standing import standing


def test_default_seed_is_within_tolerance(truth: Truth) -> None:
    assert misses(truth) == []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_other_seeds_are_within_tolerance(seed: int) -> None:
    assert misses(simulate(seed=seed)) == []


def test_every_target_is_measured_and_no_tolerance_is_idle(truth: Truth) -> None:
    found = measure(truth)
    for target in TARGETS:
        assert target.measure in found
        assert 0 < target.tolerance <= 0.45 * target.target


@pytest.mark.parametrize("people", [10, 97, 970])
def test_people_is_exactly_the_size_asked_for(people: int) -> None:
    truth = simulate(people=people, seed=5)
    in_care = truth["care_period"].filter(
        truth["care_period"]["care_end_date"].is_null() & ~truth["care_period"]["is_short_break"]
    )
    leavers = standing(truth).filter(standing(truth)["eligibility"].is_in(["FORMER_RELEVANT", "RELEVANT", "NONE"]))
    assert len(in_care) <= people
    assert day(truth.as_at) > 0
    assert len(in_care) + len(leavers) >= 0.8 * people
