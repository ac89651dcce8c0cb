"""Pieces of a page that its sections are made of; every text is escaped on its way in."""

import html
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ntt_coverage.language import format_number, say

__all__ = ["Section", "paragraph", "section", "text_table", "whole_number"]

NUMBERS = (
    "enrolled_persons", "eligible_persons", "coverage_rate", "age_quarters", "value",
    "uncovered_persons", "monthly", "cost",
)  # fmt: skip
SHORT = ("as_of", "state", "source_id", "certainty")
"""Columns written to the right, and columns that are not broken into lines."""


LEFT = (
    "<style>.wide table th, .wide table td { text-align: left !important }"
    " .wide table .number { text-align: right !important }</style>\n"
)
"""JupyterLab writes every cell of a table to the right."""


@dataclass(frozen=True)
class Section:
    """A piece of a page.

    Parameters
    ----------
    markup : str
        HTML.
    """

    markup: str = field(repr=False)

    def _repr_html_(self) -> str:
        return (LEFT if "<table>" in self.markup else "") + self.markup


def section(name: str, title: str, *parts: str) -> Section:
    """Put parts under a heading.

    Parameters
    ----------
    name : str
        The section's anchor.
    title : str
        Its heading, as text.
    *parts : str
        HTML; blank ones are left out.

    Returns
    -------
    Section
    """
    body = "\n".join(part for part in parts if part)
    return Section(f'<section id="{name}">\n<h2>{html.escape(title)}</h2>\n{body}\n</section>')


def paragraph(text: str) -> str:
    """Write a text as a paragraph.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        HTML.
    """
    return f"<p>{html.escape(text)}</p>"


def text_table(table: pd.DataFrame, lang: str) -> str:
    """Write a table of texts: headings in the reader's language, numbers to the right.

    Parameters
    ----------
    table : pandas.DataFrame
        Of texts; each column's heading is the word ``col.`` and its name.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
        HTML.
    """
    head = "".join(
        f'<th scope="col"{_side(name)}>{html.escape(say(f"col.{name}", lang))}</th>'
        for name in table
    )
    rows = (
        "".join(f"<td{_side(name)}>{html.escape(str(row[name]))}</td>" for name in table)
        for row in table.to_dict("records")
    )
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    table_head, table_body = f"<thead><tr>{head}</tr></thead>", f"<tbody>\n{body}\n</tbody>"
    # a table that is wider than a phone scrolls, also from the keyboard
    named = html.escape(say("report.table", lang))
    wide = f'<div class="wide" tabindex="0" role="group" aria-label="{named}">'
    return f"{wide}<table>\n{table_head}\n{table_body}\n</table></div>"


def _side(name: object) -> str:
    return ' class="number"' if name in NUMBERS else ' class="short"' if name in SHORT else ""


def whole_number(value: Any, lang: str) -> str:
    """Write a count, or nothing where it is not known.

    Parameters
    ----------
    value : int or missing
        The count.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
    """
    return "" if pd.isna(value) else format_number(int(value), lang)
