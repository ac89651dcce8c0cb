"""What a look at a boundary file found: fine, to be looked at, or wrong, each in one sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ntt_coverage.language import format_number, format_share, say
from ntt_coverage.regencies import regency_of

__all__ = ["Area", "Change", "Finding", "Phrase", "Share", "Unit", "listed", "told"]

Level = Literal["ok", "warning", "fault"]

MOST_LISTED = 10
"""A sentence names so many, and says how many more there are."""


class Share(float):
    """A fraction, said as a percentage.

    Parameters
    ----------
    x : float
        0.05 is said "5,0%".
    """


class Change(float):
    """A relative difference, said as a percentage with its sign.

    Parameters
    ----------
    x : float
        0.05 is said "+5,0%".
    """


class Area(float):
    """Square kilometres; less than a hectare is said to be that.

    Parameters
    ----------
    x : float
        Square kilometres.
    """


class Unit(str):
    """A BPS code, said as the unit's name."""

    __slots__ = ()


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """A piece of a sentence that has words of its own.

    Parameters
    ----------
    key : str
        Key of ``words.csv``, without its ``layer.`` prefix.
    facts : mapping of str to object
        What its braces stand for.
    """

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing looked at.

    Parameters
    ----------
    about : str
        Key of the sentence in ``words.csv``, without its ``layer.`` prefix.
    level : {"ok", "warning", "fault"}
        Whether the file may be used, used with care, or not used.
    facts : mapping of str to object
        What the sentence names: texts, numbers, units, phrases, tuples of them.
    """

    about: str
    level: Level
    facts: Mapping[str, Any] = field(default_factory=dict)

    def sentence(self, lang: str) -> str:
        """Say what was found.

        Parameters
        ----------
        lang : str
            ``"id"`` or ``"en"``.

        Returns
        -------
        str
        """
        return _phrased(self.about, self.facts, lang)

    def line(self, lang: str) -> str:
        """Say what was found, after the verdict.

        Parameters
        ----------
        lang : str
            ``"id"`` or ``"en"``.

        Returns
        -------
        str
        """
        return f"[{say(f'layer.level_{self.level}', lang)}] {self.sentence(lang)}"


def _phrased(key: str, facts: Mapping[str, Any], lang: str) -> str:
    return say(f"layer.{key}", lang, **{name: told(fact, lang) for name, fact in facts.items()})


def told(fact: Any, lang: str) -> str:
    """Write a fact as the language writes it.

    Parameters
    ----------
    fact : object
        A text, a number, one of the kinds above, or a tuple of them.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str

    Examples
    --------
    >>> told(Change(-0.053), "id")
    '-5,3%'
    """
    if isinstance(fact, Phrase):
        return _phrased(fact.key, fact.facts, lang)
    if isinstance(fact, tuple):
        return listed(told(each, lang) for each in fact)
    if isinstance(fact, Change):
        return ("+" if fact >= 0 else "-") + format_share(abs(fact), lang)
    if isinstance(fact, Share):
        return format_share(fact, lang)
    if isinstance(fact, Area):
        return format_number(fact, lang) if fact >= 0.01 else "<" + format_number(0.01, lang)
    if isinstance(fact, (int, float)):
        return format_number(fact, lang)
    return regency_of(fact).name if isinstance(fact, Unit) else _plain(str(fact))


def listed(names: Iterable[str]) -> str:
    """Name the first ten, and say how many more there are.

    Parameters
    ----------
    names : iterable of str
        Any number of them.

    Returns
    -------
    str
        A hyphen if there are none.
    """
    named = list(names)
    more = f" (+{len(named) - MOST_LISTED})" if len(named) > MOST_LISTED else ""
    return (", ".join(named[:MOST_LISTED]) + more) or "-"


def _plain(text: str) -> str:
    """Keep what a file says on one line, short, and without signs that steer a terminal."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    words = " ".join(shown.split())
    return words if len(words) <= 80 else words[:79] + "…"
