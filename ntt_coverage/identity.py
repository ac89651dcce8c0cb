"""Which report, made from what: the quarter and language, the code, the figures' passports."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from ntt_coverage.errors import ParameterError
from ntt_coverage.language import LANGUAGES, say
from ntt_coverage.quarters import Quarter

__all__ = [
    "FIGURES", "FIGURE_ID", "Passport", "ReportSpec", "checked_language", "code_fingerprint",
    "figure_id_of",
]  # fmt: skip

FIGURES = ("status", "tiles", "change", "ranking", "timeline", "web")
"""The figures of a report: maps, charts, and the interactive map."""

FIGURE_ID = re.compile(
    r"(?P<quarter>\d{4}Q[1-4])-(?P<lang>[a-z]{2})-(?P<name>[\w-]{1,60})-[0-9a-f]{8}", re.ASCII
)
"""The form of a figure's ID, as `figure_id_of` makes it."""


def checked_language(lang: str) -> str:
    """Return a language that there is.

    Parameters
    ----------
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        The same.

    Raises
    ------
    ParameterError
        If there is no such language.
    """
    if lang not in LANGUAGES:
        raise ParameterError("language", value=lang)
    return lang


@dataclass(frozen=True)
class ReportSpec:
    """Which report: a quarter in a language.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    lang : str
        ``"id"`` or ``"en"``.

    Examples
    --------
    >>> ReportSpec.parse("2019Q3", "en").folder
    '2019Q3-en'
    """

    quarter: Quarter
    lang: str = "id"

    @classmethod
    def parse(cls, quarter: str, lang: str = "id") -> "ReportSpec":
        """Check what a person typed.

        Parameters
        ----------
        quarter : str
            Such as ``2019Q3``.
        lang : str
            ``"id"`` or ``"en"``.

        Returns
        -------
        ReportSpec

        Raises
        ------
        ParameterError
            If either is of another form.
        """
        return cls(Quarter.parse(quarter), checked_language(lang))

    @classmethod
    def series(cls, first: str, last: str, lang: str = "id") -> "list[ReportSpec]":
        """Return a report for each quarter from one to another.

        Parameters
        ----------
        first, last : str
            Such as ``2018Q2`` and ``2026Q1``.
        lang : str
            ``"id"`` or ``"en"``.

        Returns
        -------
        list of ReportSpec
            In the order of time.

        Raises
        ------
        ParameterError
            If one is of another form, or the last is earlier than the first.
        """
        begin, end = cls.parse(first, lang).quarter, cls.parse(last, lang).quarter
        if end < begin:
            raise ParameterError("series", value=last, quarter=first)
        every = range(begin.ordinal, end.ordinal + 1)
        return [cls(Quarter.from_ordinal(number), lang) for number in every]

    @property
    def folder(self) -> str:
        """Name of the report's folder: ``2019Q3``, in English ``2019Q3-en``."""
        return str(self.quarter) if self.lang == "id" else f"{self.quarter}-{self.lang}"


@cache
def code_fingerprint() -> str:
    """Return the SHA-256 of this package's own files, so that a changed rule shows.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    digest = hashlib.sha256()
    for name, content in sorted(_package_files(resources.files(__package__), "")):
        digest.update(name.encode() + b"\0" + content.replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def _package_files(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    files: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            files += _package_files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".py", ".csv", ".j2", ".js", ".css", ".typ")):
            files.append((prefix + entry.name, entry.read_bytes()))
    return files


def figure_id_of(spec: ReportSpec, name: str, title: str, shown: Mapping[str, Any]) -> str:
    """Make the ID of a figure from what it says.

    Parameters
    ----------
    spec : ReportSpec
        Quarter and language.
    name, title, shown : str, str, mapping
        As in `Passport`; a manifest that was read again gives the same ID.

    Returns
    -------
    str
        Such as ``2019Q3-id-status-1a2b3c4d``.
    """
    said = json.dumps([title, shown], sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(said.encode()).hexdigest()
    return f"{spec.quarter}-{spec.lang}-{name}-{digest[:8]}"


@dataclass(frozen=True, kw_only=True)
class Passport:
    """What a figure says and rests on: its ID is made from this, and the manifest keeps it.

    Parameters
    ----------
    name : str
        What the figure shows, such as one of ``FIGURES``.
    spec : ReportSpec
        Quarter and language.
    title : str
        Its finding.
    shown : mapping
        Everything else that it shows, as JSON can hold it: texts, classes, units, outlines.
    source_ids : tuple of str
        Whose figures it shows.
    """

    name: str
    spec: ReportSpec
    title: str
    shown: Mapping[str, Any] = field(repr=False)
    source_ids: tuple[str, ...] = ()

    @property
    def figure_id(self) -> str:
        """Short name of the figure: whatever says the same has the same one, on any day.

        Such as ``2019Q3-id-status-1a2b3c4d``.
        """
        return figure_id_of(self.spec, self.name, self.title, self.shown)

    @property
    def label(self) -> str:
        """The ID as it stands on the figure: "ID gambar 2019Q3-id-status-1a2b3c4d"."""
        return say("map.figure_id", self.spec.lang, id=self.figure_id)
