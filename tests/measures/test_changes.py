"""What changed between two quarters, what has only become known, and what was revised."""

from dataclasses import replace
from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_coverage.identity import ReportSpec
from ntt_coverage.measures.changes import CHANGES, PERSON_CHANGES, STILL, changes_between
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.pipeline import coverage_in, load
from ntt_coverage.regencies import load_regencies
from ntt_coverage.series import changes_since
from tests.conftest import ROOT

YES, NO, NONE, SECRET = "enrolled", "not_enrolled", "no_data", "suppressed"
STATES = (YES, NO, NONE, SECRET)
EXACT, ABOUT = 0, 1

UNIT = {
    "bps_code": "5311",
    "regency": "Kabupaten Ende",
    "state": YES,
    "disputed": False,
    "enrolled_persons": None,
    "certainty": EXACT,
    "basis": "count",
    "as_of": pd.Timestamp("2021-03-10"),
    "as_of_precision": "day",
    "holds_from": pd.NaT,
    "statement_id": "A",
    "corrected_value": None,
}
LAST_DAY = pd.Timestamp("2021-03-31")
PERIODS = {"day": "D", "month": "M", "quarter": "Q", "year": "Y"}
LATER = {"as_of": pd.Timestamp("2021-05-20"), "statement_id": "B"}


def coverage(*units):
    """The coverage of a quarter, each unit a change of Ende's."""
    rows = [UNIT | unit for unit in units]
    for row in rows:
        first = row["as_of"].to_period(PERIODS[row["as_of_precision"]]).start_time
        row.setdefault("period_start", first)
    return pd.DataFrame(rows).astype({"enrolled_persons": "Int64"})


def compared(before, after, then, wholes=()):
    return changes_between(before, after, then, last_day=LAST_DAY, wholes=wholes)


def one(before, after, then=None, wholes=()):
    """Ende's row of the changes."""
    tables = [coverage(unit) for unit in (before, after, before if then is None else then)]
    return compared(*tables, wholes).iloc[0]


def change(before, after, then=None):
    return one({"state": before}, LATER | {"state": after}, {"state": then or before})["change"]


# States: then (as far as could be known), before and after (as is known now)

TRUTH = {
    # before, after: change for then = enrolled, not enrolled, nothing known
    (YES, YES): ("still_enrolled", "revised", "newly_known"),
    (NO, NO): ("revised", "still_not_enrolled", "newly_known"),
    (NO, YES): ("joined", "joined", "joined"),
    (YES, NO): ("left", "left", "left"),
    (NONE, YES): ("newly_known", "newly_known", "newly_known"),
    (NONE, NO): ("newly_known", "newly_known", "newly_known"),
    (YES, NONE): ("lost", "lost", "lost"),
    (NO, NONE): ("lost", "lost", "lost"),
    (NONE, NONE): ("revised", "revised", "no_data"),
}


@pytest.mark.parametrize(("pair", "changes"), TRUTH.items())
@pytest.mark.parametrize("unknown", [NONE, SECRET])
def test_each_pair_of_states_is_one_change_whatever_had_been_known(pair, changes, unknown):
    before, after = (unknown if state == NONE else state for state in pair)
    assert tuple(change(before, after, then) for then in (YES, NO, unknown)) == changes
    assert set(changes) <= set(CHANGES)


def test_units_are_matched_by_code_not_by_order():
    before = coverage({"state": YES}, {"bps_code": "5371", "state": NO})
    after = before.iloc[::-1].reset_index(drop=True)
    changed = compared(before, after, before)
    assert list(changed["change"]) == ["still_not_enrolled", "still_enrolled"]


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ({}, ("joined", "left")),
        ({"as_of_precision": "month"}, ("joined", "left")),
        ({"as_of_precision": "quarter"}, ("joined", "left")),
        ({"as_of_precision": "year"}, ("newly_known", "newly_known")),
        ({"period_start": pd.Timestamp("2021-04-01")}, ("joined", "left")),
        ({"period_start": LAST_DAY}, ("newly_known", "newly_known")),
        ({"holds_from": LAST_DAY}, ("newly_known", "newly_known")),
    ],
)
def test_a_state_that_may_have_begun_in_the_earlier_quarter_is_news(evidence, expected):
    """A figure for the whole year says nothing of the quarter in which anything began."""
    pairs = ((NO, YES), (YES, NO))
    after = [LATER | evidence | {"state": state} for _, state in pairs]
    changed = [one({"state": state}, now) for (state, _), now in zip(pairs, after, strict=True)]
    assert tuple(row["change"] for row in changed) == expected


def test_what_a_list_only_implies_is_marked():
    row = one({"state": NO, "basis": "implied"}, LATER | {"basis": "listed"})
    assert (row["implied_before"], row["implied"]) == (True, False)
    assert not one({"state": NONE, "basis": "implied"}, LATER)["implied_before"]


# Persons


def persons(before, after, then=None, **states):
    """What happened to Ende's number: the second is of a later day unless it says otherwise."""
    was = {"enrolled_persons": before} if not isinstance(before, dict) else before
    now = {"enrolled_persons": after} if not isinstance(after, dict) else after
    known = was if then is None else {"enrolled_persons": None if then == "none" else then}
    return one(was, LATER | now, known | states)["persons_change"]


@pytest.mark.parametrize(
    ("before", "after", "then", "expected"),
    [
        (1400, 1647, 1400, "more"), (1647, 1400, 1647, "fewer"), (1400, 1400, 1400, "same"),
        (None, 936, "none", "newly_counted"), (936, None, 936, "no_longer_counted"),
        (None, None, "none", "not_known"),
        # what was printed later: news and revisions, never growth
        (1400, 1400, "none", "newly_counted"), (1400, 1400, 1300, "revised"),
        (None, None, 1300, "revised"), (None, 1200, 1000, "revised"),
        (None, 1000, 1000, "revised"),
        # a change between the quarters stays one, whatever had been known
        (1400, 1647, "none", "more"), (1400, 1647, 1300, "more"), (1647, 1400, 1700, "fewer"),
    ],
)  # fmt: skip
def test_each_pair_of_numbers_is_one_change(before, after, then, expected):
    assert persons(before, after, then) == expected
    assert expected in PERSON_CHANGES


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ({"certainty": ABOUT}, {}),
        ({}, {"certainty": ABOUT}),
        ({"corrected_value": 1740}, {}),
        ({}, {"corrected_value": 1467}),
        ({}, {"as_of": pd.Timestamp("2021-12-31"), "as_of_precision": "year"}),
        ({"as_of": pd.Timestamp("2021-05-02")}, {"as_of_precision": "month"}),
        ({}, {"holds_from": pd.Timestamp("2021-01-01")}),
        ({"as_of": pd.Timestamp("2021-06-30")}, {}),
    ],
    ids=[
        "about then", "about now", "a correction then", "a correction now",
        "in the same year", "in the same month", "an agreement from before", "of an earlier day",
    ],
)  # fmt: skip
def test_numbers_that_differ_without_a_sure_order_are_approximate(was, now):
    assert persons({"enrolled_persons": 1400} | was, {"enrolled_persons": 1647} | now) == (
        "approximate"
    )


def test_two_numbers_of_one_day_are_a_revision_not_growth():
    same_day = {"enrolled_persons": 2482, "as_of": UNIT["as_of"]}
    assert persons(2480, same_day) == "revised"


@pytest.mark.parametrize("was", [{}, {"certainty": ABOUT}, {"corrected_value": 1740}])
@pytest.mark.parametrize("now", [{}, {"certainty": ABOUT}, {"statement_id": "A"}])
def test_equal_numbers_are_the_same_with_any_hedge(was, now):
    assert persons({"enrolled_persons": 2000} | was, {"enrolled_persons": 2000} | now) == "same"


@pytest.mark.parametrize(
    ("wholes", "expected"),
    [(["AB"], "approximate"), (["XAB"], "approximate"), (["AX", "BX"], "fewer"), ([], "fewer")],
)
def test_a_part_is_no_smaller_number_than_its_whole(wholes, expected):
    was, now = {"enrolled_persons": 1522}, LATER | {"enrolled_persons": 905}
    assert one(was, now, wholes=[frozenset(ids) for ids in wholes])["persons_change"] == expected


def test_each_number_says_whether_it_has_a_hedge():
    about = {"enrolled_persons": 2000, "certainty": ABOUT}
    row = one(about, LATER | {"enrolled_persons": 1400}, {"certainty": ABOUT})
    assert pd.isna(row["approximate_then"])  # there is no number that could have one
    assert list(row[["approximate_before", "approximate"]]) == [True, False]


def test_the_number_of_an_agreement_is_carried_and_does_not_grow():
    agreed = {"enrolled_persons": 3000, "holds_from": pd.Timestamp("2021-01-01")}
    assert persons(agreed, agreed | {"statement_id": "A"}) == "same"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [((NO, 0), (YES, 936), "newly_counted"), ((YES, 936), (NO, 0), "no_longer_counted"),
     ((NO, 0), (NO, 0), "same"), ((SECRET, 936), (YES, 936), "newly_counted")],
)  # fmt: skip
def test_a_known_zero_is_no_lower_number(before, after, expected):
    was, now = ({"state": state, "enrolled_persons": n} for state, n in (before, after))
    assert persons(was, now) == expected


def test_disputes_are_told_of_both_quarters():
    row = one({"disputed": True}, {"disputed": False})
    assert (row["disputed_before"], row["disputed"]) == (True, False)


# Whatever the tables say

UNITS = [unit.bps_code for unit in load_regencies()]
DAYS = st.dates(pd.Timestamp("2020-01-01").date(), pd.Timestamp("2021-12-31").date())


@st.composite
def quarters(draw):
    """A coverage of 22 units with any states, numbers, days and certainties."""
    return coverage(
        *(
            {
                "bps_code": code,
                "state": draw(st.sampled_from(STATES)),
                "disputed": draw(st.booleans()),
                "enrolled_persons": draw(st.one_of(st.none(), st.sampled_from([0, 7, 1400, 1401]))),
                "certainty": draw(st.sampled_from([EXACT, ABOUT])),
                "as_of": pd.Timestamp(draw(DAYS)),
                "as_of_precision": draw(st.sampled_from(["day", "month", "quarter", "year"])),
                "statement_id": draw(st.sampled_from("ABC")),
            }
            for code in UNITS
        )
    )


few = settings(max_examples=40, deadline=None)


@few
@given(quarters(), quarters(), quarters())
def test_every_unit_has_one_change_and_one_change_of_persons(before, after, then):
    changed = compared(before, after, then)
    assert list(changed["bps_code"]) == UNITS
    assert changed["change"].isin(CHANGES).all()
    assert changed["persons_change"].isin(PERSON_CHANGES).all()


@few
@given(quarters(), quarters(), quarters(), quarters())
def test_what_had_been_known_alone_never_makes_a_change(before, after, then, other):
    one, two = (compared(before, after, known) for known in (then, other))
    for column, real in (("change", ["joined", "left"]), ("persons_change", ["more", "fewer"])):
        assert list(one[column].isin(real)) == list(two[column].isin(real))


@few
@given(quarters())
def test_a_quarter_did_not_change_since_itself(quarter):
    changed = compared(quarter, quarter, quarter)
    assert changed["change"].isin(STILL).all()
    assert changed["persons_change"].isin(["same", "not_known"]).all()


@few
@given(quarters(), quarters())
def test_only_exact_numbers_of_enrolled_units_grow_or_shrink(before, after):
    changed = compared(before, after, before)
    moved = changed["persons_change"].isin(["more", "fewer"])
    for table in (before, after):
        rows = table[moved.to_numpy()]
        assert rows["state"].eq(YES).all()
        assert rows["certainty"].eq(EXACT).all()
    assert (changed["as_of_before"] < changed["as_of"])[moved].all()


def test_all_combinations_of_states_are_in_the_table_of_truth():
    assert set(TRUTH) == set(product((YES, NO, NONE), repeat=2))


# Real quarters


@pytest.fixture(scope="module")
def data():
    return load(ProjectPaths(ROOT))


def changes_of(data, text, since=None):
    states = coverage_in(ReportSpec.parse(text), data)
    return changes_since(states, since)[1].set_index("regency")


def test_the_list_of_july_2019_made_21_units_known(data):
    changes = changes_of(data, "2019Q3")["change"]
    assert (changes == "newly_known").sum() == 21
    assert changes["Kota Kupang"] == "still_enrolled"


def test_kota_kupang_of_2018_was_known_in_its_own_quarter(data):
    assert changes_of(data, "2018Q3")["change"]["Kota Kupang"] == "still_enrolled"
    assert changes_of(data, "2018Q2")["change"]["Kota Kupang"] == "newly_known"


@pytest.mark.parametrize(
    ("quarter", "regency", "numbers", "expected"),
    [
        ("2018Q3", "Kota Kupang", (1400, 1400, 1400), "same"),
        ("2018Q4", "Kota Kupang", (1400, 1400, 1647), "more"),
        ("2022Q2", "Kabupaten Rote Ndao", (None, 1522, 905), "approximate"),
        ("2024Q2", "Kabupaten Belu", (None, 3784, 3784), "newly_counted"),
        ("2019Q3", "Kota Kupang", (1647, 1647, None), "no_longer_counted"),
    ],
)
def test_persons_of_real_quarters(data, quarter, regency, numbers, expected):
    row = changes_of(data, quarter).loc[regency]
    told = row[["persons_then", "persons_before", "persons"]]
    assert [None if pd.isna(number) else number for number in told] == list(numbers)
    assert row["persons_change"] == expected


def test_a_figure_for_a_year_does_not_say_in_which_quarter_anything_began(data):
    """1,522 of 2021 may have been enrolled before October; the list of 2019 names others."""
    row = changes_of(data, "2021Q4").loc["Kabupaten Rote Ndao"]
    assert (row["state_before"], row["state"], row["change"]) == (NO, YES, "newly_known")
    assert (row["implied_before"], row["implied"]) == (True, False)
    assert (row["as_of_precision_before"], row["as_of_precision"]) == ("day", "year")


def published(data, day, *sources):
    """The same data with some sources published on another day."""
    moved = data.sources["published"].mask(
        data.sources["source_id"].isin(sources), pd.Timestamp(day)
    )
    return replace(data, sources=data.sources.assign(published=moved))


def test_taking_away_what_was_printed_later_makes_it_newly_known(data):
    """The state of 2019Q4 rests on one list; were it printed a year later, it would be news."""
    changes = changes_of(data, "2020Q1")["change"]
    assert set(changes) == {"still_enrolled", "still_not_enrolled"}
    early = data.sources.loc[data.sources["published"].dt.year <= 2019, "source_id"]
    moved = published(data, "2020-11-26", *early)
    states = coverage_in(ReportSpec.parse("2020Q1"), data)
    changed = changes_since(replace(states, data=moved))[1]
    assert "newly_known" in set(changed["change"])
    assert "still_enrolled" not in set(changed["change"])


def test_a_list_printed_late_revises_what_had_been_known_and_joins_nobody(data):
    """With the list of November 2019 printed in January, that of July is what was known then."""
    late = published(data, "2020-01-20", "S09")
    states = coverage_in(ReportSpec.parse("2020Q1"), data)
    changed = changes_since(replace(states, data=late))[1].set_index("regency")
    revised = changed[changed["change"] == "revised"]
    assert revised[["state_then", "state"]].to_dict("index") == {
        "Kabupaten Sumba Timur": {"state_then": YES, "state": NO},
        "Kabupaten Belu": {"state_then": NO, "state": YES},
        "Kabupaten Ende": {"state_then": YES, "state": NO},
    }
    assert set(changed["change"]) == {"revised", "still_enrolled", "still_not_enrolled"}
