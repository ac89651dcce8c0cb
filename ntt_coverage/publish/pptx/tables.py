"""Native tables on a slide: as large as they fit, numbers at the right, no row over the edge."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from ntt_coverage.publish.pptx.looks import Place, Words
from ntt_coverage.publish.pptx.message import Page
from ntt_coverage.publish.pptx.shapes import Canvas
from ntt_coverage.publish.pptx.text import cut_to, harmless, height_of

__all__ = ["LARGEST", "Column", "Rows", "draw_table", "rows_that_fit"]

Rows = Sequence[Sequence[str]]
"""The cells of a table, row by row."""

LARGEST, SMALLEST = 14, 7
"""Points of letters in a table; on a narrow slide they are small before a text is cut."""

EVEN_DOWN_TO = 11
"""Points of letters that are made smaller so that all rows are alike."""

STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""Office's own "No Style, No Grid": programs draw the others differently, so lines are ours."""

ACROSS, AFTER_NUMBER, DOWN = 0.06, 0.3, 0.045
"""Inches between letters and the edge of a cell: at the sides, after a number, above and below."""

BETWEEN = 0.2
"""Inches between two halves."""

LOOSEST = 1.35
"""Times its height that a row may take, where there is room."""

MOST_LINES = 4


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    head : str
        Its heading.
    share : float
        Of the width, beside the shares of the others.
    number : bool
        Whether it holds numbers, which stand at the right.
    """

    head: str
    share: float
    number: bool = False


@dataclass(frozen=True, kw_only=True)
class _Grid:
    """A table's columns with their widths in inches, the size of its letters, lines of a cell."""

    columns: Sequence[Column]
    widths: Sequence[float]
    size: float
    lines: int = MOST_LINES

    @property
    def rooms(self) -> list[float]:
        """Widths that letters have."""
        return [
            width - ACROSS - (AFTER_NUMBER if column.number else ACROSS)
            for column, width in zip(self.columns, self.widths, strict=True)
        ]

    def heights(self, rows: Rows) -> list[float]:
        """Return those of the header and of each row."""
        heads = [column.head for column in self.columns]
        most = self.lines * height_of("x", self.size, 1)
        high = [min(self._highest(row), most) for row in rows]
        return [self._highest(heads, "bold") + 2 * DOWN, *(each + 2 * DOWN for each in high)]

    def _highest(self, row: Sequence[str], weight: str = "normal") -> float:
        pairs = zip(row, self.rooms, strict=True)
        return max(height_of(text, self.size, room, weight) for text, room in pairs)

    def cut(self, row: Sequence[str]) -> list[str]:
        """Return cells no longer than they may be."""
        pairs = zip(row, self.rooms, strict=True)
        return [cut_to(self.lines, text, self.size, room) for text, room in pairs]

    def fitted(self, parts: Sequence[Rows], height: float) -> "_Grid":
        """Return the same with the largest letters in which each part is no higher."""
        for size in np.arange(self.size, EVEN_DOWN_TO - 0.1, -0.5):
            grid = replace(self, size=float(size))
            if max(map(sum, _alike([grid.heights(part) for part in parts]))) <= height:
                return grid
        grid = self
        while grid.size > SMALLEST and max(sum(grid.heights(part)) for part in parts) > height:
            grid = replace(grid, size=grid.size - 0.5)
        while grid.lines > 1 and max(sum(grid.heights(part)) for part in parts) > height:
            grid = replace(grid, lines=grid.lines - 1)
        return grid


def _grid(columns: Sequence[Column], width: float, size: float) -> _Grid:
    whole = sum(each.share for each in columns)
    widths = [width * each.share / whole for each in columns]
    return _Grid(columns=columns, widths=widths, size=size)


def draw_table(
    page: Page, name: str, place: Place, columns: Sequence[Column], rows: Rows,
    *, alt: str = "", halves: bool = False, largest: float = LARGEST,
) -> float:  # fmt: skip
    """Draw a table in the largest letters in which it fits.

    Parameters
    ----------
    page : Page
        The slide.
    name : str
        As the list of the slide's objects shows it.
    place : Place
        The room that it has.
    columns : sequence of Column
        From left to right.
    rows : sequence of sequence of str
        The cells.
    alt : str
        What it shows, in words.
    halves : bool
        Whether it is parted in two, which stand side by side.
    largest : float
        Points of its letters, at most.

    Returns
    -------
    float
        The height that it takes, in inches.
    """
    left, top, width, height = place
    cells = [[harmless(text) for text in row] for row in rows]
    half = -(-len(cells) // 2)
    parts = [cells[:half], cells[half:]] if halves else [cells]
    wide = (width - BETWEEN * (len(parts) - 1)) / len(parts)
    grid = _grid(columns, wide, largest).fitted(parts, height)
    high = _even([grid.heights(part) for part in parts], height)
    for at, (part, heights) in enumerate(zip(parts, high, strict=True)):
        spot = (left + at * (wide + BETWEEN), top, wide, sum(heights))
        told = f"{name} ({at + 1})" if halves else name
        table = _add_table(page.canvas, (told, alt), spot, grid, len(heights))
        heads = [each.head for each in columns]
        for number, (row, deep) in enumerate(zip([heads, *part], heights, strict=True)):
            table.append(_row(page.canvas, grid, row, deep, head=number == 0))
    return max(map(sum, high))


def _even(parts: list[list[float]], height: float) -> list[list[float]]:
    """Make all rows as high as the highest, where there is room, and wider apart."""
    even = _alike(parts)
    shown = even if max(map(sum, even)) <= height else parts
    apart = min(LOOSEST, height / max(map(sum, shown)))
    return [[high * max(1.0, apart) for high in part] for part in shown]


def _alike(parts: list[list[float]]) -> list[list[float]]:
    highest = max((high for _, *rows in parts for high in rows), default=0.0)
    return [[head, *[highest] * len(rows)] for head, *rows in parts]


def _add_table(canvas: Canvas, told: tuple[str, str], place: Place, grid: _Grid, rows: int) -> Any:
    """Add a table without rows; its first row is flagged as header."""
    shapes: Any = canvas.slide.shapes
    frame = shapes.add_table(rows, len(grid.columns), *canvas.at(place))._element
    canvas.name_frame(frame, *told)
    table = frame.graphic.graphicData.tbl
    table.tblPr.find(qn("a:tableStyleId")).text = STYLE
    table.tblPr.attrib.pop("bandRow", None)
    for column, wide in zip(table.tblGrid.gridCol_lst, grid.widths, strict=True):
        column.w = round(wide * canvas.emu)
    for old in list(table.tr_lst):
        table.remove(old)
    return table


def _row(canvas: Canvas, grid: _Grid, row: Sequence[str], high: float, *, head: bool) -> Any:
    colour, width = ("accent1", 15_875) if head else ("tx2", 3_175)
    edges = "".join(f"<a:{side}><a:noFill/></a:{side}>" for side in ("lnL", "lnR", "lnT"))
    edges += f'<a:lnB w="{width}"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:lnB>'
    cells = "".join(
        _cell(canvas, column, Words(text=text, size=grid.size, bold=head), edges)
        for column, text in zip(grid.columns, row if head else grid.cut(row), strict=True)
    )
    return parse_xml(f'<a:tr {nsdecls("a")} h="{round(high * canvas.emu)}">{cells}</a:tr>')


def _cell(canvas: Canvas, column: Column, words: Words, edges: str) -> str:
    across, down = round(ACROSS * canvas.emu), round(DOWN * canvas.emu)
    right = round(AFTER_NUMBER * canvas.emu) if column.number else across
    written = replace(words, across="r" if column.number else "l")
    return (
        "<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>"
        f"{written.paragraphs(canvas.lang, canvas.scale)}</a:txBody>"
        f'<a:tcPr marL="{across}" marR="{right}" marT="{down}" marB="{down}" anchor="ctr">'
        f"{edges}<a:noFill/></a:tcPr></a:tc>"
    )


def rows_that_fit(
    height: float, width: float, columns: Sequence[Column], rows: Rows, size: float
) -> int:
    """Count the rows that a table of a height holds in letters of a size.

    Parameters
    ----------
    height, width : float
        Inches.
    columns : sequence of Column
        From left to right.
    rows : sequence of sequence of str
        The cells.
    size : float
        Points.

    Returns
    -------
    int
        At least 1.
    """
    grid = _grid(columns, width, size)
    taken = 0.0
    for at, high in enumerate(grid.heights([[harmless(text) for text in row] for row in rows])):
        taken += high
        if taken > height:
            return max(1, at - 1)
    return max(1, len(rows))
