"""What it would take to enrol the rest: where it can be worked out, and why not elsewhere."""

from collections.abc import Mapping
from typing import Any

from ntt_coverage.language import format_number, say
from ntt_coverage.pipeline import QuarterTables
from ntt_coverage.printed import printed_day
from ntt_coverage.publish.costs_section import costs_not_known
from ntt_coverage.publish.pptx.message import LARGE, Message, Page, write_large
from ntt_coverage.publish.pptx.tables import Column, Rows, draw_table
from ntt_coverage.publish.pptx.text import height_of

__all__ = ["costs_message"]


def costs_message(tables: QuarterTables) -> Message:
    """Show what enrolling the rest would cost, where that can be worked out.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    Message
    """
    lang, costs = tables.spec.lang, tables.costs
    known = costs[costs["cost"].notna()]
    months = costs["months"].iloc[0]
    counts = {"n": len(known), "all": len(costs), "months": months}
    title = say("slides.costs" if len(known) else "slides.costs_none", lang, **counts)
    words = costs_not_known(costs, lang)
    rows = [_cost_row(row, lang) for row in known.to_dict("records")]
    subtitle = say("report.costs_lead", lang, months=months)
    cited = known["source_ids"].str.split("|").explode()
    shown = {"subtitle": subtitle, "rows": rows, "words": words}
    return Message(
        passport=tables.passport("slide-costs", title, shown, cited),
        subtitle=subtitle,
        draw=lambda page: _draw_costs(page, rows, "\n".join(words)),
    )


def _cost_row(row: Mapping[str, Any], lang: str) -> list[str]:
    return [
        row["regency"],
        format_number(row["uncovered_persons"], lang),
        say(f"counted.{row['basis']}", lang),
        printed_day(row["as_of"], row["as_of_precision"], lang),
        say("text.rupiah", lang, n=format_number(row["monthly"], lang)),
        say("text.rupiah", lang, n=format_number(row["cost"], lang)),
    ]


def _draw_costs(page: Page, rows: Rows, words: str) -> None:
    lang = page.canvas.lang
    left, top, width, height = page.body
    under = height_of(words, LARGE, width)
    if rows:
        columns = [
            Column(head=say("col.regency", lang), share=2.4),
            Column(head=say("col.uncovered_persons", lang), share=1.4, number=True),
            Column(head=say("col.counted", lang), share=2.2),
            Column(head=say("col.as_of", lang), share=1.5),
            Column(head=say("col.monthly", lang), share=1.6, number=True),
            Column(head=say("col.cost", lang), share=1.8, number=True),
        ]
        room = (left, top, width, height - under - 0.25)
        name = say("report.costs", lang)
        top += draw_table(page, name, room, columns, rows, alt=name) + 0.25
        write_large(page, words, (left, top, width, page.body[1] + height - top))
    else:
        write_large(page, words)
