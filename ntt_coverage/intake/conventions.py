"""Dots and commas in numbers: which of two conventions a column follows, if it tells.

"2.480" is two thousand in one office and two and a half in another, a factor of 1,000
apart. A count is whole, so its cells can tell; where the cells of a column do not tell, or
tell both, the column is refused and the cells that show it are named.
"""

import re
from collections.abc import Iterable, Iterator

from ntt_coverage.errors import CoverageError, UnreadableValueError
from ntt_coverage.intake.values import SCALES

__all__ = [
    "DECIMALS",
    "TOKEN",
    "Readings",
    "decide",
    "decimals_of",
    "read_digits",
    "vote",
    "votes_of",
]

Readings = tuple[float | None, float | None]
"""Digits read the Indonesian and the English way; None where they do not fit."""

TOKEN = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")
"""Digits with the dots and commas between them."""

FORMS = (
    (re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]+))?"), "."),
    (re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?"), ","),
)
"""Indonesian, English: what a number looks like, and the mark of its thousands."""

DECIMALS = {"persons": 0, "rupiah": 2, "percent": 9}
"""How many decimals a figure of a unit can have. A count may carry one or two zeros."""

LONGEST_NUMBER = 24
SHOWN = 5
"""How many cells a message shows of each reading."""


def decimals_of(text: str, unit: str) -> int:
    """Tell how many decimals fit: with "juta" behind it, a count has some too.

    Parameters
    ----------
    text : str
        The whole cell.
    unit : str
        A key of `DECIMALS`.

    Returns
    -------
    int
    """
    scaled = any(word in text.casefold() for word in SCALES)
    return DECIMALS["percent"] if scaled else DECIMALS[unit]


def read_digits(token: str, decimals: int) -> Readings:
    """Read digits both ways.

    Parameters
    ----------
    token : str
        As `TOKEN` finds it.
    decimals : int
        How many decimals fit.

    Returns
    -------
    Readings

    Examples
    --------
    >>> read_digits("2.480", 0), read_digits("63.750", 9)
    ((2480.0, None), (63750.0, 63.75))
    """
    if token.isdecimal() and len(token) <= LONGEST_NUMBER:
        return (float(token),) * 2
    return _read(token, 0, decimals), _read(token, 1, decimals)


def _read(token: str, way: int, decimals: int) -> float | None:
    form, mark = FORMS[way]
    found = form.fullmatch(token) if len(token) <= LONGEST_NUMBER else None
    if not found:
        return None
    whole, part = found[1].replace(mark, ""), found[2]
    if not part:
        return float(whole)
    zeros = len(part) <= 2 and not part.strip("0")
    return float(f"{whole}.{part}") if zeros or len(part) <= decimals else None


def vote(readings: Readings) -> str | None:
    """Tell which way a number is written, if it tells.

    Parameters
    ----------
    readings : Readings
        Of its digits.

    Returns
    -------
    str or None
        "id", "en", "both" where both fit and differ, None where it does not matter or fit.
    """
    indonesian, english = readings
    if indonesian == english:
        return None
    return "en" if indonesian is None else "id" if english is None else "both"


def decide(votes: Iterable[tuple[str, str]]) -> tuple[CoverageError | None, int]:
    """Decide the convention of a column.

    Parameters
    ----------
    votes : iterable of tuple of str and str
        Vote and cell.

    Returns
    -------
    tuple of (CoverageError or None) and int
        Why the column is refused; the place of its convention in `Readings`.
    """
    by_vote: dict[str, list[str]] = {}
    for cast, text in votes:
        by_vote.setdefault(cast, []).append(text)
    if "id" in by_vote and "en" in by_vote:
        cells = {"dots": _shown(by_vote["id"]), "commas": _shown(by_vote["en"])}
        return UnreadableValueError("number_mixed", **cells), 0
    if set(by_vote) == {"both"}:
        return UnreadableValueError("number_two_ways", value=_shown(by_vote["both"])), 0
    return None, int("en" in by_vote)


def votes_of(text: str, unit: str) -> Iterator[str]:
    """Let each number of a longer text vote.

    Parameters
    ----------
    text : str
        Such as "antara 1.200 dan 1.300".
    unit : str
        A key of `DECIMALS`.

    Yields
    ------
    str
        "id", "en" or "both".
    """
    for token in TOKEN.findall(text):
        cast = vote(read_digits(token, decimals_of(text, unit)))
        if cast:
            yield cast


def _shown(cells: list[str]) -> str:
    return ", ".join(f"“{text}”" for text in cells[:SHOWN])
