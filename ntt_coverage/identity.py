"""Which report, made from what: the quarter and language, fingerprints, figure IDs."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from ntt_coverage.errors import ParameterError
from ntt_coverage.language import LANGUAGES
from ntt_coverage.quarters import Quarter

__all__ = ["FIGURES", "ReportSpec", "code_fingerprint", "figure_id"]

FIGURES = ("status", "tiles", "change", "ranking", "timeline", "web")
"""The figures of a report: maps, charts, and the interactive map."""


@dataclass(frozen=True)
class ReportSpec:
    """Which report: a quarter in a language.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    lang : str
        ``"id"`` or ``"en"``.
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
        if lang not in LANGUAGES:
            raise ParameterError("language", value=lang)
        return cls(Quarter.parse(quarter), lang)

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
        elif entry.name.endswith((".py", ".csv", ".j2", ".js", ".css")):
            files.append((prefix + entry.name, entry.read_bytes()))
    return files


def figure_id(
    name: str, spec: ReportSpec, inputs: Mapping[str, str], options: Mapping[str, str] | None = None
) -> str:
    """Name a figure by what it is made from: the same inputs and code give the same ID.

    Parameters
    ----------
    name : str
        What it shows, such as one of ``FIGURES``.
    spec : ReportSpec
        Quarter and language.
    inputs : mapping of str to str
        SHA-256 of every input, by its place in the project.
    options : mapping of str to str, optional
        What was asked for beside the quarter: other breaks, an earlier quarter.

    Returns
    -------
    str
        Such as ``2019Q3-id-status-1a2b3c4d``.
    """
    made_from = {**inputs, "code": code_fingerprint(), **(options or {})}
    digest = hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()
    return f"{spec.quarter}-{spec.lang}-{name}-{digest[:8]}"
