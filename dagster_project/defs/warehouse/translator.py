"""How dbt's nodes are named and grouped in Dagster's graph."""

from collections.abc import Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings

#: Group of each folder of models, in the order of the spine, so that the graph reads from left to right. What is
#: between staging and a mart stands with the mart it serves.
GROUPS = {
    "landing": "4_people_and_care",
    "person": "4_people_and_care",
    "care": "4_people_and_care",
    "contact": "4_people_and_care",
    "facts": "4_people_and_care",
    "core": "4_people_and_care",
    "domain": "5_domains",
    "domains": "5_domains",
    "indicator": "5_domains",
    "return": "6_returns",
    "returns": "6_returns",
    "dashboards": "7_dashboards",
    "map": "7_map",
    "lineage": "7_map",
}


class WreathTranslator(DagsterDbtTranslator):  # type: ignore[misc]  # dagster-dbt has no types
    """One asset a model, keyed by layer and name; sources are keyed by source and dataset as ingestion names them."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """Return layer/model or source/dataset."""
        if dbt_resource_props["resource_type"] == "source":
            return dg.AssetKey([dbt_resource_props["source_name"], dbt_resource_props["name"]])
        return dg.AssetKey([str(dbt_resource_props["schema"]), dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """Return the stage of the spine that the model belongs to, by its folder."""
        if dbt_resource_props["resource_type"] == "source":
            return None
        layer, folder = dbt_resource_props["fqn"][1:3]
        return "3_staging" if layer == "staging" else GROUPS[folder]


TRANSLATOR = WreathTranslator(DagsterDbtTranslatorSettings(enable_asset_checks=True))
