"""The report of the rules on a return: for a terminal, as CSV and JSON, and as a page by child, by rule and by owner.

It names children, so it is kept below WREATH_HOME/reports and never on the site.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined

from dagster_project import files
from dagster_project.catalogue import Catalogue, tables
from dagster_project.catalogue.rows import ValidationRule
from dagster_project.returns.ssda903.csv_files import to_csv_for_people
from dagster_project.returns.ssda903.rules.engine import LIMITED
from dagster_project.returns.ssda903.rules.result import ERROR, FAILED, NOT_HELD, NOT_RUN, PASSED, ValidationResult

CSV, JSON, PAGE = "failures.csv", "report.json", "report.html"
#: Most failures that the page lists of one rule, child, team or worker, and most children, teams and workers that it
#: lists, those with most failures first; the CSV has every one.
MOST_ROWS, MOST_GROUPS = 100, 200
TO_FIX, EXPLAINED = "to fix", "explained"
_IS_LIMITED = pl.col("confidence") == LIMITED


@dataclass(frozen=True)
class Week:
    """What was to fix, and what was explained, at the last run of the week that begins on `monday`."""

    monday: date
    to_fix: int
    explained: int


@dataclass(frozen=True)
class Report:
    """What the rules said of a return.

    `failures` has the columns of `ValidationResult.failures`, and `state`, `why`, `line` (of the file, the header being
    line 1), `title`, `remedy`; as far as it is known also `owner`, the team that can put it right, `system`, where that
    is done, and `worker`, whom the child is allocated to. `weeks` is the trend of our own return, latest first.
    """

    name: str
    collection_year: str
    outcomes: pl.DataFrame
    failures: pl.DataFrame
    notices: tuple[str, ...] = ()
    weeks: tuple[Week, ...] = ()

    def count(self, outcome: str) -> int:
        """Return how many rules had an outcome."""
        return self.outcomes.filter(pl.col("outcome") == outcome).height

    def rows(self, state: str) -> int:
        """Return how many failures are in a state."""
        return self.failures.filter(pl.col("state") == state).height

    @property
    def sure(self) -> int:
        """How many of the failures to fix no earlier year can explain."""
        return self.rows(TO_FIX) - self.limited

    @property
    def limited(self) -> int:
        """How many of the failures to fix may be wrong, since care in years that were not given may explain them."""
        return self.failures.filter(_IS_LIMITED, pl.col("state") == TO_FIX).height


@dataclass(frozen=True)
class Group:
    """Failures that the page shows together: how many there are, of how many children, and the first of them.

    `limited` of them may be wrong, since care in years that were not given may explain them.
    """

    name: str
    count: int
    children: int
    limited: int
    rows: list[dict[str, Any]]


def make_report(
    name: str,
    collection_year: str,
    result: ValidationResult,
    failures: pl.DataFrame,
    catalogue: Catalogue,
    notices: tuple[str, ...] = (),
) -> Report:
    """Return the report of a result whose failures have their state already (`with_explanations`)."""
    known = {row.rule: row for row in catalogue.table(tables.VALIDATION_RULES)}
    text = pl.DataFrame(
        [(row.rule, row.title, row.remedy) for row in known.values()],
        schema={"rule": pl.String, "title": pl.String, "remedy": pl.String},
        orient="row",
    )
    told = failures.join(text, on="rule", how="left", maintain_order="left").with_columns(line=pl.col("row") + 2)
    unknown = [name for name in ("owner", "system", "worker") if name not in told.columns]
    told = told.with_columns(pl.lit(None, pl.String).alias(name) for name in unknown)
    return Report(name, collection_year, result.outcomes, told, notices)


def summary_lines(report: Report) -> list[str]:
    """Return the report as lines of text: counts first, then a line a rule that fails, errs or was not run."""
    lines = [
        f"{report.name}: {report.outcomes.height} rules of {report.collection_year}",
        f"  {report.count(PASSED)} passed, {report.count(FAILED)} failed, {report.count(NOT_RUN)} not run, "
        f"{report.count(NOT_HELD)} not held, {report.count(ERROR)} in error",
        f"  {report.failures.height:,} failures: {report.sure:,} to fix, {report.rows(EXPLAINED):,} explained",
    ]
    if report.limited:
        lines[-1] += f", {report.limited:,} that may be wrong: care in years that were not given may explain them"
    lines += [f"  {notice}" for notice in report.notices]
    for rule, rows in _by_rule(report).items():
        doubtful = rows.filter(_IS_LIMITED).height
        limited = f" ({doubtful:,} on limited history)" if doubtful else ""
        lines.append(f"  {rule:<9}{rows.height:>7,}  {rows['title'][0]}{limited}")
    for outcome in (ERROR, NOT_RUN):
        lines += [f"  {outcome}: {reason}: {', '.join(rules)}" for reason, rules in _reasons(report, outcome)]
    return lines


def write_report(report: Report, folder: Path, catalogue: Catalogue) -> None:
    """Write the CSV, the JSON and the page into a folder, replacing those of an earlier run."""
    table = _table(report)
    files.write_bytes(folder / CSV, to_csv_for_people(table))
    files.write_bytes(folder / JSON, as_json(report).encode())
    files.write_bytes(folder / PAGE, _page(report, table, catalogue).encode())


def as_csv(report: Report) -> bytes:
    """Return one line a failure as CSV, with no value that a spreadsheet would take for a formula."""
    return to_csv_for_people(_table(report))


def _table(report: Report) -> pl.DataFrame:
    """One line a failure with its values as text, in the order of the report."""
    failures = report.failures.with_columns(_values_as_text(report.failures))
    return failures.select(
        "rule", "module", "line", "child", "values", "state", "title", "remedy", "owner", "system", "worker",
        "confidence", "why",
    )  # fmt: skip


def as_json(report: Report) -> str:
    """Return the whole report as JSON."""
    about = {"name": report.name, "collection_year": report.collection_year, "notices": list(report.notices)}
    parts = {name: json.dumps(value, ensure_ascii=False) for name, value in about.items()}
    parts |= {"outcomes": report.outcomes.write_json(), "failures": report.failures.write_json()}
    return "{" + ",\n".join(f'"{name}": {text}' for name, text in parts.items()) + "}\n"


def failures_of(content: str) -> pl.DataFrame:
    """Return the failures of a report written as JSON, with the columns that an exception is bound to."""
    text = pl.String
    lists: dict[str, pl.DataType] = {"fields": pl.List(text), "values": pl.List(text)}
    schema: dict[str, pl.DataType] = {"rule": text(), "child": text(), "module": text(), **lists}
    rows = [{name: row[name] for name in schema} for row in json.loads(content)["failures"]]
    return pl.DataFrame(rows, schema=schema)


def _values_as_text(failures: pl.DataFrame) -> pl.Series:
    """For instance `DECOM 01/04/2026; LS blank`; failures of one rule and module have the same fields."""
    texts = [pl.Series("values", [], pl.String)]
    for _, rows in failures.group_by("rule", "module", maintain_order=True):
        parts = [
            pl.lit(f"{field} ") + pl.col("values").list.get(place).fill_null("blank")
            for place, field in enumerate(rows["fields"][0])
        ]
        texts.append(rows.select(values=pl.concat_str(parts, separator="; ") if parts else pl.lit("")).to_series())
    return pl.concat(texts)


def _by_rule(report: Report) -> dict[str, pl.DataFrame]:
    groups = report.failures.partition_by("rule", as_dict=True, maintain_order=True)
    return {str(rule): rows for (rule,), rows in groups.items()}


def _reasons(report: Report, outcome: str) -> list[tuple[str, list[str]]]:
    chosen = report.outcomes.filter(pl.col("outcome") == outcome)
    return list(chosen.group_by("reason", maintain_order=True).agg("rule").iter_rows())


def _page(report: Report, table: pl.DataFrame, catalogue: Catalogue) -> str:
    """The page: what is to fix by rule, by child and by owner."""
    known: dict[str, ValidationRule] = {row.rule: row for row in catalogue.table(tables.VALIDATION_RULES)}
    environment = Environment(
        loader=PackageLoader("dagster_project.returns.ssda903", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    to_fix = table.filter(pl.col("state") == TO_FIX)
    return environment.get_template("rules.html").render(
        report=report,
        rules=known,
        by_rule=_groups(table, "rule", len(known)),
        by_child=_groups(table, "child"),
        by_owner=_groups(to_fix, "owner"),
        by_worker=_groups(to_fix, "worker"),
        children=table["child"].n_unique(),
        not_run=_reasons(report, NOT_RUN),
        errors=_reasons(report, ERROR),
    )


def _groups(table: pl.DataFrame, column: str, most: int = MOST_GROUPS) -> list[Group]:
    """The failures by a column, those without a value left out; rules by code, the others by how many they have."""
    known = table.filter(pl.col(column).is_not_null()).group_by(column)
    limited = _IS_LIMITED.sum().alias("limited")
    counts = known.agg(pl.len().alias("count"), pl.col("child").n_unique().alias("children"), limited)
    number = pl.col(column).str.extract(r"^(\d+)").cast(pl.Int64)
    order = number if column == "rule" else -pl.col("count").cast(pl.Int64)
    groups = {
        name: Group(name, count, children, doubtful, [])
        for name, count, children, doubtful in counts.sort(order, column, nulls_last=True).head(most).iter_rows()
    }
    listed = table.filter(pl.col(column).is_in(list(groups))).group_by(column, maintain_order=True).head(MOST_ROWS)
    for row in listed.iter_rows(named=True):
        groups[row[column]].rows.append(row)
    return list(groups.values())
