"""The rules that decide a state, one at a time, on tables small enough to see."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_coverage.measures.counts import states_by_quarter
from ntt_coverage.measures.coverage import coverage_by_regency, coverage_of_quarters
from ntt_coverage.pipeline import load
from ntt_coverage.quarters import Quarter

from .conftest import counted, named, said

ALOR, BELU, CITY, ENDE = "5307", "5306", "5371", "5311"


def test_members_above_zero_enrol_and_zero_members_do_not(decide):
    coverage = decide([counted("Alor", "12"), counted("Belu", "0")])

    assert coverage.loc[ALOR, ["state", "enrolled_persons"]].tolist() == ["enrolled", 12]
    assert coverage.loc[BELU, ["state", "enrolled_persons"]].tolist() == ["not_enrolled", 0]
    assert coverage["state"].eq("no_data").sum() == 20


@pytest.mark.parametrize(
    "statement",
    [
        counted("Alor", "12", segment_text="vulnerable workers"),
        counted("Alor", "12", segment_text="not civil servants"),
        counted("Nusa Tenggara Timur", "12"),
        counted("Sumba branch area (4 regencies)", "12"),
        counted("Alor", "12", certainty_text="planned"),
        counted("Alor", "12") | {"indicator_text": "quota"},
        counted("Alor", "12") | {"indicator_text": "members at their own expense (mandiri)"},
        said("Alor", "1") | {"indicator_text": "budget for contributions"},
        said("Alor", "45") | {"indicator_text": "coverage", "unit_text": "percent"},
        said("Alor", "3") | {"indicator_text": "villages that enrolled", "unit_text": "desa"},
        said("Alor", "9000") | {"indicator_text": "contribution", "unit_text": "rupiah"},
        counted("Alor", "300") | {"indicator_text": "total workers"},
    ],
    ids=lambda row: f"{row['segment_text']}, {row['indicator_text']}, {row['region_text']}",
)
def test_what_is_no_evidence_decides_nothing(decide, statement):
    assert decide([statement])["state"].eq("no_data").all()


def test_a_closed_list_decides_all_units_and_says_that_the_rest_is_implied(decide):
    coverage = decide(named(["Alor", "Kota Kupang"]))

    assert coverage["state"].value_counts().to_dict() == {"not_enrolled": 20, "enrolled": 2}
    assert coverage.loc[BELU, "basis"] == "implied"


def test_an_open_list_decides_only_the_named(decide):
    coverage = decide(named(["Alor", "Belu"], size=3))

    assert coverage["state"].value_counts().to_dict() == {"no_data": 20, "enrolled": 2}


def test_a_list_out_of_21_leaves_the_city_out(decide):
    coverage = decide(named(["Alor"], universe="21"))

    assert coverage.loc[CITY, "state"] == "no_data"
    assert coverage["state"].eq("not_enrolled").sum() == 20


@pytest.mark.parametrize(
    "spoilt",
    [
        {"list_universe": "30"},
        {"list_size": "3"},
        {"period_text": "2020-05-11"},
        {"value_text": "0"},
    ],
    ids=["another universe", "two sizes", "two days", "a denial among the names"],
)
def test_a_list_that_does_not_hold_together_is_open(decide, spoilt):
    first, second = named(["Alor", "Belu"])
    coverage = decide([first, second | spoilt])

    assert coverage["state"].eq("not_enrolled").sum() <= 1
    assert coverage["state"].eq("no_data").sum() == 20


def test_a_unit_named_twice_does_not_close_a_list(decide):
    assert decide(named(["Alor", "Alor"]))["state"].eq("no_data").sum() == 21


def test_the_latest_quarter_with_evidence_decides(decide):
    statements = [
        counted("Alor", "50", period_text="2020-01-31"),
        counted("Alor", "0", period_text="2020-04-30"),
    ]

    assert decide(statements, "2020Q1").loc[ALOR, "state"] == "enrolled"
    assert decide(statements, "2020Q2").loc[ALOR, "state"] == "not_enrolled"


def test_evidence_from_after_a_quarter_says_nothing_about_it(decide):
    coverage = decide([counted("Alor", "50", period_text="2020-07-01")], "2020Q2")

    assert coverage.loc[ALOR, "state"] == "no_data"
    assert pd.isna(coverage.loc[ALOR, "age_quarters"])


@pytest.mark.parametrize(
    ("statements", "persons"),
    [
        (
            [
                counted("Alor", "10", certainty_text="approx", period_text="2020-06-30"),
                counted("Alor", "20", period_text="2020-05"),
            ],
            20,
        ),
        ([counted("Alor", "10", period_text="2020-06"), counted("Alor", "20")], 20),
        ([counted("Alor", "10", period_text="2020-05-09"), counted("Alor", "20")], 20),
    ],
    ids=["certain before approximate", "day before month", "the later day"],
)
def test_within_a_quarter_certainty_then_precision_then_the_later_day_decides(
    decide, statements, persons
):
    assert decide(statements).loc[ALOR, "enrolled_persons"] == persons
    assert decide(statements[::-1]).loc[ALOR, "enrolled_persons"] == persons


def test_two_counts_of_persons_are_no_dispute(decide):
    coverage = decide([counted("Alor", "10"), counted("Alor", "20")])

    assert not coverage["disputed"].any()


def test_two_sources_of_one_quarter_that_disagree_on_the_state_dispute_it(decide):
    statements = [*named(["Alor"]), counted("Belu", "7", source_id="S2", period_text="2020-06-01")]
    coverage = decide(statements)

    assert coverage.loc[BELU, ["state", "disputed"]].tolist() == ["enrolled", True]
    assert coverage.loc[BELU, "against"] == "other_source"
    assert coverage["disputed"].sum() == 1


def test_a_budget_of_zero_disputes_every_quarter_it_overlaps_and_flips_none(decide):
    budget = said("Alor", "0", period_text="2020", source_id="S2")
    budget |= {"indicator_text": "budget for contributions"}
    statements = [counted("Alor", "10", period_text="2019-12-31"), budget]

    for quarter, disputed in [("2019Q4", False), ("2020Q1", True), ("2020Q4", True)]:
        row = decide(statements, quarter).loc[ALOR]
        assert (row["state"], row["disputed"]) == ("enrolled", disputed)


def test_a_budget_of_zero_agrees_with_a_unit_that_does_not_enrol(decide):
    budget = said("Alor", "0") | {"indicator_text": "budget for contributions"}

    assert not decide([counted("Alor", "0"), budget])["disputed"].any()


def test_a_regencys_own_denial_disputes_and_never_flips(decide):
    denial = said("Alor", "0", stated_by="head of manpower office, Kabupaten Alor")
    row = decide([counted("Alor", "10", period_text="2020-02-01"), denial]).loc[ALOR]

    assert (row["state"], row["disputed"], row["against"]) == ("enrolled", True, "says_not")
    assert row["enrolled_persons"] == 10


def test_a_regencys_own_denial_decides_where_nothing_else_is_known(decide):
    denial = said("Alor", "0", stated_by="head of manpower office, Kabupaten Alor")
    row = decide([denial]).loc[ALOR]

    assert (row["state"], row["disputed"]) == ("not_enrolled", False)


def test_a_bare_count_of_units_neither_decides_nor_disputes(decide):
    bare = said("Nusa Tenggara Timur", "5") | {
        "indicator_text": "regions that enrolled non-ASN staff",
        "unit_text": "kabupaten/kota",
    }
    coverage = decide([*named(["Alor", "Belu"]), bare])

    assert coverage["state"].eq("enrolled").sum() == 2
    assert not coverage["disputed"].any()


def test_a_vague_quantity_enrols_but_gives_no_persons(decide):
    vague = counted("Alor", "ribuan", form="printed")
    row = decide([vague]).loc[ALOR]

    assert row["state"] == "enrolled"
    assert pd.isna(row["enrolled_persons"])


def test_a_period_is_not_longer_than_its_source_can_know(decide):
    coverage = decide([counted("Alor", "10", period_text="2020")], "2020Q2", published="2020-06-15")

    assert str(coverage.loc[ALOR, "as_of"].date()) == "2020-06-15"
    assert coverage.loc[ALOR, "age_quarters"] == 0


def test_an_agreement_gives_the_persons_it_prints_while_it_holds(decide):
    agreed = counted("Alor", "40", period_text="2020-02-01/2020-08-31")
    agreed |= {"indicator_text": "members under the agreement"}
    known = {q: decide([agreed], q, published="2020-02-05").loc[ALOR] for q in
             ("2019Q4", "2020Q1", "2020Q2", "2020Q3", "2020Q4")}  # fmt: skip

    assert [row["state"] for row in known.values()] == [
        "no_data", "enrolled", "enrolled", "enrolled", "no_data",
    ]  # fmt: skip
    assert known["2020Q2"]["enrolled_persons"] == 40
    assert known["2020Q4"]["last_known_state"] == "enrolled"


@pytest.mark.parametrize("period", ["2020-02-01/2020-08-31", "2020-02/2020-08"])
def test_an_agreement_holds_at_any_precision_that_prints_two_ends(decide, period):
    agreed = said("Alor", period_text=period) | {"indicator_text": "agreement in force"}

    states = [decide([agreed], q).loc[ALOR, "state"] for q in ("2020Q1", "2020Q3", "2020Q4")]
    assert states == ["enrolled", "enrolled", "no_data"]


def test_a_year_is_one_period_and_no_agreement_that_holds(decide):
    covered = counted("Alor", "40", period_text="2020") | {"indicator_text": "covered by agreement"}

    assert decide([covered], "2020Q1").loc[ALOR, "state"] == "no_data"
    assert decide([covered], "2021Q2").loc[ALOR, ["state", "age_quarters"]].tolist() == [
        "enrolled", 2,
    ]  # fmt: skip


def test_a_count_over_some_days_is_no_agreement_and_ages_as_others_do(decide):
    row = decide([counted("Alor", "40", period_text="2020-06-01/2020-06-30")], "2020Q3").loc[ALOR]

    assert (row["state"], row["age_quarters"], row["basis"]) == ("enrolled", 1, "count")


def test_a_list_given_over_some_days_is_closed_all_the_same(decide):
    coverage = decide(named(["Alor", "Belu"], period_text="2020-05-28/2020-05-30"), "2020Q3")

    assert coverage["state"].value_counts().to_dict() == {"not_enrolled": 20, "enrolled": 2}


def test_what_begins_after_it_was_printed_is_no_evidence(decide):
    statements = [counted("Alor", "40", period_text="2020-07")]

    for quarter in ("2020Q2", "2020Q3", "2020Q4"):
        decided = decide(statements, quarter, published="2020-05-30")
        assert decided.loc[ALOR, "state"] == "no_data"


@pytest.mark.parametrize(
    ("speaker", "state"),
    [
        ("Bupati Alor, in a meeting with BPJS", "enrolled"),
        ("head, BPJS Ketenagakerjaan NTT branch", "not_enrolled"),
        ("kepala BPJamsostek NTT", "not_enrolled"),
        ("", "not_enrolled"),
    ],
)
def test_a_regencys_own_count_of_zero_never_flips_but_that_of_bpjs_does(decide, speaker, state):
    listed = named(["Alor"], period_text="2020-02-01")
    row = decide([*listed, counted("Alor", "0", stated_by=speaker, source_id="S2")]).loc[ALOR]

    assert (row["state"], row["disputed"]) == (state, state == "enrolled")


@pytest.mark.parametrize("spoilt", [{"certainty_text": "planned"}, {"list_size": ""}])
def test_a_named_unit_is_never_implied_not_to_enrol(decide, spoilt):
    first, second, third = named(["Alor", "Belu", "Ende"], size=2)

    assert decide([first, second, third | spoilt])["state"].eq("not_enrolled").sum() == 0


def test_a_list_of_21_that_names_the_city_is_open(decide):
    coverage = decide(named(["Alor", "Kota Kupang"], universe="21"))

    assert coverage["state"].eq("not_enrolled").sum() == 0


def base(value, as_of, indicator="non_asn", certainty="certain"):
    return pd.DataFrame(
        {
            "denominator_id": ["D1"],
            "bps_code": [ALOR],
            "indicator": [indicator],
            "value": [float(value)],
            "unit": ["persons"],
            "as_of": pd.to_datetime([as_of]).astype("datetime64[s]"),
            "as_of_precision": ["day"],
            "certainty": [certainty],
            "source_id": ["S9"],
        }
    )


@pytest.mark.parametrize(
    ("bases", "rate"),
    [
        (base(40, "2021-05-31"), 0.25),
        (base(40, "2019-05-31"), 0.25),
        (base(8, "2020-05-31"), 1.25),
        (base(40, "2021-07-01"), None),
        (base(40, "2020-05-31", indicator="non_asn_enrolled"), None),
        (base(40, "2020-05-31", indicator="non_asn_partial"), None),
        (pd.concat([base(50, "2020-05-31", certainty="approximate"), base(40, "2021-01")]), 0.25),
    ],
    ids=[
        "a year later", "a year earlier", "two registers: above 1 is kept", "more than a year",
        "enrolled persons are no base", "a part is no base", "certain before near",
    ],
)  # fmt: skip
def test_a_rate_stands_on_a_head_count_at_most_a_year_away(decide, bases, rate):
    got = decide([counted("Alor", "10")], bases=bases).loc[ALOR, "coverage_rate"]

    assert pd.isna(got) if rate is None else got == pytest.approx(rate)


REAL = load()


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(["2019Q3", "2021Q4", "2024Q2"]))
def test_the_order_of_statements_is_irrelevant(chance, quarter):
    order = list(REAL.cleaned.observations.index)
    chance.shuffle(order)
    shuffled = REAL.cleaned.observations.loc[order].reset_index(drop=True)
    arguments = (REAL.sources, REAL.denominators, Quarter.parse(quarter))

    pd.testing.assert_frame_equal(
        coverage_by_regency(shuffled, *arguments),
        coverage_by_regency(REAL.cleaned.observations, *arguments),
    )


@settings(max_examples=20, deadline=None)
@given(st.sets(st.integers(0, 129), max_size=60), st.sampled_from(["2019Q3", "2020Q4", "2022Q2"]))
def test_whatever_is_missing_there_are_22_units_and_only_known_states(gone, quarter):
    kept = REAL.cleaned.observations.drop(index=list(gone)).reset_index(drop=True)
    coverage = coverage_by_regency(kept, REAL.sources, REAL.denominators, Quarter.parse(quarter))

    assert len(coverage) == 22
    assert set(coverage["state"]) <= {"enrolled", "not_enrolled", "no_data"}
    assert coverage.loc[coverage["state"] == "no_data", "enrolled_persons"].isna().all()


# All quarters at once


def test_all_quarters_at_once_are_the_quarters_one_by_one():
    """A report decides one quarter, a timeline all of them; they cannot differ."""
    quarters = [Quarter.from_ordinal(number) for number in range(4 * 2018, 4 * 2027)]
    tables = (REAL.cleaned.observations, REAL.sources, REAL.denominators)
    every = coverage_of_quarters(*tables, quarters)
    assert len(every) == 22 * len(quarters)
    for quarter in quarters:
        alone = coverage_by_regency(*tables, quarter)
        among = every[every["quarter"] == quarter.ordinal].drop(columns="quarter")
        pd.testing.assert_frame_equal(alone, among.reset_index(drop=True), check_dtype=False)


def test_states_by_quarter_add_up_to_22_in_every_quarter():
    quarters = [Quarter.parse(text) for text in ("2018Q1", "2019Q3", "2022Q1")]
    tables = (REAL.cleaned.observations, REAL.sources, REAL.denominators)
    counts = states_by_quarter(coverage_of_quarters(*tables, quarters))
    assert list(counts["quarter"]) == ["2018Q1", "2019Q3", "2022Q1"]
    assert list(counts["enrolled"]) == [0, 6, 3]
    assert list(counts["not_enrolled"]) == [0, 16, 0]
    assert list(counts["disputed"]) == [0, 1, 0]
    assert (
        counts[["enrolled", "not_enrolled", "no_data", "suppressed"]].sum(axis="columns") == 22
    ).all()
