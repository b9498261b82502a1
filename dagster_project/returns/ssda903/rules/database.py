"""The database of one run of the rules: in memory, apart from whatever is open, and worked on by several threads."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Final, Literal, TypeVar

import duckdb
import polars as pl

Item = TypeVar("Item")
Answer = TypeVar("Answer")

#: Threads that work side by side. The statements are many and small: DuckDB alone would do one after the other.
THREADS: Final = 2


@contextmanager
def scratch(connection: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to a database in memory of its own, beside whatever is open; it is gone afterwards.

    Unlike temporary tables, what is made in it is seen by all its cursors, each with a thread of its own.
    """
    name = f"rules_{uuid.uuid4().hex}"
    with connection.cursor() as own:
        own.execute(f"attach ':memory:' as {name}")
        try:
            with _cursor(own, name) as working:
                yield working
        finally:
            own.execute(f"detach {name}")


def side_by_side(
    connection: duckdb.DuckDBPyConnection,
    work: Callable[[duckdb.DuckDBPyConnection, Item], Answer],
    items: Iterable[Item],
) -> list[Answer]:
    """Return what `work` answers for each item, in their order; each call has a cursor of `scratch` to itself."""
    name = str(connection.execute("select current_database()").fetchall()[0][0])
    free: SimpleQueue[duckdb.DuckDBPyConnection] = SimpleQueue()

    def with_a_cursor(item: Item) -> Answer:
        cursor = free.get()
        try:
            return work(cursor, item)
        finally:
            free.put(cursor)

    with ExitStack() as stack, ThreadPoolExecutor(THREADS) as pool:
        for _ in range(THREADS):
            free.put(stack.enter_context(_cursor(connection, name)))
        return list(pool.map(with_a_cursor, items))


def _cursor(connection: duckdb.DuckDBPyConnection, name: str) -> duckdb.DuckDBPyConnection:
    cursor = connection.cursor()
    cursor.execute(f"use {name}")
    return cursor


class _Stream:
    """Rows on their way between Polars and DuckDB: both read Arrow's interface by themselves.

    By their own methods they would import pyarrow for it, and that numpy, which a small return would wait for.
    """

    def __init__(self, rows: pl.DataFrame | duckdb.DuckDBPyRelation) -> None:
        self._rows = rows

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._rows.__arrow_c_stream__(requested_schema)


def frame_of(connection: duckdb.DuckDBPyConnection, sql: str) -> pl.DataFrame:
    """Return the rows of a query."""
    return pl.DataFrame(_Stream(connection.sql(sql)))


@dataclass(frozen=True)
class Table:
    """What is to be made by a `select`: of a frame, which it calls `source`, or of what is there already."""

    name: str
    select: str
    frame: pl.DataFrame | None = None
    kind: Literal["table", "view"] = "table"


def make(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Make a table or view."""
    if table.frame is not None:
        connection.register("source", _Stream(table.frame))
    connection.execute(f"create or replace {table.kind} {table.name} as {table.select}")
    if table.frame is not None:
        connection.unregister("source")
