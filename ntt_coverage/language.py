"""Words, numbers and dates as an Indonesian (or English) statistician writes them.

Every sentence that a person reads stands in ``words.csv``, once per language; numbers
and dates are written by Babel. Nothing else in the house composes text.
"""

import os
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache, lru_cache
from typing import Any

from babel.dates import format_date as _babel_date
from babel.numbers import format_decimal as _babel_decimal

from ntt_coverage.packaged import packaged_table

__all__ = [
    "LANGUAGES",
    "MOVING",
    "format_date",
    "format_number",
    "format_numbers",
    "format_share",
    "format_tenths",
    "join_texts",
    "percent_of",
    "plain_line",
    "reader_language",
    "say",
]

LANGUAGES = ("id", "en")

MOVING = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that move the cursor of a screen, or turn the direction of what follows."""


def reader_language() -> str:
    """Return the language of messages: ``NTT_COVERAGE_LANG``, else Indonesian.

    Returns
    -------
    str
        ``"id"`` or ``"en"``.
    """
    chosen = os.environ.get("NTT_COVERAGE_LANG", "id")
    return chosen if chosen in LANGUAGES else "id"


@cache
def _catalogue() -> Mapping[str, Mapping[str, str]]:
    return {row["key"]: row for row in packaged_table(__package__, "words.csv")}


def say(key: str, lang: str, /, **values: Any) -> str:
    """Return the text of a key in a language, with its values filled in.

    Parameters
    ----------
    key : str
        A key of ``words.csv``, such as ``"state.enrolled"``.
    lang : str
        ``"id"`` or ``"en"``.
    **values
        What the braces of the text stand for.

    Returns
    -------
    str

    Raises
    ------
    KeyError
        If the key or the language is not in the catalogue, or a value is missing.

    Examples
    --------
    >>> say("state.enrolled", "id")
    'Mendaftarkan'
    """
    return _catalogue()[key][lang].format(**values)


@lru_cache(maxsize=1 << 16)
def format_number(value: float | int, lang: str) -> str:
    """Write a number with the thousands and decimal marks of the language.

    Parameters
    ----------
    value : int or float
        Any number; at most two decimals are written.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str

    Examples
    --------
    >>> format_number(2480, "id"), format_number(2480, "en")
    ('2.480', '2,480')
    """
    return _babel_decimal(value, format="#,##0.##", locale=lang)


def plain_line(text: str) -> str:
    r"""Return a text as a terminal can show it: nothing in it moves, colours or turns.

    Parameters
    ----------
    text : str
        Such as a title from somebody's report.

    Returns
    -------
    str

    Examples
    --------
    >>> plain_line("a\x1b[2Jb\u202ec")
    'a\ufffd[2Jb\ufffdc'
    """
    return MOVING.sub("\ufffd", text)


def format_numbers(numbers: Mapping[str, float], lang: str) -> dict[str, str]:
    """Write several numbers that a sentence names.

    Parameters
    ----------
    numbers : mapping of str to float
        Numbers by their names.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    dict of str to str
    """
    return {name: format_number(number, lang) for name, number in numbers.items()}


def format_tenths(value: float, lang: str) -> str:
    """Write a measure with one decimal, also where it is 0.

    Parameters
    ----------
    value : float
        Such as square kilometres.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str

    Examples
    --------
    >>> format_tenths(6985.79, "id"), format_tenths(710, "en")
    ('6.985,8', '710.0')
    """
    return _babel_decimal(value, format="#,##0.0", locale=lang)


def percent_of(fraction: float) -> Decimal:
    """Return a fraction as the percentage that is printed, with one decimal.

    Parameters
    ----------
    fraction : float
        0.637 is 63.7.

    Returns
    -------
    decimal.Decimal
        Halves go to the even digit, as Babel writes them.

    Examples
    --------
    >>> percent_of(499 / 2000)
    Decimal('25.0')
    """
    return Decimal(str(fraction * 100)).quantize(Decimal("0.1"), ROUND_HALF_EVEN)


def format_share(fraction: float, lang: str) -> str:
    """Write a fraction as a percentage with one decimal.

    Parameters
    ----------
    fraction : float
        0.637 is written "63,7%" in Indonesian; above 1 is possible (two registers).
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str

    Examples
    --------
    >>> format_share(0.637, "id")
    '63,7%'
    """
    return _babel_decimal(percent_of(fraction), format="#,##0.0", locale=lang) + "%"


def format_date(day: date, lang: str) -> str:
    """Write a day in full, such as "16 Juli 2019".

    Parameters
    ----------
    day : datetime.date
        The day.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str

    Examples
    --------
    >>> from datetime import date
    >>> format_date(date(2019, 7, 16), "id")
    '16 Juli 2019'
    """
    return _babel_date(day, format="d MMMM y", locale=lang)


def join_texts(texts: Sequence[str], lang: str) -> str:
    """Join texts as a sentence does.

    Parameters
    ----------
    texts : sequence of str
        At least one.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str

    Examples
    --------
    >>> join_texts(["Alor", "Belu", "Ende"], "id"), join_texts(["Alor", "Belu"], "en")
    ('Alor, Belu, dan Ende', 'Alor and Belu')
    """
    *others, last = texts
    if not others:
        return last
    if len(others) == 1:
        return say("list.two", lang, one=others[0], other=last)
    return say("list.many", lang, others=", ".join(others), last=last)
