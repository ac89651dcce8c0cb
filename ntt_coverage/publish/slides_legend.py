"""The legend of a slide: classes with counts that add up to 22, and the marks laid over them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ntt_coverage.language import say
from ntt_coverage.pictures.classes import MapClass
from ntt_coverage.pictures.palette import INK, LINE, QUIET, WARNING, ink_on
from ntt_coverage.pictures.theme import DISPUTED, Theme
from ntt_coverage.publish.slides_looks import QUIET_INK, Look, Place, Words
from ntt_coverage.publish.slides_shapes import Canvas
from ntt_coverage.publish.slides_text import cut_to, height_of

__all__ = [
    "DISPUTED_LOOK",
    "Row",
    "class_look",
    "draw_legend",
    "draw_wide_legend",
    "legend_rows",
    "look_of",
    "told_of",
    "wide_legend_height",
]

DISPUTED_LOOK = Look(line=WARNING, width=2.0, dashed=True)

LETTERS, SMALLEST = 13, 11
COLUMNS = 3
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


def draw_legend(canvas: Canvas, theme: Theme, place: Place) -> None:
    """Draw a legend as a group of boxes and letters, one class under the other.

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
    head, rows, letters = _head(theme), legend_rows(theme), float(LETTERS)
    room = width - SWATCH[0] - NUMBER
    while letters > SMALLEST and _deep(head, rows, letters, width, room) > height:
        letters -= 0.5
    with canvas.group(say("slides.legend", canvas.lang), place) as group:
        level = top + _draw_head(group, head, (left, top), width, letters)
        for row in rows:
            level += _draw_row(group, row, (left, level), room, letters)


def draw_wide_legend(canvas: Canvas, theme: Theme, place: Place) -> None:
    """Draw a legend in columns, under what it explains.

    Parameters
    ----------
    canvas : Canvas
        The slide.
    theme : Theme
        What is counted.
    place : Place
        Where; see ``wide_legend_height``.
    """
    left, top, width, _ = place
    column = width / COLUMNS
    rows = legend_rows(theme)
    with canvas.group(say("slides.legend", canvas.lang), place) as group:
        high = _draw_head(group, _head(theme), (left, top), width, SMALLEST + 1)
        per = -(-len(rows) // COLUMNS)
        for start in range(0, len(rows), per):
            across, level = left + column * (start // per), top + high
            room = column - SWATCH[0] - NUMBER - GAP
            for row in rows[start : start + per]:
                level += _draw_row(group, row, (across, level), room, SMALLEST + 1)


def wide_legend_height(theme: Theme, width: float) -> float:
    """Return the height of a legend in columns.

    Parameters
    ----------
    theme : Theme
        What is counted.
    width : float
        Inches.

    Returns
    -------
    float
        Inches.
    """
    rows = legend_rows(theme)
    room = width / COLUMNS - SWATCH[0] - NUMBER - GAP
    per = -(-len(rows) // COLUMNS)
    parts = [rows[start : start + per] for start in range(0, len(rows), per)]
    return max(_deep(_head(theme), part, SMALLEST + 1, width, room) for part in parts)


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
