"""What a select's clauses say of its rows: WHERE, GROUP BY, HAVING, QUALIFY, DISTINCT ON, ORDER BY with LIMIT."""

from __future__ import annotations

from sqlglot import exp

from lineage.expressions import ExpressionReader, order_terms
from lineage.flow import Flow, Output
from lineage.scope import Scope


def clause_flows(node: exp.Select, outputs: list[Output], scope: Scope, expressions: ExpressionReader) -> list[Flow]:
    """Return what decides the rows of a select; a flow marked as ranking says that rows are picked by rank."""
    reader = _ClauseReader(outputs, scope, expressions)
    return reader.filters(node) + reader.groups(node) + reader.picks(node)


class _ClauseReader:
    """Reads the clauses of one select, whose terms may be positions or aliases of its `outputs`."""

    def __init__(self, outputs: list[Output], scope: Scope, expressions: ExpressionReader) -> None:
        self._outputs = outputs
        self._scope = scope
        self._expressions = expressions

    def filters(self, node: exp.Select) -> list[Flow]:
        flows = []
        for clause in (node.args.get(key) for key in ("where", "having", "qualify")):
            if clause is not None:
                flow = self._expressions.flow(clause.this, self._scope)
                flows.append(flow.deciders_only("filtered"))
                flows[-1].ranking = flow.ranking
        return flows

    def groups(self, node: exp.Select) -> list[Flow]:
        group = node.args.get("group")
        if group is None:
            return []
        sets = [part for key in ("grouping_sets", "rollup", "cube") for part in group.args.get(key) or []]
        terms = [*group.expressions, *(column for part in sets for column in part.find_all(exp.Column))]
        flows = [self._term(term) for term in terms]
        if group.args.get("all"):
            pairs = zip(node.expressions, self._outputs, strict=False)
            flows += [output.flow for item, output in pairs if not item.find(exp.AggFunc)]
        return [flow.deciders_only("partitioned") for flow in flows]

    def picks(self, node: exp.Select) -> list[Flow]:
        """Read ORDER BY and DISTINCT ON; an order alone, with nothing picked by it, decides nothing."""
        distinct = node.args.get("distinct")
        on = distinct.args.get("on") if distinct is not None else None
        ordering = [self._term(term, aliases_first=True) for term in order_terms(node.args.get("order"))]
        if on is None and node.args.get("limit") is None:
            return []
        keys = on.expressions if isinstance(on, exp.Tuple) else [on] if on is not None else []
        partition = [self._term(key).deciders_only("partitioned") for key in keys]
        return [*(flow.deciders_only("ordered") for flow in ordering), *partition, Flow(ranking=True)]

    def _term(self, term: exp.Expr, *, aliases_first: bool = False) -> Flow:
        if isinstance(term, exp.Literal) and not term.is_string:
            position = int(term.name) - 1
            return self._outputs[position].flow if 0 <= position < len(self._outputs) else Flow()
        if isinstance(term, exp.Column):
            return self._expressions.column(term, self._scope, aliases_first=aliases_first).flow
        return self._expressions.flow(term, self._scope)
