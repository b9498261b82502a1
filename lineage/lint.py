"""SQL that carries lineage may not use constructs whose columns cannot be told from the text.

The same meaning can always be written another way: USING as ON, EXISTS as a semi join, UNPIVOT as a union.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from lineage.problems import Problem

DIALECT = "duckdb"

_JOIN_METHODS = {
    "NATURAL": "natural join hides its keys: write the condition with ON",
    "POSITIONAL": "positional join has no keys: write the condition with ON",
}


def line_of(node: exp.Expr) -> int | None:
    """Return the line (from 1) of the first token below `node` that carries a position, or None."""
    for part in node.walk(bfs=False):
        line = part.meta.get("line")
        if line is not None:
            return int(line)
    return None


def parse(sql: str, path: str) -> exp.Query | Problem:
    """Parse one query; on failure, or when it is not a query, return the problem instead."""
    try:
        tree = sqlglot.parse_one(sql, dialect=DIALECT)
    except SqlglotError as error:
        details = getattr(error, "errors", None) or [{}]
        text = str(details[0].get("description") or str(error).splitlines()[0])
        return Problem(path, details[0].get("line"), "lint", "syntax", f"cannot be parsed: {text}")
    if isinstance(tree, exp.Query):
        return tree
    if isinstance(tree, exp.Pivot):
        return Problem(path, 1, "lint", "pivot", _pivot_message(tree))
    return Problem(path, 1, "lint", "syntax", f"is not a query but {type(tree).__name__}: write a select")


def _pivot_message(pivot: exp.Pivot) -> str:
    if pivot.args.get("unpivot"):
        return "UNPIVOT loses which column a value came from: write a union all of the columns"
    return "PIVOT takes column names from data: write one aggregate with a filter for each column"


def _join_findings(join: exp.Join) -> Iterator[tuple[str, str]]:
    if join.args.get("using"):
        yield "using", "USING merges the keys of both sides: write the condition with ON"
    method = str(join.args.get("method") or "").upper()
    if method in _JOIN_METHODS:
        yield method.lower(), _JOIN_METHODS[method]


def _findings(node: exp.Expr) -> Iterator[tuple[str, str]]:
    if isinstance(node, exp.Join):
        yield from _join_findings(node)
    elif isinstance(node, exp.Pivot):
        yield "pivot", _pivot_message(node)
    elif isinstance(node, exp.Columns):
        yield "columns", "COLUMNS(…) chooses columns by pattern: name them"
    elif isinstance(node, exp.Lateral):
        yield "lateral", "a lateral join is a correlated subquery: write a join and an aggregate"


def lint(tree: exp.Query, path: str) -> list[Problem]:
    """Return every construct in `tree` that lineage does not allow; correlated subqueries are found on resolving."""
    return [
        Problem(path, line_of(node), "lint", rule, message) for node in tree.walk() for rule, message in _findings(node)
    ]
