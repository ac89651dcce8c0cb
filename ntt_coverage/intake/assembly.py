"""A sheet put together cell by cell, whatever the order and however far apart they lie."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from openpyxl.utils import get_column_letter

from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.intake.grids import Cell, Column, Kind, Sheet

__all__ = [
    "LONGEST_TEXT",
    "MOST_CELLS",
    "MOST_COLUMNS",
    "Range",
    "SheetBuilder",
    "place_of",
    "trimmed",
]

LONGEST_TEXT = 5_000
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_CELLS = 20_000_000
"""Of the box around all filled cells of a sheet; beyond, one stands there by accident."""

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


def place_of(sheet: str, row: int, column: int) -> str:
    """Name a cell as a spreadsheet does, with its sheet.

    Parameters
    ----------
    sheet : str
        Blank for a text file.
    row, column : int
        From 0.

    Returns
    -------
    str
        Such as ``"Data!D7"``; a column that no spreadsheet has is named like the first of these.
    """
    cell = f"{get_column_letter(min(column, MOST_COLUMNS) + 1)}{row + 1}"
    return f"{sheet}!{cell}" if sheet else cell


class SheetBuilder:
    """Gathers the filled cells of one sheet; blank ones take no space, however many a file lists.

    Parameters
    ----------
    file : str
        Name of the file, for messages.
    name : str
        Name of the sheet.
    """

    def __init__(self, file: str, name: str) -> None:
        self.file = file
        self.name = name
        self.formulas = 0
        self._columns: dict[int, tuple[array[int], array[int], dict[Cell, int]]] = {}
        self._filled = 0

    def put(self, row: int, column: int, cell: Cell, *, rows: int = 1, columns: int = 1) -> None:
        """Put a cell in its place, the later of two in one place standing.

        Parameters
        ----------
        row, column : int
            From 0.
        cell : tuple of str and Kind
            A blank one is passed over.
        rows, columns : int
            How often it is repeated downwards and to the right.

        Raises
        ------
        SourceLayoutError
            If its text is too long or its place too far out.
        """
        text, kind = cell
        if not text:
            return
        self._filled += rows * columns
        last_row, last_column = row + rows - 1, column + columns - 1
        too_far = not (
            0 <= row <= last_row < MOST_ROWS and 0 <= column <= last_column < MOST_COLUMNS
        )
        if too_far or self._filled > MOST_CELLS:
            self._refuse_far(last_row, last_column)
        if len(text) > LONGEST_TEXT and kind is Kind.TEXT:
            place = place_of(self.name, row, column)
            raise SourceLayoutError("long_cell", file=self.file, place=place, longest=LONGEST_TEXT)
        for each in range(column, column + columns):
            if each not in self._columns:
                self._columns[each] = array("i"), array("i"), {}
            places, codes, cells = self._columns[each]
            places.extend(range(row, row + rows))
            codes.extend([cells.setdefault(cell, len(cells))] * rows)

    def _refuse_far(self, row: int, column: int) -> None:
        place = place_of(self.name, row, column)
        raise SourceLayoutError(
            "far_cell", file=self.file, place=place, most=MOST_CELLS // 1_000_000
        )

    def sheet(self, *, merged: Iterable[Range] = (), hidden: bool = False) -> Sheet:
        """Return the sheet.

        Parameters
        ----------
        merged : iterable of tuple of int
            Merged ranges; what stands in one but not in its first cell is not shown and left out.
        hidden : bool
            Whether the sheet is hidden.

        Returns
        -------
        Sheet
            From the first row and column of the file to the last that are filled.

        Raises
        ------
        SourceLayoutError
            If one cell lies so far out that the sheet would hold more than `MOST_CELLS`.
        """
        ends = {place: max(rows) for place, (rows, _, _) in self._columns.items()}
        height, width = max(ends.values(), default=-1) + 1, max(ends, default=-1) + 1
        if height * width > MOST_CELLS:
            lowest = max(ends, key=lambda place: ends[place])
            self._refuse_far(
                *((height - 1, lowest) if height > width else (ends[width - 1], width - 1))
            )
        shown = _within(merged, height, width)
        covered = _covered(shown)
        columns = trimmed([self._column(p, height, covered.get(p, ())) for p in range(width)])
        height = len(columns[0].codes) if columns else 0
        return Sheet(
            file=self.file, name=self.name, columns=columns, hidden=hidden,
            merged=_within(shown, height, len(columns)), formulas=self.formulas,
        )  # fmt: skip

    def _column(self, place: int, height: int, covered: Iterable[slice]) -> Column:
        rows, codes, cells = self._columns.get(place, (array("i"), array("i"), {}))
        # Code 0 is the blank cell; it is taken out again if no row is blank.
        dense = np.zeros(height, dtype=np.int32)
        dense[np.frombuffer(rows, dtype=np.int32)] = np.frombuffer(codes, dtype=np.int32) + 1
        for part in covered:
            dense[part] = 0
        texts = ["", *(text for text, _ in cells)]
        kinds = np.array([Kind.TEXT, *(kind for _, kind in cells)], dtype=np.uint8)
        if dense.all():
            return Column(codes=dense - 1, texts=texts[1:], kinds=kinds[1:])
        return Column(codes=dense, texts=texts, kinds=kinds)


def _covered(merged: Iterable[Range]) -> dict[int, list[slice]]:
    """Return the rows of each column that are merged with a cell further up or to the left."""
    covered: dict[int, list[slice]] = {}
    for top, left, bottom, right in merged:
        for place in range(left, right + 1):
            covered.setdefault(place, []).append(slice(top + (place == left), bottom + 1))
    return covered


def _within(merged: Iterable[Range], height: int, width: int) -> tuple[Range, ...]:
    cut = ((a, b, min(c, height - 1), min(d, width - 1)) for a, b, c, d in merged)
    shown = sorted({r for r in cut if r[2] >= r[0] >= 0 and r[3] >= r[1] >= 0 and r[:2] != r[2:]})
    # More is only reached by thousands of ranges on top of each other, made to take forever.
    if sum((c - a + 1) * (d - b + 1) for a, b, c, d in shown) > MOST_CELLS:
        raise ValueError("merged ranges overlap")
    return tuple(shown)


def trimmed(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Leave out the rows and columns at the end that are wholly blank.

    Parameters
    ----------
    columns : sequence of Column
        All of one length.

    Returns
    -------
    tuple of Column
    """
    heights = [_filled_height(column) for column in columns]
    height = max(heights, default=0)
    width = max((place + 1 for place, filled in enumerate(heights) if filled), default=0)
    return tuple(replace(column, codes=column.codes[:height]) for column in columns[:width])


def _filled_height(column: Column) -> int:
    if "" not in column.texts:
        return len(column.codes)
    filled = column.codes[::-1] != column.texts.index("")
    return len(filled) - int(filled.argmax()) if filled.any() else 0
