"""Trends in words and in a line of signs that any terminal, file or email can hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dagster_project.landing.acceptance import usable
from dagster_project.landing.manifest import LoadRecord
from dagster_project.terminal import counted

#: Runs and loads that a trend looks back over.
SHOWN = 8
#: Datasets whose size is shown: those that changed most.
_MOST_DATASETS = 10
_BLOCKS, _PLAIN = "▁▂▃▄▅▆▇█", "_.-:=+*#"
#: What is told of each run: words, key of its record, and how a value is written.
_MEASURES = (
    ("rows in use", "rows", "{:,.0f}"),
    ("rows with unreadable cells", "unreadable", "{:,.0f}"),
    ("cells filled", "filled", "{:.1%}"),
    ("checks that failed and stand", "open_failures", "{:,.0f}"),
)


def sparkline(values: Sequence[float], encoding: str | None) -> str:
    """Return one sign a value, low to high; in plain ASCII where the encoding has no blocks."""
    try:
        _BLOCKS.encode(encoding or "ascii")
        signs = _BLOCKS
    except (UnicodeEncodeError, LookupError):
        signs = _PLAIN
    low, high = min(values), max(values)
    span = high - low
    return "".join(signs[round((value - low) / span * (len(signs) - 1)) if span else 0] for value in values)


def trend_lines(
    runs: Iterable[Mapping[str, Any]], loads: Iterable[LoadRecord], encoding: str | None = None
) -> list[str]:
    """Return how the last published runs and the last loads of each dataset compare; no line where there is but one."""
    published = [run for run in runs if run.get("outcome") == "published" and run.get("standing")][-SHOWN:]
    lines: list[str] = []
    if len(published) > 1:
        lines.append(f"Over the last {len(published)} runs that were published:")
        for words, key, form in _MEASURES:
            values = [float(run["standing"][key]) for run in published if run["standing"].get(key) is not None]
            if len(values) > 1:
                lines.append(f"  {words}: {_change(values, form)}  {sparkline(values, encoding)}")
    return lines + _load_lines(loads, encoding)


def _load_lines(loads: Iterable[LoadRecord], encoding: str | None) -> list[str]:
    """Return a line for each dataset that changed in size from load to load, those that changed most first."""
    by_place: dict[tuple[str, str], list[float]] = {}
    for load in usable(loads):
        by_place.setdefault((load.local_authority_code, load.dataset), []).append(float(load.rows_read))
    changed = [
        (abs(rows[-1] - rows[-2]) / max(rows[-2], 1.0), place, rows[-SHOWN:])
        for place, rows in by_place.items()
        if len(rows) > 1 and rows[-1] != rows[-2]
    ]
    changed.sort(key=lambda found: (-found[0], found[1]))
    shown = changed[:_MOST_DATASETS]
    lines = [f"Rows by load, of the {counted(len(shown), 'dataset')} that changed most:"] if shown else []
    return lines + [
        f"  {dataset} of {authority}: {_change(rows, '{:,.0f}')}  {sparkline(rows, encoding)}"
        for _, (authority, dataset), rows in shown
    ]


def _change(values: Sequence[float], form: str) -> str:
    """Return the last value, and the one before where it differs: "up from", "down from" or "as before"."""
    last, before = values[-1], values[-2]
    if last == before:
        return f"{form.format(last)}, as before"
    return f"{form.format(last)}, {'up' if last > before else 'down'} from {form.format(before)}"
