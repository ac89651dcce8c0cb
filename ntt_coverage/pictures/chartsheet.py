"""The sheet of a chart: title and footer are written first, the chart takes what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ntt_coverage.language import say
from ntt_coverage.pictures.layouts import POINTS, Layout, Rect
from ntt_coverage.pictures.lettering import LINE_HEIGHT, text_width
from ntt_coverage.pictures.palette import QUIET
from ntt_coverage.pictures.sheet import draw_footer, draw_title, new_sheet

__all__ = ["ChartSheet", "chart_legend", "chart_sheet", "draw_nothing"]

EDGE = 0.35
"""Inches that stay free at the right of a chart, and between it and what stands around it."""

SWATCH = 48
"""Points that a sign and its gaps take in a row of the legend."""


@dataclass(frozen=True, kw_only=True)
class ChartSheet:
    """A sheet with title and footer.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The sheet.
    layout : Layout
        Its size, and that of its letters.
    top, bottom : float
        Inches above the lower edge between which there is room.
    """

    figure: Figure
    layout: Layout
    top: float
    bottom: float

    def body(self, left: float, *, above: float = 0.0, below: float = 0.0) -> Rect:
        """Return the place of the chart.

        Parameters
        ----------
        left : float
            Inches at its left for what is written there.
        above, below : float
            Inches over and under it for axes and legend.

        Returns
        -------
        Rect
        """
        bottom = self.bottom + EDGE / 2 + below
        width = self.layout.size[0] - left - EDGE
        return (left, bottom, width, self.top - EDGE / 2 - above - bottom)


def chart_sheet(
    layout: Layout, title: str, subtitle: str, *, sources: str, note: str, figure_id: str
) -> ChartSheet:
    """Write what stands around a chart.

    Parameters
    ----------
    layout : Layout
        The size of the sheet.
    title, subtitle : str
        As ``draw_title`` takes them.
    sources, note, figure_id : str
        As ``draw_footer`` takes them.

    Returns
    -------
    ChartSheet
    """
    figure = new_sheet(layout)
    top = draw_title(figure, layout, title, subtitle)
    bottom = draw_footer(figure, layout, sources, note, figure_id)
    return ChartSheet(figure=figure, layout=layout, top=top, bottom=bottom)


def chart_legend(
    sheet: ChartSheet, handles: Sequence[Any], said: Sequence[str], letters: float
) -> float:
    """Name the signs of a chart, over the footer, in as many columns as fit.

    Parameters
    ----------
    sheet : ChartSheet
        The sheet.
    handles : sequence of matplotlib artists
        The signs.
    said : sequence of str
        What each means.
    letters : float
        Points.

    Returns
    -------
    float
        Its height in inches.
    """
    width, height = sheet.layout.size
    room = (width - 2 * EDGE) * POINTS
    longest = max(text_width(text, letters) for text in said) + SWATCH
    columns = max(1, min(len(said), int(room // longest)))
    lines = -(-len(said) // columns)
    sheet.figure.legend(
        handles, said, loc="lower left", ncols=columns, frameon=False, fontsize=letters,
        bbox_to_anchor=(0.2 / width, (sheet.bottom + 0.02) / height), handletextpad=0.6,
    )  # fmt: skip
    return (lines * letters * LINE_HEIGHT * 1.25 + letters) / POINTS


def draw_nothing(axes: Axes, lang: str, letters: float) -> None:
    """Say that there is nothing to draw: empty axes would look like a fault, or like zero.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where the chart would stand.
    lang : str
        ``"id"`` or ``"en"``.
    letters : float
        Points.
    """
    axes.set_axis_off()
    said = say("chart.nothing", lang)
    axes.text(0.5, 0.5, said, transform=axes.transAxes, ha="center", fontsize=letters, color=QUIET)
