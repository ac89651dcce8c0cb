"""What the rows of a table say of each other and of their source: totals, staff, days.

A difference is reported with both numbers; nothing is corrected, dropped or clipped.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product

import numpy as np

from ntt_coverage.errors import UnreadableValueError
from ntt_coverage.intake.doubles import Said
from ntt_coverage.intake.findings import Finding
from ntt_coverage.intake.headers import MEASURES
from ntt_coverage.intake.periods import PERIOD_ROLES
from ntt_coverage.intake.readings import Measure, Reading
from ntt_coverage.intake.rows import RowKind

__all__ = ["check_days", "check_rows", "check_shares", "check_totals"]

SHARE_TOLERANCE = 1.0
"""Percentage points that rounding and a day's difference may explain."""


def check_rows(reading: Reading) -> Iterator[Finding]:
    """Flag rows that have more members than staff.

    Parameters
    ----------
    reading : Reading
        A table.

    Yields
    ------
    Finding
        One per pair of columns.
    """
    table = reading.table
    for enrolled in (m for m in reading.measures if m.header.role == "enrolled_persons"):
        for eligible in (m for m in reading.measures if m.header.role == "eligible_persons"):
            if not _comparable(enrolled, eligible, reading):
                continue
            members = enrolled.figures.value[reading.codes(enrolled.column)]
            staff = eligible.figures.value[reading.codes(eligible.column)]
            rows = np.flatnonzero(reading.accepted & (members > staff))
            yield Finding(
                sheet=table.sheet,
                rows=rows + table.first_row,
                column=enrolled.column,
                header=enrolled.header.text,
                severity="flagged",
                faults=[
                    UnreadableValueError(
                        "more_than_eligible", enrolled=_whole(members[r]), eligible=_whole(staff[r])
                    )
                    for r in rows
                ],
                which=np.arange(len(rows)),
            )


def check_days(reading: Reading, published: date | None) -> Iterator[Finding]:
    """Flag rows of a day after their source was published: their figures are read as plans.

    Parameters
    ----------
    reading : Reading
        A table.
    published : datetime.date or None
        Last day that the date of publication may be; None where no source is told.

    Yields
    ------
    Finding
        One at most.
    """
    told = any(m.header.period is None and not m.header.planned for m in reading.measures)
    if published is None or not told:
        return
    days = [period.first if period else published for period in reading.periods.periods]
    ahead = np.array([day > published for day in days], dtype=bool)
    rows = np.flatnonzero(reading.accepted & ahead[reading.periods.which])
    column = next(iter(reading.table.columns(*PERIOD_ROLES)), -1)
    yield Finding(
        sheet=reading.table.sheet,
        rows=rows + reading.table.first_row,
        column=column,
        header=reading.table.headers[column].text if column >= 0 else "",
        severity="flagged",
        faults=[UnreadableValueError("after_source", day=d, published=published) for d in days],
        which=reading.periods.which[rows],
    )


def check_shares(reading: Reading) -> Iterator[Finding]:
    """Flag shares that are not what the row's own counts give.

    Parameters
    ----------
    reading : Reading
        A table.

    Yields
    ------
    Finding
        One per column of shares.
    """
    by_role = {
        role: [m for m in reading.measures if m.header.role == role]
        for role in ("coverage_share", "enrolled_persons", "eligible_persons")
    }
    for share, enrolled, eligible in product(*by_role.values()):
        if _comparable(share, enrolled, reading) and _comparable(enrolled, eligible, reading):
            yield _share_finding(reading, share, enrolled, eligible)


def _share_finding(
    reading: Reading, share: Measure, enrolled: Measure, eligible: Measure
) -> Finding:
    printed, members, staff = (
        m.figures.value[reading.codes(m.column)] for m in (share, enrolled, eligible)
    )
    computed = np.full(len(printed), np.nan)
    np.divide(100 * members, staff, out=computed, where=staff > 0)
    rows = np.flatnonzero(reading.accepted & (np.abs(printed - computed) > SHARE_TOLERANCE))
    return Finding(
        sheet=reading.table.sheet,
        rows=rows + reading.table.first_row,
        column=share.column,
        header=share.header.text,
        severity="flagged",
        faults=[
            UnreadableValueError(
                "share_differs", printed=f"{printed[r]:g}", computed=f"{computed[r]:.1f}"
            )
            for r in rows
        ],
        which=np.arange(len(rows)),
    )


def _comparable(first: Measure, second: Measure, reading: Reading) -> bool:
    one, other = first.header, second.header
    same = one.period == other.period and not (one.planned or other.planned)
    return same and (one.segment or reading.segment) == (other.segment or reading.segment)


def _whole(number: float) -> str:
    return f"{number:.0f}"


def check_totals(reading: Reading, said: Sequence[Said]) -> Iterator[Finding]:
    """Compare the printed totals with the sums.

    Parameters
    ----------
    reading : Reading
        A table.
    said : sequence of Said
        What its columns say, with repetitions marked: they count once.

    Yields
    ------
    Finding
        For each total that differs, or cannot be compared.
    """
    totals = np.flatnonzero(np.isin(reading.kinds, (RowKind.TOTAL, RowKind.SUBTOTAL)))
    for measure in reading.measures if len(totals) else ():
        if MEASURES[measure.header.role] != "percent":
            again = next(one for one in said if one.measure is measure)
            yield from _totals(reading, measure, again.rows[~again.kept], totals)


def _totals(
    reading: Reading, measure: Measure, repeated: np.ndarray, totals: np.ndarray
) -> Iterator[Finding]:
    figures, codes = measure.figures, reading.codes(measure.column)
    data = reading.kinds == RowKind.DATA
    data[repeated] = False
    known = ~np.isnan(figures.value[codes])
    numbers = np.where(data & known, figures.value[codes], 0)
    unread = data & ~known & figures.filled[codes]
    before = 0
    for total in totals.tolist():
        printed = figures.value[codes[total]]
        scopes = [slice(0, total), slice(before, total)]
        if not data[:total].any():
            scopes = [slice(total, None)] * 2  # a total that stands first is of what follows
        before = total
        if not figures.filled[codes[total]]:
            continue
        scopes = scopes if reading.kinds[total] == RowKind.SUBTOTAL else scopes[:1]
        sums = [float(numbers[scope].sum()) for scope in scopes]
        if np.isnan(printed) or unread[scopes[-1]].any():
            fault = UnreadableValueError("total_not_compared")
        elif printed in sums:
            continue
        else:
            fault = UnreadableValueError(
                "total_differs", printed=_whole(printed), computed=_whole(sums[-1])
            )
        row = np.array([total + reading.table.first_row])
        yield Finding(
            sheet=reading.table.sheet,
            rows=row,
            column=measure.column,
            header=measure.header.text,
            severity="flagged",
            faults=[fault],
            which=np.zeros(1, dtype=int),
        )
