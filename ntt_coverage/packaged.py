"""The small tables that come with the package: names, words, vocabularies."""

import csv
import io
from functools import cache
from importlib import resources

__all__ = ["packaged_table"]


@cache
def packaged_table(room: str, name: str) -> tuple[dict[str, str], ...]:
    """Read a packaged CSV as text, one row per entry.

    Parameters
    ----------
    room : str
        Name of the package it lies in, such as ``"ntt_coverage.regencies"``.
    name : str
        File name.

    Returns
    -------
    tuple of dict of str to str
        Keyed by column; to be read, never changed.
    """
    text = resources.files(room).joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))
