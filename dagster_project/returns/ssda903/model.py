"""The one model of a return: text, module by module. CSV and XML are two ways to write it and to read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from dagster_project.returns.ssda903.specification import Module


@dataclass(frozen=True)
class FileSet:
    """The rows of a return.

    `tables` gives for each module, in the order of the specification, a frame with the module's items in order. Every
    column is pl.String; a blank cell is null, and any other text stands exactly as it does in the file. A module that
    is not in `tables` was not in the return, which is another thing than a module without rows.
    """

    tables: Mapping[str, pl.DataFrame]

    @classmethod
    def of(cls, frames: Mapping[str, pl.DataFrame], modules: Iterable[Module]) -> FileSet:
        """Make a set of frames with at least the modules' columns; blank text becomes null, other columns go."""
        found = {}
        for module in modules:
            if module.name in frames:
                texts = frames[module.name].select(pl.col(name).cast(pl.String) for name in module.columns)
                found[module.name] = texts.with_columns(pl.when(pl.all() != "").then(pl.all()))
        return cls(MappingProxyType(found))

    def __getitem__(self, module: str) -> pl.DataFrame:
        """Return the frame of a module; KeyError when the return does not have it."""
        return self.tables[module]

    def __contains__(self, module: object) -> bool:
        """Whether the return has the module."""
        return module in self.tables

    @property
    def rows(self) -> dict[str, int]:
        """Number of rows by module."""
        return {name: frame.height for name, frame in self.tables.items()}

    def without(self, modules: Iterable[str]) -> FileSet:
        """Return the same set with those modules taken out."""
        out = set(modules)
        return FileSet(MappingProxyType({name: frame for name, frame in self.tables.items() if name not in out}))

    def in_order(self) -> FileSet:
        """Return the same rows sorted by all columns, blanks first: sets with equal rows are then equal."""
        ordered = {name: frame.sort(frame.columns, nulls_last=False) for name, frame in self.tables.items()}
        return FileSet(MappingProxyType(ordered))

    def __eq__(self, other: object) -> bool:
        """Whether both have the same modules with the same rows in the same order."""
        if not isinstance(other, FileSet):
            return NotImplemented
        return list(self.tables) == list(other.tables) and all(
            frame.equals(other.tables[name]) for name, frame in self.tables.items()
        )

    __hash__ = None  # type: ignore[assignment]
