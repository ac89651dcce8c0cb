"""What a worker's contribution is: amounts, shares of the wage, and the wage they stand on.

One wrong row and the file is refused as a whole, as with the bases of shares.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa

from ntt_coverage.errors import SourceLayoutError, UnreadableValueError
from ntt_coverage.intake.faults import RowFault, read_cell
from ntt_coverage.intake.schema import PROGRAMMES, SEGMENTS
from ntt_coverage.intake.sources import read_text_table
from ntt_coverage.intake.values import parse_quantity

__all__ = ["RATE_COLUMNS", "RATE_MODEL", "read_rates"]

RATE_COLUMNS = (
    "rate_id", "segment", "programmes", "kind", "value_text", "unit_text", "valid_from",
    "valid_to", "source_id", "verified", "note",
)  # fmt: skip

UNITS = {
    "monthly_amount": "rupiah per month",
    "percent_of_wage": "percent",
    "monthly_wage": "rupiah per month",
}
"""Kinds of rates, each with its unit."""

NOT_TEXT = {
    "value": "float64",
    "valid_from": "datetime64[s]",
    "valid_to": "datetime64[s]",
    "verified": "bool",
}

RATE_MODEL = pa.DataFrameSchema(
    {
        "rate_id": pa.Column(str, unique=True, description="key"),
        "segment": pa.Column(str, description="kinds of workers, joined by |; blank for a wage"),
        "programmes": pa.Column(str, description="programmes, joined by |; blank for a wage"),
        "kind": pa.Column(str, pa.Check.isin(list(UNITS)), description="what the value is"),
        "value": pa.Column(float, pa.Check.gt(0), description="rupiah a month, or percent"),
        "unit": pa.Column(str, description="unit of the value"),
        "valid_from": pa.Column("datetime64[s]", description="first day"),
        "valid_to": pa.Column("datetime64[s]", nullable=True, description="last day, if known"),
        "source_id": pa.Column(str, description="row of the table of sources; blank if none"),
        "verified": pa.Column(bool, description="whether a source confirms it"),
        "note": pa.Column(str, description="bare facts"),
    },
    strict=True,
)
"""One row per rate."""


def read_rates(path: Path, *, known: Collection[str] | None = None) -> pd.DataFrame:
    """Read the table of contribution rates.

    Parameters
    ----------
    path : pathlib.Path
        CSV with the columns ``RATE_COLUMNS``.
    known : collection of str, optional
        Keys of the table of sources; whether a source is there is only looked at if given.

    Returns
    -------
    pandas.DataFrame
        One row per rate, as ``RATE_MODEL`` says.

    Raises
    ------
    SourceLayoutError
        If the file is missing, lacks a column, or has a row that cannot be read, or is
        called verified without a source: an amount of money stands on each.
    """
    rows: list[dict[str, Any]] = []
    for row in read_text_table(path, RATE_COLUMNS).to_dict("records"):
        try:
            _check_keys(row, {rate["rate_id"] for rate in rows}, known)
            rows.append(_rate(row))
        except RowFault as refused:
            cell = {"row": row["row"], "column": refused.column, "value": row[refused.column]}
            raise SourceLayoutError(
                "bad_cell", file=row["file"], fault=refused.fault, **cell
            ) from refused
    table = pd.DataFrame(rows, columns=list(RATE_MODEL.columns))
    return RATE_MODEL.validate(table.astype(dict.fromkeys(table, "str") | NOT_TEXT))


def _check_keys(row: Mapping[str, str], seen: set[str], known: Collection[str] | None) -> None:
    if not row["rate_id"] or row["rate_id"] in seen:
        raise RowFault("rate_id", UnreadableValueError("repeated_rate", value=row["rate_id"]))
    named, verified = row["source_id"], row["verified"] == "yes"
    if (verified and not named) or (named and known is not None and named not in known):
        raise RowFault("source_id", UnreadableValueError("unknown_source", value=named))


def _rate(row: Mapping[str, str]) -> dict[str, Any]:
    kind = read_cell(row, "kind", partial(_word, words=tuple(UNITS)))
    is_wage = kind == "monthly_wage"
    first = read_cell(row, "valid_from", _day)
    last = read_cell(row, "valid_to", _day) if row["valid_to"] else None
    if last and last < first:
        raise RowFault("valid_to", UnreadableValueError("date", value=row["valid_to"]))
    return {
        "rate_id": row["rate_id"],
        "segment": read_cell(row, "segment", partial(_words, words=SEGMENTS, blank=is_wage)),
        "programmes": read_cell(
            row, "programmes", partial(_words, words=PROGRAMMES, blank=is_wage)
        ),
        "kind": kind,
        "value": read_cell(row, "value_text", partial(_amount, whole=UNITS[kind] != "percent")),
        "unit": read_cell(row, "unit_text", partial(_word, words=(UNITS[kind],))),
        "valid_from": first,
        "valid_to": last,
        "source_id": row["source_id"],
        "verified": read_cell(row, "verified", partial(_word, words=("yes", "no"))) == "yes",
        "note": row["note"],
    }


def _word(text: str, words: tuple[str, ...]) -> str:
    if text not in words:
        raise UnreadableValueError("unknown_word", value=text)
    return text


def _words(text: str, words: tuple[str, ...], *, blank: bool) -> str:
    """Check words joined by a bar, each once; a wage names none."""
    named = text.split("|") if text else []
    if bool(named) is blank or len(set(named)) != len(named) or not set(named) <= set(words):
        raise UnreadableValueError("unknown_word", value=text)
    return text


def _amount(text: str, *, whole: bool) -> float:
    value = parse_quantity(text, convention="plain").value
    if value is None or value <= 0 or (whole and value != int(value)):
        raise UnreadableValueError("number", value=text)
    return float(value)


def _day(text: str) -> date:
    iso = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
    try:
        return date.fromisoformat(text if iso else "")
    except ValueError as fault:
        raise UnreadableValueError("date", value=text) from fault
