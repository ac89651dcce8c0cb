"""What a deck begins with: our own look, made by code, or the template of an office.

Of an office's template the theme, the fonts, the size and the layouts are kept. Its slides, and
what tells who worked on it, are not.
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile
from zlib import error as DeflateError

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.opc.constants import CONTENT_TYPE
from pptx.oxml.ns import qn
from pptx.package import Package
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Inches

from ntt_coverage.errors import ParameterError
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

__all__ = ["FONT", "TITLES", "open_template", "placeholders_of", "title_layout"]

FONT = "Calibri"
"""Comes with every Office; LibreOffice has letters as wide as its."""

LARGEST_MB, LARGEST_UNPACKED_MB, MOST_PARTS = 50, 200, 5_000

WIDE = (13.333, 7.5)
TITLE = (0.5, 0.34, 12.333, 0.86)
NUMBER = (12.233, 7.02, 0.6, 0.28)
"""Left, top, width, height, in inches."""

TITLE_POINTS = 26

UNREADABLE = (
    PythonPptxError, ValueError, TypeError, LookupError, AttributeError, OSError, RuntimeError,
    NotImplementedError, AssertionError, EOFError, BadZipFile, DeflateError, etree.LxmlError,
)  # fmt: skip
"""What python-pptx raises on files that are no presentation."""

LEFT_OUT = (
    "/viewProps", "/presProps", "/printerSettings", "/commentAuthors", "/authors",
    "/revisionInfo", "/changesInfo",
)  # fmt: skip
"""Parts that name slides that are gone, or persons."""

FOOTERS = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)

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


def open_template(template: Path | None = None) -> Deck:
    """Open what a deck begins with, without slides.

    Parameters
    ----------
    template : pathlib.Path, optional
        An office's PPTX or POTX; our own look if not given.

    Returns
    -------
    pptx.presentation.Presentation

    Raises
    ------
    ParameterError
        If the template is missing, too large, no presentation, holds macros, reaches outside
        itself, or has no layout with a title.
    """
    return _of_office(template) if template else _built_in()


def title_layout(deck: Deck) -> SlideLayout | None:
    """Find the layout that has a title, and as little else as can be.

    Parameters
    ----------
    deck : pptx.presentation.Presentation
        A template.

    Returns
    -------
    pptx.slide.SlideLayout or None
        None where no layout has a title. Names of layouts differ by language and office, so
        the placeholders decide.
    """
    found = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    titled = [layout for layout in found if _titles(layout)]
    return min(titled, key=_others, default=None)


def placeholders_of(layout: SlideLayout) -> list[Any]:
    """Return the places that a layout has for texts and other content.

    Parameters
    ----------
    layout : pptx.slide.SlideLayout
        A layout.

    Returns
    -------
    list of pptx.shapes.placeholder.LayoutPlaceholder
    """
    every: Any = layout.placeholders
    return list(every)


def _titles(layout: SlideLayout) -> list[Any]:
    return [kind for kind in _kinds(layout) if kind in TITLES]


def _kinds(layout: SlideLayout) -> list[Any]:
    return [shape.placeholder_format.type for shape in placeholders_of(layout)]


def _others(layout: SlideLayout) -> tuple[int, bool]:
    """Count the places for content; of layouts alike, that of title pages comes last."""
    kinds = _kinds(layout)
    content = [kind for kind in kinds if kind not in (*TITLES, *FOOTERS)]
    return len(content), PP_PLACEHOLDER.TITLE not in kinds


# The template of an office


def _of_office(path: Path) -> Deck:
    _check_package(path)
    try:
        package = Package.open(BytesIO(path.read_bytes()))
        part = package.main_document_part
        macros = any("macro" in each.content_type.lower() for each in package.iter_parts())
        if not macros:
            part._content_type = CONTENT_TYPE.PML_PRESENTATION_MAIN  # a .potx says otherwise
            deck = part.presentation
            _leave_out_slides(deck)
            layout = title_layout(deck)
    except UNREADABLE as fault:
        raise ParameterError("slides_unreadable", file=path.name) from fault
    if macros or any("vbaProject" in str(each.partname) for each in package.iter_parts()):
        raise ParameterError("slides_macros", file=path.name)
    outside = [rel.target_ref for rel in package.iter_rels() if rel.is_external]
    if outside:
        raise ParameterError("slides_links", file=path.name, address=outside[0])
    if layout is None:
        names = [each.name for each in deck.slide_layouts]
        raise ParameterError("slides_layout", file=path.name, layouts=", ".join(names) or "-")
    return deck


def _check_package(path: Path) -> None:
    """Refuse what must not be opened: by its name, its size, and what it would unpack to."""
    if not path.is_file():
        raise ParameterError("slides_missing", file=path.name, folder=str(path.parent))
    if path.suffix.lower() in (".pptm", ".potm", ".ppsm", ".ppam"):
        raise ParameterError("slides_macros", file=path.name)
    too_large = path.stat().st_size > LARGEST_MB << 20
    if not too_large:
        try:
            with ZipFile(path) as parts:
                listed = parts.infolist()
        except UNREADABLE as fault:
            raise ParameterError("slides_unreadable", file=path.name) from fault
        unpacked = sum(part.file_size for part in listed)
        too_large = unpacked > LARGEST_UNPACKED_MB << 20 or len(listed) > MOST_PARTS
    if too_large:
        limits = {"limit": LARGEST_MB, "unpacked": LARGEST_UNPACKED_MB}
        raise ParameterError("slides_size", file=path.name, **limits)


def _leave_out_slides(deck: Deck) -> None:
    """Take out the slides and whatever names them or the persons who worked on them."""
    root, part = deck.part._element, deck.part
    for slide in list(root.iter(qn("p:sldId"))):
        part.drop_rel(slide.rId)
        slide.getparent().remove(slide)
    sections = [each for each in root.iter(qn("p:ext")) if b"sectionLst" in etree.tostring(each)]
    named = root.iter(qn("p:custShowLst"), qn("p:modifyVerifier"))
    for each in [*sections, *named]:
        each.getparent().remove(each)
    _drop(part.rels, part.drop_rel, lambda kind: kind.endswith(LEFT_OUT))
    package = part.package
    kept = ("/officeDocument", "/core-properties", "/custom-properties")
    _drop(package._rels, package.drop_rel, lambda kind: not kind.endswith(kept))


def _drop(rels: Any, drop: Callable[[str], None], unwanted: Callable[[str], bool]) -> None:
    for key in [key for key, rel in rels.items() if unwanted(rel.reltype)]:
        drop(key)


# Our own look


def _built_in() -> Deck:
    """Make a wide deck of one layout from the narrow one that python-pptx brings."""
    deck = Presentation()
    _leave_out_slides(deck)
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
