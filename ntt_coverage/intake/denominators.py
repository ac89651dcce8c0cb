"""The figures that a share may stand on: one wrong row and the file is refused as a whole."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

import pandas as pd

from ntt_coverage.errors import SourceLayoutError, UnreadableValueError
from ntt_coverage.intake.dates import SourceDates, parse_period
from ntt_coverage.intake.faults import RowFault, read_cell
from ntt_coverage.intake.schema import OBSERVATION_MODEL, typed_observations
from ntt_coverage.intake.values import Quantity, parse_quantity
from ntt_coverage.regencies import regency_of, resolve

__all__ = ["clean_denominators", "stated_denominators"]

DENOMINATOR_FIELDS = (
    "denominator_id", "source_id", "bps_code", "indicator", "value", "unit", "as_of",
    "as_of_precision", "certainty", "kind", "note",
)  # fmt: skip


def clean_denominators(
    denominators: pd.DataFrame, dates: Mapping[str, SourceDates]
) -> pd.DataFrame:
    """Read the figures that a share may stand on.

    Parameters
    ----------
    denominators : pandas.DataFrame
        As returned by ``sources.read_denominators``.
    dates : mapping of str to SourceDates
        What each source says of its own time.

    Returns
    -------
    pandas.DataFrame
        One row per figure: ``denominator_id, source_id, bps_code, indicator, value, unit,
        as_of, as_of_precision, certainty, kind, note``.

    Raises
    ------
    SourceLayoutError
        If a source is unknown, a name disagrees with its codes, or a value or period cannot be
        read: a base that is wrong makes every share on it wrong, so the file is refused.
    """
    rows = []
    for row in denominators.to_dict("records"):
        try:
            rows.append(_denominator(row, dates))
        except RowFault as refused:
            cell = {"row": row["row"], "column": refused.column, "value": row[refused.column]}
            raise SourceLayoutError(
                "bad_cell", file=row["file"], fault=refused.fault, **cell
            ) from refused
    table = pd.DataFrame(rows, columns=list(DENOMINATOR_FIELDS))
    return table.astype({"value": "float64", "as_of": "datetime64[s]"})


def _denominator(row: Mapping[str, str], dates: Mapping[str, SourceDates]) -> dict[str, Any]:
    if row["source_id"] not in dates:
        raise RowFault("source_id", UnreadableValueError("unknown_source", value=row["source_id"]))
    unit = read_cell(row, "region_text", resolve)
    codes = {"bps": row["bps_code"], "kemendagri": row["kemendagri_code"]}
    if (unit.bps_code, unit.kemendagri_code) != tuple(codes.values()):
        fault = UnreadableValueError("code_and_name", value=row["region_text"], **codes)
        raise RowFault("bps_code", fault)
    period = read_cell(row, "period_text", lambda text: parse_period(text, dates[row["source_id"]]))
    quantity = read_cell(row, "value_text", partial(parse_quantity, convention="plain"))
    _check_base(row, quantity)
    return {
        "denominator_id": row["denominator_id"],
        "source_id": row["source_id"],
        "bps_code": unit.bps_code,
        "indicator": row["indicator_text"],
        "value": quantity.value,
        "unit": row["unit_text"],
        "as_of": period.last,
        "as_of_precision": period.precision,
        "certainty": "approximate" if quantity.hedged or row["certainty_text"] else "certain",
        "kind": row["kind"],
        "note": row["note"],
    }


def _check_base(row: Mapping[str, str], quantity: Quantity) -> None:
    """Refuse what no share can stand on: no number, half a person, a plan."""
    counted = row["unit_text"] in ("persons", "units")
    if quantity.value is None or (counted and "." in row["value_text"]):
        raise RowFault("value_text", UnreadableValueError("not_whole", value=row["value_text"]))
    if row["certainty_text"] not in ("", "approx"):
        word = UnreadableValueError("unknown_word", value=row["certainty_text"])
        raise RowFault("certainty_text", word)


def stated_denominators(denominators: pd.DataFrame, named: Collection[str]) -> pd.DataFrame:
    """Give head counts of staff, and figures that are named, the form of observations.

    Parameters
    ----------
    denominators : pandas.DataFrame
        As returned by `clean_denominators`.
    named : collection of str
        Keys of other figures that are wanted too.

    Returns
    -------
    pandas.DataFrame
        Columns of ``schema.OBSERVATION_MODEL``; head counts are ``eligible_persons`` of
        ``non_asn``, all else is ``other``.
    """
    staff = denominators["indicator"] == "non_asn"
    rows = denominators[staff | denominators["denominator_id"].isin(list(named))]
    staff = rows["indicator"] == "non_asn"
    first = [
        day.replace(month=1, day=1)
        if how == "year"
        else day.replace(day=1)
        if how == "month"
        else day
        for day, how in zip(rows["as_of"], rows["as_of_precision"], strict=True)
    ]
    filled = rows.assign(
        statement_id=rows["denominator_id"],
        indicator=staff.map({True: "eligible_persons", False: "other"}),
        segment=staff.map({True: "non_asn", False: None}),
        indicator_text=rows["indicator"],
        region_text=[regency_of(code).name for code in rows["bps_code"]],
        value_text=[f"{value:.12g}" for value in rows["value"]],
        period_start=first,
        as_of_basis="printed",
        form="transcribed",
    )
    texts = ("place", "stated_by", "period_text")
    blank = dict.fromkeys(texts, "")
    missing = dict.fromkeys(
        ("area_codes", "programme", "value_low", "value_high", "list_id", "list_size",
         "list_universe")
    )  # fmt: skip
    return typed_observations(
        filled.assign(**blank, **missing)[list(OBSERVATION_MODEL.columns)].reset_index(drop=True)
    )
