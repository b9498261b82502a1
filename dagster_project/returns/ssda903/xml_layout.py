"""Where each item of the return stands in the XML, as the catalogue's table of elements says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from dagster_project.catalogue import Catalogue, tables
from dagster_project.catalogue.rows import XmlElement
from dagster_project.errors import WreathError
from dagster_project.returns.ssda903.specification import RETURN_ID, Module

#: The outermost element, that of a child, the one that holds what a child has once, and the child's number in it.
ROOT, CHILD_ELEMENT, HEADER_PATH, KEY = "EXPSSDA903", "CHILD", "HEADER", "CHILDID"
#: The module whose rows are the children.
HEADER = "Header"


@dataclass(frozen=True)
class ModuleElements:
    """How a module stands in the XML.

    `shared` are items that the XML gives once for the child, in the Header: item → element; `own` are the others, by
    place. `parent` is the path of the own items; `is_repeated` says whether its last element stands once a row. `flag`
    is the element that is 1 where the child has a row, None for modules whose own elements tell that.
    """

    module: Module
    shared: Mapping[str, str]
    own: tuple[XmlElement, ...]
    parent: str
    is_repeated: bool
    flag: XmlElement | None

    @property
    def is_provisional(self) -> bool:
        """Whether no source gives the names of the elements."""
        return any(element.status == "provisional" for element in self.own)

    @property
    def is_group(self) -> bool:
        """Whether a row has an element of its own."""
        return self.parent != HEADER_PATH


@dataclass(frozen=True)
class XmlLayout:
    """The modules of a return with their elements, in the order of the specification."""

    modules: tuple[ModuleElements, ...]

    @classmethod
    def of(cls, catalogue: Catalogue, modules: Iterable[Module]) -> XmlLayout:
        """Look up the elements of modules.

        Raises:
            WreathError: The table of elements lacks an item.
        """
        listed = [row for row in catalogue.table(tables.XML_ELEMENTS) if row.return_id == RETURN_ID]
        header = {(row.parent, row.element) for row in listed if row.module == HEADER}
        return cls(tuple(_elements(module, listed, header) for module in modules))

    def runs(self) -> list[tuple[str, list[tuple[ModuleElements, XmlElement]]]]:
        """Return the elements of a child in their order, neighbours under the same parent together: (parent, them)."""
        found = [(part, element) for part in self.modules for element in part.own]
        found += [(part, part.flag) for part in self.modules if part.flag is not None]
        found.sort(key=lambda pair: pair[1].position)
        return [(parent, list(run)) for parent, run in groupby(found, key=lambda pair: pair[1].parent)]


def _elements(module: Module, listed: list[XmlElement], header: set[tuple[str, str]]) -> ModuleElements:
    rows = {row.item: row for row in listed if row.module == module.name}
    missing = [name for name in module.columns if name not in rows]
    if missing:
        raise WreathError(f"returns/xml_elements.csv has no row for {missing[0]} of {module.name}: add one")
    flag = rows.get(None)
    items = [rows[name] for name in module.columns]
    shared = {
        str(row.item): row.element for row in items if module.name != HEADER and (row.parent, row.element) in header
    }
    own = tuple(sorted((row for row in items if row.item not in shared), key=lambda row: row.position))
    return ModuleElements(module, shared, own, own[0].parent, own[0].is_repeated, flag)
