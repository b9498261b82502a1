"""dbt's unit tests: the rules of the warehouse, each on both sides of its boundary."""

from __future__ import annotations

import pytest

from dagster_project.settings import apply_quiet_environment
from dagster_project.warehouse import dbt
from tests.conftest import Built

pytestmark = pytest.mark.slow

#: The number may grow, not fall unnoticed.
AT_LEAST = 100


def test_every_unit_test_of_the_project_passes(faultless: Built) -> None:
    apply_quiet_environment(faultless.settings)
    # A unit test reads the columns of what its model reads, and the map reads itself.
    dbt.build(faultless.settings, select=[dbt.MAP_TAG]).raise_for_faults()
    result = dbt.unit_tests(faultless.settings)
    failed = {node.name: node.message for node in result.nodes if not node.is_ok}
    assert failed == {}
    assert len(result.nodes) >= AT_LEAST
