"""The static map: four states, direct labels, an inset for the city, a legend that adds up."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import geopandas as gpd
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import ConnectionPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from shapely.geometry import Point

from ntt_coverage.geography.boundaries import DRAWING_CRS
from ntt_coverage.language import format_number, say
from ntt_coverage.packaged import packaged_table
from ntt_coverage.pictures.palette import COLOURS, INK, LAND, LINE, PALE, QUIET, SEA, WARNING
from ntt_coverage.pictures.picture import Picture, drawing_style
from ntt_coverage.pictures.surround import (
    alternative_text,
    mark_label,
    marks,
    shown_states,
    source_line,
)
from ntt_coverage.pipeline import QuarterTables

__all__ = ["draw_map"]

NAME = "status"

SLIDE = (13.333, 7.5)
"""Inches of a 16:9 slide."""

HATCHES = {"no_data": "////", "suppressed": "...."}
CITY = "5371"
MARGIN_M = 22_000
INSET_MARGIN_M = 6_000
SCALE_BAR_KM = 100
LONG_HEADLINE = 68
"""Letters of a headline that fill the width of the slide at 20 points."""


@cache
def _label_spots() -> pd.DataFrame:
    table = pd.DataFrame(packaged_table(__package__, "labels.csv"))
    points = gpd.points_from_xy(
        table["lon"].astype(float), table["lat"].astype(float), crs="EPSG:4326"
    )
    return table.assign(spot=points.to_crs(DRAWING_CRS)).set_index("bps_code")


def draw_map(tables: QuarterTables) -> Picture:
    """Draw the state of the 22 units as a 16:9 slide.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    Picture
        Every unit is a group with the id ``bps-5301`` and so on.
    """
    lang = tables.spec.lang
    units, land = (layer.to_crs(DRAWING_CRS) for layer in (tables.shapes, tables.data.context))
    with drawing_style():
        figure = Figure(figsize=SLIDE, facecolor="white")
        axes = figure.add_axes((0.0, 0.085, 1.0, 0.735), facecolor=SEA)
        _frame(axes, units, MARGIN_M)
        axes.spines[:].set_visible(False)
        land.plot(ax=axes, facecolor=LAND, edgecolor="none", aspect=None)
        _draw_units(axes, units, marked=True)
        _draw_labels(axes, units, lang)
        _draw_neighbour(axes, lang)
        _draw_inset(figure, axes, units, lang)
        _draw_scale_bar(axes, lang)
        _draw_legend(figure, units, lang)
        _draw_text(figure, tables)
    return Picture(name=NAME, alt=alternative_text(tables), figure=figure)


def _frame(axes: Axes, units: gpd.GeoDataFrame, margin_m: float) -> None:
    """Show the units with a margin, in the proportions of the axes, one metre being one metre."""
    west, south, east, north = units.total_bounds
    box = axes.get_window_extent()
    height = max(
        north - south + 2 * margin_m, (east - west + 2 * margin_m) * box.height / box.width
    )
    width = height * box.width / box.height
    axes.set_xlim((west + east - width) / 2, (west + east + width) / 2)
    axes.set_ylim((south + north - height) / 2, (south + north + height) / 2)
    axes.set(xticks=[], yticks=[], aspect="auto")
    for spine in axes.spines.values():
        spine.set(color=QUIET, linewidth=0.8)


def _face(row: Mapping[str, Any]) -> str:
    if row["state"] == "no_data" and not pd.isna(row["last_known_state"]):
        return PALE[row["last_known_state"]]
    return COLOURS[row["state"]]


def _draw_units(axes: Axes, units: gpd.GeoDataFrame, *, marked: bool) -> None:
    """Fill the units; in the main map each gets the id that programs and tests find it by."""
    for position, row in enumerate(units.to_dict("records")):
        unit = units.iloc[[position]]
        hatch = HATCHES.get(row["state"])
        fill = {"facecolor": _face(row), "edgecolor": LINE, "linewidth": 0}
        unit.plot(ax=axes, hatch=hatch, aspect=None, **fill)
        if marked:
            axes.collections[-1].set_gid(f"bps-{row['bps_code']}")
    units.plot(ax=axes, facecolor="none", edgecolor="white", linewidth=1.6, aspect=None)
    units.plot(ax=axes, facecolor="none", edgecolor=QUIET, linewidth=0.5, aspect=None)
    disputed = units[units["disputed"]]
    if len(disputed):
        line = {"edgecolor": WARNING, "linewidth": 1.8, "linestyle": "--"}
        disputed.plot(ax=axes, facecolor="none", aspect=None, **line)
    axes.set(xlabel="", ylabel="")


def _draw_labels(axes: Axes, units: gpd.GeoDataFrame, lang: str) -> None:
    spots = _label_spots()
    for row in units.to_dict("records"):
        if row["bps_code"] == CITY:
            continue  # the inset carries it
        spot: Point = spots.loc[row["bps_code"], "spot"]
        _write_label(axes, row, spot, lang)


def _write_label(axes: Axes, row: Mapping[str, Any], spot: Point, lang: str) -> None:
    """Write a unit's name and its persons where they are known: white on dark, dark elsewhere."""
    enrolled = row["state"] == "enrolled"
    label = str(_label_spots().loc[row["bps_code"], "lines"]).replace("|", "\n")
    label += " *" if row["disputed"] else ""
    if not pd.isna(row["enrolled_persons"]):
        persons = format_number(int(row["enrolled_persons"]), lang)
        label += "\n" + say("map.persons", lang, n=persons)
    inside = row["geometry"].contains(spot)
    light = enrolled and inside
    text = axes.text(
        spot.x,
        spot.y,
        label,
        ha="center",
        va="center",
        fontsize=8.2,
        linespacing=1.05,
        color="white" if light else INK,
        path_effects=[withStroke(linewidth=2.2, foreground=_face(row))] if light else [],
        fontweight="bold" if enrolled else "normal",
        bbox={
            "facecolor": _face(row),
            "edgecolor": "none",
            "pad": 0.6,
            "visible": inside and not light,
        },
    )
    ground = text.get_bbox_patch()
    assert ground is not None  # for the type checker: it was asked for above
    ground.set_clip_path(_outline(row["geometry"]), axes.transData)
    ground.set_clip_on(True)  # a label never paints the sea or a neighbour


def _outline(shape: Any) -> Path:
    parts = getattr(shape, "geoms", [shape])
    return Path.make_compound_path(*(Path(list(part.exterior.coords)) for part in parts))


def _draw_neighbour(axes: Axes, lang: str) -> None:
    spot = gpd.points_from_xy([125.45], [-8.98], crs="EPSG:4326").to_crs(DRAWING_CRS)[0]
    axes.text(
        spot.x,
        spot.y,
        say("map.neighbour", lang),
        fontsize=8,
        color=QUIET,
        style="italic",
        ha="center",
    )


def _draw_inset(figure: Figure, axes: Axes, units: gpd.GeoDataFrame, lang: str) -> None:
    """Enlarge the city, which is too small to see, and point to where it lies."""
    city = units[units["bps_code"] == CITY]
    inset = figure.add_axes((0.475, 0.30, 0.145, 0.235), facecolor=SEA)
    _frame(inset, city, INSET_MARGIN_M)
    _draw_units(inset, units, marked=False)
    row = city.to_dict("records")[0]
    centre = row["geometry"].representative_point()
    _write_label(inset, row, centre, lang)
    figure.add_artist(
        ConnectionPatch(
            (1.0, 0.5),
            (centre.x, centre.y),
            inset.transAxes,
            axes.transData,
            color=INK,
            linewidth=0.8,
        )
    )


def _draw_scale_bar(axes: Axes, lang: str) -> None:
    """Draw a bar whose length is measured in the projection of the map."""
    east, south = axes.get_xlim()[1], axes.get_ylim()[0]
    length = SCALE_BAR_KM * 1_000
    left, base = east - length - 30_000, south + 16_000
    axes.plot([left, left, left + length, left + length], [base + 4e3, base, base, base + 4e3],
              color=INK, linewidth=1.1, solid_joinstyle="miter")  # fmt: skip
    axes.text(
        left + length / 2,
        base + 5e3,
        say("map.scale", lang, n=SCALE_BAR_KM),
        ha="center",
        va="bottom",
        fontsize=8,
    )


def _draw_legend(figure: Figure, units: gpd.GeoDataFrame, lang: str) -> None:
    """Name the states with their counts, which add up to 22, and the marks laid over them."""
    axes = figure.add_axes((0.018, 0.105, 0.30, 0.205))
    axes.set(xlim=(0, 10), ylim=(0, 6))
    axes.set_axis_off()
    axes.text(
        0, 5.75, say("map.of_22", lang, all=len(units)), fontsize=8.5, color=QUIET, va="center"
    )
    level = 4.75
    for state, number in shown_states(units):
        swatch: dict[str, Any] = {
            "facecolor": COLOURS[state],
            "edgecolor": LINE,
            "hatch": HATCHES.get(state),
        }
        axes.add_patch(Rectangle((0, level - 0.34), 0.72, 0.68, linewidth=0.5, **swatch))
        axes.text(
            1.35, level, str(number), ha="center", va="center", fontsize=10, fontweight="bold"
        )
        axes.text(1.9, level, say(f"state.{state}", lang), va="center", fontsize=9.5)
        level -= 0.98
    for key, number in marks(units):
        axes.add_patch(Rectangle((0.12, level - 0.26), 0.5, 0.52, **_mark_look(key)))
        said = mark_label(key, lang) + (" *" if key == "disputed" else "")
        axes.text(1.35, level, str(number), ha="center", va="center", fontsize=8.5)
        axes.text(1.9, level, said, va="center", fontsize=8.5, color=QUIET)
        level -= 0.8


def _mark_look(key: str) -> dict[str, Any]:
    if key == "disputed":
        return {"facecolor": "none", "edgecolor": WARNING, "linestyle": "--", "linewidth": 1.5}
    ground = PALE[key.removeprefix("last_")]
    return {"facecolor": ground, "edgecolor": LINE, "hatch": HATCHES["no_data"], "linewidth": 0.5}


def _draw_text(figure: Figure, tables: QuarterTables) -> None:
    lang = tables.spec.lang
    size = 20 if len(tables.headline) <= LONG_HEADLINE else 16
    figure.text(0.018, 0.95, tables.headline, fontsize=size, fontweight="bold", va="center")
    figure.text(
        0.018, 0.877, tables.subtitle, fontsize=11, color=QUIET, va="center", linespacing=1.45
    )
    figure.text(0.018, 0.052, source_line(tables), fontsize=7.5, color=QUIET, va="center")
    figure.text(0.018, 0.024, say("map.boundaries", lang), fontsize=6.5, color=QUIET, va="center")
    identity = say("map.figure_id", lang, id=tables.figure_id(NAME))
    figure.text(0.982, 0.024, identity, fontsize=7, color=QUIET, va="center", ha="right")
