"""Small multiples: the same map for several quarters, in the same classes, side by side."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from ntt_coverage.errors import ParameterError
from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import say
from ntt_coverage.measures.counts import count_states, count_unknown
from ntt_coverage.pictures.layouts import LAYOUTS, Rect
from ntt_coverage.pictures.mapplan import MARGIN_M, READABLE_INCHES, side_of
from ntt_coverage.pictures.outlines import Frame, draw_land, draw_units, map_axes
from ntt_coverage.pictures.palette import INK, QUIET
from ntt_coverage.pictures.picture import Picture, drawing_style
from ntt_coverage.pictures.sheet import (
    DISPUTED_LINE,
    draw_footer,
    draw_legend,
    draw_mark,
    draw_title,
    new_sheet,
)
from ntt_coverage.pictures.surround import source_line
from ntt_coverage.pictures.theme import Theme
from ntt_coverage.pictures.themes import shown_theme
from ntt_coverage.pipeline import Dataset, QuarterCoverage, coverage_in

__all__ = ["draw_multiples"]

MOST = 12
CAPTION_INCHES = 0.5
GAP_INCHES = 0.15
DOT_POINTS = 3.2
"""Radius of the dot that stands for a unit too small to see."""


def draw_multiples(
    data: Dataset, quarters: Sequence[str], lang: str = "id", theme: str = "status"
) -> Picture:
    """Draw the same map for several quarters on a slide.

    Parameters
    ----------
    data : Dataset
        What ``load`` returned.
    quarters : sequence of str
        Two to twelve, such as ``["2019Q3", "2021Q4"]``; drawn in the order of time.
    lang : str
        ``"id"`` or ``"en"``.
    theme : {"status", "persons", "rate"}
        Its classes are the same in every quarter.

    Returns
    -------
    Picture
        Units too small to see at this size are dots.

    Raises
    ------
    ParameterError
        If there are fewer than two or more than twelve quarters, or one is of another form.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> picture = nc.draw_multiples(nc.load(), ["2019Q3", "2021Q4"], "en")
    >>> picture.passport.title
    'Who enrols non-ASN staff, Q3 2019 to Q4 2021'
    """
    specs = sorted(
        {ReportSpec.parse(quarter, lang) for quarter in quarters}, key=lambda spec: spec.quarter
    )
    if not 2 <= len(specs) <= MOST:
        raise ParameterError("multiples", n=len(specs), most=MOST)
    states = [coverage_in(spec, data) for spec in specs]
    named = "-".join(str(spec.quarter) for spec in specs)
    themes = [shown_theme(each, theme) for each in states]
    layout, last = LAYOUTS["slide"], themes[-1]
    columns = 2 if len(specs) <= 4 else 3 if len(specs) <= 9 else 4
    panels = _panels(layout.body, len(specs), columns)
    with drawing_style():
        figure = new_sheet(layout)
        for each, panel in zip(themes, panels, strict=True):
            frame = Frame.around(data.outlines.total_bounds, MARGIN_M, panel)
            axes = map_axes(figure, layout, frame)
            draw_land(axes, frame, data.land)
            shapes = [frame.on_sheet(shape) for shape in data.outlines.geometry]
            draw_units(axes, each, shapes, weight=0.5, marked=False)
            _draw_dots(axes, each, shapes)
            _draw_caption(axes, frame, each)
        draw_legend(figure, layout, _together(themes), counted=False)
        quarters_shown = {
            "first": specs[0].quarter.label(lang), "last": specs[-1].quarter.label(lang)
        }  # fmt: skip
        title = last.states.titled(say("multiples.title", lang, **quarters_shown))
        draw_title(
            figure, layout, title, f"{last.subtitle.splitlines()[0]}\n{say('multiples.dots', lang)}"
        )
        shown = {each.spec.folder: each.passport(on_outlines=True).figure_id for each in themes}
        cited = [source for each in themes for source in each.source_ids]
        passport = last.states.passport("multiples", title, {"theme": theme, "maps": shown}, cited)
        draw_footer(figure, layout, _sources(states), data.credits[lang], passport.label)
        draw_mark(figure, states[-1].mark)
    said = "; ".join(f"{each.spec.quarter.label(lang)}: {each.title}" for each in themes)
    name, alt = f"multiples-{theme}-{named}", f"{title}. {said}."
    return Picture(name=name, alt=alt, figure=figure, passport=passport)


def _sources(states: Sequence[QuarterCoverage]) -> str:
    return source_line(replace(states[-1], coverage=pd.concat([each.coverage for each in states])))


def _together(themes: Sequence[Theme]) -> Theme:
    """Return a theme whose units are those of all, so that its legend names all that is shown."""
    return replace(themes[-1], units=pd.concat([theme.units for theme in themes]))


def _panels(body: Rect, number: int, columns: int) -> list[Rect]:
    left, bottom, wide, high = body
    lines = ceil(number / columns)
    width = (wide - 0.3 - GAP_INCHES * (columns - 1)) / columns
    height = high / lines
    return [
        (
            left + (width + GAP_INCHES) * (at % columns),
            bottom + high - height * (at // columns + 1),
            width,
            height - CAPTION_INCHES,
        )
        for at in range(number)
    ]


def _draw_dots(axes: Axes, theme: Theme, shapes: Sequence) -> None:
    for row, shape in zip(theme.rows, shapes, strict=True):
        if side_of(shape) < READABLE_INCHES / 2:
            spot = shape.representative_point()
            look = {"facecolor": row["face"], "hatch": 2 * theme.class_of(row).hatch}
            axes.add_artist(
                Circle((spot.x, spot.y), DOT_POINTS, edgecolor="white", linewidth=1.6, **look)
            )
            edge = DISPUTED_LINE if row["disputed"] else {"edgecolor": INK, "linewidth": 0.6}
            axes.add_artist(Circle((spot.x, spot.y), DOT_POINTS, facecolor="none", **edge))


def _draw_caption(axes: Axes, frame: Frame, theme: Theme) -> None:
    left, _, _, top = frame.box
    lang, counts = theme.spec.lang, count_states(theme.units)
    numbers = {state: int(counts[state]) for state in ("enrolled", "not_enrolled")}
    numbers["no_data"] = count_unknown(counts)
    label, counted = theme.spec.quarter.label(lang), say("multiples.counts", lang, **numbers)
    axes.text(left, top + 16, label, fontsize=11, va="bottom", fontweight="bold")
    axes.text(left, top + 4, counted, fontsize=9, va="bottom", color=QUIET)
