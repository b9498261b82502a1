"""Two returns side by side: rows added, removed and changed, module by module, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903.layout import MANIFEST, PROVENANCE
from dagster_project.returns.ssda903.manifest import ReturnManifest
from dagster_project.returns.ssda903.matching import match_rows
from dagster_project.returns.ssda903.model import FileSet
from dagster_project.returns.ssda903.read import read_return
from dagster_project.returns.ssda903.reasons import LookUp, Origin, settings_differences, with_reasons
from dagster_project.returns.ssda903.specification import modules_of

#: Columns of a comparison, as `matching.SCHEMA` describes them, and the reason with what it rests on.
COLUMNS = ("row", "module", "child", "line", "change", "item", "old", "new", "reason", "evidence")


@dataclass(frozen=True)
class Comparison:
    """What differs from return `a` to return `b`.

    Args:
        a: Name of the earlier return, for people.
        b: Name of the later return.
        settings: What differs in what they say of themselves, name → "earlier → later".
        notices: What was not read of either, or is doubtful, and items that only one of them has: lines for people.
        rows: One row a module: `module`, `rows_a`, `rows_b` (null where the return has no such module).
        not_compared: Modules that only one of them has because the other's year does not ask for them, and that year.
        differences: One row a difference, with COLUMNS; empty when every row is the same.
    """

    a: str
    b: str
    settings: dict[str, str]
    notices: tuple[str, ...]
    rows: pl.DataFrame
    not_compared: dict[str, str]
    differences: pl.DataFrame

    @property
    def rows_that_differ(self) -> int:
        """Number of rows added, removed or changed."""
        return int(self.differences["row"].n_unique())

    def counts(self) -> pl.DataFrame:
        """Return the number of rows by module, change and reason, in the order of the modules.

        A changed row counts once for each reason that its items have.
        """
        grouped = self.differences.group_by("module", "change", "reason", maintain_order=True)
        return grouped.agg(pl.col("row").n_unique().cast(pl.Int64).alias("rows"))


def compare(
    a: Path,
    b: Path,
    catalogue: Catalogue,
    *,
    names: tuple[str, str] | None = None,
    look_up: LookUp | None = None,
) -> Comparison:
    """Compare two returns: folders of ours, or anybody's CSV files or XML.

    Args:
        a: The earlier one.
        b: The later one.
        catalogue: What the modules and their items are.
        names: What to call them; by default their paths.
        look_up: Finds records in the loads that a return was made from (see `sent_records`).

    Raises:
        WreathError: One of them cannot be read as a return.
    """
    first, second = _origin(a), _origin(b)
    read_a, read_b = (
        read_return(path, catalogue, origin.manifest.collection_year if origin else None)
        for path, origin in ((a, first), (b, second))
    )
    unasked = {
        **_unasked(read_a.file_set, second, catalogue),
        **_unasked(read_b.file_set, first, catalogue),
    }
    matched = match_rows(read_a.file_set.without(unasked), read_b.file_set.without(unasked))
    differences = with_reasons(matched, first, second, look_up)
    return Comparison(
        *(names or (str(a), str(b))),
        settings=settings_differences(first.manifest, second.manifest) if first and second else {},
        notices=(
            *(f"A, {notice}" for notice in read_a.notices),
            *(f"B, {notice}" for notice in read_b.notices),
            *(f"only one of them has {item}: it is not compared" for item in _apart(read_a.file_set, read_b.file_set)),
        ),
        rows=_rows(read_a.file_set, read_b.file_set),
        not_compared=unasked,
        differences=differences.select(COLUMNS),
    )


def _origin(path: Path) -> Origin | None:
    """Return what a return says of itself; None for one that Wreath did not write."""
    if not (path / MANIFEST).exists() or not (path / PROVENANCE).exists():
        return None
    return Origin(ReturnManifest.read(path), pl.scan_parquet(path / PROVENANCE))


def _unasked(own: FileSet, other: Origin | None, catalogue: Catalogue) -> dict[str, str]:
    """Return the modules of a return that do not exist in the year of the other, with that year, where it is known."""
    if other is None:
        return {}
    year = other.manifest.collection_year
    asked = {module.name for module in modules_of(catalogue, year)}
    return {name: year for name in own.tables if name not in asked}


def _modules(a: FileSet, b: FileSet) -> list[str]:
    return [*a.tables, *(name for name in b.tables if name not in a.tables)]


def _rows(a: FileSet, b: FileSet) -> pl.DataFrame:
    found = [(name, a.rows.get(name), b.rows.get(name)) for name in _modules(a, b)]
    return pl.DataFrame(found, {"module": pl.String, "rows_a": pl.Int64, "rows_b": pl.Int64}, orient="row")


def _apart(a: FileSet, b: FileSet) -> list[str]:
    """Return the items of a module of both that only one of them has, as `Module.ITEM`."""
    both = ((name, a[name].columns, b[name].columns) for name in a.tables if name in b.tables)
    return [
        f"{name}.{item}" for name, own, other in both for item in (*own, *other) if not (item in own and item in other)
    ]
