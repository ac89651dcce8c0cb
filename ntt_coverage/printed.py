"""Numbers, days and shares as a reader sees them: no more exact than their sources are."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from ntt_coverage.language import format_number, format_share, say
from ntt_coverage.measures.evidence import CERTAINTY_RANK, LONGEST_PERIOD_DAYS
from ntt_coverage.quarters import period_label
from ntt_coverage.segments import say_of

__all__ = [
    "base_number",
    "is_about",
    "persons_number",
    "persons_text",
    "printed_day",
    "printed_period",
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


def printed_period(row: Mapping[str, Any], lang: str) -> str:
    """Write the time that a statement speaks of, with both ends where it has two.

    Parameters
    ----------
    row : mapping
        One observation.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        "Juni 2021"; "10 April 2021 sampai 9 April 2024".
    """
    last = printed_day(row["as_of"], row["as_of_precision"], lang)
    if pd.isna(row["as_of"]) or pd.isna(row["period_start"]):
        return last
    if (row["as_of"] - row["period_start"]).days < LONGEST_PERIOD_DAYS[row["as_of_precision"]]:
        return last
    first = printed_day(row["period_start"], row["as_of_precision"], lang)
    return say("day.span", lang, first=first, last=last)


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
    """Write an observation's value with its unit: "2.480 orang", "sekitar 63%", "ribuan".

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
        if row["certainty"] == "approximate":
            number = say("check.about", lang, number=number)
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


def persons_text(row: Mapping[str, Any], segment: str, lang: str) -> str:
    """Write the persons of a unit for a card: what nobody states is not zero, a zero is told.

    Parameters
    ----------
    row : mapping
        One row of the coverage.
    segment : str
        The kind of worker.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        "2.480", "0 (belum mendaftarkan)", "tidak disebut (belum mendaftarkan)", ...
    """
    if row["state"] == "suppressed":
        return say("state.suppressed", lang)
    if row["state"] == "not_enrolled":
        form = "unstated" if pd.isna(row["enrolled_persons"]) else "zero"
        return say_of(segment, f"web.persons_{form}", lang)
    return persons_number(row, lang) or say("tip.unknown", lang)


def base_number(row: Mapping[str, Any], lang: str) -> str:
    """Write the base of a unit's rate: "11.850", "sekitar 900".

    Parameters
    ----------
    row : mapping
        One row of the coverage.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        Blank where it is not known.
    """
    if pd.isna(row["eligible_persons"]):
        return ""
    number = format_number(int(row["eligible_persons"]), lang)
    about = row["base_certainty"] == "approximate"
    return say("check.about", lang, number=number) if about else number


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
