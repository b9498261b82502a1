"""The catalogue: what every source sends, what it means, and all that is generated from it."""

from dagster_project.catalogue.catalogue import Catalogue, override_rows, spelling_key
from dagster_project.catalogue.council_config import write_council_config
from dagster_project.catalogue.errors import CatalogueError
from dagster_project.catalogue.generate import check_generated, write_generated

__all__ = [
    "Catalogue",
    "CatalogueError",
    "check_generated",
    "override_rows",
    "spelling_key",
    "write_council_config",
    "write_generated",
]
