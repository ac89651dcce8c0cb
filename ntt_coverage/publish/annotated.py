"""The copy of a workbook that goes back to its office, with every problem marked.

Marks of an earlier round (our sheet, fills and comments) are taken out first, so a file may
go back and forth as often as it needs.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from pathlib import Path
from textwrap import wrap
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ntt_coverage.intake.grids import Kind, Sheet
from ntt_coverage.language import format_number, say
from ntt_coverage.publish.workbooks import (
    AUTHOR,
    cells_of,
    make_inert,
    open_workbook,
    packed,
    plain,
    put,
    write_whole,
)

__all__ = ["write_annotated"]

LANG = "id"
"""The copy is for offices of the province."""

MOST = 2000
"""Problems listed and cells commented; more than a person repairs at once."""

SEVERITIES = {
    "rejected": ("annotated.rejected", "FFF4A582"),
    "flagged": ("annotated.flagged", "FFFFF2B3"),
}
"""Of problems: the word before the message, and the fill. Printed grey, one is far darker."""

INK = "FF010101"
"""Font where a light one would vanish on our fills; tells that it was light before."""

HEADERS = {
    "annotated.number": 6,
    "annotated.sheet_name": 15,
    "annotated.cell": 14,
    "annotated.column": 20,
    "annotated.value": 17,
    "annotated.problem": 54,
    "annotated.suggestion": 30,
}
"""Columns of our sheet and their widths."""

HEADER_ROW = 5
BEGIN = f"{AUTHOR}:\n"
"""First line of our part of a comment."""

Found = tuple[dict[str, Any], Cell | None]
"""An issue and the cell where it is marked; none for a whole sheet."""


def write_annotated(
    source: Path, sheets: tuple[Sheet, ...], issues: pd.DataFrame, target: Path
) -> None:
    """Write a copy of a workbook with its problems coloured, commented and listed.

    Parameters
    ----------
    source : pathlib.Path
        The workbook as it was sent. Of XLSX and XLSM the look is kept; any other format is
        written anew from its grids.
    sheets : tuple of Sheet
        All its sheets.
    issues : pandas.DataFrame
        One row per issue of this file: ``file, sheet, row, column, cell, value, severity,
        reason, message_id, message_en, suggestion``. ``row`` 0 is the whole sheet; an issue
        of a row without a cell stands at the row's first filled cell.
    target : pathlib.Path
        The XLSX to write, whole or not at all.

    Raises
    ------
    ReportError
        If the target cannot be written.
    """
    book, places = open_workbook(source, sheets)
    make_inert(book)
    _remove_earlier_round(book)
    told = issues.astype(object).where(issues.notna(), "").to_dict("records")
    grids = {sheet.name: sheet for sheet in sheets}
    found = [
        (issue, _cell_of(issue, places.get(issue["sheet"]), grids.get(issue["sheet"])))
        for issue in told
    ]
    problems = [pair for pair in found if pair[0]["severity"] in SEVERITIES]
    notes = [pair for pair in found if pair[0]["severity"] not in SEVERITIES]
    _mark(problems)
    _fit_comments(book)
    _write_list(_new_sheet(book), source.name, problems, notes)
    write_whole(packed(book), target)


# Marks of an earlier round


def _remove_earlier_round(book: Workbook) -> None:
    for sheet in book.worksheets:
        if _is_list(sheet):
            book.remove(sheet)
            continue
        for cell in cells_of(sheet):
            _remove_fill(cell)
            _remove_comment(cell)


def _is_list(sheet: Worksheet) -> bool:
    words = tuple(say(key, LANG) for key in HEADERS)
    return words in sheet.iter_rows(max_row=2 * HEADER_ROW, max_col=len(words), values_only=True)


def _remove_fill(cell: Cell) -> None:
    tints = {tint for _, tint in SEVERITIES.values()}
    if cell.fill.fill_type != "solid" or cell.fill.fgColor.rgb not in tints:
        return
    under = cell.fill.bgColor
    plain_before = under.type == "indexed" or under.rgb == Color().rgb
    cell.fill = PatternFill() if plain_before else PatternFill("solid", fgColor=copy(under))
    if cell.font.color is not None and cell.font.color.rgb == INK:
        cell.font = _inked(cell, "FFFFFFFF")


def _remove_comment(cell: Cell) -> None:
    """Take our lines out of a comment; what a person wrote above or below them stays."""
    if cell.comment is None or BEGIN not in cell.comment.text:
        return
    before, _, after = cell.comment.text.partition(BEGIN)
    marks = ("annotated.rejected", "annotated.flagged", "annotated.suggested")
    ours = tuple(say(key, LANG) for key in marks)
    replies = [line for line in after.split("\n") if not line.startswith(ours)]
    theirs = "\n".join([before.rstrip("\n"), *replies]).strip("\n")
    cell.comment = Comment(theirs, cell.comment.author) if theirs.strip() else None


# Marking cells


def _cell_of(issue: dict[str, Any], sheet: Worksheet | None, grid: Sheet | None) -> Cell | None:
    address = issue["cell"] or (_first_filled(grid, int(issue["row"])) if grid else "")
    if sheet is None or not address:
        return None
    cell = sheet[address]
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if address in area)
        return sheet.cell(area.min_row, area.min_col)
    return cell


def _first_filled(grid: Sheet, row: int) -> str:
    place = row - grid.first_row
    if not 0 <= place < grid.n_rows:
        return ""
    filled = (n for n, column in enumerate(grid.columns) if column.cell(place)[0].strip())
    return grid.address(place, next(filled, 0))


def _mark(problems: Iterable[Found]) -> None:
    at: dict[Cell, list[dict[str, Any]]] = {}
    for issue, cell in problems:
        if cell is not None:
            at.setdefault(cell, []).append(issue)
    for number, (cell, issues) in enumerate(at.items()):
        severities = {issue["severity"] for issue in issues}
        _tint(cell, "rejected" if "rejected" in severities else "flagged")
        _show(cell)
        if number < MOST:
            _comment(cell, issues)


def _tint(cell: Cell, severity: str) -> None:
    """Fill a cell; the colour it had is kept behind ours, where nobody sees it."""
    under = copy(cell.fill.fgColor) if cell.fill.fill_type == "solid" else Color()
    cell.fill = PatternFill("solid", fgColor=SEVERITIES[severity][1], bgColor=under)
    if _is_light(cell.font.color):
        cell.font = _inked(cell, INK)


def _inked(cell: Cell, rgb: str) -> Font:
    font = copy(cell.font)
    font.color = Color(rgb=rgb)
    return font


def _is_light(color: Color | None) -> bool:
    if color is not None and color.type == "rgb":
        return min(bytes.fromhex(color.rgb[-6:])) > 0xB0
    white = {("theme", 0), ("indexed", 1), ("indexed", 9)}
    return color is not None and (color.type, color.value) in white


def _show(cell: Cell) -> None:
    """Unhide the cell's row and column: nobody repairs what cannot be seen."""
    sheet = cell.parent
    if cell.row in sheet.row_dimensions:
        sheet.row_dimensions[cell.row].hidden = False
    for wide in sheet.column_dimensions.values():
        if wide.hidden and (wide.min or 0) <= cell.column <= (wide.max or 0):
            wide.hidden = False


def _comment(cell: Cell, issues: Iterable[dict[str, Any]]) -> None:
    theirs, lines = cell.comment, []
    for issue in issues:
        lines.append(_problem(issue))
        if issue["suggestion"]:
            lines.append(f"{say('annotated.suggested', LANG)} {_one_line(issue['suggestion'])}")
    before = theirs.text.rstrip("\n") + "\n\n" if theirs else ""
    author = theirs.author if theirs else AUTHOR
    cell.comment = Comment(before + BEGIN + "\n".join(lines), author)


def _problem(issue: dict[str, Any]) -> str:
    message = _one_line(issue["message_id"])
    if issue["severity"] not in SEVERITIES:
        return message
    return f"{say(SEVERITIES[issue['severity']][0], LANG)} {message}"


def _one_line(text: object, most: int = 1000) -> str:
    line = plain(" ".join(str(text).split()))
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _fit_comments(book: Workbook) -> None:
    """Give every box the size of its text; openpyxl forgets the sizes that it reads."""
    for sheet in book.worksheets:
        for cell in cells_of(sheet):
            if cell.comment is not None:
                lines = sum(_lines(text, 44) for text in cell.comment.text.split("\n"))
                cell.comment.width, cell.comment.height = 320, min(30 + 18 * lines, 700)


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes; letters are a little narrower than digits."""
    return max(len(wrap(text, int(width))), 1)


# Our sheet

_FONT, _BOLD = Font(name="Calibri", size=11), Font(name="Calibri", size=11, bold=True)
_LINE = Side(style="thin", color="FFB8C2CC")
_TOP = Alignment(vertical="top", horizontal="left", wrap_text=True)


def _new_sheet(book: Workbook) -> Worksheet:
    for other in book.worksheets:  # else a person would edit several sheets at once
        for view in other.views.sheetView:
            view.tabSelected = False
    book.active = 0
    return book.create_sheet(say("annotated.sheet", LANG), 0)


def _write_list(
    sheet: Worksheet, file: str, problems: Sequence[Found], notes: Sequence[Found]
) -> None:
    put(sheet["A1"], say("annotated.heading", LANG, file=file))
    put(sheet["A2"], say("annotated.repair", LANG))
    put(sheet["A3"], say("annotated.copy", LANG))
    sheet["A1"].font = Font(name="Calibri", size=14, bold=True)
    for number, (key, width) in enumerate(HEADERS.items(), 1):
        cell = sheet.cell(HEADER_ROW, number, say(key, LANG))
        cell.font, cell.alignment = _BOLD, _TOP
        cell.fill, cell.border = PatternFill("solid", fgColor="FFDDE5EC"), Border(bottom=_LINE)
        sheet.column_dimensions[get_column_letter(number)].width = width
    last = _write_rows(sheet, HEADER_ROW, problems)
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(HEADERS))}{last}"
    if notes:
        sheet.cell(last + 2, 1, say("annotated.notes", LANG)).font = _BOLD
        _write_rows(sheet, last + 2, notes)
    _lay_out(sheet)


def _write_rows(sheet: Worksheet, above: int, found: Sequence[Found]) -> int:
    """Write the rows below one and return the last."""
    for number, (issue, marked) in enumerate(found[:MOST], 1):
        _write_row(sheet, (above + number, number), issue, marked)
    if len(found) <= MOST:
        return above + len(found)
    more = format_number(len(found) - MOST, LANG)
    put(sheet.cell(above + MOST + 1, 1), say("annotated.more", LANG, n=more))
    return above + MOST + 1


def _write_row(
    sheet: Worksheet, place: tuple[int, int], issue: dict[str, Any], marked: Cell | None
) -> None:
    row, number = place
    where = marked.coordinate if marked else say("annotated.whole_sheet", LANG)
    said = [issue["sheet"], where, issue["column"], issue["value"], _problem(issue)]
    texts = [_one_line(text) for text in (number, *said, issue["suggestion"])]
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(row, column)
        put(cell, text, Kind.TEXT if column > 1 else Kind.NUMBER)
        cell.font, cell.alignment, cell.border = _FONT, _TOP, Border(bottom=_LINE)
    lines = max(_lines(t, 1.12 * wide) for t, wide in zip(texts, HEADERS.values(), strict=True))
    sheet.row_dimensions[row].height = 15 * lines + 3  # not every program fits it by itself
    if issue["severity"] in SEVERITIES:
        tint = SEVERITIES[issue["severity"]][1]
        sheet.cell(row, 3).fill = PatternFill("solid", fgColor=tint)
    if marked:
        _link(sheet.cell(row, 3), marked)


def _link(cell: Cell, marked: Cell) -> None:
    target = f"{quote_sheetname(marked.parent.title)}!{marked.coordinate}"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target)
    cell.font = Font(name="Calibri", size=11, color="FF0B4F8A", underline="single")


def _lay_out(sheet: Worksheet) -> None:
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.sheet_view.tabSelected = True
    sheet.sheet_view.showGridLines = False
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
