"""Files with data of persons are refused, and what they hold is repeated nowhere.

A NIK (16 digits: region, birth date, number) tells birth date and sex, so even a shortened one
is not anonymous (Law 27/2022 on personal data; Law 23/2006, article 84). We count workers;
we never need to know who they are.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import numpy as np

from ntt_coverage.errors import SourceLayoutError
from ntt_coverage.intake.grids import Column, Kind, Sheet
from ntt_coverage.intake.headers import header_role
from ntt_coverage.intake.layout import Table
from ntt_coverage.packaged import packaged_table

__all__ = ["refuse_names", "refuse_personal", "refuse_personal_name", "refuse_personal_parts"]

GAP = re.compile(r"[^\w]{1,3}")
"""What people put between the groups of a number: spaces of all kinds, dots, hyphens, commas."""

USUAL_GROUPS = ([4, 4, 4, 4], [6, 6, 4], [2, 2, 2, 6, 4], [8, 6, 1, 3])
DECIMAL = re.compile(r"[0-9]{1,3}[.,][0-9]{5,}")
"""A share with all its digits is no number of a person."""

PARTS = re.compile(r"comments|docProps/|drawings/|customXml|workbook\.xml$|meta\.xml$")
"""Parts of a workbook that hold texts outside its cells."""

OUTSIDE_CELLS = re.compile(
    rb"<(?:odd|even|first)(?:Header|Footer)>[^<]*|<dataValidation .*?</dataValidation>", re.DOTALL
)

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
        if _holds_number(sheet.name) or _holds_number(sheet.file):
            raise SourceLayoutError("personal_name")
        cells = [sheet.address(*place) for place in _personal_cells(sheet)]
        if cells:
            name = f" [{sheet.name}]" if sheet.name else ""
            raise SourceLayoutError(
                "personal_data", file=f"{sheet.file}{name}", cell=cells[0], number=len(cells)
            )


def refuse_personal_name(path: Path) -> None:
    """Refuse a file whose name is a number of a person, before any message names it.

    Parameters
    ----------
    path : pathlib.Path
        Any path.

    Raises
    ------
    SourceLayoutError
        Without the name.
    """
    if _holds_number(path.name):
        raise SourceLayoutError("personal_name")


def refuse_personal_parts(path: Path) -> None:
    """Refuse a workbook with personal numbers in comments, properties, headers or lists.

    Parameters
    ----------
    path : pathlib.Path
        A file that could be read.

    Raises
    ------
    SourceLayoutError
        Naming the part, never what stands in it.
    """
    if not is_zipfile(path):
        return
    with ZipFile(path) as archive:
        for name in archive.namelist():
            if PARTS.search(name):
                texts = [archive.read(name)]
            elif "worksheets/sheet" in name:
                texts = OUTSIDE_CELLS.findall(archive.read(name))
            else:
                continue
            if any(map(_holds_number, map(_shown_text, texts))):
                raise SourceLayoutError("personal_data", file=path.name, cell=name, number=1)


def _shown_text(part: bytes) -> str:
    """Return what a part of a workbook shows: its texts, and the attributes of lists."""
    attributes = re.findall(rb'(?:prompt|error)="([^"]*)"', part)
    texts = re.sub(rb"<[^>]*>", b" | ", part)
    return b" | ".join([texts, *attributes]).decode("utf-8", "replace")


def _holds_number(text: str) -> bool:
    """Tell whether a text holds a NIK, KK (16 digits) or NIP (18), in one piece or in groups."""
    plain = unicodedata.normalize("NFKC", text)
    groups = list(re.finditer(r"\d+", plain))
    for first, group in enumerate(groups):
        digits, end = "", group.start()
        for following in groups[first:]:
            if digits and not GAP.fullmatch(plain[end : following.start()]):
                break
            digits, end = digits + following[0], following.end()
            whole = end - group.start() == len(digits)
            if len(digits) in (16, 18) and (whole or _is_plausible(digits, plain, group, end)):
                return True
            if len(digits) >= 18:
                break
    return False


def _is_plausible(digits: str, text: str, group: re.Match[str], end: int) -> bool:
    """Ask a number written in groups for its birth date: four years in a row have none."""
    if DECIMAL.fullmatch(text[group.start() : end]):
        return False
    written = re.findall(r"[0-9]+", text[group.start() : end])
    if [len(part) for part in written] in USUAL_GROUPS:
        return not all(len(part) == 4 and part[:2] in ("19", "20") for part in written)
    if len(digits) == 18:  # NIP: YYYYMMDD
        return digits[:2] in ("19", "20") and _is_day(digits[6:8], digits[4:6])
    day = int(digits[6:8])  # NIK: region, DDMMYY, women 40 more
    return 11 <= int(digits[:2]) <= 96 and _is_day(f"{day - 40 if day > 40 else day}", digits[8:10])


def _is_day(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


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
            (len(text) >= 16 and _holds_number(text))
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
