"""The quarter: the period in which this house counts."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from ntt_coverage.errors import ParameterError
from ntt_coverage.language import format_date, say

__all__ = ["Quarter", "period_label"]

ROMAN = ("I", "II", "III", "IV")

_WORD = r"(?:triwulan|tw|kuartal|kw|quarter|q)?[\s./-]*"
_NUMBER, _YEAR = r"(IV|I{1,3}|[1-4])", r"((?:19|20)[0-9]{2})"
NEARLY = (
    re.compile(rf"\s*{_WORD}{_NUMBER}[\s./-]+(?:tahun\s+)?{_YEAR}\s*", re.I | re.ASCII),
    re.compile(rf"\s*{_YEAR}[\s./-]*{_WORD}{_NUMBER}\s*", re.I | re.ASCII),
)
"""How people write a quarter: "2019q3", "TW III 2019", "III/2019". Suggested, never read."""


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A calendar quarter, such as the third of 2019.

    Parameters
    ----------
    year : int
        Four digits.
    number : int
        1 to 4.

    Examples
    --------
    >>> str(Quarter.parse("2019Q3")), Quarter.parse("2019Q3").label("id")
    ('2019Q3', 'Triwulan III 2019')
    """

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Read ``2019Q3``.

        Parameters
        ----------
        text : str
            Four digits from 1900 to 2099, Q, and 1 to 4.

        Returns
        -------
        Quarter

        Raises
        ------
        ParameterError
            If the text has any other form.
        """
        text = str(text)  # a number is no quarter either, and is told so
        found = re.fullmatch(r"((?:19|20)[0-9]{2})Q([1-4])", text)
        if found:
            return cls(int(found[1]), int(found[2]))
        if meant := cls._meant(text):
            raise ParameterError("quarter_meant", value=text, meant=str(meant))
        raise ParameterError("quarter", value=text)

    @classmethod
    def _meant(cls, text: str) -> "Quarter | None":
        """Return the quarter that a text most likely means, to be suggested."""
        by_number, by_year = (form.fullmatch(text) for form in NEARLY)
        if not (found := by_number or by_year):
            return None
        number, year = found.groups() if by_number else reversed(found.groups())
        return cls(int(year), int(number) if number.isdigit() else ROMAN.index(number.upper()) + 1)

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """Return the quarter that a day lies in.

        Parameters
        ----------
        day : datetime.date
            The day.

        Returns
        -------
        Quarter
        """
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def from_ordinal(cls, ordinal: int) -> "Quarter":
        """Return the quarter of a number, as `ordinal` gives it.

        Parameters
        ----------
        ordinal : int
            Quarters since the year 0.

        Returns
        -------
        Quarter
        """
        return cls(ordinal // 4, ordinal % 4 + 1)

    @property
    def ordinal(self) -> int:
        """Quarters since the year 0, so that quarters can be subtracted."""
        return 4 * self.year + self.number - 1

    @property
    def first_day(self) -> date:
        """First day of the quarter."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        """Last day of the quarter."""
        month = 3 * self.number
        return date(self.year, month, monthrange(self.year, month)[1])

    def label(self, lang: str) -> str:
        """Name the quarter: "Triwulan III 2019" or "Q3 2019".

        Parameters
        ----------
        lang : str
            ``"id"`` or ``"en"``.

        Returns
        -------
        str
        """
        return say("quarter.label", lang, roman=ROMAN[self.number - 1], q=self.number, y=self.year)

    def __sub__(self, other: "Quarter") -> int:
        return self.ordinal - other.ordinal

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


def period_label(last: date, precision: str, lang: str) -> str:
    """Write the last day of a period no more precisely than it is known.

    Parameters
    ----------
    last : datetime.date
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
    if precision == "year":
        return str(last.year)
    if precision == "quarter":
        return Quarter.of(last).label(lang)
    written = format_date(last, lang)
    return written.partition(" ")[2] if precision == "month" else written
