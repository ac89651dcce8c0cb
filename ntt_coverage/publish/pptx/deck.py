"""The report as slides that an office can edit: one message on each, in its own template."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx.presentation import Presentation

from ntt_coverage.identity import Passport
from ntt_coverage.language import say
from ntt_coverage.pictures.themes import status_theme
from ntt_coverage.pipeline import QuarterTables
from ntt_coverage.publish.pptx.change import change_message
from ntt_coverage.publish.pptx.charts import persons_message, timeline_message
from ntt_coverage.publish.pptx.costs import costs_message
from ntt_coverage.publish.pptx.finding import finding_message
from ntt_coverage.publish.pptx.layouts import title_layout
from ntt_coverage.publish.pptx.looks import LANGUAGE
from ntt_coverage.publish.pptx.map import map_message
from ntt_coverage.publish.pptx.message import Message
from ntt_coverage.publish.pptx.page import add_slide
from ntt_coverage.publish.pptx.rows import row_messages
from ntt_coverage.publish.pptx.sources import source_messages
from ntt_coverage.publish.pptx.stage import stage_of
from ntt_coverage.publish.pptx.template import open_template
from ntt_coverage.publish.pptx.text import harmless
from ntt_coverage.publish.pptx.tiles import tiles_message
from ntt_coverage.publish.workbooks import AUTHOR, FIXED_TIME

__all__ = ["Deck", "report_slides"]

UNIX = 3
"""Of the system that an archive says it was made on: the same everywhere."""


@dataclass(frozen=True, kw_only=True)
class Deck:
    """A finished deck.

    Parameters
    ----------
    content : bytes
        A whole PPTX file.
    passports : tuple of Passport
        Of each slide, in their order: ``slide-finding``, ``slide-map``, ``slide-tiles``, ...
    """

    content: bytes = field(repr=False)
    passports: tuple[Passport, ...]


def report_slides(tables: QuarterTables, template: Path | None = None) -> Deck:
    """Write the slides of a report.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.
    template : pathlib.Path, optional
        An office's PPTX or POTX: its theme, size and layout are used. Our own if not given.

    Returns
    -------
    Deck
        The same tables and template give the same bytes.

    Raises
    ------
    ParameterError
        If the template cannot be used; see ``open_template``.
    ReportError
        If the labels of the map find no room.
    """
    deck = open_template(template)
    layout = title_layout(deck)
    if layout is None:
        raise ValueError("a template without a layout passed its checks")
    stage = stage_of(deck, layout)
    messages = list(_messages(tables))
    cited = sorted({each for message in messages for each in message.passport.source_ids})
    messages += source_messages(tables, cited, stage)
    for message in messages:
        add_slide(deck, layout, stage, message, tables.data)
    _sign(deck, tables)
    passports = tuple(message.passport for message in messages)
    return Deck(content=_packed(deck), passports=passports)


def _messages(tables: QuarterTables) -> Iterator[Message]:
    status = status_theme(tables)
    yield finding_message(status)
    yield map_message(status)
    yield tiles_message(status)
    yield timeline_message(tables)
    yield persons_message(tables)
    yield change_message(tables)
    yield costs_message(tables)
    yield from row_messages(tables)


def _sign(deck: Presentation, tables: QuarterTables) -> None:
    """Say what the deck is; who made the template, and when, does not matter to a reader."""
    told, lang = deck.core_properties, tables.spec.lang
    told.title = harmless(tables.headline)[:255]
    told.subject = f"{say('report.title', lang)}, {tables.spec.quarter.label(lang)}"
    told.author = told.last_modified_by = AUTHOR
    told.created = told.modified = told.last_printed = FIXED_TIME
    told.language, told.revision = LANGUAGE[lang], 1
    told.keywords = told.comments = told.category = told.content_status = ""
    told.identifier = told.version = ""


def _packed(deck: Presentation) -> bytes:
    """Return the deck as an archive without the hour."""
    dated, fixed = BytesIO(), BytesIO()
    deck.save(dated)
    with ZipFile(dated) as parts, ZipFile(fixed, "w", ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            stamp = ZipInfo(name, FIXED_TIME.timetuple()[:6])
            stamp.create_system, stamp.external_attr = UNIX, 0o600 << 16
            archive.writestr(stamp, parts.read(name), ZIP_DEFLATED)
    return fixed.getvalue()
