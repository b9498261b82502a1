"""What holds for every model of the dbt project, read from its manifest."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest
import yaml

from dagster_project.settings import repository
from tests.conftest import Built

pytestmark = pytest.mark.slow

MARTS = {"core", "domains", "dashboards", "returns", "lineage"}
BANNED = re.compile(
    r"select\s+distinct|current_date|current_timestamp|\bnow\(|::"
    r"|\busing\s*\(|\bunpivot\b|columns\s*\(\s*'|natural join",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def manifest(built: Built) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(built.manifest.read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="module")
def models(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {node["name"]: node for node in manifest["nodes"].values() if node["resource_type"] == "model"}


@pytest.fixture(scope="module")
def columns(built: Built) -> dict[str, set[str]]:
    with built.connect() as connection:
        rows = connection.execute("select table_name, column_name from information_schema.columns").fetchall()
    found: dict[str, set[str]] = {}
    for table, column in rows:
        found.setdefault(table, set()).add(column)
    return found


def test_every_model_says_what_one_row_is(models: dict[str, dict[str, Any]]) -> None:
    assert [name for name, node in models.items() if not node["description"].startswith("One row per ")] == []


def test_every_column_of_every_model_is_described(models: dict[str, Any], columns: dict[str, set[str]]) -> None:
    described = {
        name: {c for c, spec in node["columns"].items() if spec["description"].strip()} for name, node in models.items()
    }
    missing = {
        name: sorted({c.lower() for c in columns[name]} - {c.lower() for c in described[name]}) for name in models
    }
    assert {name: gap for name, gap in missing.items() if gap} == {}


def test_every_grain_is_data_and_tested(manifest: dict[str, Any], models: dict[str, Any]) -> None:
    tested = {
        node["attached_node"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test" and (node.get("test_metadata") or {}).get("name") == "grain"
    }
    without = [name for name, node in models.items() if not node["config"]["meta"].get("grain")]
    untested = [name for name, node in models.items() if node["unique_id"] not in tested]
    assert (without, untested) == ([], [])


def test_every_mart_is_under_contract_with_a_primary_key(models: dict[str, Any]) -> None:
    marts = {name: node for name, node in models.items() if node["schema"] in MARTS}
    assert [name for name, node in marts.items() if not node["config"]["contract"]["enforced"]] == []
    assert [
        name for name, node in marts.items() if not any(c["type"] == "primary_key" for c in node["constraints"])
    ] == []


def test_authority_leads_every_grain_about_people(models: dict[str, Any]) -> None:
    wrong = [
        name
        for name, node in models.items()
        if "person_id" in node["config"]["meta"]["grain"]
        and node["config"]["meta"]["grain"][0] != "local_authority_code"
    ]
    assert wrong == []


def test_only_staging_reads_sources_of_a_council(manifest: dict[str, Any], models: dict[str, Any]) -> None:
    ours = {"landing", "catalogue"}
    wrong = [
        name
        for name, node in models.items()
        if node["schema"] != "staging"
        and any(
            manifest["sources"][p]["source_name"] not in ours
            for p in node["depends_on"]["nodes"]
            if p.startswith("source.")
        )
    ]
    assert wrong == []


def test_no_model_uses_banned_sql(models: dict[str, Any]) -> None:
    def code(node: dict[str, Any]) -> str:
        return re.sub(r"--[^\n]*|\{#.*?#\}|'[^']*'", "", node["raw_code"], flags=re.DOTALL)

    assert [name for name, node in models.items() if BANNED.search(code(node))] == []


def test_models_stay_small(models: dict[str, Any]) -> None:
    sizes = sorted(len(node["raw_code"].splitlines()) for name, node in models.items() if node["schema"] != "staging")
    assert sizes[len(sizes) // 2] <= 55
    assert sizes[int(len(sizes) * 0.9)] <= 90
    assert sizes[-1] <= 150


def test_no_description_is_copied() -> None:
    """A sentence that two columns share stands once, in a doc block."""
    texts: Counter[str] = Counter()
    for path in (repository() / "dbt" / "models").rglob("*.yml"):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
        for model in content.get("models", []):
            literal = [c.get("description", "") for c in model.get("columns", [])]
            texts.update(text.strip() for text in literal if text and "doc(" not in text)
    assert {text: count for text, count in texts.items() if count > 1} == {}


def test_every_mart_that_people_read_has_an_exposure(manifest: dict[str, Any]) -> None:
    exposures = manifest["exposures"].values()
    assert len(exposures) >= 10
    assert [e["name"] for e in exposures if not (e["owner"].get("name") and e["maturity"] and e["description"])] == []


def test_aggregate_only_datasets_never_enter_the_spine(built: Built) -> None:
    with built.connect() as connection:
        entered = connection.execute(
            "select bridge.dataset from core.bridge_person_source_record as bridge inner join catalogue.datasets as d "
            "on d.dataset = bridge.dataset where not d.is_linkable"
        ).fetchall()
        refused = connection.execute("select count(*) from catalogue.datasets where not is_linkable").fetchall()
    assert refused[0][0] > 0
    assert entered == []
