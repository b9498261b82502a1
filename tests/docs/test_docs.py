"""The documents name real files, folders and commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click import Command
from typer.main import get_command

from dagster_project.cli import app
from dagster_project.register_commands import NameFirst
from dagster_project.settings import repository

ROOT = repository()
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PATH = re.compile(r"`((?:seeds|dagster_project|dbt|expectations|lineage|docs|tests|benchmarks)/[\w./-]*)`")
COMMAND = re.compile(r"wreath ([a-z]+)(?: ([a-z]+))?")
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
