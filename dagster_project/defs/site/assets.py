"""The managers' pages, and the swap that publishes a run."""

import json
from datetime import date
from typing import Any

import dagster as dg

from dagster_project.baselines.compare import since_latest
from dagster_project.defs.lineage.assets import GRAPH_TABLES, dbt_docs
from dagster_project.defs.resources import RunSettings
from dagster_project.defs.returns.assets import published_years, ssda903_files
from dagster_project.defs.warehouse.assets import map_models, warehouse_models
from dagster_project.feeds import read_feeds, write_feeds
from dagster_project.map.published import write_graph_files
from dagster_project.progress import step
from dagster_project.returns.ssda903.readiness import readiness
from dagster_project.run_facts import add_facts, read_facts, run_facts
from dagster_project.settings import Settings
from dagster_project.site import build_site
from dagster_project.warehouse import dbt, map_inputs
from dagster_project.warehouse import publish as publishing
from dagster_project.warehouse.prepare import load_catalogue
from lineage.ask import WrittenGraph

PERSON_FREE = [
    key for models in (warehouse_models, map_models) for key in models.keys if key.path[0] in ("dashboards", "lineage")
]
#: What the readiness of the return is told from.
RETURNS = [["returns", f"ssda903__{name}"] for name in ("year", "reckoning", "measure", "published")]


@dg.asset(
    key=["published", "dashboards_duckdb"],
    deps=[*PERSON_FREE, *RETURNS],
    group_name="8_published",
    description="Aggregates, map and quality in a file without a person in it.",
)
def dashboards_file(run_settings: RunSettings) -> dg.MaterializeResult[None]:
    """Write dashboards.duckdb into the draft."""
    settings = run_settings.settings()
    database = publishing.draft(settings).dashboards
    due = readiness(settings.warehouse, load_catalogue(settings), settings)
    tables = publishing.write_dashboards(settings.warehouse, database, settings, due.tables)
    return dg.MaterializeResult(metadata={"tables": tables, "return_due": due.year})


@dg.asset(
    key=["published", "feeds"],
    deps=[dashboards_file],
    group_name="8_published",
    description="The same numbers for other tools: Parquet, CSV, a data dictionary, an Excel workbook a domain.",
)
def feeds(run_settings: RunSettings) -> dg.MaterializeResult[None]:
    """Write the feeds where the pages take them from."""
    settings = run_settings.settings()
    with step("Feeds") as say:
        written = write_feeds(
            publishing.draft(settings).dashboards,
            dbt.manifest_path(settings),
            publishing.feeds_path(settings),
            _as_at(settings),
        )
        say(f"{len(written)} files")
    return dg.MaterializeResult(metadata={"files": len(written), "bytes": sum(p.stat().st_size for p in written)})


@dg.asset(
    key=["published", "site"],
    deps=[dashboards_file, dbt_docs, feeds],
    group_name="8_published",
    description="The managers' pages: overview, eight domains, the map, loads and checks.",
)
def site(run_settings: RunSettings) -> dg.MaterializeResult[None]:
    """Build the pages into the draft."""
    settings = run_settings.settings()
    folder = publishing.draft(settings)
    with step("Pages") as say:
        pages = build_site(
            folder.dashboards,
            folder.site,
            dbt_docs=dbt.target_path(settings) / "static_index.html",
            run=run_facts(settings),
            since=since_latest(settings, folder.dashboards),
            graph=WrittenGraph.read(map_inputs.lineage_path(settings)),
            feeds=read_feeds(publishing.feeds_path(settings)),
        )
        say(f"{len(pages)} files")
    return dg.MaterializeResult(metadata={"files": len(pages)})


@dg.asset(
    key=["published", "lineage"],
    deps=[["landing", name] for name in GRAPH_TABLES],
    group_name="8_published",
    description="The graph of the map: Parquet, JSON with its schema, CSV and OpenLineage events.",
)
def lineage_files(run_settings: RunSettings) -> dg.MaterializeResult[None]:
    """Write the graph into the draft, for `wreath map` and for other tools."""
    settings = run_settings.settings()
    with step("Map files") as say:
        written = write_graph_files(
            map_inputs.lineage_path(settings),
            publishing.draft(settings).lineage,
            _as_at(settings),
        )
        say(f"{len(written)} files")
    return dg.MaterializeResult(metadata={path.name: path.stat().st_size for path in written})


def _as_at(settings: Settings) -> date | None:
    """The day that the run looks from, where it has one."""
    day = read_facts(settings).get("as_at")
    return date.fromisoformat(day) if day else None


@dg.asset(
    key=["published", "current"],
    deps=[site, lineage_files, ssda903_files],
    group_name="8_published",
    description="The pointer to the published run: two DuckDB files, pages, returns and the graph of the map.",
)
def published(context: dg.AssetExecutionContext, run_settings: RunSettings) -> dg.MaterializeResult[None]:
    """Swap the draft in, and record the return of each year as made."""
    settings = run_settings.settings()
    with step("Publish") as say:
        facts: dict[str, Any] = read_facts(settings)
        run = publishing.publish(settings, facts)
        add_facts(settings, published=run.folder.name, rows_by_schema=publishing.rows_by_schema(run, settings))
        say(run.folder.name)
    for made in published_years(run.returns):
        context.log_event(made)
    return dg.MaterializeResult(
        metadata={"run": run.folder.name, "facts": dg.MetadataValue.json(json.loads(json.dumps(facts, default=str)))}
    )
