"""A table on a sheet: header, cells in the form of their column, frozen parts, filter, print."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from math import ceil
from textwrap import wrap
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from ntt_coverage.language import say
from ntt_coverage.pictures.palette import COLOURS, LINE, RULE, WARNING, ink_on
from ntt_coverage.publish.xlsx.cells import Cell

__all__ = [
    "DASHED",
    "LINE_HEIGHT",
    "THIN",
    "Book",
    "Column",
    "border",
    "fill",
    "lines_of",
    "write_table",
]

PATTERNS = {
    "": 1, "////": 14, "\\\\\\\\": 13, "||||": 12, "----": 11, "xxxx": 16, "++++": 15, "....": 17,
}  # fmt: skip
"""Excel's numbers of the patterns that matplotlib names so."""

DASHED, THIN = 8, 1
"""Excel's numbers of borders."""

A4 = 9
"""Excel's number of the paper."""

NARROWEST, FILTER_MARK = 7, 3
"""Letters of a column; what the button of a filter covers of a heading."""

LINE_HEIGHT, HEAD_SPACE, TALLEST = 15, 6, 405
"""In points; Excel takes no row of more than 409."""

WIDEST = ((15, 45), (99_999, 30))
"""Letters of a column in a table of up to so many columns."""

LETTERS = 1.08
"""Of a running text in the width of a digit."""

PAGE_WIDTH = 300
"""Letters that can be read beside each other on A4."""

FORMATS = {"count": "#,##0", "number": "#,##0.0##", "rate": "0.0%"}
DAYS = {"id": "[$-421]d mmm yyyy", "en": "[$-809]d mmm yyyy"}
"""With the months of the language; thousands and decimals are those of the reader's Excel."""


@dataclass(frozen=True, kw_only=True)
class Book:
    """A workbook that is being written, with one format for each look.

    Parameters
    ----------
    book : xlsxwriter.Workbook
        The workbook.
    lang : str
        ``"id"`` or ``"en"``.
    title : str
        Of the report, for the foot of every page.
    looks : dict
        Formats made so far.
    """

    book: Workbook
    lang: str
    title: str
    looks: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict, repr=False)

    def look(self, **properties: Any) -> Format:
        """Return the format of a look, made only once.

        Parameters
        ----------
        **properties
            As ``Workbook.add_format`` takes them.

        Returns
        -------
        xlsxwriter.format.Format
        """
        key = tuple(sorted(properties.items()))
        if key not in self.looks:
            self.looks[key] = self.book.add_format(properties)
        return self.looks[key]

    def sheet(self, name: str) -> Worksheet:
        """Add a sheet that prints on A4, one page wide, with its name and page at the foot.

        Parameters
        ----------
        name : str
            Its name.

        Returns
        -------
        xlsxwriter.worksheet.Worksheet
        """
        sheet = self.book.add_worksheet(name)
        page = say("xlsx.page", self.lang, page="&P", pages="&N")
        said = self.title.replace("&", "&&")
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(0.5, 0.5, 0.5, 0.7)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L&8{said} | &A&R&8{page}", {"scale_with_doc": False})
        return sheet

    def head(self, **properties: Any) -> Format:
        """Return the look of headings.

        Parameters
        ----------
        **properties
            What is different, as in `look`.

        Returns
        -------
        xlsxwriter.format.Format
        """
        face = COLOURS["enrolled"]
        return self.look(
            bold=True, text_wrap=True, valign="vcenter", fg_color=face, pattern=1,
            font_color=ink_on(face), border=THIN, border_color=LINE, **properties,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column as it is written.

    Parameters
    ----------
    name : str
        Of the field.
    heading : str
        In the reader's language.
    form : str
        See ``Field``.
    cells : sequence of Cell
        From top to bottom.
    """

    name: str
    heading: str
    form: str
    cells: Sequence[Cell]


def fill(face: str, hatch: str) -> dict[str, Any]:
    """Return the ground of a cell: a colour, or a pattern over it.

    Parameters
    ----------
    face : str
        A colour.
    hatch : str
        matplotlib's name of a pattern; "" is plain.

    Returns
    -------
    dict
        As ``Workbook.add_format`` takes it.
    """
    pattern = PATTERNS[hatch]
    if pattern == 1:
        return {"pattern": 1, "fg_color": face}
    return {"pattern": pattern, "fg_color": LINE, "bg_color": face}


def border(disputed: bool) -> dict[str, Any]:
    """Return the border of a unit: dashed and red where sources disagree.

    Parameters
    ----------
    disputed : bool
        Whether they do.

    Returns
    -------
    dict
        As ``Workbook.add_format`` takes it.
    """
    if disputed:
        return {"border": DASHED, "border_color": WARNING}
    return {"border": THIN, "border_color": LINE}


def write_table(book: Book, sheet: Worksheet, columns: Sequence[Column]) -> None:
    """Write a table from the first cell on, to be filtered, sorted and printed.

    Parameters
    ----------
    book : Book
        The workbook.
    sheet : xlsxwriter.worksheet.Worksheet
        An empty sheet of it.
    columns : sequence of Column
        At least one, all of one length.
    """
    last_row, last_column = len(columns[0].cells), len(columns) - 1
    widest = next(width for most, width in WIDEST if len(columns) <= most)
    widths = [_width(column, widest) for column in columns]
    for at, column in enumerate(columns):
        sheet.set_column(at, at, widths[at])
        sheet.write_string(0, at, column.heading, book.head())
        _write_cells(book, sheet, at, column)
    _set_heights(sheet, columns, widths)
    frozen = _frozen([column.name for column in columns])
    sheet.freeze_panes(1, frozen)
    if sum(widths) > PAGE_WIDTH:  # one page would be too small to read
        sheet.fit_to_pages(ceil(sum(widths) / PAGE_WIDTH), 0)
        sheet.repeat_columns(0, frozen - 1)
    sheet.autofilter(0, 0, last_row, last_column)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, last_row, last_column)
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, last_row, last_column)})


def _write_cells(book: Book, sheet: Worksheet, at: int, column: Column) -> None:
    """Write what is known; a text that looks like a formula stays a text."""
    look = partial(book.look, valign="top", bottom=THIN, bottom_color=RULE)
    text, day = look(text_wrap=True), look(align="left", num_format=DAYS[book.lang])
    number = partial(look, align="right", indent=1)
    whole = number(num_format=FORMATS["count"])
    other = number(num_format=FORMATS.get(column.form, FORMATS["number"]))
    for row, cell in enumerate(column.cells, start=1):
        if cell is None:
            sheet.write_blank(row, at, None, text)
        elif isinstance(cell, str):
            sheet.write_string(row, at, cell, text)
        elif isinstance(cell, date):
            sheet.write_datetime(row, at, cell, day)
        else:
            is_whole = isinstance(cell, int) and column.form != "rate"
            sheet.write_number(row, at, cell, whole if is_whole else other)


def _frozen(names: Sequence[str]) -> int:
    """Keep the name of the unit in sight where it stands at the beginning, or the first column."""
    return names.index("regency") + 1 if "regency" in names[:3] else 1


def _width(column: Column, widest: int) -> int:
    """Fit a column to its lines, its heading to its longest word; longer texts are wrapped."""
    lines = [line for cell in column.cells for line in _printed(cell, column.form).split("\n")]
    words = [len(word) + FILTER_MARK for word in column.heading.split()]
    return min(max(NARROWEST, *words, *(len(line) + 2 for line in lines)), widest)


def _printed(cell: Cell, form: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        return "31 Des 2019"
    return "100,0%" if form == "rate" else f"{cell:,}"


def _set_heights(sheet: Worksheet, columns: Sequence[Column], widths: Sequence[int]) -> None:
    """Make room for wrapped lines; not every program does so itself."""
    heads = [
        lines_of(column.heading, width - FILTER_MARK)
        for column, width in zip(columns, widths, strict=True)
    ]
    sheet.set_row(0, LINE_HEIGHT * max(heads) + HEAD_SPACE)
    for row in range(len(columns[0].cells)):
        cells = [column.cells[row] for column in columns]
        lines = max(
            lines_of(cell, round(width * LETTERS)) if isinstance(cell, str) else 1
            for cell, width in zip(cells, widths, strict=True)
        )
        if lines > 1:
            sheet.set_row(row + 1, min(LINE_HEIGHT * lines, TALLEST))


def lines_of(text: str, width: int) -> int:
    """Count the lines of a text that is wrapped.

    Parameters
    ----------
    text : str
        Any text.
    width : int
        Letters in a line.

    Returns
    -------
    int
        At least 1.
    """
    return sum(1 if len(line) <= width else len(wrap(line, width)) for line in text.split("\n"))
