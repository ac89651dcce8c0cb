"""The legend of a slide: classes with counts that add up to 22, and the marks laid over them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ntt_coverage.language import say
from ntt_coverage.pictures.classes import MapClass
from ntt_coverage.pictures.palette import LINE, QUIET, WARNING
from ntt_coverage.pictures.theme import DISPUTED, Theme
from ntt_coverage.publish.slides_looks import QUIET_INK, Look, Place, Words
from ntt_coverage.publish.slides_shapes import Canvas
from ntt_coverage.publish.slides_text import cut_to, height_of

__all__ = ["DISPUTED_LOOK", "class_look", "draw_legend", "legend_rows", "look_of", "told_of"]

DISPUTED_LOOK = Look(line=WARNING, width=2.0, dashed=True)

LETTERS = 13
SWATCH = (0.34, 0.22)
NUMBER = 0.42
GAP = 0.12
"""Points; inches."""


def class_look(each: MapClass) -> Look:
    """Return how a class looks in a legend.

    Parameters
    ----------
    each : MapClass
        A class, or a mark.

    Returns
    -------
    Look
    """
    if each.key == DISPUTED:
        return DISPUTED_LOOK
    return Look(face=each.face, hatch=each.hatch, line=LINE)


def look_of(theme: Theme, row: Mapping[str, Any]) -> Look:
    """Return how a unit looks on a map.

    Parameters
    ----------
    theme : Theme
        What is shown.
    row : mapping
        One row of its units.

    Returns
    -------
    Look
        Where sources disagree its own edge is the mark, so that it moves along.
    """
    fill = Look(face=row["face"], hatch=theme.class_of(row).hatch, line=QUIET, width=0.75)
    if not row["disputed"]:
        return fill
    return replace(DISPUTED_LOOK, face=fill.face, hatch=fill.hatch)


def told_of(theme: Theme, row: Mapping[str, Any]) -> str:
    """Say what a map shows of a unit, for those who do not see it.

    Parameters
    ----------
    theme : Theme
        What is shown.
    row : mapping
        One row of its units.

    Returns
    -------
    str
        Such as "Kabupaten Belu: Mendaftarkan, 3.784 orang".
    """
    lang = theme.spec.lang
    told = [theme.class_of(row).label]
    if row["class"] == "no_data" and row["last_known_state"] in ("enrolled", "not_enrolled"):
        told.append(say(f"state.last_{row['last_known_state']}", lang).lower())
    if row["value"]:
        told.append(row["value"])
    if row["disputed"]:
        told.append(say("state.disputed", lang).lower())
    return f"{row['regency']}: {', '.join(told)}"


def legend_rows(theme: Theme) -> list[tuple[MapClass, int, str]]:
    """List what a legend names.

    Parameters
    ----------
    theme : Theme
        What is shown.

    Returns
    -------
    list of (MapClass, int, str)
        Class or mark, number of units, label with its star.
    """
    rows = [(each, number, each.label) for each, number in theme.legend()]
    for each, number in theme.marks():
        rows.append((each, number, f"{each.label} *" if each.key == DISPUTED else each.label))
    return rows


def draw_legend(canvas: Canvas, theme: Theme, place: Place) -> None:
    """Draw a legend as a group of boxes and letters.

    Parameters
    ----------
    canvas : Canvas
        The slide.
    theme : Theme
        What is counted.
    place : Place
        Where; it begins at the top.
    """
    left, top, width, height = place
    head = say("map.of_22", theme.spec.lang, all=len(theme.units))
    rows, letters = legend_rows(theme), float(LETTERS)
    text_left = left + SWATCH[0] + NUMBER
    room = width - SWATCH[0] - NUMBER
    while letters > 10 and _deep(head, rows, letters, width, room) > height:
        letters -= 0.5
    with canvas.group(say("slides.legend", canvas.lang), place) as group:
        high = height_of(head, letters - 1, width)
        words = Words(text=head, size=letters - 1, ink=QUIET_INK)
        group.box(say("slides.legend_head", canvas.lang), (left, top, width, high), words=words)
        level = top + high + GAP
        for each, number, label in rows:
            told = cut_to(4, label, letters, room)
            high, line = height_of(told, letters, room), height_of("x", letters, room)
            swatch = (left, level + (line - SWATCH[1]) / 2, *SWATCH)
            group.box(f"{label}: {number}", swatch, class_look(each))
            bold = Words(text=str(number), size=letters, bold=True, across="ctr")
            group.box(f"{label} (n)", (left + SWATCH[0], level, NUMBER, line), words=bold)
            said = Words(text=told, size=letters)
            group.box(label, (text_left, level, room, high), words=said)
            level += high + GAP


def _deep(
    head: str, rows: list[tuple[MapClass, int, str]], letters: float, width: float, room: float
) -> float:
    labels = sum(height_of(label, letters, room) + GAP for _, _, label in rows)
    return height_of(head, letters - 1, width) + GAP + labels
