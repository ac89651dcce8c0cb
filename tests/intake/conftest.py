"""The raw tables of the project, read once."""

import pytest

from ntt_coverage.intake.cleaning import clean_statements
from ntt_coverage.intake.sources import read_sources, read_statements, source_dates
from ntt_coverage.paths import ProjectPaths


@pytest.fixture(scope="session")
def paths():
    return ProjectPaths.find()


@pytest.fixture(scope="session")
def dates(paths):
    return source_dates(read_sources(paths.sources))


@pytest.fixture(scope="session")
def statements(paths):
    return read_statements(paths.statements)


@pytest.fixture(scope="session")
def cleaned(statements, dates):
    return clean_statements(statements, dates)
