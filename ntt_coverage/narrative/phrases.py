"""Parts of sentences: who, how many, when, by whom."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ntt_coverage.language import format_number, join_texts, say
from ntt_coverage.measures.evidence import CERTAINTY_RANK
from ntt_coverage.noted import noted_text
from ntt_coverage.printed import printed_day

__all__ = [
    "by_number", "capital", "day_said", "held_number", "named", "number_text", "source_of",
    "when_of",
]  # fmt: skip

FEW = 8
"""So many units are named; more are counted, and the tables name them."""


def by_number(key: str, number: int, lang: str, **values: Any) -> str:
    """Return a text in the form that its number asks for.

    Parameters
    ----------
    key : str
        A key of ``words.csv`` without its ending ``_one`` or ``_many``.
    number : int
        How many it is about.
    lang : str
        ``"id"`` or ``"en"``.
    **values
        What the braces of the text stand for.

    Returns
    -------
    str
    """
    return say(f"{key}_one" if number == 1 else f"{key}_many", lang, **values)


def capital(sentence: str) -> str:
    """Begin a sentence with a capital letter.

    Parameters
    ----------
    sentence : str
        Not empty.

    Returns
    -------
    str
    """
    return sentence[0].upper() + sentence[1:]


def named(rows: pd.DataFrame, lang: str) -> str:
    """Name units where they are few; else say how many they are.

    Parameters
    ----------
    rows : pandas.DataFrame
        One row per unit, with ``regency``.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        "Kabupaten Ende dan Kota Kupang", or "16 kabupaten/kota".
    """
    if len(rows) > FEW:
        return say("story.units", lang, n=len(rows))
    return join_texts(list(rows["regency"]), lang)


def number_text(row: Mapping[str, Any], lang: str) -> str:
    """Write a number of persons with its hedge: "2.480", "sekitar 2.000", "paling sedikit 10".

    Parameters
    ----------
    row : mapping
        ``persons`` or, where it is missing, ``value_low`` and ``value_high`` with the printed
        ``value_text``; and ``certainty``, as a word or as the coverage ranks it.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        A quantity that is printed in words alone is quoted.
    """
    if not pd.isna(row["persons"]):
        number = format_number(int(row["persons"]), lang)
        about = row["certainty"] in ("approximate", CERTAINTY_RANK["approximate"])
        return say("check.about", lang, number=number) if about else number
    if not any(letter.isdigit() for letter in row["value_text"]):
        return say("story.in_words", lang, text=row["value_text"])
    low, high = (
        "" if pd.isna(row[end]) else format_number(float(row[end]), lang)
        for end in ("value_low", "value_high")
    )
    if low and high:
        return say("story.between", lang, low=low, high=high)
    return say("check.at_least" if low else "check.at_most", lang, number=low or high)


def held_number(row: Mapping[str, Any], of: str, lang: str) -> str:
    """Write one of the numbers that are compared between two quarters, with its hedge.

    Parameters
    ----------
    row : mapping
        One row of what changed; see ``changes_between``.
    of : {"_then", "_before", ""}
        Which of its numbers.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        Blank where there is none.
    """
    if pd.isna(row[f"persons{of}"]):
        return ""
    certainty = "approximate" if row[f"approximate{of}"] else "certain"
    return number_text({"persons": row[f"persons{of}"], "certainty": certainty}, lang)


def source_of(sources: pd.DataFrame, source_id: str, lang: str) -> str:
    """Name a source: "Antara NTT (S07)".

    Parameters
    ----------
    sources : pandas.DataFrame
        One row per source.
    source_id : str
        Which.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
    """
    publisher = noted_text(sources.set_index("source_id")["publisher"][source_id], lang)
    return say("story.source", lang, publisher=publisher, key=source_id)


def day_said(day: pd.Timestamp, precision: str, lang: str) -> str:
    """Write a day for the middle of a sentence: "26 November 2019", "tahun 2021".

    Parameters
    ----------
    day : pandas.Timestamp
        The day.
    precision : str
        How precisely it is known.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
    """
    printed = printed_day(day, precision, lang)
    return say("story.year", lang, year=printed) if precision == "year" else printed


def when_of(row: Mapping[str, Any], lang: str) -> str:
    """Say which day the number of persons of a unit is of.

    Parameters
    ----------
    row : mapping
        One row of the coverage.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        Of an agreement its first and last day: its number is no count of a day.
    """
    if row["basis"] == "agreement":
        first, last = (printed_day(row[f"holds_{end}"], "day", lang) for end in ("from", "to"))
        return say("story.agreed", lang, first=first, last=last)
    return printed_day(row["as_of"], row["as_of_precision"], lang)
