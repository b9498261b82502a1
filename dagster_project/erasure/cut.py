"""What the door lets in of a load: every row but those of people who were erased."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from dagster_project.catalogue import Catalogue
from dagster_project.erasure.stop_list import StopList, enter_followed
from dagster_project.erasure.tellers import Rows
from dagster_project.landing.typed import Schema
from dagster_project.settings import Settings


@dataclass
class Cut:
    """The pieces of a raw table without rows of people who were erased, to be gone through once.

    `kept` and `erased` count the rows gone through so far. What a row that goes makes theirs elsewhere is entered
    before the row is gone.
    """

    settings: Settings
    catalogue: Catalogue
    stops: StopList
    schema: Schema
    authority: str
    pieces: Iterable[pl.DataFrame]
    kept: int = 0
    erased: int = 0

    def __iter__(self) -> Iterator[pl.DataFrame]:
        for piece in self.pieces:
            left = self._left_of(piece) if self.stops else piece
            self.kept += left.height
            self.erased += piece.height - left.height
            yield left

    def _left_of(self, raw: pl.DataFrame) -> pl.DataFrame:
        rows = Rows.of(self.catalogue, self.schema, raw, self.authority)
        is_theirs = rows.erased(raw, self.stops)
        if not is_theirs.any():
            return raw
        # Here the clock is read, since a run is what finds them: the day that the register notes.
        enter_followed(self.settings, self.stops, rows.passed_on(raw.filter(is_theirs), self.stops), date.today())
        return raw.filter(~is_theirs)
