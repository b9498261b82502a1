"""dbt's page, enriched: every column says what it is made from and where it goes, every model leads to the map.

dbt's artifacts stay as they are. The page gets copies: descriptions with the derived lineage, addresses relative to
where the page stands in the site, and none of what it never shows (dbt's own macros, compiled tests, empty settings).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl

from dagster_project import files
from dagster_project.site.addresses import concept_path, domain_path, field_path, relative
from dagster_project.warehouse.docs_lineage import NOT_TRACED, ColumnLineage, LineageText, listed
from dagster_project.warehouse.docs_template import filled

#: Where the page stands in the site, and what its links start from.
PAGE = "docs/index.html"
_MAP_PAGES = {"map_gap": "gaps.html", "map_duplication": "duplications.html"}
_MAP_LAYER = "lineage"
#: What the page reads nowhere; `relation_name` and the like stay, they are short.
_UNSEEN_IN_NODES = (
    *("checksum", "created_at", "build_path", "compiled_path", "unrendered_config", "refs", "sources", "metrics"),
    *("doc_blocks", "extra_ctes", "extra_ctes_injected", "constraints", "contract", "primary_key", "time_spine"),
)
_UNSEEN_IN_COLUMNS = ("config", "constraints", "quote", "granularity", "doc_blocks")
_UNSEEN_IN_UNIT_TESTS = ("given", "expect", "overrides", "checksum", "created_at", "schema")
#: How many fields and how many concepts a model's page leads to by name.
_LINKS = 4


@dataclass(frozen=True)
class DocsInputs:
    """What the page is made from: dbt's artifacts, the graph's frames, and the catalogue's frames by table."""

    manifest: Mapping[str, Any]
    catalog: Mapping[str, Any]
    lineage: LineageText
    catalogue: Mapping[str, pl.DataFrame]

    @property
    def names(self) -> dict[str, str]:
        """Labels of concepts, by the id of their node."""
        rows = self.catalogue["concepts"].select("concept_id", "label").iter_rows()
        return {f"concept.{concept_id}": label for concept_id, label in rows}


def read_inputs(target: Path, lineage: Path, catalogue: Path) -> DocsInputs:
    """Read the artifacts in `target`, the graph in `lineage` and the catalogue's Parquet files in `catalogue`."""
    return DocsInputs(
        manifest=json.loads((target / "manifest.json").read_text(encoding="utf-8")),
        catalog=json.loads((target / "catalog.json").read_text(encoding="utf-8")),
        lineage=LineageText(pl.read_parquet(lineage / "nodes.parquet"), pl.read_parquet(lineage / "edges.parquet")),
        catalogue={name: pl.read_parquet(catalogue / f"{name}.parquet") for name in ("concepts", "domains", "fields")},
    )


def enriched_manifest(inputs: DocsInputs) -> dict[str, Any]:
    """Return the manifest that the page shows; what was read is not changed."""
    told = _Told(inputs)
    source = inputs.manifest
    project = source["metadata"]["project_name"]
    kept = {key: source[key] for key in ("metadata", "parent_map", "child_map", "metrics", "groups", "selectors")}
    return {
        **kept,
        **{key: source.get(key, {}) for key in ("semantic_models", "saved_queries", "functions", "disabled")},
        "nodes": {key: told.node(node) for key, node in source["nodes"].items()},
        "sources": {key: told.source(node) for key, node in source["sources"].items()},
        "exposures": {key: _exposure(node) for key, node in source["exposures"].items()},
        "unit_tests": {key: _without(node, _UNSEEN_IN_UNIT_TESTS) for key, node in source["unit_tests"].items()},
        "macros": {key: macro for key, macro in source["macros"].items() if macro["package_name"] == project},
        "docs": {key: block for key, block in source["docs"].items() if block["name"] == "__overview__"},
    }


def write_page(inputs: DocsInputs, template: Path, page: Path) -> None:
    """Write the self-contained page from dbt's own `template` (index.html); raise WreathError if it is not as known."""
    text = template.read_text(encoding="utf-8")
    files.write_text(page, filled(text, enriched_manifest(inputs), slim_catalog(inputs.catalog)))


def _without(node: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    left_out = set(names)
    return {key: value for key, value in node.items() if key not in left_out}


def slim_catalog(catalog: Mapping[str, Any]) -> dict[str, Any]:
    """Return the catalog without what is null in a column."""

    def slim(relation: Mapping[str, Any]) -> dict[str, Any]:
        columns = {
            name: {key: value for key, value in column.items() if value is not None}
            for name, column in relation["columns"].items()
        }
        return {**relation, "columns": columns}

    return {**catalog, **{part: {k: slim(v) for k, v in catalog[part].items()} for part in ("nodes", "sources")}}


def _exposure(node: Mapping[str, Any]) -> dict[str, Any]:
    """An exposure whose address leads from the page, not from the site's root."""
    slim = _without(node, _UNSEEN_IN_NODES)
    return {**slim, "url": relative(PAGE, node["url"])} if node.get("url") else slim


class _Told:
    """Nodes with their derived lineage in the descriptions."""

    def __init__(self, inputs: DocsInputs) -> None:
        self._lineage = inputs.lineage
        self._names = inputs.names
        self._breadth = inputs.lineage.breadth()
        self._domain_of = dict(inputs.catalogue["concepts"].select("concept_id", "domain_id").iter_rows())
        self._domains = dict(inputs.catalogue["domains"].select("domain_id", "label").iter_rows())
        fields = inputs.catalogue["fields"].select("source", "dataset", "field").unique().iter_rows()
        self._fields = {".".join(row): field_path(*row[1:]) for row in fields}

    def node(self, node: Mapping[str, Any]) -> dict[str, Any]:
        """A model told in full; a test without its compiled SQL."""
        slim = _without(node, _UNSEEN_IN_NODES)
        if node["resource_type"] == "model":
            return self._described(slim, node["name"])
        return _without(slim, ("compiled_code", "columns"))

    def source(self, node: Mapping[str, Any]) -> dict[str, Any]:
        """A table of a source, told in full."""
        return self._described(_without(node, _UNSEEN_IN_NODES), f"{node['schema']}.{node['identifier']}")

    def _described(self, node: dict[str, Any], model: str) -> dict[str, Any]:
        columns, found = {}, []
        for key, column in node["columns"].items():
            lineage = self._lineage.column(model, column["name"])
            said = lineage.sentence(self._names) if lineage else NOT_TRACED
            described = " ".join([column.get("description") or "", said]).strip()
            columns[key] = {**_without(column, _UNSEEN_IN_COLUMNS), "description": described}
            found += [lineage] if lineage else []
        said = node.get("description") or ""
        described = f"{said}\n\n{self._on_the_map(node, found)}".strip()
        return {**node, "said": said, "description": described, "columns": columns}

    def _on_the_map(self, node: Mapping[str, Any], columns: Sequence[ColumnLineage]) -> str:
        """One paragraph of links: the map, then the fields, concepts and areas that this model's columns meet there."""
        page = next((page for start, page in _MAP_PAGES.items() if node["name"].startswith(start)), "map.html")
        parts = [f"On the map: {_link('its page' if node['schema'] == _MAP_LAYER else 'the whole map', page)}"]
        fields = _commonest((f for column in columns for f in column.fields if f in self._fields), self._breadth)
        nodes = _commonest(concept for column in columns for concept in column.targets.get("concept", ()))
        concepts = [(self._names[node], node.removeprefix("concept.")) for node in nodes]
        areas = {self._domain_of[concept] for _, concept in concepts} | set(self._own_area(node))
        parts += _counted("field", [_link(f, self._fields[f]) for f in fields])
        parts += _counted("concept", [_link(label, concept_path(concept)) for label, concept in concepts])
        labels = [(self._domains[area], area) for area in areas if area in self._domains]
        parts += _counted("domain", [_link(label, domain_path(area)) for label, area in sorted(labels)], 8)
        parts += _counted(
            "return item", _commonest(i for column in columns for i in column.targets.get("return_item", ()))
        )
        return f"{'; '.join(parts)}."

    @staticmethod
    def _own_area(node: Mapping[str, Any]) -> Iterator[str]:
        return (tag.removeprefix("domain:") for tag in node.get("tags", ()) if tag.startswith("domain:"))


def _link(label: str, target: str) -> str:
    return f"[{label}]({relative(PAGE, target)})"


def _commonest(names: Iterable[str], breadth: Mapping[str, int] = MappingProxyType({})) -> list[str]:
    """Names by how many of the model's columns have them, as a share of all columns that do (where that is given)."""
    counts = Counter(names)
    return sorted(counts, key=lambda name: (-counts[name] / breadth.get(name, 1), name))


def _counted(word: str, links: Sequence[str], limit: int = _LINKS) -> list[str]:
    return [f"{word if len(links) == 1 else f'{word}s'} {listed(links, limit)}"] if links else []
