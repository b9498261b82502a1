"""How dbt's nodes are named and grouped in Dagster's graph."""

from collections.abc import Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings

#: The groups in the order of the spine, so that the graph reads from left to right.
GROUPS = {
    "staging": "3_staging",
    "intermediate": "4_intermediate",
    "core": "5_core",
    "domains": "6_domains",
    "dashboards": "7_dashboards",
    "returns": "7_returns",
    "lineage": "8_map",
}


class WreathTranslator(DagsterDbtTranslator):  # type: ignore[misc]  # dagster-dbt has no types
    """One asset a model, keyed by layer and name; sources are keyed by source and dataset as ingestion names them."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """Return layer/model or source/dataset."""
        if dbt_resource_props["resource_type"] == "source":
            return dg.AssetKey([dbt_resource_props["source_name"], dbt_resource_props["name"]])
        return dg.AssetKey([str(dbt_resource_props["schema"]), dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """Return the stage of the spine that the model belongs to.

        What gathers evidence for a domain or an indicator reads core, so it stands with the domains.
        """
        if {"domain", "indicator"} & set(dbt_resource_props["fqn"]):
            return GROUPS["domains"]
        return GROUPS.get(str(dbt_resource_props["schema"]))


TRANSLATOR = WreathTranslator(DagsterDbtTranslatorSettings(enable_asset_checks=True))
