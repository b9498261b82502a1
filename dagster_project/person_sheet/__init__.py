"""One person's sheet: what is held about them and where it goes, for them and their adviser; never part of the site."""

from dagster_project.person_sheet.make import make_sheet

__all__ = ["make_sheet"]
