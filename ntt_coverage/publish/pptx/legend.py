"""The legend of a slide: classes with counts that add up to 22, and the marks laid over them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ntt_coverage.language import say
from ntt_coverage.pictures.classes import MapClass
from ntt_coverage.pictures.palette import INK, LINE, QUIET, WARNING, ink_on
from ntt_coverage.pictures.theme import DISPUTED, Theme
from ntt_coverage.publish.pptx.looks import QUIET_INK, Look, Place, Words
from ntt_coverage.publish.pptx.shapes import Canvas
from ntt_coverage.publish.pptx.text import cut_to, height_of

__all__ = [
    "DISPUTED_LOOK",
    "Row",
    "class_look",
    "draw_legend",
    "legend_room",
    "legend_rows",
    "look_of",
    "told_of",
]

DISPUTED_LOOK = Look(line=WARNING, width=2.0, dashed=True)

LETTERS, SMALLEST = 13.0, 11.5
COLUMNS = 3
WIDTH, BESIDE = 2.45, 0.25
SWATCH = (0.34, 0.22)
NUMBER = 0.42
GAP = 0.1
"""Points; inches."""

Row = tuple[MapClass, int, str]
"""A class or mark, its number of units, its label."""


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
    edge = "#ffffff" if ink_on(row["face"]) != INK else QUIET
    fill = Look(face=row["face"], hatch=theme.class_of(row).hatch, line=edge, width=0.75)
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


def legend_rows(theme: Theme) -> list[Row]:
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


def legend_room(theme: Theme, body: Place, wide: float) -> tuple[Place, Place]:
    """Part a place between a map and its legend, so that the map is as large as can be.

    Parameters
    ----------
    theme : Theme
        What is counted.
    body : Place
        What is free.
    wide : float
        Width of the map, in heights.

    Returns
    -------
    tuple of Place
        That of the map, and that of the legend: beside it, or under it in columns.
    """
    left, top, width, height = body
    rows = legend_rows(theme)
    room = width / COLUMNS - SWATCH[0] - NUMBER - GAP
    under = max(_deep(_head(theme), part, SMALLEST, width, room) for part in _columns(rows))
    beside, high = width - WIDTH - BESIDE, min(height - under - BESIDE, width / wide)
    if min(beside / wide, height) >= high:
        return (left + WIDTH + BESIDE, top, beside, height), (left, top, WIDTH, height)
    return (left, top, width, high), (left, top + high + BESIDE, width, under)


def draw_legend(canvas: Canvas, theme: Theme, place: Place) -> None:
    """Draw a legend as a group of boxes and letters.

    Parameters
    ----------
    canvas : Canvas
        The slide.
    theme : Theme
        What is counted.
    place : Place
        Where; see ``legend_room``.
    """
    left, top, width, height = place
    head, rows = _head(theme), legend_rows(theme)
    parts, column, letters = [rows], width, float(LETTERS)
    if width > WIDTH:
        parts, column, letters = _columns(rows), width / COLUMNS - GAP, SMALLEST
    room = column - SWATCH[0] - NUMBER
    while letters > SMALLEST and _deep(head, rows, letters, width, room) > height:
        letters -= 0.5
    with canvas.group(say("slides.legend", canvas.lang), place) as group:
        high = _draw_head(group, head, (left, top), width, letters)
        for at, part in enumerate(parts):
            level = top + high
            for row in part:
                level += _draw_row(group, row, (left + at * (column + GAP), level), room, letters)


def _columns(rows: list[Row]) -> list[list[Row]]:
    size = -(-len(rows) // COLUMNS)
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def _head(theme: Theme) -> str:
    return say("map.of_22", theme.spec.lang, all=len(theme.units))


def _draw_head(
    canvas: Canvas, head: str, spot: tuple[float, float], width: float, letters: float
) -> float:
    high = height_of(head, letters - 1, width)
    words = Words(text=head, size=letters - 1, ink=QUIET_INK)
    canvas.box(say("slides.legend_head", canvas.lang), (*spot, width, high), words=words)
    return high + GAP


def _draw_row(
    canvas: Canvas, row: Row, spot: tuple[float, float], room: float, letters: float
) -> float:
    """Draw a class with its number and name; return the height that it takes."""
    (each, number, label), (left, top) = row, spot
    told = cut_to(6, label, letters, room)
    high, line = height_of(told, letters, room), height_of("x", letters, room)
    swatch = (left, top + (line - SWATCH[1]) / 2, *SWATCH)
    canvas.box(f"{label}: {number}", swatch, class_look(each))
    bold = Words(text=str(number), size=letters, bold=True, across="ctr")
    canvas.box(f"{label} (n)", (left + SWATCH[0], top, NUMBER, line), words=bold)
    place = (left + SWATCH[0] + NUMBER, top, room, high)
    canvas.box(label, place, words=Words(text=told, size=letters))
    return high + GAP


def _deep(head: str, rows: list[Row], letters: float, width: float, room: float) -> float:
    labels = sum(height_of(label, letters, room) + GAP for _, _, label in rows)
    return height_of(head, letters - 1, width) + GAP + labels
