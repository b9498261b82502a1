"""Faults of recording: what goes wrong between a life and its record, scaled by one level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from dagster_project.catalogue import Catalogue
from dagster_project.synthetic.days import Mask
from dagster_project.synthetic.draws import Draws, labels

#: Text that no reader can make a date of.
UNREADABLE_DATES = ("31/02/2024", "unknown", "00/00/0000", "spring 2023", "tbc", "2024-13-05")
#: Ways to write yes and no besides Y and N.
_YES, _NO = ("Yes", "TRUE", "1", "yes"), ("No", "FALSE", "0", "no")
#: Text that no list of spellings explains.
UNREADABLE_CODES = ("see notes", "??", "ask PA", "XX9", "n/k - chase", "#REF!")


@dataclass(frozen=True)
class Faults:
    """The faults of one source: nothing goes wrong at level 0, and twice as much at 2 as at 1."""

    level: float
    draws: Draws
    source: str
    catalogue: Catalogue

    @property
    def are_on(self) -> bool:
        """Return whether anything goes wrong at all."""
        return self.level > 0

    def of(self, name: str) -> Faults:
        """Return the faults of a part of the source, with draws of their own."""
        return Faults(self.level, self.draws.of(name), self.source, self.catalogue)

    def hits(self, size: int, share: float) -> Mask:
        """Return which of `size` records are hit, each with probability share × level."""
        return self.draws.happens(min(1.0, share * self.level), size)

    def spots(self, size: int, share: float, least: int) -> Mask:
        """Return a mask with exactly as many hits as the share asks for, and at least `least` (both × level)."""
        count = min(size, round(self.level * max(least, share * size)))
        chosen = np.zeros(size, dtype=np.bool_)
        chosen[self.draws.shuffled(size)[:count]] = True
        return chosen

    def blank(self, frame: pl.DataFrame, column: str, share: float) -> pl.DataFrame:
        """Leave out a value in some rows."""
        lost = pl.Series(self.of(f"blank {column}").hits(len(frame), share))
        return frame.with_columns(pl.when(~lost).then(pl.col(column)).alias(column))

    def drop(self, frame: pl.DataFrame, share: float) -> pl.DataFrame:
        """Leave out some rows."""
        return frame.filter(~pl.Series(self.of("drop").hits(len(frame), share)))

    def garble(self, frame: pl.DataFrame, column: str, share: float, least: int, texts: Sequence[str]) -> pl.DataFrame:
        """Put text that cannot be read where a value was, in a few rows."""
        own = self.of(f"garble {column}")
        if not self.are_on:
            return frame
        size = len(frame)
        filled = np.flatnonzero(frame[column].is_not_null().to_numpy())
        spots = np.zeros(size, dtype=np.bool_)
        spots[filled] = own.spots(len(filled), share, least)
        rubbish = labels("rubbish", list(texts), own.draws.of("text").between(0, len(texts) - 1, size))
        return frame.with_columns(
            pl.when(pl.Series(spots)).then(rubbish).otherwise(pl.col(column).cast(pl.String)).alias(column)
        )

    def flag(self, frame: pl.DataFrame, column: str, share: float) -> pl.DataFrame:
        """Write yes and no in other words, in some rows."""
        own = self.of(f"flag {column}")
        if not self.are_on:
            return frame
        size = len(frame)
        hit, way = pl.Series(own.hits(size, share)), own.draws.of("way").between(0, len(_YES) - 1, size)
        told = pl.when(pl.col(column)).then(labels("yes", _YES, way)).otherwise(labels("no", _NO, way))
        plain = pl.when(pl.col(column)).then(pl.lit("Y")).otherwise(pl.lit("N"))
        known = pl.when(hit).then(told).otherwise(plain)
        return frame.with_columns(pl.when(pl.col(column).is_not_null()).then(known).alias(column))

    def spell(self, frame: pl.DataFrame, column: str, code_set: str, share: float) -> pl.DataFrame:
        """Write a description or a known misspelling where a code belongs, in some rows."""
        own = self.of(f"spell {column}")
        texts, codes = _choices(self.catalogue, self.source, code_set)
        if not self.are_on or not len(texts):
            return frame
        size = len(frame)
        known = frame.select(pl.col(column).alias("code")).join(codes, on="code", how="left", maintain_order="left")
        first, count = (known[name].fill_null(0).to_numpy() for name in ("first", "count"))
        hit = own.hits(size, share) & (count > 0)
        place = first + np.floor(own.draws.of("which").unit(size) * count).astype(np.int64)
        case = own.draws.of("case").pick((0.62, 0.12, 0.1, 0.16), size)
        spelled = texts.gather(pl.Series(np.where(hit, place * 4 + case, 0).astype(np.uint32)))
        return frame.with_columns(pl.when(pl.Series(hit)).then(spelled).otherwise(pl.col(column)).alias(column))


def _choices(catalogue: Catalogue, source: str, code_set: str) -> tuple[pl.Series, pl.DataFrame]:
    """Return every text but the code itself that is known to mean a code.

    Returns:
        The texts, each in four ways (capital first, all capitals, with a blank behind it, as it is), and for each
        code the place of its first text and the number of its texts.
    """
    texts: dict[str, list[str]] = {}
    for text, code in catalogue.spellings(source, code_set).items():
        if text != code.casefold():
            texts.setdefault(code, []).append(text)
    flat = [text for own in texts.values() for text in own]
    ways = [way for text in flat for way in (text[:1].upper() + text[1:], text.upper(), f"{text} ", text)]
    counts = np.array([len(own) for own in texts.values()], dtype=np.int64)
    places = {"first": np.cumsum(counts) - counts, "count": counts}
    codes = pl.DataFrame({"code": pl.Series(list(texts), dtype=pl.String), **places})
    return pl.Series("text", ways, dtype=pl.String), codes
