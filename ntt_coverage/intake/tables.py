"""From the tables that offices send to observations and issues.

One path for a sheet of 22 rows and a file of five million: every distinct cell is read once,
and rows are numbers that point to them. Rows read are rows accepted plus rows rejected, per
sheet, checked each time.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from ntt_coverage.errors import ParameterError, ReportError, SourceLayoutError, UnreadableValueError
from ntt_coverage.intake.crosschecks import check_days, check_rows, check_shares, check_totals
from ntt_coverage.intake.dates import UNDATED, SourceDates
from ntt_coverage.intake.doubles import Said, find_doubles, said_by
from ntt_coverage.intake.findings import Finding, about_sheet, issue_table
from ntt_coverage.intake.frames import sheet_of_frame
from ntt_coverage.intake.grids import Sheet
from ntt_coverage.intake.headers import nearest_header
from ntt_coverage.intake.layout import find_tables
from ntt_coverage.intake.outcome import CleanedTable, SheetCount
from ntt_coverage.intake.personal import (
    refuse_names,
    refuse_personal,
    refuse_personal_name,
    refuse_personal_parts,
)
from ntt_coverage.intake.raw import read_raw
from ntt_coverage.intake.readings import Options, Reading, read_table
from ntt_coverage.intake.repairs import repaired
from ntt_coverage.intake.rows import RowKind
from ntt_coverage.intake.schema import SEGMENTS
from ntt_coverage.intake.telling import told_dates

__all__ = ["checked_options", "clean_file", "clean_sheets", "clean_table", "read_file"]


def clean_file(
    path: Path,
    *,
    codes: str | None = None,
    segment: str | None = None,
    source: Mapping[str, str] | None = None,
    repairs: Mapping[str, str] | None = None,
) -> CleanedTable:
    r"""Clean a file that an office sent.

    Parameters
    ----------
    path : pathlib.Path
        CSV, XLSX, XLS, ODS, or a web page saved as XLS.
    codes : {"bps", "kemendagri"}, optional
        Whose undotted codes are, if no column says.
    segment : str, optional
        The kind of worker, if the file names none; one of ``schema.SEGMENTS``.
    source : mapping of str to str, optional
        What ``add`` is told: ``publisher`` and ``date_published`` at least. A figure without a
        day of its own has that one, as in ``add``; without a source its row is rejected.
    repairs : mapping of str to str, optional
        What cells are to be read as, by their places, such as ``{"Rekap!B7": "Kota Kupang"}``;
        the file is not changed.

    Returns
    -------
    CleanedTable

    Raises
    ------
    SourceLayoutError
        If the file is missing, hostile, unreadable, holds personal data, or has no table.
    ParameterError
        If ``codes`` or ``segment`` is not known, the source is not told well, or a repair is of
        no cell.

    Examples
    --------
    An office wrote a small table. "Kupang" alone can be two units:

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "rekap.csv")
    ...     rows = "Kab/Kota,Non ASN terdaftar\nEnde,1580\nKupang,300\n"
    ...     _ = path.write_text(f"Keadaan 30 Juni 2026,\n{rows}", "utf-8")
    ...     cleaned = clean_file(path)
    >>> cleaned.rows_read, cleaned.rows_accepted, cleaned.rows_rejected
    (2, 1, 1)
    >>> cleaned.issues["reason"].tolist()
    ['two_regencies']
    """
    sheets = repaired(read_file(path), repairs or {})
    dates = told_dates(source) if source else UNDATED
    return clean_sheets(sheets, codes=codes, segment=segment, dates=dates)


def read_file(path: Path) -> tuple[Sheet, ...]:
    """Read a file to be cleaned; one with personal numbers outside its cells is refused.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    tuple of Sheet

    Raises
    ------
    SourceLayoutError
        If it cannot be read, or holds data of persons.
    """
    path = Path(path)
    refuse_personal_name(path)
    sheets = read_raw(path)
    refuse_personal_parts(path)
    return sheets


def clean_table(
    frame: pd.DataFrame,
    *,
    codes: str | None = None,
    segment: str | None = None,
    title: str = "",
    name: str = "table",
) -> CleanedTable:
    """Clean a table that stands in a notebook; the same rules as for a file.

    Parameters
    ----------
    frame : pandas.DataFrame
        Its column names are the header; see ``headers.csv`` for the names that are known.
    codes : str, optional
        As in `clean_file`.
    segment : str, optional
        As in `clean_file`.
    title : str
        What would stand above it: a date and a kind of worker serve rows without one.
    name : str
        Stands for the file.

    Returns
    -------
    CleanedTable

    Raises
    ------
    SourceLayoutError
        If it holds personal data, or has no known column of places or figures.
    ParameterError
        If ``codes`` or ``segment`` is not known.

    Examples
    --------
    >>> frame = pd.DataFrame({"Kab/Kota": ["Ende", "TTU"], "Honorer terdaftar": ["2.480", "-"]})
    >>> cleaned = clean_table(frame, title="Keadaan 30 Juni 2021")
    >>> cleaned.tidy("enrolled_persons")[["bps_code", "value"]]
      bps_code   value
    0     5311  2480.0
    """
    sheet = sheet_of_frame(frame, name, title)
    return clean_sheets((sheet,), codes=codes, segment=segment)


def clean_sheets(
    sheets: Sequence[Sheet],
    *,
    codes: str | None = None,
    segment: str | None = None,
    dates: SourceDates = UNDATED,
    source: Mapping[str, str] | None = None,
) -> CleanedTable:
    """Clean the sheets of a file; see `clean_file`.

    Parameters
    ----------
    sheets : sequence of Sheet
        As ``raw.read_raw`` returns them.
    codes : str, optional
        As in `clean_file`.
    segment : str, optional
        As in `clean_file`.
    dates : SourceDates
        The source's own time, for files that name none.
    source : mapping of str to str, optional
        ``source_id`` and ``stated_by`` for the observations; the file's name if not given.

    Returns
    -------
    CleanedTable

    Raises
    ------
    SourceLayoutError
        If there are personal data, or no table.
    ParameterError
        If ``codes`` or ``segment`` is not known.
    """
    options = checked_options(codes, segment, dates)
    refuse_personal(sheets)
    tables = {sheet.name: find_tables(sheet) for sheet in sheets}
    refuse_names(table for found in tables.values() for table in found)
    readings = {
        key: [read_table(table, options) for table in found] for key, found in tables.items()
    }
    shown = [r for sheet in sheets for r in readings[sheet.name] if not sheet.hidden]
    if not shown:
        raise _no_table(sheets)
    said, doubles = find_doubles(said_by(shown))
    findings = [*_about_sheets(sheets, readings), *doubles]
    for reading in shown:
        findings += [*reading.findings, *check_rows(reading), *check_shares(reading)]
        findings += [*check_days(reading, dates.published), *check_totals(reading, said)]
    return CleanedTable(
        sheets=tuple(
            _count(sheet, readings[sheet.name], said) for sheet in sheets if not sheet.hidden
        ),
        issues=issue_table(_in_order(sheets, findings)),
        said=tuple(said),
        source=source or {"source_id": sheets[0].file, "stated_by": ""},
    )


def checked_options(
    codes: str | None, segment: str | None, dates: SourceDates = UNDATED
) -> Options:
    """Check what the user says of a file.

    Parameters
    ----------
    codes : str or None
        As in `clean_file`.
    segment : str or None
        As in `clean_file`.
    dates : SourceDates
        As in `clean_sheets`.

    Returns
    -------
    Options

    Raises
    ------
    ParameterError
        If ``codes`` or ``segment`` is not known.
    """
    if codes not in (None, "bps", "kemendagri"):
        raise ParameterError("codes_option", value=codes)
    if segment is not None and segment not in SEGMENTS:
        raise ParameterError("segment_option", value=segment, known=", ".join(SEGMENTS))
    return Options(codes=codes, segment=segment, dates=dates)  # type: ignore[arg-type]


def _no_table(sheets: Sequence[Sheet]) -> SourceLayoutError:
    """Name the headers nearest to what stands in the first rows."""
    texts = [
        text
        for sheet in sheets
        for row in range(min(sheet.n_rows, 20))
        for text, _ in (column.cell(row) for column in sheet.columns)
        if text and len(text) < 40 and not any(letter.isdigit() for letter in text)
    ]
    near = dict.fromkeys(f"“{t}”: {n}" for t in dict.fromkeys(texts) if (n := nearest_header(t)))
    name = sheets[0].file if sheets else ""
    return SourceLayoutError("no_table", file=name, nearest="; ".join(list(near)[:5]) or "–")


def _about_sheets(
    sheets: Iterable[Sheet], readings: Mapping[str, list[Reading]]
) -> Iterable[Finding]:
    for sheet in sheets:
        if sheet.hidden and readings[sheet.name]:
            yield about_sheet(sheet, "note", SourceLayoutError("hidden_sheet"))
        elif sheet.formulas and readings[sheet.name]:
            yield about_sheet(
                sheet, "note", UnreadableValueError("formulas_read", number=sheet.formulas)
            )


def _in_order(sheets: Sequence[Sheet], findings: Iterable[Finding]) -> list[Finding]:
    order = {sheet.name: place for place, sheet in enumerate(sheets)}
    return sorted(findings, key=lambda finding: order[finding.sheet.name])


def _count(sheet: Sheet, readings: Sequence[Reading], said: Sequence[Said]) -> SheetCount:
    kinds = np.concatenate([r.kinds for r in readings]) if readings else np.zeros(0, dtype=int)
    read = int((kinds == RowKind.DATA).sum())
    accepted = sum(int(reading.accepted.sum()) for reading in readings)
    rejected = sum(
        len(np.unique(np.concatenate([f.rows for f in r.findings if f.severity == "rejected"])))
        for r in readings
        if any(f.severity == "rejected" for f in r.findings)
    )
    if read != accepted + rejected:
        raise ReportError("rows_lost", read=read, kept=accepted + rejected)
    return SheetCount(
        file=sheet.file,
        sheet=sheet.name,
        has_table=bool(readings),
        rows_read=read,
        rows_accepted=accepted,
        rows_rejected=rejected,
        figures=sum(
            int(one.kept.sum()) for one in said if one.reading.table.sheet.name == sheet.name
        ),
        totals=int(np.isin(kinds, (RowKind.TOTAL, RowKind.SUBTOTAL)).sum()),
        asides=int((kinds == RowKind.ASIDE).sum()),
    )
