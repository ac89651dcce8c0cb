"""The values of a table as the cells that a reader of the workbook sees."""

import re
from collections.abc import Callable
from datetime import date
from numbers import Real
from typing import Any, TypeAlias

import pandas as pd

from ntt_coverage.noted import noted_text
from ntt_coverage.printed import printed_day, printed_publication
from ntt_coverage.publish.dictionary import Field
from ntt_coverage.publish.workbooks import plain
from ntt_coverage.publish.xlsx.words import WORDS, word_of

__all__ = ["Cell", "cells_of_column"]

Cell: TypeAlias = str | int | float | date | None
"""Text, number or day; None where nothing is known."""

NUMBERS = ("count", "number", "rate")


def cells_of_column(table: pd.DataFrame, field: Field, lang: str) -> list[Cell]:
    """Return a column as a reader sees it.

    Parameters
    ----------
    table : pandas.DataFrame
        With the column; a day is written as precisely as ``as_of_precision`` says, if that is
        there, and that of the quarter before as ``as_of_precision_before`` says.
    field : Field
        The column.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    list of str, int, float, datetime.date or None
        A code as its word, a number as a number, a day as a day where it is known to the day
        and else as text, and None where the table has nothing.
    """
    column = table[field.name]
    if field.form == "day":
        days = pd.to_datetime(column)
        before = "_before" if field.name.endswith("_before") else ""
        exact = pd.Series("day", index=table.index)
        precisions = table.get(f"as_of_precision{before}", exact)
        return [_day(*pair, lang) for pair in zip(days, precisions, strict=True)]
    return [None if _is_blank(value) else _cell(field.form, value, lang) for value in column]


def _is_blank(value: Any) -> bool:
    return value == "" if isinstance(value, str) else bool(pd.isna(value))


def _day(day: pd.Timestamp, precision: Any, lang: str) -> Cell:
    if pd.isna(day):
        return None
    known = "day" if pd.isna(precision) else precision
    return day.date() if known == "day" else printed_day(day, known, lang)


def _cell(form: str, value: Any, lang: str) -> Cell:
    if form in NUMBERS and isinstance(value, Real):
        return _number(value)
    text = plain(str(value))
    if form in WORDS:
        return word_of(form, text.lower() if form == "truth" else text, lang) or None
    return READ[form](text, lang) if form in READ else text


def _number(value: Real) -> int | float:
    """Return a whole number as one, so that it is shown without decimals."""
    exact = float(value)
    return int(exact) if exact.is_integer() else exact


def _published(text: str, lang: str) -> Cell:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    return printed_publication(text, lang) if re.fullmatch(r"\d{4}(-\d\d)?", text) else text


def _reading(text: str, lang: str) -> Cell:
    return int(text) if re.fullmatch(r"\d{1,15}", text) else _published(text, lang)


def _list(text: str, lang: str) -> Cell:
    return text.replace("|", ", ")


READ: dict[str, Callable[[str, str], Cell]] = {
    "published": _published,
    "reading": _reading,
    "list": _list,
    "noted": noted_text,
}
"""How a text of a form is read."""
