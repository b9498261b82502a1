"""Column lineage and dbt docs: derived from the compiled SQL, and only again when something they read has changed."""

import dagster as dg

from dagster_project.defs.resources import RunSettings
from dagster_project.defs.warehouse.assets import warehouse_models
from dagster_project.progress import step
from dagster_project.warehouse import map_inputs

LINEAGE_TABLES = ("lineage_nodes", "lineage_edges", "lineage_paths")


@dg.multi_asset(
    name="lineage",
    specs=[
        dg.AssetSpec(
            ["landing", name],
            deps=[key for key in warehouse_models.keys if key.path[0] in ("domains", "dashboards", "returns")],
            group_name="8_map",
            description=f"{name.removeprefix('lineage_').capitalize()} of the graph derived from the compiled SQL.",
        )
        for name in LINEAGE_TABLES
    ],
)
def lineage_graph(run_settings: RunSettings) -> dg.MaterializeResult[None]:
    """Derive the graph from dbt's manifest, catalog and the catalogue's claims."""
    with step("Lineage and docs") as say:
        facts = map_inputs.refresh(run_settings.settings())
        say(str(facts))
    for name in LINEAGE_TABLES:
        yield dg.MaterializeResult(asset_key=["landing", name], metadata={"graph": str(facts)})
