"""The history in cells: 22 units by quarters, in the words and colours of the maps."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from ntt_coverage.language import say
from ntt_coverage.measures.counts import count_states
from ntt_coverage.pictures.classes import state_classes
from ntt_coverage.pictures.palette import COLOURS, HATCHES, PALE, ink_on
from ntt_coverage.pictures.surround import mark_label, marks
from ntt_coverage.pictures.theme import DISPUTED
from ntt_coverage.publish.xlsx.sheets import LINE_HEIGHT, Book, border, fill, lines_of
from ntt_coverage.quarters import ROMAN, Quarter

__all__ = ["FIRST_QUARTER_COLUMN", "FIRST_UNIT_ROW", "short_state", "write_history"]

FIRST_UNIT_ROW, FIRST_QUARTER_COLUMN = 2, 2
CODE_WIDTH, NAME_WIDTH, QUARTER_WIDTH = 8, 32, 6


def write_history(book: Book, sheet: Worksheet, series: pd.DataFrame) -> None:
    """Write the state of every unit in every quarter, and how many units are in each state.

    Parameters
    ----------
    book : Book
        The workbook.
    sheet : xlsxwriter.worksheet.Worksheet
        An empty sheet of it.
    series : pandas.DataFrame
        As returned by ``history_of``: whole quarters, their units in registry order.
    """
    numbers = sorted(int(number) for number in series["quarter"].unique())
    last = FIRST_QUARTER_COLUMN + len(numbers) - 1
    sheet.set_column(0, 0, CODE_WIDTH)
    sheet.set_column(1, 1, NAME_WIDTH)
    sheet.set_column(FIRST_QUARTER_COLUMN, last, QUARTER_WIDTH)
    _write_heads(book, sheet, [Quarter.from_ordinal(number) for number in numbers])
    units = series.drop_duplicates("bps_code").to_dict("records")
    text = book.look(valign="vcenter", indent=1)
    for at, unit in enumerate(units, start=FIRST_UNIT_ROW):
        sheet.write_string(at, 0, unit["bps_code"], text)
        sheet.write_string(at, 1, unit["regency"], text)
    columns = {number: at for at, number in enumerate(numbers, start=FIRST_QUARTER_COLUMN)}
    rows = {unit["bps_code"]: at for at, unit in enumerate(units, start=FIRST_UNIT_ROW)}
    for row in series.to_dict("records"):
        look = book.look(**_state_look(row))
        place = rows[row["bps_code"]], columns[row["quarter"]]
        sheet.write_string(*place, short_state(row, book.lang), look)
    bottom = _write_counts(book, sheet, series, FIRST_UNIT_ROW + len(units) + 1)
    sheet.freeze_panes(FIRST_UNIT_ROW, FIRST_QUARTER_COLUMN)
    sheet.repeat_rows(0, FIRST_UNIT_ROW - 1)
    sheet.print_area(0, 0, bottom, last)
    sheet.ignore_errors({"number_stored_as_text": f"A1:A{bottom + 1}"})


def _write_heads(book: Book, sheet: Worksheet, quarters: Sequence[Quarter]) -> None:
    """Write the years over their quarters, each year as one cell."""
    lang, left, middle = book.lang, book.head(indent=1), book.head(align="center")
    for at, key in enumerate(("col.bps_code", "col.regency")):
        sheet.merge_range(0, at, 1, at, say(key, lang), left)
    at = FIRST_QUARTER_COLUMN
    for year, some in groupby(quarters, key=lambda quarter: quarter.year):
        numbers = [quarter.number for quarter in some]
        if len(numbers) > 1:
            sheet.merge_range(0, at, 0, at + len(numbers) - 1, "", middle)
        sheet.write_number(0, at, year, middle)
        for number in numbers:
            named = say("xlsx.quarter", lang, roman=ROMAN[number - 1], q=number)
            sheet.write_string(1, at, named, middle)
            at += 1


def short_state(row: Mapping[str, Any], lang: str) -> str:
    """Return the word of a state, with a star where sources disagree.

    Parameters
    ----------
    row : mapping
        One row of the series.
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    str
    """
    return say(f"xlsx.short_{row['state']}", lang) + (" *" if row["disputed"] else "")


def _face(row: Mapping[str, Any]) -> str:
    """Return the colour of a state; pale where it is too old to count."""
    old = row["state"] == "no_data" and row["last_known_state"] in PALE
    return PALE[row["last_known_state"]] if old else COLOURS[row["state"]]


def _state_look(row: Mapping[str, Any]) -> dict[str, Any]:
    face = _face(row)
    return {
        **fill(face, HATCHES.get(row["state"], "")),
        **border(row["disputed"]),
        "font_color": ink_on(face),
        "bold": row["state"] == "enrolled",
        "align": "center",
        "valign": "vcenter",
    }


def _write_counts(book: Book, sheet: Worksheet, series: pd.DataFrame, first: int) -> int:
    """Write the legend with the number of units in each quarter; return its last row."""
    count = book.look(align="center", valign="vcenter")
    by_quarter = [units for _, units in series.groupby("quarter")]
    head = say("map.of_22", book.lang, all=len(by_quarter[0]))
    sheet.write_string(first, 1, head, book.look(indent=1))
    entries = [*_of_states(by_quarter, book.lang), *_of_marks(by_quarter, book.lang)]
    for at, (sign, look, label, numbers) in enumerate(entries, start=first + 1):
        sheet.set_row(at, LINE_HEIGHT * lines_of(label, NAME_WIDTH - 4))
        sheet.write_string(at, 0, sign, book.look(**look))
        sheet.write_string(at, 1, label, book.look(text_wrap=True, valign="vcenter", indent=1))
        for column, number in enumerate(numbers, start=FIRST_QUARTER_COLUMN):
            sheet.write_number(at, column, number, count)
    return first + len(entries)


Entry: TypeAlias = tuple[str, dict[str, Any], str, list[int]]
"""Word, its look, what it means, and how many units it has in each quarter."""


def _of_states(by_quarter: Sequence[pd.DataFrame], lang: str) -> list[Entry]:
    counts = [count_states(units) for units in by_quarter]
    entries = []
    for each in state_classes(lang):
        numbers = [int(count[each.key]) for count in counts]
        plain = {"state": each.key, "disputed": False, "last_known_state": None}
        if each.always or any(numbers):
            entries.append((short_state(plain, lang), _state_look(plain), each.label, numbers))
    return entries


def _of_marks(by_quarter: Sequence[pd.DataFrame], lang: str) -> list[Entry]:
    """Count what is laid over the states: old ones, and disputes."""
    found = [dict(marks(units)) for units in by_quarter]
    entries = []
    for key in (*(f"last_{state}" for state in PALE), DISPUTED):
        if not any(key in each for each in found):
            continue
        old = {"state": "no_data", "last_known_state": key.removeprefix("last_")}
        look = {"align": "center", "valign": "vcenter", **border(True)}
        sign = "*"
        if key != DISPUTED:
            sign = short_state(old | {"disputed": False}, lang)
            look = _state_look(old | {"disputed": False})
        numbers = [each.get(key, 0) for each in found]
        entries.append((sign, look, mark_label(key, lang), numbers))
    return entries
