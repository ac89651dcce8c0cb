"""What a slide says, before it is drawn, and the page that it is drawn on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ntt_coverage.identity import Passport
from ntt_coverage.language import say
from ntt_coverage.publish.pptx.looks import Place, Words
from ntt_coverage.publish.pptx.shapes import Canvas
from ntt_coverage.publish.pptx.text import cut_to, harmless, height_of, size_to_fit

__all__ = ["LARGE", "SMALLEST_TEXT", "TEXT", "Message", "Page", "write_large"]

LARGE, TEXT, SMALLEST_TEXT = 18, 14, 12
"""Points of what stands alone on a slide, of other text, and of text that must be smaller."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """What a slide says.

    Parameters
    ----------
    passport : Passport
        Its title, ID and sources.
    subtitle : str
        Under the title; at most two lines.
    reading : sequence of str
        What helps to read it, for the notes.
    credit : str
        Whose outlines it shows.
    draw : callable
        Draws the rest.
    """

    passport: Passport
    subtitle: str
    reading: Sequence[str] = ()
    credit: str = ""
    draw: Callable[["Page"], object] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A slide that has its title, with what is free for the rest.

    Parameters
    ----------
    canvas : Canvas
        To draw on.
    size : tuple of float
        Width and height of the slide, in our inches.
    body : Place
        What is free.
    """

    canvas: Canvas
    size: tuple[float, float]
    body: Place


def write_large(page: Page, text: str, place: Place | None = None, largest: float = LARGE) -> None:
    """Write a text that stands alone, or nearly so.

    Parameters
    ----------
    page : Page
        The slide.
    text : str
        What is written.
    place : Place, optional
        Where; all that is free if not given.
    largest : float
        Points of its letters, where it fits.
    """
    left, top, width, height = place or page.body
    text = harmless(text)
    size = size_to_fit(text, (width, height), largest, SMALLEST_TEXT)
    lines = max(1, int(height / height_of("x", size, width)))
    told = cut_to(lines, text, size, width)
    spot = (left, top, width, height_of(told, size, width))
    page.canvas.box(say("col.note", page.canvas.lang), spot, words=Words(text=told, size=size))
