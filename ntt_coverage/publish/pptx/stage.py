"""Where things stand on a slide: between the title and the footer of whatever template."""

from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout

from ntt_coverage.publish.pptx.layouts import TITLES, placeholders_of
from ntt_coverage.publish.pptx.looks import Place

__all__ = ["Stage", "stage_of"]

SMALLEST = (10.0, 7.5)
"""Every slide is at least so many of our inches wide and high."""

MARGIN, GAP = 0.5, 0.12
EMU_PER_INCH = 914_400

USUAL_TITLE = (0.3, 0.9)
"""Top and height of a title whose template has no place at the top for it."""

TITLE_ENDS, DECORATION_BEGINS = 0.45, 0.8
LOWEST_TITLE = 0.5
"""Of the height: a title ends above, a strip along the lower edge begins below."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The places of a slide, in our inches.

    Parameters
    ----------
    emu : float
        EMU for one of our inches.
    size : tuple of float
        Width and height of a slide.
    title : Place
        Where the title is moved to, where its own place is of no use.
    moved : bool
        Whether it is.
    title_room : tuple of float
        Width and height that its letters have.
    title_points : float
        Size of its letters.
    body : Place
        All that is free under the title, down to where the footer ends.
    number : Place or None
        Where the template shows the number of the slide.
    """

    emu: float
    size: tuple[float, float]
    title: Place
    moved: bool
    title_room: tuple[float, float]
    title_points: float
    body: Place
    number: Place | None


def stage_of(deck: Deck, layout: SlideLayout) -> Stage:
    """Measure a template.

    Parameters
    ----------
    deck : pptx.presentation.Presentation
        The template.
    layout : pptx.slide.SlideLayout
        The layout that slides are made on.

    Returns
    -------
    Stage
    """
    wide, high = int(deck.slide_width or 0), int(deck.slide_height or 0)
    emu = min(wide / SMALLEST[0], high / SMALLEST[1])
    size = (wide / emu, high / emu)
    shape = next(each for each in placeholders_of(layout) if _kind(each) in TITLES)
    own = _place(shape, emu)
    useful = own is not None and _is_useful(own, size)
    usual = (MARGIN, USUAL_TITLE[0], size[0] - 2 * MARGIN, USUAL_TITLE[1])
    title = own if own and useful else usual
    left = _left(title, shape if useful else None, size[0], emu)
    insets = [_inset(shape, side) / emu for side in ("lIns", "rIns", "tIns", "bIns")]
    taken = _decorations(layout, emu)
    top = max([title[1] + title[3], *(y + h for _, y, _, h in taken if y + h < 0.3 * size[1])])
    edge = DECORATION_BEGINS * size[1]
    bottom = min([size[1] - 0.2, *(y - GAP / 2 for _, y, _, _ in taken if y > edge)])
    right = min([size[0] - left, *(x - GAP for x in _at_the_right(taken, size[0], (top, bottom)))])
    return Stage(
        emu=emu,
        size=size,
        title=title,
        moved=not useful,
        title_room=(title[2] - insets[0] - insets[1], title[3] - insets[2] - insets[3]),
        title_points=_title_points(shape, layout) * EMU_PER_INCH / emu,
        body=(left, top + GAP, right - left, bottom - top - GAP),
        number=_number(layout, emu, edge),
    )


def _kind(shape: Any) -> Any:
    return shape.placeholder_format.type


def _place(shape: Any, emu: float) -> Place | None:
    sides = (shape.left, shape.top, shape.width, shape.height)
    if any(side is None for side in sides):
        return None
    left, top, width, height = (int(side) / emu for side in sides)
    return left, top, width, height


def _is_useful(title: Place, size: tuple[float, float]) -> bool:
    """Tell whether a title stands at the top, on the slide, and has room for two lines."""
    left, top, width, height = title
    on_slide = left > -0.01 and left + width < size[0] + 0.01
    roomy = width > size[0] / 3 and height > LOWEST_TITLE
    return on_slide and roomy and top + height < TITLE_ENDS * size[1]


def _left(title: Place, shape: Any, width: float, emu: float) -> float:
    """Return the edge that everything is aligned to: that of the title's letters."""
    if shape is None or title[0] > width / 4:
        return MARGIN
    return max(title[0] + _inset(shape, "lIns") / emu, MARGIN / 2)


def _at_the_right(taken: list[Place], width: float, between: tuple[float, float]) -> list[float]:
    """Return where strips and logos begin that stand at the right of the body."""
    return [
        x
        for x, y, wide, high in taken
        if x > width * 0.6 and y < between[1] and y + high > between[0] + GAP
    ]


def _inset(shape: Any, side: str) -> float:
    """Return a margin of a placeholder, which its master may give."""
    for each in (shape, getattr(shape, "_base_placeholder", None)):
        if each is not None:
            given = each._element.find(f".//{qn('a:bodyPr')}").get(side)
            if given is not None:
                return float(given)
    return 91_440.0 if side in ("lIns", "rIns") else 45_720.0


def _decorations(layout: SlideLayout, emu: float) -> list[Place]:
    """Return the places of strips, marks and logos, of the layout and of its master."""
    hides = layout._element.get("showMasterSp") in ("0", "false")
    shown = [*layout.shapes, *([] if hides else layout.slide_master.shapes)]
    places = [_place(shape, emu) for shape in shown if not shape.is_placeholder]
    return [place for place in places if place]


def _number(layout: SlideLayout, emu: float, edge: float) -> Place | None:
    for shape in placeholders_of(layout):
        place = _place(shape, emu)
        if _kind(shape) == PP_PLACEHOLDER.SLIDE_NUMBER and place and place[1] > edge:
            return place
    return None


def _title_points(shape: Any, layout: SlideLayout) -> float:
    """Find the size of a title's letters: the layout may give it, or the master, or its styles."""
    base = getattr(shape, "_base_placeholder", None)
    lists = [each._element.find(f".//{qn('a:lstStyle')}") for each in (shape, base) if each]
    lists.append(layout.slide_master._element.find(f".//{qn('p:titleStyle')}"))
    for styles in lists:
        for letters in [] if styles is None else styles.iter(qn("a:defRPr")):
            if letters.get("sz"):
                return float(letters.get("sz")) / 100
    return 44.0
