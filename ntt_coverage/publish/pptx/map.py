"""The map as shapes of a slide: every unit can be moved, coloured and asked its name."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import box as rectangle
from shapely.geometry.base import BaseGeometry

from ntt_coverage.geography.simplify import thin_outlines
from ntt_coverage.language import say
from ntt_coverage.pictures.labels import label_look
from ntt_coverage.pictures.layouts import POINTS, Layout
from ntt_coverage.pictures.lettering import text_size
from ntt_coverage.pictures.mapplan import NEIGHBOUR, MapPlan, inset_of, plan_map
from ntt_coverage.pictures.outlines import Frame
from ntt_coverage.pictures.palette import INK, LAND, QUIET, SEA
from ntt_coverage.pictures.placing import Box, Placed, nearest_edge
from ntt_coverage.pictures.theme import Theme
from ntt_coverage.publish.pptx.legend import draw_legend, legend_room, look_of, told_of
from ntt_coverage.publish.pptx.looks import Look, Place, Words
from ntt_coverage.publish.pptx.message import Message, Page
from ntt_coverage.publish.pptx.shapes import Canvas

__all__ = ["MOST_POINTS", "map_message"]

MOST_POINTS = 400
"""Of a unit: more cannot be edited by hand, and would not be seen."""

WIDE = 1.9
"""Width of the map, in heights."""

LABEL, INSET = 11.4, 0.85
"""Points; inches."""

FEW = 8
"""So many units are named in a title."""


def map_message(theme: Theme) -> Message:
    """Show where the units are that enrol.

    Parameters
    ----------
    theme : Theme
        Of the states.

    Returns
    -------
    Message
    """
    data, lang, alt = theme.states.data, theme.spec.lang, theme.alt
    passport = replace(theme.passport(on_outlines=True), name="slide-map", title=_who(theme))
    return Message(
        passport=passport,
        subtitle=theme.subtitle,
        reading=(alt,),
        credit=data.credits[lang],
        draw=lambda page: _draw_map(page, theme, alt),
    )


def _who(theme: Theme) -> str:
    """Name the units that enrol, where they are few."""
    found = theme.states.coverage
    named = found.loc[found["state"] == "enrolled", "label"]
    if not 0 < len(named) <= FEW:
        return theme.title
    return say("slides.enrolling", theme.spec.lang, names=", ".join(named))


def _draw_map(page: Page, theme: Theme, alt: str) -> None:
    width = page.body[2]
    room, legend = legend_room(theme, page.body, WIDE)
    sheet = _layout(page, room)
    data = theme.states.data
    scale = max(np.ptp(data.outlines.total_bounds.reshape(2, 2), axis=0) / (width * POINTS))
    outlines = thin_outlines(data.outlines.geometry, MOST_POINTS, unseen_m=float(scale) / 2)
    plan = plan_map(theme, sheet, outlines)
    place = _place(page, plan.frame.box)
    name = say("figure.status", theme.spec.lang)
    with page.canvas.group(name, place, alt=alt) as group:
        group.box(say("slides.sea", theme.spec.lang), place, Look(face=SEA))
        _draw_land(group, page, plan.frame, data.land, say("map.neighbour", theme.spec.lang))
        rows = theme.rows
        for row, shape in zip(rows, plan.shapes, strict=True):
            _draw_unit(group, page, theme, row, shape)
        _draw_scale(group, page, plan)
        for row in rows:
            _draw_leader(group, page, row, plan.placed[row["bps_code"]])
        if NEIGHBOUR in plan.placed:
            label = plan.placed[NEIGHBOUR]
            words = Words(text=label.text, size=plan.layout.label - 1, italic=True, ink=QUIET)
            _write(group, page, label.text, label.box, words)
        for at, row in enumerate(rows):
            if plan.is_enlarged(at):
                _draw_inset(group, page, theme, plan, at)
            else:
                _draw_label(group, page, theme, row, plan)
    draw_legend(page.canvas, theme, legend)


def _layout(page: Page, place: Place) -> Layout:
    """Return a place on the slide as the sheet that pictures are planned on."""
    left, top, width, height = place
    return Layout(
        name="slide", size=page.size, body=(left, page.size[1] - top - height, width, height),
        legend=(0, 0, 1, 1), columns=1, inset=INSET, title=22, text=12, label=LABEL, small=9,
        short=False,
    )  # fmt: skip


def _on_slide(page: Page, shape: BaseGeometry) -> BaseGeometry:
    """Turn points from the lower edge into inches from the upper one."""
    high = page.size[1]
    return shapely.transform(shape, lambda at: at * (1, -1) / POINTS + (0, high))


def _spot(page: Page, point: tuple[float, float]) -> tuple[float, float]:
    return point[0] / POINTS, page.size[1] - point[1] / POINTS


def _place(page: Page, box: Box) -> Place:
    left, bottom, right, top = box
    return (
        left / POINTS, page.size[1] - top / POINTS, (right - left) / POINTS, (top - bottom) / POINTS
    )  # fmt: skip


def _draw_land(canvas: Canvas, page: Page, frame: Frame, land: gpd.GeoDataFrame, name: str) -> None:
    for shape in land.geometry:
        shown = _within(frame, shape)
        if not shown.is_empty:
            canvas.area(name, _on_slide(page, shown), Look(face=LAND))


def _within(frame: Frame, shape: BaseGeometry) -> BaseGeometry:
    """Return what a frame shows of a shape."""
    shown = shapely.intersection(frame.on_sheet(shape), rectangle(*frame.box))
    return shapely.MultiPolygon(
        [part for part in shapely.get_parts(shown) if part.geom_type == "Polygon"]
    )


def _draw_unit(
    canvas: Canvas, page: Page, theme: Theme, row: Mapping[str, Any], shape: BaseGeometry
) -> None:
    look = look_of(theme, row)
    name = f"{row['regency']} ({row['bps_code']})"
    canvas.area(name, _on_slide(page, shape), look, alt=told_of(theme, row))


def _draw_label(
    canvas: Canvas, page: Page, theme: Theme, row: Mapping[str, Any], plan: MapPlan
) -> None:
    label, look = plan.placed[row["bps_code"]], label_look(theme, row)
    words = Words(
        text=label.text,
        size=plan.layout.label,
        bold=look["fontweight"] == "bold",
        ink=look["color"] if label.inside else INK,
    )
    ground = Look(face=row["face"]) if label.inside and look["bbox"] else None
    name = say("slides.label", theme.spec.lang, name=row["regency"])
    _write(canvas, page, name, label.box, words, ground)


def _write(
    canvas: Canvas, page: Page, name: str, box: Box, words: Words, ground: Look | None = None
) -> None:
    centred = replace(words, across="ctr", down="ctr", wrap=False)
    canvas.box(name, _place(page, box), ground, centred)


def _draw_leader(canvas: Canvas, page: Page, row: Mapping[str, Any], label: Placed) -> None:
    if not label.target:
        return
    name = say("slides.leader", canvas.lang, name=row["regency"])
    ends = [_spot(page, at) for at in (nearest_edge(label.box, label.target), label.target)]
    if ends[0] != ends[1]:
        canvas.line(f"{name} (1)", ends, Look(line="#ffffff", width=2.2))
        canvas.line(name, ends, Look(line=INK, width=0.8))
    canvas.dot(f"{name} (2)", ends[1], 5, "#ffffff")
    canvas.dot(f"{name} (3)", ends[1], 2.6, INK)


def _draw_scale(canvas: Canvas, page: Page, plan: MapPlan) -> None:
    bar, name = plan.bar, say("slides.scale", canvas.lang)
    canvas.line(name, [_spot(page, point) for point in bar.line], Look(line=INK, width=1.1))
    size = plan.layout.label - 1
    wide, high = text_size(bar.text, size)
    low = (bar.at[0] - wide / 2, bar.at[1], bar.at[0] + wide / 2, bar.at[1] + high)
    _write(canvas, page, bar.text, low, Words(text=bar.text, size=size, ink=INK))


def _draw_inset(canvas: Canvas, page: Page, theme: Theme, plan: MapPlan, at: int) -> None:
    """Enlarge a unit that is too small to see, under its name."""
    row, inset = theme.units.iloc[at].to_dict(), inset_of(plan, theme, at)
    outlines, frame = theme.states.data.outlines.geometry, inset.frame
    shown = gpd.GeoSeries([_within(frame, shape) for shape in outlines])
    thin = thin_outlines(shown, MOST_POINTS, unseen_m=0.5)
    canvas.box(f"{inset.name} (1)", _place(page, frame.box), Look(face=SEA))
    for other, shape in enumerate(thin):
        if other != at and not shape.is_empty:
            canvas.area(f"{inset.name} (2)", _on_slide(page, shape), Look(face=LAND))
    name = say("slides.enlarged", theme.spec.lang, name=row["regency"])
    _draw_unit(canvas, page, theme, {**row, "regency": name}, thin.iloc[at])
    canvas.box(f"{inset.name} (3)", _place(page, frame.box), Look(line=QUIET, width=0.8))
    look = label_look(theme, row)
    wide, high = text_size(inset.name, plan.layout.label, look["fontweight"])
    x, y = inset.middle
    words = Words(text=inset.name, size=plan.layout.label, bold=bool(row["strong"]), ink=INK)
    box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
    _write(canvas, page, say("slides.label", canvas.lang, name=row["regency"]), box, words)
