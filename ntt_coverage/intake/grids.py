"""A sheet as it was sent: every cell as text, with its kind and its place.

A column keeps each distinct cell once and a number per row that points to it. So a parser
is called once per distinct cell, whether the file has 22 rows or five million, and small
and large files take the same path.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pandas as pd
from openpyxl.utils import get_column_letter

__all__ = ["Cell", "Column", "Kind", "Sheet", "make_column"]


class Kind(IntEnum):
    """What a cell holds, as its file says."""

    TEXT = 0
    """Text, or nothing (the empty text)."""
    NUMBER = 1
    """A true number: its text is the shortest that gives it back ("2480", "0.637")."""
    PERCENT = 2
    """A true number shown as a percentage: "0.637" is shown as 63.7%."""
    DATE = 3
    """A true date: its text is ISO ("2021-06-30")."""
    FORMULA = 4
    """A formula that stores no result, or reaches outside the sheet's file."""
    ERROR = 5
    """A spreadsheet error ("#REF!") or a truth value."""


Cell = tuple[str, Kind]
"""Text and kind."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column of a sheet.

    Parameters
    ----------
    codes : numpy.ndarray of int32
        One per row: the place of its cell in ``texts`` and ``kinds``.
    texts : sequence of str
        The distinct cells as text.
    kinds : numpy.ndarray of uint8
        The `Kind` of each distinct cell.
    """

    codes: np.ndarray
    texts: Sequence[str]
    kinds: np.ndarray

    def cell(self, row: int) -> Cell:
        """Return one cell.

        Parameters
        ----------
        row : int
            Place of the row, from 0.

        Returns
        -------
        tuple of str and Kind
        """
        code = self.codes[row]
        return self.texts[code], Kind(self.kinds[code])


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One sheet of a file; a text file is one sheet without a name.

    Parameters
    ----------
    file : str
        Name of the file, without its folder.
    name : str
        Name of the sheet, blank for a text file.
    columns : tuple of Column
        All of one length, from the sheet's first column on.
    first_row : int
        Number of the first row in the file, from 1.
    merged : tuple of tuple of int
        Merged ranges as (first row, first column, last row, last column), from 0.
    hidden : bool
        Whether the sheet is hidden.
    formulas : int
        How many cells hold a formula whose stored result was read.
    """

    file: str
    name: str
    columns: tuple[Column, ...]
    first_row: int = 1
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    formulas: int = 0

    @property
    def n_rows(self) -> int:
        """How many rows there are."""
        return len(self.columns[0].codes) if self.columns else 0

    @property
    def grid(self) -> pd.DataFrame:
        """Every cell as text, by the numbers and letters that a spreadsheet shows."""
        return pd.DataFrame(
            {
                get_column_letter(place + 1): np.array(column.texts, dtype=object)[column.codes]
                for place, column in enumerate(self.columns)
            },
            index=range(self.first_row, self.first_row + self.n_rows),
        )

    def address(self, row: int, column: int) -> str:
        """Name a cell as a spreadsheet does.

        Parameters
        ----------
        row, column : int
            From 0.

        Returns
        -------
        str
            Such as ``"D7"``.
        """
        return f"{get_column_letter(column + 1)}{row + self.first_row}"


def make_column(cells: Iterable[Cell]) -> Column:
    """Make a column of its cells.

    Parameters
    ----------
    cells : iterable of tuple of str and Kind
        One per row.

    Returns
    -------
    Column
    """
    places: dict[Cell, int] = {}
    codes = np.fromiter((places.setdefault(cell, len(places)) for cell in cells), dtype=np.int32)
    return Column(
        codes=codes,
        texts=[text for text, _ in places],
        kinds=np.array([kind for _, kind in places], dtype=np.uint8),
    )
