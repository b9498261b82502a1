"""An Excel workbook of one domain: a sheet that explains, and a sheet a table.

A hidden number is a letter in brackets, as the Analysis Function asks of spreadsheets and as the pages have it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from types import MappingProxyType

import polars as pl
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dagster_project.feeds.tables import SHOWN, FeedTable
from dagster_project.site.words import HIDDEN_MEANING, full_date, sentence_code
from dagster_project.spreadsheets import inert

#: Nothing that looks like a formula or an address becomes one.
_OPTIONS: Mapping[str, bool] = MappingProxyType(
    {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
)
#: The date of a workbook of a run without a day.
_NO_DAY = date(1980, 1, 1)
_WIDEST, _NARROWEST = 70, 9
_ABOUT_WIDTHS = (34, 16, 14, 90)
#: Columns of the measures that the tables about them get too, so that a row can be read by itself.
_OF_MEASURE = ("label", "unit")


def domain_workbook(tables: Sequence[FeedTable], domain_id: str, as_at: date | None) -> bytes:
    """Return the workbook of a domain as bytes, equal for equal tables."""
    measures = next(table for table in tables if table.name == "rpt_indicator")
    chosen = [about for table in tables if (about := _about_domain(table, measures, domain_id))]
    label = next(table.frame for table in chosen if table.name == "rpt_domain")["label"][0]
    buffer = io.BytesIO()
    with Workbook(buffer, dict(_OPTIONS)) as workbook:
        title = f"{label}: figures about care leavers"
        created = datetime.combine(as_at or _NO_DAY, time())
        workbook.set_properties({"title": title, "author": "Wreath", "created": created})
        _write_about(workbook, title, chosen, as_at)
        for table in chosen:
            _write_table(workbook, table)
    return buffer.getvalue()


def _about_domain(table: FeedTable, measures: FeedTable, domain_id: str) -> FeedTable | None:
    """Return the rows of a table that are about a domain, by its own column or by its measure; else None."""
    if "domain_id" in table.frame.columns:
        return replace(table, frame=table.frame.filter(domain_id=domain_id))
    if "indicator_id" not in table.frame.columns:
        return None
    own = measures.frame.filter(domain_id=domain_id).select("indicator_id", *_OF_MEASURE)
    names = [name for name in table.frame.columns if name != "indicator_id"]
    by_name = {column.name: column for column in (*measures.columns, *table.columns)}
    frame = table.frame.join(own, on="indicator_id", maintain_order="left")
    order = ["indicator_id", *_OF_MEASURE, *names]
    return replace(table, frame=frame.select(order), columns=[by_name[name] for name in order])


def _write_about(workbook: Workbook, title: str, tables: Sequence[FeedTable], as_at: date | None) -> None:
    sheet = workbook.add_worksheet("About")
    large, head, wrapped = (
        workbook.add_format(given)
        for given in ({"bold": True, "font_size": 16}, {"bold": True}, {"text_wrap": True, "valign": "top"})
    )
    for place, width in enumerate(_ABOUT_WIDTHS):
        sheet.set_column(place, place, width)
    lines: list[tuple[tuple[str, ...], Format | None]] = [((title,), large)]
    if as_at:
        lines.append(((f"As at {full_date(as_at)}, the date of the newest extract.",), None))
    lines.append((("No row is about one person. Some numbers are not shown:",), None))
    lines += [((f"[{code}]", meaning), None) for code, meaning in HIDDEN_MEANING.items()]
    for table in tables:
        lines += [((), None), ((table.title,), large), ((table.description,), None)]
        lines.append((("Column", "Type", "Unit", "What it holds"), head))
        lines += [
            ((sentence_code(column.name), column.type, column.unit, column.description), wrapped)
            for column in table.columns
        ]
    for row, (texts, how) in enumerate(lines):
        for place, text in enumerate(texts):
            sheet.write_string(row, place, inert(text), how)


def _write_table(workbook: Workbook, table: FeedTable) -> None:
    sheet = workbook.add_worksheet(table.title)
    head = workbook.add_format({"bold": True, "bottom": 1})
    dated = workbook.add_format({"num_format": "d mmm yyyy", "align": "left"})
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, sentence_code(column.name), head)
        values = _cells(table.frame, column.name)
        _write_column(sheet, place, values, dated)
        longest = max((len(str(value)) for value in values), default=0)
        sheet.set_column(place, place, min(max(longest, len(column.name), _NARROWEST) + 2, _WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(table.frame.height, 1), len(table.columns) - 1)


def _cells(frame: pl.DataFrame, name: str) -> list[object]:
    """Return the values of a column, with the letter of the reason where a number is hidden."""
    values: list[object] = frame[name].to_list()
    if not (name.endswith(SHOWN) and "status" in frame.columns):
        return values
    statuses = frame["status"].to_list()
    return [
        f"[{status}]" if value is None and status in HIDDEN_MEANING else value
        for value, status in zip(values, statuses, strict=True)
    ]


def _write_column(sheet: Worksheet, place: int, values: Sequence[object], dated: Format) -> None:
    for row, value in enumerate(values, start=1):
        if isinstance(value, bool):
            sheet.write_boolean(row, place, value)
        elif isinstance(value, int | float):
            sheet.write_number(row, place, value)
        elif isinstance(value, date):
            sheet.write_datetime(row, place, datetime.combine(value, time()), dated)
        elif value is not None:
            sheet.write_string(row, place, inert(str(value)))
