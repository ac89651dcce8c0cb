"""Workbooks that go out: opened or built anew, with nothing in them that runs or reaches out."""

import os
import re
import warnings
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo, is_zipfile
from zlib import error as DeflateError

import numpy as np
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ERROR_CODES, Cell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.custom import CustomPropertyList
from openpyxl.utils import get_column_letter
from openpyxl.workbook.properties import CalcProperties
from openpyxl.workbook.protection import DocumentSecurity
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from ntt_coverage.errors import ReportError
from ntt_coverage.intake.grids import Kind, Sheet

__all__ = [
    "AUTHOR", "FIXED_TIME", "INERT_OPTIONS", "cells_of", "make_inert", "open_workbook", "packed",
    "plain", "put", "write_whole",
]  # fmt: skip

AUTHOR = "ntt-coverage"
"""Of the files and comments that we write."""

FIXED_TIME = datetime(2000, 1, 1)
"""Of every file that we write: the same content is the same bytes."""

INERT_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Of every workbook that XlsxWriter writes: a text stays a text."""

REACHES_OUT = "(=?)"
"""Stands where a formula took a result from another file: no number, so it is looked at again."""

UNREADABLE = (
    ValueError, TypeError, LookupError, AttributeError, OSError, RuntimeError, SyntaxError,
    EOFError, BadZipFile, DeflateError,
)  # fmt: skip
"""What openpyxl raises on workbooks that spreadsheets open: then the grids are written."""

_RUNS = re.compile(r"[=+\-@\t\r].")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HARMLESS = re.compile(
    r"""-?[\d.]+ | "[^"]*" | (('[^'\[\]]+' | \w+)!)? \$?[A-Z]+\$?\d+ (:\$?[A-Z]+\$?\d+)?""", re.X
)
"""What a validation may name: a number, a list of words, cells of the workbook."""


# Opening


def open_workbook(source: Path, sheets: Sequence[Sheet]) -> tuple[Workbook, dict[str, Worksheet]]:
    """Open a workbook to change it, with stored results for formulas.

    Parameters
    ----------
    source : pathlib.Path
        A workbook of any format. Of XLSX and XLSM the look is kept, without charts.
    sheets : sequence of Sheet
        Its sheets, which are written anew where openpyxl cannot open it.

    Returns
    -------
    tuple of openpyxl.Workbook and dict of str to Worksheet
        The workbook, and its sheets by the name that the source gives them.
    """
    book = _loaded(source)
    places = {sheet.title: sheet for sheet in book.worksheets} if book else {}
    if book and all(_is_whole(places.get(grid.name), grid) for grid in sheets):
        for grid in sheets:
            _write_unread_formulas(places[grid.name], grid)
        return book, places
    book = Workbook()
    book.remove(book.worksheets[0])
    return book, {grid.name: _rebuilt(book, grid) for grid in sheets}


def _loaded(source: Path) -> Workbook | None:
    if not is_zipfile(source):
        return None
    try:
        with source.open("rb") as file, warnings.catch_warnings(record=True):  # of parts left out
            book = load_workbook(file, data_only=True, keep_vba=False, keep_links=False)
    except UNREADABLE:
        return None
    for chart in book.chartsheets:
        book.remove(chart)
    return book


def _is_whole(sheet: Worksheet | None, grid: Sheet) -> bool:
    """Tell whether openpyxl saw a sheet's cells; of a strict workbook it sees none."""
    return sheet is not None and (bool(sheet._cells) or not grid.n_rows)


def _write_unread_formulas(sheet: Worksheet, grid: Sheet) -> None:
    """Leave the words of a formula that was not read: as blank or number it would pass."""
    for number, column in enumerate(grid.columns, 1):
        for code in np.flatnonzero(column.kinds == Kind.FORMULA):
            for row in np.flatnonzero(column.codes == code):
                cell = sheet.cell(int(row) + grid.first_row, number)
                if isinstance(cell, Cell):
                    put(cell, column.texts[int(code)] if cell.value is None else REACHES_OUT)


def _rebuilt(book: Workbook, grid: Sheet) -> Worksheet:
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", grid.name)[:28] or "Data")
    sheet.sheet_state = "hidden" if grid.hidden else "visible"
    for number, column in enumerate(grid.columns, 1):
        widths = [len(text) for text in column.texts if len(text) <= 40]  # not those of titles
        sheet.column_dimensions[get_column_letter(number)].width = max([*widths, 6]) + 2
        for row in range(grid.n_rows):
            text, kind = column.cell(row)
            if text:
                put(sheet.cell(row + grid.first_row, number), text, kind)
    for top, left, bottom, right in grid.merged:
        sheet.merge_cells(None, top + grid.first_row, left + 1, bottom + grid.first_row, right + 1)
    return sheet


def put(cell: Cell, text: str, kind: Kind = Kind.TEXT) -> None:
    """Fill a cell as its kind says; a text stays a text, whatever it begins with.

    Parameters
    ----------
    cell : openpyxl.cell.Cell
        Is changed.
    text : str
        Its content as a `Sheet` holds it.
    kind : Kind
        What that is.
    """
    if kind in (Kind.NUMBER, Kind.PERCENT):
        cell.value = int(text) if re.fullmatch(r"-?\d{1,15}", text) else float(text)
        cell.number_format = "0.0##%" if kind == Kind.PERCENT else "General"
    elif kind == Kind.DATE and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        cell.value = date.fromisoformat(text)
    elif text:
        cell.value = plain(text)
        cell.data_type = "e" if kind == Kind.ERROR and text in ERROR_CODES else "s"
        cell.quotePrefix = bool(_RUNS.match(text))


def plain(text: str) -> str:
    """Leave out the characters that a workbook cannot hold.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
    """
    return _NOT_XML.sub("", text)


# Leaving out what runs or reaches out


def cells_of(sheet: Worksheet) -> list[Cell]:
    """Return the cells that are there.

    Parameters
    ----------
    sheet : openpyxl.worksheet.worksheet.Worksheet
        Any sheet; its own ways to walk would make a cell for every gap.

    Returns
    -------
    list of openpyxl.cell.Cell
    """
    return [cell for cell in sheet._cells.values() if isinstance(cell, Cell)]


def make_inert(book: Workbook) -> None:
    """Take out of a workbook what runs, reaches outside it, or tells who made it when.

    Parameters
    ----------
    book : openpyxl.Workbook
        Opened with ``data_only``, so without formulas in cells; is changed.
    """
    book.defined_names.clear()
    book.custom_doc_props = CustomPropertyList()
    book.security, book.calculation = DocumentSecurity(), CalcProperties()
    book.properties = DocumentProperties(creator=AUTHOR, created=FIXED_TIME, modified=FIXED_TIME)
    book.template = False
    for sheet in book.worksheets:
        sheet.defined_names.clear()
        sheet.conditional_formatting = ConditionalFormattingList()
        sheet._charts, sheet._pivots = [], []  # their texts and ranges are formulas
        _make_validations_inert(sheet)
        _make_tables_inert(sheet)
        for cell in cells_of(sheet):
            cell.hyperlink = None
            cell.quotePrefix = cell.data_type == "s" and bool(_RUNS.match(str(cell.value)))


def _make_validations_inert(sheet: Worksheet) -> None:
    rules = sheet.data_validations
    rules.dataValidation = [
        rule
        for rule in rules.dataValidation
        if all(_HARMLESS.fullmatch(text) for text in (rule.formula1, rule.formula2) if text)
    ]


def _make_tables_inert(sheet: Worksheet) -> None:
    for table in sheet.tables.values():
        table.tableType = table.connectionId = None
        for column in table.tableColumns:
            column.calculatedColumnFormula = column.totalsRowFormula = None
            column.totalsRowFunction = column.queryTableFieldId = column.xmlColumnPr = None


# Writing


def packed(book: Workbook) -> bytes:
    """Return a workbook as the bytes of an XLSX, the same on every run.

    Parameters
    ----------
    book : openpyxl.Workbook
        Cannot be used again.

    Returns
    -------
    bytes
    """
    dated, fixed = BytesIO(), BytesIO()
    ExcelWriter(book, ZipFile(dated, "w")).save()  # its own save would stamp the hour
    with ZipFile(dated) as parts, ZipFile(fixed, "w", ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            stamp = ZipInfo(name, FIXED_TIME.timetuple()[:6])
            archive.writestr(stamp, parts.read(name), ZIP_DEFLATED)
    return fixed.getvalue()


def write_whole(content: bytes, target: Path) -> None:
    """Write a file so that it appears whole or not at all.

    Parameters
    ----------
    content : bytes
        All of it.
    target : pathlib.Path
        The file; an older one stays until the new one is complete. Its folder is made.

    Raises
    ------
    ReportError
        If the place cannot be written.
    """
    scratch = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_bytes(content)
        scratch.replace(target)
    except OSError as fault:
        scratch.unlink(missing_ok=True)
        reason = fault.strerror or str(fault)
        raise ReportError("cannot_write", folder=str(target.parent), fault=reason) from fault
