"""Every reason code that a table of an office can get, shown by cleaning a small table that does.

``reasons.csv`` holds the tables: lines of cells with semicolons; a cell that begins with "="
is a formula whose result is not stored. So severity and message are the program's own.
"""

import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ntt_coverage.intake.dates import UNDATED, SourceDates
from ntt_coverage.intake.grids import Kind, Sheet, make_column
from ntt_coverage.intake.tables import clean_sheets

EXAMPLES = Path(__file__).resolve().parent / "reasons.csv"
BESIDE = "Keadaan 30 Juni 2021\nKab/Kota;Terdaftar Non ASN\nBelu;15"
"""A table that is in order, beside a hidden one."""

WITHOUT_ADVICE = ("same_again", "codes_decided", "formulas_read")
"""Notes of what was done: there is nothing to do."""


def examples() -> list[dict[str, str]]:
    """Return the tables that show the reason codes.

    Returns
    -------
    list of dict of str to str
        ``reason``, ``sheet`` (what is special about the sheet) and ``table``.
    """
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def issue_of(example: dict[str, str]) -> dict[str, Any]:
    """Clean a table and return the issue that it shows.

    Parameters
    ----------
    example : dict of str to str
        As `examples` returns it.

    Returns
    -------
    dict of str to Any
        One row of the table of issues.

    Raises
    ------
    LookupError
        If the table does not get this reason.
    """
    sheet = _sheet("Data", example["table"])
    sheets = (sheet,)
    if example["sheet"] == "hidden":
        sheets = (_sheet("Baru", BESIDE), replace(sheet, hidden=True))
    elif example["sheet"].endswith(" formulas"):
        sheets = (replace(sheet, formulas=int(example["sheet"].split()[0])),)
    dates = UNDATED
    if example["sheet"].startswith("published "):
        dates = SourceDates(published=date.fromisoformat(example["sheet"].split()[1]))
    issues = clean_sheets(sheets, dates=dates).issues
    found = issues[issues["reason"] == example["reason"]].to_dict("records")
    if not found:
        raise LookupError(f"{example['reason']}: the table gets {list(issues['reason'])}")
    return found[0]


def _sheet(name: str, text: str) -> Sheet:
    rows = [line.split(";") for line in text.split("\n")]
    width = max(map(len, rows))
    columns = tuple(
        make_column(_cell(row[place] if place < len(row) else "") for row in rows)
        for place in range(width)
    )
    return Sheet(file="contoh.xlsx", name=name, columns=columns)


def _cell(text: str) -> tuple[str, Kind]:
    return text, Kind.FORMULA if text.startswith("=") else Kind.TEXT


def reason_rows(lang: str) -> list[list[str]]:
    """Describe every reason code.

    Parameters
    ----------
    lang : str
        ``"id"`` or ``"en"``.

    Returns
    -------
    list of list of str
        Code, severity, what is wrong in the example, what to do.
    """
    rows = []
    for example in examples():
        issue = issue_of(example)
        wrong, advice = issue[f"message_{lang}"], ""
        if example["reason"] not in WITHOUT_ADVICE:
            wrong, advice = _parted(wrong)
        rows.append([f"`{example['reason']}`", f"`{issue['severity']}`", wrong, advice])
    return rows


def _parted(message: str) -> tuple[str, str]:
    """Part the end of a message, which says what to do, from what is wrong."""
    *wrong, advice = re.split(r"(?<=[.?]) (?=[A-Z“])", message)
    if wrong:
        return " ".join(wrong), advice
    said, _, advice = message.rpartition("; ")
    return said, advice
