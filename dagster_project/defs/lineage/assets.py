"""Column lineage and dbt docs: derived from the compiled SQL, and only again when something they read has changed."""

from collections.abc import Iterator

import dagster as dg

from dagster_project.defs.resources import RunSettings
from dagster_project.defs.warehouse.assets import map_models, warehouse_models
from dagster_project.progress import step
from dagster_project.warehouse import map_inputs
from dagster_project.warehouse.prepare import load_catalogue

GRAPH_TABLES = {
    "lineage_nodes": "Nodes",
    "lineage_edges": "Edges",
    "lineage_paths": "Ways from fields to what is made of them",
}


@dg.multi_asset(
    name="lineage",
    specs=[
        dg.AssetSpec(
            ["landing", name],
            deps=[key for key in warehouse_models.keys if key.path[0] in ("domains", "dashboards", "returns")],
            group_name="7_map",
            description=f"{said} in the graph derived from the compiled SQL.",
        )
        for name, said in GRAPH_TABLES.items()
    ],
)
def lineage_graph(run_settings: RunSettings) -> Iterator[dg.MaterializeResult[None]]:
    """Derive the graph from dbt's manifest, the built columns and the catalogue's claims."""
    settings = run_settings.settings()
    with step("Lineage") as say:
        found = map_inputs.lineage_graph(settings, load_catalogue(settings))
        say(found)
    for name in GRAPH_TABLES:
        yield dg.MaterializeResult(asset_key=["landing", name], metadata={"graph": found})


@dg.asset(
    key=["published", "dbt_docs"],
    deps=list(map_models.keys),
    group_name="8_published",
    description="dbt's own page: every model, column and exposure with its description and lineage.",
)
def dbt_docs(run_settings: RunSettings) -> dg.MaterializeResult[None]:
    """Make the page again where the code has changed."""
    with step("dbt docs"):
        page = map_inputs.docs(run_settings.settings())
    return dg.MaterializeResult(metadata={"bytes": page.stat().st_size})
