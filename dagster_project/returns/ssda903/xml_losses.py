"""What XML cannot hold of a return: it has one Header a child and gives a birth date and a sex once for the child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from dagster_project.returns.ssda903.model import FileSet
from dagster_project.returns.ssda903.xml_layout import HEADER, ModuleElements

#: The columns that the frames here have beside a module's items: row of the file, from 1, and number of the child.
ROW, CHILD_KEY = "row number", "child key"
#: Characters that no XML 1.0 document may hold, however they are written.
_FORBIDDEN = r"[^\t\n\r\x20-\x{D7FF}\x{E000}-\x{FFFD}\x{10000}-\x{10FFFF}]"


@dataclass(frozen=True)
class Loss:
    """A value that the XML does not hold: module, row of the module's file (from 1), item, value and why."""

    module: str
    row: int
    item: str
    value: str
    reason: str


class Losses:
    """Takes the rows and cells that XML cannot hold out of the modules of a return, and lists each."""

    def __init__(self, file_set: FileSet, parts: Sequence[ModuleElements]) -> None:
        self._found: list[pl.DataFrame] = []
        keyed = {part.module.name: _keyed(file_set[part.module.name]) for part in parts}
        header = keyed.get(HEADER)
        self.header = self._children(header) if header is not None else _keyed(pl.DataFrame())
        self.rows = {
            part.module.name: self._rows(part, keyed[part.module.name]) for part in parts if part.module.name != HEADER
        }

    def listed(self) -> tuple[Loss, ...]:
        """Return every loss, in the order of modules, then of what is wrong, then of rows."""
        return tuple(Loss(*row) for frame in self._found for row in frame.iter_rows())

    def _children(self, header: pl.DataFrame) -> pl.DataFrame:
        """One row a child whose number XML can hold: the first."""
        bad = pl.col(CHILD_KEY).str.contains(_FORBIDDEN)
        header = self._without(HEADER, header, bad, "the child's number has a character that XML forbids")
        second = pl.col(CHILD_KEY).is_first_distinct().not_()
        header = self._without(HEADER, header, second, "a further Header row of the child; XML has one")
        return self._without_forbidden(
            HEADER, header, [name for name in header.columns if name not in (ROW, CHILD_KEY)]
        )

    def _rows(self, part: ModuleElements, rows: pl.DataFrame) -> pl.DataFrame:
        name = part.module.name
        known = pl.col(CHILD_KEY).is_in(self.header[CHILD_KEY].implode())
        rows = self._without(name, rows, known.not_(), "the child has no Header row, and XML has no other place for it")
        if not part.is_repeated:
            second = pl.col(CHILD_KEY).is_first_distinct().not_()
            rows = self._without(name, rows, second, f"a further {name} row of the child; XML has one")
        for item in part.shared:
            if item != "CHILD":
                self._differing(name, rows, item)
        return self._without_forbidden(name, rows, [str(element.item) for element in part.own])

    def _differing(self, name: str, rows: pl.DataFrame, item: str) -> None:
        """List the values of an item that are not those of the Header, which XML gives for the whole child."""
        given = self.header.select(CHILD_KEY, pl.col(item).alias("given"))
        joined = rows.join(given, on=CHILD_KEY, how="left", maintain_order="left")
        differs = joined.filter(pl.col(item).ne_missing(pl.col("given")))
        self._list(name, differs, [item], "is not the Header's, which XML gives for the whole child", blanks=True)

    def _without_forbidden(self, name: str, rows: pl.DataFrame, items: list[str]) -> pl.DataFrame:
        for item in items:
            bad = rows.filter(pl.col(item).str.contains(_FORBIDDEN))
            if bad.height:
                self._list(name, bad, [item], "has a character that XML forbids; the element is left blank")
        clean = pl.col(items).str.contains(_FORBIDDEN).not_()
        return rows.with_columns(pl.when(clean).then(pl.col(items)))

    def _without(self, name: str, rows: pl.DataFrame, lost: pl.Expr, reason: str) -> pl.DataFrame:
        """Leave rows out and list each value of them; a row without any by its first item."""
        gone = rows.filter(lost)
        if not gone.height:
            return rows
        items = [column for column in rows.columns if column not in (ROW, CHILD_KEY)]
        self._list(name, gone, items, reason)
        empty = gone.filter(pl.all_horizontal(pl.col(items).is_null()))
        self._list(name, empty, items[:1], reason, blanks=True)
        return rows.filter(lost.not_())

    def _list(self, name: str, rows: pl.DataFrame, items: list[str], reason: str, *, blanks: bool = False) -> None:
        cells = rows.unpivot(items, index=ROW, variable_name="item", value_name="value")
        cells = cells if blanks else cells.filter(pl.col("value").is_not_null())
        listed = cells.select(
            pl.lit(name).alias("module"),
            pl.col(ROW),
            pl.col("item"),
            pl.col("value").fill_null(""),
            pl.lit(reason).alias("reason"),
        )
        if listed.height:
            self._found.append(listed.sort(ROW, maintain_order=True))


def _keyed(frame: pl.DataFrame) -> pl.DataFrame:
    if not frame.width:
        return pl.DataFrame(schema={ROW: pl.Int64, CHILD_KEY: pl.String})
    return frame.with_row_index(ROW, offset=1).with_columns(
        pl.col(ROW).cast(pl.Int64), pl.col("CHILD").fill_null("").alias(CHILD_KEY)
    )
