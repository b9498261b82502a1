"""Resolves one query: every output column to the columns of stored relations that feed it or decide it.

Each common table expression is read once, and its columns keep what they are made of, so the cost is that of reading
the text once, however many columns come out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlglot import exp

from lineage.clauses import clause_flows
from lineage.expressions import ExpressionReader
from lineage.flow import Flow, How, Output, Relation, merged, named
from lineage.lint import line_of, lint, parse
from lineage.problems import Problem, ProblemKind
from lineage.scope import Scope

RelationProvider = Callable[[str], Relation | None]
_FUNCTION_COLUMNS: tuple[tuple[type[exp.Expr], str], ...] = (
    (exp.Unnest, "unnest"),
    (exp.Explode, "unnest"),
    (exp.GenerateSeries, "generate_series"),
    (exp.GenerateDateArray, "generate_series"),
)


@dataclass(frozen=True, slots=True)
class Resolution:
    """One query resolved: its columns, all that hinders trust in them, and the stored relations it reads."""

    relation: Relation
    problems: tuple[Problem, ...]
    reads: frozenset[str] = frozenset()


def resolve(sql: str, relations: RelationProvider, path: str = "query", reference: Collection[str] = ()) -> Resolution:
    """Resolve a query (DuckDB SQL). `relations` gives a stored relation by `schema.table` in lower case, or None.

    `reference` names relations of reference data (codes, recodes), whose values count as constants in a case.
    Banned constructs are reported and the query then left unread; unknown columns and relations are reported with
    their line and made of nothing.
    """
    tree = parse(sql, path)
    if isinstance(tree, Problem):
        return Resolution(Relation(), (tree,))
    banned = lint(tree, path)
    if banned:
        return Resolution(Relation(), tuple(banned))
    reader = _QueryReader(relations, path, reference)
    relation = reader.query(tree, Scope())
    problems = tuple(sorted(set(reader.problems), key=str))
    outputs = named([_fed_by_keys(output, reference) for output in relation.outputs.values()])
    relation = _with_rows(Relation(outputs, relation.decides, relation.rows), reference)
    return Resolution(relation, problems, frozenset(reader.reads))


def _with_rows(relation: Relation, reference: Collection[str]) -> Relation:
    """Let relations that are only counted, or only joined for their rows, decide through their first column.

    The same for a single column that has nothing of a relation whose rows it stands in: a constant, or the constant
    side of a union, is there as often as the relation has rows.
    """
    decided = {ref.relation for ref, _ in relation.decides}
    used = decided | {
        ref.relation
        for output in relation.outputs.values()
        for ref in [*output.flow.feeds, *(ref for ref, _ in output.flow.decides), *output.flow.counts]
    }
    relation.decides |= {(row, "counted") for row in relation.rows if row.relation not in used}
    decided |= {row.relation for row in relation.rows} - used
    rows = {row for row in relation.rows if row.relation not in reference}
    for output in relation.outputs.values():
        flow = output.flow
        known = decided | {ref.relation for ref in flow.feeds} | {ref.relation for ref, _ in flow.decides}
        flow.decides = flow.decides | {(row, "counted") for row in flow.counts | rows if row.relation not in known}
    return relation


def _fed_by_keys(output: Output, reference: Collection[str]) -> Output:
    """Let a column made of reference data alone be fed by the keys it was looked up by: it is their recoding."""
    flow = output.flow
    if not flow.feeds or not all(ref.relation in reference for ref in flow.feeds):
        return output
    return Output(output.name, merged([flow, Flow(feeds=dict.fromkeys(flow.keys, How.RECODED))]), output.line)


class _QueryReader:
    """Walks the scopes of one query and gathers problems."""

    def __init__(self, relations: RelationProvider, path: str, reference: Collection[str]) -> None:
        self.problems: list[Problem] = []
        self.reads: set[str] = set()
        self._relations = relations
        self._path = path
        self._reference = reference
        self._expressions = ExpressionReader(self.query, self._unresolved, reference)

    def _report(self, node: exp.Expr, kind: ProblemKind, rule: str, message: str) -> None:
        self.problems.append(Problem(self._path, line_of(node), kind, rule, message))

    def _unresolved(self, column: exp.Column) -> None:
        message = f"column {column.sql(dialect='duckdb')} is in none of the relations in sight"
        self._report(column, "unresolved", "unresolved column", message)

    def query(self, node: exp.Query, outer: Scope) -> Relation:
        """Resolve a query whose common table expressions and columns may also come from `outer`."""
        ctes = dict(outer.ctes)
        scope_of_ctes = Scope(ctes=ctes)
        for cte in node.ctes:
            self._common_table(cte, scope_of_ctes)
        scope = Scope(parent=outer if outer.sources else outer.parent, ctes=ctes)
        if isinstance(node, exp.SetOperation):
            return self._set_operation(node, scope)
        if isinstance(node, exp.Subquery):
            return self.query(node.this, scope)
        if isinstance(node, exp.Select):
            return self._select(node, scope)
        self._report(node, "lint", "syntax", f"{type(node).__name__} carries no lineage: write a select")
        return Relation()

    def _common_table(self, cte: exp.CTE, scope: Scope) -> None:
        name = cte.alias.lower()
        body = cte.this
        columns = [column.name for column in cte.args["alias"].columns]
        is_recursive = isinstance(body, exp.SetOperation) and any(
            table.name.lower() == name and not table.db for table in body.expression.find_all(exp.Table)
        )
        if is_recursive and name not in scope.ctes:
            anchor = self.query(body.this, scope)
            scope.ctes[name] = anchor.renamed(columns)
            # A second round lets what the recursive part adds reach the columns it reads.
            scope.ctes[name] = self.query(body, scope).renamed(columns)
        scope.ctes[name] = self.query(body, scope).renamed(columns)

    def _set_operation(self, node: exp.SetOperation, scope: Scope) -> Relation:
        left, right = self.query(node.this, scope), self.query(node.expression, scope)
        rows = left.rows | right.rows
        decides = left.decides | right.decides
        if not isinstance(node, exp.Union):
            other = merged(output.flow for output in right.outputs.values())
            return Relation(left.outputs, decides | other.deciding("filtered"), rows)
        if node.args.get("by_name"):
            names = list(left.outputs) + [name for name in right.outputs if name not in left.outputs]
            pairs = [(left.outputs.get(name), right.outputs.get(name)) for name in names]
        else:
            if len(left.outputs) != len(right.outputs):
                counts = f"{len(left.outputs)} and {len(right.outputs)}"
                self._report(node, "unresolved", "union width", f"the sides of a union have {counts} columns")
            pairs = list(zip(left.outputs.values(), right.outputs.values(), strict=False))
        outputs = [self._united(first, second) for first, second in pairs]
        return Relation(named(outputs), decides, rows)

    def _united(self, first: Output | None, second: Output | None) -> Output:
        present = [_fed_by_keys(output, self._reference) for output in (first, second) if output is not None]
        line = next((output.line for output in present if output.line), None)
        return Output(present[0].name, merged(output.flow for output in present), line)

    def _select(self, node: exp.Select, scope: Scope) -> Relation:
        flows: list[Flow] = []
        from_ = node.args.get("from_")
        if from_ is not None:
            self._add_source(from_.this, scope)
        for join in node.args.get("joins") or []:
            flows.append(self._join(join, scope))
        for window in node.args.get("windows") or []:
            scope.windows[window.name.lower()] = window
        outputs = self._projections(node, scope)
        flows += clause_flows(node, outputs, scope, self._expressions)
        for column in scope.correlated:
            message = f"subquery uses {column.sql(dialect='duckdb')} of the query around it: write a join"
            self._report(column, "lint", "correlated subquery", message)
        for column in scope.ambiguous:
            message = f"column {column.name} is in more than one relation: say which"
            self._report(column, "unresolved", "ambiguous column", message)
        clauses = merged(flows)
        result = Relation(named(outputs), set(clauses.decides))
        for relation in scope.sources.values():
            result.decides |= relation.decides
            result.rows |= relation.rows
        return _chosen(result) if clauses.ranking else result

    def _join(self, join: exp.Join, scope: Scope) -> Flow:
        name = self._add_source(join.this, scope)
        condition = join.args.get("on")
        flow = Flow()
        if condition is not None:
            flow = self._expressions.deciding([condition], "joined", scope)
            self._look_up(name, condition, scope)
        if str(join.args.get("kind") or "").upper() in {"SEMI", "ANTI"}:
            scope.hidden.add(name)
        return flow

    def _look_up(self, name: str, condition: exp.Expr, scope: Scope) -> None:
        """Let the columns of joined reference data remember the keys they were looked up by."""
        joined = scope.sources[name]
        if not joined.rows or not all(row.relation in self._reference for row in joined.rows):
            return
        keys = self._expressions.lookup_keys(condition, scope)
        outputs = [
            Output(output.name, merged([output.flow, Flow(keys=keys)]), output.line)
            for output in joined.outputs.values()
        ]
        scope.sources[name] = Relation(named(outputs), joined.decides, joined.rows)

    def _add_source(self, node: exp.Expr, scope: Scope) -> str:
        relation = self._source(node, scope)
        alias = node.args.get("alias")
        if alias is not None and alias.columns:
            relation = relation.renamed([column.name for column in alias.columns])
        name = (node.alias_or_name or f"source {len(scope.sources)}").lower()
        scope.sources[name] = relation
        for join in node.args.get("joins") or []:
            self._join(join, scope)
        return name

    def _source(self, node: exp.Expr, scope: Scope) -> Relation:
        if isinstance(node, exp.Table) and isinstance(node.this, exp.Identifier):
            return self._table(node, scope)
        if isinstance(node, exp.Subquery):
            if isinstance(node.this, exp.Table):
                return self._source(node.this, scope)
            return self.query(node.this, Scope(parent=scope if scope.sources else None, ctes=scope.ctes))
        if isinstance(node, exp.Values):
            width = len(node.expressions[0].expressions)
            return Relation({f"col{index}": Output(f"col{index}", Flow()) for index in range(width)})
        function = node.this if isinstance(node, exp.Table) else node
        name = next((name for kind, name in _FUNCTION_COLUMNS if isinstance(function, kind)), None)
        if name is None:
            self._report(node, "lint", "table function", f"{function.sql(dialect='duckdb')} has no known columns")
            return Relation()
        if function.args.get("is_end_exclusive"):
            name = "range"
        parts = [child for child in function.iter_expressions() if not isinstance(child, exp.TableAlias)]
        flow = merged(self._expressions.flow(part, scope) for part in parts).at_least(How.DERIVED)
        return Relation({name: Output(name, flow, line_of(node))}, flow.deciding("joined"))

    def _table(self, node: exp.Table, scope: Scope) -> Relation:
        name = node.name.lower()
        if not node.db and name in scope.ctes:
            return scope.ctes[name]
        relation = f"{node.db.lower()}.{name}" if node.db else name
        found = self._relations(relation)
        if found is None:
            self._report(node, "unresolved", "unknown relation", f"relation {relation} is not in the schema")
            return Relation()
        self.reads.add(relation)
        return found

    def _projections(self, node: exp.Select, scope: Scope) -> list[Output]:
        outputs: list[Output] = []
        for projection in node.expressions:
            if projection.is_star:
                outputs += self._star(projection, scope)
                continue
            outputs.append(self._projection(projection, scope))
            scope.aliases.setdefault(outputs[-1].name.lower(), outputs[-1])
        return outputs

    def _projection(self, projection: exp.Expr, scope: Scope) -> Output:
        value = projection.unalias()
        name = projection.alias_or_name or projection.sql(dialect="duckdb")
        line = line_of(projection)
        if isinstance(value, exp.Column):
            origin = self._expressions.column(value, scope)
            made_there = any(how > How.COPIED for how in origin.flow.feeds.values()) or not origin.flow.feeds
            return Output(name, origin.flow, (origin.line if made_there else None) or line)
        return Output(name, self._expressions.flow(value, scope), line)

    def _star(self, projection: exp.Expr, scope: Scope) -> list[Output]:
        star = projection.this if isinstance(projection, exp.Column) else projection
        table = projection.table.lower() if isinstance(projection, exp.Column) else ""
        chosen = [relation for name, relation in scope.visible() if not table or name == table]
        if table and not chosen:
            self._report(projection, "unresolved", "unknown relation", f"{table}.* names no relation in sight")
        excluded = {column.name.lower() for column in star.args.get("except_") or []}
        replaced = {item.alias.lower(): item.this for item in star.args.get("replace") or []}
        renamed = {item.this.name.lower(): item.alias for item in star.args.get("rename") or []}
        line = line_of(projection)
        outputs = []
        for name, output in (pair for relation in chosen for pair in relation.outputs.items()):
            if name in excluded:
                continue
            flow = self._expressions.flow(replaced[name], scope) if name in replaced else output.flow
            own = line_of(replaced[name]) if name in replaced else output.line
            outputs.append(Output(renamed.get(name, output.name), flow, own or line))
        return outputs


def _chosen(relation: Relation) -> Relation:
    """Rows were picked by rank, so what feeds the columns was chosen."""
    outputs = {
        name: Output(output.name, output.flow.at_least(How.CHOSEN), output.line)
        for name, output in relation.outputs.items()
    }
    return Relation(outputs, relation.decides, relation.rows)
