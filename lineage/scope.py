"""Names in sight while one select is read, and what each of them is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlglot import exp

from lineage.flow import Flow, How, Output, Relation, merged


@dataclass(slots=True)
class Scope:
    """What one select can name: common table expressions and sources (lower case), its aliases and named windows."""

    parent: Scope | None = None
    ctes: dict[str, Relation] = field(default_factory=dict)
    sources: dict[str, Relation] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    aliases: dict[str, Output] = field(default_factory=dict)
    windows: dict[str, exp.Window] = field(default_factory=dict)
    shadowed: set[str] = field(default_factory=set)
    correlated: list[exp.Column] = field(default_factory=list)
    ambiguous: list[exp.Column] = field(default_factory=list)

    def visible(self) -> Iterator[tuple[str, Relation]]:
        """Yield the sources that a projection may name (a semi or anti join hides its right side)."""
        return ((name, relation) for name, relation in self.sources.items() if name not in self.hidden)

    def lookup(self, column: exp.Column, *, aliases_first: bool = False) -> Output | None:
        """Return what a column reference stands for, or None when no name in sight fits.

        As DuckDB binds: a column of a source before an alias of the select list (in ORDER BY the other way round),
        a struct field after both, a whole row last, an outer query (noted as correlated) when nothing here fits.
        """
        parts = [part.name.lower() for part in column.parts]
        if len(parts) == 1 and parts[0] in self.shadowed:
            return Output(parts[0], Flow())
        found = self._own(parts, column, aliases_first)
        if found is None and self.parent is not None:
            found = self.parent.lookup(column)
            if found is not None:
                self.correlated.append(column)
        return found

    def _own(self, parts: list[str], column: exp.Column, aliases_first: bool) -> Output | None:
        if aliases_first and len(parts) == 1 and parts[0] in self.aliases:
            return self.aliases[parts[0]]
        found = self._by_name(parts[0], column) if len(parts) == 1 else self._qualified(parts)
        if found is not None:
            return found
        return self._struct_field(parts, column) or self._whole_row(parts)

    def _by_name(self, name: str, column: exp.Column) -> Output | None:
        matches = [relation.outputs[name] for _, relation in self.visible() if name in relation.outputs]
        if len(matches) > 1:
            self.ambiguous.append(column)
        if matches:
            return matches[0]
        return self.aliases.get(name)

    def _qualified(self, parts: list[str]) -> Output | None:
        for start in range(len(parts) - 1):
            relation = self.sources.get(parts[start])
            if relation is None or parts[start + 1] not in relation.outputs:
                continue
            output = relation.outputs[parts[start + 1]]
            deeper = len(parts) > start + 2
            return Output(parts[-1], output.flow.at_least(How.DERIVED)) if deeper else output
        return None

    def _struct_field(self, parts: list[str], column: exp.Column) -> Output | None:
        base = self._by_name(parts[0], column) if len(parts) > 1 else None
        return Output(parts[-1], base.flow.at_least(How.DERIVED)) if base else None

    def _whole_row(self, parts: list[str]) -> Output | None:
        relation = self.sources.get(parts[0]) if len(parts) == 1 else None
        if relation is None:
            return None
        flow = merged(output.flow for output in relation.outputs.values())
        return Output(parts[0], flow.at_least(How.DERIVED))
