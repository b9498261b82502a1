"""What the return asks for in a collection year: its modules and their items, in order, as the catalogue lists them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dagster_project.catalogue import Catalogue, tables
from dagster_project.errors import WreathError

#: How the catalogue calls this return.
RETURN_ID = "ssda903"
_YEAR = re.compile(r"[0-9]{4}-[0-9]{2}")


@dataclass(frozen=True)
class Item:
    """A column of a module's file.

    `type` is the catalogue's word for the kind of value; `max_length` the greatest number of characters and
    `code_set` the set its codes belong to, both None where there is none.
    """

    name: str
    type: str
    max_length: int | None
    code_set: str | None


@dataclass(frozen=True)
class Module:
    """A file of the return, with its columns in order."""

    name: str
    items: tuple[Item, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the items, in order."""
        return tuple(item.name for item in self.items)

    @property
    def mart(self) -> str:
        """Name of the table in schema `returns` that holds the module's rows."""
        return f"{RETURN_ID}__{self.name.lower()}"


def check_year(collection_year: str) -> str:
    """Return a collection year unchanged.

    Raises:
        WreathError: It is not written as `2025-26`.
    """
    if not _YEAR.fullmatch(str(collection_year)) or (int(collection_year[:4]) + 1) % 100 != int(collection_year[5:]):
        raise WreathError(f"{collection_year!r} is not a collection year: write it as 2025-26", exit_code=2)
    return collection_year


def years_of(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the collection years that the catalogue knows and the marts can hold, earliest first."""
    first = catalogue.parameter("first_collection_year")
    years = (row.collection_year for row in catalogue.table(tables.COLLECTION_YEARS))
    return tuple(sorted(year for year in years if year >= first))


def modules_of(catalogue: Catalogue, collection_year: str | None) -> tuple[Module, ...]:
    """Return the modules of a collection year in the catalogue's order; of all years for None.

    Raises:
        WreathError: The year is not written as `2025-26`.
    """
    if collection_year is not None:
        check_year(collection_year)
    found: list[Module] = []
    for row in catalogue.table(tables.RETURN_MODULES):
        if row.return_id == RETURN_ID and _is_asked(row.valid_from_year, row.valid_to_year, collection_year):
            items = _items(catalogue, row.module, collection_year)
            if items and row.module not in {module.name for module in found}:
                found.append(Module(row.module, items))
    return tuple(found)


def _items(catalogue: Catalogue, module: str, collection_year: str | None) -> tuple[Item, ...]:
    """An item that several spans of years list stands once, as last listed."""
    rows = {
        row.item: row
        for row in catalogue.return_items
        if row.return_id == RETURN_ID
        and row.module == module
        and _is_asked(row.valid_from_year, row.valid_to_year, collection_year)
    }
    ordered = sorted(rows.values(), key=lambda row: row.position)
    return tuple(Item(row.item, row.type, row.max_length, row.code_set) for row in ordered)


def _is_asked(first: str | None, last: str | None, year: str | None) -> bool:
    return year is None or (first or "") <= year <= (last or "9999-99")
