"""Shapes on a slide that a person can edit: areas, boxes, lines and letters, in our units.

Places are in inches from the upper left corner, letters in points, of a slide that is at least
10 by 7.5 inches; on a slide of another size everything grows or shrinks alike.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any
from xml.sax.saxutils import quoteattr

import numpy as np
import shapely
from pptx.oxml import parse_xml
from pptx.slide import Slide
from shapely.geometry.base import BaseGeometry

from ntt_coverage.publish.pptx.looks import DRAWING, Look, Place, Words
from ntt_coverage.publish.pptx.text import harmless

__all__ = ["EMU_PER_INCH", "Canvas"]

EMU_PER_INCH = 914_400


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
    tree: Any = field(repr=False)
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

    @property
    def scale(self) -> float:
        """What a point of ours is on the slide, in points."""
        return self.emu / EMU_PER_INCH

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
        outline = _outline(f'w="{wide}" h="{deep}"', drawn)
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
        outline = _outline(f'w="{wide}" h="{deep}" fill="none"', drawn)
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
        self.tree.append(group)

    def name_frame(self, frame: Any, name: str, alt: str) -> None:
        """Name a chart or table that python-pptx has added.

        Parameters
        ----------
        frame : lxml element
            Its frame; is changed.
        name : str
            As the list of the slide's objects shows it.
        alt : str
            What it shows, in words.
        """
        properties = frame.nvGraphicFramePr.cNvPr
        properties.set("id", str(next(self.ids)))
        properties.set("name", _single(name))
        properties.set("descr", _single(alt))

    def _add(
        self, name: str, place: tuple[int, int, int, int], shape: str, look: Look,
        words: Words | None, alt: str,
    ) -> None:  # fmt: skip
        left, top, wide, deep = place
        kind = ' txBox="1"' if words and not (look.face or look.line) else ""
        written = words.body(self.lang, self.scale) if words else ""
        self.tree.append(
            parse_xml(
                f"<p:sp {DRAWING}><p:nvSpPr>{self._named(name, alt)}<p:cNvSpPr{kind}/><p:nvPr/>"
                f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
                f'<a:ext cx="{wide}" cy="{deep}"/></a:xfrm>{shape}{look.fill()}'
                f"{look.edge(self.scale)}</p:spPr>{written}</p:sp>"
            )
        )

    def _named(self, name: str, alt: str) -> str:
        told = f" descr={_attribute(alt)}" if alt else ""
        return f'<p:cNvPr id="{next(self.ids)}" name={_attribute(name)}{told}/>'


def _single(text: str) -> str:
    return harmless(text).replace("\n", " ")


def _attribute(text: str) -> str:
    return quoteattr(_single(text))


def _ring(points: Sequence[Sequence[int]], *, close: bool = True) -> str:
    (x, y), *others = points[:-1] if close else points
    drawn = "".join(f'<a:lnTo><a:pt x="{a}" y="{b}"/></a:lnTo>' for a, b in others)
    return f'<a:moveTo><a:pt x="{x}" y="{y}"/></a:moveTo>{drawn}' + "<a:close/>" * close


def _outline(size: str, drawn: str) -> str:
    return (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst><a:path {size}>{drawn}</a:path></a:pathLst></a:custGeom>"
    )
