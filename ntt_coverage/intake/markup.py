"""Workbooks in markup: ODS and the XML of Excel 2003, often found under the name .xls."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from ntt_coverage.intake.assembly import Range, SheetBuilder
from ntt_coverage.intake.cells import (
    clean_text,
    day_cell,
    kind_of_format,
    reaches_outside,
    stored_number,
    truth_cell,
)
from ntt_coverage.intake.elements import elements
from ntt_coverage.intake.grids import Cell, Kind, Sheet
from ntt_coverage.intake.guards import check_sheet_count

__all__ = ["read_flat_ods", "read_ods", "read_spreadsheet_xml"]

_ODS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}%s"
_ODS_CELLS = ("table-cell", "covered-table-cell")
_EXCEL = "{urn:schemas-microsoft-com:office:spreadsheet}"


class _Placed:
    """A sheet being read: where the next cell stands, and what was merged."""

    def __init__(self, file: str, name: str, *, hidden: bool = False) -> None:
        self.builder = SheetBuilder(file, name)
        self.hidden = hidden
        self.merged: list[Range] = []
        self.row = -1
        self.rows = 1
        self.column = 0

    def open_row(self, row: int | None = None, rows: int = 1) -> None:
        """Go to the next row or a given one, which may stand for several alike."""
        self.row = self.row + self.rows if row is None else row
        self.rows = rows
        self.column = 0

    def put(self, cell: Cell, *, columns: int = 1, down: int = 1, right: int = 1) -> None:
        """Put a cell, repeated to the right or merged downwards and to the right."""
        self.builder.put(self.row, self.column, cell, rows=self.rows, columns=columns)
        if down > 1 or right > 1:
            last = self.row + down - 1, self.column + right - 1
            self.merged.append((self.row, self.column, *last))

    def put_result(self, cell: Cell | None, formula: str | None, **layout: int) -> None:
        """Put what a cell stores, or the formula if that is nothing or comes from outside."""
        if formula is None:
            self.put(cell or ("", Kind.TEXT), **layout)
        elif cell is None or reaches_outside(formula):
            # ODS names the formula's language before it: "of:=SUM(…)".
            self.put((f"={clean_text(formula.partition('=')[2])}", Kind.FORMULA), **layout)
        else:
            self.builder.formulas += 1
            self.put(cell, **layout)

    def sheet(self) -> Sheet:
        return self.builder.sheet(merged=self.merged, hidden=self.hidden)


# ODS


def read_ods(path: Path) -> tuple[Sheet, ...]:
    """Read an ODS workbook.

    Parameters
    ----------
    path : pathlib.Path
        A workbook that the guards have let pass.

    Returns
    -------
    tuple of Sheet
        One per sheet, in order.
    """
    with ZipFile(path) as archive, archive.open("content.xml") as content:
        return tuple(placed.sheet() for placed in _ods_tables(path.name, content))


def read_flat_ods(path: Path) -> tuple[Sheet, ...]:
    """Read an ODS workbook that is one XML file, not zipped.

    Parameters
    ----------
    path : pathlib.Path
        A workbook that the guards have let pass.

    Returns
    -------
    tuple of Sheet
        One per sheet, in order.
    """
    with path.open("rb") as content:
        return tuple(placed.sheet() for placed in _ods_tables(path.name, content))


def _ods_tables(file: str, content: IO[bytes]) -> Iterator[_Placed]:
    opened = {"table", "table-row", "dde-links"}
    hidden: set[str] = set()
    placed, count = None, 0
    for element in elements(content, opened=opened, whole={"style", *_ODS_CELLS}):
        if element.tag == "style":
            hidden.update(_hidden_styles(element))
        elif element.tag in ("table", "dde-links"):
            if placed:
                yield placed
            # What follows the sheets are copies of cells of other files.
            if element.tag == "dde-links":
                return
            count += 1
            check_sheet_count(file, count)
            style = element.get(_ODS % ("table", "style-name"), "")
            name = element.get(_ODS % ("table", "name"), "")
            placed = _Placed(file, name, hidden=style in hidden)
        elif placed and element.tag == "table-row":
            placed.open_row(rows=_times(element, "number-rows-repeated"))
        elif placed:
            _put_ods(placed, element)
    if placed:
        yield placed


def _hidden_styles(style: Element) -> Iterator[str]:
    for properties in style.findall("table-properties"):
        if properties.get(_ODS % ("table", "display")) == "false":
            yield style.get(_ODS % ("style", "name"), "")


def _times(element: Element, attribute: str) -> int:
    return int(element.get(_ODS % ("table", attribute), 1))


def _put_ods(placed: _Placed, element: Element) -> None:
    columns = _times(element, "number-columns-repeated")
    if element.tag == "table-cell":
        placed.put_result(
            _ods_cell(element),
            element.get(_ODS % ("table", "formula")),
            columns=columns,
            down=_times(element, "number-rows-spanned"),
            right=_times(element, "number-columns-spanned"),
        )
    placed.column += columns


def _ods_cell(element: Element) -> Cell | None:
    kind = element.get(_ODS % ("office", "value-type"))
    text = clean_text("\n".join(_paragraph(p) for p in element.findall("p")))
    # LibreOffice says that a text is an error in an attribute of its own.
    said = {name.rpartition("}")[2]: value for name, value in element.items() if "calc" in name}
    if said.get("value-type") == "error":
        return text, Kind.ERROR
    value = element.get(_ODS % ("office", "value"), "")
    match kind:
        case "float" | "currency":
            return stored_number(value)
        case "percentage":
            return stored_number(value, Kind.PERCENT)
        case "date":
            return day_cell(element.get(_ODS % ("office", "date-value"), ""))
        case "boolean":
            return truth_cell(element.get(_ODS % ("office", "boolean-value"), ""))
    return (text, Kind.TEXT) if text or kind else None


def _paragraph(paragraph: Element) -> str:
    """Return the text of a paragraph; tabs, breaks and rows of spaces are elements."""
    parts = [paragraph.text or ""]
    for child in paragraph:
        blank = child.tag in ("s", "tab", "line-break")
        parts += [" " if blank else _paragraph(child), child.tail or ""]
    return "".join(parts)


# The XML of Excel 2003


def read_spreadsheet_xml(path: Path) -> tuple[Sheet, ...]:
    """Read a workbook in the XML of Excel 2003.

    Parameters
    ----------
    path : pathlib.Path
        A workbook that the guards have let pass.

    Returns
    -------
    tuple of Sheet
        One per sheet, in order.
    """
    with path.open("rb") as file:
        return tuple(placed.sheet() for placed in _excel_tables(path.name, file))


def _excel_tables(file: str, content: IO[bytes]) -> Iterator[_Placed]:
    kinds: dict[str, Kind] = {}
    placed, count, row_style = None, 0, ""
    wanted = {"Style", "Cell", "Visible"}
    for element in elements(content, opened={"Worksheet", "Row"}, whole=wanted):
        if element.tag == "Style":
            kinds[_said(element, "ID")] = _excel_kind(element, kinds)
        elif element.tag == "Worksheet":
            if placed:
                yield placed
            count += 1
            check_sheet_count(file, count)
            placed = _Placed(file, _said(element, "Name"))
        elif placed and element.tag == "Row":
            index = _said(element, "Index")
            placed.open_row(int(index) - 1 if index else None)
            row_style = _said(element, "StyleID")
        elif placed and element.tag == "Cell":
            _put_excel(placed, element, kinds.get(_said(element, "StyleID") or row_style))
        elif placed:
            placed.hidden = element.text != "SheetVisible"
    if placed:
        yield placed


def _said(element: Element, attribute: str) -> str:
    return element.get(_EXCEL + attribute, "") or element.get(attribute, "")


def _excel_kind(style: Element, kinds: Mapping[str, Kind]) -> Kind:
    shown = style.find("NumberFormat")
    if shown is None:
        return kinds.get(_said(style, "Parent"), Kind.NUMBER)
    code = _said(shown, "Format")
    if re.fullmatch(r"(General|Long|Medium|Short) Date", code):
        return Kind.DATE
    return Kind.PERCENT if code == "Percent" else kind_of_format(code)


def _put_excel(placed: _Placed, element: Element, kind: Kind | None) -> None:
    index = _said(element, "Index")
    placed.column = int(index) - 1 if index else placed.column
    right = int(_said(element, "MergeAcross") or 0) + 1
    down = int(_said(element, "MergeDown") or 0) + 1
    cell = _excel_cell(element.find("Data"), kind or Kind.NUMBER)
    placed.put_result(cell, _said(element, "Formula") or None, down=down, right=right)
    placed.column += right


def _excel_cell(data: Element | None, kind: Kind) -> Cell | None:
    if data is None:
        return None
    text = "".join(data.itertext())
    match _said(data, "Type"):
        case "Number":
            return stored_number(text, kind)
        case "DateTime":
            return day_cell(text)
        case "Boolean":
            return truth_cell(text)
        case "Error":
            return clean_text(text), Kind.ERROR
    return clean_text(text), Kind.TEXT
