"""What is kept of a template, and the layout on which slides are made."""

from collections.abc import Callable
from typing import Any

from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout

__all__ = ["TITLES", "leave_out_slides", "placeholders_of", "title_layout"]

LEFT_OUT = (
    "/viewProps", "/presProps", "/printerSettings", "/commentAuthors", "/authors",
    "/revisionInfo", "/changesInfo", "/customXml", "/tags", "/customData",
)  # fmt: skip
"""Parts that name slides that are gone, or persons."""

FOOTERS = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


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


def leave_out_slides(deck: Deck) -> None:
    """Take out the slides and whatever names them or the persons who worked on them.

    Parameters
    ----------
    deck : pptx.presentation.Presentation
        Is changed.
    """
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
    kept = ("/officeDocument", "/core-properties")
    _drop(package._rels, package.drop_rel, lambda kind: not kind.endswith(kept))


def _drop(rels: Any, drop: Callable[[str], None], unwanted: Callable[[str], bool]) -> None:
    for key in [key for key, rel in rels.items() if unwanted(rel.reltype)]:
        drop(key)
