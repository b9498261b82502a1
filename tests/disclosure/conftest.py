"""A copy without persons, in memory."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.disclosure.copies import Copy


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Copy]:
    """Empty tables, to be filled and controlled."""
    made = Copy(tmp_path)
    yield made
    made.connection.close()
