"""A static picture: drawn once, rendered to the same bytes each time, never saved here."""

import html
import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast
from urllib.parse import quote

import typst
from matplotlib import style
from matplotlib.figure import Figure

from ntt_coverage.identity import Passport
from ntt_coverage.pictures.lettering import FONT
from ntt_coverage.pictures.palette import INK

__all__ = ["Picture", "drawing_style", "replace_once"]

STYLE: dict[str, Any] = {
    "font.family": FONT,
    "font.size": 9,
    "text.color": INK,
    "hatch.linewidth": 0.7,
    "svg.hashsalt": "ntt_coverage",
    "svg.fonttype": "path",
    "text.parse_math": False,
}
"""Fonts ship with matplotlib and stand in the file as shapes: the same everywhere."""


def drawing_style() -> AbstractContextManager[None]:
    """Return the style that every picture is drawn and rendered in.

    Returns
    -------
    context manager
        matplotlib's own defaults under ours, whatever a settings file of the reader says;
        nothing of it stays when it is left.
    """
    return style.context(["default", STYLE])


PNG_DPI = 150
"""2,000 pixels across a 16:9 slide."""

SHEET = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.drawing), format: "svg")"""
"""Typst draws an SVG faster than matplotlib draws the figure again, and beside other work."""

UNDATED = {"Date": None, "Creator": None, "Format": None, "Type": None}
"""matplotlib writes the time and its version into a file unless told not to."""


NO_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), "\ufffd")
"""Characters that no drawing can hold."""

PLAIN = " !$()*+,-./:;=?@[]^_`{|}~"
"""Signs that an address of data inside a page can hold as they are."""

DECIMALS = re.compile(r"(\.\d\d)\d+")
"""A hundredth of a point is finer than any screen; the rest would double the file."""


def replace_once(pattern: str, new: str | Callable[[re.Match[str]], str], text: str) -> str:
    """Replace what a library wrote, and fail where it no longer writes it.

    Parameters
    ----------
    pattern : str
        Regular expression.
    new : str or callable
        As in ``re.sub``.
    text : str
        A page or a drawing.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If the pattern does not occur: the library has changed, and so must this program.
    """
    written, found = re.subn(pattern, new, text, count=1)
    if not found:
        raise ValueError(f"{pattern!r} is not in the text")
    return written


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A figure with what a reader without eyes or without the page needs.

    Parameters
    ----------
    name : str
        File name without its ending.
    alt : str
        What the picture shows, in words.
    figure : matplotlib.figure.Figure
        The drawing.
    passport : Passport
        What it says and rests on, with its ID.
    """

    name: str
    alt: str
    figure: Figure = field(repr=False)
    passport: Passport

    def png(self) -> bytes:
        """Render as PNG: the drawing of `svg`, in pixels.

        Returns
        -------
        bytes
        """
        drawn = {"drawing": self.svg()}
        # the drawing holds its letters as shapes: no font is looked for
        return cast(
            bytes,
            typst.compile(
                SHEET, format="png", ppi=PNG_DPI, sys_inputs=drawn, ignore_system_fonts=True
            ),
        )

    def svg(self) -> str:
        """Render as SVG that tells what it shows.

        Returns
        -------
        str
            A whole file.
        """
        return self._svg

    @cached_property
    def _svg(self) -> str:
        """Rendered once: a report shows it and writes it."""
        drawn = self._rendered("svg", metadata=UNDATED).decode("utf-8")
        drawn = re.sub(
            r' d="[^"]+"', lambda path: DECIMALS.sub(r"\1", path[0]).replace("\n", ""), drawn
        )
        drawn = drawn.translate(NO_XML)
        bare = replace_once(r"(?s)<!DOCTYPE.*?>\s*", "", drawn)
        said = html.escape(self.alt.translate(NO_XML))
        return replace_once(r"<svg ", lambda _: f'<svg role="img" aria-label="{said}" ', bare)

    def _rendered(self, form: str, **options: Any) -> bytes:
        buffer = io.BytesIO()
        with drawing_style():
            self.figure.savefig(buffer, format=form, **options)
        return buffer.getvalue()

    def _repr_html_(self) -> str:
        """Show it as an image: pictures side by side would share the ids of their patterns.

        JupyterLab hides what is out of sight, and a pattern in a hidden picture fills nothing.
        """
        said = html.escape(self.alt.translate(NO_XML))
        drawing = f"data:image/svg+xml,{quote(self.svg(), safe=PLAIN)}"
        image = f'<img alt="{said}" src="{drawing}" style="max-width: 100%">'
        return f'<figure tabindex="0">{image}</figure>'
