"""Errors that a person must act on, in the reader's language.

Each names a paragraph of ``words.csv`` (what, where, expected, remedy) and carries the
evidence as attributes, so that a program can use what a person reads.
"""

from datetime import date
from typing import Any

from ntt_coverage.language import format_date, reader_language, say

__all__ = [
    "BoundaryError",
    "CodeSystemError",
    "CoverageError",
    "ParameterError",
    "ReportError",
    "SourceLayoutError",
    "UnknownRegencyError",
    "UnreadableValueError",
]


class CoverageError(Exception):
    """Base of all errors that a person can mend.

    Parameters
    ----------
    key : str
        The paragraph in ``words.csv``, without its ``error.`` prefix.
    **evidence
        What the paragraph names: file, row, value, candidates.

    Examples
    --------
    >>> CoverageError("language", value="jv").say("en")
    'Language “jv” is not available. Choose id (Indonesian) or en (English).'
    """

    def __init__(self, key: str, /, **evidence: Any) -> None:
        super().__init__(key, evidence)
        self.key = key
        self.evidence = evidence

    def say(self, lang: str) -> str:
        """Return the paragraph in a language.

        Parameters
        ----------
        lang : str
            ``"id"`` or ``"en"``.

        Returns
        -------
        str
        """
        said = {name: _said(value, lang) for name, value in self.evidence.items()}
        return say(f"error.{self.key}", lang, **said)

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows: what to do, not where in the program it was found."""
        return [str(self)]

    def __str__(self) -> str:
        return self.say(reader_language())

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.key, self.evidence)


def _rebuild(kind: type[CoverageError], key: str, evidence: dict[str, Any]) -> CoverageError:
    return kind(key, **evidence)


def _said(value: Any, lang: str) -> Any:
    """Write evidence in a language: another error, and a day; the rest is as it was found."""
    if isinstance(value, CoverageError):
        return value.say(lang)
    return format_date(value, lang) if isinstance(value, date) else value


class SourceLayoutError(CoverageError, ValueError):
    """A raw file is missing, unreadable, or lacks a column."""


class UnreadableValueError(CoverageError, ValueError):
    """A text is not a number or a date that can be read in one way only."""


class UnknownRegencyError(CoverageError, LookupError):
    """A text names no unit, or more than one."""


class CodeSystemError(CoverageError, ValueError):
    """A code means one unit at BPS and another at the Ministry of Home Affairs."""


class BoundaryError(CoverageError, ValueError):
    """A boundary file would draw a wrong map."""


class ParameterError(CoverageError, ValueError):
    """A parameter is unknown or of the wrong form."""


class ReportError(CoverageError, RuntimeError):
    """A report could not be finished; nothing was published."""
