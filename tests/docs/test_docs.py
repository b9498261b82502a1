"""The documents name real files, folders and commands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml
from click import Command
from typer.main import get_command

from dagster_project.catalogue import Catalogue, tables
from dagster_project.cli import app
from dagster_project.feeds.tables import WHY_HIDDEN
from dagster_project.register_commands import NameFirst
from dagster_project.returns.ssda903.rules.rulebook import rules_of
from dagster_project.settings import repository

ROOT = repository()
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PATH = re.compile(r"`((?:seeds|dagster_project|dbt|expectations|lineage|docs|tests|benchmarks)/[\w./-]*)`")
COMMAND = re.compile(r"wreath ([a-z]+)(?: ([a-z]+))?")
EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_paths_and_links_of_a_page_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    missing = [name for name in PATH.findall(text) if not (ROOT / name).exists()]
    missing += [link for link in LINK.findall(text) if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_of_a_page_exist(page: Path) -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    spans = re.findall(r"`[^`]+`|^(?:uv run|pip install).*$", page.read_text(encoding="utf-8"), re.MULTILINE)
    named = {match for span in spans for match in COMMAND.findall(span)}
    unknown = {" ".join(words) for words in named if not _exists(*words, commands)}
    assert unknown == set()


def _exists(command: str, word: str, commands: dict[str, Command]) -> bool:
    """Whether there is such a command, and in a group such a command of it; the group `baseline` takes a name too."""
    group = commands.get(command)
    within = getattr(group, "commands", {})
    return group is not None and (not word or not within or word in within or isinstance(group, NameFirst))


def test_readme_maps_every_folder_of_the_top_level() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    tracked = {"dagster_project", "dbt", "seeds", "expectations", "lineage", "docs", "tests", "benchmarks"}
    assert {name for name in tracked if f"`{name}/`" not in text} == set()


def test_readme_opens_with_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "pip install uv && uv run wreath demo" in text[:900]
    assert "pip install uv && uv run pytest" in text[:900]


def test_no_page_or_file_names_a_machine() -> None:
    for page in PAGES:
        assert not re.search(r"(?<![\w.])/(?:work|root|home)/", page.read_text(encoding="utf-8")), page


@pytest.mark.parametrize(
    ("name", "outcomes"),
    [
        ("README.md", [("102", "failed", 1)]),
        ("docs/validation.md", [("101", "failed", 1), ("102", "failed", 1), ("411", "not run", None)]),
    ],
)
def test_the_example_of_the_rules_answers_as_its_page_says(name: str, outcomes: list[tuple[str, str, int]]) -> None:
    (example,) = EXAMPLE.findall((ROOT / name).read_text(encoding="utf-8"))
    names: dict[str, Any] = {}
    exec(example, names)
    assert names["result"].outcomes.select("rule", "outcome", "failing_rows").rows() == outcomes
    assert set(names["result"].failures["row"]) == {names["header"].height - 1}


def test_validation_counts_and_names_the_rules_as_they_are(catalogue: Catalogue) -> None:
    text = " ".join((ROOT / "docs" / "validation.md").read_text(encoding="utf-8").split())
    rules = pl.DataFrame([row.model_dump() for row in catalogue.table(tables.VALIDATION_RULES)])
    by_year = re.findall(r"(\d{3}) for (\d{4}-\d{2})", text)
    assert len(by_year) == 5
    assert [(len(rules_of(catalogue, year)), year) for _, year in by_year] == [(int(n), year) for n, year in by_year]
    origins = dict(rules.group_by("origin").len().iter_rows())
    assert f"the same {rules.height} rules, {origins['DfE']} of DfE's list" in text
    assert f"and {origins['tool']} that the tools" in text
    *others, last = sorted(rules.filter("is_long_view")["rule"])
    assert f"{', '.join(others)} and {last} need to look further back" in text


def test_the_guide_to_power_bi_names_tables_and_columns_that_are_fed() -> None:
    text = (ROOT / "docs" / "power-bi.md").read_text(encoding="utf-8")
    path = ROOT / "dbt" / "models" / "marts" / "dashboards" / "_dashboards__models.yml"
    models = {model["name"]: model for model in yaml.safe_load(path.read_text(encoding="utf-8"))["models"]}
    columns = {name: {column["name"] for column in model["columns"]} for name, model in models.items()}
    assert set(re.findall(r"rpt_\w+", text)) <= set(columns)
    related = re.findall(r"^\| `(\w+)` \| `(\w+)` \| `(\w+)` \|$", text, re.MULTILINE)
    assert len(related) == 4
    assert all(key in columns[many] and models[one]["config"]["meta"]["grain"] == [key] for many, one, key in related)
    known = set().union(*columns.values()) | {WHY_HIDDEN.name}
    named = {"local_authority_code", "domain_id", "why_hidden", "age_band", "period_kind", "perspective"}
    assert named <= known and all(f"`{name}`" in text for name in named)
