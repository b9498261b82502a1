"""dbt's page as published: lineage in its descriptions, links that lead somewhere, tags, colours and exposures."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import polars as pl
import pytest

from dagster_project.warehouse import dbt, map_inputs
from dagster_project.warehouse.docs_lineage import NOT_TRACED, NOTHING_RECORDED, LineageText, listed
from dagster_project.warehouse.docs_page import PAGE, DocsInputs, enriched_manifest, read_inputs
from dagster_project.warehouse.docs_template import GROUND, filled
from dagster_project.warehouse.pointer import require_current
from tests.conftest import Built

pytestmark = pytest.mark.slow
LINK = re.compile(r"\[[^\]]+\]\(([^)]+)\)")
Frame = Callable[[str], pl.DataFrame]
MARTS = {"core", "domains", "dashboards", "returns"}


@pytest.fixture(scope="module")
def inputs(demo: Built) -> DocsInputs:
    settings = demo.settings
    return read_inputs(dbt.target_path(settings), map_inputs.lineage_path(settings), settings.build / "catalogue")


@pytest.fixture(scope="module")
def manifest(inputs: DocsInputs) -> dict[str, Any]:
    return enriched_manifest(inputs)


@pytest.fixture(scope="module")
def models(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {node["name"]: node for node in manifest["nodes"].values() if node["resource_type"] == "model"}


@pytest.fixture(scope="module")
def frame(demo: Built) -> Frame:
    """A table of the catalogue, by its name."""
    return lambda name: pl.read_parquet(demo.settings.build / "catalogue" / f"{name}.parquet")


@pytest.fixture(scope="module")
def site(demo: Built) -> Path:
    return require_current(demo.settings).site


def described(models: dict[str, dict[str, Any]], model: str, column: str) -> str:
    said: str = models[model]["columns"][column]["description"]
    return said


def test_every_column_of_every_mart_says_what_it_is_from_and_where_it_goes(models: dict[str, dict[str, Any]]) -> None:
    silent = [
        f"{name}.{column['name']}"
        for name, node in models.items()
        if node["schema"] in MARTS
        for column in node["columns"].values()
        if not ("From: " in column["description"] and " To: " in column["description"])
    ]
    assert silent == []
    assert any(NOTHING_RECORDED in described(models, name, c) for name, n in models.items() for c in n["columns"])


def test_a_column_names_its_fields_what_decides_it_and_what_is_made_of_it(models: dict[str, dict[str, Any]]) -> None:
    activity = described(models, "ssda903__oc3", "ACTIV")
    assert "From: lcs.lcs_care_leaver_contacts.activity" in activity
    assert activity.endswith("To: return item SSDA903.OC3.ACTIV.")
    staged = described(models, "stg_lcs__care_leaver", "activity_code")
    assert "From: lcs.ssd_care_leavers.clea_care_leaver_activity; decided by: " in staged
    assert "domains education, employment, housing." in staged
    assert " To: indicator is_neet; dashboard employment." in described(models, "ind_employment", "is_neet")


def test_a_mart_of_the_map_says_that_it_describes_fields(models: dict[str, dict[str, Any]]) -> None:
    of_the_map = [node for node in models.values() if node["schema"] == "lineage"]
    assert len(of_the_map) > 5
    assert all(c["description"].endswith(NOT_TRACED) for node in of_the_map for c in node["columns"].values())


def test_lists_are_cut_with_the_number_left_out() -> None:
    names = [f"n{place}" for place in range(9)]
    assert listed(names[:7], limit=6) == "n0, n1, n2, n3, n4, n5, n6"
    assert listed(names[:8], limit=6) == "n0, n1, n2, n3, n4, n5 and 2 more"


def test_a_graph_of_three_columns_is_told_in_words() -> None:
    nodes = pl.DataFrame(
        [
            ("lcs.a.x", "field", "lcs", "a", "x", None, None),
            ("landing.lcs__a.x", "source_column", "landing", "landing.lcs__a", "x", None, None),
            ("m.x", "model_column", "core", "m", "x", None, None),
            ("m.made_up", "model_column", "core", "m", "made_up", None, None),
            ("indicator.i", "indicator", "dashboards", "d", "i", None, None),
        ],
        schema=["id", "kind", "layer", "model", "column", "data_type", "path"],
        orient="row",
    )
    edges = pl.DataFrame(
        [
            ("lcs.a.x", "landing.lcs__a.x", "feeds", "copied", None, None),
            ("landing.lcs__a.x", "m.x", "feeds", "copied", None, None),
            ("landing.lcs__a.x", "m.made_up", "decides", "filtered", None, None),
            ("m.x", "indicator.i", "feeds", "copied", None, None),
            ("m.made_up", "indicator.i", "decides", "joined", None, None),
        ],
        schema=["from_id", "to_id", "kind", "how", "path", "line"],
        orient="row",
    )
    graph = LineageText(nodes, edges)
    fed, made_up = graph.column("M", "X"), graph.column("m", "made_up")
    assert fed is not None
    assert made_up is not None
    assert fed.sentence({}) == "From: lcs.a.x. To: indicator i."
    assert made_up.sentence({}) == (
        "From: nothing recorded; decided by: landing.lcs__a.x (filtered). "
        "To: nothing that is shown or returned. It decides 1 indicator."
    )
    assert graph.column("m", "unheard_of") is None


def test_every_link_of_the_page_leads_to_a_file_and_an_anchor(manifest: dict[str, Any], site: Path) -> None:
    folder = (site / PAGE).parent
    told = [*manifest["nodes"].values(), *manifest["sources"].values()]
    links = {link for node in told for link in LINK.findall(node.get("description") or "")}
    links |= {exposure["url"] for exposure in manifest["exposures"].values()}
    anchors: dict[Path, set[str]] = {}
    broken = []
    for link in sorted(links):
        path, _, anchor = link.partition("#")
        target = (folder / unquote(path)).resolve()
        if not target.exists():
            broken.append(link)
        elif anchor:
            if target not in anchors:
                anchors[target] = set(re.findall(r'\bid="([^"]+)"', target.read_text(encoding="utf-8")))
            if unquote(anchor) not in anchors[target]:
                broken.append(link)
    assert len(links) > 200
    assert broken == []


def test_every_model_leads_to_the_map(models: dict[str, dict[str, Any]]) -> None:
    wrong = [name for name, node in models.items() if not re.search(r"\]\(\.\./\w+\.html", node["description"])]
    assert wrong == []


def test_the_same_inputs_give_the_same_page(demo: Built, inputs: DocsInputs, manifest: dict[str, Any]) -> None:
    settings = demo.settings
    again = read_inputs(dbt.target_path(settings), map_inputs.lineage_path(settings), settings.build / "catalogue")
    assert json.dumps(enriched_manifest(again)) == json.dumps(manifest)
    template = (dbt.target_path(settings) / "index.html").read_text(encoding="utf-8")
    page = filled(template, manifest, inputs.catalog)
    assert page.count("On the map: ") >= len(inputs.manifest["sources"])


def test_no_text_of_ours_ends_the_script(demo: Built, inputs: DocsInputs) -> None:
    template = (dbt.target_path(demo.settings) / "index.html").read_text(encoding="utf-8")
    scripts = template.count("</script>")
    page = filled(template, {"description": "</script><!-- <script>"}, inputs.catalog)
    assert page.count("</script>") == scripts


def test_the_page_is_smaller_than_dbt_makes_it(demo: Built, site: Path) -> None:
    folder = dbt.target_path(demo.settings)
    plain = sum((folder / name).stat().st_size for name in ("index.html", "manifest.json", "catalog.json"))
    assert (site / PAGE).stat().st_size < 0.9 * plain


def test_every_model_has_a_tag_of_its_layer_and_those_of_an_area_its_domain(
    models: dict[str, dict[str, Any]], frame: Frame
) -> None:
    assert [n for n, node in models.items() if f"layer:{node['schema']}" not in node["tags"]] == []
    domains = set(frame("domains")["domain_id"])
    of_area = {n: m.group(1) for n in models if (m := re.fullmatch(r"(?:dom|ind)_(\w+)", n))}
    of_area |= {n: m.group(1) for n in models if (m := re.fullmatch(r"int_(\w+?)__\w+", n))}
    untagged = [
        name
        for name, area in of_area.items()
        if area in domains and not {f"domain:{area}", f"dashboard:{area}"} <= set(models[name]["tags"])
    ]
    assert domains <= set(of_area.values())
    assert untagged == []


def test_models_of_a_return_are_tagged_with_it(models: dict[str, dict[str, Any]]) -> None:
    named = [n for n in models if n.startswith(("ssda903__", "int_return__", "stg_ssda903_submitted__"))]
    assert len(named) > 80
    assert [n for n in named if "return:ssda903" not in models[n]["tags"]] == []


def _luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted(map(_luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_tell_layers_and_domains_apart_and_bear_their_labels(models: dict[str, dict[str, Any]]) -> None:
    colour = {name: node["docs"]["node_color"] for name, node in models.items()}
    assert [name for name, value in colour.items() if not value] == []
    weak = [c for c in set(colour.values()) if _contrast(c, "#ffffff") < 4.5 or _contrast(c, GROUND) < 3]
    assert weak == []
    by_layer = {node["schema"]: colour[n] for n, node in models.items() if not _domain_tags(node)}
    by_domain = {tag: colour[n] for n, node in models.items() for tag in _domain_tags(node)}
    assert len(by_domain) == 8
    assert len({*by_layer.values(), *by_domain.values()}) == len(by_layer) + len(by_domain)


def _domain_tags(node: dict[str, Any]) -> list[str]:
    return [tag for tag in node["tags"] if tag.startswith("domain:")]


def test_every_dashboard_and_every_return_has_an_exposure_with_an_owner(inputs: DocsInputs, frame: Frame) -> None:
    exposures = {e["name"]: e for e in inputs.manifest["exposures"].values()}
    ours = frame("dashboards").filter(pl.col("built_by") == "wreath")
    for row in ours.iter_rows(named=True):
        exposure = exposures[f"dashboard_{row['dashboard_id']}"]
        said = (exposure["label"], exposure["owner"]["name"], exposure["url"], exposure["maturity"])
        assert said == (row["title"], row["owner"], row["url"], row["maturity"])
        assert f"dashboard:{row['dashboard_id']}" in exposure["tags"]
    returns = set(frame("return_modules")["return_id"])
    assert returns
    for return_id in returns:
        assert f"return:{return_id}" in exposures[f"return_{return_id}"]["tags"]
    lacking = [
        (name, key)
        for name, exposure in exposures.items()
        for key in ("url", "maturity", "description", "label", "owner")
        if not exposure.get(key)
    ]
    assert lacking == []
    assert [name for name, e in exposures.items() if not (e["owner"]["name"] and e["config"]["meta"]["method"])] == []
