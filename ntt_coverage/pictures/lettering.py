"""How wide a text is when drawn, so that it can be broken and placed before anything is drawn."""

from functools import cache, lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

__all__ = ["FONT", "LINE_HEIGHT", "broken", "text_size", "text_width"]

FONT = "DejaVu Sans"
"""Ships with matplotlib: the same letters everywhere."""

ROUNDED = 1.03
"""On a screen letters are moved to whole pixels, which makes a line up to 3 percent wider."""

LINE_HEIGHT = 1.22
"""Of a line, in sizes of its font."""


def text_width(line: str, size: float, weight: str = "normal") -> float:
    """Return the width of a line.

    Parameters
    ----------
    line : str
        Without line breaks.
    size : float
        Of the font, in points.
    weight : {"normal", "bold"}
        Of the font.

    Returns
    -------
    float
        Points.
    """
    return size * _width_of_one_point(line, weight) * ROUNDED


@lru_cache(maxsize=8192)
def _width_of_one_point(line: str, weight: str) -> float:
    """Return the width in letters of one point: matplotlib's outlines grow evenly."""
    width, _, _ = TextToPath().get_text_width_height_descent(line, _font(weight), ismath=False)
    return float(width)


@cache
def _font(weight: str) -> FontProperties:
    return FontProperties(family=FONT, size=1, weight=weight)


def text_size(text: str, size: float, weight: str = "normal") -> tuple[float, float]:
    """Return the width and height of a text of one or more lines.

    Parameters
    ----------
    text : str
        Lines are parted by line breaks.
    size : float
        Of the font, in points.
    weight : {"normal", "bold"}
        Of the font.

    Returns
    -------
    tuple of float
        Points.
    """
    lines = text.split("\n")
    return max(text_width(line, size, weight) for line in lines), len(lines) * size * LINE_HEIGHT


def broken(text: str, size: float, width: float, weight: str = "normal") -> str:
    """Break a text into lines that are no wider than a width, where its words allow.

    Parameters
    ----------
    text : str
        Line breaks in it stay.
    size : float
        Of the font, in points.
    width : float
        Points.
    weight : {"normal", "bold"}
        Of the font.

    Returns
    -------
    str
    """
    lines = []
    for given in text.split("\n"):
        line = ""
        for word in given.split(" "):
            longer = f"{line} {word}" if line else word
            if line and text_width(longer, size, weight) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return "\n".join(lines)
