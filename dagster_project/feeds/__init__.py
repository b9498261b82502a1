"""Feeds for the tools that managers have: the person-free dashboard marts as Parquet, CSV and Excel, described."""

from dagster_project.feeds.write import read_feeds, write_feeds

__all__ = ["read_feeds", "write_feeds"]
