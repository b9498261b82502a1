"""Returns to write and to read: the modules of all years, and random rows for them."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903.model import FileSet
from dagster_project.returns.ssda903.specification import Module, modules_of
from dagster_project.returns.ssda903.xml_layout import XmlLayout

MakeSet = Callable[..., FileSet]


@pytest.fixture(scope="session")
def modules(catalogue: Catalogue) -> tuple[Module, ...]:
    """Every module that any year has."""
    return modules_of(catalogue, None)


@pytest.fixture(scope="session")
def layout(catalogue: Catalogue, modules: tuple[Module, ...]) -> XmlLayout:
    return XmlLayout.of(catalogue, modules)


@pytest.fixture(scope="session")
def make_set(modules: tuple[Module, ...]) -> MakeSet:
    """Return a function that makes a return of all modules from rows as mappings, `Header=[{"CHILD": "1"}]`."""

    def make(**rows: list[dict[str, str | None]]) -> FileSet:
        frames = {
            module.name: pl.DataFrame(
                [{name: row.get(name) for name in module.columns} for row in rows.get(module.name, [])],
                schema=dict.fromkeys(module.columns, pl.String),
            )
            for module in modules
        }
        return FileSet.of(frames, modules)

    return make
