"""Control limits: how many people chance alone would leave in a figure.

All three questions of the reconciliation report are answered with an exact distribution, so that they hold for the
small numbers of one authority as well as for large ones, where the normal approximation behind a usual funnel or
p-chart does not:

- a share this year against last year: given how many there are in both years together, this year's number is
  hypergeometric if the two years are alike (Fisher's exact test of two proportions);
- a count this year against last year: given both counts' sum, this year's is binomial with one half if the two Poisson
  rates are alike (Przyborowski and Wilenski, Biometrika 31, 1940);
- a share against England's: the number is binomial with England's share, the exact limits of a funnel plot
  (Spiegelhalter, Statistics in Medicine 24, 2005, without its interpolation: whole people only).

The limits of a coverage c leave out at most (1 - c) / 2 at either end. They are conservative: chance stays within
them at least that often.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

#: Standard deviations on either side of the mean beyond which a distribution is not summed: less than 1e-20 of it.
_FAR = 12.0


@dataclass(frozen=True)
class Limits:
    """The lowest and the highest number of people that chance would leave."""

    low: int
    high: int

    def hold(self, people: int) -> bool:
        """Whether a number lies within the limits; the limits themselves do."""
        return self.low <= people <= self.high


def of_share_since(people: int, total: int, people_before: int, total_before: int, coverage: float) -> Limits:
    """Return the limits of this year's number, of `total` people, if its share is last year's.

    Args:
        people: Who count this year, of `total` people.
        total: At least 1.
        people_before: Who counted last year, of `total_before` people.
        total_before: At least 1.
        coverage: Share of the time that chance stays within the limits, such as 0.95.
    """
    both, everybody = people + people_before, total + total_before
    mean = total * both / everybody
    spread = mean * (1 - both / everybody) * total_before / max(everybody - 1, 1)

    def log_mass(number: int) -> float:
        chosen = _log_choose(total, number) + _log_choose(total_before, both - number)
        return chosen - _log_choose(everybody, both)

    return _limits(log_mass, max(0, both - total_before), min(total, both), mean, math.sqrt(spread), coverage)


def of_count_since(count: int, count_before: int, coverage: float) -> Limits:
    """Return the limits of this year's count if it comes about as often as last year's."""
    return of_share(count + count_before, 0.5, coverage)


def of_share(total: int, share: float, coverage: float) -> Limits:
    """Return the limits of the number of `total` people if each of them counts with the chance `share`, 0 to 1."""
    if share <= 0.0 or share >= 1.0:
        number = total if share >= 1.0 else 0
        return Limits(number, number)

    def log_mass(number: int) -> float:
        return _log_choose(total, number) + number * math.log(share) + (total - number) * math.log1p(-share)

    return _limits(log_mass, 0, total, total * share, math.sqrt(total * share * (1 - share)), coverage)


def _limits(
    log_mass: Callable[[int], float], first: int, last: int, mean: float, deviation: float, coverage: float
) -> Limits:
    """Leave out at either end what together has no more than half of what lies outside the coverage."""
    reach = _FAR * deviation + _FAR
    numbers = range(max(first, math.floor(mean - reach)), min(last, math.ceil(mean + reach)) + 1)
    mass = [math.exp(log_mass(number)) for number in numbers]
    outside = (1 - coverage) / 2
    return Limits(numbers[_left_out(mass, outside)], numbers[-1 - _left_out(mass[::-1], outside)])


def _left_out(mass: list[float], outside: float) -> int:
    """Return how many of the first numbers have at most `outside` together; the last number always stays."""
    together = 0.0
    for position, one in enumerate(mass[:-1]):
        together += one
        if together > outside:
            return position
    return len(mass) - 1


def _log_choose(total: int, chosen: int) -> float:
    return math.lgamma(total + 1) - math.lgamma(chosen + 1) - math.lgamma(total - chosen + 1)
