"""What changed between two quarters, and what has only become known."""

from dataclasses import replace

import pandas as pd
import pytest

from ntt_coverage.identity import ReportSpec
from ntt_coverage.measures.changes import CHANGES, changes_between
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.pipeline import coverage_in, load
from ntt_coverage.series import changes_since
from tests.conftest import ROOT

YES, NO, NONE, SECRET = "enrolled", "not_enrolled", "no_data", "suppressed"


def one(before, after, then=None):
    tables = [
        pd.DataFrame({"bps_code": ["5311"], "regency": ["Kabupaten Ende"], "state": [state]})
        for state in (before, after, then or before)
    ]
    return changes_between(*tables)["change"].iloc[0]


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (NO, YES, "joined"), (YES, NO, "left"),
        (YES, YES, "still_enrolled"), (NO, NO, "still_not_enrolled"),
        (NONE, YES, "newly_known"), (NONE, NO, "newly_known"), (SECRET, YES, "newly_known"),
        (YES, NONE, "lost"), (NO, NONE, "lost"), (NO, SECRET, "lost"),
        (NONE, NONE, "no_data"), (SECRET, NONE, "no_data"),
    ],
)  # fmt: skip
def test_each_pair_of_states_is_one_change(before, after, change):
    assert one(before, after) == change
    assert change in CHANGES


@pytest.mark.parametrize("state", [YES, NO])
def test_a_state_that_nobody_could_know_then_is_newly_known(state):
    assert one(state, state, then=NONE) == "newly_known"


@pytest.mark.parametrize(("before", "after", "change"), [(NO, YES, "joined"), (YES, NO, "left")])
def test_a_real_change_stays_one_even_if_the_earlier_state_was_told_later(before, after, change):
    assert one(before, after, then=NONE) == change


def test_units_are_matched_by_code_not_by_order():
    codes = ["5311", "5371"]
    before = pd.DataFrame({"bps_code": codes, "regency": ["Ende", "Kota"], "state": [YES, NO]})
    after = before.iloc[::-1].reset_index(drop=True)
    assert list(changes_between(before, after, before)["change"]) == [
        "still_not_enrolled", "still_enrolled",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def data():
    return load(ProjectPaths(ROOT))


def changes_of(data, text, since=None):
    states = coverage_in(ReportSpec.parse(text), data)
    return changes_since(states, since)[1].set_index("regency")["change"]


def test_the_list_of_july_2019_made_21_units_known(data):
    changes = changes_of(data, "2019Q3")
    assert (changes == "newly_known").sum() == 21
    assert changes["Kota Kupang"] == "still_enrolled"


def test_kota_kupang_of_2018_was_known_in_its_own_quarter(data):
    assert changes_of(data, "2018Q3")["Kota Kupang"] == "still_enrolled"
    assert changes_of(data, "2018Q2")["Kota Kupang"] == "newly_known"


def test_taking_away_what_was_printed_later_makes_it_newly_known(data):
    """The state of 2019Q4 rests on one list; were it printed a year later, it would be news."""
    changes = changes_of(data, "2020Q1")
    assert set(changes) == {"still_enrolled", "still_not_enrolled"}
    later = data.sources.assign(
        published=data.sources["published"].mask(
            data.sources["published"].dt.year <= 2019, pd.Timestamp("2020-11-26")
        )
    )
    moved = replace(data, sources=later)
    states = coverage_in(ReportSpec.parse("2020Q1"), data)
    changed = changes_since(replace(states, data=moved))[1]
    assert "newly_known" in set(changed["change"])
    assert "still_enrolled" not in set(changed["change"])
