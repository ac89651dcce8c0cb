"""What enrolling everybody would cost: to the rupiah where it is known, else nothing."""

from datetime import date

import pandas as pd
import pytest

from ntt_coverage.intake.rates import read_rates
from ntt_coverage.measures.contributions import rates_on
from ntt_coverage.measures.costs import contribution_cost, costs_by_regency
from ntt_coverage.paths import ProjectPaths
from ntt_coverage.quarters import Quarter
from tests.measures.conftest import NO_BASES, counted

ALOR = "5307"
Q2 = Quarter.parse("2021Q2")
STATED = {
    "bps_code": ALOR,
    "indicator": "uncovered_persons",
    "segment": "non_asn",
    "unit": "persons",
    "value": 250.0,
    "value_low": None,
    "value_high": None,
    "certainty": "certain",
    "as_of_precision": "day",
    "known_on": pd.Timestamp("2021-05-10"),
    "source_id": "S9",
}


@pytest.fixture(scope="module")
def rates():
    return read_rates(ProjectPaths.find().contribution_rates)


def said(*changes):
    """What sources say of those not covered, each a change of one statement."""
    return pd.DataFrame([STATED | change for change in changes], columns=list(STATED))


def staff(value, **more):
    """A head count of Alor's non-ASN staff."""
    base = {
        "denominator_id": "D1",
        "bps_code": ALOR,
        "indicator": "non_asn",
        "value": float(value),
        "unit": "persons",
        "as_of": pd.Timestamp("2021-04-30"),
        "as_of_precision": "day",
        "certainty": "certain",
        "source_id": "S2",
    }
    return pd.DataFrame([base | more]).astype(NO_BASES.dtypes.to_dict())


@pytest.fixture
def cost(decide, rates):
    """Return Alor's row of the costs in a quarter of 2021 or another year."""

    def costed(enrolled="100", *, bases=NO_BASES, stated=(), quarter=Q2, table=None, **more):
        statement = counted("Alor", enrolled, period_text="2021-05-10", **more)
        coverage = decide([statement], str(quarter), "2021-12-31", bases).reset_index()
        known = said(*stated)
        costs = costs_by_regency(
            coverage, known, rates if table is None else table, quarter=quarter
        )
        return costs.set_index("bps_code").loc[ALOR]

    return costed


@pytest.mark.parametrize(
    ("persons", "months", "budget"),
    [
        (5_829, 12, 1_175_126_400),  # Belu 2023 (S04)
        (2_829, 12, 570_326_400),  # Manggarai Barat 2025 (S51)
        (50_000, 12, 10_080_000_000),  # the province 2026 (S35)
        (14_880, 1, 249_984_000),  # Timor Tengah Utara 2025 (S33)
    ],
)
def test_printed_budgets_are_reproduced_to_the_rupiah(rates, persons, months, budget):
    lowest = rates_on(rates, "vulnerable", date(2023, 5, 22))[0]
    assert lowest.monthly == 16_800
    assert contribution_cost(persons, lowest.monthly, months) == budget


@pytest.mark.parametrize("arguments", [(-1, 16_800, 12), (1, -16_800, 12), (1, 16_800, -1)])
def test_nothing_negative_has_a_cost(arguments):
    with pytest.raises(ValueError, match="-"):
        contribution_cost(*arguments)


def test_staff_minus_enrolled_at_the_rate_of_the_year_is_the_cost(cost):
    row = cost("100", bases=staff(400))
    assert row.drop("regency").to_dict() == {
        "uncovered_persons": 300,
        "basis": "difference",
        "as_of": pd.Timestamp("2021-05-10"),
        "as_of_precision": "day",
        "monthly": 10_530,
        "months": 12,
        "cost": 300 * 10_530 * 12,
        "rate_id": "R03|R04|R05",
        "source_ids": "S1|S2|S85|S64",
        "reason": "",
    }


def test_what_a_source_prints_comes_before_the_difference(cost):
    row = cost("100", bases=staff(400), stated=[{}, {"source_id": "S8"}])
    assert (row["uncovered_persons"], row["basis"], row["cost"]) == (250, "stated", 31_590_000)
    assert (row["source_ids"], row["as_of"]) == ("S9|S8|S85|S64", pd.Timestamp("2021-05-10"))


def test_nobody_left_costs_nothing_and_that_is_known(cost):
    row = cost("400", bases=staff(400))
    assert (row["uncovered_persons"], row["cost"], row["reason"]) == (0, 0, "")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"bases": NO_BASES}, "persons_unknown"),
        ({"bases": staff(400, as_of=pd.Timestamp("2023-01-01"))}, "persons_unknown"),
        ({"bases": staff(99)}, "more_than_eligible"),
        ({"bases": staff(400, certainty="approximate")}, "approximate"),
        ({"bases": staff(400), "certainty_text": "approx"}, "approximate"),
        ({"stated": [{}, {"value": 251.0}]}, "sources_disagree"),
        ({"stated": [{"bps_code": "53"}]}, "persons_unknown"),
        ({"stated": [{"bps_code": None}]}, "persons_unknown"),
        ({"stated": [{"segment": "all"}]}, "persons_unknown"),
        ({"stated": [{"certainty": "approximate"}]}, "persons_unknown"),
        ({"stated": [{"certainty": "planned"}]}, "persons_unknown"),
        ({"stated": [{"as_of_precision": "year"}]}, "persons_unknown"),
        ({"stated": [{"value": None, "value_low": 200.0}]}, "persons_unknown"),
        ({"stated": [{"value_high": 300.0}]}, "persons_unknown"),
    ],
)
def test_persons_that_are_not_known_have_no_cost_and_a_reason(cost, given, reason):
    row = cost("100", **given)
    assert row[["uncovered_persons", "basis", "as_of", "cost"]].isna().all()
    assert (row["reason"], row["monthly"]) == (reason, 10_530)


def test_without_a_confirmed_rate_the_persons_stand_and_the_cost_does_not(cost, rates):
    doubted = rates.assign(verified=False)
    row = cost("100", bases=staff(400), table=doubted)
    assert row[["monthly", "cost", "rate_id"]].isna().all()
    assert (row["uncovered_persons"], row["reason"]) == (300, "rate_unknown")
    assert row["source_ids"] == "S1|S2"


def test_every_unit_has_a_row_and_every_row_a_cost_or_a_reason(decide, rates):
    coverage = decide([counted("Alor", "100", period_text="2021-05-10")], "2021Q2", "2021-12-31")
    coverage = coverage.reset_index()
    costs = costs_by_regency(coverage, said({"bps_code": "5371"}), rates, quarter=Q2, months=6)
    assert costs["bps_code"].tolist() == coverage["bps_code"].tolist()
    assert (costs["cost"].notna() == costs["reason"].eq("")).all()
    assert costs["cost"].sum() == 250 * 10_530 * 6
    assert [str(costs[name].dtype) for name in ("uncovered_persons", "monthly", "cost")] == [
        "Int64"
    ] * 3
