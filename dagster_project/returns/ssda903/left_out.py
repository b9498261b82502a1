"""What a return leaves out, rests on a repair for, or cannot tell: as lines to read, as counts, and as a file."""

from __future__ import annotations

from collections import defaultdict

import duckdb
import polars as pl


def notices(connection: duckdb.DuckDBPyConnection, collection_year: str, *, authority: str | None = None) -> list[str]:
    """Return one line, with its count, for each reason why something is left out, repaired, incomplete or to check."""
    rows = connection.execute(
        "select module, kind, reason, count(*) from returns.ssda903__left_out "
        "where collection_year = ? and (local_authority_code = ? or ? is null) group by all order by all",
        [collection_year, authority, authority],
    ).fetchall()
    return [f"{module}: {count:,} {kind}: {reason}" for module, kind, reason, count in rows]


def left_out_rows(connection: duckdb.DuckDBPyConnection, collection_year: str, authority: str) -> pl.DataFrame:
    """Return module, CHILD, line, item, kind and reason of each notice of a year, in order, as text."""
    rows: pl.DataFrame = connection.sql(
        "select module, \"CHILD\", nullif(line, '') as line, item, kind, reason from returns.ssda903__left_out "
        "where collection_year = ? and local_authority_code = ? order by all nulls first",
        params=[collection_year, authority],
    ).pl()
    return rows


def counts(rows: pl.DataFrame) -> dict[str, dict[str, int]]:
    """Return how many of `left_out_rows` there are: kind → module → number."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for kind, module, number in rows.group_by("kind", "module").len().sort("kind", "module").iter_rows():
        found[kind][module] = number
    return dict(found)
