"""The tables of a report: hedges and numbers as their sources give them, every source listed."""

from dataclasses import replace

import pytest

import ntt_coverage as nc
from ntt_coverage.measures.statements.checking import findings_of
from ntt_coverage.publish.sections import show_coverage, show_known, show_sources


@pytest.fixture(scope="module")
def quarter(data):
    return lambda text, lang="id": nc.coverage(text, lang, data=data)


def test_the_table_of_states_keeps_the_hedge_of_an_approximate_number(quarter):
    tables = quarter("2021Q4")
    about = tables.coverage["certainty"].mask(tables.coverage["label"] == "Kab. Kupang", 1)
    shown = show_coverage(replace(tables, coverage=tables.coverage.assign(certainty=about))).markup
    assert '<td class="number">sekitar 2.480</td>' in shown
    assert '<td class="number">1.522</td>' in shown


@pytest.mark.parametrize("text", ["2024Q2", "2021Q2"])
def test_whom_a_finding_cites_stands_under_the_sources(quarter, text):
    tables = quarter(text)
    findings = findings_of(tables.checks)
    cited = findings[["source_ids", "official_source_ids"]].agg("|".join).str.split("|")
    listed = show_sources(tables).markup
    assert len(findings)
    for key in {key for keys in cited for key in keys if key}:
        assert f"{key}. " in listed


def test_an_official_count_that_a_finding_uses_is_listed(quarter):
    assert "S40. " in show_sources(quarter("2021Q2")).markup


def test_a_range_is_written_as_the_language_writes_numbers(quarter):
    assert "1.500–2.000 orang per kabupaten" in show_known(quarter("2019Q3")).markup
    assert "1,500–2,000 persons per regency" in show_known(quarter("2019Q3", "en")).markup
