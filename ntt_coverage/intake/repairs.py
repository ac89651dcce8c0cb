"""Cells read otherwise than they were sent: a choice of the reader, shown where it is made."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from openpyxl.utils import column_index_from_string

from ntt_coverage.errors import ParameterError
from ntt_coverage.intake.grids import Column, Kind, Sheet

__all__ = ["repaired"]

PLACE = re.compile(r"(?:(.*)!)?\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})", re.S)


def repaired(sheets: Sequence[Sheet], repairs: Mapping[str, str]) -> tuple[Sheet, ...]:
    """Return the sheets of a file with other texts in some cells.

    Parameters
    ----------
    sheets : sequence of Sheet
        As they were sent; they are not changed, nor is their file.
    repairs : mapping of str to str
        The text of each cell, by its place, such as ``"Rekap!B7"``; the sheet may be left out
        where there is only one.

    Returns
    -------
    tuple of Sheet

    Raises
    ------
    ParameterError
        If a place is none, or lies outside what is filled.
    """
    changed = {sheet.name: sheet for sheet in sheets}
    for place, text in repairs.items():
        found = PLACE.fullmatch(place.strip())
        name = found[1] if found and found[1] is not None else sheets[0].name
        known = found and name in changed and (found[1] is not None or len(sheets) == 1)
        if not found or not known:
            raise _no_cell(place, sheets)
        sheet = changed[name]
        row = int(found[3]) - sheet.first_row
        column = column_index_from_string(found[2]) - 1
        if not (0 <= row < sheet.n_rows and column < len(sheet.columns)):
            raise _no_cell(place, sheets)
        columns = list(sheet.columns)
        columns[column] = _with_cell(columns[column], row, text)
        changed[name] = replace(sheet, columns=tuple(columns))
    return tuple(changed[sheet.name] for sheet in sheets)


def _with_cell(column: Column, row: int, text: str) -> Column:
    codes = column.codes.copy()
    codes[row] = len(column.texts)
    return Column(
        codes=codes,
        texts=[*column.texts, " ".join(text.split())],
        kinds=np.append(column.kinds, np.uint8(Kind.TEXT)),
    )


def _no_cell(place: str, sheets: Sequence[Sheet]) -> ParameterError:
    names = ", ".join(sheet.name for sheet in sheets if sheet.name)
    file = sheets[0].file if sheets else ""
    return ParameterError("repair_cell", value=place, file=file, sheets=names or "–")
