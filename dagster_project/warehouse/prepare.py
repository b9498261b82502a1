"""Before dbt starts: the layered catalogue and the landing views where its first hook looks for them."""

from __future__ import annotations

from dagster_project.catalogue import Catalogue
from dagster_project.landing.views import write_views
from dagster_project.settings import Settings, repository
from dagster_project.warehouse import dbt


def load_catalogue(settings: Settings) -> Catalogue:
    """Return the seeds with the council's rows layered over them."""
    return Catalogue.load(repository() / "seeds", settings.config)


def write_catalogue_tables(settings: Settings, catalogue: Catalogue) -> int:
    """Write each table of the catalogue where the views read it, and return how many there are."""
    return len(catalogue.write_tables(settings.build / "catalogue"))


def prepare_build(settings: Settings, catalogue: Catalogue) -> None:
    """Start the warehouse from nothing, over the loads that are in force now."""
    dbt.forget(settings)
    write_views(settings, catalogue)
