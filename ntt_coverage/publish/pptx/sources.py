"""The sources that the slides cite, on as many slides as they need."""

from collections.abc import Sequence

from ntt_coverage.language import say
from ntt_coverage.noted import noted_text
from ntt_coverage.pipeline import QuarterTables
from ntt_coverage.printed import printed_publication
from ntt_coverage.publish.pptx.message import Message, write_large
from ntt_coverage.publish.pptx.stage import Stage
from ntt_coverage.publish.pptx.tables import Column, Rows, draw_table, rows_that_fit

__all__ = ["source_messages"]

LETTERS = 12
"""Points."""

FOOTER = 0.9
"""Inches that the footer takes of the body, at most."""


def source_messages(
    tables: QuarterTables, source_ids: Sequence[str], stage: Stage
) -> list[Message]:
    """Show whom the slides cite, on as many slides as they need.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.
    source_ids : sequence of str
        Who is cited.
    stage : Stage
        The places of a slide.

    Returns
    -------
    list of Message
        At least one.
    """
    lang, sources = tables.spec.lang, tables.data.sources
    columns = [
        Column(head=say("col.source_id", lang), share=0.95),
        Column(head=say("col.publisher", lang), share=2.6),
        Column(head=say("col.date_published", lang), share=1.7),
        Column(head=say("col.address", lang), share=6.0),
    ]
    cited = sources[sources["source_id"].isin(source_ids)].to_dict("records")
    rows = [
        [
            row["source_id"],
            noted_text(row["publisher"], lang),
            printed_publication(row["date_published"], lang),
            row["address"],
        ]
        for row in cited
    ]
    left = list(rows)
    pages: list[list[list[str]]] = []
    while left:
        size = rows_that_fit(stage.body[3] - FOOTER, stage.body[2], columns, left, LETTERS)
        pages.append(left[:size])
        left = left[size:]
    titles = [
        say("slides.sources", lang, n=len(rows))
        + (f" ({at}/{len(pages)})" if len(pages) > 1 else "")
        for at in range(1, len(pages) + 1)
    ]
    if not rows:
        return [_no_sources(tables)]
    return [
        _sources_message(tables, title, columns, part, at)
        for at, (title, part) in enumerate(zip(titles, pages, strict=True), start=1)
    ]


def _sources_message(
    tables: QuarterTables, title: str, columns: Sequence[Column], rows: Rows, part: int
) -> Message:
    credit = tables.data.credits[tables.spec.lang]
    shown = {"rows": rows, "credit": credit}
    cited = [row[0] for row in rows]
    return Message(
        passport=tables.passport(f"slide-sources-{part}", title, shown, cited),
        subtitle="",
        credit=credit,
        draw=lambda page: draw_table(
            page, title, page.body, columns, rows, alt=title, largest=LETTERS
        ),
    )


def _no_sources(tables: QuarterTables) -> Message:
    lang = tables.spec.lang
    text, credit = say("slides.no_source_text", lang), tables.data.credits[lang]
    shown = {"text": text, "credit": credit}
    return Message(
        passport=tables.passport("slide-sources-1", say("slides.no_source", lang), shown),
        subtitle="",
        credit=credit,
        draw=lambda page: write_large(page, text),
    )
