"""Texts that fit: how many lines one takes, how large its letters may be, where it is cut.

Widths are those of DejaVu Sans, which is wider than the fonts of office programs; what fits in
it fits in them.
"""

import re
from functools import cache
from math import ceil

from ntt_coverage.pictures.layouts import POINTS
from ntt_coverage.pictures.lettering import LINE_HEIGHT, text_width
from ntt_coverage.pictures.sheet import OVERRIDES
from ntt_coverage.publish.workbooks import plain

__all__ = ["cut_to", "harmless", "height_of", "lines_of", "size_to_fit", "width_of"]

STEP = 0.5
"""Points by which letters are made smaller."""

MEASURED = 100
"""Points in which letters are measured."""

SURE = 1.03
"""In some sizes letters are so much wider than in that in which they are measured."""

BREAKABLE = re.compile(r"[^ -]*[ -]|[^ -]+")
"""A line may end at a space and after a hyphen."""

LONGEST = 4000
"""Letters of one text that are looked at."""

LINE_ENDS = str.maketrans({"\t": " ", "\r": " ", "\x0b": " ", "\u2028": " ", "\u2029": " "})


def harmless(text: str) -> str:
    """Leave out what a slide cannot hold, or what would turn the text around it.

    Parameters
    ----------
    text : str
        Any text; its line breaks stay.

    Returns
    -------
    str
    """
    return plain(text[:LONGEST]).translate(OVERRIDES).translate(LINE_ENDS)


def lines_of(text: str, size: float, width: float, weight: str = "normal") -> int:
    """Count the lines that a text takes; a word wider than the line goes on in the next.

    Parameters
    ----------
    text : str
        What is written.
    size : float
        Of the letters, in points.
    width : float
        Inches.
    weight : {"normal", "bold"}
        Of the letters.

    Returns
    -------
    int
    """
    room = max(width, 0.1) * POINTS / size
    return sum(_lines(line, room, weight) for line in text.split("\n"))


def _lines(text: str, room: float, weight: str) -> int:
    """Count the lines of a text without breaks, in sizes of its letters."""
    lines, used = 1, 0.0
    for piece in BREAKABLE.findall(text):
        wide = width_of(piece, 1, weight)
        bare = wide - (_advance(" ", weight) if piece.endswith(" ") else 0)
        if used + bare > room:
            more = ceil(bare / room)
            lines += more if used else more - 1
            used = wide - (more - 1) * room
        else:
            used += wide
    return lines


def width_of(text: str, size: float, weight: str = "normal") -> float:
    """Return how wide a text is in one line.

    Parameters
    ----------
    text : str
        Without line breaks.
    size : float
        Of the letters.
    weight : {"normal", "bold"}
        Of the letters.

    Returns
    -------
    float
        In the unit of the size.
    """
    return size * sum(_advance(letter, weight) for letter in text)


@cache
def _advance(letter: str, weight: str) -> float:
    """Return how far a letter moves the next one, in sizes of its font."""
    beside = text_width(f"x{letter}x", MEASURED, weight) - text_width("xx", MEASURED, weight)
    return SURE * beside / MEASURED


def height_of(text: str, size: float, width: float, weight: str = "normal") -> float:
    """Return the height of a text.

    Parameters
    ----------
    text : str
        What is written.
    size : float
        Of the letters, in points.
    width : float
        Inches.
    weight : {"normal", "bold"}
        Of the letters.

    Returns
    -------
    float
        Inches.
    """
    return lines_of(text, size, width, weight) * size * LINE_HEIGHT / POINTS


def size_to_fit(
    text: str, room: tuple[float, float], largest: float, smallest: float, weight: str = "normal"
) -> float:
    """Return the largest letters in which a text fits.

    Parameters
    ----------
    text : str
        What is written.
    room : tuple of float
        Width and height, in inches.
    largest, smallest : float
        Points.
    weight : {"normal", "bold"}
        Of the letters.

    Returns
    -------
    float
        Points; the smallest where the text does not fit even so.
    """
    size = largest
    while size > smallest and height_of(text, size, room[0], weight) > room[1]:
        size -= STEP
    return max(size, smallest)


def cut_to(lines: int, text: str, size: float, width: float, weight: str = "normal") -> str:
    """Cut a text after so many lines; only texts that no office writes are so long.

    Parameters
    ----------
    lines : int
        At least 1.
    text : str
        What is written.
    size : float
        Of the letters, in points.
    width : float
        Inches.
    weight : {"normal", "bold"}
        Of the letters.

    Returns
    -------
    str
        The text itself where it fits, else with "…" at its end.
    """
    if lines_of(text, size, width, weight) <= lines:
        return text
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if lines_of(text[:middle] + "…", size, width, weight) <= lines:
            fits = middle
        else:
            too_long = middle
    return text[:fits].rstrip() + "…"
