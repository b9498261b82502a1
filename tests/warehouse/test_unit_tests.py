"""dbt's unit tests: the rules of the warehouse, each on both sides of its boundary."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.landing.views import write_views
from dagster_project.settings import Settings, apply_quiet_environment
from dagster_project.warehouse import dbt
from dagster_project.warehouse.pointer import require_current
from tests.conftest import Built

pytestmark = pytest.mark.slow

#: The number may grow, not fall unnoticed.
AT_LEAST = 100


def test_every_unit_test_of_the_project_passes(demo: Built, catalogue: Catalogue, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "own")
    shutil.copytree(demo.settings.home, settings.home, copy_function=shutil.copy2)
    # A unit test reads the columns of what its model reads: those of the warehouse that was published.
    shutil.copy2(require_current(settings).identified, settings.warehouse)
    # Landing's views name the files of the home they were written for.
    apply_quiet_environment(settings)
    write_views(settings, catalogue)
    result = dbt.unit_tests(settings)
    failed = {node.name: node.message for node in result.nodes if not node.is_ok}
    assert failed == {}
    assert len(result.nodes) >= AT_LEAST
