"""Shapes on a slide that a person can edit: areas, boxes, lines and letters, in our units.

Places are in inches from the upper left corner, letters in points, of a slide that is at least
10 by 7.5 inches; on a slide of another size everything grows or shrinks alike.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import shapely
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from shapely.geometry.base import BaseGeometry

from ntt_coverage.pictures.palette import LINE
from ntt_coverage.publish.slides_text import harmless

__all__ = ["QUIET_INK", "Canvas", "Look", "Place", "Words"]

Place = tuple[float, float, float, float]
"""Left, top, width, height, in inches."""

QUIET_INK = "tx2"
"""The second colour of letters of whatever theme the deck has."""

PATTERNS = {
    "////": "wdUpDiag",
    "\\\\\\\\": "wdDnDiag",
    "||||": "narVert",
    "xxxx": "diagCross",
    "++++": "smGrid",
    "....": "pct20",
}
"""PowerPoint's names of the patterns that matplotlib names so."""

EMU_PER_POINT = 12_700
LANGUAGE = {"id": "id-ID", "en": "en-GB"}
DRAWING = nsdecls("p", "a")


@dataclass(frozen=True, kw_only=True)
class Look:
    """How an area looks.

    Parameters
    ----------
    face : str
        Its colour; none if blank.
    hatch : str
        Its pattern, by matplotlib's name; "" is plain.
    line : str
        The colour of its edge; none if blank.
    width : float
        Of the edge, in points.
    dashed : bool
        Whether the edge is.
    """

    face: str = ""
    hatch: str = ""
    line: str = ""
    width: float = 0.6
    dashed: bool = False

    def fill(self) -> str:
        """Return the fill as DrawingML.

        Returns
        -------
        str
        """
        if not self.face:
            return "<a:noFill/>"
        if not self.hatch:
            return f"<a:solidFill>{_colour(self.face)}</a:solidFill>"
        return (
            f'<a:pattFill prst="{PATTERNS[self.hatch]}"><a:fgClr>{_colour(LINE)}</a:fgClr>'
            f"<a:bgClr>{_colour(self.face)}</a:bgClr></a:pattFill>"
        )


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is written, and how.

    Parameters
    ----------
    text : str
        Lines are parted by line breaks.
    size : float
        Points.
    bold, italic : bool
        Of the letters.
    ink : str
        A colour, or the name of one of the deck's theme.
    across : {"l", "ctr", "r"}
        Where lines begin.
    down : {"t", "ctr", "b"}
        Where the text stands in its box.
    wrap : bool
        Whether lines are broken where the box ends.
    """

    text: str
    size: float
    bold: bool = False
    italic: bool = False
    ink: str = "tx1"
    across: str = "l"
    down: str = "t"
    wrap: bool = True


@dataclass(frozen=True, kw_only=True)
class Canvas:
    """A slide, or a group on it, to draw on.

    Parameters
    ----------
    slide : pptx.slide.Slide
        The slide.
    tree : lxml element
        Where shapes are added: the slide's own tree, or a group's.
    emu : float
        EMU for one of our inches.
    lang : str
        ``"id"`` or ``"en"``.
    ids : iterator of int
        The numbers of the slide's shapes.
    """

    slide: Slide
    tree: object = field(repr=False)
    emu: float
    lang: str
    ids: Iterator[int] = field(repr=False)

    @classmethod
    def of(cls, slide: Slide, emu: float, lang: str) -> "Canvas":
        """Return the canvas of a whole slide.

        Parameters
        ----------
        slide : pptx.slide.Slide
            The slide.
        emu : float
            EMU for one of our inches.
        lang : str
            ``"id"`` or ``"en"``.

        Returns
        -------
        Canvas
        """
        first = max((shape.shape_id for shape in slide.shapes), default=1) + 1
        return cls(slide=slide, tree=slide.shapes._spTree, emu=emu, lang=lang, ids=count(first))

    def at(self, place: Place) -> tuple[int, int, int, int]:
        """Return a place in EMU.

        Parameters
        ----------
        place : Place
            In our inches.

        Returns
        -------
        tuple of int
        """
        left, top, width, height = (round(side * self.emu) for side in place)
        return left, top, width, height

    def letters(self, words: Words) -> str:
        """Return the properties of letters as DrawingML, without what encloses them.

        Parameters
        ----------
        words : Words
            What is written.

        Returns
        -------
        str
        """
        look = ' b="1"' * words.bold + ' i="1"' * words.italic
        size = round(words.size * self.emu / 9144)
        return (
            f'lang="{LANGUAGE[self.lang]}" sz="{size}"{look} dirty="0"><a:solidFill>'
            f"{_colour(words.ink)}</a:solidFill>"
        )

    def paragraphs(self, words: Words) -> str:
        """Return a text as paragraphs of DrawingML.

        Parameters
        ----------
        words : Words
            What is written.

        Returns
        -------
        str
        """
        letters = self.letters(words)
        return "".join(
            f'<a:p><a:pPr algn="{words.across}"/><a:r><a:rPr {letters}</a:rPr>'
            f"<a:t>{escape(line)}</a:t></a:r></a:p>"
            for line in harmless(words.text).split("\n")
        )

    def box(
        self, name: str, place: Place, look: Look | None = None, words: Words | None = None,
        *, alt: str = "",
    ) -> None:  # fmt: skip
        """Draw a rectangle, with or without letters.

        Parameters
        ----------
        name : str
            As the list of the slide's objects shows it.
        place : Place
            Where.
        look : Look, optional
            Its colours; none of its own if not given.
        words : Words, optional
            What is written in it.
        alt : str
            What it shows, in words.
        """
        shape = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        self._add(name, self.at(place), shape, look or Look(), words, alt)

    def dot(self, name: str, middle: tuple[float, float], points: float, face: str) -> None:
        """Draw a dot.

        Parameters
        ----------
        name : str
            As the list of the slide's objects shows it.
        middle : tuple of float
            Where.
        points : float
            Its width.
        face : str
            Its colour.
        """
        side = points / 72
        place = (middle[0] - side / 2, middle[1] - side / 2, side, side)
        shape = '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'
        self._add(name, self.at(place), shape, Look(face=face), None, "")

    def area(self, name: str, shape: BaseGeometry, look: Look, *, alt: str = "") -> None:
        """Draw an area of any outline; its islands and holes stay one shape.

        Parameters
        ----------
        name : str
            As the list of the slide's objects shows it.
        shape : shapely geometry
            Polygon or MultiPolygon, in inches from the upper left corner.
        look : Look
            Its colours.
        alt : str
            What it shows, in words.
        """
        rings = [
            np.rint(shapely.get_coordinates(ring) * self.emu).astype(int)
            for part in shapely.get_parts(shape)
            for ring in (part.exterior, *part.interiors)
        ]
        if not rings:
            return
        points = np.concatenate(rings)
        low, high = points.min(axis=0), points.max(axis=0)
        wide, deep = (max(int(side), 1) for side in high - low)
        drawn = "".join(_ring((ring - low).tolist()) for ring in rings)
        outline = (
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            '<a:rect l="0" t="0" r="r" b="b"/>'
            f'<a:pathLst><a:path w="{wide}" h="{deep}">{drawn}</a:path></a:pathLst></a:custGeom>'
        )
        self._add(name, (int(low[0]), int(low[1]), wide, deep), outline, look, None, alt)

    def line(self, name: str, ends: Sequence[tuple[float, float]], look: Look) -> None:
        """Draw a line through points.

        Parameters
        ----------
        name : str
            As the list of the slide's objects shows it.
        ends : sequence of (float, float)
            Two or more.
        look : Look
            Its colour and width.
        """
        points = np.rint(np.array(ends) * self.emu).astype(int)
        low, high = points.min(axis=0), points.max(axis=0)
        wide, deep = (int(side) for side in high - low)
        drawn = _ring((points - low).tolist(), close=False)
        outline = (
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            '<a:rect l="0" t="0" r="r" b="b"/>'
            f'<a:pathLst><a:path w="{wide}" h="{deep}" fill="none">{drawn}</a:path></a:pathLst>'
            "</a:custGeom>"
        )
        self._add(name, (int(low[0]), int(low[1]), wide, deep), outline, look, None, "")

    @contextmanager
    def group(self, name: str, place: Place, *, alt: str = "") -> Iterator["Canvas"]:
        """Begin a group, which moves as one.

        Parameters
        ----------
        name : str
            As the list of the slide's objects shows it.
        place : Place
            What it covers.
        alt : str
            What it shows, in words.

        Yields
        ------
        Canvas
            To draw in the group, in the same units.
        """
        left, top, wide, deep = self.at(place)
        frame = f'<a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{deep}"/>'
        child = f'<a:chOff x="{left}" y="{top}"/><a:chExt cx="{wide}" cy="{deep}"/>'
        group = parse_xml(
            f"<p:grpSp {DRAWING}><p:nvGrpSpPr>{self._named(name, alt)}<p:cNvGrpSpPr/><p:nvPr/>"
            f"</p:nvGrpSpPr><p:grpSpPr><a:xfrm>{frame}{child}</a:xfrm></p:grpSpPr></p:grpSp>"
        )
        yield replace(self, tree=group)
        self.tree.append(group)  # type: ignore[attr-defined]

    def _add(
        self, name: str, place: tuple[int, int, int, int], shape: str, look: Look,
        words: Words | None, alt: str,
    ) -> None:  # fmt: skip
        left, top, wide, deep = place
        kind = ' txBox="1"' if words and not (look.face or look.line) else ""
        written = _body(words, self.paragraphs(words)) if words else ""
        self.tree.append(  # type: ignore[attr-defined]
            parse_xml(
                f"<p:sp {DRAWING}><p:nvSpPr>{self._named(name, alt)}<p:cNvSpPr{kind}/><p:nvPr/>"
                f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
                f'<a:ext cx="{wide}" cy="{deep}"/></a:xfrm>{shape}{look.fill()}'
                f"{_edge(look, self.emu)}</p:spPr>{written}</p:sp>"
            )
        )

    def _named(self, name: str, alt: str) -> str:
        told = f" descr={_attribute(alt)}" if alt else ""
        return f'<p:cNvPr id="{next(self.ids)}" name={_attribute(name)}{told}/>'


def _attribute(text: str) -> str:
    return quoteattr(harmless(text).replace("\n", " "))


def _colour(name: str) -> str:
    if name.startswith("#"):
        return f'<a:srgbClr val="{name[1:].upper()}"/>'
    return f'<a:schemeClr val="{name}"/>'


def _ring(points: Sequence[Sequence[int]], *, close: bool = True) -> str:
    (x, y), *others = points[:-1] if close else points
    drawn = "".join(f'<a:lnTo><a:pt x="{a}" y="{b}"/></a:lnTo>' for a, b in others)
    return f'<a:moveTo><a:pt x="{x}" y="{y}"/></a:moveTo>{drawn}' + "<a:close/>" * close


def _edge(look: Look, emu: float) -> str:
    if not look.line:
        return "<a:ln><a:noFill/></a:ln>"
    width = round(look.width * EMU_PER_POINT * emu / 914_400)
    dash = '<a:prstDash val="dash"/>' if look.dashed else ""
    return (
        f'<a:ln w="{width}"><a:solidFill>{_colour(look.line)}</a:solidFill>{dash}<a:round/></a:ln>'
    )


def _body(words: Words, paragraphs: str) -> str:
    wrap = "square" if words.wrap else "none"
    return (
        f'<p:txBody><a:bodyPr wrap="{wrap}" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" '
        f'anchor="{words.down}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{paragraphs}</p:txBody>'
    )
