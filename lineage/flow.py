"""What a column is made of: the columns that feed it and the columns that decide it.

A column *feeds* another when its value goes into the other's value. It *decides* another when changing it can only
change which rows there are, or which row or branch is picked. The two are kept apart everywhere, since the first
answers "where does this field go" and the second "what else has a say".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal, NamedTuple

Decision = Literal["joined", "filtered", "ordered", "partitioned", "counted"]


class How(IntEnum):
    """How a value is fed onwards; when several ways meet on one path, the highest is kept."""

    COPIED = 0
    RECODED = 1
    DERIVED = 2
    CHOSEN = 3
    AGGREGATED = 4

    @property
    def word(self) -> str:
        """Lower-case word used in the written graph."""
        return self.name.lower()


class ColumnRef(NamedTuple):
    """A column of a stored relation: `relation` is `schema.table` in lower case, `column` as the relation spells it.

    `member` is given for one named member of a column that holds a list, when SQL looks for just that one.
    """

    relation: str
    column: str
    member: str | None = None


@dataclass(slots=True)
class Flow:
    """Origins of one value.

    `feeds` maps an origin to the strongest way it feeds. `decides` holds (origin, decision). `counts` holds stand-ins
    (first columns) of relations whose mere number of rows is the value. `keys` holds the keys by which reference data
    in the value were looked up. `ranking` marks a row number or rank, or a test on one, so that filtering on it is
    known to choose a row.
    """

    feeds: dict[ColumnRef, How] = field(default_factory=dict)
    decides: set[tuple[ColumnRef, Decision]] = field(default_factory=set)
    counts: set[ColumnRef] = field(default_factory=set)
    keys: set[ColumnRef] = field(default_factory=set)
    ranking: bool = False

    def at_least(self, how: How) -> Flow:
        """Return the same origins, each fed in a way no weaker than `how`; the ranking mark is dropped."""
        return Flow({ref: max(old, how) for ref, old in self.feeds.items()}, self.decides, self.counts, self.keys)

    def deciding(self, decision: Decision) -> set[tuple[ColumnRef, Decision]]:
        """Return every origin of this value as something that decides, its feeds under `decision`."""
        return {(ref, decision) for ref in self.feeds} | self.decides

    def deciders_only(self, decision: Decision) -> Flow:
        """Return a flow that feeds nothing and is decided by all that this one is made of."""
        return Flow({}, self.deciding(decision), self.counts)


def merged(flows: Iterable[Flow]) -> Flow:
    """Put flows together: of two ways in which one origin feeds, the stronger is kept."""
    result = Flow()
    for flow in flows:
        for ref, how in flow.feeds.items():
            result.feeds[ref] = max(how, result.feeds.get(ref, How.COPIED))
        result.decides |= flow.decides
        result.counts |= flow.counts
        result.keys |= flow.keys
        result.ranking = result.ranking or flow.ranking
    return result


@dataclass(slots=True)
class Output:
    """A column that a query puts out: its name as spelt, its origins, and the line (from 1) where it is made."""

    name: str
    flow: Flow
    line: int | None = None


@dataclass(slots=True)
class Relation:
    """A resolved query or stored relation.

    `outputs` is keyed by lower-case name, in order. `decides` holds what decides which rows there are, for all
    columns alike. `rows` holds a stand-in (the first column) of each stored relation whose rows it is built from.
    """

    outputs: dict[str, Output] = field(default_factory=dict)
    decides: set[tuple[ColumnRef, Decision]] = field(default_factory=set)
    rows: set[ColumnRef] = field(default_factory=set)

    def renamed(self, names: list[str]) -> Relation:
        """Return the relation with its first columns renamed, as `alias(a, b)` does."""
        if not names:
            return self
        old = list(self.outputs.values())
        new = [Output(name, out.flow, out.line) for name, out in zip(names, old, strict=False)] + old[len(names) :]
        return Relation(named(new), self.decides, self.rows)


def named(outputs: Iterable[Output]) -> dict[str, Output]:
    """Key columns by lower-case name; a name that comes again gets a number, as DuckDB gives it."""
    result: dict[str, Output] = {}
    for output in outputs:
        key, number = output.name.lower(), 0
        while key in result:
            number += 1
            key = f"{output.name.lower()}_{number}"
        result[key] = output
    return result


def stored_relation(relation: str, columns: Iterable[str]) -> Relation:
    """Return a stored relation (`schema.table`) whose columns are their own origins."""
    outputs = {name.lower(): Output(name, Flow({ColumnRef(relation, name): How.COPIED})) for name in columns}
    rows = {next(iter(out.flow.feeds)) for out in list(outputs.values())[:1]}
    return Relation(outputs, set(), rows)
