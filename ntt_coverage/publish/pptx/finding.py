"""The first slide: the finding, and the numbers of the legend, which add up."""

from dataclasses import replace

from ntt_coverage.language import say
from ntt_coverage.pictures.classes import MapClass
from ntt_coverage.pictures.layouts import POINTS
from ntt_coverage.pictures.theme import Theme
from ntt_coverage.publish.pptx.legend import class_look, legend_rows
from ntt_coverage.publish.pptx.looks import QUIET_INK, Words
from ntt_coverage.publish.pptx.message import SMALLEST_TEXT, TEXT, Message, Page
from ntt_coverage.publish.pptx.shapes import Canvas
from ntt_coverage.publish.pptx.text import cut_to, height_of, width_of

__all__ = ["finding_message"]

NUMBER, LABEL, SIGN = 80, 18, 44
"""Points."""

BAND, SIGN_WIDTH = 0.2, 0.6
SWATCH = (0.4, 0.24)
"""Inches."""


def finding_message(theme: Theme) -> Message:
    """Say how many enrol, how many do not, and of how many nothing is known.

    Parameters
    ----------
    theme : Theme
        Of the states.

    Returns
    -------
    Message
    """
    lang = theme.spec.lang
    subtitle = f"{say('report.question', lang)}\n{theme.subtitle.splitlines()[-1]}"
    passport = replace(theme.passport(), name="slide-finding")
    return Message(
        passport=replace(passport, shown={**passport.shown, "subtitle": subtitle}),
        subtitle=subtitle,
        reading=(*theme.subtitle.splitlines()[:1], theme.alt),
        draw=lambda page: _draw_numbers(page, theme),
    )


def _draw_numbers(page: Page, theme: Theme) -> None:
    """Write the number of each class under its colour, and what they add up to."""
    canvas, lang = page.canvas, theme.spec.lang
    left, top, width, height = page.body
    counted = theme.legend()
    column = (width - len(counted) * SIGN_WIDTH) / (len(counted) + 1)
    said = say("slides.all_units", lang)
    size = _letters([said, *(each.label for each, _ in counted)], column)
    marks = [row for row in legend_rows(theme) if row[0] not in [each for each, _ in counted]]
    block = BAND + height_of("9", NUMBER, 9) + 3 * height_of("x", LABEL, 9)
    below = 0.4 + (len(marks) + 1) * (height_of("x", TEXT, 9) + 0.12)
    level = top + max(0.15, (height - block - below) / 3)
    for at, (each, number) in enumerate(counted):
        spot = left + at * (column + SIGN_WIDTH)
        canvas.box(each.label, (spot, level, column, BAND), class_look(each))
        _write_number(canvas, (spot, level + BAND), column, str(number), each.label, size)
        sign = "+" if at + 1 < len(counted) else "="
        _write_sign(canvas, (spot + column - SIGN_WIDTH / 2, level + BAND), sign)
    spot = left + len(counted) * (column + SIGN_WIDTH)
    _write_number(canvas, (spot, level + BAND), column, str(len(theme.units)), said, size)
    _draw_marks(page, marks, level + block + 0.25)


def _letters(labels: list[str], width: float) -> float:
    """Return the size in which no word of the labels is parted."""
    words = [word for label in labels for word in label.split()]
    widest = max(width_of(word, 1) for word in words)
    return min(float(LABEL), max(SMALLEST_TEXT, width * POINTS / widest))


def _write_number(
    canvas: Canvas, spot: tuple[float, float], width: float, number: str, label: str, size: float
) -> None:
    left, top = spot
    high = height_of("9", NUMBER, width)
    figure = Words(text=number, size=NUMBER, bold=True)
    canvas.box(f"{label} (n)", (left, top, width, high), words=figure)
    told = cut_to(3, label, size, width)
    place = (left, top + high, width, height_of(told, size, width))
    canvas.box(label, place, words=Words(text=told, size=size))


def _write_sign(canvas: Canvas, spot: tuple[float, float], sign: str) -> None:
    left, top = spot
    high = height_of("9", NUMBER, 9)
    words = Words(text=sign, size=SIGN, ink=QUIET_INK, across="ctr", down="ctr")
    canvas.box(sign, (left, top, SIGN_WIDTH, high), words=words)


def _draw_marks(page: Page, marks: list[tuple[MapClass, int, str]], level: float) -> None:
    """Write what is laid over the classes, and what enrolling means."""
    canvas = page.canvas
    left, _, width, _ = page.body
    line = height_of("x", TEXT, width)
    room = width - SWATCH[0] - 0.15
    for each, number, label in marks:
        swatch = (left, level + (line - SWATCH[1]) / 2, *SWATCH)
        canvas.box(label, swatch, class_look(each))
        words = Words(text=cut_to(1, f"{label}: {number}", TEXT, room), size=TEXT)
        canvas.box(f"{label} (n)", (left + SWATCH[0] + 0.15, level, room, line), words=words)
        level += line + 0.12
    told = cut_to(2, say("report.coverage_lead", canvas.lang), TEXT, width)
    place = (left, level + 0.1, width, height_of(told, TEXT, width))
    words = Words(text=told, size=TEXT, ink=QUIET_INK)
    canvas.box(say("report.method", canvas.lang), place, words=words)
