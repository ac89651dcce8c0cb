"""The static map: classes by colour and pattern, direct labels, insets, a legend that adds up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from math import hypot
from typing import Any

import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from shapely.geometry import box as rectangle
from shapely.geometry.base import BaseGeometry

from ntt_coverage.errors import ReportError
from ntt_coverage.language import say
from ntt_coverage.packaged import packaged_table
from ntt_coverage.pictures.layouts import POINTS, Layout, layout_of, named
from ntt_coverage.pictures.lettering import LINE_HEIGHT, text_size
from ntt_coverage.pictures.outlines import Frame, draw_land, draw_units, map_axes
from ntt_coverage.pictures.palette import INK, QUIET, ink_on
from ntt_coverage.pictures.picture import Picture, drawing_style
from ntt_coverage.pictures.placing import Box, Label, Placed, nearest_edge, place_labels
from ntt_coverage.pictures.sheet import (
    draw_footer,
    draw_legend,
    draw_title,
    new_sheet,
    with_room,
)
from ntt_coverage.pictures.theme import Theme
from ntt_coverage.pictures.themes import change_theme, shown_theme
from ntt_coverage.pipeline import Dataset, QuarterCoverage

__all__ = [
    "MARGIN_M",
    "READABLE_INCHES",
    "draw_change",
    "draw_map",
    "label_look",
    "label_texts",
    "side_of",
]

MARGIN_M = 18_000
INSET_MARGIN_M = 4_000
SCALE_BAR_KM = 100

READABLE_INCHES = 0.2
"""A unit that would fill less than a square of this side is enlarged in an inset."""

NEIGHBOUR = "TL"
NEIGHBOUR_LOOK = {"color": QUIET, "style": "italic"}

SMALLER = (1.0, 0.88, 0.76, 0.64, 0.52)
LONGEST_LEADER = 80
"""Points: beyond it, letters are made smaller."""

CAPTION_PAD = 6
"""Points around the name over an inset."""


def draw_map(
    states: QuarterCoverage, theme: str | Theme = "status", *, layout: str = "slide"
) -> Picture:
    """Draw a map of the 22 units.

    Parameters
    ----------
    states : QuarterCoverage
        The quarter, such as ``build_quarter`` returns.
    theme : str or Theme
        ``status``, ``persons``, ``rate``, or a theme made with other breaks.
    layout : {"slide", "page", "square", "print"}
        16:9, A4 on its side, square, or as wide as the text of an A4 page.

    Returns
    -------
    Picture
        Every unit is a group with the id ``bps-5301`` and so on.

    Raises
    ------
    ParameterError
        If there is no such theme or layout, or the theme is of another quarter.
    ReportError
        If the labels find no room even in small letters.
    """
    return _draw(shown_theme(states, theme), layout_of(layout))


def draw_change(
    states: QuarterCoverage, since: str | None = None, *, layout: str = "slide"
) -> Picture:
    """Draw what changed between two quarters.

    Parameters
    ----------
    states : QuarterCoverage
        The later quarter, such as ``build_quarter`` returns.
    since : str, optional
        The earlier quarter, such as ``2019Q2``; the one before if not given.
    layout : {"slide", "page", "square", "print"}
        As in `draw_map`.

    Returns
    -------
    Picture
    """
    return _draw(change_theme(states, since), layout_of(layout))


def _draw(theme: Theme, layout: Layout) -> Picture:
    lang, data = theme.spec.lang, theme.states.data
    with drawing_style():
        layout = with_room(layout, theme)
        figure = new_sheet(layout)
        frame = Frame.around(data.outlines.total_bounds, MARGIN_M, layout.body)
        shapes = [frame.on_sheet(shape) for shape in data.outlines.geometry]
        axes = map_axes(figure, layout, frame)
        draw_land(axes, frame, data.land)
        draw_units(axes, theme, shapes)
        taken = [_draw_scale_bar(axes, frame, layout, lang)]
        placed, layout = _place(theme, data, layout, frame, shapes, taken)
        _draw_leaders(axes, (placed[code] for code in theme.units["bps_code"]))
        if NEIGHBOUR in placed:
            _write(axes, placed[NEIGHBOUR], layout.label - 1, NEIGHBOUR_LOOK)
        for at, row in enumerate(theme.rows):
            label = placed[row["bps_code"]]
            if side_of(shapes[at]) < READABLE_INCHES:
                _draw_inset(figure, layout, theme, data, at, label.box)
            else:
                _write(axes, label, layout.label, label_look(theme, row))
        draw_legend(figure, layout, theme)
        draw_title(figure, layout, theme.title, theme.subtitle)
        passport = theme.passport(on_outlines=True)
        draw_footer(figure, layout, theme.sources, data.credits[lang], passport.label)
    name = named(theme.file_name(), layout)
    return Picture(name=name, alt=theme.alt, figure=figure, passport=passport)


def _place(
    theme: Theme,
    data: Dataset,
    layout: Layout,
    frame: Frame,
    shapes: Sequence[BaseGeometry],
    taken: Sequence[Box],
) -> tuple[Mapping[str, Placed], Layout]:
    """Place all labels; where the map is crowded, in smaller letters rather than far away."""
    rows = theme.rows
    fullest: tuple[Mapping[str, Placed], Layout] | None = None
    for smaller in SMALLER:
        tried = replace(layout, label=layout.label * smaller)
        labels = [_label(theme, tried, row, shape) for row, shape in zip(rows, shapes, strict=True)]
        labels = [*_neighbour(data, frame, tried, theme.spec.lang), *labels]
        try:
            placed = place_labels(labels, frame.box, taken=taken)
        except ValueError:
            continue  # smaller letters may find room
        if max(map(_leader_length, placed.values())) <= LONGEST_LEADER:
            return placed, tried
        fullest = placed, tried
    if not fullest:
        raise ReportError("labels", layout=layout.name)
    return fullest


def _leader_length(label: Placed) -> float:
    if not label.target:
        return 0.0
    start = nearest_edge(label.box, label.target)
    return hypot(start[0] - label.target[0], start[1] - label.target[1])


def side_of(shape: BaseGeometry) -> float:
    """Return the side of a square as large as a shape.

    Parameters
    ----------
    shape : shapely geometry
        In points of the sheet.

    Returns
    -------
    float
        Inches of the sheet.
    """
    return float(shape.area**0.5 / POINTS)


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
        The name in one line, then broken into more; a star marks what is disputed.
    """
    named = _names()[row["bps_code"]]
    mark = " *" if row["disputed"] else ""
    value = f"\n{row['value']}" if row["value"] else ""
    ways = _breaks(named["short" if short else "name"])
    return list(dict.fromkeys(broken + mark + value for broken in ways))


def _breaks(name: str) -> list[str]:
    """Write a name in one line, in two as equal as can be, and with a line for each word."""
    words = name.split("|")
    ways = [" ".join(words)]
    if len(words) > 1:
        cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
        ways.append("\n".join(min(cuts, key=lambda cut: max(map(len, cut)))))
    return [*ways, "\n".join(words)]


def _label(theme: Theme, layout: Layout, row: Mapping[str, Any], shape: BaseGeometry) -> Label:
    texts, weight = label_texts(row, short=layout.short), label_look(theme, row)["fontweight"]
    sizes = [text_size(text, layout.label, weight) for text in texts]
    if side_of(shape) >= READABLE_INCHES:
        return Label(key=row["bps_code"], shape=shape, texts=texts, sizes=sizes)
    caption = sizes[0][1] + CAPTION_PAD
    side = max(layout.inset * POINTS, sizes[0][0] + CAPTION_PAD)
    room = [(side, layout.inset * POINTS + caption)]
    return Label(key=row["bps_code"], shape=shape, texts=texts[:1], sizes=room, enlarged=True)


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


def _draw_leaders(axes: Axes, placed: Iterable[Placed]) -> None:
    """Draw the lines from labels on water, and from insets, to their units."""
    aimed = [(label.box, label.target) for label in placed if label.target]
    lines = [(nearest_edge(box, target), target) for box, target in aimed]
    ends = [target for _, target in aimed]
    for colour, width, dot in (("white", 2.2, 5), (INK, 0.8, 2.6)):
        axes.add_collection(LineCollection(lines, colors=colour, linewidths=width), autolim=False)
        axes.plot(*zip(*ends, strict=True), linestyle="none", marker="o", markersize=dot,
                  markeredgewidth=0, color=colour)  # fmt: skip


def _write(axes: Axes, label: Placed, size: float, look: Mapping[str, Any]) -> None:
    left, bottom, right, top = label.box
    own = look if label.inside else {**look, "color": INK, "bbox": None}
    middle = ((left + right) / 2, (bottom + top) / 2)
    axes.text(*middle, label.text, ha="center", va="center", fontsize=size, linespacing=1.0, **own)


def _draw_inset(
    figure: Figure, layout: Layout, theme: Theme, data: Dataset, at: int, box: Box
) -> None:
    """Enlarge a unit that is too small to see, under its name."""
    row = theme.rows[at]
    name, look = label_texts(row, short=layout.short)[0], label_look(theme, row)
    left, bottom, right, top = box
    caption = text_size(name, layout.label, look["fontweight"])[1] + CAPTION_PAD
    wide, high = right - left, top - caption - bottom
    rect = (left / POINTS, bottom / POINTS, wide / POINTS, high / POINTS)
    frame = Frame.around(data.outlines.geometry.iloc[at].bounds, INSET_MARGIN_M, rect)
    inset = map_axes(figure, layout, frame)
    inset.spines[:].set(visible=True, color=QUIET, linewidth=0.8)
    others = data.outlines.drop(index=data.outlines.index[at])
    draw_land(inset, frame, others)
    units = theme.units.iloc[[at]]
    shape = frame.on_sheet(data.outlines.geometry.iloc[at])
    draw_units(inset, replace(theme, units=units), [shape], weight=2, marked=False)
    inset.text((left + right) / 2, top - caption / 2, name, ha="center", va="center",
               fontsize=layout.label, fontweight=look["fontweight"], linespacing=1.0)  # fmt: skip


def _draw_scale_bar(axes: Axes, frame: Frame, layout: Layout, lang: str) -> Box:
    """Draw a bar whose length is measured in the projection of the map."""
    _, bottom, right, _ = frame.box
    length = SCALE_BAR_KM * 1_000 / frame.metres_per_point
    left, base = right - length - 14, bottom + 10
    ends = [(left, base + 4), (left, base), (left + length, base), (left + length, base + 4)]
    for one, other in pairwise(ends):
        axes.plot(*zip(one, other, strict=True), color=INK, linewidth=1.1)
    said = say("map.scale", lang, n=SCALE_BAR_KM)
    axes.text(
        left + length / 2, base + 3, said, ha="center", va="bottom", fontsize=layout.label - 1
    )
    return (left, bottom, right, base + 3 + layout.label * LINE_HEIGHT)


def _neighbour(data: Dataset, frame: Frame, layout: Layout, lang: str) -> list[Label]:
    """Name the neighbour on its own land, as far as the map shows any."""
    said = say("map.neighbour", lang)
    shown = shapely.intersection(frame.on_sheet(data.foreign_land), rectangle(*frame.box))
    parts = [part for part in shapely.get_parts(shown) if part.area > 0]
    if not parts:
        return []
    size = text_size(said, layout.label - 1)
    largest = max(parts, key=lambda part: part.area)
    return [Label(key=NEIGHBOUR, shape=largest, texts=[said], sizes=[size])]
