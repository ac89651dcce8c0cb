"""Observations as the checks look at them: what is counted, how exactly, of which time.

Nothing that a person has read into a statement is looked at: no note, no certainty. Whether
a number is hedged or only planned is read from its own words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import pandas as pd

from ntt_coverage.intake.cleaning import is_planned
from ntt_coverage.intake.dates import UNDATED_YEAR
from ntt_coverage.measures.statements.figures import Figure, read_figure
from ntt_coverage.packaged import packaged_table
from ntt_coverage.regencies import OUTSIDE

__all__ = [
    "EVERYONE",
    "REGENCIES",
    "Stated",
    "by_period",
    "read_stated",
    "same_period",
    "scheme",
]

EVERYONE = "all"
"""Segment of a figure that names none."""

REGENCIES = "regencies"
REGENCY_UNITS = ("kabupaten", "kota", "kabupaten/kota", "regions", "regency governments")

BASIC = "JKK|JKM"
"""Programmes of a member of whom none are named."""

MONTH = timedelta(days=31)
NEAR_PERIODS = 4
"""As many periods are looked back for one that a statement belongs to."""

SAME_EVENT = timedelta(days=7)
"""Two papers may date one event a few days apart."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """One printed number, flag or date.

    Parameters
    ----------
    id, source : str
        Keys of the statement and of its source.
    area : str
        BPS code, codes joined by "|", or the name of a place outside.
    indicator, segment, unit : str
        What is counted, of whom, in which unit; kabupaten, kota, regions are all "regencies".
    figure : Figure or None
        The number; None for dates and words.
    first, last : datetime.date
        Its period.
    precision : str
        How precisely the period is printed.
    published : datetime.date or None
        Day of publication, where it is known.
    kind : str
        Kind of membership: "" (members, enrolled, covered), "active", "paid", "quota".
    marks : frozenset of str
        Words that set it apart from others of its kind: "12 months", "new", "women".
    words : frozenset of str
        Its other words, without those that change nothing ("the number of", "as printed").
    planned : bool
        Whether its words tell of what is meant to happen.
    row : mapping of str to Any
        The observation.
    """

    id: str
    source: str
    area: str
    indicator: str
    segment: str
    unit: str
    figure: Figure | None
    first: date
    last: date
    precision: str
    published: date | None
    kind: str
    marks: frozenset[str]
    words: frozenset[str]
    planned: bool
    row: dict[str, Any]

    @property
    def known(self) -> date:
        """Last day that it can speak of: its period's, but not after publication."""
        capped = self.published and self.first <= self.published < self.last
        return self.published if capped and self.published else self.last

    @property
    def dated(self) -> bool:
        """Whether its year is known."""
        return self.first.year > UNDATED_YEAR + 1

    @property
    def exact(self) -> float | None:
        """Its number, if its digits leave nothing open."""
        return self.figure.value if self.figure and self.figure.exact else None

    @property
    def number(self) -> Figure:
        """Its figure, where the caller knows that there is one.

        Raises
        ------
        TypeError
            If there is none.
        """
        if self.figure is None:
            raise TypeError(self.id)
        return self.figure


def read_stated(observations: pd.DataFrame, sources: pd.DataFrame) -> list[Stated]:
    """Look at observations as the checks do.

    Parameters
    ----------
    observations : pandas.DataFrame
        One row per accepted statement; ``segment_text`` as printed may stand beside.
    sources : pandas.DataFrame
        ``source_id, published``; NaT where the day is not known.

    Returns
    -------
    list of Stated
        In the order of the rows.
    """
    published = {
        key: None if pd.isna(day) else day.date()
        for key, day in zip(sources["source_id"], sources["published"], strict=True)
    }
    read = observations.drop(columns=["note", "certainty"], errors="ignore")
    return [_stated(row, published.get(row["source_id"])) for row in read.to_dict("records")]


def _stated(row: dict[str, Any], published: date | None) -> Stated:
    words = row["indicator_text"]
    kind, marks = _kind_and_marks(words, row.get("segment_text") or "")
    if row["indicator"] == "contribution_amount":  # "Rp 16.800 per bulan" says it in the number
        _, per = _kind_and_marks(row["value_text"], "")
        marks |= per & {"monthly", "each"}
    segment = EVERYONE if pd.isna(row["segment"]) else row["segment"]
    if segment == "other":  # groups that nobody adds up are alike only in their own words
        marks |= {words.casefold()}
    return Stated(
        id=row["statement_id"],
        source=row["source_id"],
        area=_area(row),
        indicator=row["indicator"],
        segment=segment,
        unit=REGENCIES if row["unit"] in REGENCY_UNITS else row["unit"],
        figure=read_figure(
            row["value"],
            row["value_low"],
            row["value_high"],
            text=row["value_text"],
            unit=row["unit"],
        ),
        first=row["period_start"].date(),
        last=row["as_of"].date(),
        precision=row["as_of_precision"],
        published=published,
        kind=kind,
        marks=marks,
        words=_other_words(words, row["region_text"]),
        planned=is_planned(words),
        row=row,
    )


def _area(row: dict[str, Any]) -> str:
    for code in (row["area_codes"], row["bps_code"]):
        if not pd.isna(code) and code != OUTSIDE:
            return str(code)
    return str(row["region_text"]).casefold()


@cache
def _kind_and_marks(words: str, segment_words: str) -> tuple[str, frozenset[str]]:
    kind, marks, rest = "", set(), words
    for rule in packaged_table(__package__, "quantities.csv"):
        text = f"{rest} ({segment_words})" if rule["name"] == "within" else rest
        found = [match[0].casefold() for match in re.finditer(rule["pattern"], text, re.IGNORECASE)]
        if found and rule["sort"] == "kind":
            kind = kind or rule["name"]
        elif found and rule["sort"] == "itself":  # "12 months" differs from "6 months"
            marks.update(found)
            rest = re.sub(rule["pattern"], " ", rest, flags=re.IGNORECASE)
        elif found:
            marks.add(rule["name"])
    return kind, frozenset(marks)


@cache
def _other_words(text: str, region: str) -> frozenset[str]:
    """Return the words that may set a quantity apart from others: "nelayan", "Wewaria"."""
    neutral = {
        word for row in packaged_table(__package__, "neutral.csv") for word in row["words"].split()
    }
    place = set(re.findall(r"[a-z]+", region.casefold()))
    known = "|".join(rule["pattern"] for rule in packaged_table(__package__, "quantities.csv"))
    rest = re.sub(known, " ", text.casefold(), flags=re.IGNORECASE)
    return frozenset(re.findall(r"[a-z]+", rest)) - neutral - place


def scheme(stated: Stated) -> str:
    """Return the programmes of a statement; JKK and JKM where it names none.

    Parameters
    ----------
    stated : Stated
        A statement.

    Returns
    -------
    str
        Joined by "|".
    """
    named = stated.row["programme"]
    return BASIC if pd.isna(named) else str(named)


def same_period(one: Stated, other: Stated) -> bool:
    """Tell whether two statements speak of one time.

    They print one period, or their periods of at most a month overlap; a longer period
    (a year) is compared by the last day that it can speak of. What prints no day speaks of
    the time of its source. Two papers may date one event up to seven days apart.

    Parameters
    ----------
    one, other : Stated
        Statements with periods.

    Returns
    -------
    bool
    """
    if (one.first, one.last) == (other.first, other.last):
        return True
    if not (one.dated and other.dated):
        return one.source == other.source and not (one.dated or other.dated)
    apart = abs(one.known - other.known)
    undated = any(stated.row["as_of_basis"].startswith("source_") for stated in (one, other))
    if one.source == other.source and undated and apart <= MONTH:
        return True
    if one.first <= other.last and other.first <= one.last:
        longest = max(one.last - one.first, other.last - other.first)
        return longest <= MONTH or apart <= MONTH
    days = one.precision == other.precision == "day"
    return days and one.source != other.source and apart <= SAME_EVENT


def by_period(stated: Iterable[Stated]) -> list[list[Stated]]:
    """Gather statements of one time, each with the first ones that it shares its time with.

    Parameters
    ----------
    stated : iterable of Stated
        Statements of one kind.

    Returns
    -------
    list of list of Stated
        In the order of time.
    """
    periods: list[list[Stated]] = []
    for each in sorted(stated, key=lambda s: (s.known, s.first, s.id)):
        for period in reversed(periods[-NEAR_PERIODS:]):
            if same_period(each, period[0]) and same_period(each, period[-1]):
                period.append(each)
                break
        else:
            periods.append([each])
    return periods
