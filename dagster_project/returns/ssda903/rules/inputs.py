"""What the rules are run on: the frames of a return, of earlier years and of reference data, and settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import polars as pl

from dagster_project.catalogue import Catalogue, tables
from dagster_project.catalogue.rows import RuleInput
from dagster_project.errors import WreathError
from dagster_project.returns.ssda903.specification import check_year

Frames = Mapping[str, pl.DataFrame]

#: Columns that the rules may read of each list of reference data.
REFERENCE_COLUMNS: dict[str, tuple[str, ...]] = {
    "providers": ("URN", "PLACE_CODES", "PROVIDER_CODES", "POSTCODE", "REG_END", "LA_CODE_INFERRED"),
    "postcodes": ("postcode", "laua", "easting", "northing"),
    "authorities": ("district_code", "upper_tier_code"),
}
#: What each derived column is made of: a module, lists of reference data, a setting.
MADE_OF: dict[str, tuple[str, ...]] = {
    "UASC": ("UASC",),
    "PL_LA": ("postcodes", "authorities"),
    "PL_LOCATION": ("postcodes", "authorities", "local_authority"),
    "PL_DISTANCE": ("postcodes",),
}


@dataclass(frozen=True)
class Inputs:
    """Everything that a run of the rules knows.

    Frames are text as uploaded, by module; `previous` is last year's return, `history` those of all earlier years;
    None where there is none. `reference` holds lists by name. `file_format` is `csv` or `xml`.
    """

    tables: Frames
    collection_year: str
    collection_start: date
    collection_end: date
    previous: Frames | None = None
    history: Frames | None = None
    reference: Frames = field(default_factory=dict)
    local_authority: str | None = None
    file_format: str = "csv"

    @property
    def earlier(self) -> Frames:
        """The returns of earlier years, as far as they are given."""
        return (self.previous or {}) if self.history is None else self.history

    def lacks(self, wanted: RuleInput) -> str | None:
        """Return in words what is missing of an input, or None where it is there."""
        if wanted.kind == "setting":
            return self._lacks_setting(wanted.input)
        if wanted.kind == "reference":
            return self._lacks_column(*wanted.input.split(".", 1))
        frames, whose = self._of_period(wanted.kind)
        if wanted.kind.endswith("module"):
            return _lacks_module(frames, whose, wanted.input)
        return self._lacks_derived(frames, whose, *wanted.input.split(".", 1))

    def _of_period(self, kind: str) -> tuple[Frames, str]:
        """The frames that an input is looked for in, and whose they are in words."""
        if kind.startswith("previous "):
            return self.previous or {}, "last year's "
        return (self.earlier, "earlier years' ") if kind.startswith("earlier ") else (self.tables, "")

    def _lacks_setting(self, name: str) -> str | None:
        return None if getattr(self, name) else f"{name} is not given"

    def _lacks_column(self, list_name: str, column: str) -> str | None:
        if list_name not in self.reference:
            return f"reference data {list_name} is not given"
        if column not in self.reference[list_name].columns:
            return f"reference data {list_name} has no {column}"
        return None

    def _lacks_derived(self, frames: Frames, whose: str, module: str, item: str) -> str | None:
        if module not in frames:
            return _lacks_module(frames, whose, module)
        if item in frames[module].columns:
            return None
        lacking: list[str | None] = []
        for source in MADE_OF[item]:
            if source in REFERENCE_COLUMNS:
                lacking += [self._lacks_column(source, column) for column in REFERENCE_COLUMNS[source]]
            elif source == "local_authority":
                lacking.append(self._lacks_setting(source))
            else:
                lacking.append(_lacks_module(frames, whose, source))
        told = ", ".join(dict.fromkeys(text for text in lacking if text is not None)) or "it has no CHILD to find it by"
        return f"{item} is not in {whose}{module} and cannot be derived: {told}"


def _lacks_module(frames: Frames, whose: str, module: str) -> str | None:
    if module in frames:
        return None
    return f"{whose}{module} is not given" if whose else f"{module} is not in the return"


def missing_inputs(wanted: tuple[RuleInput, ...], given: Inputs) -> list[str]:
    """Return what a rule lacks, in words, each once and in order; empty when it can be run."""
    lacking = [given.lacks(row) for row in wanted if row.one_of is None]
    for choice in dict.fromkeys(row.one_of for row in wanted if row.one_of is not None):
        each = [given.lacks(row) for row in wanted if row.one_of == choice]
        if None not in each:
            lacking.append(" and ".join(str(text) for text in each))
    return list(dict.fromkeys(text for text in lacking if text is not None))


def collection_dates(
    catalogue: Catalogue, collection_year: str, start: date | str | None, end: date | str | None
) -> tuple[date, date]:
    """Return the first and last day of a collection year, or those given in their stead.

    Raises:
        WreathError: The year is malformed or unknown, or a day given as text is not dd/mm/yyyy.
    """
    known = {row.collection_year: row for row in catalogue.table(tables.COLLECTION_YEARS)}
    row = known.get(check_year(collection_year))
    if row is None and (start is None or end is None):
        raise WreathError(f"{collection_year} is no collection year of the catalogue: {', '.join(known)}", exit_code=2)
    first = _day(start) if start is not None else row.start_date  # type: ignore[union-attr]
    last = _day(end) if end is not None else row.end_date  # type: ignore[union-attr]
    return first, last


def _day(given: date | str) -> date:
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    try:
        return datetime.strptime(given, "%d/%m/%Y").date()
    except (TypeError, ValueError) as error:
        raise WreathError(f"{given!r} is not a day: write it as 31/03/2026", exit_code=2) from error
