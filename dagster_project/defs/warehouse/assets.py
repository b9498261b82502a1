"""dbt's models as Dagster assets, its tests as checks of the models they test."""

import json
from collections.abc import Iterator
from typing import Any

import dagster as dg
from dagster_dbt import dbt_assets

from dagster_project.defs.resources import RunSettings
from dagster_project.defs.warehouse.translator import TRANSLATOR
from dagster_project.progress import step
from dagster_project.run_facts import add_facts, read_facts
from dagster_project.warehouse import dbt
from dagster_project.warehouse.prepare import load_catalogue, prepare_build
from dagster_project.warehouse.publish import begin_draft

MANIFEST_PATH = dbt.manifest_path(RunSettings.settings())


@dbt_assets(manifest=MANIFEST_PATH, exclude=dbt.MAP_TAG, name="warehouse", dagster_dbt_translator=TRANSLATOR)
def warehouse_models(context: dg.AssetExecutionContext, run_settings: RunSettings) -> Iterator[Any]:
    """Build staging, intermediate and marts from the accepted loads."""
    settings = run_settings.settings()
    begin_draft(settings)
    prepare_build(settings, load_catalogue(settings))
    with step("Warehouse") as say:
        result = dbt.build(settings, exclude=[dbt.MAP_TAG])
        say(_summary(result))
    yield from _events(context, result)
    add_facts(settings, models=result.models, tests=result.tests, warnings=len(result.warnings))
    result.raise_for_faults()


@dbt_assets(manifest=MANIFEST_PATH, select=dbt.MAP_TAG, name="map", dagster_dbt_translator=TRANSLATOR)
def map_models(context: dg.AssetExecutionContext, run_settings: RunSettings) -> Iterator[Any]:
    """Build the map, its duplications and its gaps from the derived lineage."""
    settings = run_settings.settings()
    with step("Map") as say:
        result = dbt.build(settings, select=[dbt.MAP_TAG])
        say(_summary(result))
    yield from _events(context, result)
    facts = read_facts(settings)
    add_facts(settings, models=facts["models"] + result.models, tests=facts["tests"] + result.tests)
    result.raise_for_faults()


def _summary(result: dbt.BuildResult) -> str:
    return f"{result.models} models, {result.tests} tests, {len(result.warnings)} warnings"


def _events(context: dg.AssetExecutionContext, result: dbt.BuildResult) -> Iterator[Any]:
    """Report what dbt did to Dagster: a materialisation a model, a check result a test."""
    manifest = json.loads(MANIFEST_PATH.read_text(encoding="utf-8"))
    checks = {spec.metadata["dagster_dbt/unique_id"]: spec for spec in context.assets_def.check_specs}
    for node in result.nodes:
        if node.resource_type == "model" and node.is_ok:
            key = TRANSLATOR.get_asset_key(manifest["nodes"][node.unique_id])
            yield dg.MaterializeResult(asset_key=key, metadata={"seconds": node.seconds})
        elif node.unique_id in checks and node.status != "skipped":
            spec = checks[node.unique_id]
            yield dg.AssetCheckResult(
                asset_key=spec.asset_key,
                check_name=spec.name,
                passed=node.is_ok,
                severity=dg.AssetCheckSeverity.WARN if node.severity == "warn" else dg.AssetCheckSeverity.ERROR,
                metadata={"failing rows": node.failures, "message": node.message},
            )
