"""The catalogue: what every source sends, what it means, and all that is generated from it."""

from dagster_project.catalogue.catalogue import Catalogue, override_rows, spelling_key
from dagster_project.catalogue.errors import CatalogueError

__all__ = ["Catalogue", "CatalogueError", "override_rows", "spelling_key"]
