"""Slides of rows: what changed, what it would take, the 22 units, and the sources."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import format_number, say
from ntt_coverage.measures.changes import KNOWN
from ntt_coverage.measures.counts import count_states
from ntt_coverage.measures.evidence import CERTAINTY_RANK
from ntt_coverage.pictures.theme import Theme
from ntt_coverage.pictures.themes import change_theme
from ntt_coverage.pipeline import QuarterTables, coverage_in
from ntt_coverage.publish.slides_page import LARGE, Message, Page, write_large
from ntt_coverage.publish.slides_stage import Stage
from ntt_coverage.publish.slides_tables import Column, draw_table, rows_that_fit
from ntt_coverage.publish.slides_text import height_of
from ntt_coverage.quarters import Quarter
from ntt_coverage.wording import printed_day, printed_publication

__all__ = ["change_message", "costs_message", "row_messages", "source_messages"]

PARTS = 2
"""Slides over which the 22 units are spread."""

MOST_ROWS = 12
"""A longer table of changes stands in two halves side by side."""

SOURCE_LETTERS = 12
"""Points."""

ROOM_OF_FOOTER = 1.35
"""Inches of a body that subtitle and footer take of it, at most."""

Rows = Sequence[Sequence[str]]


# What changed


def change_message(tables: QuarterTables) -> Message:
    """Show which units are not as they were in the quarter before.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.

    Returns
    -------
    Message
    """
    theme, lang = change_theme(tables), tables.spec.lang
    quarter = Quarter.from_ordinal(tables.spec.quarter.ordinal - 1)
    earlier = coverage_in(ReportSpec(quarter, lang), tables.data).coverage
    rows = _changed(theme, earlier, tables.coverage)
    columns = [
        Column(head=say("col.regency", lang), share=1.75),
        Column(head=say("change.name", lang), share=1.5),
        Column(head=quarter.label(lang), share=1.65),
        Column(head=tables.spec.quarter.label(lang), share=1.65),
    ]
    passport, alt = theme.passport(), theme.alt
    return Message(
        passport=replace(passport, name="slide-change", shown={**passport.shown, "rows": rows}),
        subtitle=theme.subtitle,
        reading=(alt,),
        draw=lambda page: _draw_changes(page, columns, rows, _unchanged(tables, quarter), alt),
    )


def _draw_changes(
    page: Page, columns: Sequence[Column], rows: Rows, otherwise: str, alt: str
) -> None:
    if rows:
        name, halves = say("change.name", page.canvas.lang), len(rows) > MOST_ROWS
        draw_table(page, name, page.body, columns, rows, alt=alt, halves=halves)
    else:
        write_large(page, otherwise)


def _unchanged(tables: QuarterTables, quarter: Quarter) -> str:
    """Say that nothing changed, and what the numbers are."""
    lang, counts = tables.spec.lang, count_states(tables.coverage)
    told = [
        f"{say(f'state.{state}', lang).lower()} {number}"
        for state, number in counts.items()
        if number or state != "suppressed"
    ]
    said = {"quarter": quarter.label(lang), "all": len(tables.coverage), "counts": ", ".join(told)}
    return say("slides.unchanged", lang, **said)


def _changed(theme: Theme, earlier: pd.DataFrame, now: pd.DataFrame) -> list[list[str]]:
    """List the units of every class but those that say that nothing changed."""
    lang = theme.spec.lang
    before = earlier.set_index("bps_code").to_dict("index")
    after = now.set_index("bps_code").to_dict("index")
    rows = []
    for row in theme.units.to_dict("records"):
        if row["class"] == "no_data" or row["class"].startswith("still_"):
            continue
        old, new = before[row["bps_code"]], after[row["bps_code"]]
        then = _state(old, lang)
        if row["class"] == "newly_known" and old["state"] in KNOWN:
            then = say("slides.told_later", lang, state=then)
        rows.append([new["label"], theme.class_of(row).label, then, _state(new, lang)])
    return rows


def _state(row: Mapping[str, Any], lang: str) -> str:
    """Write a state with its persons, where they are known."""
    told = [say(f"state.{row['state']}", lang), _persons(row, lang, "map.persons")]
    return ", ".join(filter(None, told))


def _persons(row: Mapping[str, Any], lang: str, form: str) -> str:
    if pd.isna(row["enrolled_persons"]) or row["state"] == "suppressed":
        return ""
    number = format_number(int(row["enrolled_persons"]), lang)
    about = row["certainty"] == CERTAINTY_RANK["approximate"]
    return say("ranking.approximate" if about else form, lang, n=number)


# What it would take


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
    reasons = costs.loc[costs["cost"].isna(), "reason"].value_counts(sort=False)
    words = [
        say(f"costs.{reason}", lang, number=number, all=len(costs))
        for reason, number in reasons.items()
    ]
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


# The 22 units


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
        Column(head=say("col.state", lang), share=4.1),
        Column(head=say("col.enrolled_persons", lang), share=1.9, number=True),
        Column(head=say("col.as_of", lang), share=2.0),
        Column(head=say("col.source_id", lang), share=2.6),
    ]
    cited = pd.concat([units["source_id"], units["against_source_id"]])
    subtitle = say("report.coverage_lead", lang)
    name = say("report.coverage", lang)
    return Message(
        passport=tables.passport(
            f"slide-rows-{part}", title, {"subtitle": subtitle, "rows": rows}, cited
        ),
        subtitle=subtitle,
        draw=lambda page: _draw(page, name, columns, rows, title),
    )


def _draw(page: Page, name: str, columns: Sequence[Column], rows: Rows, alt: str) -> None:
    draw_table(page, name, page.body, columns, rows, alt=alt)


def _unit_row(row: Mapping[str, Any], publishers: Mapping[str, str], lang: str) -> list[str]:
    state = [say(f"state.{row['state']}", lang)]
    if row["state"] == "no_data" and row["last_known_state"] in KNOWN:
        state.append(say(f"state.last_{row['last_known_state']}", lang).lower())
    if row["disputed"]:
        state.append(say("state.disputed", lang).lower())
    source = "" if pd.isna(row["source_id"]) else row["source_id"]
    return [
        row["label"],
        "; ".join(state),
        _persons(row, lang, "slides.number_only"),
        printed_day(row["as_of"], row["as_of_precision"], lang),
        f"{publishers[source]} ({source})" if source in publishers else source,
    ]


# The sources


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
            row["publisher"],
            printed_publication(row["date_published"], lang),
            row["address"],
        ]
        for row in cited
    ]
    left = list(rows)
    pages: list[list[list[str]]] = []
    while left:
        size = rows_that_fit(
            stage.body[3] - ROOM_OF_FOOTER, stage.body[2], columns, left, SOURCE_LETTERS
        )
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
    return Message(
        passport=tables.passport(f"slide-sources-{part}", title, shown),
        subtitle="",
        credit=credit,
        draw=lambda page: _draw(page, title, columns, rows, title),
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
