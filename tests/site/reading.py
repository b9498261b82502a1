"""What tests of the pages share: the run they tell of, a graph to draw, and ways to read and to visit a page."""

from __future__ import annotations

import re
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import polars as pl
from playwright.sync_api import Browser, Page

from dagster_project.site import RunFacts
from lineage.ask import WrittenGraph
from lineage.graph import Edge, Node

RUN = RunFacts(
    run_id="2026-04-30-abc",
    as_at=date(2026, 4, 30),
    local_authority_code="990",
    built_at=datetime(2026, 5, 1, 6, 30),
    version="0.1.0",
    authority_names={"990": "Northmoor", "991": "Southmoor"},
    is_fictional=True,
)
HOSTILE = "<script>alert(1)</script>\" onload='x' {{ 7*7 }} https://evil.example =cmd()"
FIELD = "lcs.local_contacts.accommodation"
OTHER = "housing.housing_tenancy.tenancy_type"
ITEM = "SSDA903.OC3.ACCOM"


class Text(HTMLParser):
    """The text a reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def text_of(path: Path) -> str:
    parser = Text()
    parser.feed(path.read_text(encoding="utf-8"))
    return re.sub(r"\s+", " ", " ".join(parser.parts))


def execute(path: Path, *statements: str) -> Path:
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


def graph() -> WrittenGraph:
    """One field that goes to a thing and to an item, another that only has a say in the item."""
    nodes = [
        Node(FIELD, "field", "lcs", "local_contacts", "accommodation", None, None),
        Node(OTHER, "field", "housing", "housing_tenancy", "tenancy_type", None, None),
        Node("stg_lcs__contact.home", "model_column", "staging", "stg_lcs__contact", "home", None, None),
        Node("concept.C20", "concept", "domains", "housing", "C20", None, None),
        Node(ITEM, "return_item", "returns", "SSDA903.OC3", "ACCOM", None, None),
    ]
    edges = [
        Edge(FIELD, "stg_lcs__contact.home", "feeds", "recoded", None, None),
        Edge("stg_lcs__contact.home", "concept.C20", "feeds", "chosen", None, None),
        Edge("stg_lcs__contact.home", ITEM, "feeds", "copied", None, None),
        Edge(OTHER, ITEM, "decides", "filtered", None, None),
    ]
    paths = [(FIELD, ITEM, "feeds"), (FIELD, "concept.C20", "feeds"), (OTHER, ITEM, "decides")]
    return WrittenGraph(
        pl.DataFrame(nodes, schema=list(Node._fields), orient="row", infer_schema_length=None),
        pl.DataFrame(edges, schema=list(Edge._fields), orient="row", infer_schema_length=None),
        pl.DataFrame(paths, schema=["field_id", "target_id", "via"], orient="row"),
    )


def visit(browser: Browser, address: str, width: int = 1280, *, scripts: bool = True) -> tuple[Page, list[str]]:
    """Open a page; return it with everything it complained of or asked for outside."""
    page = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts).new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.on("request", lambda request: None if request.url.startswith("file:") else faults.append(request.url))
    page.goto(address)
    return page, faults
