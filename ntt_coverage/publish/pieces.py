"""Sections of a report, and how their blocks are made."""

import html
from dataclasses import dataclass, field

import pandas as pd

from ntt_coverage.publish.blocks import Block, Paragraph, TextTable

__all__ = ["Section", "paragraph", "section", "text_table"]

LEFT = (
    "<style>.wide { overflow-x: auto }"
    " .wide table :is(th, td) { text-align: left !important; vertical-align: top; padding: .3em }"
    " .wide table .number { text-align: right !important }"
    " .wide table td:last-child { min-width: 11em }</style>\n"
)
"""JupyterLab writes every cell of a table to the right, and squeezes notes.

Ten columns must fit a window of 1,366 pixels beside the list of files.
"""


@dataclass(frozen=True)
class Section:
    """A piece of a report.

    Parameters
    ----------
    name : str
        Its anchor; blank where it has no frame of its own.
    title : str
        Its heading, as text.
    blocks : tuple of Block
        What stands under it.
    """

    name: str
    title: str
    blocks: tuple[Block, ...] = field(repr=False)

    @property
    def markup(self) -> str:
        """The section as HTML."""
        body = "\n".join(block.markup for block in self.blocks)
        if not self.name:
            return body
        heading = f"<h2>{html.escape(self.title)}</h2>"
        return f'<section id="{self.name}">\n{heading}\n{body}\n</section>'

    def _repr_html_(self) -> str:
        markup = self.markup
        return (LEFT if "<table>" in markup else "") + markup


def section(name: str, title: str, *parts: Block | None) -> Section:
    """Put parts under a heading.

    Parameters
    ----------
    name : str
        The section's anchor.
    title : str
        Its heading, as text.
    *parts : Block or None
        What stands under it; None is left out.

    Returns
    -------
    Section
    """
    return Section(name, title, tuple(part for part in parts if part))


def paragraph(text: str) -> Paragraph:
    """Write a text as a paragraph.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    Paragraph
    """
    return Paragraph(text)


def text_table(table: pd.DataFrame, lang: str) -> TextTable:
    """Write a table of texts: headings in the reader's language, numbers to the right.

    Parameters
    ----------
    table : pandas.DataFrame
        Of texts; each column's heading is the word ``col.`` and its name.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    TextTable
    """
    rows = table.astype("str").itertuples(index=False, name=None)
    return TextTable(tuple(map(str, table.columns)), tuple(rows), lang)
