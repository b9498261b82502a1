"""The SSDA903 return of looked-after children and care leavers."""

from dagster_project.returns.ssda903.left_out import notices
from dagster_project.returns.ssda903.make import (
    ReturnFile,
    WrittenReturn,
    write_all_years,
    write_return,
    write_year,
    xml_lines,
)
from dagster_project.returns.ssda903.marts import collection_years

__all__ = [
    "ReturnFile",
    "WrittenReturn",
    "collection_years",
    "notices",
    "write_all_years",
    "write_return",
    "write_year",
    "xml_lines",
]
