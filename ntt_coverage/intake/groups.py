"""Kinds of worker and programmes, as cells name them."""

import re
from collections.abc import Mapping
from typing import Literal

from ntt_coverage.errors import UnreadableValueError
from ntt_coverage.intake.schema import PROGRAMMES
from ntt_coverage.packaged import packaged_table

__all__ = ["READERS", "REFUSED", "Reader", "names_several", "read_programmes", "read_segment"]

REFUSED = "refused"
"""What a vocabulary says of words that sound like a match and are none."""


Reader = Literal["map", "check"]

READERS: Mapping[Reader, tuple[str, ...]] = {"map": ("all", "map"), "check": ("all", "check")}
"""Rows of a vocabulary that each reader sees.

What the map accepts is evidence, so it knows fewer words than the checks of statements.
"""


def read_segment(text: str, *, reader: Reader = "map") -> str | None:
    """Read the kind of worker that a cell names.

    Parameters
    ----------
    text : str
        Such as "tenaga kontrak daerah"; blank names none.
    reader : {"map", "check"}
        Who asks.

    Returns
    -------
    str or None
        One of ``schema.SEGMENTS``.

    Raises
    ------
    UnreadableValueError
        If it is not known, or names two at once.
    """
    for rule in packaged_table(__package__, "segments.csv"):
        if rule["reader"] not in READERS[reader]:
            continue
        if text and re.search(rule["pattern"], text, re.IGNORECASE):
            if rule["segment"] == REFUSED:
                break
            return rule["segment"]
    if text:
        raise UnreadableValueError("unknown_segment", value=text)
    return None


def names_several(text: str) -> bool:
    """Tell whether a text names two kinds of worker, or all but one.

    Parameters
    ----------
    text : str
        A title or header.

    Returns
    -------
    bool
    """
    rules = packaged_table(__package__, "segments.csv")
    return any(
        re.search(rule["pattern"], text, re.IGNORECASE)
        for rule in rules
        if rule["segment"] == REFUSED
    )


def read_programmes(text: str) -> str | None:
    """Read the programmes that a cell lists.

    Parameters
    ----------
    text : str
        Such as "JKK, JKM" or "JKK|JKM"; blank lists none.

    Returns
    -------
    str or None
        Joined by "|".

    Raises
    ------
    UnreadableValueError
        If one of them is not known.
    """
    names = [name for name in re.split(r"[\s,;/|+&]+|\bdan\b", text.upper()) if name]
    if not set(names) <= set(PROGRAMMES):
        raise UnreadableValueError("unknown_word", value=text)
    return "|".join(name for name in PROGRAMMES if name in names) or None
