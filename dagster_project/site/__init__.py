"""The managers' pages: a static site made from the person-free database, opened from `file://`."""

from dagster_project.site.build import build_site
from dagster_project.site.check import SiteCheckError
from dagster_project.site.database import SiteDataError
from dagster_project.site.facts import Feeds, RunFacts

__all__ = ["Feeds", "RunFacts", "SiteCheckError", "SiteDataError", "build_site"]
