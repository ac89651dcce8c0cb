"""What changed since the quarter before: the units that did, before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from ntt_coverage.identity import ReportSpec
from ntt_coverage.language import say
from ntt_coverage.measures.changes import KNOWN, SAME_PERSONS, STILL, changed_units
from ntt_coverage.measures.counts import count_states
from ntt_coverage.narrative import narrate
from ntt_coverage.narrative.phrases import held_number
from ntt_coverage.pictures.themes import change_theme
from ntt_coverage.pipeline import QuarterTables, coverage_in
from ntt_coverage.printed import persons_number
from ntt_coverage.publish.pptx.looks import QUIET_INK, Words
from ntt_coverage.publish.pptx.message import Message, Page, write_large
from ntt_coverage.publish.pptx.rows import state_text
from ntt_coverage.publish.pptx.tables import LARGEST, Column, Rows, draw_table
from ntt_coverage.publish.pptx.text import height_of, width_of
from ntt_coverage.quarters import Quarter
from ntt_coverage.series import changes_since

__all__ = ["change_message"]

TWO_NUMBERS = ("more", "fewer", "approximate")
"""Of these a reader sees two numbers, and is told how to read them."""

BELOW = 10
"""Points of the line that explains a star."""

MOST_ROWS = 12
"""A longer table tells once what is the same of several units."""

NAMES_WIDTH, MANY_NAMES = 1.9, 12
"""Of the widest other column, and points of the letters, where several units share a row."""

MARGIN, SHORT, HEAD = 0.8, 6, 0.7
"""Of a cell, and up to which a heading stays in one line, in sizes of letters; and how much of
its width a longer one needs."""


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
    quarter, changes = changes_since(tables)
    earlier = coverage_in(ReportSpec(quarter, lang), tables.data).coverage
    rows = _changed(changed_units(changes), earlier, tables.coverage, lang)
    heads = [say("col.regency", lang), say("change.name", lang)]
    heads += [each.label(lang) for each in (quarter, tables.spec.quarter)]
    shown = _grouped(rows)
    widths = [_usual_width(head, [row[at] for row in shown]) for at, head in enumerate(heads)]
    if len(shown) < len(rows):
        widths[0] = NAMES_WIDTH * max(widths[1:])
    columns = [Column(head=head, share=wide) for head, wide in zip(heads, widths, strict=True)]
    passport, alt = theme.passport(), theme.alt
    told = [each.text for each in narrate(tables) if each.topic in ("changes", "revised")]
    texts = [text for row in rows for text in row]
    if any(say("slides.told_later", lang, state="") in text for text in texts):
        told.append(say("slides.later_source", lang))
    starred = f"* {say('state.disputed', lang)}"
    below = starred if any("*" in text for text in texts) else ""
    return Message(
        passport=replace(passport, name="slide-change", shown={**passport.shown, "rows": rows}),
        subtitle=theme.subtitle,
        reading=(alt, *told),
        draw=lambda page: (
            _draw_changes(page, columns, shown, alt, below)
            if shown
            else write_large(page, _unchanged(tables, quarter))
        ),
    )


def _grouped(rows: list[list[str]]) -> list[list[str]]:
    """Put units of which the same is told into one row, where the table would be long."""
    if len(rows) <= MOST_ROWS:
        return rows
    together: dict[tuple[str, ...], list[str]] = {}
    for name, *told in rows:
        together.setdefault(tuple(told), []).append(name)
    return [[", ".join(names), *told] for told, names in together.items()]


def _usual_width(head: str, texts: Sequence[str]) -> float:
    """Return the width that nine of ten cells need; a heading may take two lines."""
    wide = sorted(width_of(text, 1) for text in texts)
    wide_head = width_of(head, 1, "bold")
    return MARGIN + max(
        [
            wide_head if wide_head < SHORT else HEAD * wide_head,
            *wide[: len(wide) * 9 // 10 + 1][-1:],
        ]
    )


def _draw_changes(page: Page, columns: Sequence[Column], rows: Rows, alt: str, below: str) -> None:
    """Draw the table and, in a line under it, what a star in it means."""
    left, top, width, height = page.body
    line = height_of(below, BELOW, width) if below else 0.0
    place = (left, top, width, height - line)
    name = say("change.name", page.canvas.lang)
    many = max(len(row[0].split(", ")) for row in rows) > 1
    halves, largest = len(rows) > MOST_ROWS, MANY_NAMES if many else LARGEST
    draw_table(page, name, place, columns, rows, alt=alt, halves=halves, largest=largest)
    if below:
        words = Words(text=below, size=BELOW, ink=QUIET_INK)
        page.canvas.box(below, (left, top + height - line, width, line), words=words)


def _unchanged(tables: QuarterTables, quarter: Quarter) -> str:
    """Say that nothing changed, and what the numbers are."""
    lang, counts = tables.spec.lang, count_states(tables.coverage)
    if tables.coverage["state"].eq("no_data").all():
        return say("report.changes_unknown", lang, quarter=quarter.label(lang))
    told = [
        f"{say(f'state.{state}', lang).lower()} {number}"
        for state, number in counts.items()
        if number or state != "suppressed"
    ]
    counted = ", ".join(told)
    return say("slides.unchanged", lang, quarter=quarter.label(lang), counts=counted)


def _changed(
    changed: pd.DataFrame, earlier: pd.DataFrame, now: pd.DataFrame, lang: str
) -> list[list[str]]:
    """List the units that changed, in their state, their persons or what is disputed."""
    before = earlier.set_index("bps_code").to_dict("index")
    after = now.set_index("bps_code").to_dict("index")
    rows = []
    for row in changed.to_dict("records"):
        old, new = before[row["bps_code"]], after[row["bps_code"]]
        then = _told_then(row, _state(old, lang), lang)
        rows.append([new["label"], _change(row, lang), then, _state(new, lang)])
    return rows


def _told_then(row: Mapping[str, Any], state: str, lang: str) -> str:
    """Say of the earlier state whether it became known later, or what stood in its place."""
    old, persons = row["state_then"], held_number(row, "_then", lang)
    if row["persons_change"] == "revised" and not persons:  # two numbers of one day
        return state
    if old in KNOWN and (old != row["state_before"] or row["persons_change"] == "revised"):
        if row["persons_change"] not in ("revised", *TWO_NUMBERS):  # the next cell has the number
            state = say(f"state.{row['state_before']}", lang)
        number = say("slides.persons_then", lang, n=persons) if persons else ""
        held = ", ".join(filter(None, [say(f"state.{old}", lang).lower(), number]))
        return say("slides.known_then", lang, state=state, then=held)
    if old not in KNOWN and row["state_before"] in KNOWN:
        return say("slides.told_later", lang, state=state)
    return state


def _change(row: Mapping[str, Any], lang: str) -> str:
    """Say what became of the state or, where it stayed, of the number of persons."""
    state = say(f"change.{row['change']}", lang)
    persons = say(f"persons_change.{row['persons_change']}", lang).lower()
    persons = say("slides.persons", lang, change=persons)
    if row["change"] in STILL and row["persons_change"] not in SAME_PERSONS:
        return persons
    if row["persons_change"] in TWO_NUMBERS:
        return f"{state}; {persons[0].lower()}{persons[1:]}"
    return state


def _state(row: Mapping[str, Any], lang: str) -> str:
    """Write a state with its persons, where they are known."""
    state = state_text(row, lang) + (" *" if row["disputed"] else "")
    number = persons_number(row, lang)
    told = [state, say("map.persons", lang, n=number) if number else ""]
    return ", ".join(filter(None, told))
