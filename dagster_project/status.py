"""What is published, from which loads, and what was held back: the answer to `wreath status`."""

from __future__ import annotations

from typing import Any

from dagster_project.landing.manifest import Manifest
from dagster_project.run import held_back_lines
from dagster_project.run_record import run_records
from dagster_project.settings import Settings
from dagster_project.terminal import counted, out
from dagster_project.trends import trend_lines
from dagster_project.warehouse.pointer import require_current


def status_lines(settings: Settings) -> list[str]:
    """Return the lines of `wreath status`; WreathError when nothing is published."""
    from dagster_project.baselines import compare as baselines
    from dagster_project.returns.ssda903.against_frozen import standing_lines
    from dagster_project.warehouse.publish import connect

    published = require_current(settings)
    facts = published.facts()
    with connect(published.identified, settings) as connection:
        loads = connection.execute(
            "select source, count(*), min(extract_date), max(extract_date), sum(rows_read), sum(rows_unreadable), "
            "sum(rows_quarantined) from landing.loads where is_in_force "
            "group by source order by source"
        ).fetchall()
    with connect(published.dashboards, settings) as connection:
        unmapped = connection.execute(
            "select label from map_gap where gap_kind = 'column_unmapped' order by all"
        ).fetchall()
    lines = [f"Run {facts['run']} as at {facts['as_at']} is published in {published.folder}."]
    lines += [_load_line(row) for row in loads]
    lines += held_back_lines(facts)
    lines += standing_lines(settings, published.returns)
    lines += baselines.standing_lines(settings)
    lines += [f"unmapped column: {label}" for (label,) in unmapped]
    runs = run_records(settings)
    if runs and runs[-1]["outcome"] not in ("published", "not published"):
        lines.append(f"The last run, {runs[-1]['run_id']}, {runs[-1]['outcome']}: {runs[-1].get('error', 'no word')}")
    return lines + trend_lines(runs, Manifest.read(settings.landing), out.encoding)


def _load_line(row: tuple[Any, ...]) -> str:
    source, loads, first, last, read, unreadable, quarantined = row
    days = str(first) if first == last else f"{first} to {last}"
    return (
        f"{source}: {counted(loads, 'load')} ({days}), {read:,} rows, {unreadable:,} with unreadable cells, "
        f"{quarantined:,} set aside"
    )
