"""The reconciliation report of a return: whether its numbers look right, before it is sent.

It stays with the analyst: it holds counts below ten and nothing in it is hidden.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from importlib.resources import files as package_files
from itertools import groupby
from pathlib import Path

import duckdb
from jinja2 import Environment, PackageLoader, StrictUndefined

from dagster_project import files
from dagster_project.catalogue import Catalogue, rows, tables
from dagster_project.returns.ssda903 import layout, statements
from dagster_project.returns.ssda903.comparison import (
    Comparison,
    Figure,
    Line,
    Published,
    Result,
    Rule,
    compare_measures,
    previous_year,
)
from dagster_project.returns.ssda903.specification import RETURN_ID
from dagster_project.site import words
from dagster_project.spreadsheets import inert

_KINDS = ("left out", "repaired", "incomplete", "to check")


@dataclass(frozen=True)
class Year:
    """How much of the collection year is known."""

    start_date: date
    end_date: date
    known_to_date: date
    last_window_date: date
    is_provisional: bool

    @property
    def is_unfinished(self) -> bool:
        """Whether the year itself still runs, not only the last contact window."""
        return self.known_to_date < self.end_date


@dataclass(frozen=True)
class Reckoning:
    """What became of everything that could have been in a module: candidates are returned or left out."""

    module: str
    candidate_count: int
    returned_count: int
    left_out_count: int
    repaired_count: int
    incomplete_count: int
    to_check_count: int


@dataclass(frozen=True)
class Reason:
    """Why records of a module are left out, repaired, incomplete or to be checked, and how many."""

    module: str
    kind: str
    item: str
    reason: str
    count: int


@dataclass(frozen=True)
class NotYetDue:
    """Care leavers about whom the year's last word is not in."""

    state: str
    count: int


def write_reconciliation(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, collection_year: str, authority: str, folder: Path
) -> list[Path]:
    """Write the figures of a return beside last year's and the published ones, as CSV and as a page; return both paths.

    The same warehouse gives the same bytes. The page opens from `file://` and asks for nothing elsewhere.

    Args:
        connection: A warehouse, open for reading.
        catalogue: Measures, modules and the parameters that say what needs explaining.
        collection_year: For instance `2025-26`; one that the warehouse holds.
        authority: Local authority code.
        folder: Folder of the return, which stays with those who may see it.
    """
    year = _year(connection, collection_year)
    lines = compare_measures(connection, catalogue, collection_year, authority, is_unfinished=year.is_unfinished)
    rule = Rule.of(catalogue)
    table, page = (folder / name for name in layout.RECONCILIATION)
    files.write_bytes(table, _csv(lines, rule, collection_year, year))
    context = {
        "authority": authority,
        "collection_year": collection_year,
        "last_year": previous_year(collection_year),
        "has_last_year": any(line.before is not None for line in lines),
        "year": year,
        "rule": rule,
        "lines": lines,
        "subjects": _by_subject(lines),
        "since": [line for line in lines if line.since.result is Result.NEEDS_EXPLAINING],
        "against": [line for line in lines if line.against.result is Result.NEEDS_EXPLAINING],
        "tested_count": sum(c.result is not Result.NOT_COMPARED for line in lines for c in (line.since, line.against)),
        "reckoning": _reckoning(connection, catalogue, collection_year, authority),
        "reasons": _reasons(connection, catalogue, collection_year, authority),
        "not_yet_due": _not_yet_due(connection, collection_year, authority),
    }
    files.write_text(page, _render(context))
    return [table, page]


def _year(connection: duckdb.DuckDBPyConnection, collection_year: str) -> Year:
    found = connection.execute(
        f"select {_columns(Year)} from returns.ssda903__year where collection_year = ?", [collection_year]
    ).fetchall()
    return Year(*found[0])


def _reckoning(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, collection_year: str, authority: str
) -> list[Reckoning]:
    found = connection.execute(
        f"select {_columns(Reckoning)} from returns.ssda903__reckoning "
        "where collection_year = ? and local_authority_code = ?",
        [collection_year, authority],
    ).fetchall()
    place = _places(catalogue)
    return sorted((Reckoning(*row) for row in found), key=lambda row: place[row.module])


def _reasons(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, collection_year: str, authority: str
) -> list[Reason]:
    found = connection.execute(
        "select module, kind, item, reason, count(*) from returns.ssda903__left_out "
        "where collection_year = ? and local_authority_code = ? group by all",
        [collection_year, authority],
    ).fetchall()
    place = _places(catalogue)
    reasons = (Reason(*row) for row in found)
    return sorted(
        reasons, key=lambda row: (place[row.module], _KINDS.index(row.kind), -row.count, row.reason, row.item)
    )


def _not_yet_due(connection: duckdb.DuckDBPyConnection, collection_year: str, authority: str) -> list[NotYetDue]:
    found = connection.execute(
        "select state, count(*) from returns.ssda903__not_yet_due "
        "where collection_year = ? and local_authority_code = ? group by all order by all",
        [collection_year, authority],
    ).fetchall()
    return [NotYetDue(*row) for row in found]


def _places(catalogue: Catalogue) -> dict[str, int]:
    modules = [row.module for row in catalogue.table(tables.RETURN_MODULES) if row.return_id == RETURN_ID]
    return {module: place for place, module in enumerate(modules)}


def _columns(row: type[Year] | type[Reckoning]) -> str:
    return ", ".join(field.name for field in fields(row))


def _render(context: dict[str, object]) -> str:
    environment = Environment(
        loader=PackageLoader("dagster_project.returns.ssda903", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=words, say=statements)
    environment.filters["groupby_measure"] = _by_measure
    style = package_files("dagster_project.site").joinpath("static/site.css").read_text(encoding="utf-8")
    return environment.get_template("reconciliation.html").render(style=style, **context)


def _by_subject(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """Put lines under their headings, whose order is that of their first lines: a council may add a measure to any."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.measure.subject, []).append(line)
    return list(found.items())


def _by_measure(lines: Iterable[Line]) -> list[tuple[rows.ReturnMeasure, list[Line]]]:
    return [(measure, list(own)) for measure, own in groupby(lines, key=lambda line: line.measure)]


def _csv(lines: Iterable[Line], rule: Rule, collection_year: str, year: Year) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEADER)
    for line in lines:
        writer.writerow([_cell(value) for value in _cells(line, rule, collection_year, year)])
    return text.getvalue().encode("utf-8")


_HEADER = (
    "subject", "measure", "title", "age_group", "module", "unit", "polarity",
    "collection_year", "is_provisional", "numerator", "denominator", "value",
    "previous_year", "previous_numerator", "previous_denominator", "previous_value",
    "change", "since_result", "since_inner_low", "since_inner_high", "since_outer_low", "since_outer_high",
    "since_statement", "authority_year_ending", "authority_published",
    "england_year_ending", "england_published",
    "england_result", "england_inner_low", "england_inner_high", "england_outer_low", "england_outer_high",
    "england_statement",
)  # fmt: skip


def _cells(line: Line, rule: Rule, collection_year: str, year: Year) -> Sequence[str | int | float | None]:
    row, unit = line.measure, line.measure.unit
    difference = None if line.now is None or line.before is None else line.now.value - line.before.value
    return [
        row.subject, row.measure, row.title, line.age_group, row.module, unit, row.polarity,
        collection_year, "yes" if year.is_provisional else "no", *_figure(line.now),
        previous_year(collection_year), *_figure(line.before),
        difference, *_comparison(line.since), statements.since_last_year(line, rule),
        *_published(line.authority, unit), *_published(line.england, unit),
        *_comparison(line.against), statements.against_england(line, rule),
    ]  # fmt: skip


def _figure(figure: Figure | None) -> Sequence[int | float | None]:
    return (None, None, None) if figure is None else (figure.numerator, figure.denominator, figure.value)


def _published(found: Published | None, unit: str) -> Sequence[int | float | None]:
    if found is None:
        return None, None
    return found.year_ending, found.numerator if unit == "count" else found.percent


def _comparison(found: Comparison) -> Sequence[str | int | None]:
    inner, outer = found.inner, found.outer
    low_high = (
        (None, None, None, None) if inner is None or outer is None else (inner.low, inner.high, outer.low, outer.high)
    )
    return found.result.value, *low_high


def _cell(value: str | int | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{round(value, 1) + 0.0:.1f}"
    return inert(value) if isinstance(value, str) else str(value)
