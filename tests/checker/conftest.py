"""The sets of statements, read and checked as the command does."""

import csv
from functools import cache
from pathlib import Path

import pytest

from ntt_coverage.intake.project import read_figures
from ntt_coverage.intake.statement_files import read_statement_files
from ntt_coverage.measures.statements.checking import RULES, check_statements, findings_of
from ntt_coverage.paths import ProjectPaths

HERE = Path(__file__).parent
SETS = list(csv.DictReader((HERE / "sets.csv").open(encoding="utf-8")))


@cache
def official():
    return read_figures(ProjectPaths(HERE.parents[1]))


@cache
def read_set(name):
    files = [HERE / "sets" / name / f"{part}.csv" for part in ("statements", "sources")]
    return read_statement_files(files, official().sources.iloc[:0])


@pytest.fixture(scope="session")
def findings():
    """Return what is found in a set, by some or all rules."""

    def found(name, rules=RULES):
        read, known = read_set(name), official()
        return findings_of(
            check_statements(
                read.cleaned.observations, read.sources, known.denominators, known.rates,
                read.relations, rules=rules,
            )
        )  # fmt: skip

    return found
