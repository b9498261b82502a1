"""The return: every year of it with each run, and one year made again by hand."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from dagster_project.catalogue import Catalogue
from dagster_project.defs.job import RETURN
from dagster_project.defs.resources import RunSettings
from dagster_project.defs.warehouse.assets import warehouse_models
from dagster_project.progress import step
from dagster_project.returns.ssda903.against_frozen import write_against_frozen
from dagster_project.returns.ssda903.locate import published_returns
from dagster_project.returns.ssda903.make import write_all_years, write_year
from dagster_project.returns.ssda903.manifest import ReturnManifest
from dagster_project.returns.ssda903.marts import collection_years
from dagster_project.returns.ssda903.rules.nightly import write_reports
from dagster_project.returns.ssda903.rules.report import TO_FIX
from dagster_project.returns.ssda903.specification import years_of
from dagster_project.settings import repository
from dagster_project.warehouse.pointer import require_current
from dagster_project.warehouse.prepare import load_catalogue
from dagster_project.warehouse.publish import connect, draft

YEARS = dg.StaticPartitionsDefinition(list(years_of(Catalogue.load(repository() / "seeds"))))


@dg.asset(
    key=["returns", "ssda903_files"],
    deps=[key for key in warehouse_models.keys if key.path[0] == "returns"],
    group_name="8_published",
    description="The SSDA903 return of every year (CSV, XML, manifest, provenance), before it is published.",
)
def ssda903_files(run_settings: RunSettings) -> dg.MaterializeResult[None]:
    """Write every year into the draft of the published copy, and how it stands to what was frozen."""
    settings, catalogue = run_settings.settings(), load_catalogue(run_settings.settings())
    returns = draft(settings).returns
    with step("Return files") as say, connect(settings.warehouse, settings) as connection:
        written = write_all_years(connection, catalogue, returns)
        write_against_frozen(settings, catalogue, returns)
        say(f"{len(written)} returns")
    with step("Rules of the return") as say, connect(settings.warehouse, settings) as connection:
        reports = write_reports(connection, settings, catalogue)
        to_fix = sum(report.rows(TO_FIX) for report in reports)
        say(f"{to_fix:,} failures to fix in {len(reports)} reports below {settings.reports / 'rules'}")
    return dg.MaterializeResult(
        metadata={"returns": len(written), "rows": sum(file.rows for made in written for file in made.modules)}
    )


@dg.asset(
    key=RETURN,
    deps=[["published", "current"]],
    group_name="8_published",
    partitions_def=YEARS,
    output_required=False,
    description="The published SSDA903 return of one collection year. Each run makes every year; here one year is "
    "made again from the published warehouse. Keeping one for good is a command, `wreath freeze`.",
)
def ssda903(context: dg.AssetExecutionContext, run_settings: RunSettings) -> Iterator[dg.MaterializeResult[None]]:
    """Write one year of the published copy again; a year that the warehouse does not hold makes nothing."""
    settings, year = run_settings.settings(), context.partition_key
    catalogue, published = load_catalogue(settings), require_current(settings)
    with connect(published.identified, settings) as connection:
        held = collection_years(connection)
        if year not in held:
            context.log.info(f"The warehouse holds no return of {year}; it holds {', '.join(held)}. Nothing was made.")
            return
        write_year(connection, catalogue, year, published.returns)
    write_against_frozen(settings, catalogue, published.returns)
    for made in published_years(published.returns):
        if made.partition == year:
            yield dg.MaterializeResult(metadata=made.metadata)


def published_years(returns: Path) -> list[dg.AssetMaterialization]:
    """Return what to record of each year below `returns`: rows by module, and whether it is finished."""
    found: dict[str, list[ReturnManifest]] = {}
    for (year, _), folder in published_returns(returns).items():
        found.setdefault(year, []).append(ReturnManifest.read(folder))
    return [
        dg.AssetMaterialization(
            asset_key=RETURN,
            partition=year,
            metadata={
                "as at": str(manifests[0].as_at),
                "provisional": manifests[0].is_provisional,
                "authorities": ", ".join(manifest.local_authority_code for manifest in manifests),
                **{
                    f"rows of {module.module}": sum(
                        other.rows
                        for manifest in manifests
                        for other in manifest.modules
                        if other.module == module.module
                    )
                    for module in manifests[0].modules
                },
            },
        )
        for year, manifests in found.items()
    ]
