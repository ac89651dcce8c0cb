"""The static map: classes by colour and pattern, direct labels, insets, a legend that adds up."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from ntt_coverage.pictures.labels import label_look
from ntt_coverage.pictures.layouts import Layout, layout_of, named
from ntt_coverage.pictures.mapplan import (
    NEIGHBOUR,
    NEIGHBOUR_LOOK,
    MapPlan,
    ScaleBar,
    inset_of,
    plan_map,
)
from ntt_coverage.pictures.outlines import draw_land, draw_units, map_axes
from ntt_coverage.pictures.palette import INK, QUIET
from ntt_coverage.pictures.picture import Picture, drawing_style
from ntt_coverage.pictures.placing import Placed, nearest_edge
from ntt_coverage.pictures.sheet import (
    draw_footer,
    draw_legend,
    draw_mark,
    draw_title,
    new_sheet,
    with_room,
)
from ntt_coverage.pictures.theme import Theme
from ntt_coverage.pictures.themes import change_theme, shown_theme
from ntt_coverage.pipeline import QuarterCoverage

__all__ = ["draw_change", "draw_map"]


def draw_map(
    states: QuarterCoverage, theme: str | Theme = "status", *, layout: str = "slide"
) -> Picture:
    """Draw a map of the 22 units.

    Parameters
    ----------
    states : QuarterCoverage
        The quarter, such as ``coverage`` returns.
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

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> tables = nc.coverage("2019Q3")
    >>> picture = nc.draw_map(tables)
    >>> picture.passport.title
    '6 dari 22 kabupaten/kota mendaftarkan pegawai non-ASN'
    >>> picture.png()[1:4], nc.draw_map(tables, "persons", layout="square").name
    (b'PNG', 'persons-square')
    """
    return _draw(shown_theme(states, theme), layout_of(layout))


def draw_change(
    states: QuarterCoverage, since: str | None = None, *, layout: str = "slide"
) -> Picture:
    """Draw what changed between two quarters.

    Parameters
    ----------
    states : QuarterCoverage
        The later quarter, such as ``coverage`` returns.
    since : str, optional
        The earlier quarter, such as ``2019Q2``; the one before if not given.
    layout : {"slide", "page", "square", "print"}
        As in `draw_map`.

    Returns
    -------
    Picture

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> tables = nc.coverage("2019Q4")
    >>> nc.draw_change(tables, "2019Q3").passport.title
    'Sejak Triwulan III 2019: 1 mulai mendaftarkan, 2 tidak lagi mendaftarkan'
    """
    return _draw(change_theme(states, since), layout_of(layout))


def _draw(theme: Theme, layout: Layout) -> Picture:
    lang, data = theme.spec.lang, theme.states.data
    with drawing_style():
        layout = with_room(layout, theme)
        figure = new_sheet(layout)
        plan = plan_map(theme, layout)
        axes = map_axes(figure, layout, plan.frame)
        draw_land(axes, plan.frame, data.land)
        draw_units(axes, theme, plan.shapes)
        _draw_scale_bar(axes, plan.bar, layout.label - 1)
        _draw_leaders(axes, (plan.placed[code] for code in theme.units["bps_code"]))
        letters = plan.layout.label
        if NEIGHBOUR in plan.placed:
            _write(axes, plan.placed[NEIGHBOUR], letters - 1, NEIGHBOUR_LOOK)
        for at, row in enumerate(theme.rows):
            if plan.is_enlarged(at):
                _draw_inset(figure, theme, plan, at)
            else:
                _write(axes, plan.placed[row["bps_code"]], letters, label_look(theme, row))
        draw_legend(figure, layout, theme)
        draw_title(figure, layout, theme.title, theme.subtitle)
        passport = theme.passport(on_outlines=True)
        draw_footer(figure, layout, theme.sources, data.credits[lang], passport.label)
        draw_mark(figure, theme.states.mark)
    name = named(theme.file_name(), layout)
    return Picture(name=name, alt=theme.alt, figure=figure, passport=passport)


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


def _draw_inset(figure: Figure, theme: Theme, plan: MapPlan, at: int) -> None:
    """Enlarge a unit that is too small to see, under its name."""
    outlines, inset = theme.states.data.outlines, inset_of(plan, theme, at)
    axes = map_axes(figure, plan.layout, inset.frame)
    axes.spines[:].set(visible=True, color=QUIET, linewidth=0.8)
    draw_land(axes, inset.frame, outlines.drop(index=outlines.index[at]))
    units = theme.units.iloc[[at]]
    shape = inset.frame.on_sheet(outlines.geometry.iloc[at])
    draw_units(axes, replace(theme, units=units), [shape], weight=2, marked=False)
    weight = label_look(theme, units.iloc[0].to_dict())["fontweight"]
    axes.text(*inset.middle, inset.name, ha="center", va="center",
              fontsize=plan.layout.label, fontweight=weight, linespacing=1.0)  # fmt: skip


def _draw_scale_bar(axes: Axes, bar: ScaleBar, size: float) -> None:
    for one, other in pairwise(bar.line):
        axes.plot(*zip(one, other, strict=True), color=INK, linewidth=1.1)
    axes.text(*bar.at, bar.text, ha="center", va="bottom", fontsize=size)
