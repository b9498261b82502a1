"""What is counted of a load while it is typed piece by piece: everything that its checks ask, exactly, of every row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl

from dagster_project.catalogue.rows import SourceField
from dagster_project.landing.manifest import LoadFacts
from dagster_project.landing.typed import Pair, Schema, TypedLoad


class Tally:
    """Counts of one load; each piece of it is added once.

    `unreadable` counts the rows read whose cell could not be read, by field; `recorded`, `codes`, `days` and `pairs`
    are about usable rows: cells that hold anything, rows by code and by day, and of each pair of fields in how many
    rows the two contradict each other, out of how many that could.
    """

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.rows_read = self.rows = self.rows_unreadable = self.rows_quarantined = 0
        self.unreadable: Counter[str] = Counter()
        self.recorded: Counter[str] = Counter({field.field: 0 for field in schema.fields})
        self.codes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.days: defaultdict[str, Counter[date]] = defaultdict(Counter)
        self.pairs: dict[Pair, tuple[int, int]] = dict.fromkeys(schema.pairs, (0, 0))
        self._keys: list[pl.Series] = []

    @property
    def rows_accepted(self) -> int:
        """Rows without any fault."""
        return self.rows - self.rows_unreadable

    @property
    def facts(self) -> LoadFacts:
        """The counts that are kept."""
        codes = {field: dict(sorted(counts.items())) for field, counts in sorted(self.codes.items())}
        return LoadFacts(self.rows, dict(self.recorded), codes)

    def add(self, piece: TypedLoad) -> None:
        """Count a piece."""
        rows = piece.rows
        self.rows_read += piece.rows_read
        self.rows += rows.height
        self.rows_unreadable += piece.rows_unreadable
        self.rows_quarantined += piece.rows_quarantined
        self.unreadable.update(piece.unreadable_count)
        kept_unreadable = rows["unreadable_fields"].explode(empty_as_null=False, keep_nulls=False)
        self.recorded.update(_counts(kept_unreadable))
        self.recorded.update({field.field: rows[field.field].count() for field in self.schema.fields})
        for field in self.schema.fields:
            if is_coded(field):
                self.codes[field.field].update(_counts(rows[field.field].cast(pl.String)))
            elif field.type == "date":
                self.days[field.field].update(_counts(rows[field.field]))
        for pair, (before, of) in self.pairs.items():
            self.pairs[pair] = (before + pair.contradictions(rows), of + rows[pair.field].count())
        self._keys.append(rows["record_key"].hash())

    def repeated_keys(self) -> pl.Series:
        """Return the hashes of keys that come more than once: eight bytes a row, where keys would not fit."""
        hashes = pl.concat(self._keys).sort() if self._keys else pl.Series(dtype=pl.UInt64)
        return hashes.filter(hashes == hashes.shift(1)).unique()


def is_coded(field: SourceField) -> bool:
    """Whether a field holds one of a few values, whose shares can be compared from load to load."""
    return field.type in ("code", "flag")


def rows_of_keys(frames: Iterable[pl.DataFrame], hashes: pl.Series, most: int) -> pl.DataFrame:
    """Return the first rows whose key has one of these hashes, keys together, or the first rows when there is none."""
    found: list[pl.DataFrame] = []
    for frame in frames:
        wanted = frame if hashes.is_empty() else frame.filter(frame["record_key"].hash().is_in(hashes.implode()))
        found.append(wanted)
        if hashes.is_empty() and sum(one.height for one in found) >= most:
            break
    return pl.concat(found).sort("record_key", maintain_order=True).head(most)


def _counts(values: pl.Series) -> dict[Any, int]:
    """Return how often each value comes; null does not count."""
    counted = values.drop_nulls().value_counts()
    return dict(zip(counted[values.name], counted["count"], strict=True))
