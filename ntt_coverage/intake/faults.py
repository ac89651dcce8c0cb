"""What is wrong with one row: the column at fault and why."""

from collections.abc import Callable, Mapping
from typing import Any

from ntt_coverage.errors import CoverageError

__all__ = ["RowFault", "read_cell"]


class RowFault(Exception):
    """One row cannot be accepted.

    Parameters
    ----------
    column : str
        The column at fault.
    fault : CoverageError
        Why, in words for the reader.
    """

    def __init__(self, column: str, fault: CoverageError) -> None:
        super().__init__(column, fault)
        self.column = column
        self.fault = fault


def read_cell(row: Mapping[str, str], column: str, reader: Callable[[str], Any]) -> Any:
    """Read a cell, or tell which column is at fault.

    Parameters
    ----------
    row : mapping of str to str
        The row, all text.
    column : str
        The cell's column.
    reader : callable
        Makes a value of the text, or raises a ``CoverageError``.

    Returns
    -------
    object
        What the reader returned.

    Raises
    ------
    RowFault
        If it could not read the text.
    """
    try:
        return reader(row[column])
    except CoverageError as fault:
        raise RowFault(column, fault) from fault
