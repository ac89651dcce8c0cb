"""A table on a sheet: header, cells in the form of their column, frozen parts, filter, print."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from ntt_coverage.language import say
from ntt_coverage.pictures.palette import COLOURS, LINE, WARNING, ink_on
from ntt_coverage.publish.xlsx_cells import Cell

__all__ = ["DASHED", "THIN", "Book", "Column", "border", "fill", "write_table"]

PATTERNS = {"": 1, "////": 14, "\\\\\\\\": 13, "||||": 12, "xxxx": 16, "++++": 15, "....": 17}
"""Excel's numbers of the patterns that matplotlib names so."""

DASHED, THIN = 8, 1
"""Excel's numbers of borders."""

A4 = 9
"""Excel's number of the paper."""

NARROWEST, FILTER_MARK = 7, 3
"""Letters of a column; what the button of a filter covers of a heading."""

WIDEST = ((12, 48), (99_999, 30))
"""Letters of a column in a table of up to so many columns."""

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
        sheet.set_footer(f"&L&8{said}&C&8&A&R&8{page}")
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
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column.heading, book.head())
        sheet.set_column(at, at, _width(column, widest))
        _write_cells(book, sheet, at, column)
    sheet.freeze_panes(1, _frozen([column.name for column in columns]))
    sheet.autofilter(0, 0, last_row, last_column)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, last_row, last_column)
    sheet.hide_gridlines(0)  # lines between rows on paper too
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, last_row, last_column)})


def _write_cells(book: Book, sheet: Worksheet, at: int, column: Column) -> None:
    """Write what is known; a text that looks like a formula stays a text."""
    text = book.look(valign="top", text_wrap=True)
    day = book.look(valign="top", align="left", num_format=DAYS[book.lang])
    whole = book.look(valign="top", num_format=FORMATS["count"])
    other = book.look(valign="top", num_format=FORMATS.get(column.form, FORMATS["number"]))
    for row, cell in enumerate(column.cells, start=1):
        if cell is None:
            continue
        if isinstance(cell, str):
            sheet.write_string(row, at, cell, text)
        elif isinstance(cell, date):
            sheet.write_datetime(row, at, cell, day)
        else:
            is_whole = isinstance(cell, int) and column.form != "rate"
            sheet.write_number(row, at, cell, whole if is_whole else other)


def _frozen(names: Sequence[str]) -> int:
    """Keep the name of the unit in sight where it stands at the beginning, or the first column."""
    return names.index("regency") + 1 if "regency" in names[:3] else 1


def _width(column: Column, widest: int) -> float:
    """Fit a column to its lines, its heading to its longest word; longer texts are wrapped."""
    lines = [line for cell in column.cells for line in _printed(cell, column.form).split("\n")]
    words = [len(word) + FILTER_MARK for word in column.heading.split()]
    return min(max(NARROWEST, *words, *(len(line) + 2 for line in lines)), widest)


def _printed(cell: Cell, form: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return "99 Mmm 9999"
    if isinstance(cell, str):
        return cell
    return f"{cell:,}" if form != "rate" else "100.0%"
