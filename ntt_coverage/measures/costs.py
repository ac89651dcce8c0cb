"""What it would take to enrol everybody: only where persons and rate are known."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ntt_coverage.measures.contributions import rates_on
from ntt_coverage.measures.evidence import CERTAINTY_RANK, SEGMENT
from ntt_coverage.quarters import Quarter

__all__ = ["contribution_cost", "costs_by_regency"]

COST_TYPES = {
    "bps_code": "str",
    "regency": "str",
    "uncovered_persons": "Int64",
    "basis": "str",
    "as_of": "datetime64[s]",
    "as_of_precision": "str",
    "monthly": "Int64",
    "months": "Int64",
    "cost": "Int64",
    "rate_id": "str",
    "source_ids": "str",
    "reason": "str",
}


def contribution_cost(persons: int, monthly: int, months: int) -> int:
    """Return what the contributions of some persons cost over some months.

    Parameters
    ----------
    persons : int
        Workers.
    monthly : int
        Rupiah for one worker in one month.
    months : int
        Months.

    Returns
    -------
    int
        Rupiah.

    Raises
    ------
    ValueError
        If one of them is negative.

    Examples
    --------
    >>> contribution_cost(5_829, 16_800, 12)
    1175126400
    """
    if min(persons, monthly, months) < 0:
        raise ValueError((persons, monthly, months))
    return persons * monthly * months


def costs_by_regency(
    coverage: pd.DataFrame,
    known: pd.DataFrame,
    rates: pd.DataFrame,
    *,
    quarter: Quarter,
    months: int = 12,
) -> pd.DataFrame:
    """Work out what enrolling the remaining non-ASN staff of each unit would cost.

    Parameters
    ----------
    coverage : pandas.DataFrame
        As returned by ``coverage_by_regency``.
    known : pandas.DataFrame
        As returned by ``known_in_quarter``.
    rates : pandas.DataFrame
        As returned by ``intake.rates.read_rates``.
    quarter : Quarter
        The quarter; the rate is that of its last day.
    months : int
        How many months are paid.

    Returns
    -------
    pandas.DataFrame
        One row per row of the coverage: ``bps_code, regency, uncovered_persons, basis``
        (stated: a source prints them; difference: staff minus enrolled), ``as_of,
        as_of_precision`` (of the persons), ``monthly`` (rupiah for one), ``months, cost``
        (rupiah), ``rate_id, source_ids`` (joined by "|"), ``reason`` (why there is no cost:
        sources_disagree, persons_unknown, approximate, more_than_eligible, rate_unknown).
        What is not known is missing, never zero.
    """
    in_force = rates_on(rates, SEGMENT, quarter.last_day)
    rate = in_force[0] if len(in_force) == 1 else None
    paid = {"monthly": rate and rate.monthly, "rate_id": rate and rate.rate_id, "months": months}
    stated = _stated(known)
    rows = []
    for unit in coverage.to_dict("records"):
        told = _uncovered(unit, stated.get(unit["bps_code"], []))
        persons = told["uncovered_persons"]
        sources = [*told["sources"], *(rate.source_ids if rate else ())]
        cost = None
        if persons is not None and rate is not None:
            cost = contribution_cost(persons, rate.monthly, months)
        rows.append(
            {"bps_code": unit["bps_code"], "regency": unit["regency"], **told, **paid}
            | {
                "cost": cost,
                "source_ids": "|".join(dict.fromkeys(sources)),
                "reason": told["reason"] or ("" if rate else "rate_unknown"),
            }
        )
    return pd.DataFrame(rows, columns=list(COST_TYPES)).astype(COST_TYPES)


def _stated(known: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Gather the counts of those not covered that sources print for one unit and time."""
    exact = (
        known["indicator"].eq("uncovered_persons")
        & known["segment"].eq(SEGMENT)
        & known["unit"].eq("persons")
        & known["certainty"].eq("certain")
        & known["as_of_precision"].ne("year")  # may be any day of it
        & known["value"].notna()
        & known["value_low"].isna()
        & known["value_high"].isna()
    )
    return {code: rows.to_dict("records") for code, rows in known[exact].groupby("bps_code")}


def _uncovered(unit: Mapping[str, Any], stated: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    if len({row["value"] for row in stated}) > 1:
        return _unknown("sources_disagree")
    if stated:
        return {
            "uncovered_persons": int(stated[0]["value"]),
            "basis": "stated",
            "as_of": stated[0]["known_on"],
            "as_of_precision": stated[0]["as_of_precision"],
            "sources": [row["source_id"] for row in stated],
            "reason": "",
        }
    enrolled, eligible = unit["enrolled_persons"], unit["eligible_persons"]
    if pd.isna(enrolled) or pd.isna(eligible):
        return _unknown("persons_unknown")
    if unit["certainty"] != CERTAINTY_RANK["certain"] or unit["base_certainty"] != "certain":
        return _unknown("approximate")
    if enrolled > eligible:
        return _unknown("more_than_eligible")
    return {
        "uncovered_persons": int(eligible - enrolled),
        "basis": "difference",
        "as_of": unit["as_of"],
        "as_of_precision": unit["as_of_precision"],
        "sources": [unit["source_id"], unit["base_source_id"]],
        "reason": "",
    }


def _unknown(reason: str) -> dict[str, Any]:
    nothing = dict.fromkeys(("uncovered_persons", "basis", "as_of", "as_of_precision"))
    return {**nothing, "sources": [], "reason": reason}
