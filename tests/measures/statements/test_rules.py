"""Each rule on a handful of statements, visible in the test, and where it must keep silent."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntt_coverage.intake.relations import RELATION_COLUMNS
from ntt_coverage.measures.statements.checking import findings_of
from tests.measures.statements.conftest import said

TOTAL, MEMBERS, OTHERS = "total workers", "workers who are members", "workers not yet protected"


def found(checks):
    return [(row["rule"], row["arithmetic_en"]) for row in findings_of(checks).to_dict("records")]


def trio(members, others, total, **more):
    return (
        said(MEMBERS, members, **more), said(OTHERS, others, **more), said(TOTAL, total, **more)
    )  # fmt: skip


def test_members_and_others_sum_to_the_total(checks):
    assert found(checks(*trio("5.246", "9.192", "14.438"))) == []
    assert found(checks(*trio("5.244", "9.192", "14.438"))) == [
        ("complement", "5,244 + 9,192 = 14,436, printed 14,438, difference 2")
    ]


@given(members=st.integers(1, 40_000), others=st.integers(1, 40_000), off=st.integers(-3, 3))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_total_is_found_wrong_exactly_when_it_is(checks, members, others, off):
    total = max(members, others) + 1 if members + others + off <= 0 else members + others + off
    rules = {rule for rule, _ in found(checks(*trio(str(members), str(others), str(total))))}
    assert ("complement" in rules) is (total != members + others)


@pytest.mark.parametrize(("period", "reading"), [("2021-06-30", "5426"), ("2021-01-31", "")])
def test_another_source_supports_a_reading_only_for_the_same_time(checks, period, reading):
    elsewhere = said(MEMBERS, "5.426", source_id="Q2", period_text=period)
    told = findings_of(checks(*trio("5.244", "9.192", "14.618"), elsewhere))
    [offered] = told.loc[told["rule"] == "complement", "reading_value"]
    assert offered == reading


NTT = {"region_text": "Nusa Tenggara Timur", "segment_text": "non-ASN"}


def named(place):
    there = {"region_text": place, "list_id": "L1", "list_universe": "22"}
    words = "named as having enrolled non-ASN staff"
    return said(words, "(named in list)", "flag", segment_text="non-ASN", **there)


@pytest.mark.parametrize(
    ("names", "reading"), [((), "2"), (("Belu", "Alor", "Ende"), ""), (("Belu",), "2")]
)
def test_a_count_that_the_list_of_its_source_bears_out_is_not_doubted(checks, names, reading):
    """3 + 20 = 23, not 22, and elsewhere 2 enrol: with three names the 3 is right."""
    counts = [
        said("regions that enrolled non-ASN staff", "3", "kabupaten/kota", **NTT),
        said("regions that have not enrolled non-ASN staff", "20", "kabupaten/kota", **NTT),
        said("regencies and cities in the province", "22", "kabupaten/kota", **NTT),
        said("regions that enrolled non-ASN staff", "2", "kabupaten/kota", source_id="Q2", **NTT),
    ]
    told = findings_of(checks(*counts, *(named(f"Kabupaten {name}") for name in names)))
    [offered] = told.loc[told["rule"] == "complement", "reading_value"]
    assert offered == reading


def test_numbers_of_other_times_or_people_are_not_added(checks):
    later = said(OTHERS, "9.192", period_text="2020-06-30")
    others = said(OTHERS, "9.192", segment_text="non-ASN")
    for odd in (later, others):
        assert found(checks(said(MEMBERS, "5.244"), odd, said(TOTAL, "14.438"))) == []


def test_a_hedged_total_is_not_contradicted_by_its_exact_parts(checks):
    assert found(checks(*trio("5.244", "9.192", "sekitar 14.400"))) == []


def test_a_relation_that_is_written_down_is_checked(checks):
    row = dict.fromkeys(RELATION_COLUMNS, "") | {"rule": "parts", "closed": "yes"}
    relations = pd.DataFrame([row | {"whole": "T01", "parts": "T02|T03"}])
    odd = [
        said("workers of some kind, enrolled", n, statement_id="") for n in ("900", "400", "600")
    ]
    told = [row | {"indicator_text": f"enrolled in place {n}"} for n, row in enumerate(odd)]
    assert found(checks(*told)) == []
    assert found(checks(*told, relations=relations)) == [
        ("parts", "400 + 600 = 1,000, printed 900, difference 100")
    ]


def test_a_relation_to_a_statement_that_is_not_there_is_passed_over(checks):
    row = dict.fromkeys(RELATION_COLUMNS, "") | {"rule": "parts", "closed": "yes"}
    relations = pd.DataFrame([row | {"whole": "T01", "parts": "X99"}])
    assert found(checks(said(MEMBERS, "900"), relations=relations)) == []


def test_an_unverified_rate_finds_nothing(checks):
    """Non-ASN staff in 2019: the minimum wage of that year is not confirmed by any source."""
    told = [
        said("non-ASN staff protected", "100", segment_text="non-ASN", period_text="2019"),
        said("allocation for the contributions", "Rp 10.756.800", "rupiah", period_text="2019",
             segment_text="non-ASN"),
    ]  # fmt: skip
    assert set(checks(*told, published="2019-12-31")["rule"]) == {"magnitude", "date_order"}


@pytest.mark.parametrize(
    ("period", "outcome"),
    [
        ("Selasa (16/7)", []),
        ("Rabu (16/7)", ["weekday"]),
        ("Tuesday 16 July 2019", []),
        ("Jum'at (19/7/2019)", []),
        ("Jumat (29/2/2019)", None),
    ],
)
def test_a_day_is_called_by_its_name(checks, period, outcome):
    if outcome is None:
        with pytest.raises(AssertionError):
            checks(said(MEMBERS, "900", period_text=period), published="2019-07-20")
        return
    checked = checks(said(MEMBERS, "900", period_text=period), published="2019-07-20")
    assert [rule for rule, _ in found(checked)] == outcome


def test_a_later_year_would_fit_and_is_told(checks):
    checked = checks(said(MEMBERS, "900", period_text="Rabu (16/7)"), published="2019-07-20")
    assert found(checked)[0][1].endswith("that day and month is a Wednesday only in 2014")


def test_growth_from_month_to_month_is_no_contradiction(checks):
    series = [said(MEMBERS, str(2400 + 40 * n), period_text=f"2021-0{n}") for n in range(1, 7)]
    assert found(checks(*series)) == []


def test_two_papers_on_one_day_are_compared(checks):
    told = [said(MEMBERS, "5.892"), said(MEMBERS, "5.829", source_id="Q2")]
    assert found(checks(*told)) == [("restated", "5,892 and 5,829 for the same thing and time")]


def test_a_printed_number_is_no_cause_for_alarm_alone(checks):
    checked = checks(said(MEMBERS, "5.892"))
    assert set(checked["severity"]) == {"fits"}
