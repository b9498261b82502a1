"""The return files of every collection year that the warehouse holds."""

import dagster as dg

from dagster_project.defs.resources import RunSettings
from dagster_project.defs.warehouse.assets import warehouse_models
from dagster_project.progress import step
from dagster_project.returns.ssda903 import write_all_years
from dagster_project.warehouse.prepare import load_catalogue
from dagster_project.warehouse.publish import connect, draft


@dg.asset(
    key=["returns", "ssda903_files"],
    deps=[key for key in warehouse_models.keys if key.path[0] == "returns"],
    group_name="8_published",
    description="File sets of the SSDA903 return (CSV, XML, manifest, provenance), one folder a collection year.",
)
def ssda903_files(run_settings: RunSettings) -> dg.MaterializeResult[None]:
    """Write the file sets into the draft of the published copy."""
    settings = run_settings.settings()
    with step("Return files") as say, connect(settings.warehouse, settings) as connection:
        written = write_all_years(connection, load_catalogue(settings), draft(settings).returns)
        say(f"{len(written)} returns")
    return dg.MaterializeResult(
        metadata={"returns": len(written), "rows": sum(file.rows for made in written for file in made.modules)}
    )
