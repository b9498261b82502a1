"""A return as XML: one element a child, with its Header, what it has once, and a group for each row of the rest.

Well-formed, UTF-8, without a namespace. A blank cell is an empty element, so that a row without any value is there too.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dagster_project.catalogue.rows import XmlElement
from dagster_project.returns.ssda903.model import FileSet
from dagster_project.returns.ssda903.xml_layout import (
    CHILD_ELEMENT,
    HEADER,
    HEADER_PATH,
    ROOT,
    ModuleElements,
    XmlLayout,
)
from dagster_project.returns.ssda903.xml_losses import CHILD_KEY, Loss, Losses

#: Children that are turned into bytes at a time.
_CHUNK = 20_000
_PRESENT = "is there"


@dataclass(frozen=True)
class XmlFile:
    """The XML of a return, the values it does not hold, and the modules left out because their names are unknown."""

    content: bytes
    losses: tuple[Loss, ...]
    left_out_modules: tuple[str, ...]


def to_xml(file_set: FileSet, layout: XmlLayout, *, provisional_tags: bool = False) -> XmlFile:
    """Write a return as XML.

    Args:
        file_set: The return; a module of it that `layout` does not have is not written.
        layout: The elements of the collection year.
        provisional_tags: Whether modules are written whose element names are a proposal of ours.

    Returns:
        The file. Without losses and modules left out, `from_xml` gives the same rows back; XML cannot tell a module
        without rows from one that was not sent.
    """
    sent = [part for part in layout.modules if part.module.name in file_set]
    left_out = tuple(part.module.name for part in sent if part.is_provisional and not provisional_tags)
    parts = tuple(part for part in sent if part.module.name not in left_out)
    losses = Losses(file_set, parts)
    children = _children(XmlLayout(parts), losses)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{ROOT}>\n'
    chunks = [children.slice(start, _CHUNK).str.join("").item() for start in range(0, children.len(), _CHUNK)]
    content = b"".join(text.encode() for text in (head, *chunks, f"</{ROOT}>\n"))
    return XmlFile(content, losses.listed(), left_out)


def _children(layout: XmlLayout, losses: Losses) -> pl.Series:
    """Return the element of each child as text, in the order of the Header."""
    wide = losses.header
    for part in layout.modules:
        name = part.module.name
        if name == HEADER:
            wide = wide.with_columns(pl.lit(True).alias(f"{name} {_PRESENT}"))
        elif part.is_group:
            wide = wide.join(_groups(part, losses.rows[name]), on=CHILD_KEY, how="left", maintain_order="left")
        else:
            own = [pl.col(str(element.item)).alias(_cell(part, element)) for element in part.own]
            rows = losses.rows[name].select(CHILD_KEY, *own, pl.lit(True).alias(f"{name} {_PRESENT}"))
            wide = wide.join(rows, on=CHILD_KEY, how="left", maintain_order="left")
    return wide.select(_child(layout)).to_series()


def _child(layout: XmlLayout) -> pl.Expr:
    """Return the text of a child from the wide frame; the Header closes before the first group outside it."""
    pieces: list[pl.Expr] = [pl.lit(f"  <{CHILD_ELEMENT}>\n    <{HEADER_PATH}>\n")]
    is_open = True
    for parent, run in layout.runs():
        if is_open and not parent.startswith(HEADER_PATH):
            pieces.append(pl.lit(f"    </{HEADER_PATH}>\n"))
            is_open = False
        if parent == HEADER_PATH:
            pieces += [_leaf_if_there(part, element) for part, element in run]
        else:
            pieces += [pl.col(name).fill_null("") for name in dict.fromkeys(part.module.name for part, _ in run)]
    if is_open:
        pieces.append(pl.lit(f"    </{HEADER_PATH}>\n"))
    return pl.concat_str([*pieces, pl.lit(f"  </{CHILD_ELEMENT}>\n")])


def _leaf_if_there(part: ModuleElements, element: XmlElement) -> pl.Expr:
    is_there = pl.col(f"{part.module.name} {_PRESENT}").fill_null(False)
    if element.item is None:
        flag = pl.when(is_there).then(pl.lit("1")).otherwise(pl.lit("0"))
        return pl.concat_str([pl.lit(f"      <{element.element}>"), flag, pl.lit(f"</{element.element}>\n")])
    return pl.when(is_there).then(_leaf(element.element, _cell(part, element), 6)).otherwise(pl.lit(""))


def _cell(part: ModuleElements, element: XmlElement) -> str:
    """The name of an own item in the wide frame, where names of several modules meet."""
    return str(element.item) if part.module.name == HEADER else f"{part.module.name} {element.item}"


def _groups(part: ModuleElements, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the groups of each child as one text under the module's name."""
    depth = 4 + 2 * part.parent.count("/")
    tag = part.parent.rpartition("/")[2]
    leaves = [_leaf(element.element, str(element.item), depth + 2) for element in part.own]
    group = pl.concat_str([pl.lit(f"{' ' * depth}<{tag}>\n"), *leaves, pl.lit(f"{' ' * depth}</{tag}>\n")])
    texts = rows.select(CHILD_KEY, group.alias(part.module.name))
    return texts.group_by(CHILD_KEY, maintain_order=True).agg(pl.col(part.module.name).str.join(""))


def _leaf(tag: str, column: str, depth: int) -> pl.Expr:
    """Return a line with one element. A carriage return is written by number: parsers turn a plain one into LF."""
    text = pl.col(column)
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;")):
        text = text.str.replace_all(sign, written, literal=True)
    full = pl.concat_str([pl.lit(f"{' ' * depth}<{tag}>"), text, pl.lit(f"</{tag}>\n")])
    return pl.when(pl.col(column).is_null()).then(pl.lit(f"{' ' * depth}<{tag}/>\n")).otherwise(full)
