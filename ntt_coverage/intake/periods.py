"""The period of each row: its own columns, else the title, the sheet's name, the source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from ntt_coverage.errors import CoverageError, UnreadableValueError
from ntt_coverage.intake.dates import Period, SourceDates, parse_period
from ntt_coverage.intake.figures import UNKNOWN
from ntt_coverage.intake.grids import Kind
from ntt_coverage.intake.layout import Table
from ntt_coverage.intake.phrases import one_period
from ntt_coverage.intake.places import combine

__all__ = ["Periods", "read_periods"]

PERIOD_ROLES = ("period", "month", "quarter", "year")

SERIALS = range(36526, 73051)
"""Days of 2000 to 2099 as a spreadsheet counts them."""

DAY_ZERO = date(1899, 12, 30)
SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}")
MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september",
    "oktober", "november", "desember",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Periods:
    """When the rows of a table hold.

    Parameters
    ----------
    which : numpy.ndarray of int
        One per row: the place of its period or fault below.
    periods : list of Period or None
        None where there is a fault.
    faults : list of (int and CoverageError) or None
        The column at fault (-1 for none) and why.
    texts : list of str
        What is printed in the row.
    """

    which: np.ndarray
    periods: list[Period | None]
    faults: list[tuple[int, CoverageError] | None]
    texts: list[str]


def read_periods(table: Table, source: SourceDates) -> Periods:
    """Read when each row of a table holds.

    Parameters
    ----------
    table : Table
        A table.
    source : SourceDates
        What its source says of its own time; it serves where the table says nothing.

    Returns
    -------
    Periods
    """
    columns = table.columns(*PERIOD_ROLES)
    which, firsts = combine(table, columns)
    around = _around(table, source)
    american = _is_american(table)
    found = Periods(which=which, periods=[], faults=[], texts=[])
    for row in firsts:
        cells = {
            role: _cell(table, row, place)
            for role in PERIOD_ROLES
            for place in reversed(table.columns(role))
        }
        period, fault = _period(cells, around, source)
        if american and SLASHED.fullmatch(cells.get("period", "")):
            period, fault = None, UnreadableValueError("date_two_ways", value=cells["period"])
        column = next((place for place in columns if table.sheet.columns[place].cell(row)[0]), -1)
        found.periods.append(period)
        found.faults.append((column, fault) if fault else None)
        found.texts.append(" ".join(text for text in cells.values() if text))
    return found


def _is_american(table: Table) -> bool:
    """Tell whether a date in the column can only be read with the month first."""
    for place in table.columns("period"):
        dates = (SLASHED.fullmatch(text) for text in table.sheet.columns[place].texts)
        if any(found and int(found[1]) <= 12 < int(found[2]) for found in dates):
            return True
    return False


def _cell(table: Table, row: int, place: int) -> str:
    """Return a cell of a date as text; days that a spreadsheet counts as ISO."""
    text, kind = table.sheet.columns[place].cell(row)
    if text.casefold() in UNKNOWN:
        return ""
    if kind in (Kind.NUMBER, Kind.TEXT) and text.isdecimal() and int(text[:7]) in SERIALS:
        return (DAY_ZERO + timedelta(days=int(text))).isoformat()
    return text


def _around(table: Table, source: SourceDates) -> Period | CoverageError:
    """Return the period that serves rows without one, or why there is none."""
    try:
        for basis, texts in (("title", table.title), ("sheet_name", (table.sheet.name,))):
            period = one_period(texts)
            if period:
                return replace(period, basis=basis)
        return parse_period("", source)
    except UnreadableValueError as fault:
        told = ("title_dates_differ", "date")
        return fault if fault.key in told else UnreadableValueError("no_date")


def _period(
    cells: Mapping[str, str], around: Period | CoverageError, source: SourceDates
) -> tuple[Period | None, CoverageError | None]:
    text = _composed(cells)
    if not text:
        return (around, None) if isinstance(around, Period) else (None, around)
    try:
        period = _parsed(text, around, source)
        if not 2000 <= period.first.year <= period.last.year <= 2100:
            raise UnreadableValueError("date", value=text)
        return period, None
    except UnreadableValueError as fault:
        return None, fault


def _composed(cells: Mapping[str, str]) -> str:
    """Write what a row's columns say as one text: "III" and "2019" are Triwulan III 2019."""
    if cells.get("period"):
        return cells["period"]
    year = cells.get("year", "")
    if cells.get("quarter"):
        short = re.fullmatch(r"(?i)(iv|i{1,3}|[1-4])", cells["quarter"])
        return _with_year(f"triwulan {cells['quarter']}" if short else cells["quarter"], year)
    month = cells.get("month", "")
    if month.isdecimal() and 1 <= int(month[:3]) <= 12:
        month = MONTHS[int(month) - 1]
    return _with_year(month, year)


def _with_year(text: str, year: str) -> str:
    return text if re.search(r"\d{4}", text) else f"{text} {year}".strip()


def _parsed(text: str, around: Period | CoverageError, source: SourceDates) -> Period:
    """Read a period; a year that it lacks is the title's, else the source's."""
    if (
        isinstance(around, Period)
        and around.basis in ("title", "sheet_name")
        and around.first.year == around.last.year
        and not re.search(r"\d{4}", text)
    ):
        return replace(parse_period(f"{text} {around.last.year}", source), basis=around.basis)
    return parse_period(text, source)
