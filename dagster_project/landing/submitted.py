"""Returns of earlier years as they were submitted: CSV files of any name, or the XML that holds them all.

The collection year is that of the folder, or of the file's name. It becomes a column of every row, and its last day is
the extract date: a return is the picture of its year.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import polars as pl

from dagster_project.catalogue import Catalogue
from dagster_project.catalogue.rows.base import check_year
from dagster_project.catalogue.tables import COLLECTION_YEARS
from dagster_project.landing.arrivals import Arrival, dataset_in_header, datasets_of
from dagster_project.landing.content import SHORT_BYTES, Content
from dagster_project.landing.inbox import InboxFile
from dagster_project.landing.readers import CELL_COUNT, ROW_NUMBER, RawTable, RefusalError, is_markup

#: The field that holds the collection year; no file sends it.
YEAR_FIELD = "collection_year"
_YEAR = re.compile(r"(?<!\d)(\d{4})[-_](\d{2})(?![-_]?\d)")
#: Returns are read at once, so that no longer ones are taken.
_MOST_MB = SHORT_BYTES >> 20
_FOLDER_ADVICE = "put it in a folder named after its collection year, such as inbox/{source}/2021-22/"


def recognise_submitted(file: InboxFile, content: Content, catalogue: Catalogue) -> tuple[Arrival, ...]:
    """Find out which modules of which collection year a file holds; raises RefusalError.

    A CSV file is one module, recognised by its columns and never by its name; XML is as many as the return has.
    """
    year = file.collection_year or year_in_name(file.path.name)
    if not year:
        raise RefusalError("is of no collection year we can tell", _FOLDER_ADVICE.format(source=file.source))
    day = _last_day(year, catalogue)
    if content.is_long:
        # A child takes about a thousand bytes of XML, and the largest council looks after some thousands in a year.
        problem = f"has {content.size >> 20:,} MB, where a return of one council and year has less than {_MOST_MB}"
        raise RefusalError(problem, "export it again, by itself")
    notices: tuple[str, ...] = ()
    if is_markup(content.start):
        tables, notices = _modules(content.whole(), year, catalogue)
    else:
        tables = _module(file, content.whole(), year, catalogue)
    return tuple(Arrival(file, content, dataset, day, raw, year, notices) for dataset, raw in tables.items())


def year_in_name(name: str) -> str:
    """Return the one collection year that a file name holds (2021-22 or 2021_22), '' for none or several."""
    found = {f"{start}-{end}" for start, end in _YEAR.findall(name) if (int(start) + 1) % 100 == int(end)}
    return check_year(found.pop()) if len(found) == 1 else ""


def with_year(raw: RawTable, year: str) -> RawTable:
    """Put the collection year before the cells of every row; raises RefusalError when the file has such a column."""
    if YEAR_FIELD in {column.casefold() for column in raw.columns}:
        raise RefusalError(f"has a column {YEAR_FIELD} of its own", "take it out: the folder says which year it is")
    cells = [pl.col(CELL_COUNT) + 1] if CELL_COUNT in raw.frame.columns else []
    own = [name for name in raw.frame.columns if name != ROW_NUMBER]
    frame = raw.frame.with_columns(pl.lit(year).alias(YEAR_FIELD), *cells).select(ROW_NUMBER, YEAR_FIELD, *own)
    return replace(raw, frame=frame, columns=(YEAR_FIELD, *raw.columns))


def _last_day(year: str, catalogue: Catalogue) -> date:
    days = {row.collection_year: row.end_date for row in catalogue.table(COLLECTION_YEARS)}
    if year not in days:
        known = f"{min(days)} to {max(days)}"
        advice = "add the year to config/returns/collection_years.csv, or correct the name of the folder"
        raise RefusalError(f"is of collection year {year}; the years known are {known}", advice)
    return days[year]


def _module(file: InboxFile, content: bytes, year: str, catalogue: Catalogue) -> dict[str, RawTable]:
    """Return the table of a CSV file by its dataset."""
    from dagster_project.returns.ssda903.csv_files import from_csv

    raw = with_year(from_csv(content), year)
    dataset = dataset_in_header(raw, datasets_of(file.source, catalogue), catalogue)
    if dataset is None:
        advice = "its columns must be those of one module of the return, such as CHILD, DECOM, RNE and so on"
        raise RefusalError("is no module of the return by its columns", advice)
    return {dataset: raw}


def _modules(content: bytes, year: str, catalogue: Catalogue) -> tuple[dict[str, RawTable], tuple[str, ...]]:
    """Return the tables of the return's XML by dataset, and what was doubtful in it."""
    from dagster_project.returns.ssda903.specification import modules_of
    from dagster_project.returns.ssda903.xml_layout import XmlLayout
    from dagster_project.returns.ssda903.xml_reading import from_xml

    found, notices = from_xml(content, XmlLayout.of(catalogue, modules_of(catalogue, year)))
    raws: dict[str, RawTable] = {}
    for module, frame in found.tables.items():
        numbered = frame.with_row_index(ROW_NUMBER, offset=1).with_columns(pl.col(ROW_NUMBER).cast(pl.Int64))
        raw = RawTable(numbered, tuple(frame.columns), (), "as declared")
        raws[f"submitted_{module.lower()}"] = with_year(raw, year)
    return raws, notices
