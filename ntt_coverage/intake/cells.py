"""What a file stores in a cell, as text and kind."""

import math
import re
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from ntt_coverage.intake.grids import Cell, Kind

__all__ = [
    "EPOCH_1900", "EPOCH_1904", "clean_text", "day_cell", "kind_of_format",
    "number_cell", "raised", "reaches_outside", "stored_number", "truth_cell",
]  # fmt: skip

EPOCH_1900 = date(1899, 12, 30)
EPOCH_1904 = date(1904, 1, 1)

_CONTROL = re.compile("\r\n|[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = " \xa0\u200b\u200e\u200f\u2060\ufeff"
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_OUTSIDE = re.compile(
    r"(?<!\w)\[\d+\](?=[^\]\[:,)\s+*/-])"  # [1]Sheet1!A1; a table's column [1] is none
    r"|\[[^\]]+\.(xl[a-z]{1,2}|od[st]|csv|xml|txt)\]|\bfile:|\bhttps?:|\bftp:|\\\\"
    r"|\b(WEBSERVICE|HYPERLINK|RTD|CALL|REGISTER(\.ID)?|EXEC|DDE)\s*\(",
    re.IGNORECASE,
)


_SMALL = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def clean_text(text: str) -> str:
    r"""Make one line of a cell's text, without what cannot be seen at its ends.

    Parameters
    ----------
    text : str
        As stored.

    Returns
    -------
    str
        A line break or another control character is a space.

    Examples
    --------
    >>> clean_text(" Jumlah\r\nNon ASN\xa0")
    'Jumlah Non ASN'
    """
    text = text.strip()
    return text if text.isprintable() else _CONTROL.sub(" ", text).strip().strip(_INVISIBLE)


def raised(text: str) -> str:
    """Write what stands raised in small digits: 480 with a raised 2 is no 4802.

    Parameters
    ----------
    text : str
        Raised text, mostly the number of a footnote.

    Returns
    -------
    str

    Examples
    --------
    >>> "480" + raised("2)")
    '480²)'
    """
    return text.translate(_SMALL)


@lru_cache(maxsize=10_000)
def kind_of_format(code: str) -> Kind:
    """Tell what a number is shown as.

    Parameters
    ----------
    code : str
        A number format such as ``0.0%`` or ``dd/mm/yyyy``.

    Returns
    -------
    Kind
        NUMBER, PERCENT or DATE.
    """
    shown = _NOT_SHOWN.sub("", code).partition(";")[0].lower()
    if "%" in shown:
        return Kind.PERCENT
    # [h]:mm is a duration; a date has places for digits in parts of a second only.
    if re.search(r"\[(h+|m+|s+)\]", code.lower()):
        return Kind.NUMBER
    shown = re.sub(r"general|standard|s\.0+", "", shown)
    is_date = re.search("[dmyhs]", shown) and not re.search("[0#?]", shown)
    return Kind.DATE if is_date else Kind.NUMBER


def number_cell(value: float, kind: Kind = Kind.NUMBER, epoch: date = EPOCH_1900) -> Cell:
    """Return the cell of a true number.

    Parameters
    ----------
    value : float
        As stored.
    kind : Kind
        What it is shown as.
    epoch : datetime.date
        The day 0 of the file.

    Returns
    -------
    tuple of str and Kind
        A number shown as a date that is none (a time of day, a serial out of range) is a number.

    Examples
    --------
    >>> number_cell(44377.5, Kind.DATE)
    ('2021-06-30', <Kind.DATE: 3>)
    """
    if not math.isfinite(value):
        return str(value), Kind.ERROR
    if kind is Kind.DATE:
        day = _day(value, epoch)
        return (day.isoformat(), kind) if day else (_digits(value), Kind.NUMBER)
    return _digits(value), kind


def _digits(value: float) -> str:
    if value != int(value) or abs(value) >= 1e21:
        return repr(float(value))
    # The digits that a float needs, then zeros: not those that its neighbours in binary have.
    return str(int(Decimal(repr(float(value)))))


def _day(value: float, epoch: date) -> date | None:
    if value < 1:
        return None
    # Excel holds 1900 for a leap year: days before its 29 February are one off.
    days = int(value) + (epoch == EPOCH_1900 and value < 60)
    try:
        return epoch + timedelta(days=days)
    except OverflowError:
        return None


def stored_number(text: str, kind: Kind = Kind.NUMBER, epoch: date = EPOCH_1900) -> Cell:
    """Return the cell of a number that a file stores as text.

    Parameters
    ----------
    text : str
        Such as ``"0.637"`` or ``"5.301E3"``.
    kind : Kind
        What it is shown as.
    epoch : datetime.date
        The day 0 of the file.

    Returns
    -------
    tuple of str and Kind
        An ERROR if it is no number.
    """
    try:
        return number_cell(float(text), kind, epoch)
    except ValueError:
        return clean_text(text), Kind.ERROR


def day_cell(text: str) -> Cell:
    """Return the cell of a date that a file stores as ISO text.

    Parameters
    ----------
    text : str
        Such as ``"2021-06-30T00:00:00"``.

    Returns
    -------
    tuple of str and Kind
        An ERROR if it is no date.
    """
    try:
        return date.fromisoformat(text.strip()[:10]).isoformat(), Kind.DATE
    except ValueError:
        return clean_text(text), Kind.ERROR


def truth_cell(text: str) -> Cell:
    """Return the cell of a truth value.

    Parameters
    ----------
    text : str
        ``"1"``, ``"true"`` or anything else, which is false.

    Returns
    -------
    tuple of str and Kind
    """
    return ("TRUE" if text.strip().lower() in ("1", "true") else "FALSE"), Kind.ERROR


def reaches_outside(formula: str) -> bool:
    """Tell whether a formula takes its result from outside its file.

    Parameters
    ----------
    formula : str
        Such as ``"[1]Sheet1!A1"``.

    Returns
    -------
    bool

    Examples
    --------
    >>> [reaches_outside(text) for text in ("'[1]Juni 2021'!D7", "SUM(D7:D28)", "cmd|'/c x'!A1")]
    [True, False, True]
    """
    return bool(_OUTSIDE.search(formula)) or "|" in re.sub('"[^"]*"', "", formula)
