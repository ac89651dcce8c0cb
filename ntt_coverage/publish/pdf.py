"""The report as a PDF for print and for screen readers: the sections, set by Typst.

Every text goes in as data, so none of it can be read as markup; nothing outside the template
is within reach. The letters ship with matplotlib: the same inputs give the same bytes anywhere.
"""

import json
import re
import textwrap
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import matplotlib as mpl
import typst

from ntt_coverage.language import say
from ntt_coverage.pictures.choropleth import draw_map
from ntt_coverage.pictures.layouts import LAYOUTS, POINTS
from ntt_coverage.pictures.palette import COLOURS, INK, QUIET, RULE
from ntt_coverage.pictures.picture import Picture, replace_once
from ntt_coverage.pictures.sheet import OVERRIDES
from ntt_coverage.pictures.webmap_data import shown_text
from ntt_coverage.pipeline import QuarterTables
from ntt_coverage.publish.blocks import (
    Block,
    Cover,
    Folded,
    Links,
    PageOnly,
    Paragraph,
    Shown,
    SubHeading,
    TextTable,
    is_web_address,
)
from ntt_coverage.publish.contents import report_sections
from ntt_coverage.publish.pieces import Section
from ntt_coverage.readable import NUMBERS

__all__ = ["report_pdf"]

NO_TEXT = dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd") | OVERRIDES
"""What no file can hold, and marks that would turn the direction of the text around them."""

LONGEST_LINK = 2_000
"""Letters of an address; a longer one is only text."""

MOST_UPRIGHT, COLUMN = 115, 30
"""Letters in a line of a table on upright A4, and in a column of it; a wider table lies."""

LONG_WORD = re.compile(r"[^\s/-]{28}(?=[^\s/-])")
"""A word of more letters may be broken after these; at a slash or a hyphen any word may."""

NARROWEST = 12
"""Letters in a line of a heading over a column."""

LONGEST_WHOLE, MOST_WHOLE = 700, 24
"""Letters in a cell and rows in a table; what has more may run on to the next page."""


def report_pdf(tables: QuarterTables, pictures: Sequence[Picture]) -> bytes:
    """Write the report as a PDF.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.
    pictures : sequence of Picture
        Its maps and charts, in their order; the first stands on the cover.

    Returns
    -------
    bytes
        A4, tagged (PDF/UA-1), with its letters inside; the same on any day.
    """
    printed = [_in_print(tables, picture) for picture in pictures]
    content = json.dumps(_content(tables, report_sections(tables, printed)))
    template = resources.files(__package__).joinpath("report.typ").read_bytes()
    with TemporaryDirectory() as nothing:
        compiler = typst.Compiler(
            template,
            root=nothing,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"report": content},
        )
        # UA-1: tagged throughout, which the compiler checks
        return cast(bytes, compiler.compile(format="pdf", pdf_standards="ua-1"))


@cache
def _fonts() -> typst.Fonts:
    letters = Path(mpl.get_data_path()) / "fonts" / "ttf"
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[letters]
    )


def _in_print(tables: QuarterTables, picture: Picture) -> Picture:
    """Draw the map on the cover anew: a slide is made for a wall, and its letters are small here.

    The other pictures have fewer or larger letters, and drawing takes longer than all else.
    """
    return draw_map(tables, layout="print") if picture.name == "status" else picture


def _content(tables: QuarterTables, sections: Sequence[Section]) -> dict[str, Any]:
    """Return everything that the template shows, as JSON can hold it."""
    lang = tables.spec.lang
    opening, *others = [each for each in map(_section, sections) if each["blocks"]]
    first = next((each for each in others if _has(each, "picture")), None)
    cover = opening["blocks"][0]
    pictures = [block | {"lines": []} for block in first["blocks"]] if first else []
    rest = [each for each in others if each is not first]
    return {
        "lang": lang,
        "title": f"{cover['title']}, {tables.spec.quarter.label(lang)}",
        "running": [cover["title"], cover["place"]],
        "colours": {"ink": INK, "quiet": QUIET, "rule": RULE, "strong": COLOURS["enrolled"]},
        "words": {
            "page": say("pdf.page", lang, n="{n}", all="{all}"),
            "figure": say("pdf.figure", lang, n="{n}"),
            "contents": say("pdf.contents", lang),
        },
        "cover": cover,
        "pictures": pictures,
        "groups": _groups(rest),
        "half": (len(rest) + 1) // 2,
    }


def _groups(sections: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Part the sections where the page is turned; one without a table stays with those before."""
    turned, wide = [], False
    for at, each in enumerate(sections, 1):
        widths = [block["letters"] for block in each["blocks"] if block["kind"] == "table"]
        if widths or _has(each, "picture"):
            wide = max(widths, default=0) > MOST_UPRIGHT
        turned.append((wide, each | {"number": at}))
    return [
        {"wide": wide, "sections": [each for _, each in together]}
        for wide, together in groupby(turned, key=lambda pair: pair[0])
    ]


def _has(section: dict[str, Any], kind: str) -> bool:
    return any(block["kind"] == kind for block in section["blocks"])


def _section(section: Section) -> dict[str, Any]:
    """Return a section as data; what only a page can show has none."""
    if any(isinstance(block, PageOnly) for block in section.blocks):
        return {"blocks": []}
    blocks = [told for block in section.blocks for told in _told(block)]
    return {"title": _text(section.title), "blocks": blocks}


def _told(block: Block) -> list[dict[str, Any]]:
    """Return a block as the template's kinds."""
    match block:
        case Cover(title, place, question, finding, lines):
            texts = {"title": title, "place": place, "question": question, "finding": finding}
            told = {key: _text(text) for key, text in texts.items()}
            return [{"kind": "cover", **told, "lines": [_text(line) for line in lines]}]
        case Paragraph(text):
            return [{"kind": "paragraph", "text": _text(text)}]
        case SubHeading(text):
            return [{"kind": "heading", "text": _text(text)}]
        case Folded(title, table):
            return [{"kind": "heading", "text": _text(title)}, _table(table)]
        case TextTable():
            return [_table(block)]
        case Links(items):
            return [{"kind": "links", "items": [_link(*item) for item in items]}]
        case Shown(picture):
            return [_picture(picture)]
    return []


def _text(text: str) -> str:
    """Return a text without control characters; a word longer than a line may be broken."""
    return LONG_WORD.sub("\\g<0>\u200b", _sound(text))


def _sound(text: str) -> str:
    return shown_text(text).translate(NO_TEXT)


def _link(text: str, address: str) -> dict[str, Any]:
    linked = is_web_address(address) and len(address) <= LONGEST_LINK
    # an address is broken by the rules of addresses, and copied as it is
    shown = _sound(address) if linked else _text(address)
    return {"text": _text(text), "address": shown, "link": linked}


def _table(table: TextTable) -> dict[str, Any]:
    cells = [[_text(cell) for cell in row] for row in table.rows]
    longest = [max([NARROWEST, *(len(row[at]) for row in cells)]) for at in range(len(table.names))]
    columns = [
        {"heading": _wrapped(_text(heading), letters), "right": name in NUMBERS}
        for name, heading, letters in zip(table.names, table.headings, longest, strict=True)
    ]
    rows = [{"cells": row, "whole": max(map(len, row)) <= LONGEST_WHOLE} for row in cells]
    return {
        "kind": "table",
        "columns": columns,
        "rows": rows,
        "letters": sum(min(letters, COLUMN) for letters in longest),
        "whole": len(rows) <= MOST_WHOLE and sum(longest) <= MOST_UPRIGHT,
    }


def _wrapped(heading: str, letters: int) -> list[str]:
    return textwrap.wrap(heading, letters, break_long_words=False, break_on_hyphens=False)


def _picture(picture: Picture) -> dict[str, Any]:
    """Return a drawing, and as text what stands around it: title, sources, figure ID."""
    shown = picture.passport.shown
    credit = shown.get("outlines", ["", ""])[1]
    footer = [shown.get("note", ""), shown.get("sources", ""), credit]
    return {
        "kind": "picture",
        "svg": _bare(picture),
        "alt": _sound(picture.alt),
        "title": _text(picture.passport.title),
        "lines": [_text(line) for line in shown.get("subtitle", "").splitlines()],
        "label": _text(picture.passport.label),
        "footer": [_text(line) for line in footer if line],
    }


def _bare(picture: Picture) -> str:
    """Return the drawing without its title and footer, which here are text around it."""
    wide, high = picture.figure.get_size_inches()
    layout = next(each for each in LAYOUTS.values() if each.size == (wide, high))
    top = layout.body[1] + layout.body[3]
    low = min(layout.body[1], layout.legend[1])
    box = f"0 {(high - top) * POINTS:g} {wide * POINTS:g} {(top - low) * POINTS:g}"
    size = f'height="{(top - low) * POINTS:g}pt" viewBox="{box}"'
    return replace_once(r'height="[^"]*" viewBox="[^"]*"', size, _sound(picture.svg()))
