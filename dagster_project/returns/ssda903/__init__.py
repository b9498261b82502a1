"""The SSDA903 return of looked-after children and care leavers."""

from dagster_project.returns.ssda903.write import ReturnFile, collection_years, notices, write_all_years, write_return

__all__ = ["ReturnFile", "collection_years", "notices", "write_all_years", "write_return"]
