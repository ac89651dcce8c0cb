"""What sections are made of, as data: a page, a notebook and the PDF are made from it.

Every text is plain text; it is escaped where a block is written as HTML.
"""

import html
from collections.abc import Iterator
from dataclasses import dataclass, field

from ntt_coverage.language import say
from ntt_coverage.pictures.picture import Picture
from ntt_coverage.readable import NUMBERS

__all__ = [
    "SHORT",
    "Block",
    "Cover",
    "Folded",
    "Links",
    "PageOnly",
    "Paragraph",
    "Shown",
    "SubHeading",
    "TextTable",
    "is_web_address",
]

SHORT = ("as_of", "state", "source_id", "certainty")
"""Columns that are not broken into lines."""


@dataclass(frozen=True)
class Cover:
    """What a report opens with.

    Parameters
    ----------
    title, place, question, finding : str
        What it is about, where and when; what is asked; what was found.
    lines : tuple of str
        The indicator; its days.
    """

    title: str
    place: str
    question: str
    finding: str
    lines: tuple[str, ...]

    @property
    def markup(self) -> str:
        """The piece as HTML."""
        lines = "<br>".join(html.escape(line) for line in self.lines)
        return (
            f"<header>\n<h1>{html.escape(self.title)}</h1>\n"
            f"<p class='place'>{html.escape(self.place)}</p>\n"
            f"<p class='question'>{html.escape(self.question)}</p>\n"
            f"<p class='finding'>{html.escape(self.finding)}</p>\n<p>{lines}</p>\n</header>"
        )


@dataclass(frozen=True)
class Paragraph:
    """A text.

    Parameters
    ----------
    text : str
        Any text.
    """

    text: str

    @property
    def markup(self) -> str:
        """The piece as HTML."""
        return f"<p>{html.escape(self.text)}</p>"


@dataclass(frozen=True)
class SubHeading:
    """A heading inside a section.

    Parameters
    ----------
    text : str
        Any text.
    """

    text: str

    @property
    def markup(self) -> str:
        """The piece as HTML."""
        return f"<h3>{html.escape(self.text)}</h3>"


@dataclass(frozen=True)
class TextTable:
    """A table of texts.

    Parameters
    ----------
    names : tuple of str
        Of its columns; the heading of each is the word ``col.`` and its name.
    rows : tuple of tuple of str
        Its cells.
    lang : str
        Of its headings, ``"id"`` or ``"en"``.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lang: str

    @property
    def headings(self) -> list[str]:
        """What stands over the columns."""
        return [say(f"col.{name}", self.lang) for name in self.names]

    @property
    def markup(self) -> str:
        """The piece as HTML."""
        head = "".join(
            f'<th scope="col"{_side(name)}>{html.escape(heading)}</th>'
            for name, heading in zip(self.names, self.headings, strict=True)
        )
        body = "\n".join(f"<tr>{''.join(self._cells(row))}</tr>" for row in self.rows)
        table_head, table_body = f"<thead><tr>{head}</tr></thead>", f"<tbody>\n{body}\n</tbody>"
        # a table that is wider than a phone scrolls, also from the keyboard
        named = html.escape(say("report.table", self.lang))
        wide = f'<div class="wide" tabindex="0" role="group" aria-label="{named}">'
        return f"{wide}<table>\n{table_head}\n{table_body}\n</table></div>"

    def _cells(self, row: tuple[str, ...]) -> Iterator[str]:
        for name, text in zip(self.names, row, strict=True):
            yield f"<td{_side(name)}>{html.escape(text)}</td>"


def _side(name: str) -> str:
    return ' class="number"' if name in NUMBERS else ' class="short"' if name in SHORT else ""


@dataclass(frozen=True)
class Shown:
    """A picture in its place.

    Parameters
    ----------
    picture : Picture
        The drawing.
    """

    picture: Picture

    @property
    def markup(self) -> str:
        """The piece as HTML."""
        return self.picture._repr_html_()


@dataclass(frozen=True)
class Links:
    """A list of what can be looked up.

    Parameters
    ----------
    items : tuple of (str, str)
        A text and its address; only a web address becomes a link.
    """

    items: tuple[tuple[str, str], ...]

    @property
    def markup(self) -> str:
        """The piece as HTML."""
        listed = "\n".join(_item(text, address) for text, address in self.items)
        return f"<ul>\n{listed}\n</ul>"


def _item(text: str, address: str) -> str:
    named, where = html.escape(f"{text} "), html.escape(address)
    if is_web_address(address):
        return f'<li>{named}<a href="{where}" rel="noopener">{where}</a></li>'
    return f"<li>{named}{where}</li>"


def is_web_address(address: str) -> bool:
    """Say whether an address may become a link.

    Parameters
    ----------
    address : str
        As the source gives it.

    Returns
    -------
    bool
    """
    return address.startswith(("https://", "http://"))


@dataclass(frozen=True)
class Folded:
    """A table that is opened by its title.

    Parameters
    ----------
    title : str
        What is always seen.
    table : TextTable
        What is seen when it is opened.
    """

    title: str
    table: TextTable

    @property
    def markup(self) -> str:
        """The piece as HTML."""
        title = html.escape(self.title)
        return f"<details><summary>{title}</summary>\n{self.table.markup}\n</details>"


@dataclass(frozen=True)
class PageOnly:
    """What only a page can show.

    Parameters
    ----------
    markup : str
        HTML.
    """

    markup: str = field(repr=False)


Block = Cover | Paragraph | SubHeading | TextTable | Shown | Links | Folded | PageOnly
"""Any piece; each can be written as HTML with its ``markup``."""
