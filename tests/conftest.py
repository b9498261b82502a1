"""Fictional authorities, built once for all tests that look at a whole run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.settings import Settings, apply_quiet_environment, repository
from dagster_project.warehouse.pointer import require_current

AS_AT = date(2026, 4, 30)


#: Measures of this run that a reader should see even when every test passes; lines of the terminal summary.
MEASURED = pytest.StashKey[list[str]]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what tests measured."""
    lines = config.stash.get(MEASURED, [])
    if lines:
        terminalreporter.section("measured")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture
def report(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """Add a line to the terminal summary."""
    return pytestconfig.stash.setdefault(MEASURED, []).append


@dataclass(frozen=True)
class Built:
    """A warehouse that dbt has built, with what the lineage needs of it."""

    settings: Settings
    database: Path
    manifest: Path

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Open the warehouse for reading."""
        from dagster_project.warehouse.publish import connect

        return connect(self.database, self.settings)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load(repository() / "seeds")


def _home(folder: Path) -> Settings:
    settings = Settings(folder)
    apply_quiet_environment(settings)
    return settings


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A whole run of the main job on a small authority with the usual faults: published pages, return and map."""
    from dagster_project.demo import make_extracts
    from dagster_project.run import run
    from dagster_project.warehouse import dbt

    settings = _home(tmp_path_factory.mktemp("demo"))
    make_extracts(settings, people=150, listener=lambda step: None)
    outcome = run(settings, as_at=None, again=False, listener=lambda step: None)
    assert outcome.exit_code == 0, outcome.lines
    published = require_current(settings)
    return Built(settings, published.identified, dbt.docs_path(settings) / "manifest.json")


@pytest.fixture(scope="session")
def built(demo: Built) -> Built:
    """The demo, for tests that only need some warehouse and its compiled SQL."""
    return demo


@pytest.fixture(scope="session")
def faultless(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Built:
    """A warehouse built from extracts that render the truth exactly."""
    from dagster_project.synthetic import generate

    settings = _home(tmp_path_factory.mktemp("faultless"))
    generate(settings.home, people=300, faults=0.0, as_at=AS_AT, catalogue=catalogue)
    return build_warehouse(settings)


def build_warehouse(settings: Settings) -> Built:
    """Take in the inbox and build the warehouse, without pages or publishing."""
    from dagster_project.landing.intake import take_in
    from dagster_project.warehouse import dbt
    from dagster_project.warehouse.prepare import prepare_build

    apply_quiet_environment(settings)
    catalogue = Catalogue.load(repository() / "seeds", settings.config)
    take_in(settings, catalogue)
    prepare_build(settings, catalogue)
    dbt.build(settings, exclude=[dbt.MAP_TAG]).raise_for_faults()
    return Built(settings, settings.warehouse, dbt.manifest_path(settings))


@pytest.fixture(autouse=True)
def own_environment() -> Iterator[None]:
    """Give every test the environment back as it was: WREATH_HOME decides where things go."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)
