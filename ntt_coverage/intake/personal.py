"""Files with data of persons are refused, and what they hold is repeated nowhere.

A NIK (16 digits: region, birth date, number) tells birth date and sex, so even a shortened one
is not anonymous (Law 27/2022 on personal data; Law 23/2006, article 84). We count workers;
we never need to know who they are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import numpy as np

from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.intake.grids import Column, Kind, Sheet
from ntt_coverage.intake.headers import header_role
from ntt_coverage.intake.layout import Table
from ntt_coverage.packaged import packaged_table

__all__ = ["refuse_names", "refuse_personal"]

GAP = r"[ .\-/']?"
NUMBERS = re.compile(
    rf"(?<![\d.,])(?:\d{{4}}{GAP}\d{{4}}{GAP}\d{{4}}{GAP}\d{{4}}|\d{{6}}{GAP}\d{{6}}{GAP}\d{{4}}"
    rf"|\d{{2}}{GAP}\d{{2}}{GAP}\d{{2}}{GAP}\d{{6}}{GAP}\d{{4}}"
    rf"|\d{{8}}{GAP}\d{{6}}{GAP}\d{GAP}\d{{3}})(?!\d)"
)
"""NIK and KK (16 digits) and NIP (18 digits), written together or in their usual groups."""

SHORTENED = re.compile(r"(?<!\w)\d(?:[.,]\d+)?\s*e\s*\+?\s*1[57](?!\d)", re.IGNORECASE)
"""Long digits as a spreadsheet shows them: 5,30101E+15."""

LONGEST_HEADER = 40
TRUE_NUMBERS = (int(Kind.NUMBER), int(Kind.PERCENT))


def refuse_personal(sheets: Iterable[Sheet]) -> None:
    """Refuse a file that holds data of persons, hidden sheets included.

    Parameters
    ----------
    sheets : iterable of Sheet
        All sheets of a file.

    Raises
    ------
    SourceLayoutError
        Naming the first such cell and the reason, never what stands in it.
    """
    for sheet in sheets:
        cells = [sheet.address(*place) for place in _personal_cells(sheet)]
        if cells:
            name = f" [{sheet.name}]" if sheet.name else ""
            raise SourceLayoutError(
                "personal_data", file=f"{sheet.file}{name}", cell=cells[0], number=len(cells)
            )


def refuse_names(tables: Iterable[Table]) -> None:
    """Refuse a table with a column of names that are no names of regencies.

    Parameters
    ----------
    tables : iterable of Table
        All tables of a file.

    Raises
    ------
    SourceLayoutError
        Naming the header's cell and the reason.
    """
    for table in tables:
        for place in table.columns("personal"):
            sheet = table.sheet
            name = f" [{sheet.name}]" if sheet.name else ""
            cell = sheet.address(table.first_row - 1, place)
            raise SourceLayoutError(
                "personal_data", file=f"{sheet.file}{name}", cell=cell, number=1
            )


def _personal_cells(sheet: Sheet) -> list[tuple[int, int]]:
    found = []
    for place, column in enumerate(sheet.columns):
        codes = list(_personal_codes(column))
        if codes:
            rows: Sequence[int] = np.flatnonzero(np.isin(column.codes, codes)).tolist()
            found += [(row, place) for row in rows]
    return sorted(found)


def _personal_codes(column: Column) -> Iterator[int]:
    """Look at each distinct cell; most are too short to be asked more than that."""
    for code, (text, kind) in enumerate(zip(column.texts, column.kinds.tolist(), strict=True)):
        if kind in TRUE_NUMBERS:
            if len(text.split(".")[0].lstrip("-")) in (16, 18):
                yield code
        elif (
            (len(text) >= 16 and NUMBERS.search(text))
            or (len(text) >= 4 and "1" in text and SHORTENED.search(text))
            or (len(text) <= LONGEST_HEADER and _is_personal_header(text))
        ):
            yield code


def _is_personal_header(text: str) -> bool:
    first = re.match(r"[^\W\d]+", text)
    if not first or first[0].casefold() not in _first_words():
        return False
    return header_role(text) == "personal"


@cache
def _first_words() -> frozenset[str]:
    """Return the first words of personal headers: other cells are not read as headers."""
    rows = packaged_table(__package__, "headers.csv")
    names = [row["header"] for row in rows if row["role"] == "personal"]
    return frozenset(re.split(r"\W+", name)[0].casefold() for name in names)
