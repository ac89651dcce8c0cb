"""The 22 units in rows, each with its day and source."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ntt_coverage.language import say
from ntt_coverage.measures.changes import KNOWN
from ntt_coverage.narrative import narrate
from ntt_coverage.narrative.phrases import when_of
from ntt_coverage.noted import noted_text
from ntt_coverage.pipeline import QuarterTables
from ntt_coverage.printed import persons_number
from ntt_coverage.publish.pptx.message import Message
from ntt_coverage.publish.pptx.tables import Column, draw_table
from ntt_coverage.readable import text_of

__all__ = ["row_messages", "state_text"]

PARTS = 2
"""Slides over which the 22 units are spread."""


def row_messages(tables: QuarterTables) -> list[Message]:
    """Show the state of every unit, with its day and source.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    list of Message
        Two, of 11 units each.
    """
    size = -(-len(tables.coverage) // PARTS)
    starts = range(0, len(tables.coverage), size)
    return [
        _rows_message(tables, tables.coverage.iloc[start : start + size], part)
        for part, start in enumerate(starts, start=1)
    ]


def _rows_message(tables: QuarterTables, units: pd.DataFrame, part: int) -> Message:
    lang = tables.spec.lang
    publishers = tables.data.sources.set_index("source_id")["publisher"].to_dict()
    rows = [_unit_row(row, publishers, lang) for row in units.to_dict("records")]
    ends = {"first": units["label"].iloc[0], "last": units["label"].iloc[-1]}
    title = say("slides.rows", lang, part=part, parts=PARTS, **ends)
    columns = [
        Column(head=say("col.regency", lang), share=2.5),
        Column(head=say("col.state", lang), share=4.6),
        Column(head=say("col.enrolled_persons", lang), share=1.8, number=True),
        Column(head=say("col.as_of", lang), share=2.0),
        Column(head=say("col.source_id", lang), share=2.2),
    ]
    cited = pd.concat([units["source_id"], units["against_source_id"]])
    subtitle = say("report.coverage_lead", lang)
    name = say("report.coverage", lang)
    return Message(
        passport=tables.passport(
            f"slide-rows-{part}", title, {"subtitle": subtitle, "rows": rows}, cited
        ),
        subtitle=subtitle,
        reading=[each.text for each in narrate(tables) if each.topic == "not_enrolled"],
        draw=lambda page: draw_table(page, name, page.body, columns, rows, alt=title),
    )


def _unit_row(row: Mapping[str, Any], publishers: Mapping[str, str], lang: str) -> list[str]:
    state = state_text(row, lang)
    if row["state"] == "no_data" and row["last_known_state"] in KNOWN:
        last = say(f"state.{row['last_known_state']}", lang).lower()
        state = say("slides.last_known", lang, state=state, last=last)
    if row["disputed"]:
        state += f"; {say('state.disputed', lang).lower()}"
    source = text_of(row["source_id"])
    return [
        row["label"],
        state,
        persons_number(row, lang),
        when_of(row, lang),
        f"{noted_text(publishers[source], lang)} ({source})" if source in publishers else source,
    ]


def state_text(row: Mapping[str, Any], lang: str) -> str:
    """Write a state, and whether it is only implied by a complete list.

    Parameters
    ----------
    row : mapping
        One row of the coverage.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
    """
    state = say(f"state.{row['state']}", lang)
    implied = row["basis"] == "implied" and row["state"] in KNOWN
    return say("state.implied", lang, state=state) if implied else state
