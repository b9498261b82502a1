"""What an expression is made of: each kind of SQL expression says which parts feed its value and which decide it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from sqlglot import exp

from lineage.flow import ColumnRef, Decision, Flow, How, Output, Relation, merged
from lineage.scope import Scope

RANKING = (exp.RowNumber, exp.Rank, exp.DenseRank, exp.PercentRank, exp.CumeDist, exp.Ntile)
_PICKING = (
    exp.AnyValue,
    exp.First,
    exp.FirstValue,
    exp.Last,
    exp.LastValue,
    exp.NthValue,
    exp.Lag,
    exp.Lead,
)
_PREDICATES = (exp.Predicate, exp.Connector, exp.Paren, exp.Not, exp.Alias)
_AGGREGATE_NAMES = {"arg_max_null", "arg_min_null", "entropy", "favg", "fsum", "histogram", "product", "sem"}
_TRANSPARENT = (exp.Alias, exp.Paren, exp.IgnoreNulls, exp.RespectNulls, exp.Distinct)

QueryReader = Callable[[exp.Query, Scope], Relation]
Reporter = Callable[[exp.Column], None]


def order_terms(order: exp.Expr | None) -> list[exp.Expr]:
    """Return the expressions that an ORDER BY sorts on."""
    return [term.this if isinstance(term, exp.Ordered) else term for term in (order.expressions if order else [])]


def _counts_rows(node: exp.Expr) -> bool:
    return isinstance(node, exp.Count) and isinstance(node.this, (exp.Star, type(None)))


class ExpressionReader:
    """Reads expressions in a scope. `query` resolves a nested query; `unresolved` is told of unknown columns."""

    def __init__(self, query: QueryReader, unresolved: Reporter, reference: Collection[str] = ()) -> None:
        """Keep the callbacks, and the names (`schema.table`) of relations that hold reference data only."""
        self._query = query
        self._unresolved = unresolved
        self._reference = reference

    def flow(self, node: exp.Expr, scope: Scope) -> Flow:
        """Return the origins of the value of `node`."""
        if isinstance(node, exp.Column):
            return self.column(node, scope).flow
        if isinstance(node, _TRANSPARENT):
            return merged(self._parts(node, scope))
        if isinstance(node, (exp.Case, exp.If)):
            return self._case(node, scope)
        if isinstance(node, (exp.Coalesce, exp.Greatest, exp.Least)):
            return self._alternatives(self._parts(node, scope))
        if isinstance(node, (exp.Window, exp.Filter, exp.Order, exp.WithinGroup)):
            return self._around(node, scope)
        if isinstance(node, (exp.Query, exp.Exists)):
            return self._subquery(node, scope)
        if isinstance(node, (exp.AggFunc, *RANKING)) or self._is_named_aggregate(node):
            return self._aggregate(node, scope)
        if isinstance(node, (exp.Lambda, exp.Comprehension)):
            return self._bound(node, scope)
        if isinstance(node, exp.ArrayContains) and isinstance(node.this, exp.Column):
            return self._membership(node, scope)
        return self._generic(node, scope)

    def column(self, node: exp.Column, scope: Scope, *, aliases_first: bool = False) -> Output:
        """Return what a column reference stands for; an unknown one is reported and made of nothing."""
        found = scope.lookup(node, aliases_first=aliases_first)
        if found is None:
            self._unresolved(node)
            return Output(node.name, Flow())
        return found

    def deciding(self, nodes: Iterable[exp.Expr], decision: Decision, scope: Scope) -> Flow:
        """Return `nodes` as deciders: all that feeds them decides under `decision`, what decides them goes along."""
        return merged(self.flow(node, scope) for node in nodes).deciders_only(decision)

    def _parts(self, node: exp.Expr, scope: Scope) -> list[Flow]:
        return [self.flow(child, scope) for child in self._value_children(node)]

    def _value_children(self, node: exp.Expr) -> Iterator[exp.Expr]:
        if isinstance(node, (exp.Alias, exp.Cast)):
            yield node.this
        elif isinstance(node, exp.PropertyEQ):
            yield node.expression
        elif isinstance(node, exp.Dot):
            yield node.this
        else:
            yield from (child for child in node.iter_expressions() if isinstance(child, exp.Expr))

    def _generic(self, node: exp.Expr, scope: Scope) -> Flow:
        flow = merged(self._parts(node, scope))
        result = flow.at_least(How.DERIVED)
        result.ranking = flow.ranking and isinstance(node, _PREDICATES)
        return result

    def _alternatives(self, flows: list[Flow]) -> Flow:
        """Several values of which one is taken: chosen when more than one of them comes from a column."""
        bearing = sum(1 for flow in flows if flow.feeds)
        return merged(flows).at_least(How.CHOSEN if bearing > 1 else How.DERIVED)

    def _case(self, node: exp.Case | exp.If, scope: Scope) -> Flow:
        """A case that yields only constants recodes what it tests; otherwise what it tests decides.

        Reference data count as constants: `case when code is not null then recode.to_code end` recodes the code.
        """
        branches = node.args["ifs"] if isinstance(node, exp.Case) else [node]
        operand = [node.this] if isinstance(node, exp.Case) and node.this else []
        tests = operand + [branch.this for branch in branches]
        values = [branch.args["true"] for branch in branches]
        default = node.args.get("default") or node.args.get("false")
        value_flows = [self.flow(value, scope) for value in [*values, *([default] if default else [])]]
        if all(self._is_constant(flow) for flow in value_flows):
            return merged([self._recoding(tests, scope), merged(value_flows).at_least(How.RECODED)])
        decided = self.deciding(tests, "filtered", scope)
        return merged([self._alternatives(value_flows), decided])

    def _is_constant(self, flow: Flow) -> bool:
        return not flow.counts and self.is_reference(flow)

    def is_reference(self, flow: Flow) -> bool:
        """Whether nothing but reference data feeds the value."""
        return all(ref.relation in self._reference for ref in flow.feeds)

    def lookup_keys(self, condition: exp.Expr, scope: Scope) -> set[ColumnRef]:
        """Return what a join condition compares reference data with: the keys by which they are looked up."""
        keys: set[ColumnRef] = set()
        for comparison in condition.find_all(exp.EQ):
            sides = [self.flow(side, scope) for side in (comparison.this, comparison.expression)]
            for reference, other in (sides, sides[::-1]):
                if reference.feeds and self.is_reference(reference):
                    keys |= {ref for ref in other.feeds if ref.relation not in self._reference}
        return keys

    def _recoding(self, tests: list[exp.Expr], scope: Scope) -> Flow:
        columns = {column.sql(): column for test in tests for column in test.find_all(exp.Column)}
        plain = not any(test.find(exp.AggFunc, exp.Window, exp.Query, exp.Lambda) for test in tests)
        if plain and len(columns) == 1:
            return self.flow(next(iter(columns.values())), scope).at_least(How.RECODED)
        return merged(self.flow(test, scope) for test in tests).at_least(How.DERIVED)

    def _around(self, node: exp.Expr, scope: Scope) -> Flow:
        """A value with clauses around it: the value feeds, the clauses decide."""
        if isinstance(node, exp.Window):
            return self._window(node, scope)
        value = self.flow(node.this, scope)
        if isinstance(node, exp.Filter):
            return self._filter(node, value, scope)
        terms = order_terms(node if isinstance(node, exp.Order) else node.expression)
        if isinstance(node, exp.WithinGroup):
            sorted_values = merged(self.flow(term, scope) for term in terms)
            return merged([value, sorted_values]).at_least(How.AGGREGATED)
        return merged([value, self.deciding(terms, "ordered", scope)])

    def _filter(self, node: exp.Filter, value: Flow, scope: Scope) -> Flow:
        """Counting rows that meet a condition is made of the condition; otherwise the condition only filters."""
        condition = node.expression.this if isinstance(node.expression, exp.Where) else node.expression
        if _counts_rows(node.this):
            return merged([value, self.flow(condition, scope).at_least(How.AGGREGATED)])
        return merged([value, self.deciding([condition], "filtered", scope)])

    def _window(self, node: exp.Window, scope: Scope) -> Flow:
        named = scope.windows.get(node.alias.lower()) if node.alias else None
        flows = [self.flow(node.this, scope)]
        for window in (node, named):
            if window is None:
                continue
            flows.append(self.deciding(window.args.get("partition_by") or [], "partitioned", scope))
            flows.append(self.deciding(order_terms(window.args.get("order")), "ordered", scope))
        flow = merged(flows)
        flow.ranking = isinstance(node.this, RANKING)
        return flow

    def _is_named_aggregate(self, node: exp.Expr) -> bool:
        if isinstance(node, exp.AnonymousAggFunc):
            return True
        return isinstance(node, exp.Anonymous) and node.name.lower() in _AGGREGATE_NAMES

    def _aggregate(self, node: exp.Expr, scope: Scope) -> Flow:
        if _counts_rows(node):
            return Flow(counts={row for relation in scope.sources.values() for row in relation.rows})
        if isinstance(node, (exp.ArgMax, exp.ArgMin)):
            value = self.flow(node.this, scope).at_least(How.CHOSEN)
            return merged([value, self.deciding([node.expression], "ordered", scope)])
        flow = merged(self._parts(node, scope))
        if isinstance(node, RANKING):
            return flow
        return flow.at_least(How.CHOSEN if isinstance(node, _PICKING) else How.AGGREGATED)

    def _membership(self, node: exp.ArrayContains, scope: Scope) -> Flow:
        """Looking for a literal in a list that was copied here is made of that member of the list."""
        flow = self._generic(node, scope)
        if not (isinstance(node.expression, exp.Literal) and node.expression.is_string):
            return flow
        member = node.expression.this
        named = {ref._replace(member=member): How.DERIVED for ref in flow.feeds if ref.member is None}
        return merged([flow, Flow(feeds=named)])

    def _bound(self, node: exp.Expr, scope: Scope) -> Flow:
        """A lambda or comprehension: its own variables are made of the list, which is read beside it."""
        if isinstance(node, exp.Lambda):
            names = {variable.name.lower() for variable in node.expressions}
            children = [node.this]
        else:
            names = {node.expression.name.lower()}
            condition = node.args.get("condition")
            children = [node.this, node.args["iterator"], *([condition] if condition else [])]
        fresh = names - scope.shadowed
        scope.shadowed |= fresh
        flow = merged(self.flow(child, scope) for child in children).at_least(How.DERIVED)
        scope.shadowed -= fresh
        return flow

    def _subquery(self, node: exp.Expr, scope: Scope) -> Flow:
        inner = node.this if isinstance(node, exp.Exists) else node
        query = inner.unnest() if isinstance(inner, exp.Subquery) else inner
        relation = self._query(query, scope) if isinstance(query, exp.Query) else Relation()
        flow = merged(output.flow for output in relation.outputs.values())
        rows = Flow(decides=set(relation.decides), counts=set(relation.rows))
        if isinstance(node, exp.Exists):
            return merged([flow.deciders_only("filtered"), rows])
        return merged([flow, rows])
