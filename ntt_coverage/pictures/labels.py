"""How a unit's name and value may be written, and how they look on its colour."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from ntt_coverage.packaged import packaged_table
from ntt_coverage.pictures.palette import ink_on
from ntt_coverage.pictures.theme import Theme

__all__ = ["label_look", "label_texts"]


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    return {row["bps_code"]: row for row in packaged_table(__package__, "labels.csv")}


def label_texts(row: Mapping[str, Any], *, short: bool) -> list[str]:
    """Return the ways in which a unit's name and value may be written, the best first.

    Parameters
    ----------
    row : mapping
        One row of a theme's units.
    short : bool
        Whether the name may be shortened.

    Returns
    -------
    list of str
        The name in one line, then broken into more; a star marks what is disputed. Last of
        all a value with a hedge is broken after it.
    """
    named = _names()[row["bps_code"]]
    mark = " *" if row["disputed"] else ""
    value = f"\n{row['value']}" if row["value"] else ""
    values = [value, value.replace(" ", "\n", 1)] if value.count(" ") > 1 else [value]
    ways = _breaks(named["short" if short else "name"])
    return list(dict.fromkeys(broken + mark + text for text in values for broken in ways))


def _breaks(name: str) -> list[str]:
    """Write a name in one line, in two as equal as can be, and with a line for each word."""
    words = name.split("|")
    ways = [" ".join(words)]
    if len(words) > 1:
        cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
        ways.append("\n".join(min(cuts, key=lambda cut: max(map(len, cut)))))
    return [*ways, "\n".join(words)]


def label_look(theme: Theme, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return how a unit's label is written inside it: on a hatched ground it needs a plain one.

    Parameters
    ----------
    theme : Theme
        What is shown.
    row : mapping
        One row of its units.

    Returns
    -------
    dict
        Properties of a matplotlib text.
    """
    face = row["face"]
    ink = ink_on(face)
    ground = {"facecolor": face, "edgecolor": "none", "pad": 1.0}
    hatched = theme.class_of(row).hatch
    return {
        "color": ink,
        "fontweight": "bold" if row["strong"] else "normal",
        "bbox": ground if hatched else None,
    }
