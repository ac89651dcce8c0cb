"""The tile map in cells: every unit a cell in the colour of its class, with legend and sources."""

from collections.abc import Mapping
from typing import Any

from xlsxwriter.worksheet import Worksheet

from ntt_coverage.geography.tiles import load_tiles
from ntt_coverage.language import say
from ntt_coverage.pictures.labels import label_texts
from ntt_coverage.pictures.palette import ink_on
from ntt_coverage.pictures.theme import DISPUTED, Theme
from ntt_coverage.pictures.tilemap import DRAWING
from ntt_coverage.publish.workbooks import plain
from ntt_coverage.publish.xlsx.sheets import Book, border, fill, lines_of

__all__ = ["FIRST_TILE_ROW", "write_tiles"]

FIRST_TILE_ROW = 4
TILE_WIDTH, TILE_HEIGHT = 14, 58
"""In letters and in points: about square."""

SMALL_LINE = 12.5
"""Height of a line of small letters, in points."""


def write_tiles(book: Book, sheet: Worksheet, theme: Theme) -> None:
    """Write the tile map as plain cells with its title, legend and sources.

    Parameters
    ----------
    book : Book
        The workbook.
    sheet : xlsxwriter.worksheet.Worksheet
        An empty sheet of it.
    theme : Theme
        What is shown.
    """
    lang, places = theme.spec.lang, load_tiles().set_index("bps_code")
    columns, rows = int(places["column"].max()) + 1, int(places["row"].max()) + 1
    sheet.hide_gridlines(2)
    sheet.fit_to_pages(1, 1)
    sheet.set_column(0, columns - 1, TILE_WIDTH)
    sheet.write_string(0, 0, plain(theme.title), book.look(bold=True, font_size=16))
    for at, line in enumerate(theme.subtitle.splitlines(), start=1):
        sheet.write_string(at, 0, plain(line), book.look(font_size=11))
    for row in theme.rows:
        place = places.loc[row["bps_code"]]
        text = plain(label_texts(row, short=False)[0])
        look = book.look(**_tile_look(theme, row))
        sheet.write_string(FIRST_TILE_ROW + int(place["row"]), int(place["column"]), text, look)
    for at in range(rows):
        sheet.set_row(FIRST_TILE_ROW + at, TILE_HEIGHT)
    _write_legend(book, sheet, theme, FIRST_TILE_ROW + rows + 1)
    last = FIRST_TILE_ROW + rows + 3 + len(theme.legend()) + len(theme.marks())
    identity = theme.passport(DRAWING).label
    small = book.look(font_size=9, text_wrap=True, valign="top")
    for at, line in enumerate((theme.sources, say("tiles.credit", lang), identity), start=last):
        sheet.set_row(at, SMALL_LINE * lines_of(line, columns * TILE_WIDTH))
        sheet.merge_range(at, 0, at, columns - 1, "")
        sheet.write_string(at, 0, plain(line), small)
    sheet.print_area(0, 0, last + 2, columns - 1)


def _tile_look(theme: Theme, row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **fill(row["face"], theme.class_of(row).hatch),
        "font_color": ink_on(row["face"]),
        "bold": row["strong"],
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
        **border(row["disputed"]),
    }


def _write_legend(book: Book, sheet: Worksheet, theme: Theme, first: int) -> None:
    sheet.write_string(first, 0, say("map.of_22", theme.spec.lang, all=len(theme.units)))
    rows = [(fill(each.face, each.hatch), n, each.label) for each, n in theme.legend()]
    for each, number in theme.marks():
        disputed = each.key == DISPUTED
        ground = {} if disputed else fill(each.face, each.hatch)
        rows.append((ground, number, f"{each.label} *" if disputed else each.label))
    count = book.look(bold=True, align="center")
    for at, (ground, number, label) in enumerate(rows, start=first + 1):
        sheet.write_blank(at, 0, None, book.look(**ground, **border(not ground)))
        sheet.write_number(at, 1, number, count)
        sheet.write_string(at, 2, label)
