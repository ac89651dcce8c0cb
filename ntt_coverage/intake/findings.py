"""What was found in a sheet, as the table of issues.

A finding may concern one row or a million: it keeps the rows, and each different fault once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ntt_coverage.errors import CoverageError
from ntt_coverage.intake.grids import Sheet
from ntt_coverage.intake.schema import ISSUE_MODEL

__all__ = ["SHEET", "Finding", "about_sheet", "issue_table"]

SHEET = -1
"""Place of a finding about the whole sheet."""

SUGGESTING = ("candidates", "nearest")
"""Evidence that a reader may choose from."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something found in a column of a sheet.

    Parameters
    ----------
    sheet : Sheet
        Where.
    rows : numpy.ndarray of int
        Places of the rows on the sheet, from 0; `SHEET` is the sheet as a whole.
    column : int
        Place of the column; -1 for none.
    header : str
        The column's header.
    severity : {"rejected", "flagged", "note"}
        The row gives nothing; it stands, but look at it; what the cleaner did.
    faults : sequence of CoverageError
        The different faults.
    which : numpy.ndarray of int
        For each row the place of its fault.
    """

    sheet: Sheet
    rows: np.ndarray
    column: int
    header: str
    severity: str
    faults: Sequence[CoverageError]
    which: np.ndarray


def about_sheet(
    sheet: Sheet, severity: str, fault: CoverageError, column: int = -1, header: str = ""
) -> Finding:
    """Make a finding about a sheet as a whole, or one of its columns.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    severity : str
        As in `Finding`.
    fault : CoverageError
        What was found.
    column : int
        Place of the column; -1 for none.
    header : str
        Its header.

    Returns
    -------
    Finding
    """
    rows, which = np.array([SHEET]), np.array([0])
    return Finding(
        sheet=sheet, rows=rows, column=column, header=header, severity=severity, faults=[fault],
        which=which,
    )  # fmt: skip


def issue_table(findings: Iterable[Finding]) -> pd.DataFrame:
    """Make the table of issues.

    Parameters
    ----------
    findings : iterable of Finding
        In the order of their sheets.

    Returns
    -------
    pandas.DataFrame
        Columns as in ``schema.ISSUE_MODEL``, by sheet, row and column.
    """
    sheets: dict[str, int] = {}
    parts = [
        _part(finding, sheets.setdefault(finding.sheet.name, len(sheets)))
        for finding in findings
        if len(finding.rows)
    ]
    order = ["sheet_order", "row", "column_order"]
    columns = list(ISSUE_MODEL.columns)
    if not parts:
        table = pd.DataFrame(columns=columns)
    else:
        table = pd.concat(parts, ignore_index=True).sort_values(order, kind="stable")
    texts = dict.fromkeys((name for name in columns if name != "row"), "str")
    return ISSUE_MODEL.validate(
        table[columns].reset_index(drop=True).astype({**texts, "row": "int64"})
    )


def _part(finding: Finding, sheet_order: int) -> pd.DataFrame:
    sheet, faults, which = finding.sheet, finding.faults, finding.which
    whole = finding.rows == SHEET
    cells = finding.column >= 0 and not whole.any()

    def told(texts: Iterable[str]) -> np.ndarray:
        return np.array(list(texts), dtype=object)[which]

    return pd.DataFrame(
        {
            "file": sheet.file,
            "sheet": sheet.name,
            "row": np.where(whole, 0, finding.rows + sheet.first_row),
            "column": finding.header,
            "cell": [sheet.address(int(row), finding.column) for row in finding.rows]
            if cells
            else "",
            "value": _values(sheet, finding) if cells else "",
            "severity": finding.severity,
            "reason": told(fault.key for fault in faults),
            "message_id": told(fault.say("id") for fault in faults),
            "message_en": told(fault.say("en") for fault in faults),
            "suggestion": told(_suggestion(fault) for fault in faults),
            "sheet_order": sheet_order,
            "column_order": finding.column,
        }
    )


def _values(sheet: Sheet, finding: Finding) -> list[str]:
    column = sheet.columns[finding.column]
    return [column.texts[code] for code in column.codes[finding.rows]]


def _suggestion(fault: CoverageError) -> str:
    return next((str(fault.evidence[name]) for name in SUGGESTING if name in fault.evidence), "")
