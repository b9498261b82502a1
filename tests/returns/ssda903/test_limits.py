"""Control limits, at numbers that a table of the distributions gives."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.returns.ssda903.limits import Limits, of_count_since, of_share, of_share_since


@pytest.mark.parametrize(
    ("total", "share", "coverage", "expected"),
    [
        # Binomial(20, 1/2): 5 or fewer in 2.07% of cases, 6 or fewer in 5.77%.
        (20, 0.5, 0.95, Limits(6, 14)),
        # 2 or fewer in 0.02%, 3 or fewer in 0.13%: more than the 0.1% that may lie below.
        (20, 0.5, 0.998, Limits(3, 17)),
        # Binomial(30, 0.02): 4 or more in 0.29% of cases, 5 or more in 0.03%; nobody at all in 55%.
        (30, 0.02, 0.998, Limits(0, 4)),
        (1, 0.9, 0.95, Limits(0, 1)),
        (12, 0.0, 0.95, Limits(0, 0)),
        (12, 1.0, 0.95, Limits(12, 12)),
        (0, 0.5, 0.95, Limits(0, 0)),
    ],
)
def test_a_share_against_another_has_the_exact_binomial_limits(
    total: int, share: float, coverage: float, expected: Limits
) -> None:
    assert of_share(total, share, coverage) == expected


@pytest.mark.parametrize(
    ("four", "coverage", "expected"),
    [
        # Four of eight: none of them among the first four in 1 of 70 cases, at most one in 17 of 70.
        ((4, 4, 0, 4), 0.95, Limits(1, 3)),
        ((4, 4, 0, 4), 0.998, Limits(0, 4)),
        # Five of ten: none among the first five in 1 of 252 cases.
        ((5, 5, 0, 5), 0.95, Limits(1, 4)),
        # Everybody in both years, or nobody: there is nothing else that chance could leave.
        ((50, 50, 40, 40), 0.95, Limits(50, 50)),
        ((0, 50, 0, 40), 0.95, Limits(0, 0)),
    ],
)
def test_a_share_against_last_years_has_the_limits_of_fishers_test(
    four: tuple[int, int, int, int], coverage: float, expected: Limits
) -> None:
    assert of_share_since(*four, coverage) == expected


@pytest.mark.parametrize(
    ("count", "before", "coverage", "expected"),
    [
        # Thirty in two years: 9 or fewer in one of them in 2.14% of cases, 10 or fewer in 4.94%.
        (10, 20, 0.95, Limits(10, 20)),
        (20, 10, 0.95, Limits(10, 20)),
        (0, 5, 0.95, Limits(0, 5)),
        # Six in one year and none in the other happens in 1 of 64 cases.
        (0, 6, 0.95, Limits(1, 5)),
        (0, 0, 0.95, Limits(0, 0)),
    ],
)
def test_a_count_against_last_years_has_the_limits_of_two_poisson_counts(
    count: int, before: int, coverage: float, expected: Limits
) -> None:
    assert of_count_since(count, before, coverage) == expected


FOUR = st.tuples(st.integers(1, 40), st.integers(1, 40)).flatmap(
    lambda totals: st.tuples(
        st.integers(0, totals[0]), st.just(totals[0]), st.integers(0, totals[1]), st.just(totals[1])
    )
)


def hypergeometric(number: int, four: tuple[int, int, int, int]) -> Fraction:
    people, total, people_before, total_before = four
    both = people + people_before
    return Fraction(comb(total, number) * comb(total_before, both - number), comb(total + total_before, both))


@given(FOUR)
def test_chance_stays_within_the_limits_as_often_as_they_say_and_no_narrower_ones_would_do(
    four: tuple[int, int, int, int],
) -> None:
    limits = of_share_since(*four, 0.95)
    possible = range(max(0, four[0] + four[2] - four[3]), min(four[1], four[0] + four[2]) + 1)
    below = sum(hypergeometric(n, four) for n in possible if n < limits.low)
    above = sum(hypergeometric(n, four) for n in possible if n > limits.high)
    assert below <= Fraction(25, 1000)
    assert above <= Fraction(25, 1000)
    if limits.low < limits.high:
        assert below + hypergeometric(limits.low, four) > Fraction(25, 1000)
        assert above + hypergeometric(limits.high, four) > Fraction(25, 1000)


@given(FOUR)
def test_whoever_counts_and_whoever_does_not_have_the_same_limits_turned_round(four: tuple[int, int, int, int]) -> None:
    people, total, people_before, total_before = four
    limits = of_share_since(*four, 0.998)
    turned = of_share_since(total - people, total, total_before - people_before, total_before, 0.998)
    assert (turned.low, turned.high) == (total - limits.high, total - limits.low)


def test_large_numbers_have_the_limits_of_the_normal_approximation() -> None:
    limits = of_share_since(20_000, 36_000, 21_000, 35_000, 0.95)
    share = 41_000 / 71_000
    mean, deviation = 36_000 * share, (36_000 * share * (1 - share) * 35_000 / 70_999) ** 0.5
    assert abs(limits.low - (mean - 1.96 * deviation)) < 2
    assert abs(limits.high - (mean + 1.96 * deviation)) < 2
