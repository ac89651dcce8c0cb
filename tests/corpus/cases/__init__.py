"""The cases: importing this package registers them all."""

from tests.corpus.cases import (
    codes,
    layouts,
    numbers,
    other_books,
    periods,
    refusals,
    workbooks,
)
from tests.corpus.sheets import CASES

__all__ = [
    "CASES",
    "codes",
    "layouts",
    "numbers",
    "other_books",
    "periods",
    "refusals",
    "workbooks",
]
