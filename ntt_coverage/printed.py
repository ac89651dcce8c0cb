"""Numbers, days and shares as a reader sees them: no more exact than their sources are."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from ntt_coverage.language import format_number, format_share, say
from ntt_coverage.measures.evidence import CERTAINTY_RANK
from ntt_coverage.quarters import period_label

__all__ = [
    "is_about",
    "persons_number",
    "printed_day",
    "printed_publication",
    "printed_value",
    "rate_text",
]

PLAIN_RANGE = re.compile(r"\s*[0-9][0-9.,]*\s*[-–]\s*[0-9][0-9.,]*\s*%?\s*")
"""Two numbers without a word: they are written as the reader's language writes them."""


def printed_day(day: Any, precision: str, lang: str) -> str:
    """Write a last day no more precisely than it is known.

    Parameters
    ----------
    day : pandas.Timestamp
        Last day of the period.
    precision : {"day", "month", "quarter", "year"}
        How precisely it is printed.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        "22 Juni 2021", "Juni 2021", "Triwulan II 2021" or "2021".
    """
    if pd.isna(day):
        return ""
    return period_label(day.date(), precision, lang)


def printed_publication(text: str, lang: str) -> str:
    """Write a source's date of publication as precisely as it is known.

    Parameters
    ----------
    text : str
        "2019-07-16", "2021-05", "2023" or nothing.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str

    Examples
    --------
    >>> printed_publication("2021-05", "id")
    'Mei 2021'
    """
    precision = ("year", "month", "day")[text.count("-")]
    return printed_day(pd.Timestamp(text), precision, lang) if text else ""


def printed_value(row: Mapping[str, Any], lang: str) -> str:
    """Write an observation's value with its unit: "2.480 orang", "63%", "ribuan".

    Parameters
    ----------
    row : mapping
        One observation.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
    """
    if row["unit"] == "flag":
        return say(f"flag.{row['indicator']}_{int(row['value'])}", lang)
    bounded = not (pd.isna(row["value_low"]) and pd.isna(row["value_high"]))
    ends = [row["value_low"], row["value_high"]]
    if not any(map(pd.isna, ends)) and PLAIN_RANGE.fullmatch(str(row["value_text"])):
        number = "–".join(format_number(end, lang) for end in ends)
    elif pd.isna(row["value"]) or bounded:
        number = str(row["value_text"])  # "ribuan", "lebih dari 1.000": the words say more
    else:
        number = format_number(row["value"], lang)
    if row["unit"] == "percent":
        return number + ("" if "persen" in number or "%" in number else "%")
    return f"{number} {say('unit.' + row['unit'], lang)}".strip()


def persons_number(row: Mapping[str, Any], lang: str) -> str:
    """Write how many persons a unit enrols: "2.480", "sekitar 936", "5.892 (koreksi 5.829)".

    Parameters
    ----------
    row : mapping
        One row of the coverage.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        Blank where the number is not known or not shown.
    """
    if pd.isna(row["enrolled_persons"]) or row["state"] == "suppressed":
        return ""
    number = format_number(int(row["enrolled_persons"]), lang)
    if row["certainty"] == CERTAINTY_RANK["approximate"]:
        number = say("check.about", lang, number=number)
    corrected = row.get("corrected_value")
    if corrected is None or pd.isna(corrected):
        return number
    reading = format_number(int(corrected), lang)
    return say("persons.corrected", lang, number=number, reading=reading)


def rate_text(row: Mapping[str, Any], lang: str) -> str:
    """Write a unit's rate, with the hedge of its numbers: "63,7%", "sekitar 3,6%".

    Parameters
    ----------
    row : mapping
        One row of the coverage.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        Blank where the rate is not known.
    """
    if pd.isna(row["coverage_rate"]):
        return ""
    rate = format_share(float(row["coverage_rate"]), lang)
    return say("check.about", lang, number=rate) if is_about(row) else rate


def is_about(row: Mapping[str, Any]) -> bool:
    """Tell whether a unit's rate is approximate: its persons are, or the base they stand on.

    Parameters
    ----------
    row : mapping
        One row of the coverage.

    Returns
    -------
    bool
    """
    return (
        row["certainty"] == CERTAINTY_RANK["approximate"] or row["base_certainty"] == "approximate"
    )
