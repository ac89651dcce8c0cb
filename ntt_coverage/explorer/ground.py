"""What the explorer's map is drawn on: the same shapes for every view, as SVG paths."""

from collections.abc import Mapping
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from ntt_coverage.pictures.labels import label_look
from ntt_coverage.pictures.layouts import POINTS, Layout
from ntt_coverage.pictures.mapplan import NEIGHBOUR, MapPlan, inset_of, plan_map
from ntt_coverage.pictures.palette import APPROXIMATE, INK, LAND, PAGE_COLOURS, QUIET
from ntt_coverage.pictures.placing import Box, nearest_edge
from ntt_coverage.pictures.theme import Theme

__all__ = ["LAYOUT", "ground_of", "labels_of", "planned"]

WIDTH, HEIGHT = 10.6, 5.5
"""Inches; the page scales them."""

COLOURS = {**PAGE_COLOURS, "land": LAND, "about": APPROXIMATE}

LAYOUT = Layout(
    name="explore",
    size=(WIDTH, HEIGHT),
    body=(0.0, 0.0, WIDTH, HEIGHT),
    legend=(0.0, 0.0, 0.0, 0.0),
    columns=1,
    inset=1.2,
    title=14,
    text=10,
    label=10,
    small=8,
    short=False,
)
"""The whole sheet is map: title and legend stand beside it on the page."""


def planned(theme: Theme) -> MapPlan:
    """Plan the explorer's map of a theme.

    Parameters
    ----------
    theme : Theme
        What is shown.

    Returns
    -------
    MapPlan
    """
    return plan_map(theme, LAYOUT)


def ground_of(plan: MapPlan, theme: Theme) -> dict[str, Any]:
    """Write the outlines, which are the same for every theme, as paths.

    Parameters
    ----------
    plan : MapPlan
        As `planned` returned it.
    theme : Theme
        What was planned.

    Returns
    -------
    dict
        The ``colours`` of the page by name, ``size`` of the sheet in points, ``land`` around as
        one path, ``units`` by BPS code, and the ``scale`` bar.
    """
    land = (plan.frame.on_sheet(shape) for shape in theme.states.data.land.geometry)
    bar = [_turned(at) for at in plan.bar.line]
    return {
        "colours": COLOURS,
        "size": [WIDTH * POINTS, HEIGHT * POINTS],
        "land": " ".join(map(_path, land)),
        "units": {
            code: _path(shape)
            for code, shape in zip(theme.units["bps_code"], plan.shapes, strict=True)
        },
        "scale": {"line": bar, "text": plan.bar.text, "at": _turned(plan.bar.at)},
    }


def labels_of(plan: MapPlan, theme: Theme) -> list[dict[str, Any]]:
    """Write the labels and insets of a map where they were planned.

    Parameters
    ----------
    plan : MapPlan
        As `planned` returned it.
    theme : Theme
        What was planned.

    Returns
    -------
    list of dict
        One for each unit, and one for the neighbour (``code`` is blank): its ``lines``, the
        ``middle`` of the text, ``size`` in points, ``ink``, ``bold``, the ``ground`` beneath its
        letters or "", a ``leader`` (two points) or none, and an ``inset`` (its ``box``, and the
        unit enlarged as a ``path``) or none.
    """
    labels = [_label(plan, theme, at, row) for at, row in enumerate(theme.rows)]
    if NEIGHBOUR in plan.placed:
        placed, size = plan.placed[NEIGHBOUR], plan.layout.label - 1
        labels.append(_written("", placed.text, _middle(placed.box), size, QUIET))
    return labels


def _label(plan: MapPlan, theme: Theme, at: int, row: Mapping[str, Any]) -> dict[str, Any]:
    code = row["bps_code"]
    placed, look = plan.placed[code], label_look(theme, row)
    leader = None
    if placed.target:
        start = nearest_edge(placed.box, placed.target)
        leader = [_turned(start), _turned(placed.target)]
    if plan.is_enlarged(at):
        inset = inset_of(plan, theme, at)
        shape = inset.frame.on_sheet(theme.states.data.outlines.geometry.iloc[at])
        label = _written(code, inset.name, inset.middle, plan.layout.label, INK)
        enlarged = {"box": _corners(inset.frame.box), "path": _path(shape)}
        return label | {"bold": row["strong"], "leader": leader, "inset": enlarged}
    ink = look["color"] if placed.inside else INK
    ground = look["bbox"]["facecolor"] if placed.inside and look["bbox"] else ""
    label = _written(code, placed.text, _middle(placed.box), plan.layout.label, ink)
    return label | {"bold": row["strong"], "ground": ground, "leader": leader}


def _written(
    code: str, text: str, middle: tuple[float, float], size: float, ink: str
) -> dict[str, Any]:
    return {
        "code": code,
        "lines": text.split("\n"),
        "middle": _turned(middle),
        "size": size,
        "ink": ink,
        "bold": False,
        "ground": "",
        "leader": None,
        "inset": None,
    }


def _middle(box: Box) -> tuple[float, float]:
    left, bottom, right, top = box
    return (left + right) / 2, (bottom + top) / 2


def _turned(point: tuple[float, float]) -> list[float]:
    """Return a point as SVG counts it, from the upper left corner down."""
    return [round(float(point[0]), 1), round(HEIGHT * POINTS - float(point[1]), 1)]


def _corners(box: Box) -> list[float]:
    """Return the left, top, width and height of a box."""
    left, bottom, right, top = box
    return [*_turned((left, top)), round(right - left, 1), round(top - bottom, 1)]


def _path(shape: BaseGeometry) -> str:
    """Write an area as an SVG path, holes included."""
    rings = [
        ring
        for part in shapely.get_parts(shape)
        if not part.is_empty
        for ring in (part.exterior, *part.interiors)
    ]
    return "".join(f"M{'L'.join(_point(*at) for at in ring.coords[:-1])}Z" for ring in rings)


def _point(across: float, up: float) -> str:
    x, y = _turned((across, up))
    return f"{x:g} {y:g}"
