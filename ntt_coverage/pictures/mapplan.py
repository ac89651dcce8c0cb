"""A map before it is drawn: its frame, the units on it, the place of every label and inset.

The static map and the slide draw the same plan, so a unit is named, enlarged and pointed at in
one way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import hypot
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import box as rectangle
from shapely.geometry.base import BaseGeometry

from ntt_coverage.errors import ReportError
from ntt_coverage.language import say
from ntt_coverage.pictures.labels import label_look, label_texts
from ntt_coverage.pictures.layouts import POINTS, Layout
from ntt_coverage.pictures.lettering import LINE_HEIGHT, text_size
from ntt_coverage.pictures.outlines import Frame
from ntt_coverage.pictures.palette import QUIET
from ntt_coverage.pictures.placing import Box, Label, Placed, nearest_edge, place_labels
from ntt_coverage.pictures.theme import Theme

__all__ = [
    "MARGIN_M",
    "NEIGHBOUR",
    "NEIGHBOUR_LOOK",
    "READABLE_INCHES",
    "Inset",
    "MapPlan",
    "ScaleBar",
    "inset_of",
    "plan_map",
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


@dataclass(frozen=True, kw_only=True)
class ScaleBar:
    """A bar whose length is measured in the projection of the map.

    Parameters
    ----------
    line : sequence of (float, float)
        Its corners, in points of the sheet.
    text : str
        How long it is.
    at : tuple of float
        Where the middle of the text's lower edge is.
    box : Box
        What it takes of the sheet.
    """

    line: Sequence[tuple[float, float]]
    text: str
    at: tuple[float, float]
    box: Box


@dataclass(frozen=True, kw_only=True)
class MapPlan:
    """Where everything on a map stands, in points from the lower left corner of the sheet.

    Parameters
    ----------
    frame : Frame
        What is shown, and where.
    shapes : sequence of shapely geometry
        The units in the order of the theme.
    bar : ScaleBar
        Its scale.
    placed : mapping of str to Placed
        The label or inset of every unit, and of the ``NEIGHBOUR`` where its land is shown.
    layout : Layout
        Its places and sizes, with the size of letters in which the labels fit.
    """

    frame: Frame
    shapes: Sequence[BaseGeometry]
    bar: ScaleBar
    placed: Mapping[str, Placed]
    layout: Layout

    def is_enlarged(self, at: int) -> bool:
        """Tell whether a unit is so small that it stands in an inset too.

        Parameters
        ----------
        at : int
            Its place in the order of the theme.

        Returns
        -------
        bool
        """
        return side_of(self.shapes[at]) < READABLE_INCHES


@dataclass(frozen=True, kw_only=True)
class Inset:
    """Where a unit is enlarged, under its name.

    Parameters
    ----------
    name : str
        The unit's.
    middle : tuple of float
        Of the name, in points of the sheet.
    frame : Frame
        What is shown of the earth, and where.
    """

    name: str
    middle: tuple[float, float]
    frame: Frame


def plan_map(theme: Theme, layout: Layout, outlines: gpd.GeoSeries | None = None) -> MapPlan:
    """Plan a map.

    Parameters
    ----------
    theme : Theme
        What is shown.
    layout : Layout
        The places and sizes of the sheet.
    outlines : geopandas.GeoSeries, optional
        The units in the drawing CRS and the order of the theme, if not those of the data.

    Returns
    -------
    MapPlan

    Raises
    ------
    ReportError
        If the labels find no room even in small letters.
    """
    drawn = theme.states.data.outlines.geometry if outlines is None else outlines
    frame = Frame.around(drawn.total_bounds, MARGIN_M, layout.body)
    shapes = [frame.on_sheet(shape) for shape in drawn]
    bar = _scale_bar(frame, layout, theme.spec.lang)
    placed, fitting = _place(theme, layout, frame, shapes, [bar.box])
    return MapPlan(frame=frame, shapes=shapes, bar=bar, placed=placed, layout=fitting)


def _place(
    theme: Theme,
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
        labels = [*_neighbour(theme, frame, tried), *labels]
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


def _label(theme: Theme, layout: Layout, row: Mapping[str, Any], shape: BaseGeometry) -> Label:
    texts, weight = label_texts(row, short=layout.short), label_look(theme, row)["fontweight"]
    sizes = [text_size(text, layout.label, weight) for text in texts]
    if side_of(shape) >= READABLE_INCHES:
        return Label(key=row["bps_code"], shape=shape, texts=texts, sizes=sizes)
    caption = sizes[0][1] + CAPTION_PAD
    side = max(layout.inset * POINTS, sizes[0][0] + CAPTION_PAD)
    room = [(side, layout.inset * POINTS + caption)]
    return Label(key=row["bps_code"], shape=shape, texts=texts[:1], sizes=room, enlarged=True)


def _neighbour(theme: Theme, frame: Frame, layout: Layout) -> list[Label]:
    """Name the neighbour on its own land, as far as the map shows any."""
    said, land = say("map.neighbour", theme.spec.lang), theme.states.data.foreign_land
    shown = shapely.intersection(frame.on_sheet(land), rectangle(*frame.box))
    parts = [part for part in shapely.get_parts(shown) if part.area > 0]
    if not parts:
        return []
    size = text_size(said, layout.label - 1)
    largest = max(parts, key=lambda part: part.area)
    return [Label(key=NEIGHBOUR, shape=largest, texts=[said], sizes=[size])]


def inset_of(plan: MapPlan, theme: Theme, at: int) -> Inset:
    """Say where a unit is enlarged.

    Parameters
    ----------
    plan : MapPlan
        The map.
    theme : Theme
        What it shows.
    at : int
        The unit's place in the order of the theme.

    Returns
    -------
    Inset
    """
    row, layout = theme.units.iloc[at].to_dict(), plan.layout
    left, bottom, right, top = plan.placed[row["bps_code"]].box
    name = label_texts(row, short=layout.short)[0]
    size = text_size(name, layout.label, label_look(theme, row)["fontweight"])
    caption = size[1] + CAPTION_PAD
    wide, high = right - left, top - caption - bottom
    rect = (left / POINTS, bottom / POINTS, wide / POINTS, high / POINTS)
    bounds = theme.states.data.outlines.geometry.iloc[at].bounds
    return Inset(
        name=name,
        middle=((left + right) / 2, top - caption / 2),
        frame=Frame.around(bounds, INSET_MARGIN_M, rect),
    )


def _scale_bar(frame: Frame, layout: Layout, lang: str) -> ScaleBar:
    _, bottom, right, _ = frame.box
    length = SCALE_BAR_KM * 1_000 / frame.metres_per_point
    left, base = right - length - 14, bottom + 10
    return ScaleBar(
        line=[(left, base + 4), (left, base), (left + length, base), (left + length, base + 4)],
        text=say("map.scale", lang, n=SCALE_BAR_KM),
        at=(left + length / 2, base + 3),
        box=(left, bottom, right, base + 3 + layout.label * LINE_HEIGHT),
    )
