"""Frames of one load, one after another: the only one in memory, several on the disk, so that a large load fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl

from dagster_project import files


class Spool:
    """Frames with the same columns, read back in the order in which they were added, as often as needed.

    A second frame sends all of them to `folder`, a scratch place that whoever calls removes; nothing there counts.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._only: pl.DataFrame | None = None
        self._paths: list[Path] = []
        self.height = 0

    @classmethod
    def of(cls, frame: pl.DataFrame) -> Spool:
        """Return a spool that holds one frame."""
        found = cls(Path(), "")
        found.add(frame)
        return found

    def add(self, frame: pl.DataFrame) -> None:
        """Add a frame; one without rows counts only where it is the first."""
        is_first = self._only is None and not self._paths
        if is_first or (self._only is not None and not self._only.height):
            self._only = frame
        elif frame.height:
            if self._only is not None:
                self._store(self._only)
                self._only = None
            self._store(frame)
        self.height += frame.height

    def frames(self) -> Iterator[pl.DataFrame]:
        """Yield each frame."""
        if self._only is not None:
            yield self._only
        for path in self._paths:
            yield pl.read_parquet(path, hive_partitioning=False)

    def _store(self, frame: pl.DataFrame) -> None:
        files.make_folder(self._folder)
        temporary = self._folder / f"{self._name}-{len(self._paths):05d}.parquet"
        frame.write_parquet(temporary, compression="lz4", statistics=False)
        self._paths.append(temporary)


def with_foot(pieces: Iterable[pl.DataFrame], least: int) -> Iterator[tuple[pl.DataFrame, bool]]:
    """Yield pieces, each with whether it is the last, which has `least` rows where the pieces together have as many."""
    held: list[pl.DataFrame] = []
    for piece in pieces:
        while held and piece.height >= least:
            yield held.pop(0), False
        held.append(piece)
    if held:
        yield pl.concat(held), True
