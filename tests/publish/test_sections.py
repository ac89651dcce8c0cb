"""The tables of a report: hedges and numbers as their sources give them, every source listed."""

from dataclasses import replace

import pytest

from ntt_coverage.pipeline import build_quarter
from ntt_coverage.publish.sections import show_coverage


@pytest.fixture(scope="module")
def quarter(data):
    return lambda text, lang="id": build_quarter(text, lang, data=data)


def test_the_table_of_states_keeps_the_hedge_of_an_approximate_number(quarter):
    tables = quarter("2021Q4")
    about = tables.coverage["certainty"].mask(tables.coverage["label"] == "Kab. Kupang", 1)
    shown = show_coverage(replace(tables, coverage=tables.coverage.assign(certainty=about))).markup
    assert '<td class="number">sekitar 2.480</td>' in shown
    assert '<td class="number">1.522</td>' in shown
