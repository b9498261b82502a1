"""Reads queries labelled by hand: each `-- case:` holds SQL and, below it, the edges that a reader would draw."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "labelled"
_LABEL = re.compile(r"^-- (feeds|decides) (\w+):(.*)$")

Edge = tuple[str, str, str, str]


@dataclass(frozen=True)
class Case:
    name: str
    sql: str
    feeds: frozenset[Edge]
    decides: frozenset[Edge]
    decides_every: frozenset[tuple[str, str]]

    def edges(self, columns: list[str]) -> set[Edge]:
        """All labelled edges as (output, kind, origin, how), given the columns the query puts out."""
        every = {(column, "decides", origin, how) for column in columns for origin, how in self.decides_every}
        return set(self.feeds | self.decides) | every


def read_cases() -> list[Case]:
    """All cases of all files, in order."""
    cases = []
    for path in sorted(FOLDER.glob("*.sql")):
        for part in path.read_text(encoding="utf-8").split("-- case: ")[1:]:
            name, _, body = part.partition("\n")
            cases.append(_case(f"{path.stem}: {name}", body))
    return cases


def _case(name: str, body: str) -> Case:
    edges: dict[str, set[Edge]] = {"feeds": set(), "decides": set()}
    every: set[tuple[str, str]] = set()
    for line in body.splitlines():
        label = _LABEL.match(line)
        if label is None:
            continue
        kind, column, origins = label.groups()
        for text in filter(None, (origin.strip() for origin in origins.split(","))):
            origin, how = text.split(" ")
            if column == "every":
                every.add((origin, how))
            else:
                edges[kind].add((column, kind, origin, how))
    sql = "\n".join(line for line in body.splitlines() if not line.startswith("--"))
    return Case(name, sql, frozenset(edges["feeds"]), frozenset(edges["decides"]), frozenset(every))
