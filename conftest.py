"""The examples in docstrings read the project's data once, and not each anew."""

import pytest

from ntt_coverage.dataset import read_ahead
from ntt_coverage.paths import CHECKOUT, ProjectPaths


@pytest.fixture(scope="session", autouse=True)
def _data_of_examples(doctest_namespace):
    read_ahead(ProjectPaths(CHECKOUT))
