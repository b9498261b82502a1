"""Loads as their checks see them, made of lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dagster_project.catalogue import Catalogue
from dagster_project.landing.columns import match_columns
from dagster_project.landing.manifest import LoadRecord
from dagster_project.landing.piecewise import Case, type_pieces
from dagster_project.landing.readers import read_raw
from dagster_project.landing.typed import Identity, Schema

DAY = date(2026, 4, 30)


def case_of(
    catalogue: Catalogue, dataset: str, lines: Sequence[str], earlier: Sequence[LoadRecord] = (), day: date = DAY
) -> Case:
    """Type a header and rows as a dataset, and count them."""
    raw = read_raw("\n".join([*lines, ""]).encode())
    schema = Schema.of(catalogue, dataset)
    match = match_columns(raw.columns, schema.fields, {})
    load = type_pieces(raw.pieces(), match, schema, Identity("a" * 16, "990"), Path("nowhere"))
    return Case("a" * 16, day, load.tally, load.sample(), tuple(earlier))


def as_earlier(case: Case, sequence: int = 1) -> LoadRecord:
    """Return the record that a load leaves for those after it."""
    counted = {"rows_read": case.tally.rows_read, "facts": case.tally.facts}
    name = case.tally.schema.dataset.dataset
    return LoadRecord(f"{sequence:016d}", sequence, "lcs", name, "990", "f.csv", "", 0, "accepted", **counted)
