"""Small dbt projects for tests, as the manifest that dbt compile would write for them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Project:
    """A project under construction: sources and models in any order."""

    sources: dict[str, Any] = field(default_factory=dict)
    nodes: dict[str, Any] = field(default_factory=dict)
    schema: dict[str, dict[str, str]] = field(default_factory=dict)

    def source(self, relation: str, columns: list[str]) -> None:
        schema, table = relation.split(".")
        self.sources[f"source.t.{relation}"] = {"schema": schema, "identifier": table, "columns": {}}
        self.schema[relation] = dict.fromkeys(columns, "VARCHAR")

    def model(self, path: str, sql: str, *, parents: tuple[str, ...] = (), **extra: Any) -> None:
        """Add a model `layer/name`; `columns` (in the database) and `meta`, `column_meta`, `raw` are optional."""
        layer, name = path.split("/")
        meta, column_meta = extra.get("meta", {}), extra.get("column_meta", {})
        self.nodes[f"model.t.{name}"] = {
            "resource_type": "model",
            "name": name,
            "schema": layer,
            "alias": name,
            "path": f"marts/{layer}/{name}.sql",
            "original_file_path": f"models/marts/{layer}/{name}.sql",
            "raw_code": extra.get("raw", sql),
            "compiled_code": sql,
            "config": {"materialized": "table", "meta": meta, "tags": extra.get("tags", [])},
            "depends_on": {"nodes": [f"model.t.{parent}" for parent in parents]},
            "columns": {
                column: {"name": column, "config": {"meta": {"concept": concept}}}
                for column, concept in column_meta.items()
            },
        }
        if "columns" in extra:
            self.schema[f"{layer}.{name}"] = dict.fromkeys(extra["columns"], "VARCHAR")

    def write(self, folder: Path) -> Path:
        path = folder / "manifest.json"
        path.write_text(json.dumps({"sources": self.sources, "nodes": self.nodes}), encoding="utf-8")
        return path


def care_project() -> Project:
    """Two sources and four models: a domain, an indicator, a return and a model between them."""
    project = Project()
    project.source("landing.lcs__ssd_care_leavers", ["record_key", "clea_activity", "clea_contact", "clea_note"])
    project.source("landing.ccis__activity", ["record_key", "extract_date", "code", "verified"])
    project.source("catalogue.recodes", ["from_code", "to_code"])
    project.model(
        "core/fct_activity",
        "select record_key as person_id, clea_activity as activity_code, clea_contact as activity_date\n"
        "from landing.lcs__ssd_care_leavers\n"
        "union all\n"
        "select ccis.record_key, case when ccis.code is not null then recodes.to_code end, ccis.verified\n"
        "from landing.ccis__activity as ccis\n"
        "left join catalogue.recodes as recodes on ccis.code = recodes.from_code",
    )
    project.model(
        "domains/dom_employment",
        "select person_id, activity_code as main_activity, activity_date as main_activity_date from core.fct_activity\n"
        "qualify row_number() over (partition by person_id order by activity_date desc) = 1",
        parents=("fct_activity",),
        column_meta={"main_activity": "C01", "main_activity_date": "C01"},
    )
    project.model(
        "domains/ind_employment",
        "select person_id, main_activity in ('F1', 'F4') as is_engaged from domains.dom_employment",
        parents=("dom_employment",),
    )
    project.model(
        "returns/ssda903__oc3",
        'select person_id as "CHILD", coalesce(activity_code, \'0\') as "ACTIV" from core.fct_activity',
        parents=("fct_activity",),
    )
    return project
