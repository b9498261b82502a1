"""dbt's models as Dagster assets, its tests as checks of the models they test."""

import json
from collections.abc import Iterator
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, dbt_assets

from dagster_project.defs.resources import RunSettings
from dagster_project.defs.warehouse.translator import WreathTranslator
from dagster_project.warehouse import dbt
from dagster_project.warehouse.prepare import prepare_build

# No `from __future__ import annotations` here: Dagster reads the annotation of `context` at run time.

TRANSLATOR = WreathTranslator(DagsterDbtTranslatorSettings(enable_asset_checks=True))
MANIFEST_PATH = dbt.manifest_path(RunSettings.settings())


@dbt_assets(manifest=MANIFEST_PATH, exclude=dbt.MAP_TAG, name="warehouse", dagster_dbt_translator=TRANSLATOR)
def warehouse_models(context: dg.AssetExecutionContext, run_settings: RunSettings) -> Iterator[Any]:
    """Build staging, intermediate and marts from the accepted loads."""
    settings = run_settings.settings()
    prepare_build(settings, as_at=run_settings.day())
    yield from _events(context, dbt.build(settings, exclude=[dbt.MAP_TAG]))


@dbt_assets(manifest=MANIFEST_PATH, select=dbt.MAP_TAG, name="map", dagster_dbt_translator=TRANSLATOR)
def map_models(context: dg.AssetExecutionContext, run_settings: RunSettings) -> Iterator[Any]:
    """Build the map, its duplications and its gaps from the derived lineage."""
    yield from _events(context, dbt.build(run_settings.settings(), select=[dbt.MAP_TAG]))


def _events(context: dg.AssetExecutionContext, result: dbt.BuildResult) -> Iterator[Any]:
    """Report models and tests to Dagster, then stop the run if it must not be published."""
    manifest = json.loads(MANIFEST_PATH.read_text(encoding="utf-8"))
    checks = {spec.metadata["dagster_dbt/unique_id"]: spec for spec in context.assets_def.check_specs if spec.metadata}
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
    result.raise_for_faults()


__all__ = ["DagsterDbtTranslator", "map_models", "warehouse_models"]
