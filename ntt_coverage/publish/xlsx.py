"""The report's workbook: the tile map as plain cells, and every table on a sheet of its own.

It holds no formula, no macro and no picture: what a reader sees are cells to copy and sort.
"""

from collections.abc import Mapping
from io import BytesIO
from numbers import Real
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ntt_coverage.geography.tiles import load_tiles
from ntt_coverage.language import say
from ntt_coverage.pictures.choropleth import label_texts
from ntt_coverage.pictures.palette import LINE, WARNING, ink_on
from ntt_coverage.pictures.theme import DISPUTED, Theme
from ntt_coverage.pictures.themes import status_theme
from ntt_coverage.pictures.tilemap import DRAWING
from ntt_coverage.pipeline import QuarterTables
from ntt_coverage.publish.workbooks import AUTHOR, FIXED_TIME, INERT_OPTIONS

__all__ = ["report_workbook", "write_tiles"]

PATTERNS = {"": 1, "////": 14, "\\\\\\\\": 13, "||||": 12, "xxxx": 16, "++++": 15, "....": 17}
"""Excel's numbers of the patterns that matplotlib names so."""

FIRST_TILE_ROW = 4
TILE_WIDTH, TILE_HEIGHT = 14, 58
"""In letters and in points: about square."""

DASHED, THIN = 8, 1
"""Excel's numbers of borders."""

NARROWEST, WIDEST = 8, 60
"""Letters of a column."""


def report_workbook(tables: QuarterTables, named: Mapping[str, pd.DataFrame]) -> bytes:
    """Write the workbook of a report.

    Parameters
    ----------
    tables : QuarterTables
        The tables of the quarter.
    named : mapping of str to pandas.DataFrame
        What ``report_tables`` returned for them.

    Returns
    -------
    bytes
        A whole XLSX file; the same tables give the same bytes. The first sheet is the tile
        map; the others hold the tables of ``report_tables`` under their own names.
    """
    content = BytesIO()
    book = Workbook(content, INERT_OPTIONS)
    lang = tables.spec.lang
    book.set_properties({"title": tables.headline, "author": AUTHOR, "created": FIXED_TIME})
    write_tiles(book, book.add_worksheet(say("xlsx.tiles", lang)), status_theme(tables))
    head = book.add_format({"bold": True, "bottom": THIN, "valign": "top"})
    for name, table in named.items():
        _write_table(book.add_worksheet(name), table, head)
    book.close()
    return content.getvalue()


def write_tiles(book: Workbook, sheet: Worksheet, theme: Theme) -> None:
    """Write the tile map as plain cells with its title, legend and sources.

    Parameters
    ----------
    book : xlsxwriter.Workbook
        The workbook.
    sheet : xlsxwriter.Worksheet
        An empty sheet of it.
    theme : Theme
        What is shown.
    """
    lang, places = theme.spec.lang, load_tiles().set_index("bps_code")
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 1)
    sheet.set_column(0, int(places["column"].max()), TILE_WIDTH)
    sheet.write_string(0, 0, theme.title, book.add_format({"bold": True, "font_size": 16}))
    for at, line in enumerate(theme.subtitle.splitlines(), start=1):
        sheet.write_string(at, 0, line, book.add_format({"font_size": 11}))
    for row in theme.units.to_dict("records"):
        place = places.loc[row["bps_code"]]
        look = book.add_format(_tile_look(theme, row))
        text = label_texts(row, short=False)[0]
        sheet.write_string(FIRST_TILE_ROW + int(place["row"]), int(place["column"]), text, look)
    rows = int(places["row"].max()) + 1
    for at in range(rows):
        sheet.set_row(FIRST_TILE_ROW + at, TILE_HEIGHT)
    _write_legend(book, sheet, theme, FIRST_TILE_ROW + rows + 1)
    last = FIRST_TILE_ROW + rows + 3 + len(theme.legend()) + len(theme.marks())
    identity = theme.passport(DRAWING).label
    for at, line in enumerate((theme.sources, say("tiles.credit", lang), identity)):
        sheet.write_string(last + at, 0, line, book.add_format({"font_size": 9}))


def _tile_look(theme: Theme, row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **_fill(row["face"], theme.class_of(row).hatch),
        "font_color": ink_on(row["face"]),
        "bold": row["strong"],
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
        **_border(row["disputed"]),
    }


def _fill(face: str, hatch: str) -> dict[str, Any]:
    pattern = PATTERNS[hatch]
    if pattern == 1:
        return {"pattern": 1, "fg_color": face}
    return {"pattern": pattern, "fg_color": LINE, "bg_color": face}


def _border(disputed: bool) -> dict[str, Any]:
    if disputed:
        return {"border": DASHED, "border_color": WARNING}
    return {"border": THIN, "border_color": LINE}


def _write_legend(book: Workbook, sheet: Worksheet, theme: Theme, first: int) -> None:
    sheet.write_string(first, 0, say("map.of_22", theme.spec.lang, all=len(theme.units)))
    rows = [(_fill(each.face, each.hatch), n, each.label) for each, n in theme.legend()]
    for each, number in theme.marks():
        disputed = each.key == DISPUTED
        fill = {} if disputed else _fill(each.face, each.hatch)
        rows.append((fill, number, f"{each.label} *" if disputed else each.label))
    count = book.add_format({"bold": True, "align": "center"})
    for at, (fill, number, label) in enumerate(rows, start=first + 1):
        sheet.write_blank(at, 0, None, book.add_format({**fill, **_border(not fill)}))
        sheet.write_number(at, 1, number, count)
        sheet.write_string(at, 2, label)


def _write_table(sheet: Worksheet, table: pd.DataFrame, head: Format) -> None:
    """Write a table as values; a text that looks like a formula stays a text."""
    sheet.freeze_panes(1, 0)
    for at, name in enumerate(table.columns):
        sheet.write_string(0, at, str(name), head)
        texts = [_written(sheet, row, at, value) for row, value in enumerate(table[name], start=1)]
        longest = max((len(text) for text in (str(name), *texts)), default=0)
        sheet.set_column(at, at, min(max(longest + 1, NARROWEST), WIDEST))
    if len(table):
        sheet.autofilter(0, 0, len(table), len(table.columns) - 1)


def _written(sheet: Worksheet, row: int, column: int, value: Any) -> str:
    """Write a cell and return its text; nothing is written where nothing is known."""
    if pd.isna(value):
        return ""
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, Real):
        sheet.write_number(row, column, value)
    else:
        said = str(value.date()) if isinstance(value, pd.Timestamp) else str(value)
        sheet.write_string(row, column, said)
    return str(value)
