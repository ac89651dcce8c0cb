"""What a month of protection costs for one worker, where a source confirms it."""

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

__all__ = ["Rate", "rates_on"]

ON_MINIMUM_WAGE = "non_asn"
"""Regional budgets pay for these by the province's minimum wage (PP 44/2015; S62, S63, S85)."""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """What is paid for one worker in one month.

    Parameters
    ----------
    rate_id : str
        Key in the table of rates; keys joined by "|" where it is worked out from several.
    programmes : str
        Such as ``"JKK|JKM"``.
    monthly : int
        Rupiah for one worker.
    source_ids : tuple of str
        The sources that confirm it.
    """

    rate_id: str
    programmes: str
    monthly: int
    source_ids: tuple[str, ...]


def rates_on(rates: pd.DataFrame, segment: str | None, day: datetime.date) -> list[Rate]:
    """Return the confirmed monthly amounts in force on a day.

    Parameters
    ----------
    rates : pandas.DataFrame
        As returned by ``intake.rates.read_rates``.
    segment : str or None
        Kind of worker; where none is known, no rate is.
    day : datetime.date
        The day.

    Returns
    -------
    list of Rate
        In the order of the table. Rates that no source confirms are never among them. For
        non-ASN staff it is the sum of their percentages of the minimum wage of the day, half
        a rupiah rounded up.
    """
    when = pd.Timestamp(day)
    held = [
        row
        for row in rates.to_dict("records")
        if row["verified"] and row["valid_from"] <= when and not row["valid_to"] < when
    ]
    own = [row for row in held if segment in row["segment"].split("|")]
    fixed = [
        Rate(
            rate_id=row["rate_id"],
            programmes=row["programmes"],
            monthly=int(row["value"]),
            source_ids=(row["source_id"],),
        )
        for row in own
        if row["kind"] == "monthly_amount"
    ]
    shares = [row for row in own if row["kind"] == "percent_of_wage"]
    wages = [row for row in held if row["kind"] == "monthly_wage"]
    return [*fixed, *_on_wage(shares, wages)] if segment == ON_MINIMUM_WAGE else fixed


def _on_wage(shares: list[dict[str, Any]], wages: list[dict[str, Any]]) -> list[Rate]:
    """Add the shares of the wage up, unless two wages or two shares of one programme hold."""
    programmes = [row["programmes"] for row in shares]
    if not shares or len(wages) != 1 or len(set(programmes)) != len(programmes):
        return []
    used = [*shares, *wages]
    percent = sum((Decimal(str(row["value"])) for row in shares), Decimal(0))
    amount = percent * Decimal(str(wages[0]["value"])) / 100
    return [
        Rate(
            rate_id="|".join(row["rate_id"] for row in used),
            programmes="|".join(programmes),
            monthly=int(amount.quantize(Decimal(1), ROUND_HALF_UP)),
            source_ids=tuple(dict.fromkeys(row["source_id"] for row in used)),
        )
    ]
