"""From a table of text to typed observations and a list of issues.

Rows read are rows accepted plus rows rejected, checked each time. Nothing is guessed: what
a text does not say in one way only is rejected with its file, row and column.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pandas as pd

from ntt_coverage.errors import ReportError, UnreadableValueError
from ntt_coverage.intake.dates import Period, SourceDates, parse_period
from ntt_coverage.intake.faults import RowFault, read_cell
from ntt_coverage.intake.groups import READERS, REFUSED, Reader, read_programmes, read_segment
from ntt_coverage.intake.schema import ISSUE_MODEL, OBSERVATION_MODEL, typed_observations
from ntt_coverage.intake.units import read_unit
from ntt_coverage.intake.values import Convention, Quantity, parse_quantity
from ntt_coverage.packaged import packaged_table
from ntt_coverage.regencies import resolve_area

__all__ = ["Cleaned", "clean_statements", "is_planned", "with_segment_words"]

BOILERPLATE = ("related-link line", "footer")
"""Places of numbers that belong to the page, not to the article."""

MEASURED_UNITS = ("percent", "rupiah", "rupiah per month")
LARGEST_COUNT = 10**9
"""All other units are counted: whole, and no more than there could be people."""

PLANNED = re.compile(
    r"plan(s|ned)\b|target|\bhopes?\b|expected|\bwill\b|should|to be (enrolled|paid|registered)|"
    r"rencana|harap|\bakan\b|usul|wajib",
    re.IGNORECASE,
)
"""Words of what is meant to happen: never counted as done."""


@dataclass(frozen=True, kw_only=True)
class Cleaned:
    """The outcome of a cleaning.

    Parameters
    ----------
    observations : pandas.DataFrame
        One row per accepted row; columns as in ``schema.OBSERVATION_MODEL``.
    issues : pandas.DataFrame
        One row per rejected row; columns as in ``schema.ISSUE_MODEL``.
    rows_read, rows_accepted, rows_rejected : int
        The first is always the sum of the others.
    """

    observations: pd.DataFrame = field(repr=False)
    issues: pd.DataFrame = field(repr=False)
    rows_read: int
    rows_accepted: int
    rows_rejected: int


def clean_statements(
    statements: pd.DataFrame, dates: Mapping[str, SourceDates], *, reader: Reader = "map"
) -> Cleaned:
    """Read every statement as an observation, or reject it with the reason.

    Parameters
    ----------
    statements : pandas.DataFrame
        One row per printed number or flag, all text, with ``file`` and ``row``.
    dates : mapping of str to SourceDates
        What each source says of its own time.
    reader : {"map", "check"}
        Who asks. For the map a row that counts something unknown, or unknown people, is
        rejected; for the checks it is kept as ``other``.

    Returns
    -------
    Cleaned

    Raises
    ------
    ReportError
        If a row would be lost or counted twice.
    """
    accepted: list[dict[str, Any]] = []
    rejected: list[dict[str, Any]] = []
    seen: set[str] = set()
    for row in statements.to_dict("records"):
        row["unit_text"] = read_unit(row["unit_text"])
        try:
            accepted.append(_observation(row, dates, seen, reader=reader))
            seen.add(row["statement_id"])
        except RowFault as refused:
            rejected.append(_issue(row, refused))
    if len(accepted) + len(rejected) != len(statements):
        raise ReportError("rows_lost", read=len(statements), kept=len(accepted) + len(rejected))
    return Cleaned(
        observations=typed_observations(
            pd.DataFrame(accepted, columns=list(OBSERVATION_MODEL.columns))
        ),
        issues=_issues(rejected),
        rows_read=len(statements),
        rows_accepted=len(accepted),
        rows_rejected=len(rejected),
    )


def _observation(
    row: Mapping[str, str],
    dates: Mapping[str, SourceDates],
    seen: set[str],
    *,
    reader: Reader,
) -> dict[str, Any]:
    if row["place"] in BOILERPLATE:
        raise RowFault("place", UnreadableValueError("boilerplate", value=row["value_text"]))
    if not row["statement_id"] or row["statement_id"] in seen:
        raise RowFault(
            "statement_id", UnreadableValueError("repeated_id", value=row["statement_id"])
        )
    if row["source_id"] not in dates:
        raise RowFault("source_id", UnreadableValueError("unknown_source", value=row["source_id"]))
    if row["form"] not in ("printed", "transcribed"):
        raise RowFault("form", UnreadableValueError("unknown_word", value=row["form"]))
    area = read_cell(row, "region_text", resolve_area)
    indicator = _indicator(row, reader=reader)
    quantity, period = _value_and_period(row, indicator, dates[row["source_id"]])
    return {
        **{
            name: row[name]
            for name in OBSERVATION_MODEL.columns
            if name in row and name not in ("list_id", "list_size", "list_universe")
        },
        "bps_code": area.bps_code,
        "area_codes": area.area_codes,
        "indicator": indicator,
        "segment": _segment(row, reader=reader),
        "programme": read_cell(row, "programme_text", read_programmes),
        "value": quantity.value,
        "unit": row["unit_text"],
        "value_low": quantity.low,
        "value_high": quantity.high,
        "period_start": period.first,
        "as_of": period.last,
        "as_of_precision": period.precision,
        "as_of_basis": period.basis,
        "certainty": _certainty(row, indicator, hedged=quantity.hedged),
        "list_id": row["list_id"] or None,
        "list_size": read_cell(row, "list_size", _count),
        "list_universe": read_cell(row, "list_universe", _count),
    }


def _count(text: str) -> int | None:
    if text and not re.fullmatch(r"[0-9]{1,9}", text):
        raise UnreadableValueError("number", value=text)
    return int(text) if text else None


def _value_and_period(
    row: Mapping[str, str], indicator: str, source: SourceDates
) -> tuple[Quantity, Period]:
    if indicator == "date":  # the token is the date; when it was said is no period of its own
        period = read_cell(row, "value_text", lambda text: parse_period(text, source))
        return Quantity(hedged=period.hedged), period
    convention: Convention = "plain" if row["form"] == "transcribed" else "id"
    quantity = read_cell(
        row,
        "value_text",
        lambda text: parse_quantity(text, convention=convention, unit=row["unit_text"]),
    )
    _check_whole(row, quantity)
    if row["unit_text"] == "flag" and quantity not in (Quantity(value=0), Quantity(value=1)):
        fault = UnreadableValueError("unknown_word", value=row["value_text"])
        raise RowFault("value_text", fault)
    return quantity, read_cell(row, "period_text", lambda text: parse_period(text, source))


def _check_whole(row: Mapping[str, str], quantity: Quantity) -> None:
    """Refuse a count with a decimal point: "3.784" would be drawn as 4, "3.000" as 3."""
    if row["unit_text"] in MEASURED_UNITS:
        return
    pointed = row["form"] == "transcribed" and "." in row["value_text"]
    numbers = [n for n in (quantity.value, quantity.low, quantity.high) if n is not None]
    if pointed or any(n != int(n) or n > LARGEST_COUNT for n in numbers):
        fault = UnreadableValueError("not_whole", value=row["value_text"])
        raise RowFault("value_text", fault)


def _indicator(row: Mapping[str, str], *, reader: Reader) -> str:
    unit, text = row["unit_text"], row["indicator_text"]
    for rule in packaged_table(__package__, "indicators.csv"):
        if rule["reader"] not in READERS[reader]:
            continue
        if unit in rule["unit"].split("|") and re.search(rule["pattern"], text, re.IGNORECASE):
            if rule["indicator"] == REFUSED:
                break
            return rule["indicator"]
    if reader == "check":
        return "other"
    fault = UnreadableValueError("unknown_indicator", value=text, unit=unit)
    raise RowFault("indicator_text", fault)


def _segment(row: Mapping[str, str], *, reader: Reader) -> str | None:
    try:
        return read_cell(row, "segment_text", partial(read_segment, reader=reader))
    except RowFault:
        if reader == "check":
            return "other"
        raise


def with_segment_words(observations: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Put the kind of worker as printed beside observations.

    Parameters
    ----------
    observations : pandas.DataFrame
        One row per accepted statement.
    statements : pandas.DataFrame
        The rows that they were read from; others may stand among them.

    Returns
    -------
    pandas.DataFrame
        With ``segment_text``; missing where the statement is not among them.
    """
    printed = statements.drop_duplicates("statement_id").set_index("statement_id")["segment_text"]
    return observations.assign(segment_text=observations["statement_id"].map(printed))


def is_planned(text: str) -> bool:
    """Tell whether words speak of what is meant to happen.

    Parameters
    ----------
    text : str
        What is counted, in words.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_planned("staff to be enrolled"), is_planned("staff enrolled")
    (True, False)
    """
    return bool(PLANNED.search(text))


def _certainty(row: Mapping[str, str], indicator: str, *, hedged: bool) -> str:
    meant = indicator != "date" and is_planned(row["indicator_text"])
    if row["certainty_text"] not in ("", "approx", "planned"):
        raise RowFault(
            "certainty_text", UnreadableValueError("unknown_word", value=row["certainty_text"])
        )
    if row["certainty_text"] == "planned" or meant:
        return "planned"
    return "approximate" if hedged or row["certainty_text"] else "certain"


def _issue(row: Mapping[str, Any], refused: RowFault) -> dict[str, Any]:
    fault = refused.fault
    return {
        "file": row["file"],
        "sheet": "",
        "row": row["row"],
        "column": refused.column,
        "cell": "",
        "value": row[refused.column],
        "severity": "rejected",
        "reason": fault.key,
        "message_id": fault.say("id"),
        "message_en": fault.say("en"),
        "suggestion": str(fault.evidence.get("candidates", "")),
    }


def _issues(rows: list[dict[str, Any]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(ISSUE_MODEL.columns))
    texts = dict.fromkeys((name for name in table.columns if name != "row"), "str")
    return ISSUE_MODEL.validate(table.astype({**texts, "row": "int64"}))
