"""A return that was written, in a few lines: its files, what is not in them, what is not in yet."""

from __future__ import annotations

import duckdb

from dagster_project.returns.ssda903.layout import LEFT_OUT, RECONCILIATION
from dagster_project.returns.ssda903.left_out import notices
from dagster_project.returns.ssda903.make import WrittenReturn, xml_lines
from dagster_project.returns.ssda903.provisional import provisional_lines


def summary_lines(connection: duckdb.DuckDBPyConnection, made: WrittenReturn) -> list[str]:
    """Return what to tell of a return; `connection` is to the warehouse that it was written from."""
    said = made.manifest
    year, code = said.collection_year, said.local_authority_code
    lines = [f"SSDA903 return of {year}, authority {code}, as at {said.as_at}:"]
    lines += [f"  {file.path}: {file.rows:,} rows" for file in made.modules]
    lines += [f"  {line}" for line in xml_lines(made)]
    told = notices(connection, year, authority=code)
    if told:
        lines.append(f"Left out, repaired or incomplete, line by line in {made.folder / LEFT_OUT}:")
        lines += [f"  {line}" for line in told]
    else:
        lines.append("Nothing was left out, repaired, incomplete or to be checked.")
    lines += provisional_lines(connection, year, code)
    page = made.folder / RECONCILIATION[1]
    if page.exists():
        lines.append(f"Before upload, read the reconciliation with last year: {page}")
    return lines
