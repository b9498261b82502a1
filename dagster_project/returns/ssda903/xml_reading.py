"""A return from XML. Entities and document types are refused; what is not of the return is reported."""

from __future__ import annotations

import io
from collections import Counter
from xml.etree.ElementTree import Element

import polars as pl
from defusedxml.ElementTree import iterparse

from dagster_project.landing.markup import as_declared, local_name, refusing_bad_xml
from dagster_project.landing.readers import RefusalError, check_is_text
from dagster_project.returns.ssda903.model import FileSet
from dagster_project.returns.ssda903.xml_layout import (
    CHILD_ELEMENT,
    HEADER,
    HEADER_PATH,
    KEY,
    ROOT,
    ModuleElements,
    XmlLayout,
)


def from_xml(content: bytes, layout: XmlLayout) -> tuple[FileSet, tuple[str, ...]]:
    """Read a return from XML.

    Args:
        content: The file. Proposed element names are understood as well as known ones.
        layout: The elements of the collection year.

    Returns:
        The return, with every module of `layout` (one with proposed names only where it has rows), and a line for
        each thing that was not read or is doubtful, with how often it occurs.

    Raises:
        RefusalError: It is not XML of this return, is not whole, or is not safe to read.
    """
    check_is_text(content)
    readable, encoding = as_declared(content)
    reader = _Reader(layout)
    if encoding == "Windows-1252":
        reader.say("declares no encoding and is not UTF-8; it was read as Windows-1252")
    with refusing_bad_xml():
        reader.read(readable)
    return reader.file_set(), reader.notices()


class _Reader:
    """Gathers the rows of each module, child by child."""

    def __init__(self, layout: XmlLayout) -> None:
        self._parts = layout.modules
        self._rows: dict[str, list[tuple[str | None, ...]]] = {part.module.name: [] for part in self._parts}
        self._groups = {part.parent: part for part in self._parts if part.is_group}
        own = [element for part in self._parts if not part.is_group for element in part.own]
        flags = [part.flag for part in self._parts if part.flag is not None]
        self._leaves = {element.element for element in [*own, *flags]}
        self._said: Counter[str] = Counter()

    def say(self, notice: str) -> None:
        self._said[notice] += 1

    def notices(self) -> tuple[str, ...]:
        return tuple(text if times == 1 else f"{text} ({times:,} times)" for text, times in self._said.items())

    def file_set(self) -> FileSet:
        frames = {
            part.module.name: pl.DataFrame(
                self._rows[part.module.name], schema=dict.fromkeys(part.module.columns, pl.String), orient="row"
            )
            for part in self._parts
            if self._rows[part.module.name] or not part.is_provisional
        }
        return FileSet.of(frames, [part.module for part in self._parts])

    def read(self, content: bytes) -> None:
        root: Element | None = None
        depth = 0
        for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
            if event == "start":
                root = self._root(element) if root is None else root
                depth += 1
                continue
            depth -= 1
            if depth == 1 and root is not None:
                self._child_or_other(element)
                root.clear()

    def _root(self, element: Element) -> Element:
        if local_name(element.tag) != ROOT:
            problem = f"begins with <{local_name(element.tag)}>, not with <{ROOT}>"
            raise RefusalError(problem, "choose the XML of an SSDA903 return")
        return element

    def _child_or_other(self, element: Element) -> None:
        if local_name(element.tag) == CHILD_ELEMENT:
            self._child(element)
        else:
            self.say(f"<{local_name(element.tag)}> is not of the return; it was not read")

    def _child(self, child: Element) -> None:
        leaves: dict[str, str] = {}
        groups: list[tuple[ModuleElements, dict[str, str]]] = []
        headers = 0
        for element in child:
            name = local_name(element.tag)
            if name == HEADER_PATH and not headers:
                self._header(element, leaves, groups)
                headers += 1
            elif name == HEADER_PATH:
                self.say(f"a further <{HEADER_PATH}> of a child; it was not read")
            else:
                self._group(name, element, groups)
        if not headers:
            self.say(f"a child without <{HEADER_PATH}>; its rows have no number")
        self._add(leaves, groups, has_header=headers > 0)

    def _header(
        self, header: Element, leaves: dict[str, str], groups: list[tuple[ModuleElements, dict[str, str]]]
    ) -> None:
        for element in header:
            name = local_name(element.tag)
            if name not in self._leaves:
                self._group(f"{HEADER_PATH}/{name}", element, groups)
            elif name in leaves:
                self.say(f"<{name}> stands twice in a {HEADER_PATH}; the first was read")
            else:
                leaves[name] = self._text(element)

    def _group(self, path: str, element: Element, groups: list[tuple[ModuleElements, dict[str, str]]]) -> None:
        part = self._groups.get(path)
        if part is None:
            self.say(f"<{path.rpartition('/')[2]}> is not of the return; it was not read")
            return
        own = {known.element for known in part.own}
        cells: dict[str, str] = {}
        for leaf in element:
            name = local_name(leaf.tag)
            if name not in own:
                self.say(f"<{name}> in <{local_name(element.tag)}> is not of the return; it was not read")
            elif name in cells:
                self.say(f"<{name}> stands twice in a <{local_name(element.tag)}>; the first was read")
            else:
                cells[name] = self._text(leaf)
        groups.append((part, cells))

    def _text(self, leaf: Element) -> str:
        if len(leaf):
            self.say(f"<{local_name(leaf.tag)}> holds elements; only its text was read")
        return "".join(leaf.itertext())

    def _add(
        self, leaves: dict[str, str], groups: list[tuple[ModuleElements, dict[str, str]]], *, has_header: bool
    ) -> None:
        for part in self._parts:
            if not part.is_group and has_header and self._is_there(part, leaves):
                self._row(part, leaves, leaves)
        seen: set[str] = set()
        for part, cells in groups:
            if part.module.name in seen and not part.is_repeated:
                self.say(f"a child has several rows of {part.module.name}; all were read")
            seen.add(part.module.name)
            self._row(part, cells, leaves)
        if has_header and not leaves.get(KEY):
            self.say(f"a child whose <{KEY}> is blank")

    def _is_there(self, part: ModuleElements, leaves: dict[str, str]) -> bool:
        """A flag says so; without one, the module's own elements do, even empty ones."""
        given = [leaves[element.element] for element in part.own if element.element in leaves]
        if part.module.name == HEADER:
            return True
        if part.flag is None:
            if given and not any(given):
                self.say(f"a row of {part.module.name} without any value, made from empty elements")
            return bool(given)
        if any(given) and leaves.get(part.flag.element, "") in {"", "0"}:
            self.say(f"a row of {part.module.name} is given although <{part.flag.element}> is not 1; it was read")
        return any(given) or leaves.get(part.flag.element, "") not in {"", "0"}

    def _row(self, part: ModuleElements, cells: dict[str, str], leaves: dict[str, str]) -> None:
        element_of = {str(element.item): element.element for element in part.own}
        values = (
            leaves.get(part.shared[name]) if name in part.shared else cells.get(element_of[name])
            for name in part.module.columns
        )
        self._rows[part.module.name].append(tuple(values))
