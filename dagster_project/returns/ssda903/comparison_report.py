"""A comparison for people and for programs: plain text, CSV, JSON."""

from __future__ import annotations

import json
from typing import Any

import polars as pl

from dagster_project.returns.ssda903.compare import Comparison
from dagster_project.returns.ssda903.csv_files import to_csv_for_people
from dagster_project.returns.ssda903.matching import CHANGED

#: Longest text of a cell in the table for people; the CSV has all of it.
_WIDTH = 60


def as_csv(comparison: Comparison) -> bytes:
    """Return one line a difference with a header row, as UTF-8 with line ends CR LF."""
    return to_csv_for_people(comparison.differences)


def as_json(comparison: Comparison) -> str:
    """Return everything that a comparison holds."""
    content: dict[str, Any] = {
        "a": comparison.a,
        "b": comparison.b,
        "settings": comparison.settings,
        "notices": comparison.notices,
        "rows": comparison.rows.to_dicts(),
        "not_compared": comparison.not_compared,
        "rows_that_differ": comparison.rows_that_differ,
        "counts": comparison.counts().to_dicts(),
        "differences": comparison.differences.to_dicts(),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def as_lines(comparison: Comparison) -> list[str]:
    """Return the comparison as lines of text: counts by module and reason first, then every difference.

    Control characters, which could steer a terminal, are spaces.
    """
    return ["".join(sign if sign.isprintable() else " " for sign in line) for line in _lines(comparison)]


def _lines(comparison: Comparison) -> list[str]:
    lines = [f"A  {comparison.a}", f"B  {comparison.b}"]
    lines += [f"   {name}: {text}" for name, text in comparison.settings.items()]
    lines += [f"   {notice}" for notice in comparison.notices]
    lines.append("")
    lines += _aligned(_count_rows(comparison))
    if comparison.differences.is_empty():
        which = "Every row that is compared" if comparison.not_compared else "Every row"
        return [*lines, "", f"{which} is the same."]
    return [*lines, "", *_aligned(_difference_rows(comparison.differences))]


def _count_rows(comparison: Comparison) -> list[list[str]]:
    counts = comparison.counts()
    found = [["module", "rows A", "rows B", "differ"]]
    for module, rows_a, rows_b in comparison.rows.iter_rows():
        own = counts.filter(pl.col("module") == module)
        texts = [f"{rows:,} {change}: {reason}" for _, change, reason, rows in own.iter_rows()]
        if module in comparison.not_compared:
            texts = [f"not compared: the module does not exist in {comparison.not_compared[module]}"]
        sizes = ["no file" if rows is None else f"{rows:,}" for rows in (rows_a, rows_b)]
        found += [[module, *sizes, texts[0] if texts else "none"], *(["", "", "", text] for text in texts[1:])]
    return found


def _difference_rows(differences: pl.DataFrame) -> list[list[str]]:
    found = [["module", "child", "line", "change", "item", "A → B", "reason", "evidence"]]
    for _, module, child, line, change, item, old, new, reason, evidence in differences.iter_rows():
        values = f"{old or 'blank'} → {new or 'blank'}" if change == CHANGED else old or new
        found.append([module, child, line, change, item, _short(values), reason, evidence or ""])
    return found


def _short(text: str) -> str:
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"


def _aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
