"""Our own look of a deck, made by code: wide, one layout, our colours."""

from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from ntt_coverage.pictures.palette import (
    APPROXIMATE,
    COLOURS,
    INK,
    PARTS,
    QUIET,
    SEA,
    SHADES,
    WARNING,
)
from ntt_coverage.publish.pptx.layouts import leave_out_slides, title_layout

__all__ = ["FONT", "built_in"]

FONT = "Calibri"
"""Comes with every Office; LibreOffice has letters as wide as its."""

WIDE = (13.333, 7.5)
TITLE = (0.5, 0.3, 12.333, 0.9)
NUMBER = (12.233, 7.02, 0.6, 0.28)
"""Left, top, width, height, in inches."""

TITLE_POINTS = 26

THEME_COLOURS = {
    "dk1": INK,
    "lt1": "#ffffff",
    "dk2": QUIET,
    "lt2": SEA,
    "accent1": COLOURS["enrolled"],
    "accent2": COLOURS["not_enrolled"],
    "accent3": APPROXIMATE,
    "accent4": COLOURS["suppressed"],
    "accent5": PARTS[5],
    "accent6": WARNING,
    "hlink": SHADES[3],
    "folHlink": QUIET,
}


def built_in() -> Deck:
    """Make a wide deck of one layout from the narrow one that python-pptx brings.

    Returns
    -------
    pptx.presentation.Presentation
        Without slides.
    """
    deck = Presentation()
    leave_out_slides(deck)
    deck.slide_width, deck.slide_height = (Inches(side) for side in WIDE)
    deck.part._element.sldSz.attrib.pop("type", None)  # it says 4:3
    layout = title_layout(deck)
    for other in list(deck.slide_layouts):
        if other != layout:
            deck.slide_layouts.remove(other)
    _colour_theme(deck)
    master = deck.slide_master
    places = {
        PP_PLACEHOLDER.TITLE: TITLE,
        PP_PLACEHOLDER.BODY: (0.5, 1.9, 12.333, 4.9),
        PP_PLACEHOLDER.DATE: (0.5, 7.02, 2.5, 0.28),
        PP_PLACEHOLDER.FOOTER: (3.5, 7.02, 6.0, 0.28),
        PP_PLACEHOLDER.SLIDE_NUMBER: NUMBER,
    }
    for shape in master.placeholders:
        left, top, width, height = (Inches(side) for side in places[shape.placeholder_format.type])
        shape.left, shape.top, shape.width, shape.height = left, top, width, height
        body = shape.text_frame._txBody.bodyPr
        for side in ("lIns", "tIns", "rIns", "bIns"):
            body.set(side, "0")
    _style_titles(master._element)
    return deck


def _style_titles(master: Any) -> None:
    """Write titles bold at the left, at the bottom of their place; numbers of slides small."""
    level = master.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    level.set("algn", "l")
    letters = level.find(qn("a:defRPr"))
    letters.set("sz", str(TITLE_POINTS * 100))
    letters.set("b", "1")
    for shape in master.iter(qn("p:sp")):
        kind = shape.find(f".//{qn('p:ph')}").get("type")
        if kind == "title":
            shape.find(f".//{qn('a:bodyPr')}").set("anchor", "b")
        if kind == "sldNum":
            shape.find(f".//{qn('a:bodyPr')}").set("anchor", "b")
            shape.find(f".//{qn('a:defRPr')}").set("sz", "900")


def _colour_theme(deck: Deck) -> None:
    """Give the theme our colours and a name of its own."""
    rels = deck.slide_master.part.rels.values()
    part = next(rel.target_part for rel in rels if rel.reltype.endswith("/theme"))
    theme = etree.fromstring(part.blob)
    theme.set("name", "ntt-coverage")
    colours = theme.find(f".//{qn('a:clrScheme')}")
    colours.set("name", "ntt-coverage")
    for name, colour in THEME_COLOURS.items():
        slot = colours.find(qn(f"a:{name}"))
        for old in list(slot):
            slot.remove(old)
        etree.SubElement(slot, qn("a:srgbClr")).set("val", colour[1:].upper())
    for kind in ("majorFont", "minorFont"):
        theme.find(f".//{qn(f'a:{kind}')}/{qn('a:latin')}").set("typeface", FONT)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)
