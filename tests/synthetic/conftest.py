"""One simulation of the default size and its renderings, shared by the tests that only look at them."""

import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.synthetic import Rendered, Truth, render, simulate


@pytest.fixture(scope="session")
def truth() -> Truth:
    """The default authority."""
    return simulate()


@pytest.fixture(scope="session")
def exact(truth: Truth, catalogue: Catalogue) -> Rendered:
    """The default authority without faults."""
    return render(truth, catalogue=catalogue, faults=0.0)


@pytest.fixture(scope="session")
def faulty(truth: Truth, catalogue: Catalogue) -> Rendered:
    """The default authority with the usual faults."""
    return render(truth, catalogue=catalogue)
