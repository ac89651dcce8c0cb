"""What a check says: which rule, which statements, the arithmetic, and the likely reading."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Literal

import pandas as pd

from ntt_coverage.measures.contributions import Rate, rates_on
from ntt_coverage.measures.statements.official import Official
from ntt_coverage.measures.statements.slips import slip_between
from ntt_coverage.measures.statements.stated import EVERYONE, Stated, same_period

__all__ = [
    "Check",
    "Context",
    "DayName",
    "Edition",
    "Measured",
    "Reading",
    "Verdict",
    "When",
    "likely_reading",
]

Verdict = Literal["fits", "question", "contradiction"]
"""``contradiction``: the numbers cannot all be right; ``question``: they need an explanation."""

A_YEAR = timedelta(days=366)

Topic = tuple[str, str, str, str]
"""Area, indicator, segment and unit."""


@dataclass(frozen=True, slots=True)
class DayName:
    """A day of the week, named in the reader's language.

    Parameters
    ----------
    name : str
        In English; a key of ``words.csv`` after ``weekday.``.
    """

    name: str


@dataclass(frozen=True, slots=True)
class Edition:
    """Where an official count stands.

    Parameters
    ----------
    year : str
        Year of the edition.
    source : str
        Its source; blank for the registry of the 22 units.
    """

    year: str
    source: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with its unit.

    Parameters
    ----------
    stated : Stated
        The statement that gives it.
    """

    stated: Stated


@dataclass(frozen=True, slots=True)
class When:
    """The last day that a statement speaks of, no more precise than it is printed.

    Parameters
    ----------
    stated : Stated
        The statement.
    """

    stated: Stated


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a printed number was probably meant to be.

    Parameters
    ----------
    statement : str
        Key of the statement.
    value : float or datetime.date
        The likely number or day.
    slip : {"transposed", "lost", "doubled", "none"}
        How the printed one came about.
    support : str
        What supports it, a key of ``words.csv`` after ``reading.``.
    sources : tuple of str
        Sources that print it.
    needed : float or None
        What the arithmetic asks for, where it is not the likely number itself.
    """

    statement: str
    value: Any
    slip: str
    support: str
    sources: tuple[str, ...] = ()
    needed: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One comparison of printed numbers.

    Parameters
    ----------
    rule : str
        Its rule.
    verdict : {"fits", "question", "contradiction"}
        What came out.
    form : str
        The sentence of its arithmetic, a key of ``words.csv`` after ``check.``.
    numbers : mapping of str to Any
        What the sentence names: numbers, figures, days, texts.
    about : tuple of Stated
        The statements compared.
    remark : str
        A key of ``words.csv`` after ``remark.``, or "".
    reading : Reading or None
        The likely reading.
    against : tuple of str
        Sources of official figures and rates that were used.
    """

    rule: str
    verdict: Verdict
    form: str
    numbers: Mapping[str, Any]
    about: tuple[Stated, ...]
    remark: str = ""
    reading: Reading | None = None
    against: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Context:
    """What the rules may look up.

    Parameters
    ----------
    everything : sequence of Stated
        All statements.
    official : Official
        Official counts.
    rates : pandas.DataFrame
        Contribution rates.
    confirmed : collection of str
        Keys of the counts that a list of the same source bears out name by name.
    """

    everything: Sequence[Stated]
    official: Official
    rates: pd.DataFrame
    confirmed: Collection[str] = ()
    _index: dict[Topic, list[Stated]] = field(init=False, repr=False, default_factory=dict)
    _rates: dict[tuple[str, date], list[Rate]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for stated in self.everything:
            if stated.figure and not stated.planned:
                self._index.setdefault(_topic(stated), []).append(stated)
        for found in self._index.values():
            found.sort(key=_known)

    def elsewhere(self, stated: Stated) -> list[Stated]:
        """Return what other sources say of the same, within a year.

        Parameters
        ----------
        stated : Stated
            A statement.

        Returns
        -------
        list of Stated
        """
        return [
            other
            for other in self._within_a_year(_topic(stated), stated)
            if other.source != stated.source
        ]

    def _within_a_year(self, topic: Topic, stated: Stated) -> list[Stated]:
        found = self._index.get(topic, [])
        first = bisect_left(found, stated.known - min(A_YEAR, stated.known - date.min), key=_known)
        latest = stated.known + min(A_YEAR, date.max - stated.known)
        return found[first : bisect_right(found, latest, key=_known)]

    def near(self, stated: Stated, indicator: str) -> list[Stated]:
        """Return what is said of everyone in an area within a year, the nearest first.

        Parameters
        ----------
        stated : Stated
            Gives the area and the day.
        indicator : str
            What is counted, in persons.

        Returns
        -------
        list of Stated
        """
        found = self._within_a_year((stated.area, indicator, EVERYONE, "persons"), stated)
        return sorted(found, key=lambda other: (abs(other.known - stated.known), other.id))

    def rates_of(self, segment: str, stated: Stated) -> list[Rate]:
        """Return the rates for a kind of worker on the day of a statement.

        Parameters
        ----------
        segment : str
            Kind of worker.
        stated : Stated
            Gives the day; where none is known every rate that ever held is returned.

        Returns
        -------
        list of Rate
        """
        days = [stated.known] if stated.dated else self._every_day()
        for day in days:
            if (segment, day) not in self._rates:
                self._rates[segment, day] = rates_on(self.rates, segment, day)
        return [rate for day in days for rate in self._rates[segment, day]]

    def _every_day(self) -> list[date]:
        return sorted({day.date() for day in self.rates["valid_from"]})


def _known(stated: Stated) -> date:
    return stated.known


def _topic(stated: Stated) -> Topic:
    return stated.area, stated.indicator, stated.segment, stated.unit


def likely_reading(wanted: Iterable[tuple[Stated, float]], context: Context) -> Reading | None:
    """Return the one reading that makes a contradiction vanish, if there is exactly one.

    Best is a number that another source prints for the same time, then a slip of the hand (two
    neighbouring digits swapped, one lost, one doubled), then a slip from what another source
    prints. A count that a list of its own source bears out name by name is not doubted.

    Parameters
    ----------
    wanted : iterable of (Stated, float)
        Each statement with the number that would fit, the others being right.
    context : Context
        What other sources say.

    Returns
    -------
    Reading or None
    """
    printed, slipped, from_elsewhere = [], [], []
    for stated, value in wanted:
        seen = stated.exact
        if seen is None or value == seen or stated.id in context.confirmed:
            continue
        slip = slip_between(seen, value)
        others = [other for other in context.elsewhere(stated) if same_period(other, stated)]
        said = _sources(others, value)
        if said:
            printed.append(_reading(stated, value, slip, "printed", said))
        elif slip:
            slipped.append(_reading(stated, value, slip, "slip", ()))
        for other in others:
            if other.exact and slip_between(value, other.exact) == "transposed":
                reading = _reading(
                    stated, other.exact, None, "from_elsewhere", _sources(others, other.exact)
                )
                from_elsewhere.append(replace(reading, needed=value))
    for found in (printed, slipped, from_elsewhere):
        if found:
            return found[0] if len({(r.statement, r.value) for r in found}) == 1 else None
    return None


def _reading(
    stated: Stated, value: float, slip: str | None, support: str, sources: tuple[str, ...]
) -> Reading:
    return Reading(
        statement=stated.id, value=value, slip=slip or "none", support=support, sources=sources
    )


def _sources(others: Iterable[Stated], value: float) -> tuple[str, ...]:
    return tuple(sorted({other.source for other in others if other.exact == value}))
