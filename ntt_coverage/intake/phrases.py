"""Periods inside longer texts: titles, headers, names of sheets."""

import re
from collections.abc import Iterable
from functools import cache

from ntt_coverage.errors import UnreadableValueError
from ntt_coverage.intake.dates import UNDATED, Period, parse_period

__all__ = ["find_periods", "one_period"]

NO_DATE = re.compile(
    r"^\W*(dicetak|tanggal cetak|cetak|diunduh|printed|downloaded)\b"
    r"|^[^\W\d]+( [^\W\d]+)?, *\d{1,2} [a-z]+ \d{4}$",
    re.IGNORECASE,
)
"""When a page was printed, or where and when it was signed, says nothing about its figures."""

UNREAD = re.compile(
    r"\b(semester|caturwulan|smt)\b|(?<![\d.,])\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"|\d{1,2} +(?:jan|feb|mar|apr|mei|may|jun|jul|agu|aug|sep|okt|oct|nov|des|dec)[a-z]* +\d{4}",
    re.IGNORECASE,
)
"""A period that was not understood: the year beside it is not the answer."""

REGULATION = re.compile(r"\b(nomor|no)\b\.?\s*[\w./-]+\s+tahun\s+\d{4}", re.I)
"""The year of a decree is no date of its figures."""

IMPOSSIBLE = "(?)"
"""Stands for a day that the calendar does not have; its month is not the answer."""

PHRASES = (
    r"\d{4}-\d\d-\d\d",
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}",
    r"(?:\d{1,2}\s*[-–]\s*)?\d{1,2}[\s-]+[a-z]{3,9}\.?[\s-]+\d{4}",
    r"[a-z]{3,9}\.?\s+\d{1,2},?\s+\d{4}",
    r"(?:triwulan|tw|kuartal|quarter)[\s.-]*(?:ke[\s-]*)?(?:iv|i{1,3}|[1-4]|pertama|kedua|ketiga|keempat)[\s/.,-]*(?:tahun\s+)?\d{4}",
    r"\d{4}\s?q[1-4]|q[1-4]\s?\d{4}",
    r"[a-z]{3,9}\.?\s+(?:tahun\s+)?\d{4}",
    r"(?<![\d.,])20\d\d(?![\d.,]*\d)",
)
"""From the most to the least precise: what one has taken, the next does not see."""


@cache
def find_periods(text: str) -> tuple[tuple[Period, ...], str]:
    """Find the periods that a text names.

    Parameters
    ----------
    text : str
        Such as "Keadaan s.d. 30 Juni 2021" or "Terdaftar TW III 2019".

    Returns
    -------
    tuple of (tuple of Period) and str
        The different periods, the most precise first; the text without them.

    Examples
    --------
    >>> [period.last.isoformat() for period in find_periods("Keadaan 30 Juni 2021")[0]]
    ['2021-06-30']
    """
    if NO_DATE.search(text) or len(text) > 500:
        return (), text
    rest, found = REGULATION.sub(" ", text), []
    for phrase in PHRASES:
        for match in re.finditer(rf"(?<!\w)(?:{phrase})(?!\w)", rest, re.IGNORECASE):
            period = _read(match[0])
            if period:
                found.append(period)
                rest = rest.replace(match[0], " ", 1)
            elif UNREAD.search(match[0]):
                rest = rest.replace(match[0], f" {IMPOSSIBLE} ", 1)
    if found:
        rest = re.sub(r"(?i)(?<!\w)(s\.?d\.?|sampai dengan|per|tahun)(?=\W*$)", " ", rest)
    return tuple(dict.fromkeys(found)), rest


def _read(text: str) -> Period | None:
    try:
        period = parse_period(re.sub(r"\s+", " ", text), UNDATED)
    except UnreadableValueError:
        return None
    return period if 2000 <= period.first.year <= period.last.year <= 2100 else None


def one_period(texts: Iterable[str]) -> Period | None:
    """Return the one period that some texts agree on.

    Parameters
    ----------
    texts : iterable of str
        The lines of a title.

    Returns
    -------
    Period or None
        The most precise, if all others contain it; None where none is named.

    Raises
    ------
    UnreadableValueError
        If two contradict each other.
    """
    lines = list(texts)
    found = list(dict.fromkeys(period for text in lines for period in find_periods(text)[0]))
    if found and all(
        period.precision == "year" for period in found
    ):  # "Bulan: Juni", "Tahun: 2021"
        found += find_periods(" ".join(lines).replace(":", " "))[0]
    for text in lines:
        rest = find_periods(text)[1]
        unread = not NO_DATE.search(text) and (IMPOSSIBLE in rest or UNREAD.search(rest))
        if unread and not any(period.precision == "day" for period in found):
            raise UnreadableValueError("date", value=text[:80])
    if not found:
        return None
    shortest = min(found, key=lambda period: period.last - period.first)
    if any(p.first > shortest.first or p.last < shortest.last for p in found):
        raise UnreadableValueError(
            "title_dates_differ", first=found[0].last.isoformat(), second=found[1].last.isoformat()
        )
    return shortest
