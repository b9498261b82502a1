"""The SSDA903 return of looked-after children and care leavers.

Nothing heavy is imported here: `wreath run` must decide in a moment, and what it asks of a return needs no data frames.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from dagster_project.returns.ssda903.rules.result import ValidationResult


def validate(
    tables: Mapping[str, pl.DataFrame],
    *,
    collection_year: str,
    previous: Mapping[str, pl.DataFrame] | None = None,
    history: Mapping[str, pl.DataFrame] | None = None,
    reference: Mapping[str, pl.DataFrame] | None = None,
    collection_start: date | str | None = None,
    collection_end: date | str | None = None,
    local_authority: str | None = None,
    file_format: str = "csv",
    rules: Collection[str] | None = None,
) -> ValidationResult:
    """Hold a return against DfE's validation rules.

    Args:
        tables: Module name (`Header`, `Episodes`, …) → frame of text columns as uploaded. Columns may be missing,
            others are ignored; a module that is absent is another thing than an empty one.
        collection_year: For instance `2026-27`.
        previous: Last year's return, likewise.
        history: The returns of all earlier years, likewise; without it, rules that look further back answer with
            `limited history`.
        reference: `providers`, `postcodes`, `authorities` → frame; what a rule needs and lacks keeps it from running.
        collection_start: First day of the year, dd/mm/yyyy or a date, in place of the catalogue's.
        collection_end: Last day of the year, likewise.
        local_authority: Code of the authority, compared with PL_LA as text.
        file_format: `csv` or `xml`, as it was uploaded.
        rules: Only the rules of these codes.

    Returns:
        The failing rows, and what happened to each rule.

    Raises:
        WreathError: The year, a rule, a day or the format is not known.
    """
    from dagster_project.returns.ssda903.rules.validation import validate_frames

    return validate_frames(
        tables,
        collection_year=collection_year,
        previous=previous,
        history=history,
        reference=reference,
        collection_start=collection_start,
        collection_end=collection_end,
        local_authority=local_authority,
        file_format=file_format,
        rules=rules,
    )
