"""The tile map as shapes of a slide: 22 squares of one size, each with its name."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ntt_coverage.geography.tiles import load_tiles
from ntt_coverage.language import say
from ntt_coverage.pictures.labels import label_look, label_texts
from ntt_coverage.pictures.layouts import POINTS
from ntt_coverage.pictures.lettering import text_size
from ntt_coverage.pictures.theme import Theme
from ntt_coverage.publish.pptx.legend import draw_legend, legend_room, look_of, told_of
from ntt_coverage.publish.pptx.looks import Look, Words
from ntt_coverage.publish.pptx.message import Message, Page
from ntt_coverage.publish.pptx.shapes import Canvas

__all__ = ["tiles_message"]

LABEL = 12
"""Points."""

BETWEEN, LETTERS_IN_TILE = 0.05, 0.96
"""Of a tile."""


def tiles_message(theme: Theme) -> Message:
    """Show every unit equally large: each government counts once.

    Parameters
    ----------
    theme : Theme
        Of the states.

    Returns
    -------
    Message
    """
    lang, alt = theme.spec.lang, theme.alt
    counts = ", ".join(f"{each.label.lower()} {number}" for each, number in theme.legend())
    title = say("slides.tiles", lang, counts=counts)
    return Message(
        passport=replace(theme.passport("tiles"), name="slide-tiles", title=title),
        subtitle=theme.subtitle,
        reading=(alt,),
        credit=say("tiles.credit", lang),
        draw=lambda page: _draw_tiles(page, theme, alt),
    )


def _draw_tiles(page: Page, theme: Theme, alt: str) -> None:
    places = load_tiles().set_index("bps_code")
    columns, lines = int(places["column"].max()) + 1, int(places["row"].max()) + 1
    (left, top, width, height), legend = legend_room(theme, page.body, columns / lines)
    side = min(width / columns, height / lines)
    rows = theme.rows
    letters = (side * (1 - BETWEEN) * LETTERS_IN_TILE) * POINTS
    texts = {row["bps_code"]: _tile_text(theme, row, letters) for row in rows}
    size = min(_tile_size(theme, row, texts[row["bps_code"]], letters) for row in rows)
    place = (left, top, side * columns, side * lines)
    with page.canvas.group(say("xlsx.tiles", theme.spec.lang), place, alt=alt) as group:
        for row in rows:
            spot = places.loc[row["bps_code"]]
            corner = (left + side * spot["column"], top + side * spot["row"])
            _draw_tile(group, theme, row, corner, side, texts[row["bps_code"]], size)
    draw_legend(page.canvas, theme, legend)


def _draw_tile(
    canvas: Canvas, theme: Theme, row: Mapping[str, Any], corner: tuple[float, float],
    side: float, text: str, size: float,
) -> None:  # fmt: skip
    gap = side * BETWEEN / 2
    place = (corner[0] + gap, corner[1] + gap, side - 2 * gap, side - 2 * gap)
    look, ink = look_of(theme, row), label_look(theme, row)
    words = Words(
        text=text, size=size, bold=bool(row["strong"]), ink=ink["color"], across="ctr", down="ctr"
    )
    name, told = f"{row['regency']} ({row['bps_code']})", told_of(theme, row)
    if not look.hatch:
        canvas.box(name, place, look, words, alt=told)
        return
    canvas.box(name, place, look, alt=told)
    wide, high = (each / POINTS for each in text_size(text, size, ink["fontweight"]))
    middle = (place[0] + place[2] / 2, place[1] + place[3] / 2)
    plain = (middle[0] - wide / 2 - 0.02, middle[1] - high / 2, wide + 0.04, high)
    label = say("slides.label", canvas.lang, name=row["regency"])
    canvas.box(label, plain, Look(face=row["face"]), replace(words, wrap=False))


def _tile_text(theme: Theme, row: Mapping[str, Any], room: float) -> str:
    """Return the unit's text in the fewest lines that fit, or else the narrowest."""
    weight, value = label_look(theme, row)["fontweight"], row["value"]
    texts = label_texts(row, short=False)
    texts += [text.replace(value, value.replace(" ", "\n")) for text in texts if value]
    widths = {text: text_size(text, LABEL, weight)[0] for text in texts}
    fits = [text for text, width in widths.items() if width <= room]
    return fits[0] if fits else min(widths, key=lambda text: widths[text])


def _tile_size(theme: Theme, row: Mapping[str, Any], text: str, room: float) -> float:
    wide, high = text_size(text, LABEL, label_look(theme, row)["fontweight"])
    return float((LABEL) * min(1, room / wide, room / high))
