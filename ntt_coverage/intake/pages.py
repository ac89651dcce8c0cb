"""Tables of a web page, which many programs write and call an .xls file."""

import html
import re
from dataclasses import dataclass, field
from pathlib import Path

from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.intake.assembly import MOST_CELLS, MOST_COLUMNS, Range, SheetBuilder
from ntt_coverage.intake.cells import clean_text, raised
from ntt_coverage.intake.grids import Kind, Sheet
from ntt_coverage.intake.textfiles import encoding_of

__all__ = ["read_page"]

_TOKEN = re.compile(
    r"<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?P<said>(?:\"[^\"<]*\"|'[^'<]*'|[^<>\"'])*+)[^<>]*>"
    r"|<[a-z/!?][^<>]*>|(?P<text>[^<]+|<)",
    re.IGNORECASE,
)
"""No part of it passes a "<": however broken the page, it is read in one pass."""
_SPAN = re.compile(r"\b(row|col)span\s*=\s*[\"']?\s*(\d{1,6})", re.IGNORECASE)
_NEVER_SHOWN = {"script", "style", "template", "title", "xml"}
_ENDS_LINE = {
    "br", "caption", "center", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "p",
}  # fmt: skip
MOST_SPANNED = {"row": 65_534, "col": 1_000}
"""As in browsers."""
DEEPEST = 100


@dataclass(kw_only=True, slots=True)
class _Table:
    """A table being read."""

    row: int | None = None
    column: int = 0
    merged: list[Range] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)
    """The last row that a cell further up takes, by column."""


class _Page:
    """The rows of a page, one below the other as a spreadsheet opens it.

    A line of text outside the tables is a row of its own, for it may be their title; so are
    the rows of a table within a cell, for the outer one may be there for the looks only.
    """

    def __init__(self, file: str) -> None:
        self.builder = SheetBuilder(file, "")
        self.merged: list[Range] = []
        self.rows = 0
        self.tables: list[_Table] = []
        self.any_table = False
        self.texts: list[str] = []
        self.spans: dict[str, int] | None = None
        self.silent = ""
        self.raised = False
        self.steps = 0

    def read(self, text: str) -> None:
        for token in _TOKEN.finditer(text):
            if token["text"] and not self.silent:
                self.texts.append(raised(token["text"]) if self.raised else token["text"])
            elif token["tag"]:
                self._tag(token["tag"].lower(), closing=bool(token["end"]), said=token["said"])
        if self.silent:
            raise ValueError(f"<{self.silent}> is not closed")
        while self.tables:
            self._close_table()
        self._flush()

    def _tag(self, tag: str, *, closing: bool, said: str) -> None:
        if self.silent:
            self.silent = "" if closing and tag == self.silent else self.silent
        elif tag in _NEVER_SHOWN:
            self.silent = "" if closing else tag
        elif tag == "sup":
            self.raised = not closing
        elif tag in ("table", "tr", "td", "th"):
            self.raised = False
            self._flush()
            self._open(tag, said) if not closing else self._close(tag)
        elif tag in _ENDS_LINE and self.spans is None:
            self._flush()
        elif tag in _ENDS_LINE:
            self.texts.append("\n")

    def _open(self, tag: str, said: str) -> None:
        if tag == "table":
            self.any_table = True
            self.tables.append(_Table())
            if len(self.tables) > DEEPEST:
                raise ValueError(f"more than {DEEPEST} tables within each other")
        elif self.tables and tag == "tr":
            self._open_row(self.tables[-1])
        elif self.tables:
            spans = {name.lower(): int(number) for name, number in _SPAN.findall(said)}
            self.spans = {n: min(max(spans.get(n, 1), 1), most) for n, most in MOST_SPANNED.items()}

    def _close(self, tag: str) -> None:
        if self.tables and tag == "table":
            self._close_table()
        elif self.tables and tag == "tr":
            self.tables[-1].row = None

    def _close_table(self) -> None:
        self._flush()
        for top, left, bottom, right in self.tables.pop().merged:
            self.merged.append((top, left, min(bottom, self.rows - 1), right))

    def _open_row(self, table: _Table) -> int:
        table.row, table.column = self.rows, 0
        self.rows += 1
        return table.row

    def _flush(self) -> None:
        """Put the text met since the last tag of a table in its cell, or in a row of its own."""
        text = clean_text(" ".join(html.unescape("".join(self.texts)).split()))
        self.texts.clear()
        if self.spans and self.tables:
            self._put(text, self.tables[-1], self.spans)
        elif text:
            self.builder.put(self.rows, 0, (text, Kind.TEXT))
            self.rows += 1
        self.spans = None

    def _put(self, text: str, table: _Table, spans: dict[str, int]) -> None:
        row = self._open_row(table) if table.row is None else table.row
        while table.taken.get(table.column, -1) >= row:
            table.column += 1
            self.steps += 1
        last = row + spans["row"] - 1, table.column + spans["col"] - 1
        self.builder.put(row, table.column, (text, Kind.TEXT))
        if last != (row, table.column):
            table.merged.append((row, table.column, *last))
        if spans["row"] > 1:
            table.taken.update(dict.fromkeys(range(table.column, last[1] + 1), last[0]))
            self.steps += spans["col"]
        if self.steps > MOST_CELLS or last[1] >= MOST_COLUMNS:
            raise ValueError("more merged cells than a sheet can hold")
        table.column = last[1] + 1


def _without_comments(text: str) -> str:
    """Leave out comments; one that is not closed would take the rest of the page with it."""
    first, *others = text.split("<!--")
    after = [piece.partition("-->") for piece in others]
    if after and not after[-1][1]:
        raise ValueError("<!-- is not closed")
    return "".join([first, *(rest for _, _, rest in after)])


def read_page(path: Path) -> Sheet:
    """Read the tables of a web page, one below the other, as a spreadsheet opens it.

    Parameters
    ----------
    path : pathlib.Path
        A page that the guards have let pass.

    Returns
    -------
    Sheet
        Without a name; all cells are texts.

    Raises
    ------
    SourceLayoutError
        If there is no table in it.
    """
    page = _Page(path.name)
    page.read(_without_comments(path.read_text(encoding=encoding_of(path)[0])))
    if not page.any_table:
        raise SourceLayoutError("page_without_table", file=path.name)
    return page.builder.sheet(merged=page.merged)
