"""Random draws that depend on nothing but the seed and the name of what is drawn."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from dagster_project.synthetic.days import Days, Mask, Real, Whole


class Draws:
    """A stream of random numbers with a name.

    Each topic has a stream of its own, so that a new draw in one topic leaves every other topic as it was.
    """

    def __init__(self, seed: int, *names: str) -> None:
        self._seed = seed
        self._names = names
        key = [seed, *(zlib.crc32(name.encode()) for name in names)]
        self._generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence(key)))

    def of(self, name: str) -> Draws:
        """Return the stream of a part of this topic."""
        return Draws(self._seed, *self._names, name)

    def unit(self, size: int) -> Real:
        """Return numbers in [0, 1)."""
        return self._generator.random(size)

    def happens(self, probability: float | Real, size: int) -> Mask:
        """Return true with the given probability."""
        return np.asarray(self.unit(size) < probability, dtype=np.bool_)

    def between(self, low: int | Whole | Days, high: int | Whole | Days, size: int) -> Whole:
        """Return whole numbers from low to high, both included; high below low counts as low."""
        least = np.asarray(low, dtype=np.int64)
        span = np.maximum(np.asarray(high, dtype=np.int64) - least + 1, 1)
        return np.asarray(least + np.floor(self.unit(size) * span).astype(np.int64), dtype=np.int64)

    def lasting(self, mean: float | Real, size: int) -> Whole:
        """Return whole days of at least 1, exponential with the given mean."""
        return np.maximum(1, np.floor(-np.log1p(-self.unit(size)) * mean)).astype(np.int64)

    def normal(self, size: int) -> Real:
        """Return draws close to the standard normal: twelve uniforms, so that no platform's libm matters."""
        total = np.zeros(size)
        for _ in range(12):
            total += self.unit(size)
        return total - 6.0

    def pick(self, weights: Sequence[float], size: int) -> Whole:
        """Return positions in `weights`, each as likely as its weight."""
        edges = np.cumsum(np.asarray(weights, dtype=np.float64))
        place = np.searchsorted(edges, self.unit(size) * edges[-1], side="right")
        return np.asarray(np.minimum(place, len(edges) - 1), dtype=np.int64)

    def pick_by_row(self, weights: Real) -> Whole:
        """Return one position a row of a matrix of weights (rows by choices); a row needs one positive weight."""
        edges = np.cumsum(weights, axis=1)
        aim = self.unit(len(weights)) * edges[:, -1]
        place = (edges <= aim[:, None]).sum(axis=1)
        return np.asarray(np.minimum(place, weights.shape[1] - 1), dtype=np.int64)

    def shuffled(self, size: int) -> Whole:
        """Return 0 … size-1 in a random order."""
        return np.asarray(np.argsort(self.unit(size), kind="stable"), dtype=np.int64)


def labels(name: str, codes: Sequence[str | None], positions: Whole) -> pl.Series:
    """Return the code at each position as a text column; a negative position gives null."""
    lookup = pl.Series(name, [*codes, None], dtype=pl.String)
    index = np.where(np.asarray(positions) < 0, len(codes), positions)
    return lookup.gather(pl.Series(index.astype(np.uint32)))


def weights_of(table: Mapping[str, float], codes: Sequence[str]) -> Real:
    """Return a table of weights as a row in the order of the codes; a code it lacks weighs nothing."""
    return np.array([table.get(code, 0.0) for code in codes], dtype=np.float64)
