"""Native tables on a slide: as large as they fit, numbers at the right, no row over the edge."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from ntt_coverage.publish.slides_page import Page
from ntt_coverage.publish.slides_shapes import Canvas, Place, Words
from ntt_coverage.publish.slides_text import cut_to, harmless, height_of

__all__ = ["Column", "draw_table", "rows_that_fit"]

LARGEST, SMALLEST = 14, 10
"""Points of letters in a table."""

STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""Office's own "No Style, No Grid": programs draw the others differently, so lines are ours."""

ACROSS, DOWN = 0.07, 0.045
"""Inches between letters and the edge of a cell."""

BETWEEN = 0.35
"""Inches between two halves."""

MOST_LINES = 3


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


def draw_table(
    page: Page, name: str, place: Place, columns: Sequence[Column], rows: Sequence[Sequence[str]],
    *, alt: str = "", halves: bool = False,
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
    widths = _widths(columns, wide)
    size, lines = _largest(columns, parts, widths, height)
    taken = 0.0
    for at, part in enumerate(parts):
        heights = _heights(columns, part, widths, size, lines)
        spot = (left + at * (wide + BETWEEN), top, wide, sum(heights))
        told = [
            [cut_to(lines, text, size, _room(each)) for text, each in zip(row, widths, strict=True)]
            for row in part
        ]
        named = f"{name} ({at + 1})" if halves else name
        table = _add_table(page, named, spot, [widths, heights], alt)
        heads = [each.head for each in columns]
        for texts, high, head in zip(
            [heads, *told], heights, [True] + [False] * len(told), strict=True
        ):
            table.append(_row(page.canvas, columns, texts, high, size, head=head))
        taken = max(taken, sum(heights))
    return taken


def _largest(
    columns: Sequence[Column], parts: Sequence[Sequence[Sequence[str]]], widths: Sequence[float],
    height: float,
) -> tuple[float, int]:  # fmt: skip
    """Return the letters in which all parts fit, and the lines that a cell may have."""

    def deepest(size: float, lines: int) -> float:
        return max(sum(_heights(columns, part, widths, size, lines)) for part in parts)

    size, lines = float(LARGEST), MOST_LINES
    while size > SMALLEST and deepest(size, lines) > height:
        size -= 0.5
    while lines > 1 and deepest(size, lines) > height:
        lines -= 1
    return size, lines


def _add_table(
    page: Page, name: str, place: Place, sides: Sequence[Sequence[float]], alt: str
) -> Any:
    """Add a table without rows; its first row is flagged as header."""
    canvas, (widths, heights) = page.canvas, sides
    shapes: Any = canvas.slide.shapes
    frame = shapes.add_table(len(heights), len(widths), *canvas.at(place))._element
    frame.nvGraphicFramePr.cNvPr.set("id", str(next(canvas.ids)))
    frame.nvGraphicFramePr.cNvPr.set("name", harmless(name))
    frame.nvGraphicFramePr.cNvPr.set("descr", harmless(alt).replace("\n", " "))
    table = frame.graphic.graphicData.tbl
    table.tblPr.find(qn("a:tableStyleId")).text = STYLE
    table.tblPr.attrib.pop("bandRow", None)
    for grid, wide in zip(table.tblGrid.gridCol_lst, widths, strict=True):
        grid.w = round(wide * canvas.emu)
    for old in list(table.tr_lst):
        table.remove(old)
    return table


def rows_that_fit(
    height: float, width: float, columns: Sequence[Column], rows: Sequence[Sequence[str]],
    size: float,
) -> int:  # fmt: skip
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
    cells = [[harmless(text) for text in row] for row in rows]
    taken = 0.0
    for at, high in enumerate(_heights(columns, cells, _widths(columns, width), size)):
        taken += high
        if taken > height:
            return max(1, at - 1)
    return max(1, len(rows))


def _widths(columns: Sequence[Column], width: float) -> list[float]:
    whole = sum(each.share for each in columns)
    return [width * each.share / whole for each in columns]


def _room(width: float) -> float:
    return width - 2 * ACROSS


def _heights(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], widths: Sequence[float], size: float,
    most: int = MOST_LINES,
) -> list[float]:  # fmt: skip
    """Return the height of the header and of each row."""
    line = height_of("x", size, 1)
    heads = [
        height_of(each.head, size, _room(wide), "bold")
        for each, wide in zip(columns, widths, strict=True)
    ]
    cells = [
        max(height_of(text, size, _room(wide)) for text, wide in zip(row, widths, strict=True))
        for row in rows
    ]
    return [max(heads) + 2 * DOWN, *(min(high, most * line) + 2 * DOWN for high in cells)]


def _row(
    canvas: Canvas, columns: Sequence[Column], texts: Sequence[str], high: float, size: float,
    *, head: bool,
) -> object:  # fmt: skip
    across, down = round(ACROSS * canvas.emu), round(DOWN * canvas.emu)
    margins = f'marL="{across}" marR="{across}" marT="{down}" marB="{down}" anchor="ctr"'
    edges = "".join(f"<a:{side}><a:noFill/></a:{side}>" for side in ("lnL", "lnR", "lnT"))
    colour, width = ("accent1", 15_875) if head else ("tx2", 3_175)
    edges += f'<a:lnB w="{width}"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:lnB>'
    cells = "".join(
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{_text(canvas, each, text, size, bold=head)}"
        f"</a:txBody><a:tcPr {margins}>{edges}<a:noFill/></a:tcPr></a:tc>"
        for each, text in zip(columns, texts, strict=True)
    )
    return parse_xml(f'<a:tr {nsdecls("a")} h="{round(high * canvas.emu)}">{cells}</a:tr>')


def _text(canvas: Canvas, column: Column, text: str, size: float, *, bold: bool) -> str:
    across = "r" if column.number else "l"
    return canvas.paragraphs(Words(text=text, size=size, bold=bold, across=across))
