"""Fictional authorities, built once for all tests that look at a whole run, whichever process needs one first."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright

from dagster_project.catalogue import Catalogue
from dagster_project.settings import Settings, apply_quiet_environment, repository
from dagster_project.warehouse.pointer import require_current

AS_AT = date(2026, 4, 30)
CHROMIUM = Path("/usr/bin/chromium")
QUIET_CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
#: Models for dbt to select: the return's marts and all that they are made from.
THE_RETURN = ["+path:models/marts/returns"]
#: Fixtures whose warehouse all processes share.
SHARED = {"demo", "built", "faultless"}


#: Name under which a test's measures travel from its process to the terminal summary.
MEASURED = "measured"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests measured: a reader should see it even when every test passes."""
    reports = [report for found in terminalreporter.stats.values() for report in found]
    called = [report for report in reports if getattr(report, "when", None) == "call"]
    lines = [str(line) for report in called for name, line in report.user_properties if name == MEASURED]
    if lines:
        terminalreporter.section("measured")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Add a line to the terminal summary."""
    return lambda line: request.node.user_properties.append((MEASURED, line))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files in an order in which no process waits for a warehouse that another is building, nor ends much later.

    First the files that build their own, then one that needs the demo, which is built meanwhile; the quick ones before
    the rest of those that share it.
    """
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    shared = {path for path, found in files.items() if any(SHARED & _fixtures(item) for item in found)}
    builders = {path for path, found in files.items() if any(item.get_closest_marker("builds") for item in found)}
    first = next((path for path in files if path in shared - builders), None)
    rank = {path: 0 if path in builders else 1 if path == first else 3 if path in shared else 2 for path in files}
    items[:] = [item for path in sorted(files, key=rank.__getitem__) for item in files[path]]


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


@dataclass(frozen=True)
class Built:
    """A warehouse that dbt has built, with what the lineage needs of it."""

    settings: Settings
    database: Path
    manifest: Path

    @staticmethod
    def of_build(settings: Settings) -> Built:
        """Return the warehouse that was built in a home where nothing was published."""
        from dagster_project.warehouse import dbt

        return Built(settings, settings.warehouse, dbt.manifest_path(settings))

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Open the warehouse for reading."""
        from dagster_project.warehouse.publish import connect

        return connect(self.database, self.settings)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, with no errand of its own outside; in CI it has to be there."""
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{CHROMIUM} is needed in CI; install the package chromium")
        pytest.skip(f"{CHROMIUM} is not installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET_CHROMIUM)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load(repository() / "seeds")


def _once(folders: pytest.TempPathFactory, name: str, make: Callable[[Settings], None]) -> Settings:
    """Return the home `name`, made by the first process that asks; the others wait and must not write there."""
    in_parallel = "PYTEST_XDIST_WORKER" in os.environ
    folder = (folders.getbasetemp().parent if in_parallel else folders.getbasetemp()) / name
    settings = Settings(folder)
    apply_quiet_environment(settings)
    with FileLock(folder.with_suffix(".lock")):
        if not (folder / "made").exists():
            make(settings)
            (folder / "made").touch()
    return settings


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A whole run of the main job on a small authority with the usual faults: published pages, return and map."""
    from dagster_project.warehouse import dbt

    settings = _once(tmp_path_factory, "demo", _run_the_main_job)
    return Built(settings, require_current(settings).identified, dbt.target_path(settings) / "manifest.json")


def _run_the_main_job(settings: Settings) -> None:
    from dagster_project.demo import make_extracts
    from dagster_project.run import run

    make_extracts(settings, people=150, listener=lambda step: None)
    outcome = run(settings, as_at=None, again=False, listener=lambda step: None)
    assert outcome.exit_code == 0, outcome.lines


@pytest.fixture(scope="session")
def built(demo: Built) -> Built:
    """The demo, for tests that only need some warehouse and its compiled SQL."""
    return demo


@pytest.fixture(scope="session")
def faultless(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Built:
    """The return, and whom it is about, from extracts that render the truth exactly."""
    from dagster_project.synthetic import generate

    def make(settings: Settings) -> None:
        generate(settings.home, people=300, faults=0.0, as_at=AS_AT, catalogue=catalogue)
        build_warehouse(settings, only=[*THE_RETURN, "+fct_eligibility", "+bridge_person_source_record"])

    return Built.of_build(_once(tmp_path_factory, "faultless", make))


def build_warehouse(settings: Settings, *, only: Sequence[str] = ()) -> Built:
    """Take in the inbox and build the warehouse, without pages or publishing.

    With `only`, build no more than the models selected, and run none of their tests.
    """
    from dagster_project.landing.intake import take_in
    from dagster_project.warehouse import dbt
    from dagster_project.warehouse.prepare import prepare_build

    apply_quiet_environment(settings)
    catalogue = Catalogue.load(repository() / "seeds", settings.config)
    take_in(settings, catalogue)
    prepare_build(settings, catalogue)
    result = dbt.build_models(settings, select=only) if only else dbt.build(settings, exclude=[dbt.MAP_TAG])
    result.raise_for_faults()
    return Built.of_build(settings)


@pytest.fixture(autouse=True)
def own_environment() -> Iterator[None]:
    """Give every test the environment back as it was: WREATH_HOME decides where things go."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)
