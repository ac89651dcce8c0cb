"""What each row below a header is: data, a total, or something else that is no data."""

import re
from collections.abc import Callable
from enum import IntEnum

import numpy as np

from ntt_coverage.intake.figures import UNKNOWN
from ntt_coverage.intake.grids import Kind, Sheet
from ntt_coverage.intake.headers import MEASURES, PLACE_ROLES, header_role
from ntt_coverage.intake.layout import Table
from ntt_coverage.intake.names import names_a_place
from ntt_coverage.regencies import PROVINCE_CODE, normalise, resolve_area

__all__ = ["RowKind", "kinds_of_rows"]


class RowKind(IntEnum):
    """What a row is."""

    BLANK = 0
    DATA = 1
    TOTAL = 2
    """The sum of all rows above."""
    SUBTOTAL = 3
    """The sum of the rows since the total before it."""
    ASIDE = 4
    """A footnote, heading, repeated header or row of column numbers: text, no figures."""


TOTAL_WORDS = re.compile(r"^(grand total|jumlah|total|sub ?total|sub ?jumlah)\b")
ALL_WORDS = frozenset(
    [
        "grand",
        "jumlah",
        "total",
        "keseluruhan",
        "seluruh",
        "seluruhnya",
        "semua",
        "se",
        "umum",
        "akhir",
        "provinsi",
        "ntt",
        "nusa",
        "tenggara",
        "timur",
        "kabupaten",
        "kota",
        "dan",
    ]
)
"""A total with no other word is that of all rows, with another that of a part."""

EMPLOYER = re.compile(r"^(pemprov|pemerintah)\b")
"""The province as a government with staff of its own is a row like the others."""

FOOTNOTE = re.compile(
    r"^\W*(sumber|ket|keterangan|catatan|notes?|source|dicetak|mengetahui|kepala|plt|diolah|"
    r"data diolah|rata[- ]rata)\b|^\s*\*",
    re.IGNORECASE,
)
"""Beginnings of closing lines; an average is no sum to compare with."""

FIGURE = re.compile(
    r"^\W*(rp|[a-z ]{4,24})?\W*\d[\d.,]*\W*(%|persen|orang|jiwa|ribu|juta|miliar)?\W*$"
    r"|^#\w|^(?=.*\b(puluh|ratus|ribu|juta|belas)\b)[a-z ]+$",
    re.IGNORECASE,
)
"""What looks like a figure, as against a name or a day at the end of a page."""

LONGEST_HEADER = 40
LONGEST_FIGURE = 100
COLUMN_NUMBER = re.compile(r"^\(?\d{1,2}\)?$")
HEADINGS = frozenset(
    [
        "pulau",
        "daratan",
        "kepulauan",
        "gugus",
        "wilayah",
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "a",
        "b",
        "c",
        "d",
        "e",
        "f",
    ]
)
"""First words of the headings of groups of islands: "I. DARATAN TIMOR"."""


def kinds_of_rows(table: Table) -> np.ndarray:
    """Tell what each row of a table is.

    Parameters
    ----------
    table : Table
        As found on its sheet.

    Returns
    -------
    numpy.ndarray of uint8
        A `RowKind` for each row from ``first_row`` to ``last_row``.
    """
    sheet, rows = table.sheet, slice(table.first_row, table.last_row)
    filled = _count_filled(sheet, range(len(sheet.columns)), rows)
    figures = _count_figures(sheet, table.columns(*MEASURES, "ambiguous"), rows)
    kinds = np.where(filled == 0, RowKind.BLANK, RowKind.DATA).astype(np.uint8)
    _label_by_place(table, kinds, rows)
    unnamed = _count_filled(sheet, table.columns(*PLACE_ROLES), rows) == 0
    for row in np.flatnonzero(unnamed & (filled > 0)):
        kinds[row] = _kind_without_place(sheet, int(row) + table.first_row, bool(figures[row]))
    _set_aside(table, kinds, figures)
    if not (kinds == RowKind.DATA).any():
        kinds[_is_province(table, rows)] = RowKind.DATA
    return kinds


def _count_filled(sheet: Sheet, columns: range | list[int], rows: slice) -> np.ndarray:
    return _count(sheet, columns, rows, lambda text, _: text != "")


def _count_figures(sheet: Sheet, columns: list[int], rows: slice) -> np.ndarray:
    return _count(sheet, columns, rows, _is_figure)


def _count(
    sheet: Sheet, columns: range | list[int], rows: slice, holds: Callable[[str, int], bool]
) -> np.ndarray:
    """Count for each row the cells of which something holds, asked once per distinct cell."""
    counts = np.zeros(rows.stop - rows.start, dtype=np.uint16)
    for place in columns:
        column = sheet.columns[place]
        cells = zip(column.texts, column.kinds.tolist(), strict=True)
        held = np.fromiter((holds(*cell) for cell in cells), dtype=np.uint16)
        counts += held[column.codes[rows]]
    return counts


def _is_figure(text: str, kind: int) -> bool:
    return kind != Kind.TEXT or (len(text) <= LONGEST_FIGURE and bool(FIGURE.match(text)))


def _label_by_place(table: Table, kinds: np.ndarray, rows: slice) -> None:
    """Label the rows by the text of their place columns, once per distinct text."""
    for place in table.columns(*PLACE_ROLES):
        column = table.sheet.columns[place]
        labels = np.full(len(column.texts), RowKind.DATA, dtype=np.uint8)
        for code in np.unique(column.codes[rows]):
            labels[code] = _label(column.texts[code])
        labelled = labels[column.codes[rows]]
        kinds[:] = np.where((kinds == RowKind.DATA) & (labelled != RowKind.DATA), labelled, kinds)


def _label(text: str) -> RowKind:
    words = normalise(text)
    if TOTAL_WORDS.match(words) or (_is_whole_province(text) and not EMPLOYER.match(words)):
        return RowKind.TOTAL if set(words.split()) <= ALL_WORDS else RowKind.SUBTOTAL
    again = len(text) < LONGEST_HEADER and header_role(text) in PLACE_ROLES
    footnote = FOOTNOTE.match(text) and not names_a_place(text)
    return RowKind.ASIDE if again or footnote else RowKind.DATA


def _is_whole_province(text: str) -> bool:
    try:
        return bool(text) and resolve_area(text).bps_code == PROVINCE_CODE
    except (LookupError, ValueError):
        return False


def _kind_without_place(sheet: Sheet, row: int, has_figures: bool) -> RowKind:
    """Look at the other cells of a row whose place is blank: its label may stand elsewhere."""
    texts = [t for t, kind in (c.cell(row) for c in sheet.columns) if t and kind == Kind.TEXT]
    label = next((text for text in texts if not COLUMN_NUMBER.match(text)), "")
    kind = _label(label) if label else RowKind.DATA
    if kind != RowKind.DATA or has_figures:
        return kind
    return RowKind.ASIDE


def _set_aside(table: Table, kinds: np.ndarray, figures: np.ndarray) -> None:
    """Set headings, column numbers and closing lines aside: few rows, each looked at."""
    data = kinds == RowKind.DATA
    with_figures = np.flatnonzero(data & (figures > 0))
    last = with_figures[-1] if len(with_figures) else -1
    for row in np.flatnonzero(data & (figures == 0)):
        cells = [c.cell(int(row) + table.first_row)[0] for c in table.sheet.columns]
        told = [text for text in cells if text]
        prose = [cells[place] for place in table.measures if cells[place]]
        closing = len(told) == 1 or any(text.casefold() not in UNKNOWN for text in prose)
        placed = any(names_a_place(cells[place]) for place in table.columns(*PLACE_ROLES))
        if (row > last and closing and not placed) or (len(told) == 1 and _is_heading(told[0])):
            kinds[row] = RowKind.ASIDE
    _set_column_numbers_aside(table, kinds)


def _is_heading(text: str) -> bool:
    words = normalise(text).split()
    if not words or names_a_place(text):
        return False
    return words[0] in HEADINGS or header_role(text) != "unknown"


def _set_column_numbers_aside(table: Table, kinds: np.ndarray) -> None:
    """Set rows aside whose cells are all column numbers, that of the place too."""
    for place in table.columns("region"):
        column = table.sheet.columns[place]
        numbered = np.array([bool(COLUMN_NUMBER.match(text)) for text in column.texts])
        for row in np.flatnonzero(numbered[column.codes[table.first_row : table.last_row]]):
            cells = [c.cell(int(row) + table.first_row)[0] for c in table.sheet.columns]
            if all(COLUMN_NUMBER.match(text) for text in cells if text):
                kinds[row] = RowKind.ASIDE


def _is_province(table: Table, rows: slice) -> np.ndarray:
    """Find rows of the province: in a table that has no other row they are its data."""
    found = np.zeros(rows.stop - rows.start, dtype=bool)
    for place in table.columns("region"):
        column = table.sheet.columns[place]
        province = np.array([_is_whole_province(text) for text in column.texts])
        found |= province[column.codes[rows]]
    return found
