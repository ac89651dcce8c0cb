"""Column headers as offices write them: a documented vocabulary, compared word for word.

``headers.csv`` lists the known headers with their roles, ``groups.csv`` the words for kinds
of worker, ``abbreviations.csv`` the short forms that are read in full. Likeness only
suggests; it never decides what a column is.
"""

import re
from dataclasses import dataclass
from functools import cache

from ntt_coverage.intake.dates import Period
from ntt_coverage.intake.phrases import find_periods
from ntt_coverage.intake.schema import PROGRAMMES
from ntt_coverage.packaged import packaged_table
from ntt_coverage.regencies import normalise

__all__ = [
    "CODE_ROLES", "MEASURES", "PLACE_ROLES", "Header", "find_segment", "header_role",
    "nearest_header", "read_header",
]  # fmt: skip

MEASURES = {
    "eligible_persons": "persons",
    "enrolled_persons": "persons",
    "uncovered_persons": "persons",
    "coverage_share": "percent",
    "uncovered_share": "percent",
    "contribution_amount": "rupiah",
}
"""Roles that hold figures, and their units."""

CODE_ROLES = ("bps_code", "kemendagri_code", "code")
PLACE_ROLES = ("region", *CODE_ROLES)

LONGEST_HEADER = 200
"""A longer text is a paragraph, not a header."""

COUNTED = frozenset(["jumlah", "total", "number", "banyaknya"])
"""With a kind of worker, and nothing else, these count the workers themselves."""

DENIALS = frozenset(["belum", "tidak", "bukan", "non", "not", "un"])
"""A header is never likened to its opposite."""

COLOURS = ("silent", "planned")
"""Roles of words that make no header by themselves."""

PERSONAL_NUMBERS = frozenset(["nik", "nip", "npwp", "kpj"])
"""Numbers of persons: a header that names one, and counts nothing, holds them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """What a column's header says.

    Parameters
    ----------
    text : str
        The header as written; the lines of a higher one joined by " / ".
    role : str
        A role of ``headers.csv``, or "unknown", or "" for no header.
    segment, programme : str or None
        Kind of worker and programmes, where it names them.
    period : Period or None
        The period that it names.
    planned : bool
        Whether it speaks of a target or plan.
    """

    text: str
    role: str
    segment: str | None = None
    programme: str | None = None
    period: Period | None = None
    planned: bool = False


@cache
def _vocabulary() -> dict[frozenset[str], str]:
    return {
        frozenset(_words(row["header"])): row["role"]
        for row in packaged_table(__package__, "headers.csv")
        if row["role"] not in COLOURS
    }


@cache
def _words_of(role: str) -> frozenset[str]:
    """Return the single words that only colour a header: silent ones, or those of a plan."""
    rows = packaged_table(__package__, "headers.csv")
    return frozenset(w for row in rows if row["role"] == role for w in _words(row["header"]))


@cache
def _group_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = sorted(
        packaged_table(__package__, "groups.csv"), key=lambda row: -len(row["words"])
    )  # the longest first: "bukan penerima upah" before "penerima upah"
    return tuple((re.compile(rf"\b{row['words']}\b"), row["segment"]) for row in rows)


@cache
def _abbreviations() -> dict[str, str]:
    rows = packaged_table(__package__, "abbreviations.csv")
    return {row["short"]: row["word"] for row in rows}


def _words(text: str) -> list[str]:
    full = _abbreviations()
    words = normalise(text.replace("%", " persen ").replace("#", " no ")).split()
    return [full.get(word, word) for word in words]


def find_segment(text: str) -> tuple[str | None, str]:
    """Find the kind of worker that a text names.

    Parameters
    ----------
    text : str
        A header or title.

    Returns
    -------
    tuple of (str or None) and str
        The segment, None where it names none or several; the text without its words.
    """
    rest, found = " ".join(_words(text)), set()
    for pattern, segment in _group_patterns():
        rest, times = pattern.subn(" ", rest)
        if times:
            found.add(segment)
    return (found.pop() if len(found) == 1 else None), " ".join(rest.split())


@cache
def read_header(*lines: str) -> Header:
    """Read a header of one or more lines.

    Parameters
    ----------
    *lines : str
        From the top down, such as ``"Non ASN", "Terdaftar"``.

    Returns
    -------
    Header

    Examples
    --------
    >>> read_header("Non ASN", "Terdaftar (orang)").role
    'enrolled_persons'
    >>> read_header("Jumlah Tenaga Non ASN").segment
    'non_asn'
    """
    told = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    text = " / ".join(told)
    if not text or len(text) > LONGEST_HEADER:
        return Header(text=text, role="unknown" if text else "")
    plain = " ".join(told)
    if _is_personal(frozenset(_words(plain))):
        return Header(text=text, role="personal")
    periods, without_period = find_periods(plain)
    segment, rest = find_segment(without_period)
    if segment is None and rest != " ".join(_words(without_period)):
        return Header(text=text, role="ambiguous")  # two kinds of worker in one column
    words = frozenset(rest.split())
    programmes = [name for name in PROGRAMMES if name.casefold() in words]
    words -= {name.casefold() for name in programmes}
    planned = words & _words_of("planned")
    return Header(
        text=text,
        role=_role(words - planned, named=rest != " ".join(_words(without_period))),
        segment=segment,
        programme="|".join(programmes) or None,
        period=periods[0] if len(periods) == 1 else None,
        planned=bool(planned),
    )


def _is_personal(words: frozenset[str]) -> bool:
    return _vocabulary().get(words) == "personal" or bool(
        words & PERSONAL_NUMBERS and not words & COUNTED
    )


def _role(words: frozenset[str], *, named: bool) -> str:
    loud = words - _words_of("silent")
    if named and loud <= COUNTED:
        return "eligible_persons" if loud else "group"
    known = _vocabulary()
    return known.get(words) or known.get(loud) or "unknown"


def header_role(text: str) -> str:
    """Return the role of a header of one line; see `read_header`.

    Parameters
    ----------
    text : str
        A cell.

    Returns
    -------
    str
    """
    return read_header(text).role


def nearest_header(text: str) -> str:
    """Name the known header that a text is most like. It decides nothing.

    Parameters
    ----------
    text : str
        An unknown header.

    Returns
    -------
    str
        Blank if none is alike.
    """
    from rapidfuzz import fuzz, process  # loaded only when something went wrong

    known = [
        row["header"]
        for row in packaged_table(__package__, "headers.csv")
        if row["role"] not in (*COLOURS, "personal")
    ]
    found = process.extractOne(text, known, processor=normalise, score_cutoff=72, scorer=fuzz.ratio)
    denied = [bool(set(_words(words)) & DENIALS) for words in (text, found[0] if found else "")]
    return found[0] if found and denied[0] == denied[1] else ""
