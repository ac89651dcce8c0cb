"""Workbooks of Excel: XLSX (and XLSM, whose macros never run) and the older XLS.

XLSX is read part by part rather than loaded: a loaded workbook pads its merged ranges, knows
a formula or its result but not both, and is refused for colours and filters of no account here.
"""

import io
import posixpath
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import xlrd
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple

from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.intake.assembly import Range, SheetBuilder
from ntt_coverage.intake.cells import (
    EPOCH_1900,
    EPOCH_1904,
    clean_text,
    day_cell,
    kind_of_format,
    number_cell,
    raised,
    reaches_outside,
    stored_number,
    truth_cell,
)
from ntt_coverage.intake.elements import elements
from ntt_coverage.intake.grids import Cell, Kind, Sheet
from ntt_coverage.intake.guards import check_sheet_count

__all__ = ["read_xls", "read_xlsx"]

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""How XLSX writes a character that XML cannot hold."""


class _Package:
    """The parts of an XLSX file, found as Excel does: case and backslashes do not matter."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = {_plain(name): name for name in archive.namelist()}

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._names

    def open(self, part: str) -> IO[bytes]:
        return self._archive.open(self._names[_plain(part)])

    def targets(self, part: str) -> Mapping[str, tuple[str, str]]:
        """Return type and part of each relationship of a part, by its id."""
        folder, name = posixpath.split(part)
        with self.open(posixpath.join(folder, "_rels", f"{name}.rels")) as rels:
            return {
                rel.attrib["Id"]: (
                    rel.attrib["Type"].rpartition("/")[2],
                    posixpath.join("/", folder, rel.attrib["Target"]),
                )
                for rel in elements(rels, opened={"Relationship"})
                if rel.get("TargetMode") != "External"
            }


def _plain(part: str) -> str:
    return posixpath.normpath(part.replace("\\", "/")).lstrip("/").lower()


def read_xlsx(path: Path) -> tuple[Sheet, ...]:
    """Read an XLSX workbook.

    Parameters
    ----------
    path : pathlib.Path
        A workbook that the guards have let pass.

    Returns
    -------
    tuple of Sheet
        One per sheet with cells, in order; a chart sheet is none.
    """
    with ZipFile(path) as archive:
        package = _Package(archive)
        book = _workbook_part(package)
        with package.open(book) as part:
            found: list[Element] = []
            for element in elements(part, opened={"workbookPr", "sheet"}):
                found.append(element)
                check_sheet_count(path.name, len(found) - 1)
        targets = package.targets(book)
        reading = _Reading(_strings(package, targets), _kinds(package, targets), _epoch(found))
        entries = [
            (entry, *targets[_relationship(entry)]) for entry in found if entry.tag == "sheet"
        ]
        check_sheet_count(path.name, len(entries))
        if len({target for _, _, target in entries}) < len(entries):
            raise ValueError("two sheets are one part")
        sheets = []
        for entry, kind, target in entries:
            if kind == "worksheet":
                builder = SheetBuilder(path.name, entry.get("name", ""))
                with package.open(target) as part:
                    merged = _read_cells(part, builder, reading)
                hidden = entry.get("state", "visible") != "visible"
                sheets.append(builder.sheet(merged=merged, hidden=hidden))
        return tuple(sheets)


def _epoch(found: list[Element]) -> date:
    settings = [element.get("date1904") for element in found if element.tag == "workbookPr"]
    return EPOCH_1904 if settings and settings[0] in ("1", "true") else EPOCH_1900


def _workbook_part(package: _Package) -> str:
    kinds = package.targets("/").values() if "_rels/.rels" in package else ()
    return next((part for kind, part in kinds if kind == "officeDocument"), "xl/workbook.xml")


def _relationship(entry: Element) -> str:
    # The prefix r: stands for one namespace in transitional files and for another in strict ones.
    return next((value for name, value in entry.items() if name.endswith("}id")), "")


def _parts(targets: Mapping[str, tuple[str, str]], kind: str) -> list[str]:
    return [part for found, part in targets.values() if found == kind]


def _strings(package: _Package, targets: Mapping[str, tuple[str, str]]) -> list[Cell]:
    found: list[Cell] = []
    for part in _parts(targets, "sharedStrings"):
        with package.open(part) as strings:
            found.extend(_text_cell(_runs(item)) for item in elements(strings, whole={"si"}))
    return found


def _runs(item: Element) -> str:
    """Return a text with or without formatted runs; readings (rPh) are no part of it."""
    runs = [item, *item.findall("r")]
    return "".join(_run(run) for run in runs)


def _run(run: Element) -> str:
    text = "".join(text.text or "" for text in run.findall("t"))
    place = run.find("rPr/vertAlign")
    return raised(text) if place is not None and place.get("val") == "superscript" else text


def _text_cell(text: str) -> Cell:
    return clean_text(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)), Kind.TEXT


def _kinds(package: _Package, targets: Mapping[str, tuple[str, str]]) -> list[Kind]:
    """Return what the numbers of each cell style are shown as."""
    formats = dict(BUILTIN_FORMATS)
    kinds: list[Kind] = []
    for part in _parts(targets, "styles"):
        with package.open(part) as styles:
            inside = False
            for element in elements(styles, opened={"numFmt", "cellXfs", "xf"}):
                inside = inside or element.tag == "cellXfs"
                if element.tag == "numFmt":
                    formats[int(element.attrib["numFmtId"])] = element.get("formatCode", "")
                elif element.tag == "xf" and inside:
                    kinds.append(kind_of_format(formats.get(int(element.get("numFmtId", 0)), "")))
    return kinds


def _index(text: str) -> int:
    """Return a place in a list; Python would count a negative one from the end."""
    if not text.isdecimal():
        raise ValueError(f"no place in a list: {text!r}")
    return int(text)


class _Reading:
    """What is needed to read the cells of a workbook."""

    def __init__(self, strings: list[Cell], kinds: list[Kind], epoch: date) -> None:
        self.strings = strings
        self.kinds = kinds
        self.epoch = epoch
        self.shared: dict[str, str] = {}

    def stored(self, element: Element) -> Cell | None:
        """Return what a cell stores; None if that is nothing."""
        kind, text = element.get("t", "n"), element.findtext("v")
        if kind == "inlineStr":
            item = element.find("is")
            return None if item is None else _text_cell(_runs(item))
        if kind == "str":
            return None if text is None else _text_cell(text)
        if not text:
            return None
        match kind:
            case "s":
                return self.strings[_index(text)]
            case "b":
                return truth_cell(text)
            case "e":
                return text, Kind.ERROR
            case "d":
                return day_cell(text)
        style = _index(element.get("s", "0"))
        return stored_number(text, self.kinds[style] if self.kinds else Kind.NUMBER, self.epoch)

    def formula(self, element: Element) -> str | None:
        """Return a cell's formula; that of a shared one stands in its first cell only."""
        formula = element.find("f")
        if formula is None:
            return None
        text, group = formula.text or "", formula.get("si", "")
        return self.shared.setdefault(group, text) if formula.get("t") == "shared" else text


def _read_cells(part: IO[bytes], builder: SheetBuilder, reading: _Reading) -> list[Range]:
    """Put the cells of a sheet in their places and return its merged ranges."""
    merged: list[Range] = []
    reading.shared.clear()
    row = column = 0
    for element in elements(part, opened={"row", "mergeCell"}, whole={"c"}):
        if element.tag == "row":
            row, column = int(element.get("r", row + 1)), 0
        elif element.tag == "c":
            place = element.get("r")
            row, column = coordinate_to_tuple(place) if place else (row, column + 1)
            _put(builder, row - 1, column - 1, element, reading)
        else:
            left, top, right, bottom = range_boundaries(element.attrib["ref"])
            merged.append((top - 1, left - 1, bottom - 1, right - 1))
    return merged


def _put(builder: SheetBuilder, row: int, column: int, element: Element, reading: _Reading) -> None:
    stored, formula = reading.stored(element), reading.formula(element)
    if formula is None:
        builder.put(row, column, stored or ("", Kind.TEXT))
    elif stored is None or reaches_outside(formula):
        builder.put(row, column, (f"={clean_text(formula)}", Kind.FORMULA))
    else:
        builder.formulas += 1
        builder.put(row, column, stored)


def read_xls(path: Path) -> tuple[Sheet, ...]:
    """Read an XLS workbook; it gives results only, so that no formula is counted.

    Parameters
    ----------
    path : pathlib.Path
        A workbook that the guards have let pass.

    Returns
    -------
    tuple of Sheet
        One per sheet with cells, in order; a chart sheet is none.

    Raises
    ------
    SourceLayoutError
        If it is protected by a password, or has too many sheets.
    """
    try:
        book = xlrd.open_workbook(
            file_contents=path.read_bytes(), logfile=io.StringIO(), formatting_info=True,
            on_demand=True, ragged_rows=True,
        )  # fmt: skip
    except xlrd.XLRDError as fault:
        if "encrypted" in str(fault):
            raise SourceLayoutError("encrypted_file", file=path.name) from fault
        raise
    check_sheet_count(path.name, book.nsheets)
    return tuple(_xls_sheet(path.name, book, number) for number in range(book.nsheets))


def _xls_sheet(file: str, book: xlrd.Book, number: int) -> Sheet:
    sheet = book.sheet_by_index(number)
    builder = SheetBuilder(file, sheet.name)
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            builder.put(row, column, _xls_cell(book, cell))
    merged = [(top, left, below - 1, right - 1) for top, below, left, right in sheet.merged_cells]
    built = builder.sheet(merged=merged, hidden=sheet.visibility != 0)
    book.unload_sheet(number)
    return built


def _xls_cell(book: xlrd.Book, cell: xlrd.sheet.Cell) -> Cell:
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return clean_text(cell.value), Kind.TEXT
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            style = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
            epoch = EPOCH_1904 if book.datemode else EPOCH_1900
            return number_cell(cell.value, kind_of_format(style), epoch)
        case xlrd.XL_CELL_BOOLEAN:
            return truth_cell(str(cell.value))
        case xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(cell.value, "#ERROR"), Kind.ERROR
    return "", Kind.TEXT
