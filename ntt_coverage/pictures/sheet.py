"""The sheet that every picture is drawn on: title, legend, sources, figure ID."""

from dataclasses import replace
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ntt_coverage.language import say
from ntt_coverage.pictures.layouts import POINTS, Layout
from ntt_coverage.pictures.lettering import LINE_HEIGHT, broken, text_size, text_width
from ntt_coverage.pictures.palette import LINE, QUIET, WARNING
from ntt_coverage.pictures.theme import DISPUTED, Theme

__all__ = [
    "DISPUTED_LINE",
    "OVERRIDES",
    "draw_footer",
    "draw_legend",
    "draw_mark",
    "draw_title",
    "new_sheet",
    "with_room",
]

MARGIN = 0.3
"""Inches at the left and right of all text."""

OVERRIDES = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Marks by which a text in the data could turn the direction of what stands around it."""

SWATCH = (0.32, 0.2)
"""Inches."""

MARK_LETTERS = 3.3
"""Points for every inch that a sheet is wide: two marks fill a line."""

SMALLEST_TITLE = 0.72
"""Of its usual size: a longer title takes a second line."""

DISPUTED_LINE: dict[str, Any] = {"edgecolor": WARNING, "linestyle": (0, (4, 2.4)), "linewidth": 1.8}

DISPUTED_LOOK = {"facecolor": "none", **DISPUTED_LINE}


def new_sheet(layout: Layout) -> Figure:
    """Return an empty sheet.

    Parameters
    ----------
    layout : Layout
        Its size.

    Returns
    -------
    matplotlib.figure.Figure
    """
    return Figure(figsize=layout.size, facecolor="white")


def draw_title(figure: Figure, layout: Layout, title: str, subtitle: str) -> float:
    """Write the finding and, under it, what it is about.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The sheet.
    layout : Layout
        Its places and sizes.
    title, subtitle : str
        Broken into lines that fit.

    Returns
    -------
    float
        How far above the lower edge the room under it begins, in inches.
    """
    width, height = layout.size
    room = (width - 2 * MARGIN) * POINTS
    size = layout.title
    while size > SMALLEST_TITLE * layout.title and text_width(title, size, "bold") > room:
        size -= 0.5
    # two lines begin higher, so that what is under them keeps its distance to the map
    top = height - (0.3 if text_width(title, size, "bold") <= room else 0.2)
    for text, points, look in (
        (title, size, {"fontweight": "bold"}),
        (subtitle, layout.text, {"color": QUIET}),
    ):
        lines = broken(text, points, room, look.get("fontweight", "normal"))
        _write(figure, layout, MARGIN, top, lines, points, va="top", **look)
        top -= text_size(lines, points)[1] / POINTS + 0.08
    return top


def draw_footer(figure: Figure, layout: Layout, sources: str, credit: str, figure_id: str) -> float:
    """Write the sources, the credit of the boundaries, and the figure's ID.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The sheet.
    layout : Layout
        Its places and sizes.
    sources, credit, figure_id : str
        One line each, or more where they do not fit.

    Returns
    -------
    float
        How far above the lower edge the room over it begins, in inches.
    """
    width, _ = layout.size
    room = (width - 2 * MARGIN) * POINTS
    size, level = layout.small, 0.14
    identity_width = text_size(figure_id, size)[0]
    last = broken(credit, size, room - identity_width - 20)
    _write(figure, layout, MARGIN, level, last, size, va="bottom", color=QUIET)
    _write(figure, layout, width - MARGIN, level, figure_id, size, va="bottom", ha="right",
           color=QUIET)  # fmt: skip
    level += text_size(last or " ", size)[1] / POINTS
    above = broken(sources, size, room)
    _write(figure, layout, MARGIN, level, above, size, va="bottom", color=QUIET)
    return level + text_size(above or " ", size)[1] / POINTS


def draw_mark(figure: Figure, mark: str) -> None:
    """Write across the whole sheet that it is a preview: a part that is cut out says so too.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The sheet.
    mark : str
        A word; nothing is written where it is blank.
    """
    size = MARK_LETTERS * figure.get_figwidth()
    look: dict[str, Any] = {"fontsize": size, "fontweight": "bold", "alpha": 0.12}
    for height in (0.3, 0.52, 0.74) if mark else ():
        figure.text(
            0.5, height, f"{mark}   {mark}", color=WARNING, rotation=14, ha="center", va="center",
            **look,
        )  # fmt: skip


def draw_legend(figure: Figure, layout: Layout, theme: Theme, *, counted: bool = True) -> None:
    """Name the classes with their counts, which add up to 22, and the marks laid over them.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The sheet.
    layout : Layout
        Its places and sizes.
    theme : Theme
        What is counted.
    counted : bool
        Whether numbers are written.
    """
    _, _, width, high = layout.legend
    axes = figure.add_axes(layout.fraction(layout.legend))
    axes.set(xlim=(0, width), ylim=(0, high))
    axes.set_axis_off()
    axes.set_gid("legend")
    head, rows, _ = _legend_places(layout, theme, counted=counted)
    axes.text(0, high, head, fontsize=layout.text - 1.5, color=QUIET, va="top")
    for (across, below), number, lines, look in rows:
        _legend_row(axes, (across, high - below), number, lines, layout.text, look)


def with_room(layout: Layout, theme: Theme) -> Layout:
    """Give the map the room that a legend beneath it does not need.

    Parameters
    ----------
    layout : Layout
        Its places and sizes.
    theme : Theme
        What the legend names.

    Returns
    -------
    Layout
        The same where the legend stands beside the map.
    """
    if layout.columns == 1:
        return layout
    left, bottom, width, _ = layout.legend
    high = _legend_places(layout, theme, counted=True)[2]
    body = layout.body
    level = bottom + high + 0.1
    grown = (body[0], level, body[2], body[1] + body[3] - level)
    return replace(layout, legend=(left, bottom, width, high), body=grown)


Place = tuple[tuple[float, float], str, str, dict[str, Any]]
"""Inches from the left and from the top, number, lines, look."""


def _legend_places(
    layout: Layout, theme: Theme, *, counted: bool
) -> tuple[str, list[Place], float]:
    """Return the legend's heading, its rows in their places, and its height in inches."""
    size, width = layout.text, layout.legend[2]
    column = width / layout.columns
    head = say("map.of_22", theme.spec.lang, all=len(theme.units)) if counted else ""
    head = broken(head, size - 1.5, (column if layout.columns == 1 else width) * POINTS)
    top = text_size(head, size - 1.5)[1] / POINTS + 0.1
    rows = _legend_rows(theme, counted=counted)
    per_column = -(-len(rows) // layout.columns)
    places, deepest = [], top
    for start in range(0, len(rows), per_column):
        across, below = column * (start // per_column), top
        for number, label, look in rows[start : start + per_column]:
            lines = broken(label, size, (column - 0.78) * POINTS)
            places.append(((across, below), number, lines, look))
            below += text_size(lines, size)[1] / POINTS + 0.1
        deepest = max(deepest, below)
    return head, places, deepest


def _legend_rows(theme: Theme, *, counted: bool) -> list[tuple[str, str, dict[str, Any]]]:
    rows: list[tuple[str, str, dict[str, Any]]] = [
        (str(number), each.label, {"facecolor": each.face, "hatch": each.hatch, "edgecolor": LINE})
        for each, number in theme.legend()
    ]
    for each, number in theme.marks():
        if each.key == DISPUTED:
            rows.append((str(number), f"{each.label} *", DISPUTED_LOOK))
        else:
            look = {"facecolor": each.face, "hatch": each.hatch, "edgecolor": LINE}
            rows.append((str(number), each.label, look))
    return rows if counted else [("", label, look) for _, label, look in rows]


def _legend_row(
    axes: Axes,
    at: tuple[float, float],
    number: str,
    lines: str,
    size: float,
    look: dict[str, Any],
) -> None:
    left, top = at
    wide, high = SWATCH
    middle = top - size * LINE_HEIGHT / POINTS / 2
    box = Rectangle(
        (left, middle - high / 2), wide, high, clip_on=False, **{"linewidth": 0.6, **look}
    )
    axes.add_patch(box)
    axes.text(
        left + wide + 0.22, middle, number, ha="center", va="center", fontsize=size,
        fontweight="bold",
    )  # fmt: skip
    axes.text(left + wide + 0.44, top, lines, va="top", fontsize=size, linespacing=1.1)


def _write(
    figure: Figure, layout: Layout, x: float, y: float, text: str, size: float, **look: Any
) -> None:
    width, height = layout.size
    inert = text.translate(OVERRIDES)
    figure.text(x / width, y / height, inert, fontsize=size, linespacing=1.2, **look)
