"""One slide: its message as title, what is under it, sources and figure ID, and its notes."""

from dataclasses import replace
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout
from pptx.util import Pt

from ntt_coverage.identity import Passport
from ntt_coverage.language import say
from ntt_coverage.pictures.lettering import text_width
from ntt_coverage.pictures.surround import cited_sources
from ntt_coverage.pipeline import Dataset
from ntt_coverage.publish.pptx.layouts import TITLES, placeholders_of
from ntt_coverage.publish.pptx.looks import DRAWING, LANGUAGE, QUIET_INK, Place, Words
from ntt_coverage.publish.pptx.message import SMALLEST_TEXT, TEXT, Message, Page
from ntt_coverage.publish.pptx.notes import write_notes
from ntt_coverage.publish.pptx.shapes import EMU_PER_INCH, Canvas
from ntt_coverage.publish.pptx.stage import Stage
from ntt_coverage.publish.pptx.text import cut_to, harmless, height_of, lines_of, size_to_fit

__all__ = ["add_slide"]

SMALL, SMALLEST_TITLE = 9, 14
"""Points of the lines at the edge, and of titles that are long."""

MOST_LINES = 5
"""Of a subtitle: on a narrow slide it takes more than two."""

NARROWEST = 5.0
"""Inches that sources have beside the slide's number, else they stand above it."""

FOOTER_LINES = 2
"""So many lines of sources; more of them are named by their ids only."""

GAP = 0.16
NUMBER_WIDTH = 0.6


def add_slide(
    deck: Deck, layout: SlideLayout, stage: Stage, message: Message, data: Dataset
) -> None:
    """Add a slide to a deck.

    Parameters
    ----------
    deck : pptx.presentation.Presentation
        Is changed.
    layout : pptx.slide.SlideLayout
        What the slide is made on.
    stage : Stage
        Its places.
    message : Message
        What it says.
    data : Dataset
        Whose sources it names.
    """
    slide = deck.slides.add_slide(layout)
    _write_title(slide, stage, message.passport)
    canvas = Canvas.of(slide, stage.emu, message.passport.spec.lang)
    left, top, width, height = stage.body
    footer, high = _footer(message, stage, data)
    under = _write_subtitle(canvas, message.subtitle, stage.body)
    free = (left, top + under, width, height - under - high - GAP)
    message.draw(Page(canvas=canvas, size=stage.size, body=free))
    for name, place, words in footer:
        canvas.box(name, place, words=words)
    _write_number(canvas, stage, layout)
    write_notes(slide, message, data.sources)


def _write_title(slide: Slide, stage: Stage, passport: Passport) -> None:
    title: Any = slide.shapes.title
    for other in list(slide.placeholders):
        if other.placeholder_format.type not in TITLES:
            other._element.getparent().remove(other._element)
    if stage.moved:
        places = (round(side * stage.emu) for side in stage.title)
        title.left, title.top, title.width, title.height = places
    text = harmless(passport.title).replace("\n", " ")
    room, usual = stage.title_room, stage.title_points
    size = size_to_fit(text, room, usual, min(SMALLEST_TITLE, usual), "bold")
    lines = max(1, int(room[1] / height_of("x", size, room[0])))
    title.text_frame.text = cut_to(lines, text, size, room[0], "bold")
    run = title.text_frame.paragraphs[0].runs[0]
    run._r.get_or_add_rPr().set("lang", LANGUAGE[passport.spec.lang])
    if size < usual:
        run.font.size = Pt(size * stage.emu / EMU_PER_INCH)


def _write_subtitle(canvas: Canvas, text: str, body: Place) -> float:
    """Write what the slide is about; return the height that it takes."""
    left, top, width, _ = body
    text = harmless(text)
    if not text:
        return 0.0
    room = (width, 2.02 * height_of("x", TEXT, width))
    size = size_to_fit(text, room, TEXT, SMALLEST_TEXT)
    told = cut_to(MOST_LINES, text, size, width)
    high = height_of(told, size, width)
    words = Words(text=told, size=size, ink=QUIET_INK)
    canvas.box(say("slides.subtitle", canvas.lang), (left, top, width, high), words=words)
    return high + GAP


Footer = list[tuple[str, Place, Words]]


def _footer(message: Message, stage: Stage, data: Dataset) -> tuple[Footer, float]:
    """Place the sources at the left and the figure ID at the right, above the lower edge."""
    lang, label = message.passport.spec.lang, message.passport.label
    identity = text_width(label, SMALL) / 72 + 0.02
    left, right, bottom = _footer_room(stage, identity)
    width = right - left - identity - 2 * GAP
    lines = [_sources(message, data, width), harmless(message.credit)]
    told = cut_to(2 * MOST_LINES, "\n".join(filter(None, lines)), SMALL, width)
    high = height_of(told, SMALL, width)
    line = height_of("x", SMALL, width)
    quiet = Words(text=told, size=SMALL, ink=QUIET_INK, down="b")
    boxes = [(say("slides.id", lang), (right - identity, bottom - line, identity, line),
              replace(quiet, text=label, across="r", wrap=False))]  # fmt: skip
    if told:
        place = (left, bottom - high, width, high)
        boxes.insert(0, (say("report.sources", lang), place, quiet))
    lowest = stage.body[1] + stage.body[3]
    return boxes, lowest - bottom + max(high, line)


def _footer_room(stage: Stage, identity: float) -> tuple[float, float, float]:
    """Return where the footer begins and ends, and its lower edge: beside the slide's number."""
    left, top, width, height = stage.body
    right, bottom = left + width, top + height
    if stage.number is None:
        return left, right - NUMBER_WIDTH, bottom
    at, above, wide, _ = stage.number
    begin, end = left, right
    if at > stage.size[0] / 2:
        end = min(right, at - GAP)
    else:
        begin = max(left, at + wide + GAP)
    if end - begin - identity < NARROWEST:
        return left, right, min(bottom, above)
    return begin, end, bottom


def _sources(message: Message, data: Dataset, width: float) -> str:
    """Name the sources; where they are many, by their ids."""
    passport, lang = message.passport, message.passport.spec.lang
    told = harmless(cited_sources(data.sources, passport.source_ids, lang))
    if lines_of(told, SMALL, width) <= FOOTER_LINES:
        return told
    return harmless(say("slides.sources_by_id", lang, ids=", ".join(passport.source_ids)))


def _write_number(canvas: Canvas, stage: Stage, layout: SlideLayout) -> None:
    """Write the slide's number as the template has it, or small in the corner."""
    field = (
        '<a:p>{0}<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        '<a:rPr lang="{1}"{2}/><a:t>‹#›</a:t></a:fld></a:p>'
    )
    lang, name = LANGUAGE[canvas.lang], say("slides.number", canvas.lang)
    if stage.number is not None:
        index = next(
            shape.placeholder_format.idx
            for shape in placeholders_of(layout)
            if shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER
        )
        kind, place, body = f'<p:ph type="sldNum" sz="quarter" idx="{index}"/>', "", "<a:bodyPr/>"
        text = field.format("", lang, "")
    else:
        left, top, width, height = stage.body
        line = height_of("x", SMALL, 1)
        spot = (left + width - NUMBER_WIDTH, top + height - line, NUMBER_WIDTH, line)
        x, y, wide, high = canvas.at(spot)
        kind, body = "", '<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/>'
        place = (
            f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        )
        size = f' sz="{round(SMALL * canvas.scale * 100)}"'
        text = field.format('<a:pPr algn="r"/>', lang, size)
    canvas.tree.append(
        parse_xml(
            f'<p:sp {DRAWING}><p:nvSpPr><p:cNvPr id="{next(canvas.ids)}" name="{name}"/>'
            f"<p:cNvSpPr/><p:nvPr>{kind}</p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>"
            f"<p:txBody>{body}<a:lstStyle/>{text}</p:txBody></p:sp>"
        )
    )
