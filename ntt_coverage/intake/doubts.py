"""What makes figures doubtful that can be read: a title that changes them, small shares."""

import re

import numpy as np

from ntt_coverage.intake.figures import PERCENT, Figures
from ntt_coverage.intake.grids import Column, Kind

__all__ = ["ENROLLED_TITLE", "SCALED", "small_among_large"]

SCALED = re.compile(
    r"\b(dalam|satuan)\b[^.;]{0,20}\b(ribu|ribuan|juta|jutaan|miliar|milyar|miliaran)\b", re.I
)
"""A title that scales all figures: "(dalam jutaan rupiah)"."""

ENROLLED_TITLE = re.compile(r"\b(terdaftar|peserta|belum|terlindungi|enrolled|members)\b", re.I)
"""A title that says of whom: then columns of staff alone may count these."""


def small_among_large(column: Column, figures: Figures) -> np.ndarray:
    """Find shares of at most 1 without a percent sign, in a column that has larger ones.

    Parameters
    ----------
    column : Column
        A column of shares.
    figures : Figures
        What its cells say.

    Returns
    -------
    numpy.ndarray of bool
        For each distinct cell.
    """
    small = (figures.value > 0) & (figures.value <= 1)
    for place in np.flatnonzero(small).tolist():
        marked = column.kinds[place] == Kind.PERCENT or PERCENT.search(column.texts[place])
        small[place] = not marked
    return small if (figures.value > 1).any() else np.zeros(len(small), dtype=bool)
