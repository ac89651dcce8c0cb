"""Periods as statements print them, each with how precise it is and where its year comes from.

A date stays as printed even where its weekday says otherwise: whether it adds up is asked
elsewhere. A date without a year takes it from the day its source was published.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from dateparser.data.date_translation_data import en as english
from dateparser.data.date_translation_data import id as indonesian

from ntt_coverage.errors import ParameterError, UnreadableValueError
from ntt_coverage.quarters import ROMAN, Quarter

__all__ = ["UNDATED", "UNDATED_YEAR", "Period", "SourceDates", "parse_period"]

WEEKDAYS = [
    "senin",
    "selasa",
    "rabu",
    "kamis",
    "jumat",
    "jum'at",
    "sabtu",
    "minggu",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
]
LEAD_WORDS = (
    "s\\.?d\\.?", "sampai dengan", "sampai", "hingga", "per", "pada", "to", "launch",
    "tahun anggaran", "budget year", "tahun", "tanggal",
)  # fmt: skip
ORDINALS = {"pertama": "i", "kedua": "ii", "ketiga": "iii", "keempat": "iv"}
THIS_YEAR = r"\b(tahun ini|this year)\b"
NOW = ("now", "kini", "sekarang", "saat ini")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
"""As dateparser names them."""

END_OF = r"^(akhir|end of)\s+"


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceDates:
    """What a source says of its own time.

    Parameters
    ----------
    published : datetime.date or None
        Last day that the date of publication may be.
    reference : datetime.date or None
        The day that its undated figures refer to, where the source makes it known.
    """

    published: date | None
    reference: date | None = None


UNDATED = SourceDates(published=None)
"""A source that says nothing of its own time."""


UNDATED_YEAR = 4
"""Stands for the year of a source that tells none where one must stand; a leap year."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """From a first to a last day.

    Parameters
    ----------
    first, last : datetime.date
        Both included.
    precision : {"day", "month", "quarter", "year"}
        How precisely it is printed.
    basis : {"printed", "year_from_source", "source_reference", "source_published"}
        What decides it.
    hedged : bool
        Whether a word ("akhir") makes it approximate.
    """

    first: date
    last: date
    precision: str
    basis: str = "printed"
    hedged: bool = False


def parse_period(text: str, source: SourceDates) -> Period:
    """Read a printed day, month, quarter, year or range of days.

    Parameters
    ----------
    text : str
        "Selasa (16/7)", "22 Juni", "akhir Juni tahun ini", "28- 30 Agustus", "Oktober 2018",
        "2019Q3", "2021-04-10/2024-04-09", or nothing.
    source : SourceDates
        Gives the year that is not printed; nothing printed takes its reference day.

    Returns
    -------
    Period

    Raises
    ------
    UnreadableValueError
        If the text is not a period, or a year is missing and the source has no date.

    Examples
    --------
    >>> from datetime import date
    >>> parse_period("Selasa (16/7)", SourceDates(published=date(2019, 7, 16))).last
    datetime.date(2019, 7, 16)
    """
    if len(text) > 80:  # a date parser is no place for an essay
        raise UnreadableValueError("date", value=text[:80])
    this_year = re.search(THIS_YEAR, text.casefold())
    if this_year and source.published:
        told = re.sub(THIS_YEAR, f"{source.published.year:04d}", text.casefold())
        return replace(parse_period(told, source), basis="year_from_source")
    months = _months(text)
    if months:
        return months
    bare = _undress(text)
    if not text.strip() or bare in NOW:
        return _undated(text, bare, source)
    hedged = bool(re.match(END_OF, bare))
    period = _read(re.sub(END_OF, "", bare), source)
    if period is None:
        raise UnreadableValueError("date", value=text)
    return replace(period, hedged=hedged)


def _months(text: str) -> Period | None:
    """Read months from one to another: "Oktober sampai Desember 2025"."""
    found = re.fullmatch(
        r"([a-z]{3,9})(?: ([1-9]\d{3}))? ?"
        r"(?:to|until|through|sampai(?: dengan)?|hingga|s\.?/?d\.?|[-–]) ?"
        r"([a-z]{3,9}) ([1-9]\d{3})",
        " ".join(text.casefold().split()),
    )
    first, last = (found and _month_number(found[place]) for place in (1, 3))
    if not (found and first and last):
        return None
    start, end = _month(int(found[2] or found[4]), first), _month(int(found[4]), last)
    return _span(start, end)


def _undress(text: str) -> str:
    """Take off brackets, weekdays, lead-in words and "this year"."""
    bare = re.sub(r"[(),]", " ", text.casefold().replace("’", "'"))
    bare = re.sub(THIS_YEAR, " ", bare)
    bare = re.sub(rf"\b({'|'.join(WEEKDAYS)})\b", " ", bare)
    bare = re.sub(rf"(?<!\w)({'|'.join(LEAD_WORDS)})(?!\w)", " ", bare)
    return " ".join(bare.split())


def _undated(text: str, bare: str, source: SourceDates) -> Period:
    day = source.reference or source.published
    if day is None:
        raise UnreadableValueError("date_without_source", value=text)
    basis = "source_reference" if source.reference else "source_published"
    if bare in NOW:  # "now" is no day: the month it was said in
        return replace(_month(day.year, day.month), basis=basis)
    return Period(first=day, last=day, precision="day", basis=basis)


def _read(bare: str, source: SourceDates) -> Period | None:
    english = re.fullmatch(r"([a-z]{3,9}) (\d{1,2}) (\d{4})", bare)  # June 30, 2021
    if english and _month_number(english[1]):
        bare = f"{english[2]} {english[1]} {english[3]}"
    bare = re.sub(r"^(\d{4})/(\d\d)/(\d\d)$", r"\1-\2-\3", bare)
    bare = re.sub(r"^(\d{1,2})-([a-z]{3,9})-(\d\d)$", r"\1 \2 20\3", bare)  # 30-Jun-21
    bare = re.sub(r"^(?:(\d{1,2})-)?([a-z]{3,9})-(\d{4})$", r"\1 \2 \3", bare).strip()
    bare = re.sub(r"\b(pertama|kedua|ketiga|keempat)\b", lambda w: ORDINALS[w[1]], bare)
    iso = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
    span = re.fullmatch(rf"({iso})\s*/\s*({iso})", bare)
    if span:
        first, last = (_iso(end) for end in span.groups())
        return _span(first, last)
    if re.fullmatch(iso, bare):
        return _iso(bare)
    quarter = re.fullmatch(
        r"(?:(?:triwulan|tw|kuartal|quarter|q)[\s.-]*(?:ke[\s-]*)?(iv|i{1,3}|[1-4])[\s/.-]*(\d{4}))"
        r"|(\d{4} ?q[1-4])",
        bare,
    )
    if quarter:
        return _quarter(quarter)
    slashed = re.fullmatch(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?", bare) or re.fullmatch(
        r"(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4})", bare
    )
    if slashed:
        day, month, year = (part for part in slashed.groups() if part not in ("/", ".", "-"))
        return _day(day, month, year, source)
    worded = re.fullmatch(
        r"(?:(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?\s+)?([a-z]+)\.?(?:\s+(\d{4}))?", bare
    )
    return _worded(worded, source) if worded else None


def _iso(text: str) -> Period | None:
    year, *rest = (int(part) for part in text.split("-"))
    try:
        if not rest:
            return Period(first=date(year, 1, 1), last=date(year, 12, 31), precision="year")
        if len(rest) == 1:
            return _month(year, rest[0])
        return Period(first=date(year, *rest), last=date(year, *rest), precision="day")
    except ValueError:
        return None


def _month(year: int, month: int) -> Period:
    first = date(year, month, 1)
    return Period(
        first=first, last=date(year, month, monthrange(year, month)[1]), precision="month"
    )


def _quarter(found: re.Match[str]) -> Period | None:
    number = found[1] and (found[1] if found[1].isdigit() else ROMAN.index(found[1].upper()) + 1)
    try:
        quarter = Quarter.parse(
            found[3].replace(" ", "").upper() if found[3] else f"{found[2]}Q{number}"
        )
    except ParameterError:
        return None
    return Period(first=quarter.first_day, last=quarter.last_day, precision="quarter")


def _worded(found: re.Match[str], source: SourceDates) -> Period | None:
    first_day, last_day, name, year = found.groups()
    month = _month_number(name)
    if month is None:
        return None
    if first_day is None:
        if year:
            return _iso(f"{year}-{month}")
        near = _day("1", str(month), None, source)
        return near and replace(_month(near.last.year, month), basis=near.basis)
    last = _day(last_day or first_day, str(month), year, source)
    first = _day(first_day, str(month), str(last.last.year), source) if last else None
    return _span(first, last)


def _span(first: Period | None, last: Period | None) -> Period | None:
    if first is None or last is None or first.first > last.last:
        return None
    return replace(last, first=first.first)


def _month_number(name: str) -> int | None:
    """Read a month's name, Indonesian or English, spelt out or short."""
    return _month_names().get(name.lower().rstrip("."))


@cache
def _month_names() -> Mapping[str, int]:
    """Return dateparser's own lists: its parser guesses, and takes longer to load than they."""
    return {
        name.lower(): number
        for language in (indonesian.info, english.info)
        for number, month in enumerate(MONTHS, start=1)
        for name in language[month]
    }


def _day(day: str, month: str, year: str | None, source: SourceDates) -> Period | None:
    try:
        if year:
            exact = date(int(year), int(month), int(day))
            return Period(first=exact, last=exact, precision="day")
        if source.published is None:
            return None
        near = _nearest(int(day), int(month), source.published)
    except ValueError:
        return None
    if near is None:
        return None
    return Period(first=near, last=near, precision="day", basis="year_from_source")


def _nearest(day: int, month: int, published: date) -> date | None:
    """Give a day the year nearest to publication: December news may be printed in January."""
    days = []
    for year in (published.year, published.year - 1, published.year + 1):
        if not (month == 2 and day == 29 and monthrange(year, 2)[1] == 28):
            days.append(date(year, month, day))
    return min(days, key=lambda each: abs(each - published))
