"""Rows of two returns, matched: which are only in one of them, and which differ, item by item.

Rows that are equal in every item are matched first. What is left is matched by the module's key: CHILD, and in modules
with several lines a child the items that tell its lines apart; of several rows with one key the first goes with the
first, in the order of all their items.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from dagster_project.returns.ssda903.model import FileSet

CHILD = "CHILD"
#: The items that tell a child's lines apart, and with CHILD are the key of a row; a module not listed has one line.
LINE_ITEMS = {
    "Episodes": ("DECOM",),
    "Reviews": ("REVIEW",),
    "PlacedAdoption": ("DATE_PLACED",),
    "Missing": ("MIS_START",),
    "SWEpisodes": ("SW_DECOM", "SW_ID"),
    "DoLo": ("DOLO_START",),
}
#: What stands for the item where a whole row was added or removed.
WHOLE_ROW = "all"
ADDED, REMOVED, CHANGED = "added", "removed", "changed"

#: One row a difference: `row` numbers the rows of the return that differ, from 1; `line` is the line's key as
#: provenance has it; `old` and `new` are the texts of the two files, blank for a blank cell.
SCHEMA: dict[str, pl.DataType] = {
    "row": pl.Int64(),
    "module": pl.String(),
    "child": pl.String(),
    "line": pl.String(),
    "change": pl.String(),
    "item": pl.String(),
    "old": pl.String(),
    "new": pl.String(),
}
_PAIR, _PLACE, _MODULE = "__pair", "__place", "__module"


def match_rows(a: FileSet, b: FileSet) -> pl.DataFrame:
    """Return what differs from `a` to `b` as SCHEMA, in the order of modules, children, lines and items.

    A module that only one of them has counts as without rows in the other; an item that only one of them has is not
    compared.
    """
    modules = [*a.tables, *(name for name in b.tables if name not in a.tables)]
    found = [
        _of_module(name, *_alike(a.tables.get(name), b.tables.get(name))).with_columns(
            pl.lit(place, pl.Int64).alias(_MODULE)
        )
        for place, name in enumerate(modules)
    ]
    if not found:
        return pl.DataFrame(schema=SCHEMA)
    ordered = pl.concat(found).sort(_MODULE, "child", "line", "change", _PAIR, _PLACE)
    row = pl.struct(_MODULE, "child", "line", "change", _PAIR).rle_id().cast(pl.Int64) + 1
    return ordered.with_columns(row.alias("row")).select(*SCHEMA)


def _alike(a: pl.DataFrame | None, b: pl.DataFrame | None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return both with the items they share, blank cells as empty text."""
    whole = a if a is not None else b
    assert whole is not None
    left, right = (whole.clear() if frame is None else frame for frame in (a, b))
    shared = [name for name in left.columns if name in right.columns]
    return left.select(pl.col(shared).fill_null("")), right.select(pl.col(shared).fill_null(""))


def _of_module(module: str, a: pl.DataFrame, b: pl.DataFrame) -> pl.DataFrame:
    items = a.columns
    key = [name for name in (CHILD, *LINE_ITEMS.get(module, ())) if name in items]
    only_a, only_b = _paired(a, b, items, key), _paired(b, a, items, key)
    on = [*key, _PAIR]
    return pl.concat(
        [
            _whole_rows(only_a.join(only_b, on=on, how="anti"), REMOVED, module, key, items),
            _whole_rows(only_b.join(only_a, on=on, how="anti"), ADDED, module, key, items),
            _items(only_a, only_b, module, key, [name for name in items if name not in key]),
        ]
    )


def _paired(own: pl.DataFrame, other: pl.DataFrame, items: Sequence[str], key: Sequence[str]) -> pl.DataFrame:
    """Return the rows of `own` that `other` has not got, numbered within their key."""
    copy = pl.int_range(pl.len()).over(items).alias(_PAIR)
    rest = own.with_columns(copy).join(other.with_columns(copy), on=[*items, _PAIR], how="anti")
    return rest.sort(items).with_columns(pl.int_range(pl.len()).over(key or pl.lit(0)).alias(_PAIR))


def _whole_rows(rows: pl.DataFrame, change: str, module: str, key: Sequence[str], items: Sequence[str]) -> pl.DataFrame:
    filled = [
        pl.when(pl.col(name) != "").then(pl.format("{} {}", pl.lit(name), pl.col(name)))
        for name in items
        if name not in key
    ]
    text = pl.concat_str(filled, separator="; ", ignore_nulls=True) if filled else pl.lit("")
    old, new = (text, pl.lit("")) if change == REMOVED else (pl.lit(""), text)
    return rows.select(
        *_identity(module, key, change),
        pl.lit(WHOLE_ROW).alias("item"),
        old.alias("old"),
        new.alias("new"),
        pl.col(_PAIR),
        pl.lit(0, pl.Int64).alias(_PLACE),
    )


def _items(a: pl.DataFrame, b: pl.DataFrame, module: str, key: Sequence[str], items: Sequence[str]) -> pl.DataFrame:
    index = [*key, _PAIR]
    old = a.unpivot(items, index=index, variable_name="item", value_name="old")
    new = b.unpivot(items, index=index, variable_name="item", value_name="new")
    places = pl.DataFrame({"item": list(items), _PLACE: range(len(items))}, {"item": pl.String, _PLACE: pl.Int64})
    both = old.join(new, on=[*index, "item"]).filter(pl.col("old") != pl.col("new")).join(places, on="item")
    return both.select(*_identity(module, key, CHANGED), "item", "old", "new", _PAIR, _PLACE)


def _identity(module: str, key: Sequence[str], change: str) -> list[pl.Expr]:
    """Return module, child, line and change; a date in the line's key is written as provenance writes it."""
    parts = [pl.col(name).str.replace(r"^(\d{2})/(\d{2})/(\d{4})$", "$3-$2-$1") for name in key if name != CHILD]
    return [
        pl.lit(module).alias("module"),
        (pl.col(CHILD) if CHILD in key else pl.lit("")).alias("child"),
        (pl.concat_str(parts, separator="|") if parts else pl.lit("")).alias("line"),
        pl.lit(change).alias("change"),
    ]
