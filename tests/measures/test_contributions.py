"""Rates in force on a day: what a source confirms, and nothing else."""

from datetime import date

import pytest

from ntt_coverage.intake.rates import read_rates
from ntt_coverage.intake.schema import SEGMENTS
from ntt_coverage.measures.contributions import Rate, rates_on
from ntt_coverage.paths import ProjectPaths


@pytest.fixture(scope="module")
def rates():
    return read_rates(ProjectPaths.find().raw / "contribution_rates.csv")


@pytest.mark.parametrize("segment", ["informal", "vulnerable"])
@pytest.mark.parametrize("day", [date(2015, 11, 29), date(2023, 5, 22), date(2025, 12, 31)])
def test_informal_and_vulnerable_workers_pay_16800_or_36800_with_old_age(rates, segment, day):
    assert rates_on(rates, segment, day) == [
        Rate(rate_id="R01", programmes="JKK|JKM", monthly=16_800, source_ids=("S59",)),
        Rate(rate_id="R02", programmes="JKK|JKM|JHT", monthly=36_800, source_ids=("S57",)),
    ]


@pytest.mark.parametrize(
    ("year", "wage_id", "monthly"),
    [(2021, "R05", 10_530), (2022, "R06", 10_665), (2023, "R07", 11_470)],
)
def test_non_asn_staff_cost_0_54_percent_of_the_minimum_wage_of_the_year(
    rates, year, wage_id, monthly
):
    expected = Rate(
        rate_id=f"R03|R04|{wage_id}",
        programmes="JKK|JKM",
        monthly=monthly,
        source_ids=("S85", "S64"),
    )
    for day in (date(year, 1, 1), date(year, 12, 31)):
        assert rates_on(rates, "non_asn", day) == [expected]


@pytest.mark.parametrize("day", [date(2018, 6, 1), date(2019, 7, 16), date(2020, 1, 1),
                                 date(2024, 1, 1), date(2026, 1, 1)])  # fmt: skip
def test_without_a_confirmed_minimum_wage_non_asn_staff_have_no_rate(rates, day):
    assert rates_on(rates, "non_asn", day) == []


@pytest.mark.parametrize("segment", [*sorted({*SEGMENTS} - {"informal", "vulnerable", "non_asn"}),
                                     None])  # fmt: skip
def test_other_or_unknown_workers_have_no_rate(rates, segment):
    assert rates_on(rates, segment, date(2022, 6, 1)) == []


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2015, 11, 28), []),
        (date(2025, 12, 31), ["R01", "R02"]),
        (date(2026, 12, 31), ["R01"]),  # the budget of the province for 2026 stands on it (S35)
        (date(2027, 1, 1), []),
    ],
)
def test_no_rate_holds_outside_its_days(rates, day, held):
    assert [rate.rate_id for rate in rates_on(rates, "vulnerable", day)] == held


@pytest.mark.parametrize("segment", ["informal", "non_asn"])
def test_rates_that_nobody_confirmed_are_never_returned(rates, segment):
    doubted = rates.assign(verified=False)
    assert rates_on(doubted, segment, date(2022, 6, 1)) == []


def test_half_a_rupiah_is_rounded_up(rates):
    odd = rates.assign(value=rates["value"].mask(rates["rate_id"].eq("R05"), 1_950_277.78))
    assert [rate.monthly for rate in rates_on(odd, "non_asn", date(2021, 5, 5))] == [10_532]


@pytest.mark.parametrize("doubled", ["R03", "R05"])
def test_two_wages_or_two_shares_of_one_programme_give_no_sum(rates, doubled):
    twice = rates.iloc[[*range(len(rates)), rates["rate_id"].tolist().index(doubled)]]
    assert rates_on(twice, "non_asn", date(2021, 5, 5)) == []
