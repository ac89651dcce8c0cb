"""The tile map: every unit a square of one size, so that each government counts once."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ntt_coverage.geography.tiles import load_tiles
from ntt_coverage.language import say
from ntt_coverage.pictures.labels import label_look, label_texts
from ntt_coverage.pictures.layouts import POINTS, Layout, layout_of, named
from ntt_coverage.pictures.lettering import text_size
from ntt_coverage.pictures.palette import LINE
from ntt_coverage.pictures.picture import Picture, drawing_style
from ntt_coverage.pictures.sheet import (
    DISPUTED_LINE,
    draw_footer,
    draw_legend,
    draw_mark,
    draw_title,
    new_sheet,
    with_room,
)
from ntt_coverage.pictures.theme import Theme
from ntt_coverage.pictures.themes import shown_theme
from ntt_coverage.pipeline import QuarterCoverage

__all__ = ["DRAWING", "draw_tiles"]

DRAWING = "tiles"

GAP = 0.06
"""Between tiles, in tiles."""

LETTERS_IN_TILE = 0.9
"""Of its width."""


def draw_tiles(
    states: QuarterCoverage, theme: str | Theme = "status", *, layout: str = "slide"
) -> Picture:
    """Draw the 22 units as tiles of one size.

    Parameters
    ----------
    states : QuarterCoverage
        The quarter, such as ``coverage`` returns.
    theme : str or Theme
        As for ``draw_map``.
    layout : {"slide", "page", "square", "print"}
        As for ``draw_map``.

    Returns
    -------
    Picture
        Every unit is a group with the id ``bps-5301`` and so on.

    Examples
    --------
    >>> import ntt_coverage as nc
    >>> nc.draw_tiles(nc.coverage("2019Q3", "en")).passport.title
    '6 of 22 regencies and cities enrol their non-ASN staff'
    """
    shown, lang = shown_theme(states, theme), states.spec.lang
    with drawing_style():
        place = with_room(layout_of(layout), shown)
        figure = new_sheet(place)
        _draw_tiles(figure.add_axes(place.fraction(place.body)), shown, place)
        draw_legend(figure, place, shown)
        draw_title(figure, place, shown.title, shown.subtitle)
        passport = shown.passport(DRAWING)
        draw_footer(figure, place, shown.sources, say("tiles.credit", lang), passport.label)
        draw_mark(figure, states.mark)
    name = named(shown.file_name(DRAWING), place)
    return Picture(name=name, alt=shown.alt, figure=figure, passport=passport)


def _draw_tiles(axes: Axes, theme: Theme, layout: Layout) -> None:
    placed = load_tiles().set_index("bps_code")
    columns, rows = placed["column"].max() + 1, placed["row"].max() + 1
    _, _, wide, high = layout.body
    side = min(wide / (columns + 0.4), high / (rows + 0.4))
    axes.set(xlim=(0, wide), ylim=(0, high))
    axes.set_axis_off()
    left, top = (wide - side * columns) / 2, (high + side * rows) / 2
    units = theme.rows
    room = side * (1 - GAP) * LETTERS_IN_TILE * POINTS
    texts = [_tile_text(theme, layout, row, room) for row in units]
    widest = max(
        text_size(text, layout.label, label_look(theme, row)["fontweight"])[0]
        for text, row in zip(texts, units, strict=True)
    )
    size = layout.label * min(1, room / widest)  # the same in every tile
    for row, text in zip(units, texts, strict=True):
        spot = placed.loc[row["bps_code"]]
        corner = (left + side * spot["column"], top - side * (spot["row"] + 1))
        _draw_tile(axes, theme, row, corner, side)
        middle = (corner[0] + side / 2, corner[1] + side / 2)
        axes.text(*middle, text, ha="center", va="center", fontsize=size, linespacing=1.1,
                  **label_look(theme, row))  # fmt: skip


def _tile_text(theme: Theme, layout: Layout, row: dict[str, Any], room: float) -> str:
    """Return the unit's text in the fewest lines that fit, or else the narrowest."""
    weight = label_look(theme, row)["fontweight"]
    widths = {
        text: text_size(text, layout.label, weight)[0]
        for text in label_texts(row, short=layout.short)
    }
    fits = [text for text, width in widths.items() if width <= room]
    return fits[0] if fits else min(widths, key=lambda text: widths[text])


def _draw_tile(
    axes: Axes, theme: Theme, row: dict[str, Any], corner: tuple[float, float], side: float
) -> None:
    at, width = (corner[0] + side * GAP / 2, corner[1] + side * GAP / 2), side * (1 - GAP)
    fill = Rectangle(
        at, width, width,
        facecolor=row["face"], hatch=theme.class_of(row).hatch, edgecolor=LINE,
        linewidth=0.6, gid=f"bps-{row['bps_code']}",
    )  # fmt: skip
    axes.add_artist(fill)
    if row["disputed"]:
        axes.add_artist(Rectangle(at, width, width, facecolor="none", **DISPUTED_LINE))
