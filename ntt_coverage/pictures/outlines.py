"""Shapes on a sheet: the part of the earth that is shown, and the units in their classes."""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from shapely.geometry.base import BaseGeometry

from ntt_coverage.pictures.layouts import POINTS, Layout, Rect
from ntt_coverage.pictures.palette import LAND, LINE, QUIET, SEA
from ntt_coverage.pictures.placing import Box
from ntt_coverage.pictures.sheet import DISPUTED_LINE
from ntt_coverage.pictures.theme import Theme

__all__ = ["Frame", "draw_land", "draw_units", "map_axes", "path_of"]


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A part of the earth on a part of the sheet; a metre is as long in either direction.

    Parameters
    ----------
    west, south : float
        Lower left corner, in metres of the drawing CRS.
    metres_per_point : float
        The scale.
    rect : Rect
        Its place on the sheet.
    """

    west: float
    south: float
    metres_per_point: float
    rect: Rect

    @classmethod
    def around(cls, bounds: Sequence[float], margin: float, rect: Rect) -> "Frame":
        """Return the frame that shows an area with a margin, as large as it fits.

        Parameters
        ----------
        bounds : sequence of float
            West, south, east, north, in metres of the drawing CRS.
        margin : float
            Metres.
        rect : Rect
            The place on the sheet.

        Returns
        -------
        Frame
        """
        west, south, east, north = bounds
        wide, high = rect[2] * POINTS, rect[3] * POINTS
        scale = max((east - west + 2 * margin) / wide, (north - south + 2 * margin) / high)
        left, bottom = (west + east - scale * wide) / 2, (south + north - scale * high) / 2
        return cls(west=left, south=bottom, metres_per_point=scale, rect=rect)

    @property
    def box(self) -> Box:
        """The frame's place on the sheet, in points."""
        left, bottom, wide, high = (side * POINTS for side in self.rect)
        return (left, bottom, left + wide, bottom + high)

    def on_sheet(self, shape: BaseGeometry) -> BaseGeometry:
        """Return a shape in points from the lower left corner of the sheet.

        Parameters
        ----------
        shape : shapely geometry
            In metres of the drawing CRS.

        Returns
        -------
        shapely geometry
        """
        corner, origin = np.array(self.box[:2]), (self.west, self.south)
        return shapely.transform(shape, lambda at: (at - origin) / self.metres_per_point + corner)


def map_axes(figure: Figure, layout: Layout, frame: Frame) -> Axes:
    """Add the axes of a frame; their coordinates are points of the sheet.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The sheet.
    layout : Layout
        Its size.
    frame : Frame
        What is shown, and where.

    Returns
    -------
    matplotlib.axes.Axes
    """
    left, bottom, right, top = frame.box
    axes = figure.add_axes(layout.fraction(frame.rect), facecolor=SEA)
    axes.set(xlim=(left, right), ylim=(bottom, top), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    return axes


def path_of(shape: BaseGeometry) -> Path:
    """Return an area as a path, holes included.

    Parameters
    ----------
    shape : shapely geometry
        Polygon or MultiPolygon.

    Returns
    -------
    matplotlib.path.Path
    """
    rings = [
        ring
        for part in shapely.get_parts(shape)
        for ring in (part.exterior, *part.interiors)
        if not ring.is_empty
    ]
    closed = [Path(shapely.get_coordinates(ring), closed=True) for ring in rings]
    return Path.make_compound_path(*closed)


def draw_land(axes: Axes, frame: Frame, land: gpd.GeoDataFrame) -> None:
    """Draw neighbouring land, beneath.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        As returned by `map_axes`.
    frame : Frame
        What is shown.
    land : geopandas.GeoDataFrame
        In the drawing CRS.
    """
    for shape in land.geometry:
        axes.add_artist(PathPatch(path_of(frame.on_sheet(shape)), facecolor=LAND, linewidth=0))


def draw_units(
    axes: Axes,
    theme: Theme,
    shapes: Sequence[BaseGeometry],
    *,
    weight: float = 1.0,
    marked: bool = True,
) -> None:
    """Draw the units in the colours and patterns of their classes.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        As returned by `map_axes`.
    theme : Theme
        What is shown.
    shapes : sequence of shapely geometry
        The units in the order of the theme, in points of the sheet.
    weight : float
        Of the lines.
    marked : bool
        Whether each unit gets the id that programs and tests find it by.
    """
    rows = theme.rows
    paths = [path_of(shape) for shape in shapes]
    for row, path in zip(rows, paths, strict=True):
        fill = PathPatch(
            path,
            facecolor=row["face"],
            hatch=theme.class_of(row).hatch,
            edgecolor=LINE,
            linewidth=0,
        )
        if marked:
            fill.set_gid(f"bps-{row['bps_code']}")
        axes.add_artist(fill)
    every = Path.make_compound_path(*paths)
    for colour, width in (("white", 1.6), (QUIET, 0.5)):
        line = {"edgecolor": colour, "linewidth": width * weight, "joinstyle": "round"}
        axes.add_artist(PathPatch(every, facecolor="none", **line))
    for row, path in zip(rows, paths, strict=True):
        if row["disputed"]:
            axes.add_artist(PathPatch(path, facecolor="none", **DISPUTED_LINE))
